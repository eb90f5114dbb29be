"""Weekly emergency and planned admissions by partnership of residence and deprivation quintile.

A count below five is not published: its row is left out. The table has the whole grid, and such a
cell is *suppressed*, neither zero nor missing. The file by health board serves only for its
Scottish totals, which bound what may have been left out.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pandera.pandas as pa

from hsci_analysis.areas import SCOTLAND, Area, health_boards, partnerships
from hsci_analysis.tables.columns import Column, Which, area, count, day, decimal, one_of, text
from hsci_analysis.tables.contracts import PublishedFile, area_code, flagged, rows
from hsci_analysis.tables.reconciliation import Total, outside, parts
from hsci_analysis.tables.suppression import LARGEST_SUPPRESSED, SMALLEST_PUBLISHED, bounds
from hsci_analysis.tables.table import Table

ALL = Total("admission_type", "All")
TYPES = {"Emergency": "emergency", "Planned": "planned"}
QUINTILES = ("1", "2", "3", "4", "5")
KEY = ("week_ending", "area_code", "deprivation_quintile", "admission_type")
GROUP = ["week_ending", "area_code", "deprivation_quintile"]
WEEKLY = ["week_ending", "deprivation_quintile", "admission_type"]
MOST_ADMISSIONS = 20_000
ROUNDED = 0.051  # published to one decimal, so half of 0.1 and a hair


def variation_agrees(frame: pd.DataFrame) -> pd.Series:
    before = frame["mean_2018_2019"]
    variation = 100 * (frame["admissions"] - before) / before.where(before != 0)
    return (frame["variation"] - variation).abs().le(ROUNDED) | (before == 0)


def _layout(
    code: str,
    kind: Callable[[], tuple[Area, ...]],
    *also: str,
    flag: tuple[Column, ...] = (),
    promises: tuple[pa.Check, ...] = (),
) -> PublishedFile:
    most = f"Scotland had fewer than {MOST_ADMISSIONS:,} in its busiest week"
    return PublishedFile(
        columns=(
            day("WeekEnding", "week_ending", written="%Y%m%d", which=Which.SUNDAY),
            area(code, "area_code", kind, *also),
            *flag,
            one_of("SIMDQuintile", "deprivation_quintile", *QUINTILES),
            one_of("AdmissionType", "admission_type", ALL.total, *TYPES),
            text("AdmissionTypeQF"),
            count("NumberAdmissions", "admissions", at_most=MOST_ADMISSIONS, because=most),
            decimal("Average20182019", "mean_2018_2019"),
            decimal("PercentVariation", "variation"),
        ),
        key=KEY,
        order=("admission_type", "week_ending", "area_code", "deprivation_quintile"),
        grid=("week_ending", "area_code"),
        rows=(
            rows(
                lambda frame: frame["admissions"] >= SMALLEST_PUBLISHED,
                f"a count of {SMALLEST_PUBLISHED} or more; smaller ones are not published",
            ),
            rows(
                lambda frame: frame["mean_2018_2019"].ge(0) & (frame["mean_2018_2019"] % 0.5 == 0),
                "the mean of two counts in Average20182019",
            ),
            rows(variation_agrees, "in agreement with their PercentVariation"),
            flagged("AdmissionTypeQF", ALL),
            *promises,
        ),
    )


BY_PARTNERSHIP = _layout("HSCP", partnerships)
BY_BOARD = _layout(
    "HB",
    health_boards,
    SCOTLAND.code,
    "NA",
    flag=(text("HBQF"),),
    promises=(flagged("HBQF", Total("area_code", SCOTLAND.code)),),
)


def _grid(published: pd.DataFrame) -> pd.DataFrame:
    """Every cell of the grid of weeks, areas, quintiles and types; not published ones empty."""
    every = {
        column.name: list(column.every(published[column.name].dropna()))
        for column in BY_PARTNERSHIP.columns
        if column.name in KEY
    }
    full = pd.MultiIndex.from_product([every[name] for name in KEY], names=KEY)
    once = published.drop_duplicates(list(KEY)).set_index(list(KEY))
    return once.reindex(full)[["admissions", "mean_2018_2019"]].reset_index()


def _reconcile(*frames: pd.DataFrame) -> list[str]:
    by_partnership, by_board = frames
    cells = _grid(by_partnership)
    groups = bounds(cells[ALL.of(cells)], GROUP)
    scotland = by_board[by_board["area_code"] == SCOTLAND.code]
    return [
        *outside("All of a partnership and quintile", groups, bounds(parts(cells, [ALL]), GROUP)),
        *outside(
            "Scotland of a quintile and type", bounds(scotland, WEEKLY), bounds(cells, WEEKLY)
        ),
    ]


def _tidy(*frames: pd.DataFrame) -> pd.DataFrame:
    cells = parts(_grid(frames[0]), [ALL])
    published = cells["admissions"].notna()
    return cells.assign(
        deprivation_quintile=cells["deprivation_quintile"].astype("int64"),
        admission_type=cells["admission_type"].map(TYPES),
        admissions=cells["admissions"].astype("Int64"),
        status=published.map({True: "published", False: "suppressed"}).astype("str"),
    )


TABLE = Table(
    key="weekly_admissions_by_partnership",
    inputs=((BY_PARTNERSHIP,), (BY_BOARD,)),
    reconciliation=(
        "within suppression: each published total, of a group and of Scotland, lies between the sum"
        f" of its published parts and that sum with {LARGEST_SUPPRESSED} for each suppressed part"
    ),
    reconcile=_reconcile,
    tidy=_tidy,
    contract=pa.DataFrameSchema(
        {
            "week_ending": pa.Column("datetime64[us]"),
            "area_code": area_code(partnerships),
            "deprivation_quintile": pa.Column("int64", pa.Check.isin(range(1, 6))),
            "admission_type": pa.Column("str", pa.Check.isin(list(TYPES.values()))),
            "admissions": pa.Column("Int64", pa.Check.ge(SMALLEST_PUBLISHED), nullable=True),
            "status": pa.Column("str", pa.Check.isin(["published", "suppressed"])),
            "mean_2018_2019": pa.Column("float64", pa.Check.ge(0), nullable=True),
        },
        checks=rows(
            lambda table: table["admissions"].isna() == (table["status"] == "suppressed"),
            "empty exactly where suppressed",
        ),
        unique=list(KEY),
        strict="filter",
        ordered=True,
    ),
    period="week_ending",
)
