"""Which months differ from what a series usually does: limits and rules, after season and drift."""
