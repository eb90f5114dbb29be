"""What is counted: the catalogue of measures, and one measure of one area as a series."""
