"""Where the people of a synthetic extract live, and how many they are.

Shares of council areas are those of the published estimates, so that islands have few people; how
many there are, and how they spread over made-up localities and ages, is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa

from hsci_analysis.areas import council_areas
from hsci_analysis.tables import read_table

PEOPLE_A_LOCALITY = 45_000
SIDES = ("North", "South", "East", "West", "Central", "Coast", "Glen", "Hill", "Moor", "Shore")
YEARS = range(2018, 2024)
PEOPLE_AN_EPISODE = 0.57
"""So that about one adult in nine has an emergency admission a year."""
EVEN_UP_TO, OLDEST = 60, 90


@dataclass(frozen=True)
class Places:
    """Localities in one order: the code of the council area, the name, and the share of people."""

    council_areas: pa.StringArray
    localities: pa.StringArray
    shares: np.ndarray


@cache
def places() -> Places:
    """The made-up localities of all 32 council areas."""
    people = read_table("population_by_council_area")
    latest = people[people["year"] == people["year"].max()]
    living = latest.groupby("area_code")["people"].sum()
    codes, names, shares = [], [], []
    for area in council_areas():
        number = int(np.clip(round(living[area.code] / PEOPLE_A_LOCALITY), 2, len(SIDES)))
        sizes = np.arange(number + 2, 2, -1)
        codes += [area.code] * number
        names += [f"{area.name} {side}" for side in SIDES[:number]]
        shares += list(living[area.code] * sizes / sizes.sum())
    return Places(pa.array(codes), pa.array(names), np.array(shares) / sum(shares))


def populations(episodes: int) -> pa.Table:
    """The people that so many episodes are of, by year, locality and age."""
    where = places()
    ages = np.arange(OLDEST + 1)
    by_age = np.where(ages < EVEN_UP_TO, 1.0, np.exp(-((ages - EVEN_UP_TO) / 22.0)))
    people = PEOPLE_AN_EPISODE * episodes * np.outer(where.shares, by_age / by_age.sum())
    localities = np.arange(len(where.shares))
    year, locality, age = (
        grid.ravel() for grid in np.meshgrid(YEARS, localities, ages, indexing="ij")
    )
    growth = 1 + 0.004 * (year - YEARS[0])
    return pa.table(
        {
            "synthetic": pa.array(np.ones(len(year), "bool")),
            "year": pa.array(year, pa.int32()),
            "council_area": where.council_areas.take(pa.array(locality)),
            "locality": where.localities.take(pa.array(locality)),
            "age": pa.array(age, pa.int32()),
            "people": pa.array(np.ceil(people[locality, age] * growth), pa.int32()),
        }
    )
