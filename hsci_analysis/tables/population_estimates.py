"""Mid-year population of each partnership by single year of age and sex: estimated and projected.

Published as one wide row for each year, area and sex, with totals over ages, sexes and areas among
their parts. Estimates from mid-2011 on are rebased on the census of 2022; the projections start
from 2018 as it was estimated before, so the two do not join.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pandera.pandas as pa

from hsci_analysis.areas import SCOTLAND, partnerships
from hsci_analysis.tables.columns import area, count, one_of, text, year
from hsci_analysis.tables.contracts import PublishedFile, area_code, flagged, rows
from hsci_analysis.tables.reconciliation import Total, parts
from hsci_analysis.tables.table import Table

OLDEST = 90  # and over
BOTH_SEXES = Total("sex", "All")
ALL_AREAS = Total("area_code", SCOTLAND.code)
SEXES = {"Female": "female", "Male": "male"}
AGES = {f"Age{age}" + ("plus" if age == OLDEST else ""): age for age in range(OLDEST + 1)}
KEY = ("year", "area_code", "sex")
BORN_IN_A_YEAR = 150_000

BY_PARTNERSHIP = PublishedFile(
    columns=(
        year("Year", "year"),
        area("HSCP", "area_code", partnerships, SCOTLAND.code),
        text("HSCPQF"),
        one_of("Sex", "sex", BOTH_SEXES.total, *SEXES),
        text("SexQF"),
        count("AllAges", "all_ages", at_most=91 * BORN_IN_A_YEAR, because="the sum of all ages"),
        *(
            count(published, published, at_most=BORN_IN_A_YEAR, because="never born in one year")
            for published in AGES
        ),
    ),
    key=KEY,
    order=KEY,
    grid=KEY,
    rows=(
        rows(
            lambda frame: frame["all_ages"] == frame[list(AGES)].sum(axis="columns"),
            "the sum of their ages in AllAges",
        ),
        flagged("HSCPQF", ALL_AREAS),
        flagged("SexQF", BOTH_SEXES),
    ),
)


def _by_age(published: pd.DataFrame) -> pd.DataFrame:
    return published.melt(list(KEY), list(AGES), var_name="age", value_name="people")


def _reconcile(*frames: pd.DataFrame) -> list[str]:
    by_age = _by_age(frames[0])
    return [
        line
        for total in (BOTH_SEXES, ALL_AREAS)
        for line in total.broken(by_age, "people", (*KEY, "age"))
    ]


def _tidy(*frames: pd.DataFrame) -> pd.DataFrame:
    people = parts(_by_age(frames[0]), (BOTH_SEXES, ALL_AREAS))
    return people.assign(
        year=people["year"].astype("int64"),
        sex=people["sex"].map(SEXES),
        age=people["age"].map(AGES).astype("int64"),
    )


TABLE = Table(
    key="population_estimates",
    inputs=((BY_PARTNERSHIP,),),
    reconciliation="exact: ages, sexes and areas each add up to their published total",
    reconcile=_reconcile,
    tidy=_tidy,
    contract=pa.DataFrameSchema(
        {
            "year": pa.Column("int64"),
            "area_code": area_code(partnerships),
            "sex": pa.Column("str", pa.Check.isin(list(SEXES.values()))),
            "age": pa.Column("int64", pa.Check.in_range(0, OLDEST)),
            "people": pa.Column("int64", pa.Check.ge(0), coerce=True),
        },
        unique=["year", "area_code", "sex", "age"],
        strict="filter",
        ordered=True,
    ),
    period="year",
)
PROJECTIONS = replace(TABLE, key="population_projections")
