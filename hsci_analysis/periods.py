"""Periods as values: months, quarters, weeks, calendar years and financial years.

Each kind is frozen, ordered within its kind, prints as it is written in data, and knows its first
and last day. Financial years run from 1 April to 31 March, as in the 2014 Act's reporting years.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from hsci_analysis.errors import ParametersError

MONTHS_IN_YEAR = 12
MONTHS_IN_QUARTER = 3
DAYS_IN_WEEK = 7
APRIL = 4
SUNDAY = 6
FIRST_YEAR, LAST_YEAR = 1850, 2199


class _Period:
    """What every kind of period shares; a kind supplies its first and last day."""

    @property
    def first_day(self) -> datetime.date:
        raise NotImplementedError

    @property
    def last_day(self) -> datetime.date:
        raise NotImplementedError

    @property
    def days(self) -> int:
        """How many days the period has, both ends counted."""
        return (self.last_day - self.first_day).days + 1

    def __contains__(self, day: datetime.date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, order=True)
class Month(_Period):
    """A calendar month, written ``2025-03`` and said ``March 2025``."""

    year: int
    month: int

    def __post_init__(self) -> None:
        _refuse_far_years(self.year)
        if not 1 <= self.month <= MONTHS_IN_YEAR:
            raise ParametersError(f"there is no month {self.month}; months go from 1 to 12")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2025-03``; raises ParametersError for anything else."""
        return cls(*_numbers(r"(\d{4})-(\d{2})", text, "a month such as 2025-03"))

    @classmethod
    def of(cls, day: datetime.date) -> Self:
        """The month in which ``day`` falls."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(self.year, self.month, 1)

    @property
    def last_day(self) -> datetime.date:
        return datetime.date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def label(self) -> str:
        """As a reader says it: ``March 2025``."""
        return f"{calendar.month_name[self.month]} {self.year}"

    def __add__(self, months: int) -> Month:
        return Month(*_year_and_month(self.year * MONTHS_IN_YEAR + self.month - 1 + months))

    def __sub__(self, other: Month) -> int:
        """How many months lie between: ``Month(2025, 3) - Month(2024, 4)`` is 11."""
        return (self.year - other.year) * MONTHS_IN_YEAR + self.month - other.month

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, order=True)
class Quarter(_Period):
    """A calendar quarter, written ``2017Q3``: July to September 2017."""

    year: int
    quarter: int

    def __post_init__(self) -> None:
        _refuse_far_years(self.year)
        if not 1 <= self.quarter <= MONTHS_IN_YEAR // MONTHS_IN_QUARTER:
            raise ParametersError(f"there is no quarter {self.quarter}; quarters go from 1 to 4")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the calendar quarter ``2017Q3``; raises ParametersError for anything else."""
        return cls(*_numbers(r"(\d{4})Q(\d)", text, "a calendar quarter such as 2017Q3"))

    @classmethod
    def parse_financial(cls, text: str) -> Quarter:
        """Read the financial quarter ``2017/18 Q4``, which is the calendar quarter 2018Q1."""
        year_text, _, quarter_text = text.rpartition(" ")
        year = FinancialYear.parse(year_text)
        (quarter,) = _numbers(r"Q([1-4])", quarter_text, "a financial quarter such as 2017/18 Q4")
        return cls.of((Month.of(year.first_day) + (quarter - 1) * MONTHS_IN_QUARTER).first_day)

    @classmethod
    def of(cls, day: datetime.date) -> Quarter:
        """The calendar quarter in which ``day`` falls."""
        return Quarter(day.year, (day.month - 1) // MONTHS_IN_QUARTER + 1)

    @property
    def first_day(self) -> datetime.date:
        return self._month(1).first_day

    @property
    def last_day(self) -> datetime.date:
        return self._month(MONTHS_IN_QUARTER).last_day

    @property
    def label(self) -> str:
        """As a reader says it: ``July to September 2017``."""
        first, last = self._month(1), self._month(MONTHS_IN_QUARTER)
        return f"{calendar.month_name[first.month]} to {last.label}"

    def __add__(self, quarters: int) -> Quarter:
        return Quarter.of((self._month(1) + quarters * MONTHS_IN_QUARTER).first_day)

    def __str__(self) -> str:
        return f"{self.year:04d}Q{self.quarter}"

    def _month(self, of_quarter: int) -> Month:
        return Month(self.year, (self.quarter - 1) * MONTHS_IN_QUARTER + of_quarter)


@dataclass(frozen=True, order=True)
class Week(_Period):
    """The seven days that end on a Sunday, written as that Sunday: ``2023-06-25``."""

    ending: datetime.date

    def __post_init__(self) -> None:
        if self.ending.weekday() != SUNDAY:
            raise ParametersError(
                f"a week ends on a Sunday; {self.ending:%Y-%m-%d} is a {self.ending:%A}"
            )

    @classmethod
    def of(cls, day: datetime.date) -> Week:
        """The week in which ``day`` falls."""
        return Week(day + datetime.timedelta(days=SUNDAY - day.weekday()))

    @property
    def first_day(self) -> datetime.date:
        return self.ending - datetime.timedelta(days=DAYS_IN_WEEK - 1)

    @property
    def last_day(self) -> datetime.date:
        return self.ending

    @property
    def label(self) -> str:
        """As a reader says it: ``week ending 25 June 2023``."""
        return f"week ending {self.ending.day} {Month.of(self.ending).label}"

    def __add__(self, weeks: int) -> Week:
        return Week(self.ending + datetime.timedelta(weeks=weeks))

    def __str__(self) -> str:
        return self.ending.isoformat()


@dataclass(frozen=True, order=True)
class CalendarYear(_Period):
    """1 January to 31 December, written ``2024``."""

    year: int

    def __post_init__(self) -> None:
        _refuse_far_years(self.year)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2024``; raises ParametersError for anything else."""
        return cls(*_numbers(r"(\d{4})", text, "a calendar year such as 2024"))

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(self.year, 1, 1)

    @property
    def last_day(self) -> datetime.date:
        return datetime.date(self.year, 12, 31)

    @property
    def label(self) -> str:
        """With its kind, so that it is never taken for a financial year."""
        return f"{self.year} (calendar year)"

    def __add__(self, years: int) -> CalendarYear:
        return CalendarYear(self.year + years)

    def __str__(self) -> str:
        return f"{self.year:04d}"


@dataclass(frozen=True, order=True)
class FinancialYear(_Period):
    """1 April to 31 March, written ``2024/25``; ``start`` is the year of its April."""

    start: int

    def __post_init__(self) -> None:
        _refuse_far_years(self.start)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2024/25`` or ``2024-25``; raises ParametersError for anything else.

        The two years must follow each other: ``2024/26`` is refused, ``1999/00`` is right.
        """
        wanted = "a financial year such as 2024/25"
        start, end = _numbers(r"(\d{4})[/-](\d{2})", text, wanted)
        if (start + 1) % 100 != end:
            raise ParametersError(
                f"{text!r} is not {wanted}: the two years do not follow each other"
            )
        return cls(start)

    @classmethod
    def of(cls, day: datetime.date) -> FinancialYear:
        """The financial year in which ``day`` falls: 31 March and 1 April are in different ones."""
        return FinancialYear(day.year if day.month >= APRIL else day.year - 1)

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(self.start, APRIL, 1)

    @property
    def last_day(self) -> datetime.date:
        return datetime.date(self.start + 1, APRIL, 1) - datetime.timedelta(days=1)

    @property
    def first_month(self) -> Month:
        return Month.of(self.first_day)

    @property
    def last_month(self) -> Month:
        return Month.of(self.last_day)

    @property
    def label(self) -> str:
        return str(self)

    @property
    def slug(self) -> str:
        """For paths: ``2024-25``."""
        return str(self).replace("/", "-")

    def __add__(self, years: int) -> FinancialYear:
        return FinancialYear(self.start + years)

    def __str__(self) -> str:
        return f"{self.start:04d}/{(self.start + 1) % 100:02d}"


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Every month from ``first`` to ``last``, both included; none when ``last`` comes before."""
    return (first + offset for offset in range(last - first + 1))


def _year_and_month(months: int) -> tuple[int, int]:
    year, month = divmod(months, MONTHS_IN_YEAR)
    return year, month + 1


def _refuse_far_years(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ParametersError(f"the year {year} is not between {FIRST_YEAR} and {LAST_YEAR}")


def _numbers(pattern: str, text: str, wanted: str) -> tuple[int, ...]:
    match = re.fullmatch(pattern, text.strip(), flags=re.ASCII)
    if match is None:
        raise ParametersError(f"{text!r} is not {wanted}")
    return tuple(int(number) for number in match.groups())
