"""``hsci records``: made-up records in, tidy rows out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from hsci_analysis import errors
from hsci_analysis.cli import commands
from hsci_analysis.indicators.derived import DERIVED_COLUMNS

ASKED = ("--from", "2022-04", "--to", "2024-03", "--extracted", "2025-06-30")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "extract"
    result = hsci("generate", "--episodes", "20000", "--seed", "3", "--to", str(folder))
    assert result.exit_code == 0
    assert len(result.output.splitlines()) == 4
    return folder


def hsci(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["records", *arguments])


def derive(made: Path, out: Path, *more: str) -> Result:
    inputs = ("episodes", "attendances", "deaths", "populations")
    files = [text for key in inputs for text in (f"--{key}", str(made / f"{key}.parquet"))]
    return hsci("derive", *files, *ASKED, "--out", str(out), *more)


def test_a_partnership_of_made_up_records(made: Path, tmp_path: Path) -> None:
    result = derive(made, tmp_path / "out.csv", "--partnership", "Glasgow City")
    assert result.exit_code == 0, result.exception
    assert "episodes: 20,000 rows read, synthetic" in result.output
    assert result.output.endswith("out.csv\n")
    rows = pd.read_csv(tmp_path / "out.csv", dtype={"locality": "str"}, keep_default_na=False)
    assert list(rows.columns) == list(DERIVED_COLUMNS)
    assert set(rows["area"]) == {"Glasgow City"}
    assert rows["source"].str.startswith("SYNTHETIC").all()
    assert set(rows["release"]) == {"extracted on 2025-06-30"}
    assert "Glasgow City North" in set(rows["locality"])
    assert (rows["status"] == "computed").any()


def test_csv_and_parquet_have_the_same_rows_each_time(made: Path, tmp_path: Path) -> None:
    for name in ("out.csv", "again.csv", "out.parquet"):
        assert derive(made, tmp_path / name, "--partnership", "fife").exit_code == 0
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "again.csv").read_bytes()
    parquet = pd.read_parquet(tmp_path / "out.parquet")
    csv = pd.read_csv(
        tmp_path / "out.csv",
        dtype=DERIVED_COLUMNS,
        keep_default_na=False,
        na_values={name: [""] for name, kind in DERIVED_COLUMNS.items() if kind == "float64"},
    )
    pd.testing.assert_frame_equal(parquet, csv)
    assert pq.read_metadata(tmp_path / "out.parquet").metadata[b"hsci_analysis"] == b"synthetic"


def test_whose_records_they_are_must_be_said(made: Path, tmp_path: Path) -> None:
    for more in ((), ("--all", "--partnership", "Fife")):
        result = derive(made, tmp_path / "out.csv", *more)
        assert result.exit_code == 2
        assert "say whose records they are" in result.output


def test_months_after_the_extract_are_refused(made: Path, tmp_path: Path) -> None:
    result = derive(made, tmp_path / "out.csv", "--all", "--extracted", "2024-03-31")
    assert isinstance(result.exception, errors.ParametersError)
    assert "not complete to March 2024" in str(result.exception)


def test_another_kind_of_file_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    result = hsci("derive", *ASKED, "--out", str(tmp_path / "out.xlsx"), "--all")
    assert isinstance(result.exception, errors.ParametersError)
    assert "out.xlsx is neither .csv nor .parquet" in str(result.exception)
