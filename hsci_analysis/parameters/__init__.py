"""What a report is asked for: defaults, a partnership's own settings and a notebook's arguments."""
