"""Short marks for what a figure or an empty cell is, where words do not fit; always with a key.

Letters follow the marks of the Government Analysis Function where it has one: b, c, p, x, z.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hsci_analysis.indicators.nothing import Reason
from hsci_analysis.indicators.value import FilledCell, IndicatorValue, Standing

SYMBOLS: Mapping[Reason | Standing, str] = {
    Reason.NOT_COMPARABLE: "[b]",
    Reason.SUPPRESSED: "[c]",
    Reason.NOT_DERIVABLE: "[d]",
    Reason.INCOMPLETE: "[i]",
    Reason.NOT_AVAILABLE: "[m]",
    Reason.NOT_APPLICABLE: "[n]",
    Reason.NOBODY: "[o]",
    Standing.PROVISIONAL: "[p]",
    Reason.NOT_SUPPLIED: "[w]",
    Reason.NOT_PUBLISHED: "[x]",
    Reason.NOT_YET_AVAILABLE: "[y]",
    Reason.NO_SURVEY: "[z]",
}


def symbol(value: IndicatorValue) -> str:
    """The mark of an empty cell or a provisional figure; nothing for any other figure."""
    cell = value.cell
    return SYMBOLS.get(cell.standing if isinstance(cell, FilledCell) else cell.reason, "")


def key_to(values: Iterable[IndicatorValue]) -> tuple[str, ...]:
    """What the marks of these values mean, a line each, in the order of the alphabet."""
    used = {symbol(value) for value in values}
    return tuple(f"{mark} {meant}" for meant, mark in SYMBOLS.items() if mark in used)
