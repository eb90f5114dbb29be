"""Episode-level extracts that a partnership holds, counted into indicators; nobody in them is told.

The rules are SQL, a file an indicator, in ``sql/``; ``README.md`` says what was decided and why.
"""
