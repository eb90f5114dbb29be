"""How a figure is written, wherever it is read: prose, tables, charts."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Nothing(StrEnum):
    """Why a cell holds no figure; never left blank, and never the same as zero."""

    NOT_AVAILABLE = "not available"
    NOT_APPLICABLE = "not applicable"


def write_number(value: float) -> str:
    """A measured figure: two decimals below 1, one below 100, none from 100 on.

    This is the rule of Public Health Scotland's locality profiles. Halves are rounded up (away from
    zero) on the decimal figure as computed, and the *rounded* figure decides: 0.999 is written 1.0
    and 99.96 is written 100. Exactly zero is written 0, so that "0.00" is always a small figure.
    """
    if value == 0:
        return "0"
    exact = Decimal(str(float(value)))
    for decimals, limit in ((2, 1), (1, 100)):
        rounded = _rounded(exact, decimals)
        if abs(rounded) < limit:
            return f"{rounded:,}"
    return f"{_rounded(exact, 0):,}"


def write_decimals(value: float, decimals: int) -> str:
    """A figure at so many decimals, halves up, with thousands commas."""
    return f"{_rounded(Decimal(str(float(value))), decimals):,}"


def write_figure(value: float, decimals: int | None) -> str:
    """A figure at the decimals its definition states, or as any measured figure."""
    return write_number(value) if decimals is None else write_decimals(value, decimals)


def write_count(value: float) -> str:
    """A count of whole things, with thousands commas."""
    return write_decimals(value, 0)


def _rounded(exact: Decimal, decimals: int) -> Decimal:
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded
