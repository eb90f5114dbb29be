"""How a notebook becomes a report on disk: checked, executed, rendered, and swapped in whole."""
