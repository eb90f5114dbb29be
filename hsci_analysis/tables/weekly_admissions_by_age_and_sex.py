"""Weekly emergency and planned admissions by age, and by sex, of people living in an area.

The publisher gives ages of both sexes and sexes of all ages, never the two crossed, so that both
wholes are kept beside their parts. A count below five is not published and its row is left out:
here such a cell is *suppressed*. The file by health board is of residence, as that by partnership.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pandera.pandas as pa

from hsci_analysis.areas import SCOTLAND, Area, health_boards, partnerships
from hsci_analysis.tables.columns import Column, Which, area, count, day, decimal, one_of, text
from hsci_analysis.tables.contracts import PublishedFile, area_code, flagged, rows
from hsci_analysis.tables.reconciliation import Total, outside, parts, told
from hsci_analysis.tables.suppression import LARGEST_SUPPRESSED, SMALLEST_PUBLISHED, bounds
from hsci_analysis.tables.table import Table
from hsci_analysis.tables.weekly_admissions import ALL, MOST_ADMISSIONS, TYPES, variation_agrees

OTHER = "NA"
WHOLE = "all"
AGES = {
    "Under 5": "0-4",
    "5 - 14": "5-14",
    "15 - 44": "15-44",
    "45 - 64": "45-64",
    "65 - 74": "65-74",
    "75 - 84": "75-84",
    "85 and over": "85+",
}
SEXES = {"Female": "female", "Male": "male"}
ALL_AGES, BOTH_SEXES = Total("age_group", "All ages"), Total("sex", "All")
GROUPS = [
    *((published, BOTH_SEXES.total) for published in (*AGES, ALL_AGES.total)),
    *((ALL_AGES.total, published) for published in SEXES),
]
AGE_NOT_KNOWN = 2
"""Admissions that stand in all ages and in none: as many as the edition of May 2023 has at most."""
KEY = ("week_ending", "area_code", "age_group", "sex", "admission_type")
WEEKLY = ["week_ending", "area_code", "admission_type"]


def _layout(
    code: str,
    kind: Callable[[], tuple[Area, ...]],
    *also: str,
    flag: tuple[Column, ...] = (),
    unverified: bool = False,
) -> PublishedFile:
    most = f"Scotland had fewer than {MOST_ADMISSIONS:,} in its busiest week"
    return PublishedFile(
        columns=(
            day("WeekEnding", "week_ending", written="%Y%m%d", which=Which.SUNDAY),
            area(code, "area_code", kind, *also),
            *flag,
            one_of("AgeGroup", "age_group", *AGES, ALL_AGES.total),
            text("AgeGroupQF"),
            one_of("Sex", "sex", *SEXES, BOTH_SEXES.total),
            text("SexQF"),
            one_of("AdmissionType", "admission_type", ALL.total, *TYPES),
            text("AdmissionTypeQF"),
            count("NumberAdmissions", "admissions", at_most=MOST_ADMISSIONS, because=most),
            decimal("Average20182019", "mean_2018_2019"),
            decimal("PercentVariation", "variation"),
        ),
        key=KEY,
        order=("admission_type", "week_ending", "area_code"),
        rows=(
            rows(
                lambda frame: frame["admissions"] >= SMALLEST_PUBLISHED,
                f"a count of {SMALLEST_PUBLISHED} or more; smaller ones are not published",
            ),
            rows(variation_agrees, "in agreement with their PercentVariation"),
            flagged("AgeGroupQF", ALL_AGES),
            flagged("SexQF", BOTH_SEXES),
            flagged("AdmissionTypeQF", ALL),
            rows(
                lambda frame: ALL_AGES.of(frame) | BOTH_SEXES.of(frame),
                "of all ages or of both sexes",
            ),
        ),
        unverified=unverified,
    )


BY_BOARD = _layout("HB", health_boards, SCOTLAND.code, OTHER, flag=(text("HBQF"),))
BY_PARTNERSHIP = _layout("HSCP", partnerships, unverified=True)


def _grid(published: pd.DataFrame, kind: Callable[[], tuple[Area, ...]]) -> pd.DataFrame:
    """Every week, area, group and type; what is not published is empty."""
    weeks = pd.date_range(
        published["week_ending"].min(), published["week_ending"].max(), freq="W-SUN"
    ).as_unit("us")
    full = pd.MultiIndex.from_tuples(
        [
            (week, each.code, *group, admission_type)
            for week in weeks
            for each in kind()
            for group in GROUPS
            for admission_type in TYPES
        ],
        names=KEY,
    )
    once = published.drop_duplicates(list(KEY)).set_index(list(KEY))
    return once.reindex(full)[["admissions", "mean_2018_2019"]].reset_index()


def _table(key: str, layout: PublishedFile, kind: Callable[[], tuple[Area, ...]]) -> Table:
    def reconcile(*frames: pd.DataFrame) -> list[str]:
        cells = _grid(frames[0], kind)
        by_age = cells[BOTH_SEXES.of(cells)]
        totals = bounds(by_age[ALL_AGES.of(by_age)], WEEKLY)
        of_ages = bounds(parts(by_age, [ALL_AGES]), WEEKLY)
        of_ages["upper"] += AGE_NOT_KNOWN
        by_sex = cells[ALL_AGES.of(cells) & ~BOTH_SEXES.of(cells)]
        too_many = bounds(by_sex, WEEKLY)["lower"] > totals["upper"]
        return [
            *outside("All ages of an area, week and type", totals, of_ages),
            *told("the sexes are more than both together", too_many),
        ]

    def tidy(*frames: pd.DataFrame) -> pd.DataFrame:
        cells = _grid(frames[0], kind)
        published = cells["admissions"].notna()
        return cells.assign(
            age_group=cells["age_group"].map({**AGES, ALL_AGES.total: WHOLE}),
            sex=cells["sex"].map({**SEXES, BOTH_SEXES.total: WHOLE}),
            admission_type=cells["admission_type"].map(TYPES),
            admissions=cells["admissions"].astype("Int64"),
            status=published.map({True: "published", False: "suppressed"}).astype("str"),
        )

    return Table(
        key=key,
        inputs=((layout,),),
        reconciliation=(
            "within suppression: all ages lie between the sum of the published ages and that sum"
            f" with {LARGEST_SUPPRESSED} for each suppressed one and {AGE_NOT_KNOWN} of no known"
            " age; the sexes are at most both together, for some are not known"
        ),
        reconcile=reconcile,
        tidy=tidy,
        contract=pa.DataFrameSchema(
            {
                "week_ending": pa.Column("datetime64[us]"),
                "area_code": area_code(kind),
                "age_group": pa.Column("str", pa.Check.isin([*AGES.values(), WHOLE])),
                "sex": pa.Column("str", pa.Check.isin([*SEXES.values(), WHOLE])),
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


BY_HEALTH_BOARD = _table("weekly_admissions_by_health_board", BY_BOARD, health_boards)
BY_PARTNERSHIP_TABLE = _table(
    "weekly_admissions_by_partnership_age_and_sex", BY_PARTNERSHIP, partnerships
)
