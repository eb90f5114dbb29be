"""Published indicators by council area: every area found by name, nothing projected, each guard."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from hsci_analysis.areas import SCOTLAND, council_areas, partnerships
from hsci_analysis.sources import source
from hsci_analysis.tables import (
    benchmarking_framework,
    community_planning_profile,
    population_by_council_area,
    read_table,
)
from hsci_analysis.tables.snapshot import import_table
from hsci_analysis.tables.table import Table

TABLES = (
    benchmarking_framework.TABLE,
    community_planning_profile.TABLE,
    population_by_council_area.TABLE,
)
EVERY_AREA = {area.code for area in council_areas()} | {SCOTLAND.code}


def _imported(folder: Path, table: Table, change: Callable[[str], str]) -> tuple[str, ...]:
    """The promises broken by a changed copy of a table's published file."""
    entry = source(table.key)
    published = folder / "shared" / entry.file
    copy = folder / "changed" / entry.file
    copy.parent.mkdir(parents=True)
    for each in entry.inputs[1:]:
        (folder / "changed" / each.file).symlink_to(folder / "shared" / each.file)
    copy.write_text(change(published.read_text(encoding="utf-8")), encoding="utf-8")
    return import_table(table, folder / "changed", source(table.key)).broken


@pytest.fixture
def folder(tmp_path: Path, published_figures: Path) -> Path:
    (tmp_path / "shared").symlink_to(published_figures)
    return tmp_path


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_the_snapshot_is_what_the_published_file_gives(
    table: Table, published_figures: Path
) -> None:
    imported = import_table(table, published_figures, source(table.key))
    assert imported.broken == ()
    held = read_table(table.key)
    pd.testing.assert_frame_equal(imported.rows, held, check_dtype=False)


def test_every_area_has_every_figure_in_every_year_it_is_published() -> None:
    held = read_table("benchmarking_framework_indicators")
    areas = held.groupby(["figure", "year"])["area_code"].agg(set)
    assert all(each == EVERY_AREA for each in areas)
    years = held.groupby("figure")["year"].agg(["min", "max", "nunique"])
    assert dict(years.loc["NI-14"]) == {"min": "2010/11", "max": "2020/21", "nunique": 11}
    assert dict(years.loc["NI-2"]) == {"min": "2013/14", "max": "2019/20", "nunique": 4}


def test_figures_as_printed_in_the_framework() -> None:
    held = read_table("benchmarking_framework_indicators").set_index(
        ["figure", "year", "area_code"]
    )["value"]
    assert held["NI-2", "2019/20", "S12000026"] == pytest.approx(81.1, abs=0.05)
    assert held["NI-3", "2017/18", SCOTLAND.code] == pytest.approx(75.6, abs=0.05)
    assert held["NI-14", "2018/19", SCOTLAND.code] == pytest.approx(103.0, abs=0.05)
    assert held["NI-17", "2020/21", "S12000013"] == pytest.approx(81.5, abs=0.05)
    assert held["NI-19", "2018/19", SCOTLAND.code] == pytest.approx(792.66, abs=0.005)


def test_what_is_only_projected_is_not_kept() -> None:
    held = read_table("emergency_admission_rate_65_and_over")
    assert held["year"].max() == "2021/22"
    rate = held.set_index(["year", "area_code"])["admissions_per_100_000"]
    assert rate["2015/16", "S12000033"] == pytest.approx(25_562, abs=0.5)


def test_council_areas_add_up_to_partnerships() -> None:
    held = read_table("population_by_council_area").set_index(["year", "area_code", "age_group"])
    by_age = read_table("population_estimates")
    older = by_age[by_age["age"] >= 75].groupby(["year", "area_code"])["people"].sum()
    for partnership in partnerships():
        parts = sum(held.loc[(2022, area, "75+"), "people"] for area in partnership.council_areas)
        assert parts == older[2022, partnership.code]


@pytest.mark.parametrize(
    ("table", "change", "told"),
    [
        (
            benchmarking_framework.TABLE,
            lambda text: text.replace("Eilean Siar,2019-20,SW6", "Elsewhere,2019-20,SW6"),
            "the name of one of the council areas or Scotland (found 'Elsewhere')",
        ),
        (
            benchmarking_framework.TABLE,
            lambda text: text.replace("Fife,2019-20,SW6", "Fife,2019-21,SW6"),
            "a financial year such as 2019/20",
        ),
        (
            benchmarking_framework.TABLE,
            lambda text: text.replace("117.383048506819", "n/a"),
            "column 'Value': 1 row is not a number",
        ),
        (
            benchmarking_framework.TABLE,
            lambda text: (
                "\n".join(
                    line for line in text.splitlines() if not line.startswith("Fife,2019-20,SW6")
                )
                + "\n"
            ),
            "rows are missing: 1 of 14 indicators, 1 of 11 years, 1 of 33 areas",
        ),
        (
            benchmarking_framework.TABLE,
            lambda text: text.replace("Scotland,2018-19,SW8", "Scotland,2018-19,SW9"),
            "one of 'SW1'",
        ),
        (
            community_planning_profile.TABLE,
            lambda text: text.replace(
                "Emergency Admissions,Raw data,2020/21,", "Other,Raw,2020/21,"
            ),
            "one of 'Raw data', 'Projected'",
        ),
    ],
)
def test_a_file_that_breaks_a_promise_is_refused(
    folder: Path, table: Table, change: Callable[[str], str], told: str
) -> None:
    assert any(told in promise for promise in _imported(folder, table, change))


def test_a_rate_of_scotland_outside_its_areas_is_refused(folder: Path) -> None:
    frame, _ = _published(folder, benchmarking_framework.TABLE)
    scotland = (frame["area_code"] == SCOTLAND.code) & (frame["published_figure"] == "SW7")
    changed = frame.assign(
        value=frame["value"].mask(scotland, 99.9),
    )
    told = benchmarking_framework.TABLE.reconcile(changed)
    assert any("Scotland is not between the lowest and the highest area" in line for line in told)


def test_people_who_do_not_add_up_to_scotland_are_refused(folder: Path) -> None:
    frame, _ = _published(folder, benchmarking_framework.TABLE)
    fife = (frame["area_code"] == "S12000047") & (
        frame["published_figure"] == "MYE Population (75+)"
    )
    changed = frame.assign(value=frame["value"].mask(fife, 1.0))
    told = benchmarking_framework.TABLE.reconcile(changed)
    assert any("not the sum of its areas" in line for line in told)


def _published(folder: Path, table: Table) -> tuple[pd.DataFrame, list[str]]:
    rows = pd.read_csv(
        folder / "shared" / source(table.key).file, dtype="str", keep_default_na=False
    )
    return table.inputs[0][0].read(rows)
