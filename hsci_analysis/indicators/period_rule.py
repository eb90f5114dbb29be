"""Which period stands in the column of a financial year: the one place that decides.

Where hospital records of a financial year are not complete, Public Health Scotland's guidance to
all partnerships is to print the calendar year in its place. The label travels with the figure.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from hsci_analysis.errors import ParametersError
from hsci_analysis.indicators.indicator import Indicator, PeriodRule, ReportingStatus
from hsci_analysis.indicators.nothing import EmptyCell, Reason
from hsci_analysis.periods import CalendarYear, FinancialYear, Month

ROUNDS = "rounds are in 2013/14, 2015/16 and every second year after"
FIRST_ROUND = FinancialYear(2013)


@dataclass(frozen=True, order=True)
class SurveyRound:
    """A round of the Health and Care Experience Survey, held in every second financial year."""

    year: FinancialYear

    def __post_init__(self) -> None:
        if not _is_round(self.year):
            raise ParametersError(f"there is no survey of {self.year}; {ROUNDS}")

    @property
    def first_day(self) -> datetime.date:
        return self.year.first_day

    @property
    def last_day(self) -> datetime.date:
        return self.year.last_day

    @property
    def label(self) -> str:
        """As a reader says it: ``2025/26 survey``."""
        return f"{self.year} survey"

    def __str__(self) -> str:
        return str(self.year)


Period = FinancialYear | CalendarYear | SurveyRound


@dataclass(frozen=True)
class YearColumn:
    """What stands in the column of one financial year: a period, or why there can be none.

    ``label`` goes with the figure wherever it goes. ``stands_in`` says that a calendar year is used
    in place of the financial one; ``caution`` is then what any comparison must be told.
    """

    year: FinancialYear
    period: Period | EmptyCell
    label: str
    stands_in: bool = False
    caution: str = ""


def resolve(indicator: Indicator, year: FinancialYear, complete_to: Month | None) -> YearColumn:
    """The period to print for an indicator in the column of a financial year.

    Parameters
    ----------
    complete_to
        The last month for which the indicator's own records are complete; None where we hold no
        records, and therefore know nothing of a calendar year used in place of the financial one.
    """
    column = _column(indicator, year, complete_to)
    if not column.stands_in or isinstance(column.period, EmptyCell):
        return column
    before = _column(indicator, year + -1, complete_to).period
    return replace(column, caution=_caution(column.period, before))


def _column(indicator: Indicator, year: FinancialYear, complete_to: Month | None) -> YearColumn:
    if indicator.status is ReportingStatus.NEVER_REPORTED:
        return _not_published(year, "not reported", indicator.sentence)
    if indicator.last_published and year > indicator.last_published:
        label = f"not published after {indicator.last_published}"
        return _not_published(year, label, indicator.sentence)
    if indicator.first_published and year < indicator.first_published:
        first = indicator.first_published
        return _not_published(year, f"not published before {first}", f"{first} is the first year")
    match indicator.period_rule:
        case PeriodRule.SURVEY_ROUND:
            return _survey(year)
        case PeriodRule.CALENDAR_YEAR:
            return YearColumn(year, CalendarYear(year.start), CalendarYear(year.start).label)
        case PeriodRule.CENSUS_YEAR:
            return YearColumn(year, CalendarYear(year.start), str(CalendarYear(year.start)))
        case PeriodRule.FINANCIAL_YEAR_OR_PROXY if complete_to:
            return _financial_or_calendar(year, complete_to)
        case _:
            return YearColumn(year, year, year.label)


def _not_published(year: FinancialYear, label: str, words: str) -> YearColumn:
    return YearColumn(year, EmptyCell(Reason.NOT_PUBLISHED, words), label)


def _survey(year: FinancialYear) -> YearColumn:
    if not _is_round(year):
        return YearColumn(year, EmptyCell(Reason.NO_SURVEY, ROUNDS), "no survey")
    return YearColumn(year, SurveyRound(year), SurveyRound(year).label)


def _is_round(year: FinancialYear) -> bool:
    return year >= FIRST_ROUND and (year.start - FIRST_ROUND.start) % 2 == 0


def _financial_or_calendar(year: FinancialYear, complete_to: Month) -> YearColumn:
    proxy = CalendarYear(year.start)
    if proxy.last_day <= complete_to.last_day < year.last_day:
        label = f"{proxy} (calendar year, used in place of {year})"
        return YearColumn(year, proxy, label, stands_in=True)
    return YearColumn(year, year, year.label)


def _caution(period: Period, before: Period | EmptyCell) -> str:
    """Of months counted in both periods, which make a change between them smaller than it was."""
    if isinstance(before, EmptyCell) or before.last_day < period.first_day:
        return ""
    first, last = Month.of(period.first_day).label, Month.of(before.last_day).label
    return (
        f"{first} to {last} are counted in both periods: compare with {before.label} with caution."
    )
