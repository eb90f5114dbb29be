"""A known, dated change, and whether a series moved when it came: pre-registered, never why."""
