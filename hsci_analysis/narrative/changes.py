"""What changed in each row of the six-year table, as a table: word, size, limits, method."""

from __future__ import annotations

from collections.abc import Iterable

from hsci_analysis.findings.numerals import write_decimals
from hsci_analysis.indicators.change import SIMILAR_WITHIN, Change, changes
from hsci_analysis.indicators.six_year_table import SixYearTable
from hsci_analysis.narrative.tables import Table

NOTHING = "none"
NOTES = (
    "Percentages change in percentage points, all else in per cent.",
    "Of twenty changes that are chance alone, one or so is called a change.",
)
COLUMNS = (
    "Indicator",
    "Against",
    "From",
    "To",
    "Change",
    "By",
    "Limits at 95 %",
    "Method, or why there is none",
    "Cautions",
)


def change_table(table: SixYearTable, *, similar_within: float = SIMILAR_WITHIN) -> Table:
    """Two rows an indicator that has a figure: against last year, and the first of the six.

    ``similar_within`` is in per cent, as in ``changes``.
    """
    rows = []
    for row in table.rows:
        if not row.shown:
            continue
        told = changes(row, similar_within=similar_within)
        named = {"last year": told.since_last, "the first of the six": told.since_first}
        rows += [_row(str(row.indicator), against, change) for against, change in named.items()]
    return Table(
        caption=f"{table.area}: what changed, to {table.year}",
        columns=COLUMNS,
        rows=tuple(rows),
        notes=NOTES,
    )


def signed(number: float, decimals: int = 1) -> str:
    """A figure that may be below 0, with a minus sign that no spreadsheet takes for a formula."""
    return write_decimals(number, decimals).replace("-", "−")


def _row(indicator: str, against: str, change: Change) -> tuple[str, ...]:
    limits = NOTHING
    if change.lower is not None and change.upper is not None:
        limits = f"{signed(change.lower)} to {signed(change.upper)} {change.unit}"
    return (
        indicator,
        against,
        change.earlier.column.label,
        change.later.column.label,
        change.verdict.value,
        NOTHING if change.size is None else f"{signed(change.size)} {change.unit}",
        limits,
        change.method or change.why,
        _listed(change.cautions),
    )


def _listed(texts: Iterable[str]) -> str:
    return " ".join(texts) or NOTHING
