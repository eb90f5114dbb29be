"""Adult social care indicators of the Local Government Benchmarking Framework.

Several are national integration indicators under another number. Scotland is published beside the
council areas, of which its rates are no sum, so it is kept.
"""

from __future__ import annotations

from dataclasses import replace

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
from hsci_analysis.tables.reconciliation import told
from hsci_analysis.tables.table import Table

PEOPLE_75_AND_OVER = "people aged 75 and over"
FIGURES = {
    "SW4b": "NI-7",
    "SW4c": "NI-2",
    "SW4d": "NI-3",
    "SW4e": "NI-8",
    "SW6": "NI-14",
    "SW7": "NI-17",
    "SW8": "NI-19",
    "MYE Population (75+)": PEOPLE_75_AND_OVER,
}
ORDER = (
    *("SW1", "SW1-Real", "SW2", "SW3a", "SW4b", "SW4c", "SW4d", "SW4e"),
    *("SW5", "SW5-Real", "SW6", "SW7", "SW8", "MYE Population (75+)"),
)
"""Every indicator of the file, in its order; those not in ``FIGURES`` are checked, not kept."""
SURVEYED = ("SW4b", "SW4c", "SW4d", "SW4e")
"""Of the health and care experience survey, which asks every second year."""
SINCE = dict.fromkeys(SURVEYED, 2013) | {"SW7": 2011, "SW8": 2013, "MYE Population (75+)": 2013}
FIRST = 2010
HUNDREDTHS = dict.fromkeys(("SW2", "SW3a", *SURVEYED, "SW7"), 100.0)
MOST = HUNDREDTHS | {"SW6": 1_000.0, "SW8": 366_000.0, "MYE Population (75+)": 1_000_000.0}
"""A percentage, all of 1,000 discharges, all days of 1,000 people, more than Scotland has."""
KEY = ("year", "area_code", "published_figure")
BY = ["year", "figure"]


def _figure(frame: pd.DataFrame) -> pd.Series:
    return frame["published_figure"].map(FIGURES)


def _place(figures: pd.Series) -> pd.Series:
    """The last two indicators come side by side, year by year."""
    places = {figure: float(min(place, len(ORDER) - 2)) for place, figure in enumerate(ORDER)}
    return figures.map(places)


FRAMEWORK = PublishedFile(
    columns=(
        council_area_named("Local Authority"),
        financial_year("Year"),
        replace(one_of("Indicator2", "published_figure", *ORDER), rank=_place),
        text("Title"),
        decimal("Value", "value", at_least=0),
        text("Domain"),
        text("One is high"),
        text("Family group (People)"),
    ),
    key=KEY,
    order=("published_figure", "year"),
    rows=(
        rows(
            lambda frame: ~(frame["value"] > frame["published_figure"].map(MOST)),
            "at most what their indicator allows in Value (percentages, 100)",
        ),
        rows(
            lambda frame: (frame["value"] != 0) | _figure(frame).isna(),
            "above 0 in Value, as all figures we keep are",
        ),
        rows(
            lambda frame: (frame["value"] % 1 == 0) | (_figure(frame) != PEOPLE_75_AND_OVER),
            "whole people in Value",
        ),
    ),
)


def _tidy(*frames: pd.DataFrame) -> pd.DataFrame:
    (published,) = frames
    kept = published[published["published_figure"].isin(list(FIGURES))]
    return kept.assign(figure=_figure(kept).astype("str"), year=kept["year"].astype("str"))


def every_row(years_there_are: pd.Series) -> pd.MultiIndex:
    """Every indicator, in every year it is published for up to the last, of every area."""
    years = every_financial_year(years_there_are)
    areas = [*(area.code for area in council_areas()), SCOTLAND.code]
    return pd.MultiIndex.from_tuples(
        [
            (figure, year, area)
            for figure in ORDER
            for year in years
            for area in areas
            if int(year[:4]) >= SINCE.get(figure, FIRST)
            and (figure not in SURVEYED or (int(year[:4]) - SINCE[figure]) % 2 == 0)
        ],
        names=("published_figure", "year", "area_code"),
    )


def _reconcile(*frames: pd.DataFrame) -> list[str]:
    (published,) = frames
    kept = _tidy(published)
    people = kept[kept["figure"] == PEOPLE_75_AND_OVER]
    is_scotland = people["area_code"] == SCOTLAND.code
    total = people[is_scotland].set_index("year")["value"]
    parts = people[~is_scotland].groupby("year")["value"].sum()
    return [
        *rows_missing(published, every_row(published["year"])),
        *told(
            "column 'Value': the people of Scotland are not the sum of its areas",
            total.sub(parts, fill_value=0) != 0,
        ),
        *scotland_outside("Value", kept[kept["figure"] != PEOPLE_75_AND_OVER], BY),
    ]


TABLE = Table(
    key="benchmarking_framework_indicators",
    inputs=((FRAMEWORK,),),
    reconciliation=(
        "exact for people, who add up to Scotland; Scotland's rates lie between its areas'"
    ),
    reconcile=_reconcile,
    tidy=_tidy,
    contract=pa.DataFrameSchema(
        {
            "year": pa.Column("str", pa.Check.str_matches(r"^\d{4}/\d{2}$")),
            "area_code": area_code(council_areas, SCOTLAND.code),
            "figure": pa.Column("str", pa.Check.isin(list(FIGURES.values()))),
            "value": pa.Column("float64", pa.Check.ge(0)),
        },
        unique=["year", "area_code", "figure"],
        strict="filter",
        ordered=True,
    ),
    period="year",
)
