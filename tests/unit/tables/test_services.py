"""Beds, stays, waits, discharges and social care: what the real files give, and each guard."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from hsci_analysis.errors import ParametersError
from hsci_analysis.periods import Quarter
from hsci_analysis.sources import source
from hsci_analysis.tables import (
    accident_and_emergency_discharges,
    accident_and_emergency_waits,
    hospital_beds,
    inpatient_stays,
    population_estimates,
    read_table,
    social_care,
    weekly_admissions_by_age_and_sex,
)
from hsci_analysis.tables.columns import quarters_begin
from hsci_analysis.tables.snapshot import import_table
from hsci_analysis.tables.table import Table

STAYS = inpatient_stays.TABLE
BEDS = hospital_beds.TABLE
DISCHARGES = accident_and_emergency_discharges.TABLE
WAITS = accident_and_emergency_waits.MONTHLY
WEEKLY = accident_and_emergency_waits.WEEKLY
CARE = social_care.CARE_AT_HOME
CLIENTS = social_care.EMERGENCY_CARE_OF_CLIENTS
PROJECTIONS = population_estimates.PROJECTIONS
BY_BOARD = weekly_admissions_by_age_and_sex.BY_HEALTH_BOARD
KEPT = {
    "inpatient": ("Quarter", ("2021Q3", "2021Q4", "2022Q1", "2022Q2", "2022Q3")),
    "2016Q4_2017Q3": ("Quarter", ("2017Q2", "2017Q3")),
    "destination": ("date", ("2023-03-01", "2023-04-01", "2023-05-01")),
    "hospital_200707": ("date", ("2023-03-31", "2023-04-30", "2023-05-31")),
    "monthly_ae_activity": ("Month", ("202303", "202304", "202305")),
    "weekly_ae": ("WeekEndingDate", ("20250601", "20250608", "20250615")),
    "pop_proj": ("Year", ("2018", "2019")),
    "hb_agesex": ("WeekEnding", ("20230409", "20230416", "20230423")),
}
"""A few periods of the long files, so that each test is quick."""

Change = Callable[[pd.DataFrame], pd.DataFrame]


@cache
def _published(path: Path) -> pd.DataFrame:
    whole = pd.read_csv(path, dtype="str", keep_default_na=False)
    for name, (column, periods) in KEPT.items():
        if name in path.name:
            whole = whole[whole[column].isin(periods)]
    return whole


def imported(
    table: Table, published: Path, folder: Path, changed: str = "", change: Change | None = None
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The rows of a table, or its broken promises, when that file of it is changed."""
    entry = replace(source(table.key), rows=0, first_period="", last_period="")
    for each in entry.inputs:
        frame = _published(published / each.file)
        if change is not None and changed in each.file:
            before = frame
            frame = change(frame.copy())
            assert not frame.equals(before), "the change changes nothing"
        path = folder / each.file
        path.parent.mkdir(parents=True, exist_ok=True)
        frame.to_csv(path, index=False)
    made = import_table(table, folder, entry)
    return made.rows, made.broken


def put(column: str, to: str, **where: str) -> Change:
    """Put that text in the first row that matches."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        match = pd.Series(data=True, index=frame.index)
        for name, value in where.items():
            match &= frame[name] == value
        frame.loc[frame.index[match][0], column] = to
        return frame

    return change


def without(**where: str) -> Change:
    """Leave the rows that match out."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        match = pd.Series(data=True, index=frame.index)
        for name, value in where.items():
            match &= frame[name] == value
        return frame[~match]

    return change


SCOTLAND_EMERGENCY = {"Location": "S92000003", "AdmissionType": "Emergency Inpatients"}
FIFE = {"HB": "S08000029", "Location": "S08000029"}
ADMITTED = {"HB": "S08000029", "AdmissionType": "Emergency"}
SITE = {"TreatmentLocation": "A111H"}
CARE_OF_FIFE = {"Time Period": "Financial Quarter", "Location": "Fife"}


@pytest.mark.parametrize(
    "table",
    [STAYS, BEDS, DISCHARGES, WAITS, WEEKLY, CARE, CLIENTS, PROJECTIONS, BY_BOARD],
    ids=lambda table: table.key,
)
def test_a_few_periods_of_the_real_files_are_taken(
    table: Table, published_figures: Path, tmp_path: Path
) -> None:
    """The positive control of the tests below."""
    rows, broken = imported(table, published_figures, tmp_path)
    assert broken == ()
    key = list(table.contract.unique)
    held = read_table(table.key)
    both = rows[key].merge(held, on=key, how="left", validate="one_to_one")
    pd.testing.assert_frame_equal(
        rows, both[rows.columns.tolist()], check_dtype=False, check_names=False
    )


@pytest.mark.parametrize(
    ("table", "file", "change", "told"),
    [
        (STAYS, "", put("Quarter", "2022Q5"), "not a quarter such as 2017Q3"),
        (STAYS, "", put("HB", "S08999999"), "(found 'S08999999')"),
        (STAYS, "", put("AdmissionType", "Planned"), "(found 'Planned')"),
        (STAYS, "", put("QuarterQF", "x"), "column 'QuarterQF'"),
        (STAYS, "", put("Stays", "-1"), "column 'Stays': 1 row is not 0 or more"),
        (STAYS, "", put("HBQF", "d", HB="S08000015"), "flagged 'd' (derived) in HBQF"),
        (
            STAYS,
            "",
            put("AverageLengthOfStay", "1.5", **SCOTLAND_EMERGENCY),
            "stays that last AverageLengthOfStay",
        ),
        (
            STAYS,
            "",
            put("Stays", "1", **FIFE, AdmissionType="Emergency Inpatients"),
            "stays: Scotland is not the sum of its areas: 1 of 5 quarters, 1 of 7 admission types",
        ),
        (
            STAYS,
            "",
            without(**FIFE, AdmissionType="Emergency Inpatients", Quarter="2022Q1"),
            "no emergency stays: 1 of 5 quarters",
        ),
        (STAYS, "", without(Quarter="2022Q1"), "rows are missing: 1 of 5 quarters"),
        (
            BY_BOARD,
            "",
            put("NumberAdmissions", "19000", **ADMITTED, AgeGroup="65 - 74", Sex="All"),
            "All ages of an area, week and type is not within what its parts allow: 1 of 3 weeks",
        ),
        (
            BY_BOARD,
            "",
            put("NumberAdmissions", "19000", **ADMITTED, AgeGroup="All ages", Sex="Female"),
            "the sexes are more than both together: 1 of 3 weeks, 1 of 14 areas",
        ),
        (
            BY_BOARD,
            "",
            put("Sex", "Male", **ADMITTED, AgeGroup="65 - 74"),
            "not of all ages or of both sexes",
        ),
        (BY_BOARD, "", put("NumberAdmissions", "4"), "not a count of 5 or more"),
        (
            BY_BOARD,
            "",
            put("AgeGroupQF", "", AgeGroup="All ages"),
            "not flagged 'd' (derived) in AgeGroupQF",
        ),
        (BY_BOARD, "", put("HB", "S08999999"), "(found 'S08999999')"),
        (
            BEDS,
            "2016Q4_2017Q3",
            put("AllStaffedBeddays", "1", SpecialtyName="All Acute"),
            "1 row is not staffed bed days over the days of the quarter",
        ),
        (BEDS, "2019Q2", put("date", "2019-05-01"), "not the first day of a quarter"),
        (
            BEDS,
            "2019Q4",
            put("Average Occupied Beds", "10", Quarter="2022Q1", HB="S08000029"),
            "two editions differ by more than 2 beds: 1 of ",
        ),
        (
            BEDS,
            "2016Q4_2017Q3",
            without(SpecialtyName="All Acute", HB="S08000029"),
            "no edition has beds: 2 of 31 quarters, 1 of 15 areas",
        ),
        (
            DISCHARGES,
            "destination",
            put("attendances", "40000", hospital_code="A111H"),
            "more discharges than attendances: 1 of ",
        ),
        (DISCHARGES, "destination", put("age", "65plus"), "(found '65plus')"),
        (DISCHARGES, "destination", put("admission", "Died"), "(found 'Died')"),
        (
            DISCHARGES,
            "destination",
            without(date="2023-04-01", admission="Other"),
            "rows are missing: 1 of 3 months, 1 of 5 destinations",
        ),
        (
            DISCHARGES,
            "destination",
            put("hospital_code", "A000H"),
            "sites without a board: 'A000H'",
        ),
        (
            WAITS,
            "",
            put("NumberOver8HoursEpisode", "9000", **SITE),
            "1 row is not those within and over four hours together",
        ),
        (
            WAITS,
            "",
            put("NumberOver12HoursEpisodeQF", "z", **SITE),
            "1 row is not empty exactly where flagged 'z'",
        ),
        (WAITS, "", put("NumberOver12HoursEpisode", "few", **SITE), "a whole number, or empty"),
        (WAITS, "", without(HBT="S08000025", Month="202304"), "rows are missing: 1 of 3 months"),
        (
            WEEKLY,
            "",
            put("NumberWithin4HoursEpisode", "0", **SITE, AttendanceCategory="All"),
            "within_4_hours: the total 'All' is not the sum of its parts: 1 of 3 weeks",
        ),
        (WEEKLY, "", put("WeekEndingDate", "20250602"), "not a Sunday"),
        (WEEKLY, "", without(HBT="S08000025", WeekEndingDate="20250608"), "rows are missing"),
        (CARE, "", put("Location", "Elsewhere"), "(found 'Elsewhere')"),
        (
            CARE,
            "",
            put("Financial Quarter", "Jan-Apr 2018", **CARE_OF_FIFE),
            "1 row is not of a quarter such as Jan-Mar 2018",
        ),
        (
            CARE,
            "",
            put("Value", "3411", **CARE_OF_FIFE, Measure="Number of People"),
            "rounded to 5",
        ),
        (
            CARE,
            "",
            put("Value", "9000", **CARE_OF_FIFE, Measure="Number of People"),
            "All Ages is not the sum of its parts within rounding: 1 of 25 quarters",
        ),
        (
            CARE,
            "",
            put("Value", "9000", **CARE_OF_FIFE, Measure="Number of People"),
            "Scotland is not the sum of its parts within rounding: 1 of 25 quarters",
        ),
        (
            CARE,
            "",
            without(**{"Financial Quarter": "Jul-Sep 2020"}),
            "rows are missing: 1 of 25 quarters",
        ),
        (
            CLIENTS,
            "homecare",
            without(sending_location="Fife", financial_quarter="2019/20 Q1"),
            "Scotland is not the sum of its parts within rounding: 1 of 13 quarters",
        ),
        (CLIENTS, "care_home", put("financial_quarter", "2019/20 Q5"), "such as 2017/18 Q4"),
        (
            PROJECTIONS,
            "",
            put("Age30", "1", HSCP="S37000016", Sex="Female"),
            "1 row is not the sum of their ages in AllAges",
        ),
    ],
)
def test_a_file_that_breaks_a_promise_is_refused(
    table: Table,
    file: str,
    change: Change,
    told: str,
    published_figures: Path,
    tmp_path: Path,
) -> None:
    _, broken = imported(table, published_figures, tmp_path, file, change)
    assert sum(told in promise for promise in broken) >= 1, broken


def test_stays_as_published() -> None:
    """Scotland's emergency stays of April to June, before and in the pandemic."""
    stays = read_table(STAYS.key)
    emergency = stays[stays["admission_type"] == "emergency"].set_index("quarter")
    assert emergency.loc["2020-04-01", "stays"].sum() == 97_244
    assert emergency.loc["2019-04-01", "stays"].sum() == 130_122
    provisional = stays.loc[stays["status"] == "provisional", "quarter"].unique()
    assert list(provisional) == [pd.Timestamp("2022-07-01")]
    assert set(stays["area_code"]) > {"other"}
    assert not stays["area_code"].str.startswith("S92").any()


def test_the_newest_edition_in_full_wins() -> None:
    beds = read_table(BEDS.key).set_index(["area_code", "quarter"])
    fife = beds.loc["S08000029", "occupied_beds"]
    assert fife["2024-04-01"] % 1 != 0  # the re-shaped edition, not the one in whole beds
    assert fife["2024-07-01"] % 1 == 0  # no other reaches
    scotland = beds.loc["S92000003"]
    assert len(scotland) == 33
    assert 100 * scotland["occupied_beds"]["2020-04-01"] / scotland["available_staffed_beds"][
        "2020-04-01"
    ] == pytest.approx(61.6, abs=0.05)
    of_boards = beds.index.get_level_values("area_code") != "S92000003"
    boards = beds.loc[of_boards, "available_staffed_beds"].groupby("quarter").sum()
    assert (scotland["available_staffed_beds"] > boards).all()


def test_attendances_ending_in_admission_as_published() -> None:
    discharges = read_table(DISCHARGES.key)
    february = discharges[discharges["month"] == "2025-02-01"]
    assert february["admitted"].sum() == 27_628
    everyone = february[["admitted", "home", "other", "transferred", "unknown"]].sum(axis="columns")
    assert (everyone == february["attendances"]).all()


def test_long_waits_as_published() -> None:
    waits = read_table(WAITS.key)
    assert waits.loc[waits["month"] == "2023-05-01", "over_12_hours"].sum() == 3_716


def test_one_site_that_comes_twice_in_a_week_is_added() -> None:
    """G405H in the week that two sites became one."""
    weekly = read_table(WEEKLY.key)
    assert not weekly.duplicated(["week_ending", "health_board"]).any()
    assert weekly["week_ending"].nunique() == 539


def test_what_was_not_submitted_is_no_zero() -> None:
    care = read_table(CARE.key).set_index(["quarter", "area_code", "figure", "age_group"])
    first = pd.Timestamp("2018-01-01")
    glasgow, moray = "S12000049", "S12000020"
    assert care.loc[(first, glasgow, "people", "all ages"), "value"] == 6_665
    assert care.loc[(first, glasgow, "people", "85+"), "status"] == "not submitted"
    assert care.loc[(first, moray, "hours", "all ages"), "status"] == "not submitted"
    assert care.loc[(first, moray, "people", "all ages"), "value"] == 1_320


def test_councils_that_sent_nothing_about_care_homes() -> None:
    clients = read_table(CLIENTS.key)
    absent = clients[
        (clients["status"] == "not submitted")
        & (clients["setting"] == "care home")
        & (clients["age_group"] == "all ages")
        & (clients["quarter"] == "2021-01-01")
    ]
    western_isles, aberdeen_city, east_lothian = "S12000013", "S12000033", "S12000010"
    assert set(absent["area_code"]) == {western_isles, aberdeen_city, east_lothian}
    orkney = clients[
        (clients["area_code"] == "S12000023")
        & (clients["setting"] == "care home")
        & (clients["age_group"] == "all ages")
        & (clients["quarter"] == "2020-01-01")
    ].set_index("figure")["value"]
    assert orkney.to_dict() == {
        "attendances": 0,
        "emergency admissions": 0,
        "emergency bed days": 25,
    }


def test_projections_start_from_the_older_estimates() -> None:
    people = read_table(PROJECTIONS.key)
    assert len(people) == 26 * 31 * 2 * 91
    assert people.loc[people["year"] == 2018, "people"].sum() == 5_438_100


@pytest.mark.parametrize("text", ["2017Q3", "Jul-Sep", "Sep-Jul 2017", "Jul-Sep 17th", ""])
def test_what_is_no_quarter_is_left_empty(text: str) -> None:
    with pytest.raises(ParametersError):
        social_care.quarter_of_months(text)
    assert quarters_begin(pd.Series([text]), social_care.quarter_of_months).isna().all()


def test_quarters_in_words() -> None:
    assert social_care.quarter_of_months("Jan-Mar 2018") == Quarter(2018, 1)
    days = quarters_begin(pd.Series(["2017/18 Q4", "2018/19 Q1"]), Quarter.parse_financial)
    assert list(days) == [pd.Timestamp("2018-01-01"), pd.Timestamp("2018-04-01")]
