"""Counts of records as rows of the tidy table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hsci_analysis.areas import Partnership, find_partnership, partnerships
from hsci_analysis.indicators.derived import DERIVED_COLUMNS, PRINTED, tidy_derived
from hsci_analysis.indicators.values import TIDY_COLUMNS
from hsci_analysis.measures.disclosure import DisclosurePolicy
from hsci_analysis.periods import Month
from hsci_analysis.records.counts import Counts
from hsci_analysis.records.derivations import DERIVATIONS
from tests.records_by_hand import DECLARED, count, populations

FORTH = find_partnership("clackmannanshire-and-stirling")
POLICY = DisclosurePolicy()
EXTRACTED = "extracted on 2024-06-30"


def stays(number: int, council_area: str, locality: str | None, readmitted: int = 0) -> list[dict]:
    """So many people with a stay each, some of whom come back a week later."""
    home = {"council_area": council_area, "locality": locality, "discharge_type": 10}
    person = f"{council_area}{locality}"
    return [
        {"person": f"{person}{n}", "admission_date": first, "discharge_date": last, **home}
        for n in range(number)
        for first, last in [
            ("2023-05-01", "2023-05-03"),
            *([("2023-05-10", "2023-05-11")] * (n < readmitted)),
        ]
    ]


def forth(folder: Path) -> Counts:
    old = {"admission_date": "2001-01-01", "discharge_date": "2001-01-01", "person": "old"}
    there = {"council_area": "S12000030", "locality": None}
    rows = {
        "episodes": [
            *stays(20, "S12000005", "Clackmannanshire", readmitted=12),
            *stays(30, "S12000030", "Rural", readmitted=10),
            {**old, **there},
        ],
        "deaths": [{"person": "old", "date_of_death": "2001-02-01", **there}],
        "attendances": [{"attendance_date": "2001-01-01", **there}],
        "populations": [
            *populations("S12000005", ["Clackmannanshire"]),
            *populations("S12000030", ["Rural"]),
        ],
    }
    return count(folder, rows, [FORTH])


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Counts:
    return forth(tmp_path_factory.mktemp("forth"))


@pytest.fixture(scope="module")
def rows(counts: Counts) -> pd.DataFrame:
    return tidy_derived(counts, EXTRACTED, POLICY)


def row(rows: pd.DataFrame, indicator: str, period: str, locality: str = "") -> pd.Series:
    found = rows[(rows["indicator"] == indicator) & (rows["period"] == period)]
    return found[found["locality"] == locality].iloc[0]


def test_the_columns_are_those_of_the_indicators_and_the_locality(rows: pd.DataFrame) -> None:
    assert list(rows.columns) == [*TIDY_COLUMNS, "locality"] == list(DERIVED_COLUMNS)
    assert set(rows["release"]) == {EXTRACTED}


def test_two_council_areas_are_added_up_before_they_are_divided(rows: pd.DataFrame) -> None:
    whole = row(rows, "NI-14", "2023/24")
    parts = [row(rows, "NI-14", "2023/24", name) for name in ("Clackmannanshire", "Rural")]
    assert (whole["area_code"], whole["area"]) == (FORTH.code, "Clackmannanshire and Stirling")
    assert [part["numerator"] for part in parts] == [12, 10]
    assert (whole["numerator"], whole["denominator"]) == (22, 72)
    assert whole["value"] == pytest.approx(1000 * 22 / 72)
    assert whole["value"] != pytest.approx(np.mean([part["value"] for part in parts]))


def test_limits_are_those_of_the_indicator(rows: pd.DataFrame) -> None:
    for indicator, period in (("NI-12", "2023/24"), ("NI-14", "2023/24")):
        found = row(rows, indicator, period)
        assert found["lower"] < found["value"] < found["upper"]
    assert np.isnan(row(rows, "NI-13", "2023/24")["lower"])
    without = [key for key, each in PRINTED.items() if each.limits is None]
    assert rows.loc[rows["indicator"].isin(without), "lower"].isna().all()
    limited = rows.dropna(subset="lower")
    assert (limited["lower"] <= limited["value"]).all()
    assert (limited["value"] <= limited["upper"]).all()


def test_rates_go_by_the_estimate_of_their_own_year(counts: Counts) -> None:
    older = counts.frame.assign(copied_forward=True)
    provisional = tidy_derived(replace(counts, frame=older), EXTRACTED, POLICY)
    assert row(provisional, "NI-12", "2023/24")["status"] == "provisional"
    assert row(provisional, "NI-14", "2023/24")["status"] == "computed"
    assert row(tidy_derived(counts, EXTRACTED, POLICY), "NI-12", "2023/24")["status"] == "computed"


def test_without_an_estimate_there_is_no_rate(counts: Counts) -> None:
    rate = counts.frame["divided_by"].str.startswith("aged")
    frame = counts.frame.assign(denominator=counts.frame["denominator"].mask(rate))
    found = row(tidy_derived(replace(counts, frame=frame), EXTRACTED, POLICY), "NI-12", "2023/24")
    assert np.isnan(found["value"])
    assert (found["status"], found["reason"].split(":")[0]) == ("missing", "incomplete")


def test_nobody_to_divide_by_is_told(rows: pd.DataFrame) -> None:
    found = row(rows, "NI-15", "2023/24")
    assert (found["status"], found["reason"].split(":")[0]) == (
        "not applicable",
        "nobody to divide by",
    )


def test_none_is_a_figure(rows: pd.DataFrame) -> None:
    found = row(rows, "NI-12", "2022/23")
    assert (found["value"], found["numerator"], found["status"]) == (0, 0, "computed")


def test_small_numbers_are_withheld_unless_the_owner_says_otherwise(tmp_path: Path) -> None:
    rows = {
        "episodes": [*stays(5, "S12000047", "Levenmouth"), *stays(30, "S12000047", "Glenrothes")]
    }
    counts = count(tmp_path, rows, inputs=["episodes"])
    found = row(tidy_derived(counts, EXTRACTED, POLICY), "MSG-1a", "2023/24", "Levenmouth")
    assert found[["value", "lower", "upper", "numerator", "denominator"]].isna().all()
    assert found["status"] == "suppressed"
    assert found["reason"].startswith("suppressed: ")
    everything = tidy_derived(counts, EXTRACTED, None)
    assert row(everything, "MSG-1a", "2023/24", "Levenmouth")["value"] == 5
    assert everything["source"].str.startswith("NOT DISCLOSURE CONTROLLED").all()


def test_an_input_that_is_not_there_is_named(tmp_path: Path) -> None:
    only = replace(DECLARED, none_occurred=(), settings={})
    counts = count(
        tmp_path, {"episodes": stays(3, "S12000047", None)}, inputs=["episodes"], declared=only
    )
    rows = tidy_derived(counts, EXTRACTED, POLICY)
    missing = rows[rows["reason"].str.startswith("not derivable")]
    said = dict(zip(missing["indicator"], missing["reason"], strict=True))
    assert said["NI-12"] == (
        "not derivable: there are no populations, no SMR01E records, no SMR04 records"
    )
    assert said["NI-14"] == "not derivable: there are no deaths"
    assert said["MSG-3"] == "not derivable: there are no attendances"
    assert said["MSG-2c"] == "not derivable: there are no SMR04 records"
    assert "no locations of any care home" in said["NI-15"]
    assert set(missing["period"]) == {"2022/23", "2023/24", "2023 (calendar year)"}
    assert set(missing["status"]) == {"missing"}
    derived = {"MSG-1a", "MSG-2a"}
    assert set(rows["indicator"]) - set(said) == derived


def test_every_indicator_that_is_counted_is_printed() -> None:
    assert {key for each in DERIVATIONS for key in each.indicators} == set(PRINTED)


def scotland(folder: Path, covered: tuple[Partnership, ...]) -> Counts:
    rows = [
        {
            "person": f"{council}{n}",
            "admission_date": "2023-05-01",
            "discharge_date": "2023-05-03",
            "council_area": council,
            "locality": "One",
        }
        for each in partnerships()
        for council in each.council_areas
        for n in range(10)
    ]
    return count(folder, {"episodes": rows}, covered, ["episodes"])


def test_scotland_is_everybody_once_and_given_only_where_everybody_is_asked_for(
    tmp_path: Path,
) -> None:
    everywhere = tidy_derived(scotland(tmp_path, partnerships()), EXTRACTED, POLICY)
    found = everywhere[(everywhere["indicator"] == "MSG-1a") & (everywhere["period"] == "2023/24")]
    by_area = found[found["locality"] == ""].set_index("area_code")["value"]
    assert by_area["S92000003"] == 320
    assert by_area.drop("S92000003").sum() == 320
    assert by_area[FORTH.code] == 20
    one_less = tidy_derived(scotland(tmp_path, partnerships()[1:]), EXTRACTED, POLICY)
    assert "S92000003" not in set(one_less["area_code"])
    assert partnerships()[0].code not in set(one_less["area_code"])


def test_where_there_is_no_whole_year_months_say_what_is_missing(tmp_path: Path) -> None:
    months = Month(2023, 5), Month(2023, 6)
    rows = {"episodes": stays(20, "S12000047", "Levenmouth")}
    counts = count(tmp_path, rows, inputs=["episodes"], months=months)
    found = tidy_derived(counts, EXTRACTED, POLICY)
    assert set(found["period"]) == {"2023-05", "2023-06"}
