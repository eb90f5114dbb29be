"""Small words that must agree with numbers and dates: articles, plurals, shares, months, lists."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hsci_analysis.findings.numerals import write_decimals, write_number
from hsci_analysis.periods import Month

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
LARGEST_ONE_IN = 20
"""Beyond one in twenty a reader pictures no group of people any more; percentages serve better."""
CLOSE = Fraction(1, 20)
"""How far a share may lie from one in so many, as part of itself, to be told as "about" that."""


def counted(written: str, singular: str, plural: str) -> str:
    """``1 bed``, ``0 beds``, ``1.0 beds``, ``0.85 beds``: singular for a whole one only."""
    return f"{written} {singular if written == '1' else plural}"


def month_range(first: Month, last: Month) -> str:
    """``April 2024 to March 2025``, and ``April 2024`` for a single month."""
    return first.label if first == last else f"{first.label} to {last.label}"


def in_words(number: int) -> str:
    """Whole numbers below ten in words, all others in figures: ``nine``, ``10``, ``1,000``."""
    return WORDS[number] if 0 <= number < len(WORDS) else write_decimals(number, 0)


def listed(things: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *first, last = things
    return f"{', '.join(first)} and {last}" if first else last


def one_in(share: float) -> str | None:
    """``about one in nine`` for a share near a ninth; None where no such words come close.

    Given for shares from one in twenty to one in two.
    """
    if not 0 < share < 1:
        return None
    exact = Fraction(share)
    nearest = round(1 / exact)
    if not 2 <= nearest <= LARGEST_ONE_IN:  # noqa: PLR2004 (one in one is everybody)
        return None
    if abs(exact - Fraction(1, nearest)) > CLOSE * exact:
        return None
    return f"about one in {in_words(nearest)}"


def per_cent(value: float, decimals: int | None = None) -> str:
    """``7.2%``; without decimals given, at those of any measured figure."""
    return f"{write_number(value) if decimals is None else write_decimals(value, decimals)}%"


def percentage_points(value: float, decimals: int) -> str:
    """``1.2 percentage points``, ``1 percentage point``: how far two percentages lie apart."""
    return counted(write_decimals(value, decimals), "percentage point", "percentage points")
