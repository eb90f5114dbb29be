"""What reviewers need: the index of a year's reports, and what changed since the run before."""
