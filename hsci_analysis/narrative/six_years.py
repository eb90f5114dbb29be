"""The six-year table in words and figures: every cell says what it is."""

from __future__ import annotations

from collections.abc import Iterable

from hsci_analysis.findings.numerals import write_decimals
from hsci_analysis.indicators.nothing import EmptyCell
from hsci_analysis.indicators.six_year_table import SixYearRow, SixYearTable
from hsci_analysis.indicators.value import IndicatorValue, Standing
from hsci_analysis.narrative.tables import Table


def six_years(table: SixYearTable) -> Table:
    """The reporting year and the five before, as regulation 3(a)(iii) of SSI 2014/326 asks.

    One row an indicator, with its unit; a cell holds the figure at the indicator's own decimals,
    or the reason why there is none. A figure of another period than its column names it.
    """
    return Table(
        caption=f"{table.area}: core integration and Ministerial Strategic Group indicators, "
        f"{table.years[0]} to {table.year}",
        columns=("Indicator", "Unit", *map(str, table.years)),
        rows=tuple(
            (str(row.indicator), row.indicator.unit, *map(_cell, row.cells)) for row in table.rows
        ),
        notes=_notes(table.rows),
    )


def _cell(value: IndicatorValue) -> str:
    figure = value.cell
    if isinstance(figure, EmptyCell):
        return figure.reason
    written = write_decimals(figure.value, value.indicator.decimals)
    of_another_period = value.column.label != str(value.column.year)
    said = [value.column.label] * of_another_period
    said += [Standing.PROVISIONAL.value] * (figure.standing is Standing.PROVISIONAL)
    return f"{written} ({', '.join(said)})" if said else written


def _notes(rows: Iterable[SixYearRow]) -> tuple[str, ...]:
    """Each note once, with the indicators it is about, unless it names its own."""
    about: dict[str, list[str]] = {}
    for row in rows:
        for note in row.footnotes:
            about.setdefault(note, []).append(row.indicator.key)
    return tuple(
        note if keys[0] in note else f"{', '.join(keys)}: {note}" for note, keys in about.items()
    )
