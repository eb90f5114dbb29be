"""Indicators from files that people have: recognised by what they hold, never by their names."""
