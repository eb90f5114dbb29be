"""The six-year table in words and figures: every cell says what it is."""

from __future__ import annotations

from collections.abc import Iterable

from hsci_analysis.findings.numerals import write_decimals
from hsci_analysis.indicators.indicator import Suite
from hsci_analysis.indicators.nothing import EmptyCell
from hsci_analysis.indicators.period_rule import SurveyRound
from hsci_analysis.indicators.six_year_table import SixYearRow, SixYearTable
from hsci_analysis.indicators.value import FilledCell, IndicatorValue, Standing
from hsci_analysis.narrative.symbols import key_to, symbol
from hsci_analysis.narrative.tables import Table

SUITES = {
    Suite.CORE: "core integration indicators",
    Suite.MINISTERIAL: "indicators of the Ministerial Strategic Group",
    Suite.RELATED: "related figures",
}
SHORT_PERIODS = (
    "A year in brackets is the calendar year the figure is of; “survey” is the round of that "
    "financial year."
)


def six_years(table: SixYearTable, *, short: bool = False) -> Table:
    """The reporting year and the five before, as regulation 3(a)(iii) of SSI 2014/326 asks.

    One row an indicator, with its unit; a cell holds the figure at the indicator's own decimals
    with its limits, or the reason why there is none. A figure of another period than its column
    names it. ``short`` puts marks in the place of words, explained in the notes, and the unit
    beside the indicator: for a terminal.
    """
    years = tuple(map(str, table.years))
    caption = f"{table.area}: {_suites(table)}, {years[0]} to {years[-1]}"
    notes = notes_of(table.rows)
    if not short:
        rows = tuple(
            (str(row.indicator), row.indicator.unit, *map(_cell, row.cells)) for row in table.rows
        )
        return Table(caption, ("Indicator", "Unit", *years), rows, notes=notes)
    rows = tuple(
        (f"{row.indicator} ({row.indicator.unit})", *map(_short_cell, row.cells))
        for row in table.rows
    )
    marks = "; ".join(key_to(cell for row in table.rows for cell in row.cells))
    return Table(caption, ("Indicator", *years), rows, notes=(marks, SHORT_PERIODS, *notes))


def notes_of(rows: Iterable[SixYearRow]) -> tuple[str, ...]:
    """Each note once, with the indicators it is about, unless it names its own."""
    about: dict[str, list[str]] = {}
    for row in rows:
        for note in row.footnotes:
            about.setdefault(note, []).append(row.indicator.key)
    return tuple(
        note if keys[0] in note else f"{', '.join(keys)}: {note}" for note, keys in about.items()
    )


def _suites(table: SixYearTable) -> str:
    return " and ".join(dict.fromkeys(SUITES[row.indicator.suite] for row in table.rows))


def _cell(value: IndicatorValue) -> str:
    figure = value.cell
    if isinstance(figure, EmptyCell):
        return figure.reason
    said = _limits(value, figure)
    said += [value.column.label] * _of_another_period(value)
    said += [Standing.PROVISIONAL.value] * (figure.standing is Standing.PROVISIONAL)
    return _written(value, figure, said)


def _short_cell(value: IndicatorValue) -> str:
    figure = value.cell
    if isinstance(figure, EmptyCell):
        return symbol(value)
    of = "survey" if isinstance(figure.period, SurveyRound) else str(figure.period)
    said = [*_limits(value, figure), *[of] * _of_another_period(value)]
    return f"{_written(value, figure, said)} {symbol(value)}".rstrip()


def _of_another_period(value: IndicatorValue) -> bool:
    return value.column.label != str(value.column.year)


def _limits(value: IndicatorValue, figure: FilledCell) -> list[str]:
    if figure.lower is None or figure.upper is None:
        return []
    limits = (
        write_decimals(limit, value.indicator.decimals) for limit in (figure.lower, figure.upper)
    )
    return [" to ".join(limits)]


def _written(value: IndicatorValue, figure: FilledCell, said: list[str]) -> str:
    written = write_decimals(figure.value, value.indicator.decimals)
    return f"{written} ({'; '.join(said)})" if said else written
