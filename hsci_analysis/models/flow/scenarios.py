"""What an analyst can ask "what if" about: each scenario as a definition, checked before use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from hsci_analysis.areas import Area
from hsci_analysis.errors import HsciError, check_type
from hsci_analysis.models.flow.population import OLDEST, people_aged
from hsci_analysis.periods import MONTHS_IN_YEAR, FinancialYear, Month

PERCENT = 100
OLDEST_AGE = 90


@dataclass(frozen=True)
class BackToYear:
    """Each month at the level of the same month of a financial year that has been."""

    year: FinancialYear | str


@dataclass(frozen=True)
class ReducedBy:
    """Fewer by so many per cent, step by step from the first month ahead to the month ``by``.

    From then on it stays there. It is less than what the baseline has for the same month.
    """

    percent: float
    by: Month | str


@dataclass(frozen=True)
class GrownWithPopulation:
    """The rates of now, among as many people of an age as are projected for a later year."""

    year: int
    aged_from: int = OLDEST


ScenarioDefinition = BackToYear | ReducedBy | GrownWithPopulation
Value = TypeVar("Value")


def broken_promises(
    definition: ScenarioDefinition, area: Area, held: pd.Series[float], months: pd.PeriodIndex
) -> Iterator[str]:
    """Everything in a definition that makes no sense for these figures and the months ahead."""
    match definition:
        case BackToYear(year):
            yield from _broken_year(year, held)
        case ReducedBy(percent, by):
            if not isinstance(percent, int | float):
                yield "a reduction is a number of per cent, such as 20"
            elif not 0 < percent <= PERCENT:
                yield f"a reduction by {percent:g} % is not above 0 and at most {PERCENT} %"
            yield from _broken_month(by, months)
        case GrownWithPopulation(year, aged_from):
            if not (isinstance(year, int) and isinstance(aged_from, int)):
                yield "the year and the age people are counted from are whole numbers"
            elif not 0 <= aged_from <= OLDEST_AGE:
                yield f"people are counted by age from 0 to {OLDEST_AGE}, not from {aged_from}"
            elif year <= (now := held.index[-1].year):
                yield f"{year} does not come after {now}, the year of the last figures"
            else:
                try:
                    people_aged(area, year, aged_from)
                except HsciError as error:
                    yield str(error)


def parsed_year(year: FinancialYear | str) -> FinancialYear:
    return FinancialYear.parse(year) if isinstance(year, str) else year


def parsed_month(month: Month | str) -> Month:
    return Month.parse(month) if isinstance(month, str) else month


def _broken_year(written: FinancialYear | str, held: pd.Series[float]) -> Iterator[str]:
    year, broken = _read(FinancialYear, FinancialYear.parse, written)
    if year is None:
        yield broken
    elif (found := len(held[str(year.first_month) : str(year.last_month)])) < MONTHS_IN_YEAR:
        yield (
            f"{year} is not held in full: {found} of its months are, of figures from "
            f"{held.index[0]} to {held.index[-1]}"
        )


def _broken_month(written: Month | str, months: pd.PeriodIndex) -> Iterator[str]:
    month, broken = _read(Month, Month.parse, written)
    if month is None:
        yield broken
    elif not str(months[0]) <= str(month) <= str(months[-1]):
        yield f"{month.label} is not among the months ahead, {months[0]} to {months[-1]}"


def _read(
    kind: type[Value], read: Callable[[str], Value], written: Value | str
) -> tuple[Value | None, str]:
    """The value, or what is wrong with its text."""
    if isinstance(written, kind):
        return written, ""
    try:
        check_type("when it is to be", written, str, f"a {kind.__name__} or its text")
        return read(str(written)), ""
    except HsciError as error:
        return None, str(error)
