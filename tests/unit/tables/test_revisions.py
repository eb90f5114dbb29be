"""What was revised between two releases of a table."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from hsci_analysis.cli import commands
from hsci_analysis.errors import UnknownNameError
from hsci_analysis.sources import source
from hsci_analysis.sources.releases import forget, table_file, written
from hsci_analysis.tables import read_table
from hsci_analysis.tables.accident_and_emergency import ACTIVITY, TABLE
from hsci_analysis.tables.delayed_discharges import BY_HEALTH_BOARD
from hsci_analysis.tables.revisions import revised_between, revisions, tell_revisions
from hsci_analysis.tables.snapshot import Imported, import_table, write_table
from tests.unit.tables.as_published import Workbench

KEY = ["year", "area"]


def release_of(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame(columns).astype({"people": "Int64"})


BEFORE = release_of(
    year=[2021, 2022, 2022, 2022, 2022],
    area=["a", "a", "b", "c", "d"],
    people=[100, 100, 0, None, None],
    status=["published", "published", "published", "suppressed", "suppressed"],
)


def test_nothing_is_revised_in_the_same_release() -> None:
    assert revisions(BEFORE, BEFORE, KEY).empty


def test_each_figure_that_differs_is_a_row() -> None:
    after = release_of(
        year=[2022, 2022, 2022, 2022, 2023],
        area=["a", "b", "c", "d", "a"],
        people=[105, 1, 7, None, 9],
        status=["published", "published", "published", "suppressed", "published"],
    )
    revised = revisions(BEFORE, after, KEY)
    assert revised.drop(columns="per_cent").to_dict("list") == {
        "year": [2022, 2022, 2022, 2022],
        "area": ["a", "b", "c", "c"],
        "figure": ["people", "people", "people", "status"],
        "old": [100, 0, None, "suppressed"],
        "new": [105, 1, 7, "published"],
        "large": [False, True, False, False],
    }
    assert revised["per_cent"].fillna(-1).to_list() == [5, -1, -1, -1]


@pytest.mark.parametrize(("new", "large"), [(94, True), (95, False), (105, False), (106, True)])
def test_large_is_more_than_five_per_cent(new: int, large: bool) -> None:
    after = BEFORE.assign(people=BEFORE["people"].replace({100: new}).astype("Int64"))
    assert revisions(BEFORE, after, KEY)["large"].tolist() == [large, large]


def test_a_row_that_comes_twice_is_an_error() -> None:
    with pytest.raises(pd.errors.MergeError):
        revisions(BEFORE, pd.concat([BEFORE, BEFORE]), KEY)


def test_two_editions_of_attendances(published_figures: Path) -> None:
    """That of May 2023 counts fewer from November 2020 on; before, all but one cell is the same."""
    entry = source(TABLE.key)
    activity = entry.inputs[1]
    first = replace(entry, inputs=(activity, activity), rows=0, first_period="", last_period="")
    then = import_table(replace(TABLE, inputs=((ACTIVITY,), (ACTIVITY,))), published_figures, first)
    assert then.broken == ()
    revised = revisions(then.rows, read_table(TABLE.key), list(TABLE.contract.unique))
    assert (revised["month"] < "2020-11-01").sum() == 1
    since = revised[revised["month"] >= "2020-11-01"]
    assert len(since) == 1655
    assert since["new"].sum() > 1.01 * since["old"].sum()


@pytest.fixture
def two_releases(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> str:
    """A table with one figure revised in a release of 2026; its key."""
    monkeypatch.delenv("HSCI_STORE")
    rows = read_table(BY_HEALTH_BOARD.key)
    rows.loc[0, "bed_days"] *= 2
    path = workbench.data.parent / "table.parquet"
    measured = write_table(BY_HEALTH_BOARD, Imported(rows, (), ()), path)
    committed, now = source(BY_HEALTH_BOARD.key), datetime(2026, 8, 4, tzinfo=UTC)
    new = replace(
        committed,
        inputs=tuple(replace(each, last_modified=now) for each in committed.inputs),
        released=now.date(),
        fetched=now,
        table_sha256=measured.table_sha256,
    )
    table_file(new).parent.mkdir(parents=True)
    path.rename(table_file(new))
    table_file(new).with_name("release.toml").write_text(written(new))
    forget()
    return new.key


def test_a_summary_names_both_releases(two_releases: str) -> None:
    said = tell_revisions(revised_between(two_releases, "2025-10", "2026"))
    first, rows, revised, reason, _, figure = said.splitlines()
    assert first.startswith(f"{two_releases}: 2025-10-09-")
    assert " to 2026-08-04-" in first
    assert rows == "  rows new: 0; rows gone: 0"
    assert revised == "  figures revised in the others: 1; by more than 5 %: 1"
    assert reason == "  likely reason, late records: 1"
    assert "+100.0" in figure


@pytest.mark.parametrize("name", ["20", "2024"])
def test_a_name_of_several_releases_or_of_none(two_releases: str, name: str) -> None:
    with pytest.raises(UnknownNameError, match="no release of delayed_discharges") as refused:
        revised_between(two_releases, name, "2026")
    assert "2025-10-09-" in str(refused.value)
    assert "2026-08-04-" in str(refused.value)


def test_the_command() -> None:
    arguments = ["data", "diff", "population_estimates", "2025-01-29", "2025"]
    told = CliRunner().invoke(commands, arguments, catch_exceptions=False)
    assert told.exit_code == 0
    assert "figures revised in the others: 0;" in told.output
