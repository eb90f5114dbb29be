"""The tables in data/snapshot/: their grids, and figures known from elsewhere."""

import pytest

from hsci_analysis.areas import council_areas, health_boards, partnerships
from hsci_analysis.sources import source
from hsci_analysis.tables import read_table
from hsci_analysis.tables.contracts import broken_promises
from hsci_analysis.tables.snapshot import TABLES


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_a_table_keeps_its_contract_and_is_as_registered(table) -> None:  # type: ignore[no-untyped-def]
    rows = read_table(table.key)
    assert broken_promises(table.contract, rows) == []
    assert list(rows.columns) == list(table.contract.columns)
    assert len(rows) == source(table.key).rows
    assert table.reconciliation
    assert rows.equals(rows.sort_values(list(table.contract.unique), ignore_index=True))


@pytest.mark.parametrize(
    ("key", "codes"),
    [
        ("delayed_discharges_by_council_area", {*(c.code for c in council_areas()), "other"}),
        ("delayed_discharges_by_health_board", {board.code for board in health_boards()}),
    ],
)
def test_delayed_discharges_hold_parts_only(key: str, codes: set[str]) -> None:
    delays = read_table(key)
    assert set(delays["area_code"]) == codes
    assert len(delays) == 110 * len(codes) * 2 * 4
    assert set(delays["age_group"]) == {"18-74", "75+"}
    # Scotland as published; summing a column with its totals would give eight times as much.
    october = delays[delays["month"] == "2024-10-01"]
    assert october["bed_days"].sum() == 62_914


def test_sites_under_two_names_are_added() -> None:
    """New Victoria and Victoria Infirmary share a code from 2009 to 2015."""
    attendances = read_table("accident_and_emergency_attendances")
    assert len(attendances) == 17_844 - 74
    assert not attendances.duplicated(["month", "site"]).any()
    assert attendances["health_board"].nunique() == 14


def test_weekly_admissions_are_a_whole_grid() -> None:
    admissions = read_table("weekly_admissions_by_partnership")
    assert len(admissions) == 31 * 182 * 5 * 2
    assert admissions["admissions"].min() == 5
    emergency = admissions[admissions["admission_type"] == "emergency"]
    by_week = emergency.groupby("week_ending")["admissions"].sum()
    assert by_week.mean() == pytest.approx(10_835, abs=1)


def test_population_of_scotland() -> None:
    """As published after the census of 2022: 5,392,100 in 2018 (to the nearest hundred)."""
    people = read_table("population_estimates")
    assert len(people) == 43 * 31 * 2 * 91
    assert round(people.loc[people["year"] == 2018, "people"].sum(), -2) == 5_392_100


def test_geography_in_force_is_the_reference() -> None:
    codes = read_table("geography_codes")
    in_force = codes[codes["in_force"]]
    assert len(in_force) == 32
    assert set(in_force["partnership_code"]) == {each.code for each in partnerships()}
    stirling = in_force[in_force["partnership_code"] == "S37000005"]
    assert set(stirling["council_area_code"]) == {"S12000005", "S12000030"}
    assert codes.loc[~codes["in_force"], "health_board_archived"].notna().all()


def test_a_frame_is_the_reader_s_own() -> None:
    codes = read_table("geography_codes")
    codes["in_force"] = False
    assert read_table("geography_codes")["in_force"].any()


def test_types() -> None:
    admissions = read_table("weekly_admissions_by_partnership")
    assert admissions.dtypes.astype("str").to_dict() == {
        "week_ending": "datetime64[us]",
        "area_code": "str",
        "deprivation_quintile": "int64",
        "admission_type": "str",
        "admissions": "Int64",
        "status": "str",
        "mean_2018_2019": "float64",
    }
