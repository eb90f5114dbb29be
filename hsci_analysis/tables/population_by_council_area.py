"""Mid-year population of each council area in the age groups that indicators are rated by.

Published as that of partnerships is, and needed beside it because one partnership has two councils.
The file of partnerships is held against it: rows swapped between areas add up to Scotland all the
same.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pandera.pandas as pa

from hsci_analysis.areas import SCOTLAND, council_areas, partnerships
from hsci_analysis.tables.columns import area, text
from hsci_analysis.tables.contracts import area_code, flagged
from hsci_analysis.tables.population_estimates import (
    AGES,
    ALL_AREAS,
    BY_PARTNERSHIP,
    KEY,
)
from hsci_analysis.tables.population_estimates import TABLE as BY_AGE
from hsci_analysis.tables.reconciliation import told
from hsci_analysis.tables.table import Table

AGE_GROUPS = {
    "0-17": range(18),
    "18-64": range(18, 65),
    "65-74": range(65, 75),
    "75+": range(75, 91),
}
GROUP_OF_AGE = {age: group for group, ages in AGE_GROUPS.items() for age in ages}

BY_COUNCIL_AREA = replace(
    BY_PARTNERSHIP,
    columns=(
        BY_PARTNERSHIP.columns[0],
        area("CA", "area_code", council_areas, SCOTLAND.code),
        text("CAQF"),
        *BY_PARTNERSHIP.columns[3:],
    ),
    rows=(
        BY_PARTNERSHIP.rows[0],
        flagged("CAQF", ALL_AREAS),
        BY_PARTNERSHIP.rows[2],
    ),
)


def _reconcile(*frames: pd.DataFrame) -> list[str]:
    councils, of_partnerships = frames
    people = ["all_ages", *AGES]
    lies_in = {council: each.code for each in partnerships() for council in each.council_areas}
    areas = councils["area_code"].map(lies_in | {SCOTLAND.code: SCOTLAND.code})
    summed = councils.assign(area_code=areas).groupby(list(KEY))[people].sum()
    held = of_partnerships.set_index(list(KEY))[people]
    summed, held = summed.align(held, join="inner", axis=0)  # an edition may have a year more
    unlike = summed.ne(held).any(axis="columns")
    return [
        *BY_AGE.reconcile(councils),
        *told("the people of a partnership are not those of its council areas", unlike),
    ]


def _tidy(*frames: pd.DataFrame) -> pd.DataFrame:
    people = BY_AGE.tidy(frames[0])
    people = people.assign(age_group=people["age"].map(GROUP_OF_AGE).astype("str"))
    by_group = people.groupby(["year", "area_code", "age_group"], observed=True)["people"].sum()
    return by_group.astype("int64").reset_index()


TABLE = Table(
    key="population_by_council_area",
    inputs=((BY_COUNCIL_AREA,), (BY_PARTNERSHIP,)),
    reconciliation=f"{BY_AGE.reconciliation}, and council areas to their partnership",
    reconcile=_reconcile,
    tidy=_tidy,
    contract=pa.DataFrameSchema(
        {
            "year": pa.Column("int64"),
            "area_code": area_code(council_areas),
            "age_group": pa.Column("str", pa.Check.isin(list(AGE_GROUPS))),
            "people": pa.Column("int64", pa.Check.ge(0)),
        },
        unique=["year", "area_code", "age_group"],
        strict="filter",
        ordered=True,
    ),
    period="year",
)
