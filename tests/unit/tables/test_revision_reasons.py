"""The likely reason of a revision: each rule trips where it should, in its order."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from hsci_analysis.sources import Source, source
from hsci_analysis.tables.revision_reasons import LikelyReason, likely_reasons
from hsci_analysis.tables.revisions import revisions

KEY = ["month", "area_code"]
DELAYS = "delayed_discharges_by_council_area"
MONTHS = pd.date_range("2016-07-01", "2023-06-01", freq="MS").as_unit("us")


def release(key: str = DELAYS, day: date = date(2023, 8, 1)) -> Source:
    return replace(
        source(key) if key != "imported_indicators" else source(DELAYS), key=key, released=day
    )


def table(**changes: float) -> pd.DataFrame:
    """Two areas by month; changes by month, of the second."""
    rows = pd.MultiIndex.from_product([MONTHS, ["S12000026", "S12000047"]], names=KEY)
    frame = pd.DataFrame({"bed_days": 100}, index=rows).reset_index()
    for month, value in changes.items():
        since = frame["month"] == pd.Timestamp(month.strip("m").replace("_", "-"))
        frame.loc[since & (frame["area_code"] == "S12000047"), "bed_days"] = value
    return frame


def reasons(after: pd.DataFrame, later: date = date(2024, 8, 1)) -> dict[str, str]:
    before = table()
    revised = revisions(before, after, KEY)
    found = likely_reasons(revised, before[KEY], KEY, "month", release(), release(day=later))
    return dict(zip(revised["month"].dt.strftime("%Y-%m"), found, strict=True))


def test_recent_months_are_late_records() -> None:
    assert reasons(table(m2023_05_01=101, m2021_06_01=99)) == {
        "2021-06": LikelyReason.LATE_RECORDS,
        "2023-05": LikelyReason.LATE_RECORDS,
    }


def test_an_old_month_alone_is_not_known() -> None:
    assert reasons(table(m2021_05_01=101)) == {"2021-05": LikelyReason.UNKNOWN}


def test_every_month_since_an_old_one_is_a_break() -> None:
    since = [month for month in MONTHS if month >= pd.Timestamp("2020-11-01")]
    whole = {f"m{month:%Y_%m_%d}": 97 for month in since}
    assert set(reasons(table(**whole)).values()) == {LikelyReason.DEFINITION}
    gap = {month: value for month, value in whole.items() if month != "m2021_03_01"}
    assert set(reasons(table(**gap)).values()) == {
        LikelyReason.UNKNOWN,
        LikelyReason.LATE_RECORDS,
    }


def test_a_code_that_came_into_force_between_the_releases() -> None:
    """Fife's came on 2 February 2018."""
    before = table()
    revised = revisions(before, table(m2017_01_01=7), KEY)
    then, since = release(day=date(2018, 1, 1)), release(day=date(2018, 3, 1))
    found = likely_reasons(revised, before[KEY], KEY, "month", then, since)
    assert found.to_list() == [LikelyReason.CODE_CHANGE]
    later = likely_reasons(revised, before[KEY], KEY, "month", since, release())
    assert later.to_list() == [LikelyReason.UNKNOWN]


def test_population_estimates_are_re_based() -> None:
    rows = pd.DataFrame({"year": [2020, 2021], "area_code": "S12000026", "people": [10, 11]})
    revised = revisions(rows, rows.assign(people=[9, 12]), ["year", "area_code"])
    found = likely_reasons(
        revised,
        rows[["year", "area_code"]],
        ["year", "area_code"],
        "year",
        release("population_by_council_area"),
        release("population_by_council_area"),
    )
    assert set(found) == {LikelyReason.RE_BASED}


@pytest.mark.parametrize(
    ("numerator", "reason"), [(18_061, LikelyReason.RE_BASED), (18_062, LikelyReason.LATE_RECORDS)]
)
def test_a_rate_on_another_denominator_is_re_based(numerator: int, reason: LikelyReason) -> None:
    """NI-19 of the Scottish Borders in 2022/23: the same days among more people."""
    key = ["indicator", "period", "area_code"]
    then = pd.DataFrame(
        {
            "indicator": "NI-19",
            "period": "2022/23",
            "area_code": "S37000025",
            "value": [1364.4],
            "numerator": [18_061.0],
            "denominator": [13_237.0],
        }
    )
    now = then.assign(value=1252.3, denominator=14_422.0, numerator=float(numerator))
    revised = revisions(then, now, key)
    both = release("imported_indicators"), release("imported_indicators")
    found = likely_reasons(revised, then[key], key, "period", *both)
    assert set(found) == {reason}


def test_a_table_without_periods_has_no_reasons_but_codes() -> None:
    rows = pd.DataFrame({"site": ["a", "b"], "name": ["x", "y"]})
    revised = revisions(rows, rows.assign(name=["x", "z"]), ["site"])
    found = likely_reasons(revised, rows[["site"]], ["site"], None, release(), release())
    assert found.to_list() == [LikelyReason.UNKNOWN]


def test_nothing_revised_has_no_reasons() -> None:
    assert reasons(table()) == {}
