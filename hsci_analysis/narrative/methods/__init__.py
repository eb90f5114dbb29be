"""How the figures are made and judged, in words and tables, with what was measured."""
