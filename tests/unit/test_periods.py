"""Periods at their edges: 31 March and 1 April, leap years, the turn of the century."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsci_analysis.errors import ParametersError
from hsci_analysis.periods import (
    CalendarYear,
    FinancialYear,
    Month,
    Quarter,
    Week,
    months_between,
)

DAYS = st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2150, 12, 31))
YEARS = st.integers(min_value=1900, max_value=2150)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (datetime.date(2025, 3, 31), "2024/25"),
        (datetime.date(2025, 4, 1), "2025/26"),
        (datetime.date(1999, 4, 1), "1999/00"),
        (datetime.date(2000, 3, 31), "1999/00"),
        (datetime.date(2024, 2, 29), "2023/24"),
    ],
)
def test_a_financial_year_turns_on_the_first_of_april(day: datetime.date, year: str) -> None:
    assert str(FinancialYear.of(day)) == year


@pytest.mark.parametrize(
    ("text", "days"), [("2023/24", 366), ("2024/25", 365), ("1999/00", 366), ("1899/00", 365)]
)
def test_a_financial_year_has_the_day_of_the_february_it_holds(text: str, days: int) -> None:
    assert FinancialYear.parse(text).days == days


def test_a_financial_year_is_written_for_people_and_for_paths() -> None:
    year = FinancialYear.parse("2024-25")
    assert (str(year), year.slug, year.label) == ("2024/25", "2024-25", "2024/25")
    assert (str(year.first_month), str(year.last_month)) == ("2024-04", "2025-03")
    assert (year + -5, year.first_day.isoformat()) == (FinancialYear(2019), "2024-04-01")


@pytest.mark.parametrize(
    "text", ["2024/26", "2024/24", "2024", "24/25", "2024/2025", "", "1999/99", "٢٠٢٤/٢٥"]
)
def test_what_is_no_financial_year_is_refused(text: str) -> None:
    with pytest.raises(ParametersError, match="financial year such as 2024/25"):
        FinancialYear.parse(text)


@pytest.mark.parametrize("text", ["2024-13", "2024-00", "2024-1", "March 2024", "2024/03"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ParametersError, match="month"):
        Month.parse(text)


def test_february_has_its_leap_day() -> None:
    assert [Month(year, 2).days for year in (1900, 2000, 2023, 2024)] == [28, 29, 28, 29]


def test_months_count_across_years() -> None:
    assert Month(2024, 12) + 1 == Month(2025, 1)
    assert Month(2025, 1) + -13 == Month(2023, 12)
    assert Month(2025, 3) - Month(2024, 4) == 11
    assert Month(2025, 3).label == "March 2025"
    assert [str(month) for month in months_between(Month(2024, 11), Month(2025, 1))] == [
        "2024-11",
        "2024-12",
        "2025-01",
    ]
    assert list(months_between(Month(2025, 2), Month(2025, 1))) == []


def test_calendar_and_financial_quarters_are_told_apart() -> None:
    assert Quarter.parse("2017Q3").label == "July to September 2017"
    assert str(Quarter.parse_financial("2017/18 Q4")) == "2018Q1"
    assert str(Quarter.parse_financial("2017/18 Q1")) == "2017Q2"
    assert Quarter(2024, 4) + 1 == Quarter(2025, 1)
    assert (Quarter(2024, 1).days, Quarter(2023, 1).days) == (91, 90)


@pytest.mark.parametrize("text", ["2017Q5", "2017Q0", "2017 Q3", "Q3"])
def test_what_is_no_quarter_is_refused(text: str) -> None:
    with pytest.raises(ParametersError, match="quarter"):
        Quarter.parse(text)


def test_what_is_no_financial_quarter_is_refused() -> None:
    with pytest.raises(ParametersError, match="financial quarter"):
        Quarter.parse_financial("2017/18 Q5")


def test_a_week_ends_on_a_sunday() -> None:
    week = Week.of(datetime.date(2023, 6, 19))
    assert (str(week), week.label) == ("2023-06-25", "week ending 25 June 2023")
    assert week + 1 == Week(datetime.date(2023, 7, 2))
    with pytest.raises(ParametersError, match="2023-06-24 is a Saturday"):
        Week(datetime.date(2023, 6, 24))


def test_a_calendar_year_says_that_it_is_one() -> None:
    assert CalendarYear.parse("2024").label == "2024 (calendar year)"
    assert CalendarYear(2024) + 1 == CalendarYear(2025)
    with pytest.raises(ParametersError, match="calendar year"):
        CalendarYear.parse("2024/25")


@pytest.mark.parametrize("text", ["9999/00", "0001/02", "2204/05"])
def test_a_year_beyond_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(ParametersError, match="is not between 1850 and 2199"):
        FinancialYear.parse(text)
    with pytest.raises(ParametersError, match="is not between"):
        Month(9999, 1)
    with pytest.raises(ParametersError, match="is not between"):
        Quarter(9999, 1)
    with pytest.raises(ParametersError, match="is not between"):
        CalendarYear(9999)


@given(day=DAYS)
def test_a_day_falls_in_exactly_the_period_that_claims_it(day: datetime.date) -> None:
    for period in (Month.of(day), Quarter.of(day), Week.of(day), FinancialYear.of(day)):
        assert day in period
        assert day not in period + 1
        assert day not in period + -1


@given(day=DAYS)
def test_periods_of_a_kind_leave_no_day_out(day: datetime.date) -> None:
    for period in (Month.of(day), Quarter.of(day), Week.of(day), FinancialYear.of(day)):
        assert period.last_day + datetime.timedelta(days=1) == (period + 1).first_day
        assert period < period + 1


@given(start=YEARS)
def test_a_financial_year_reads_back_what_it_writes(start: int) -> None:
    year = FinancialYear(start)
    assert FinancialYear.parse(str(year)) == FinancialYear.parse(year.slug) == year
    months = list(months_between(year.first_month, year.last_month))
    assert len(months) == 12
    assert sum(month.days for month in months) == year.days


@given(day=DAYS, offset=st.integers(min_value=-600, max_value=600))
def test_adding_months_is_undone_by_taking_them_away(day: datetime.date, offset: int) -> None:
    month = Month.of(day)
    assert (month + offset) - month == offset
    assert month + offset + -offset == month
    assert Month.parse(str(month)) == month
