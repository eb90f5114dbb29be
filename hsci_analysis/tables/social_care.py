"""Care at home, and emergency care of people with care at home or in care homes, by council area.

All figures are rounded to 5, so ages and councils add up to their totals only within rounding;
all ages together are kept beside the ages, for the sum of rounded ages is another number. Not
every council submitted every quarter: it is left out or published as zeros throughout. Either is
*not submitted* here, and empty.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pandera.pandas as pa

from hsci_analysis.areas import SCOTLAND, council_areas
from hsci_analysis.errors import ParametersError
from hsci_analysis.periods import Quarter
from hsci_analysis.tables.columns import (
    Column,
    amount,
    one_of,
    quarter,
    quarters_begin,
    text,
)
from hsci_analysis.tables.contracts import PublishedFile, area_code, rows
from hsci_analysis.tables.named_areas import council_area_named
from hsci_analysis.tables.reconciliation import told
from hsci_analysis.tables.table import Table

ROUNDED_TO = 5
ALL_AGES = "all ages"
AGE_GROUPS = {
    "All Ages": ALL_AGES,
    "0-17 years": "0-17",
    "18-64 years": "18-64",
    "65-74 years": "65-74",
    "75-84 years": "75-84",
    "85+ years": "85+",
    "Unknown": "unknown",
}
QUARTERS = ("Jan-Mar", "Apr-Jun", "Jul-Sep", "Oct-Dec")
QUARTERLY = "Financial Quarter"
RATE = "Rate per 1,000 People"
CARE = {"Number of People": "people", "Number of Hours": "hours"}
EMERGENCY_CARE = {
    "A&E Attendances": "attendances",
    "Emergency Admissions": "emergency admissions",
    "Emergency Admissions Bed Days": "emergency bed days",
}
SETTINGS = ("care at home", "care home")
MOST = 100_000_000


def _value(published: str) -> Column:
    return amount(published, "value", at_most=MOST, because="Scotland has fewer hours and days")


def quarter_of_months(written: str) -> Quarter:
    """Read ``Jan-Mar 2018``."""
    months, _, year = written.partition(" ")
    if months not in QUARTERS or not year.isdecimal():
        raise ParametersError(f"{written!r} is no quarter such as 'Jan-Mar 2018'")
    return Quarter(int(year), QUARTERS.index(months) + 1)


CARE_AT_HOME_FILE = PublishedFile(
    columns=(
        one_of("Time Period", "frequency", QUARTERLY, "Financial Year", "Census Week"),
        text("Financial Quarter", "period"),
        council_area_named("Location", "Scotland (Estimated)"),
        one_of("Age Group", "age_group", *AGE_GROUPS),
        one_of("Measure", "figure", *CARE, RATE),
        _value("Value"),
    ),
    key=("frequency", "period", "area_code", "age_group", "figure"),
    rows=(
        rows(
            lambda frame: (
                (frame["frequency"] != QUARTERLY)
                | quarters_begin(frame["period"], quarter_of_months).notna()
            ),
            "of a quarter such as Jan-Mar 2018",
        ),
    ),
)


def _emergency_care_file(value: str, *others: str) -> PublishedFile:
    return PublishedFile(
        columns=(
            quarter("financial_quarter", "quarter", Quarter.parse_financial, "2017/18 Q4"),
            council_area_named("sending_location", "Scotland (All Areas Submitted)"),
            one_of("age_group", "age_group", *AGE_GROUPS),
            one_of("measure", "figure", *EMERGENCY_CARE),
            _value(value),
            *map(text, others),
        ),
        key=("quarter", "area_code", "age_group", "figure"),
        grid=("quarter", "age_group", "figure"),
    )


def _care_at_home(*frames: pd.DataFrame) -> pd.DataFrame:
    (published,) = frames
    kept = published[(published["frequency"] == QUARTERLY) & (published["figure"] != RATE)]
    return kept.assign(
        quarter=quarters_begin(kept["period"], quarter_of_months), figure=kept["figure"].map(CARE)
    )


def _emergency_care(*frames: pd.DataFrame) -> pd.DataFrame:
    both = pd.concat(
        frame.assign(setting=setting) for frame, setting in zip(frames, SETTINGS, strict=True)
    )
    return both.assign(figure=both["figure"].map(EMERGENCY_CARE))


def _submitted(counts: pd.DataFrame, together: Sequence[str]) -> pd.Series:
    """Which rows are of figures submitted ``together``: all ages, and the ages apart from them."""
    groups = [*together, counts["age_group"] == "All Ages"]
    return counts.groupby(groups)["value"].transform("sum") > 0


def _broken(counts: pd.DataFrame, together: Sequence[str], by: Sequence[str]) -> list[str]:
    quarters = pd.date_range(counts["quarter"].min(), counts["quarter"].max(), freq="QS")
    missing = ~quarters.isin(counts["quarter"])
    councils = counts[counts["area_code"] != SCOTLAND.code]
    apart = councils[_submitted(councils, together)]
    return [
        *told("rows are missing", pd.Series(missing, index=quarters.rename("quarter"))),
        *told("not rounded to 5", counts.set_index("quarter")["value"] % ROUNDED_TO != 0),
        *_beyond_rounding("All Ages", apart, apart["age_group"] == "All Ages", by),
        *_beyond_rounding(
            "Scotland",
            counts,
            counts["area_code"] == SCOTLAND.code,
            [*(name for name in by if name != "area_code"), "age_group"],
        ),
    ]


def _beyond_rounding(
    what: str, counts: pd.DataFrame, is_total: pd.Series, by: Sequence[str]
) -> list[str]:
    """A line if a total is further from the sum of its parts than rounding each can make it."""
    totals = counts[is_total].groupby(list(by))["value"].sum()
    parts = counts[~is_total].groupby(list(by))["value"].agg(["sum", "size"])
    allowed = (parts["size"] + 1) * ROUNDED_TO / 2
    off = totals.reindex(parts.index).sub(parts["sum"]).abs()
    return told(f"{what} is not the sum of its parts within rounding", ~(off <= allowed))


def _whole(counts: pd.DataFrame, together: Sequence[str], key: Sequence[str]) -> pd.DataFrame:
    """Every council area and age in every quarter; what was not submitted is empty, never zero."""
    submitted = counts[_submitted(counts, together)]
    submitted = submitted.assign(age_group=submitted["age_group"].map(AGE_GROUPS))
    levels = {name: sorted(submitted[name].unique()) for name in key}
    levels["area_code"] = [area.code for area in council_areas()]
    every = pd.MultiIndex.from_product(list(levels.values()), names=list(levels))
    whole = submitted.set_index(list(key))[["value"]].reindex(every).reset_index()
    known = whole["value"].notna()
    status = known.map({True: "published", False: "not submitted"}).astype("str")
    return whole.assign(status=status)


def _contract(key: Sequence[str], **allowed: Sequence[str]) -> pa.DataFrameSchema:
    columns = {
        "quarter": pa.Column("datetime64[us]"),
        "area_code": area_code(council_areas),
        **{name: pa.Column("str", pa.Check.isin(values)) for name, values in allowed.items()},
        "age_group": pa.Column("str", pa.Check.isin(list(AGE_GROUPS.values()))),
        "value": pa.Column("Int64", pa.Check.ge(0), nullable=True),
        "status": pa.Column("str", pa.Check.isin(["published", "not submitted"])),
    }
    return pa.DataFrameSchema(
        columns,
        checks=rows(
            lambda table: table["value"].isna() == (table["status"] == "not submitted"),
            "empty exactly where not submitted",
        ),
        unique=list(key),
        strict="filter",
        ordered=True,
    )


RECONCILIATION = "within rounding to 5: ages to all ages, and councils to Scotland"
OF_CARE = ("quarter", "area_code", "figure")
OF_EMERGENCY_CARE = ("quarter", "area_code", "setting", "figure")
SUBMITTED_TOGETHER = ("quarter", "area_code", "setting")

CARE_AT_HOME = Table(
    key="care_at_home",
    inputs=((CARE_AT_HOME_FILE,),),
    reconciliation=RECONCILIATION,
    reconcile=lambda *frames: _broken(_care_at_home(*frames), OF_CARE, OF_CARE),
    tidy=lambda *frames: _whole(_care_at_home(*frames), OF_CARE, (*OF_CARE, "age_group")),
    contract=_contract((*OF_CARE, "age_group"), figure=list(CARE.values())),
    period="quarter",
)
EMERGENCY_CARE_OF_CLIENTS = Table(
    key="emergency_care_of_social_care_clients",
    inputs=(
        (_emergency_care_file("numerator", "rate", "scotland_rate"),),
        (_emergency_care_file("value", "scotland_value", "rate", "scotland_rate"),),
    ),
    reconciliation=RECONCILIATION,
    reconcile=lambda *frames: _broken(
        _emergency_care(*frames), SUBMITTED_TOGETHER, OF_EMERGENCY_CARE
    ),
    tidy=lambda *frames: _whole(
        _emergency_care(*frames), SUBMITTED_TOGETHER, (*OF_EMERGENCY_CARE, "age_group")
    ),
    contract=_contract(
        (*OF_EMERGENCY_CARE, "age_group"),
        setting=SETTINGS,
        figure=list(EMERGENCY_CARE.values()),
    ),
    period="quarter",
)
