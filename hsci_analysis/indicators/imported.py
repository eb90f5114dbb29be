"""Figures of imported files: of each cell what the newest file says that was public by then.

A blank cell says nothing, so that an older file is asked; a symbol says something. A year of an
indicator given by month is the sum of its twelve months in one file, where the file has no year;
fewer months say nothing of the year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from hsci_analysis.areas import Area, partnerships
from hsci_analysis.indicators.indicator import Indicator
from hsci_analysis.indicators.nothing import EmptyCell, Reason
from hsci_analysis.indicators.period_rule import Period
from hsci_analysis.indicators.residence import council_areas_of
from hsci_analysis.indicators.value import FilledCell, Standing
from hsci_analysis.periods import MONTHS_IN_YEAR, CalendarYear, FinancialYear, Month, months_between
from hsci_analysis.sources import Source
from hsci_analysis.sources.releases import known_releases
from hsci_analysis.tables.imported_indicators import KEY, NUMBERS, TABLE, CellStatus
from hsci_analysis.tables.store import read_release

MONTHLY = "every month"
STANDINGS = {
    CellStatus.PUBLISHED: Standing.PUBLISHED,
    CellStatus.PROVISIONAL: Standing.PROVISIONAL,
}
NOTHING: Mapping[CellStatus, EmptyCell] = {
    status: EmptyCell(reason, words)
    for status, reason, words in (
        (CellStatus.SUPPRESSED, Reason.SUPPRESSED, "suppressed by its publisher (*)"),
        (CellStatus.CONFIDENTIAL, Reason.SUPPRESSED, "withheld as confidential (c)"),
        (CellStatus.NOT_APPLICABLE, Reason.NOT_APPLICABLE, "marked as not applicable (z)"),
        (CellStatus.NOT_AVAILABLE, Reason.NOT_AVAILABLE, "marked as not available (:)"),
        (CellStatus.DASH, Reason.NOT_AVAILABLE, "the file has a dash, and does not say why"),
        (CellStatus.BLANK, Reason.NOT_SUPPLIED, "left blank in the file"),
    )
}
SAYS_NOTHING = (Reason.NOT_SUPPLIED, Reason.INCOMPLETE)
SUM_OF_MONTHS = "The sum of the twelve months, as imported."


class _Cell(NamedTuple):
    status: str
    value: float | None
    numerator: float | None
    denominator: float | None
    lower: float | None
    upper: float | None


Known = tuple[FilledCell | EmptyCell, date]
"""What is known of a cell, and the day it became public."""


def imported_cell(
    indicator: Indicator, area: Area, period: Period, as_of: date | None = None
) -> Known | None:
    """What the newest imported file that names this cell says of it; None if none does."""
    says_nothing = None
    for release in reversed(known_releases(TABLE.key, as_of)):
        found = _one(_held(release), indicator.key, str(period), area)
        cell = _figure(found, period, release) if found else None
        if found is None and indicator.frequency == MONTHLY and isinstance(period, FinancialYear):
            cell = _sum_of_months(release, indicator, area, period)
        if isinstance(cell, EmptyCell) and cell.reason in SAYS_NOTHING:
            says_nothing = says_nothing or (cell, date.min)
        elif cell:
            return cell, release.released
    return says_nothing


def complete_to(indicator: Indicator, area: Area, as_of: date | None = None) -> Month | None:
    """The last month of the last year that the newest file with figures of this area has."""
    for release in reversed(known_releases(TABLE.key, as_of)):
        years = _years(release).get(indicator.key, {})
        if ends := [end for code in _codes(area) for end in years.get(code, ())]:
            return Month.of(max(ends))
    return None


def _figure(found: _Cell, period: Period, release: Source) -> FilledCell | EmptyCell:
    status = CellStatus(found.status)
    if found.value is None:
        return NOTHING[status]
    return FilledCell(
        found.value,
        period,
        STANDINGS[status],
        source=f"{release.publisher}: {release.title}",
        release=release.release,
        citations=(release.citation,),
        numerator=found.numerator,
        denominator=found.denominator,
        lower=found.lower,
        upper=found.upper,
    )


def _sum_of_months(
    release: Source, indicator: Indicator, area: Area, year: FinancialYear
) -> FilledCell | EmptyCell | None:
    months = months_between(year.first_month, year.last_month)
    found = [_one(_held(release), indicator.key, str(month), area) for month in months]
    there = [each for each in found if each]
    values = [each.value for each in there if each.value is not None]
    if not there:
        return None
    hidden = (CellStatus.SUPPRESSED, CellStatus.CONFIDENTIAL)
    if any(each.status in hidden for each in there):
        return EmptyCell(Reason.SUPPRESSED, "some of its months are withheld")
    if len(values) < MONTHS_IN_YEAR:
        words = f"the file has figures of {len(values)} of its twelve months"
        return EmptyCell(Reason.INCOMPLETE, words)
    provisional = any(each.status == CellStatus.PROVISIONAL for each in there)
    return FilledCell(
        sum(values),
        year,
        Standing.PROVISIONAL if provisional else Standing.COMPUTED,
        source=f"{release.publisher}: {release.title}",
        release=release.release,
        citations=(release.citation,),
        numerator=sum(values),
        notes=(SUM_OF_MONTHS,),
    )


Held = Mapping[tuple[str, ...], _Cell]


def _one(held: Held, key: str, period: str, area: Area) -> _Cell | None:
    return next(filter(None, (held.get((key, period, code)) for code in _codes(area))), None)


@cache
def _codes(area: Area) -> tuple[str, ...]:
    """An area's own code, and that of the partnership or council area of the same extent."""
    alone = [each for each in partnerships() if each.council_areas == (area.code,)]
    parts = council_areas_of(area)
    same = (*(parts if len(parts) == 1 else ()), *(each.code for each in alone))
    return tuple(dict.fromkeys((area.code, *same)))


@cache
def _held(release: Source) -> Held:
    rows = read_release(release).astype("object")
    rows = rows.where(rows.notna(), None)
    keys = rows[KEY].itertuples(index=False, name=None)
    cells: Sequence[tuple[Any, ...]] = list(
        rows[["status", *NUMBERS]].itertuples(index=False, name=None)
    )
    return {key: _Cell(*cell) for key, cell in zip(keys, cells, strict=True)}


@cache
def _years(release: Source) -> Mapping[str, Mapping[str, list[date]]]:
    """By indicator and area, the last days of the years there are figures of."""
    ends: dict[str, dict[str, list[date]]] = {}
    for (key, period, code), cell in _held(release).items():
        if cell.value is not None and "-" not in period:
            year = (FinancialYear if "/" in period else CalendarYear).parse(period)
            ends.setdefault(key, {}).setdefault(code, []).append(year.last_day)
    return ends
