"""Waits of more than 8 and 12 hours in accident and emergency: monthly, and weekly for departments.

Known only of sites that send a record of each attendance, so there are fewer attendances here than
in ``accident_and_emergency_attendances``. By month the other sites are flagged ``z`` and left out;
by week there are emergency departments alone.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pandera.pandas as pa

from hsci_analysis.areas import SCOTLAND, health_boards
from hsci_analysis.tables.accident_and_emergency import ACTIVITY
from hsci_analysis.tables.columns import Column, Which, area, count, day, matching, one_of, text
from hsci_analysis.tables.contracts import PublishedFile, area_code, rows
from hsci_analysis.tables.reconciliation import Total
from hsci_analysis.tables.table import Table

WAITS = {
    "NumberOfAttendancesEpisode": "attendances",
    "NumberWithin4HoursEpisode": "within_4_hours",
    "NumberOver4HoursEpisode": "over_4_hours",
    "NumberOver8HoursEpisode": "over_8_hours",
    "NumberOver12HoursEpisode": "over_12_hours",
}
ALL_SITES = {name: f"{name}_at_all_sites" for name in WAITS.values()}
NOT_APPLICABLE = "z"
KEPT = ["attendances", "within_4_hours", "over_8_hours", "over_12_hours"]
ALL_CATEGORIES = Total("category", "All")
ONE_A_MINUTE = 7 * 24 * 60


def _flagged_where_empty(waits: pd.DataFrame) -> pd.Series:
    flagged = [waits[f"{published}QF"] == NOT_APPLICABLE for published in WAITS]
    empty = [waits[ours] == "" for ours in WAITS.values()]
    agree = [here == there for here, there in zip(flagged, empty, strict=True)]
    return pd.concat(agree, axis="columns").all(axis="columns")


def _longer_waits_are_fewer(waits: pd.DataFrame) -> pd.Series:
    """Sites without records are left to the promise about their flag."""
    figures = waits[list(WAITS.values())].apply(pd.to_numeric, errors="coerce").fillna(0)
    over_4, over_8, over_12 = (figures[f"over_{hours}_hours"] for hours in (4, 8, 12))
    adds_up = figures["attendances"] == figures["within_4_hours"] + over_4
    return pd.Series(adds_up & (over_8 <= over_4) & (over_12 <= over_8))


ADD_UP = rows(
    _longer_waits_are_fewer,
    "those within and over four hours together, with no longer wait commoner than a shorter one",
)
BY_MONTH = replace(
    ACTIVITY,
    columns=tuple(
        matching(column.published, WAITS[column.published], r"\d*", "a whole number, or empty")
        if column.published in WAITS
        else replace(column, name=ALL_SITES.get(column.name, column.name))
        for column in ACTIVITY.columns
    ),
    key=("month", "site", "DepartmentType", ALL_SITES["attendances"]),
    rows=(
        rows(_flagged_where_empty, f"empty exactly where flagged {NOT_APPLICABLE!r}"),
        ADD_UP,
    ),
)


def _waiting(published: str) -> Column:
    because = "one a minute for a week"
    return count(published, WAITS[published], at_most=ONE_A_MINUTE, because=because)


BY_WEEK = PublishedFile(
    columns=(
        day("WeekEndingDate", "week_ending", written="%Y%m%d", which=Which.SUNDAY),
        one_of("Country", "country", SCOTLAND.code),
        area("HBT", "health_board", health_boards),
        text("TreatmentLocation", "site"),
        one_of("DepartmentType", "department", "Type 1"),
        one_of("AttendanceCategory", "category", "Unplanned", "New planned", ALL_CATEGORIES.total),
        _waiting("NumberOfAttendancesEpisode"),
        _waiting("NumberWithin4HoursEpisode"),
        _waiting("NumberOver4HoursEpisode"),
        text("PercentageWithin4HoursEpisode"),
        _waiting("NumberOver8HoursEpisode"),
        text("PercentageOver8HoursEpisode"),
        _waiting("NumberOver12HoursEpisode"),
        text("PercentageOver12HoursEpisode"),
    ),
    # One site comes twice in one week, under what were two sites: all its figures tell the rows.
    key=("week_ending", "site", "category", "attendances"),
    order=("week_ending",),
    grid=("week_ending", "health_board"),
    rows=(ADD_UP,),
)


def _by_board(recorded: pd.DataFrame, period: str) -> pd.DataFrame:
    figures = recorded.assign(**{name: pd.to_numeric(recorded[name]) for name in KEPT})
    return figures.groupby([period, "health_board"], as_index=False)[KEPT].sum()


def _recorded(activity: pd.DataFrame) -> pd.DataFrame:
    return activity[activity["attendances"] != ""]


def _of_categories(*frames: pd.DataFrame) -> list[str]:
    key = ("week_ending", "site", "category")
    return [
        line for figure in WAITS.values() for line in ALL_CATEGORIES.broken(frames[0], figure, key)
    ]


def _contract(period: str) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            period: pa.Column("datetime64[us]"),
            "health_board": area_code(health_boards),
            **{name: pa.Column("int64", pa.Check.ge(0), coerce=True) for name in KEPT},
        },
        unique=[period, "health_board"],
        strict="filter",
        ordered=True,
    )


MONTHLY = Table(
    key="accident_and_emergency_waits",
    inputs=((BY_MONTH,),),
    reconciliation="none: the file has no total for Scotland or the boards",
    reconcile=lambda *frames: [],
    tidy=lambda *frames: _by_board(_recorded(frames[0]), "month"),
    contract=_contract("month"),
    period="month",
)
WEEKLY = Table(
    key="weekly_emergency_department_waits",
    inputs=((BY_WEEK,),),
    reconciliation="exact: unplanned and new planned attendances add up to All",
    reconcile=_of_categories,
    tidy=lambda *frames: _by_board(frames[0][ALL_CATEGORIES.of(frames[0])], "week_ending"),
    contract=_contract("week_ending"),
    period="week_ending",
)
