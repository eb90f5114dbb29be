"""Bed days occupied by delayed discharges: two tables on two bases that are never mixed.

Published monthly since the definitions changed on 1 July 2016, with zeros and small numbers in
full. Totals over ages, reasons and areas stand among their parts: each is checked, then dropped.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pandera.pandas as pa

from hsci_analysis.areas import SCOTLAND, Area, council_areas, health_boards
from hsci_analysis.tables.columns import Column, Which, area, count, day, one_of, text
from hsci_analysis.tables.contracts import PublishedFile, area_code, flagged, rows
from hsci_analysis.tables.reconciliation import Total, parts
from hsci_analysis.tables.table import Table

OTHER = "other"  # of no fixed, unknown, or no Scottish council area; published as NA or empty
PUBLISHED_OTHER = "NA"
NO_CODE = ""
REASONS = {
    "Health and Social Care Reasons": "health and social care",
    "Patient and Family Related Reasons": "patient and family",
    "Code 9 AWI": "code 9: adults with incapacity",
    "Code 9 Non-AWI": "code 9: other",
}
AGE_GROUPS = {"18-74": "18-74", "75plus": "75+"}
KEY = ("month", "area_code", "age_group", "reason")
ALL_AGES = Total("age_group", "18plus")
ALL_REASONS = Total("reason", "All Delay Reasons")
ALL_AREAS = Total("area_code", SCOTLAND.code)
TOTALS = (ALL_AGES, ALL_REASONS, ALL_AREAS)
HALF_A_BED = 0.5 + 1e-9
BEDS_IN_SCOTLAND = 20_000
AVERAGE_IS_ROUNDED = rows(
    lambda frame: (
        frame["beds"].sub(frame["bed_days"] / frame["month"].dt.days_in_month).abs() <= HALF_A_BED
    ),
    "bed days over the days of the month, to the nearest bed",
)


def _bed_days(published: str) -> Column:
    because = f"{BEDS_IN_SCOTLAND:,} beds for 31 days"
    return count(published, "bed_days", at_most=BEDS_IN_SCOTLAND * 31, because=because)


def _beds(published: str) -> Column:
    return count(published, "beds", at_most=BEDS_IN_SCOTLAND, because="Scotland has fewer")


def _layout(
    *columns: Column, promises: tuple[pa.Check, ...] = (), unverified: bool = False
) -> PublishedFile:
    return PublishedFile(
        columns,
        KEY,
        order=KEY,
        grid=KEY,
        rows=(AVERAGE_IS_ROUNDED, *promises),
        unverified=unverified,
    )


def _copy(code: str, kind: Callable[[], tuple[Area, ...]], *others: str) -> PublishedFile:
    """The re-shaped copies, which have no flags."""
    return _layout(
        area(code, "area_code", kind, *others, SCOTLAND.code),
        day("date", "month", written="%Y-%m-%d", which=Which.FIRST_OF_MONTH),
        one_of("age_group", "age_group", ALL_AGES.total, *AGE_GROUPS),
        one_of("delay_reason", "reason", ALL_REASONS.total, *REASONS),
        _bed_days("num_delayed_bed_days"),
        _beds("average_daily_delayed_beds"),
    )


def _as_published(
    code: str, kind: Callable[[], tuple[Area, ...]], *others: str, unverified: bool = False
) -> PublishedFile:
    """The portal's own files, which flag every total."""
    return _layout(
        day("MonthOfDelay", "month", written="%Y%m", which=Which.FIRST_OF_MONTH),
        area(code, "area_code", kind, *others, SCOTLAND.code),
        text(f"{code}QF"),
        one_of("AgeGroup", "age_group", ALL_AGES.total, *AGE_GROUPS),
        text("AgeGroupQF"),
        one_of("ReasonForDelay", "reason", ALL_REASONS.total, *REASONS),
        text("ReasonForDelayQF"),
        _bed_days("NumberOfDelayedBedDays"),
        _beds("AverageDailyNumberOfDelayedBeds"),
        promises=(
            flagged(f"{code}QF", ALL_AREAS),
            flagged("AgeGroupQF", ALL_AGES),
            flagged("ReasonForDelayQF", ALL_REASONS),
        ),
        unverified=unverified,
    )


BOARDS_AS_PUBLISHED = _as_published("HBT", health_boards)
COUNCILS_AS_PUBLISHED = _as_published("CA", council_areas, NO_CODE, unverified=True)


def _reconcile(*frames: pd.DataFrame) -> list[str]:
    (published,) = frames
    return [line for total in TOTALS for line in total.broken(published, "bed_days", KEY)]


def _tidy(*frames: pd.DataFrame) -> pd.DataFrame:
    (published,) = frames
    delays = parts(published, TOTALS)
    return delays.assign(
        area_code=delays["area_code"].replace({PUBLISHED_OTHER: OTHER, NO_CODE: OTHER}),
        age_group=delays["age_group"].map(AGE_GROUPS),
        reason=delays["reason"].map(REASONS),
    )


def _table(
    key: str, kind: Callable[[], tuple[Area, ...]], others: tuple[str, ...], *layouts: PublishedFile
) -> Table:
    return Table(
        key=key,
        inputs=(layouts,),
        reconciliation="exact: ages, reasons and areas each add up to their published total",
        reconcile=_reconcile,
        tidy=_tidy,
        contract=pa.DataFrameSchema(
            {
                "month": pa.Column("datetime64[us]"),
                "area_code": area_code(kind, *others),
                "age_group": pa.Column("str", pa.Check.isin(list(AGE_GROUPS.values()))),
                "reason": pa.Column("str", pa.Check.isin(list(REASONS.values()))),
                "bed_days": pa.Column("int64", pa.Check.ge(0), coerce=True),
            },
            unique=list(KEY),
            strict="filter",
            ordered=True,
        ),
        period="month",
    )


BY_COUNCIL_AREA = _table(
    "delayed_discharges_by_council_area",
    council_areas,
    (OTHER,),
    _copy("ltla_code", council_areas, PUBLISHED_OTHER),
    COUNCILS_AS_PUBLISHED,
)
BY_HEALTH_BOARD = _table(
    "delayed_discharges_by_health_board",
    health_boards,
    (),
    _copy("hb_code", health_boards),
    BOARDS_AS_PUBLISHED,
)
