"""What is held, as tables: every measure once for each basis, every source with its age."""

import datetime

import pytest

from hsci_analysis.measures.catalogue import MEASURES
from hsci_analysis.narrative.data_held import freshness_table, measures_table
from hsci_analysis.sources import register


def test_every_measure_is_listed_on_each_basis() -> None:
    table = measures_table()
    assert [row[0] for row in table.rows] == [
        measure.key for measure in MEASURES.values() for _ in measure.figures
    ]
    rows = {(row[0], row[4]): dict(zip(table.columns, row, strict=True)) for row in table.rows}
    delayed = rows["delayed_discharge_bed_days", "area of residence"]
    assert (delayed["Better"], delayed["Source"]) == ("lower", "Public Health Scotland")
    assert (delayed["Areas"], delayed["Periods"]) == ("partnerships", "2016-07 to 2025-08")
    occupancy = rows["bed_occupancy", "board of treatment"]
    assert (occupancy["Unit"], occupancy["Released"]) == ("% of staffed beds", "2025-10-07")


@pytest.mark.parametrize(
    ("key", "since"),
    [
        ("delayed_discharges_by_council_area", "14 months"),
        ("hospital_beds", "7 quarters"),
        ("weekly_emergency_department_waits", "75 weeks"),
        ("population_estimates", "2 years"),
        ("benchmarking_framework_indicators", "5 years"),
        ("population_projections", "0 years"),
        ("geography_codes", "does not age"),
    ],
)
def test_age_is_told_in_periods_that_have_ended_since(key: str, since: str) -> None:
    table = freshness_table(datetime.date(2026, 11, 23))
    assert [row[0] for row in table.rows] == list(register())
    row = dict(zip(table.columns, next(row for row in table.rows if row[0] == key), strict=True))
    assert row["Since then"] == since


def test_a_period_that_ends_today_has_not_ended() -> None:
    def since(today: datetime.date) -> str:
        return next(row[3] for row in freshness_table(today).rows if row[0] == "hospital_beds")

    assert since(datetime.date(2025, 3, 31)) == "0 quarters"
    assert since(datetime.date(2025, 4, 1)) == "1 quarter"


def test_what_rests_on_a_source_is_told() -> None:
    rows = {row[0]: row for row in freshness_table(datetime.date(2026, 11, 23)).rows}
    delayed = rows["delayed_discharges_by_council_area"]
    assert delayed[4:] == (
        "delayed_discharge_bed_days",
        "community_capacity, national_overview, patient_flow",
    )
    assert rows["hospital_beds"][4] == "available_staffed_beds, occupied_beds, bed_occupancy"
    assert rows["geography_codes"][4:] == ("none", "none")
