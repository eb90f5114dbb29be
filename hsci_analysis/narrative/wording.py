"""Small words that must agree with numbers and dates: plurals and months."""

from __future__ import annotations

from hsci_analysis.periods import Month


def counted(written: str, singular: str, plural: str) -> str:
    """``1 bed``, ``0 beds``, ``1.0 beds``, ``0.85 beds``: singular for a whole one only."""
    return f"{written} {singular if written == '1' else plural}"


def month_range(first: Month, last: Month) -> str:
    """``April 2024 to March 2025``, and ``April 2024`` for a single month."""
    return first.label if first == last else f"{first.label} to {last.label}"
