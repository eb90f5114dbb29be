"""The private database: bounded, silent, and gone afterwards."""

from pathlib import Path

import pytest

from hsci_analysis.errors import RunError
from hsci_analysis.records.database import private_database, text


def test_it_is_bounded_silent_and_reaches_for_nothing() -> None:
    with private_database(memory="100MB", threads=1) as database:
        settings = dict(database.rows("SELECT name, value FROM duckdb_settings()", "asking"))
        assert settings["memory_limit"] == "95.3 MiB"
        assert settings["threads"] == "1"
        assert settings["enable_progress_bar"] == "false"
        assert settings["autoinstall_known_extensions"] == "false"
        assert settings["autoload_known_extensions"] == "false"
        assert Path(settings["temp_directory"]).parent == database.folder


def test_its_folder_goes_with_it_whatever_happens() -> None:
    seen: list[Path] = []

    def fail() -> None:
        with private_database() as database:
            seen.append(database.folder)
            (database.folder / "spilled").write_text("records")
            assert database.folder.stat().st_mode & 0o077 == 0
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert not seen[0].exists()


def test_a_failure_says_what_was_done_and_not_what_was_read() -> None:
    with private_database() as database, pytest.raises(RunError) as raised:
        database.rows(f"SELECT CAST({text('secret')} AS DATE)", "reading the deaths")
    assert str(raised.value).startswith("reading the deaths: DuckDB stopped with Conversion")
    assert "secret" not in str(raised.value)
    assert raised.value.__context__ is None
