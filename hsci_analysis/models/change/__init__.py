"""Whether a monthly series has changed: over the year, over five years, and against Scotland."""
