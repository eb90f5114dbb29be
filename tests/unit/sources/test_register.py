"""The register of sources: what people wrote, and what imports measured."""

from datetime import date
from pathlib import Path

import pytest

from hsci_analysis.errors import SourceError, UnknownNameError
from hsci_analysis.sources import register, releases, source
from hsci_analysis.sources.register import Measured, updated_register
from hsci_analysis.tables.not_held import NOT_HELD

ENTRY = """\
# What people wrote stays as they wrote it.
[people]
title = 'People'   # by age
publisher = "National Records of Scotland"
portal_dataset = "population-estimates"
portal_dataset_id = "7f010430"
licence = "Open Government Licence v3.0"
attribution = "Contains public sector information."
basis = "area of residence"
one_row = "one area in one year"
released = 2025-01-29

[[people.inputs]]
file = "population/people.csv"
portal_resource_id = "c3a393ce"
release = "2025"
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HSCI_DATA", str(tmp_path))
    (tmp_path / "sources.toml").write_text(ENTRY, encoding="utf-8")
    return tmp_path


def test_every_committed_entry_says_whence_and_under_which_licence() -> None:
    for key, entry in register().items():
        assert entry.key == key
        assert all([entry.publisher, entry.licence, entry.attribution, entry.one_row])
        assert entry.basis in {"area of residence", "board of treatment", "none"}
        if not entry.held:
            assert entry.released == date.max
            assert (entry.rows, entry.table_sha256) == (0, "")
            continue
        assert entry.rows > 0
        assert len(entry.table_sha256) == 64
        assert all(len(each.sha256) == 64 and each.release for each in entry.inputs)


def test_what_is_not_held_says_how_it_is_to_be_had() -> None:
    with pytest.raises(SourceError, match="run: hsci data fetch localities"):
        source("localities")
    assert releases("localities") == ()
    not_held = [entry for entry in register().values() if not entry.held]
    assert [entry.key for entry in not_held if not entry.portal_resource_id] == [
        "imported_indicators",
        "own_series",
    ]
    assert {table.key for table in NOT_HELD} == {
        entry.key for entry in not_held if entry.portal_resource_id
    }


def test_bases_of_delayed_discharges_differ() -> None:
    by_council_area = source("delayed_discharges_by_council_area")
    by_health_board = source("delayed_discharges_by_health_board")
    assert by_council_area.basis == "area of residence"
    assert by_health_board.basis == "board of treatment"


def test_an_unknown_table_offers_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="population_estimates"):
        source("population_estimate")


def test_an_entry_before_its_first_import(data: Path) -> None:
    entry = source("people")
    assert (entry.file, entry.portal_resource_id, entry.release) == (
        "population/people.csv",
        "c3a393ce",
        "2025",
    )
    assert (entry.rows, entry.first_period, entry.table_sha256, entry.input_sha256) == (
        0,
        "",
        "",
        "",
    )


def test_an_update_changes_measured_fields_and_no_others(data: Path) -> None:
    measured = Measured(7, "1981", "2023", "a" * 64, ("b" * 64,))
    updated = updated_register({"people": measured})
    added = set(updated.splitlines()) - set(ENTRY.splitlines())
    assert added == {
        "rows = 7",
        'first_period = "1981"',
        'last_period = "2023"',
        f'table_sha256 = "{"a" * 64}"',
        f'sha256 = "{"b" * 64}"',
    }
    assert set(ENTRY.splitlines()) <= set(updated.splitlines())
    (data / "sources.toml").write_text(updated, encoding="utf-8")
    assert updated_register({"people": measured}) == updated


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[people", "Expected ']'"),
        (ENTRY.replace("licence", "license"), "license"),
        (ENTRY.replace("title = 'People'   # by age\n", ""), "title"),
        (ENTRY[: ENTRY.index("[[people")], "inputs"),
        (ENTRY.replace("[[people.inputs]]", "[people.inputs]"), "'people' names no input"),
    ],
    ids=["not TOML", "unknown field", "missing field", "no inputs", "one input, not a list"],
)
def test_a_register_that_cannot_be_read(data: Path, text: str, told: str) -> None:
    (data / "sources.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match="cannot be read as the register of sources") as refused:
        register()
    assert told in str(refused.value)


def test_no_register(data: Path) -> None:
    (data / "sources.toml").unlink()
    with pytest.raises(SourceError, match=r"no register of sources at .*; restore it from git"):
        register()
