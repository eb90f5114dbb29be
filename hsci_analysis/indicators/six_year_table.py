"""The table regulation 3(a)(iii) of SSI 2014/326 asks for: the reporting year and the five before.

No figure stands beside the latest one that it cannot be compared with, and no cell is left blank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from hsci_analysis.areas import Area, find_area
from hsci_analysis.indicators.indicator import Indicator
from hsci_analysis.indicators.nothing import EmptyCell, Reason
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.indicators.value import FilledCell, IndicatorValue
from hsci_analysis.indicators.values import indicator_value, tidy
from hsci_analysis.measures.intervals import IntervalMethod
from hsci_analysis.periods import FinancialYear

YEARS_BEFORE = 5
NO_COUNTS = "No limits are given: neither limits nor the counts they could be made of are held."
AS_PUBLISHED = "Limits, in brackets, are those published: at 95 %, from the design of the survey."
OWN_LIMITS = (
    "Limits, in brackets, are this workbench's own ({methods}, 95 %), made from the counts held; "
    "the publisher gives none."
)
REPEATED = "One person can be counted more than once, so that true limits are wider."
SOME_WITHOUT = "A figure without limits has none because its counts are not held."


@dataclass(frozen=True)
class SixYearRow:
    """One indicator: six cells, oldest first, and all that a reader must be told of them."""

    indicator: Indicator
    cells: tuple[IndicatorValue, ...]

    @property
    def shown(self) -> tuple[FilledCell, ...]:
        """The figures, oldest first."""
        return tuple(cell.figure for cell in self.cells if cell.figure)

    @property
    def footnotes(self) -> tuple[str, ...]:
        """All a reader must be told: why cells are empty, then periods, breaks, notes, limits."""
        told = [cell.reason for cell in self.cells]
        told += [cell.column.caution for cell in self.cells if cell.figure]
        periods, area = [figure.period for figure in self.shown], self.cells[0].area.code
        told += [each.footnote for each in self.indicator.touching(periods, area)]
        told += [note for figure in self.shown for note in figure.notes]
        if self.shown:
            told += [note.text for note in self.indicator.notes]
            told.append(_limits_note(self.indicator, self.shown))
        return tuple(dict.fromkeys(note for note in told if note))


@dataclass(frozen=True)
class SixYearTable:
    """Indicators of one area, commonly all 29, for the reporting year and the five before."""

    area: Area
    year: FinancialYear
    rows: tuple[SixYearRow, ...]

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        """The six columns, oldest first."""
        return _six_years(self.year)

    def row(self, indicator: str) -> SixYearRow:
        """The row of an indicator of that key, such as ``"NI-19"``."""
        return next(row for row in self.rows if row.indicator.key == indicator)

    def only(self, indicators: Sequence[str]) -> SixYearTable:
        """The rows of these indicators, in their order."""
        return replace(self, rows=tuple(self.row(each) for each in indicators))

    @property
    def frame(self) -> pd.DataFrame:
        """The cells as tidy rows, six an indicator, with the financial year of their column."""
        cells = [cell for row in self.rows for cell in row.cells]
        frame = tidy(cells)
        frame.insert(
            3, "financial_year", pd.Series([str(c.column.year) for c in cells], dtype="str")
        )
        return frame


def six_year_table(
    area: str | Area,
    year: str | FinancialYear,
    *,
    among: Mapping[str, Indicator] = INDICATORS,
    as_of: date | None = None,
) -> SixYearTable:
    """All 29 indicators of one partnership, none dropped, each empty cell with kind and reason.

    ``among`` takes others in their place, such as ``RELATED``; ``as_of`` gives the figures as they
    were known on that day.

    Raises
    ------
    UnknownNameError
        With the nearest names, for an unknown area.
    SeriesError
        For a health board: indicators are by area of residence.
    """
    place = area if isinstance(area, Area) else find_area(area)
    reporting = year if isinstance(year, FinancialYear) else FinancialYear.parse(year)
    return SixYearTable(
        place,
        reporting,
        tuple(_row(indicator, place, reporting, as_of) for indicator in among.values()),
    )


def _six_years(year: FinancialYear) -> tuple[FinancialYear, ...]:
    return tuple(year + -back for back in range(YEARS_BEFORE, -1, -1))


def _row(indicator: Indicator, area: Area, year: FinancialYear, as_of: date | None) -> SixYearRow:
    cells = [indicator_value(indicator, area, each, as_of=as_of) for each in _six_years(year)]
    shown = [cell.figure for cell in cells if cell.figure]
    if shown:
        cells = [_comparable(cell, shown[-1]) for cell in cells]
    return SixYearRow(indicator, tuple(cells))


def _comparable(cell: IndicatorValue, latest: FilledCell) -> IndicatorValue:
    if cell.figure is None:
        return cell
    barring = cell.indicator.barring(cell.figure.period, latest.period, cell.area.code)
    if not barring:
        return cell
    told = " ".join(each.footnote for each in barring)
    return replace(cell, cell=EmptyCell(Reason.NOT_COMPARABLE, told))


def _limits_note(indicator: Indicator, shown: Sequence[FilledCell]) -> str:
    methods = {figure.limits_method for figure in shown if figure.limits_method}
    if not methods:
        return NO_COUNTS if indicator.interval_method else indicator.interval_note
    own = sorted(methods - {IntervalMethod.AS_PUBLISHED})
    told = [AS_PUBLISHED] * (IntervalMethod.AS_PUBLISHED in methods)
    told += [OWN_LIMITS.format(methods=", ".join(own))] * bool(own)
    told += [REPEATED] * (indicator.interval_method is IntervalMethod.BYAR)
    told += [SOME_WITHOUT] * any(figure.limits_method is None for figure in shown)
    return " ".join(told)
