"""Hospital stays and the days they lasted, by board of treatment and quarter.

A stay counts in the quarter it ended in, with all its days. Boards are the rows whose location is
the board itself; treatment outside the 14 boards is kept as ``other``, so that the rows add up to
Scotland.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from hsci_analysis.areas import SCOTLAND, health_boards
from hsci_analysis.periods import Quarter
from hsci_analysis.tables.columns import area, count, one_of, quarter, text
from hsci_analysis.tables.contracts import PublishedFile, area_code, flagged, rows
from hsci_analysis.tables.reconciliation import Total, parts, told
from hsci_analysis.tables.table import Table

OTHER = "other"
OUTSIDE_BOARDS = {
    "SB0801": OTHER,  # Golden Jubilee
    "S27000001": OTHER,  # providers that are not of the NHS
    "SN0811": OTHER,  # Louisa Jordan, in the pandemic
}
ALL_AREAS = Total("area_code", SCOTLAND.code)
ALL_STAYS = Total("admission_type", "All Inpatients and Day cases")
ALL_INPATIENTS = Total("admission_type", "All Inpatients")
EMERGENCY = "Emergency Inpatients"
TYPES = {
    "Elective Inpatients": "elective",
    EMERGENCY: "emergency",
    "Transfers": "transfer",
    "Not Specified": "not specified",
    "All Day cases": "day case",
}
KEY = ("quarter", "area_code", "location", "admission_type")
BY = ["quarter", "area_code", "admission_type"]
FIGURES = {"Stays": "stays", "LengthOfStay": "length_of_stay"}
MOST_DAYS = 20_000 * 92
OFF_BY = 6
"""How far published totals of types other than emergency are from their parts, at most."""
AVERAGE = rows(
    lambda frame: (
        pd.to_numeric(frame["average"]).mul(frame["stays"]).sub(frame["length_of_stay"]).abs().lt(1)
        | frame["average"].eq("")
    ),
    "stays that last AverageLengthOfStay on average",
)

BY_TREATMENT = PublishedFile(
    columns=(
        quarter("Quarter", "quarter", Quarter.parse, "2017Q3"),
        one_of("QuarterQF", "provisional", "", "p"),
        area("HB", "area_code", health_boards, *OUTSIDE_BOARDS, SCOTLAND.code),
        text("HBQF"),
        text("Location", "location"),
        text("LocationQF"),
        one_of("AdmissionType", "admission_type", *TYPES, *(ALL_INPATIENTS.total, ALL_STAYS.total)),
        text("AdmissionTypeQF"),
        text("Episodes"),
        text("LengthOfEpisode"),
        text("AverageLengthOfEpisode"),
        text("AverageLengthOfEpisodeQF"),
        *(
            count(published, name, at_most=MOST_DAYS, because="20,000 beds for 92 days")
            for published, name in FIGURES.items()
        ),
        text("AverageLengthOfStay", "average"),
        text("AverageLengthOfStayQF"),
    ),
    key=KEY,
    grid=("quarter",),
    rows=(AVERAGE, flagged("HBQF", ALL_AREAS)),
)


def _of_areas(published: pd.DataFrame) -> pd.DataFrame:
    """The rows of whole boards and of Scotland, without those of single hospitals."""
    return published[published["area_code"] == published["location"]]


def _reconcile(*frames: pd.DataFrame) -> list[str]:
    areas = _of_areas(frames[0])
    emergencies = areas[areas["admission_type"] == EMERGENCY]
    every = pd.MultiIndex.from_product(
        [frames[0]["quarter"].dropna().unique(), [board.code for board in health_boards()]],
        names=["quarter", "area_code"],
    )
    there = pd.MultiIndex.from_frame(emergencies[every.names])
    broken = told("no emergency stays", pd.Series(~every.isin(there), index=every))
    by = ["quarter", "admission_type"]
    of_scotland = ALL_AREAS.of(areas)
    for figure in FIGURES.values():
        scotland = areas[of_scotland].groupby(by)[figure].sum()
        off = scotland.sub(areas[~of_scotland].groupby(by)[figure].sum(), fill_value=0).abs()
        allowed = off.index.get_level_values("admission_type").map(
            lambda kind: 0 if kind == EMERGENCY else OFF_BY
        )
        broken += told(f"{figure}: Scotland is not the sum of its areas", off > allowed)
    return broken


def _tidy(*frames: pd.DataFrame) -> pd.DataFrame:
    kept = parts(_of_areas(frames[0]), (ALL_AREAS, ALL_STAYS, ALL_INPATIENTS))
    kept = kept.assign(
        area_code=kept["area_code"].replace(OUTSIDE_BOARDS),
        admission_type=kept["admission_type"].map(TYPES).astype("str"),
        status=kept["provisional"].map({"": "published", "p": "provisional"}).astype("str"),
    )
    return kept.groupby([*BY, "status"], as_index=False)[list(FIGURES.values())].sum()


TABLE = Table(
    key="inpatient_stays",
    inputs=((BY_TREATMENT,),),
    reconciliation=(
        "exact for emergency stays and their days, whose boards and other places of treatment add"
        f" up to Scotland; within {OFF_BY} for other types, as published"
    ),
    reconcile=_reconcile,
    tidy=_tidy,
    contract=pa.DataFrameSchema(
        {
            "quarter": pa.Column("datetime64[us]"),
            "area_code": area_code(health_boards, OTHER),
            "admission_type": pa.Column("str", pa.Check.isin(list(TYPES.values()))),
            "stays": pa.Column("int64", pa.Check.ge(0), coerce=True),
            "length_of_stay": pa.Column("int64", pa.Check.ge(0), coerce=True),
            "status": pa.Column("str", pa.Check.isin(["published", "provisional"])),
        },
        unique=BY,
        strict="filter",
        ordered=True,
    ),
    period="quarter",
)
