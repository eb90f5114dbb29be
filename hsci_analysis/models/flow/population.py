"""How many people of an age live in an area: as estimated, and grown from the last estimate.

The projections start from 2018 as it was estimated before the census of 2022 and do not join the
estimates. Only their growth is used: the last estimate times the ratio of two projected years.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pandas as pd

from hsci_analysis.areas import Area, Nation, Partnership
from hsci_analysis.errors import SeriesError
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
