"""Staffed and occupied beds for acute care, by board of treatment and quarter.

Each edition holds five years, so the series is stitched: the newest edition that gives beds in
full wins, and the one in whole beds serves where no other reaches. Golden Jubilee is in no edition
since 2022, so Scotland is more than the sum of the boards, and is kept beside them.
"""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pandera.pandas as pa

from hsci_analysis.areas import SCOTLAND, health_boards
from hsci_analysis.periods import Quarter
from hsci_analysis.tables.columns import Column, Which, amount, area, day, quarter, text
from hsci_analysis.tables.contracts import PublishedFile, area_code, rows
from hsci_analysis.tables.reconciliation import told
from hsci_analysis.tables.table import Table

ALL_ACUTE = "All Acute"
GOLDEN_JUBILEE = "SB0801"
STAFFED, OCCUPIED = BEDS = ["available_staffed_beds", "occupied_beds"]
BY = ["quarter", "area_code"]
KEY = (*BY, "specialty")
BEDS_IN_SCOTLAND = 40_000
ROUNDED = 1e-3
REVISED_BY = 2.0
"""Beds that two editions may differ by: they did by 1.5 at most, half a bed of it rounding."""


def _beds(staffed: str, occupied: str) -> tuple[Column, Column]:
    most = "Scotland has fewer beds"
    return (
        amount(staffed, STAFFED, at_most=BEDS_IN_SCOTLAND, because=most),
        amount(occupied, OCCUPIED, at_most=BEDS_IN_SCOTLAND, because=most),
    )


def _is_average(edition: pd.DataFrame) -> pd.Series:
    following = edition["quarter"] + pd.offsets.QuarterBegin(startingMonth=1)
    days = (following - edition["quarter"]).dt.days
    return edition["bed_days"].sub(edition[STAFFED] * days).abs() < ROUNDED


AS_PUBLISHED = PublishedFile(
    columns=(
        quarter("Quarter", "quarter", Quarter.parse, "2017Q3"),
        text("QuarterQF"),
        area("HB", "area_code", health_boards, GOLDEN_JUBILEE, SCOTLAND.code),
        text("HBQF"),
        text("Location"),
        text("LocationQF"),
        text("Specialty"),
        text("SpecialtyQF"),
        text("SpecialtyName", "specialty"),
        text("SpecialtyNameQF"),
        amount("AllStaffedBeddays", "bed_days", at_most=BEDS_IN_SCOTLAND * 92, because="92 days"),
        text("AllStaffedBeddaysQF"),
        text("TotalOccupiedBeddays"),
        text("TotalOccupiedBeddaysQF"),
        *(
            column
            for beds in _beds("AverageAvailableStaffedBeds", "AverageOccupiedBeds")
            for column in (beds, text(f"{beds.published}QF"))
        ),
        text("PercentageOccupancy"),
        text("PercentageOccupancyQF"),
    ),
    key=KEY,
    grid=("quarter",),
    rows=(rows(_is_average, "staffed bed days over the days of the quarter"),),
)
RE_SHAPED = PublishedFile(
    columns=(
        area("hb19_code", "area_code", health_boards),
        day("date", "quarter", written="%Y-%m-%d", which=Which.FIRST_OF_QUARTER),
        text("specialty"),
        *_beds("average_number_available_staffed_beds", "average_number_occupied_beds"),
        text("percent_occupied_beds"),
    ),
    key=KEY,
    grid=("quarter",),
)
WHOLE_BEDS = PublishedFile(
    columns=(
        quarter("Quarter", "quarter", Quarter.parse, "2017Q3"),
        text("Date"),
        area("HB", "area_code", health_boards, SCOTLAND.code),
        text("HBName"),
        text("SpecialtyName", "specialty"),
        *_beds("Average Available Staffed Beds", "Average Occupied Beds"),
        text("Average Unoccupied Beds"),
        text("Percentage Occupied"),
        text("Percentage Unoccupied"),
    ),
    key=KEY,
    grid=("quarter",),
)


def _all_acute(edition: pd.DataFrame) -> pd.DataFrame:
    kept = edition[(edition["specialty"] == ALL_ACUTE) & (edition["area_code"] != GOLDEN_JUBILEE)]
    return kept[[*BY, *BEDS]]


def _reconcile(*frames: pd.DataFrame) -> list[str]:
    editions = [_all_acute(edition).drop_duplicates(BY).set_index(BY) for edition in frames]
    broken = []
    for earlier, later in combinations(editions, 2):
        apart = earlier.sub(later).dropna().abs().max(axis="columns")
        broken += told(f"two editions differ by more than {REVISED_BY:g} beds", apart > REVISED_BY)
    held = pd.concat(editions).index
    every = pd.MultiIndex.from_product(
        [held.unique("quarter"), [*(board.code for board in health_boards()), SCOTLAND.code]],
        names=BY,
    )
    return broken + told("no edition has beds", pd.Series(~every.isin(held), index=every))


def _tidy(*frames: pd.DataFrame) -> pd.DataFrame:
    first, second, third, whole_beds = map(_all_acute, frames)
    return pd.concat([third, second, first, whole_beds]).drop_duplicates(BY)


TABLE = Table(
    key="hospital_beds",
    inputs=((AS_PUBLISHED,), (AS_PUBLISHED,), (RE_SHAPED,), (WHOLE_BEDS,)),
    reconciliation=f"editions agree within {REVISED_BY:g} beds wherever two hold the same quarter",
    reconcile=_reconcile,
    tidy=_tidy,
    contract=pa.DataFrameSchema(
        {
            "quarter": pa.Column("datetime64[us]"),
            "area_code": area_code(health_boards, SCOTLAND.code),
            STAFFED: pa.Column("float64", pa.Check.gt(0)),
            OCCUPIED: pa.Column("float64", pa.Check.ge(0)),
        },
        unique=BY,
        strict="filter",
        ordered=True,
    ),
    period="quarter",
)
