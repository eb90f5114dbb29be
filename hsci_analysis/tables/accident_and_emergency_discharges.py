"""Where people went from accident and emergency, by their age, month and health board.

Only sites that send a record of each attendance have these: 96 % of attendances. A row left out of
the file is an age and destination of nobody, and counts as zero.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from hsci_analysis.areas import health_boards
from hsci_analysis.tables.accident_and_emergency import (
    ACTIVITY,
    BY_SITE,
    ONE_A_MINUTE,
    boards_of,
    month_of,
)
from hsci_analysis.tables.columns import Which, count, day, one_of, text
from hsci_analysis.tables.contracts import PublishedFile, area_code, named
from hsci_analysis.tables.reconciliation import told
from hsci_analysis.tables.table import Table

DESTINATIONS = {
    "Admission to same Hospital": "admitted",
    "Discharged Home or to usual Place of Residence": "home",
    "Other": "other",
    "Transferred to Other Hospital/Service": "transferred",
    "Unknown": "unknown",
}
AGE_GROUPS = {
    "18-24": "18-24",
    "25-39": "25-39",
    "40-64": "40-64",
    "65-74": "65-74",
    "75 plus": "75+",
    "Under 18": "under 18",
    "Unknown": "unknown",
}
KEY = ("month", "site", "destination", "age_group")
BY = ["month", "health_board", "age_group"]

BY_DESTINATION = PublishedFile(
    columns=(
        text("hospital_code", "site"),
        text("hospital_name"),
        day("date", "month", written="%Y-%m-%d", which=Which.FIRST_OF_MONTH),
        one_of("admission", "destination", *DESTINATIONS),
        one_of("age", "age_group", *AGE_GROUPS),
        count("attendances", "attendances", at_most=ONE_A_MINUTE, because="one a minute"),
    ),
    key=KEY,
    order=("month",),
    grid=("month", "destination"),
)


def _reconcile(*frames: pd.DataFrame) -> list[str]:
    discharges, attendances, activity = frames
    # That a site has one board alone, the table of attendances checks.
    unknown = discharges.loc[boards_of(discharges, activity).isna(), "site"]
    broken = [f"sites without a board: {named(unknown)}"] if not unknown.empty else []
    by_site = discharges.groupby(["month", "site"])["attendances"].sum()
    by_month = attendances.assign(month=month_of(attendances["month"]))
    all_of_site = by_month.groupby(["month", "site"])["attendances"].sum()
    more = by_site > all_of_site.reindex(by_site.index, fill_value=0)
    return broken + told("more discharges than attendances", more)


def _tidy(*frames: pd.DataFrame) -> pd.DataFrame:
    discharges, _, activity = frames
    by_destination = discharges.assign(
        health_board=boards_of(discharges, activity).astype("str"),
        age_group=discharges["age_group"].map(AGE_GROUPS).astype("str"),
        destination=discharges["destination"].map(DESTINATIONS),
    ).pivot_table("attendances", BY, "destination", aggfunc="sum", fill_value=0)
    levels = [by_destination.index.unique(name) for name in BY]
    every = pd.MultiIndex.from_product(levels, names=BY)
    whole = by_destination.reindex(every, fill_value=0).astype("int64")
    return whole.assign(attendances=whole.sum(axis="columns")).reset_index()


TABLE = Table(
    key="accident_and_emergency_discharges",
    inputs=((BY_DESTINATION,), (BY_SITE,), (ACTIVITY,)),
    reconciliation="no site has more discharges in a month than it has attendances",
    reconcile=_reconcile,
    tidy=_tidy,
    contract=pa.DataFrameSchema(
        {
            "month": pa.Column("datetime64[us]"),
            "health_board": area_code(health_boards),
            "age_group": pa.Column("str", pa.Check.isin(list(AGE_GROUPS.values()))),
            "attendances": pa.Column("int64", pa.Check.ge(0)),
            **{name: pa.Column("int64", pa.Check.ge(0)) for name in DESTINATIONS.values()},
        },
        unique=BY,
        strict="filter",
        ordered=True,
    ),
    period="month",
)
