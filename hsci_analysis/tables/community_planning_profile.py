"""Emergency admissions of people aged 65 and over, of the Community Planning Outcomes Profile.

The profile carries its series on into years without figures; those rows, marked ``Projected``, are
no figures and are dropped.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from hsci_analysis.areas import SCOTLAND, council_areas
from hsci_analysis.tables.columns import decimal, one_of, text
from hsci_analysis.tables.contracts import PublishedFile, area_code, rows, rows_missing
from hsci_analysis.tables.named_areas import (
    council_area_named,
    every_financial_year,
    financial_year,
    scotland_outside,
)
from hsci_analysis.tables.table import Table

ADMISSIONS = "Emergency Admissions"
INDICATORS = ("Unplanned Hospital Attendances", ADMISSIONS)
PUBLISHED = "Raw data"
PROJECTED = "Projected"
ONE_A_PERSON = 100_000


def _after_the_published(frame: pd.DataFrame) -> pd.Series:
    projected = frame["type"] == PROJECTED
    last = frame.loc[~projected, "year"].max()
    after: pd.Series = ~projected | ((frame["indicator"] == ADMISSIONS) & (frame["year"] > last))
    return after


PROFILE = PublishedFile(
    columns=(
        council_area_named("CPP"),
        one_of("Indicator", "indicator", *INDICATORS),
        one_of("Type", "type", PUBLISHED, PROJECTED),
        financial_year("Year"),
        decimal("value", "value"),
        text("IndicatorFullName"),
        text("FG"),
    ),
    key=("indicator", "year", "area_code"),
    order=("indicator", "year", "area_code"),
    rows=(
        rows(
            lambda frame: ~((frame["value"] <= 0) | (frame["value"] > ONE_A_PERSON)),
            f"above 0 and at most {ONE_A_PERSON:,} in value (one for each person)",
        ),
        rows(
            _after_the_published,
            f"figures where Type says so: {PROJECTED!r} are admissions after the last year of"
            f" {PUBLISHED!r}",
        ),
    ),
)


def _tidy(*frames: pd.DataFrame) -> pd.DataFrame:
    (published,) = frames
    kept = published[(published["indicator"] == ADMISSIONS) & (published["type"] == PUBLISHED)]
    return kept.assign(year=kept["year"].astype("str"), admissions_per_100_000=kept["value"])


def _every(rows: pd.DataFrame, indicators: tuple[str, ...]) -> pd.MultiIndex:
    areas = next(each for each in PROFILE.columns if each.name == "area_code")
    return pd.MultiIndex.from_product(
        [indicators, every_financial_year(rows["year"]), areas.every(rows["area_code"])],
        names=("indicator", "year", "area_code"),
    )


def _reconcile(*frames: pd.DataFrame) -> list[str]:
    (rows_of_file,) = frames
    projected = rows_of_file["type"] == PROJECTED
    published, after = rows_of_file[~projected], rows_of_file[projected]
    return [
        *rows_missing(published, _every(published, INDICATORS)),
        *rows_missing(after, _every(after, (ADMISSIONS,))),
        *scotland_outside("value", _tidy(rows_of_file), ["year"]),
    ]


TABLE = Table(
    key="emergency_admission_rate_65_and_over",
    inputs=((PROFILE,),),
    reconciliation="Scotland's rate lies between those of its areas",
    reconcile=_reconcile,
    tidy=_tidy,
    contract=pa.DataFrameSchema(
        {
            "year": pa.Column("str", pa.Check.str_matches(r"^\d{4}/\d{2}$")),
            "area_code": area_code(council_areas, SCOTLAND.code),
            "admissions_per_100_000": pa.Column("float64", pa.Check.ge(0)),
        },
        unique=["year", "area_code"],
        strict="filter",
        ordered=True,
    ),
    period="year",
)
