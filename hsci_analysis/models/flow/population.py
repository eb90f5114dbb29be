"""How many people of an age live in an area: as estimated, and grown from the last estimate.

The projections start from 2018 as it was estimated before the census of 2022 and do not join the
estimates. Only their growth is used: the last estimate times the ratio of two projected years.
How far that growth can be off is measured on the years that have been projected and estimated both.
No other projection and no variant is held, so those years are few, overlap, and share a pandemic.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from hsci_analysis.areas import Area, Nation, Partnership
from hsci_analysis.errors import SeriesError
from hsci_analysis.models.monthly import Floats
from hsci_analysis.sources import Source, source
from hsci_analysis.tables.store import read_release

ESTIMATES = "population_estimates"
PROJECTIONS = "population_projections"
OLDEST = 75


@dataclass(frozen=True)
class People:
    """People aged ``aged_from`` and over in the middle of a year.

    ``grown_from`` is the year of the estimate they were grown from with the projections; None for
    an estimate.
    """

    people: float
    year: int
    aged_from: int
    grown_from: int | None = None


@dataclass(frozen=True)
class Growth:
    """How the people of an age grow from one year to another.

    ``error`` is the standard error of the ratio's logarithm, about its relative error: what
    ``growth_error`` gives of the ``years_projected`` among those years; 0 if there are none.
    """

    now: People
    then: People
    years_projected: int
    error: float

    @property
    def ratio(self) -> float:
        """People then, for each of now."""
        return self.then.people / self.now.people


def people_aged(area: Area, year: int, aged_from: int = OLDEST) -> People:
    """People of that age and over in a partnership or Scotland, in the middle of a calendar year.

    Raises
    ------
    SeriesError
        If the area's population is not held, or the year lies outside estimates and projections.
    """
    estimates, projections = source(ESTIMATES), source(PROJECTIONS)
    estimated = _by_year(area, estimates, aged_from)
    if year in estimated.index:
        return People(float(estimated[year]), year, aged_from)
    last = int(estimated.index[-1])
    projected = _by_year(area, projections, aged_from)
    if year < last or year not in projected.index:
        raise SeriesError(
            f"no population of {area} is held for {year}: estimates run from {estimated.index[0]} "
            f"to {last}, and projections to {projected.index[-1]}"
        )
    growth = float(projected[year]) / float(projected[last])
    return People(float(estimated[last]) * growth, year, aged_from, grown_from=last)


def growth(area: Area, now: int, then: int, aged_from: int = OLDEST) -> Growth:
    """Growth of the people of that age between two calendar years, and its error.

    Raises
    ------
    SeriesError
        As ``people_aged`` does.
    """
    start, end = people_aged(area, now, aged_from), people_aged(area, then, aged_from)
    projected = 0 if end.grown_from is None else then - max(now, end.grown_from)
    return Growth(start, end, projected, growth_error(area, projected, aged_from))


def growth_error(area: Area, years: int, aged_from: int = OLDEST) -> float:
    """How far growth projected over so many years has been from that of the estimates made since.

    Of all 31 partnerships together for a partnership, of Scotland for Scotland. For people aged 75
    and over it went from 0.7 % over one year to 2.0 % over five.
    """
    return error_over(years, log_of_projected_over_estimated(area, aged_from))


def error_over(years: int, off: Floats) -> float:
    """The root mean square of how ``off`` changes over every stretch of so many years.

    It is never less than over fewer years, and beyond the longest stretch held it goes on in
    proportion to the years, which is faster than it grew on those held.
    """
    longest = len(off) - 1
    by_years = [
        float(np.sqrt(np.mean((off[apart:] - off[:-apart]) ** 2)))
        for apart in range(1, min(years, longest) + 1)
    ]
    return max(by_years, default=0.0) * max(1.0, years / longest)


def log_of_projected_over_estimated(area: Area, aged_from: int = OLDEST) -> Floats:
    """Shape (years, areas): the years in both, of every partnership, or of Scotland alone."""
    projected, estimated = (
        _by_area(source(key), aged_from).to_frame().pivot_table("people", "year", "area_code")
        for key in (PROJECTIONS, ESTIMATES)
    )
    if isinstance(area, Nation):
        projected, estimated = (one.sum(axis=1).to_frame() for one in (projected, estimated))
    off: Floats = np.log((projected / estimated).dropna().to_numpy())
    return off


def last_estimate() -> int:
    """The last year whose population is estimated, not projected."""
    return int(source(ESTIMATES).last_period)


def _by_year(area: Area, release: Source, aged_from: int) -> pd.Series[int]:
    held = _by_area(release, aged_from)
    if isinstance(area, Nation):
        return held.groupby(level="year").sum()
    if not isinstance(area, Partnership):
        raise SeriesError(
            f"people are counted where they live, by partnership and for Scotland, and {area} is a "
            f"{area.kind}; ask for one of those"
        )
    return held.xs(area.code, level="area_code")


@cache
def _by_area(release: Source, aged_from: int) -> pd.Series[int]:
    people = read_release(release)
    people = people[people["age"] >= aged_from]
    return people.groupby(["area_code", "year"])["people"].sum()
