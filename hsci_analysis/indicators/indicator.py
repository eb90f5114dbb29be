"""What an indicator is: a definition, so that all of them can be read as a table."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hsci_analysis.measures.catalogue import Better
from hsci_analysis.measures.intervals import IntervalMethod
from hsci_analysis.periods import FinancialYear


class Suite(StrEnum):
    """Which set an indicator belongs to; named by what its keys begin with."""

    CORE = "NI"
    MINISTERIAL = "MSG"
    RELATED = "RELATED"


WORKBOOKS = {
    Suite.CORE: "the core suite workbook of Public Health Scotland",
    Suite.MINISTERIAL: "the MSG workbook of Public Health Scotland",
    Suite.RELATED: "the Community Planning Outcomes Profile of the Improvement Service",
}


class ReportingStatus(StrEnum):
    """Whether figures are published."""

    REPORTED = "reported"
    STOPPED = "stopped"
    NEVER_REPORTED = "never reported"


class PeriodRule(StrEnum):
    """Which period stands in the column of a financial year."""

    FINANCIAL_YEAR = "financial year"
    FINANCIAL_YEAR_OR_PROXY = "financial year, or the calendar year in place of it"
    CALENDAR_YEAR = "calendar year"
    CENSUS_YEAR = "census year"
    SURVEY_ROUND = "survey round, every second year"
    NONE = "none"


class Disclosure(StrEnum):
    """What could be given away by a small number."""

    SURVEY = "answers to a survey, of which the publisher withholds small groups"
    PEOPLE = "counts of people or their stays: a small count could give a person away"
    SERVICES = "counts of care services, which are registered publicly"
    NONE = "no counts of people"


@dataclass(frozen=True)
class Note:
    """Something a reader must know, and where we know it from."""

    text: str
    source: str


class Dated(Protocol):
    """Any period with a first and a last day."""

    @property
    def first_day(self) -> datetime.date: ...

    @property
    def last_day(self) -> datetime.date: ...


@dataclass(frozen=True)
class Break:
    """Figures before and after which are not, or not fully, comparable.

    ``first_affected`` is the first period on the new footing, and ``last_affected`` the last one
    where figures come back to the old. ``areas`` are the codes it is confined to; none means
    everywhere. Figures ``outside_baseline`` are shown, and no comparison over years begins at them.
    """

    footnote: str
    source: str
    first_affected: Dated
    last_affected: Dated | None = None
    bars_change: bool = True
    outside_baseline: bool = False
    areas: tuple[str, ...] = ()

    def concerns(self, area_code: str) -> bool:
        return not self.areas or area_code in self.areas

    def affects(self, period: Dated) -> bool:
        """Whether a period is, or reaches into, the affected time."""
        if period.last_day < self.first_affected.first_day:
            return False
        return self.last_affected is None or period.first_day <= self.last_affected.last_day


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One national indicator, as the publisher defines it.

    ``decimals`` are those it is printed with. ``per`` is what a numerator over its denominator is
    multiplied by to be in ``unit``; None for what is no such ratio. Without ``interval_method``
    there are no limits, and ``interval_note`` says why. A ``count`` grows with the area and is not
    compared between areas. ``first_published`` and ``last_published`` are set where figures of
    other years are known not to be published.
    """

    suite: Suite
    number: int
    title: str
    unit: str
    population: str
    source: str
    decimals: int = 0
    per: int | None = None
    count: bool = False
    better: Better | None = None
    frequency: str = "every year"
    period_rule: PeriodRule = PeriodRule.FINANCIAL_YEAR
    interval_method: IntervalMethod | None = None
    interval_note: str = ""
    disclosure: Disclosure = Disclosure.PEOPLE
    status: ReportingStatus = ReportingStatus.REPORTED
    first_published: FinancialYear | None = None
    last_published: FinancialYear | None = None
    breaks: tuple[Break, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def is_percentage(self) -> bool:
        """Whether it changes in percentage points; anything else changes in per cent."""
        return self.unit == "%"

    @property
    def key(self) -> str:
        """``NI-19``, ``MSG-4``."""
        return f"{self.suite}-{self.number}"

    @property
    def workbook(self) -> str:
        """The publisher's file that holds its figures for every partnership."""
        return WORKBOOKS[self.suite]

    @property
    def sentence(self) -> str:
        """What is said of an indicator that is not, or no longer, reported; else nothing."""
        if self.status is ReportingStatus.NEVER_REPORTED:
            return (
                f"{self.key}, {self.title}, has never been reported: there is no nationally agreed "
                "definition, or the data are not available or not robust enough."
            )
        if self.status is ReportingStatus.STOPPED:
            return f"{self.key}, {self.title}, is not published after {self.last_published}."
        return ""

    def barring(self, earlier: Dated, later: Dated, area_code: str) -> Sequence[Break]:
        """The breaks across which no change of one area may be stated and no line drawn."""
        return [
            each
            for each in self.breaks
            if each.bars_change
            and each.concerns(area_code)
            and each.affects(earlier) != each.affects(later)
        ]

    def touching(self, periods: Sequence[Dated], area_code: str) -> Sequence[Break]:
        """The breaks that part these periods of one area, or touch one that is no baseline."""
        affected = {
            each: [each.affects(period) for period in periods]
            for each in self.breaks
            if each.concerns(area_code)
        }
        return [
            each
            for each, of in affected.items()
            if any(of) and (each.outside_baseline or not all(of))
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"
