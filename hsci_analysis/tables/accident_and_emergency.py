"""Attendances at accident and emergency sites, and how many left within four hours.

A site that was renamed or merged comes twice in a month, under two names: the rows are added. The
copy we hold has no health boards; an older edition of the activity file, as the portal gave it,
says which board each site belongs to. Since 2024 that file has all attendances among categories of
them, and serves for both. The older edition does not serve for figures: from November 2020 on it
counts fewer, it seems without planned attendances.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pandera.pandas as pa

from hsci_analysis.areas import SCOTLAND, health_boards
from hsci_analysis.tables.columns import Column, Which, area, count, day, one_of, text
from hsci_analysis.tables.contracts import PublishedFile, area_code, named, rows, rows_number
from hsci_analysis.tables.reconciliation import Total, told
from hsci_analysis.tables.table import Table

ONE_A_MINUTE = 31 * 24 * 60
IN_ALL = "attendances"
WITHIN = "within_4_hours"
OVER = "over_4_hours"
ALL_COUNTED = pd.Timestamp(2020, 11, 1)
LEAST_REVISED, MOST_REVISED = 0.9, 1.7
ALL_CATEGORIES = Total("AttendanceCategory", "All")
WITHIN_AND_OVER = rows(
    lambda frame: frame[IN_ALL] == frame[WITHIN] + frame[OVER],
    "those within and over four hours together",
)


def _people(published: str, name: str) -> Column:
    return count(published, name, at_most=ONE_A_MINUTE, because="one a minute for 31 days")


BY_SITE = PublishedFile(
    columns=(
        text("hospital_code", "site"),
        text("hospital_name"),
        day("date", "month", written="%Y-%m-%d", which=Which.LAST_OF_MONTH),
        *(_people(published, published) for published in (IN_ALL, WITHIN, OVER)),
    ),
    key=("month", "site", "hospital_name"),
    order=("month", "site"),
    grid=("month",),
    rows=(WITHIN_AND_OVER,),
)
ACTIVITY = PublishedFile(
    columns=(
        day("Month", "month", written="%Y%m", which=Which.FIRST_OF_MONTH),
        one_of("Country", "country", SCOTLAND.code),
        area("HBT", "health_board", health_boards),
        text("TreatmentLocation", "site"),
        text("DepartmentType"),
        _people("NumberOfAttendancesAll", IN_ALL),
        _people("NumberWithin4HoursAll", WITHIN),
        _people("NumberOver4HoursAll", OVER),
        *(
            text(published)
            for published in (
                "PercentageWithin4HoursAll",
                *(
                    name + flag
                    for name in (
                        "NumberOfAttendancesEpisode",
                        "NumberWithin4HoursEpisode",
                        "NumberOver4HoursEpisode",
                        "PercentageWithin4HoursEpisode",
                        "NumberOver8HoursEpisode",
                        "PercentageOver8HoursEpisode",
                        "NumberOver12HoursEpisode",
                        "PercentageOver12HoursEpisode",
                    )
                    for flag in ("", "QF")
                ),
            )
        ),
    ),
    key=("month", "site", "DepartmentType", IN_ALL),
    order=("month",),
    grid=("month", "health_board"),
    rows=(WITHIN_AND_OVER,),
)
BY_CATEGORY = replace(
    ACTIVITY,
    columns=(*ACTIVITY.columns[:5], text(ALL_CATEGORIES.column), *ACTIVITY.columns[5:]),
    key=(*ACTIVITY.key, ALL_CATEGORIES.column),
    unverified=True,
)


def boards_of(rows_of_sites: pd.DataFrame, activity: pd.DataFrame) -> pd.Series:
    """The health board of each row's site; empty where the activity file does not have the site."""
    boards = activity.drop_duplicates("site").set_index("site")["health_board"]
    return rows_of_sites["site"].map(boards)


def month_of(days: pd.Series) -> pd.Series:
    """The first day of each one's month: editions name a month by its first day or its last."""
    first_days: pd.Series = days.dt.to_period("M").dt.to_timestamp()
    return first_days.astype("datetime64[us]")


def _reconcile(*frames: pd.DataFrame) -> list[str]:
    attendances, activity = frames
    boards = boards_of(attendances, activity)
    key = ("month", "site", ALL_CATEGORIES.column)
    by_category = ALL_CATEGORIES.column in attendances
    uneven = ALL_CATEGORIES.broken(attendances, IN_ALL, key) if by_category else []
    unknown = attendances.loc[boards.isna(), "site"]
    broken = []
    if not unknown.empty:
        broken.append(f"{rows_number(len(unknown))} of sites without a board: {named(unknown)}")
    boards_of_site = activity.groupby("site")["health_board"].nunique()
    if (boards_of_site > 1).any():
        several = boards_of_site.index[boards_of_site > 1]
        broken.append(f"sites that lie in more than one board: {named(several)}")
    # Every board has had a site in every month: fewer shows a file cut off at the end of a line.
    boards_in_month = boards.groupby(attendances["month"]).nunique()
    return [
        *uneven,
        *broken,
        *told("a health board has no site", boards_in_month < len(health_boards())),
        *_editions_differ(_all_categories(attendances), _all_categories(activity)),
    ]


def _all_categories(rows: pd.DataFrame) -> pd.DataFrame:
    by_category = ALL_CATEGORIES.column in rows
    return rows[ALL_CATEGORIES.of(rows)] if by_category else rows


def _editions_differ(later: pd.DataFrame, earlier: pd.DataFrame) -> list[str]:
    """A line if a site's month is not what the other edition allows, where both have it.

    Until October 2020 all 15,613 such months are the same in the editions we hold. From November
    on, the earlier edition leaves some attendances out and some were revised: of 833 months, the
    later count is 0.92 to 1.65 times the earlier.
    """
    now = later.assign(month=month_of(later["month"])).groupby(["month", "site"])[IN_ALL].sum()
    before = earlier.groupby(["month", "site"])[IN_ALL].sum()
    now, before = now.align(before, join="inner")
    months = now.index.get_level_values("month")
    fits = now.between(LEAST_REVISED * before, MOST_REVISED * before)
    return told(
        f"{IN_ALL}: a site's are not those of the other edition",
        ~fits.where(months >= ALL_COUNTED, now == before),
    )


def _tidy(*frames: pd.DataFrame) -> pd.DataFrame:
    attendances, activity = frames
    attendances = _all_categories(attendances)
    by_site = attendances.assign(
        month=month_of(attendances["month"]),
        health_board=boards_of(attendances, activity).astype("str"),
    )
    by = ["month", "health_board", "site"]
    return by_site.groupby(by, as_index=False)[[IN_ALL, WITHIN]].sum()


TABLE = Table(
    key="accident_and_emergency_attendances",
    inputs=((BY_SITE, BY_CATEGORY), (ACTIVITY, BY_CATEGORY)),
    reconciliation=(
        "categories, where there are any: exactly; a site's month with that of the other edition:"
        f" exactly before November 2020, since then {LEAST_REVISED} to {MOST_REVISED} times it;"
        " there is no total for the boards"
    ),
    reconcile=_reconcile,
    tidy=_tidy,
    contract=pa.DataFrameSchema(
        {
            "month": pa.Column("datetime64[us]"),
            "health_board": area_code(health_boards),
            "site": pa.Column("str", pa.Check.str_matches(r"[A-Z]\d{3}[A-Z]$")),
            IN_ALL: pa.Column("int64", pa.Check.ge(0), coerce=True),
            WITHIN: pa.Column("int64", pa.Check.ge(0), coerce=True),
        },
        checks=rows(lambda table: table[WITHIN] <= table[IN_ALL], "at most all attendances"),
        unique=["month", "health_board", "site"],
        strict="filter",
        ordered=True,
    ),
    period="month",
)
