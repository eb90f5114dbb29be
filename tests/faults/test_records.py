"""Whatever goes wrong with records, nobody in them is told, and nothing is left behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from hsci_analysis import errors
from hsci_analysis.areas import find_partnership
from hsci_analysis.cli import commands
from hsci_analysis.records import synthetic
from hsci_analysis.records.counts import derive_counts
from tests.records_by_hand import DECLARED, HOME, MONTHS, write

SECRET = "QXZJ"
"""In every text of every person of these extracts, and nowhere else."""

STAYS = [
    {
        "person": f"{SECRET}{number:06d}",
        "admission_date": f"2023-0{5 + number % 2}-{1 + number % 20:02d}",
        "discharge_date": f"2023-0{5 + number % 2}-{9 + number % 20:02d}",
        "location": f"{SECRET}H",
    }
    for number in range(40)
]
DEATHS = [
    {"person": f"{SECRET}{number:06d}", "date_of_death": f"2023-0{5 + number % 2}-30"}
    for number in range(9)
]
PEOPLE = [{"year": 2022, **HOME, "age": age, "people": 1000} for age in range(91)]


@pytest.fixture(autouse=True)
def private_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary files go; nothing may be left there."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield place
    assert list(place.iterdir()) == []


@pytest.fixture
def extract(tmp_path: Path) -> dict[str, Path]:
    folder = tmp_path / "extract"
    return {
        "episodes": write(folder, "episodes", STAYS),
        "deaths": write(folder, "deaths", DEATHS),
        "populations": write(folder, "populations", PEOPLE),
    }


def derive(files: Mapping[str, Path], out: Path, *more: str) -> Result:
    given = [text for key, path in files.items() for text in (f"--{key}", str(path))]
    asked = ["--from", "2023-05", "--to", "2023-06", "--extracted", "2023-08-31"]
    if "--partnership" not in more:
        more = (*more, "--partnership", "Fife")
    return CliRunner().invoke(
        commands, ["records", "derive", *given, *asked, "--out", str(out), *more]
    )


def all_that_was_told(result: Result) -> str:
    told = [result.output]
    if result.exception:
        told += traceback.format_exception(result.exception)
        told.append(repr(result.exception.__context__) + repr(result.exception.__cause__))
    return "\n".join(told)


def spoiled(file: Path, column: str, value: str) -> Path:
    """A CSV of the same rows, one of which has another value."""
    rows = pd.read_parquet(file).astype("str").replace({"None": "", "nan": ""})
    rows.loc[3, column] = value
    csv = file.with_suffix(".csv")
    rows.to_csv(csv, index=False)
    return csv


def written_over(file: Path, spoil: str) -> Path:
    csv = spoiled(file, "sex", "2")
    lines = csv.read_text().splitlines()
    header, row = lines[0], lines[4]
    text = {
        "too few fields": [*lines[:4], row.rpartition(",")[0], *lines[5:]],
        "too many fields": [*lines[:4], f"{row},1,2", *lines[5:]],
        "an open quote": [*lines[:4], f'"{row}', *lines[5:]],
        "no header": lines[1:],
        "the header twice": [header, *lines],
        "semicolons": [line.replace(",", ";") for line in lines],
        "nothing": [],
    }[spoil]
    csv.write_text("\n".join(text) + "\n")
    return csv


BROKEN = {
    "person": f"SYN{SECRET}",
    "record_type": f"SMR{SECRET}",
    "inpatient_or_day_case": SECRET,
    "admission_date": f"01/05/2023{SECRET}",
    "discharge_date": "1999-01-01",
    "admission_type": SECRET,
    "discharge_type": f"1{SECRET}",
    "age": "1.5",
    "sex": SECRET,
    "data_zone": SECRET,
    "council_area": SECRET,
    "diagnosis_2": SECRET,
}


def test_every_broken_promise_is_told_at_once_and_nobody(
    extract: dict[str, Path], tmp_path: Path
) -> None:
    rows = pd.read_parquet(extract["episodes"]).astype("str").replace({"None": "", "nan": ""})
    for place, (column, value) in enumerate(BROKEN.items()):
        rows.loc[place, column] = value
    rows = pd.concat([rows, rows.tail(1)])
    csv = extract["episodes"].with_suffix(".csv")
    rows.to_csv(csv, index=False)
    result = derive({**extract, "episodes": csv}, tmp_path / "out.csv")
    told = all_that_was_told(result)
    assert isinstance(result.exception, errors.TableError)
    assert SECRET not in told
    for column in BROKEN.keys() - {"person", "discharge_date"}:
        assert f"column '{column}': 1 row is not" in told
    assert "1 row is not discharged on or after the day of admission" in told
    assert "1 row is not of real people, by their names" in told
    assert "1 row is there already" in told
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    "spoil",
    [
        "too few fields",
        "too many fields",
        "an open quote",
        "no header",
        "the header twice",
        "semicolons",
        "nothing",
    ],
)
def test_a_csv_that_is_none_tells_nobody(
    extract: dict[str, Path], tmp_path: Path, spoil: str
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("what was there")
    broken = {**extract, "episodes": written_over(extract["episodes"], spoil)}
    result = derive(broken, out)
    assert isinstance(result.exception, errors.HsciError), all_that_was_told(result)
    assert SECRET not in all_that_was_told(result)
    assert out.read_text() == "what was there"


def test_a_cut_off_parquet_tells_nobody(extract: dict[str, Path], tmp_path: Path) -> None:
    content = extract["episodes"].read_bytes()
    for kept in (len(content) // 2, 10, 0):
        extract["episodes"].write_bytes(content[:kept])
        result = derive(extract, tmp_path / "out.csv")
        assert isinstance(result.exception, errors.HsciError)
        assert SECRET not in all_that_was_told(result)
    # The end, which lists the columns, is whole; what it lists is not.
    extract["episodes"].write_bytes(b"\0" * 2000 + content[2000:])
    result = derive(extract, tmp_path / "out.csv")
    assert isinstance(result.exception, errors.HsciError), all_that_was_told(result)
    assert SECRET not in all_that_was_told(result)


def test_running_out_of_memory_tells_nobody(
    extract: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {key: [path] for key, path in extract.items()}
    with pytest.raises(errors.RunError, match="out of memory") as raised:
        derive_counts(files, DECLARED, MONTHS, [find_partnership("fife")], memory="300KB")
    assert SECRET not in "".join(traceback.format_exception(raised.value))


def test_a_mistake_in_our_sql_tells_nobody(
    extract: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even a conversion that fails, whose own message quotes the value."""
    monkeypatch.setattr(
        "hsci_analysis.records.counts.script",
        lambda name, without: "SELECT CAST(person AS INTEGER) FROM episodes_rows",
    )
    result = derive(extract, tmp_path / "out.csv")
    assert isinstance(result.exception, errors.RunError)
    assert "ConversionException" in str(result.exception)
    assert SECRET not in all_that_was_told(result)


def test_an_output_that_cannot_be_written_leaves_what_was_there(
    extract: dict[str, Path], tmp_path: Path
) -> None:
    result = derive(extract, tmp_path / "no such folder" / "out.csv")
    assert isinstance(result.exception, errors.RunError)
    (tmp_path / "out.csv").mkdir()
    result = derive(extract, tmp_path / "out.csv")
    assert isinstance(result.exception, errors.RunError)
    assert "could not be written" in str(result.exception)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["extract", "out.csv", "temporary"]


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
@pytest.mark.parametrize("more", [(), ("--without-disclosure-control",)], ids=["", "all"])
def test_what_is_written_tells_nobody(
    extract: dict[str, Path], tmp_path: Path, name: str, more: tuple[str, ...]
) -> None:
    result = derive(extract, tmp_path / name, *more)
    assert result.exit_code == 0, all_that_was_told(result)
    assert SECRET not in result.output
    read = pd.read_csv if name.endswith("csv") else pd.read_parquet
    rows = read(tmp_path / name)
    assert (rows["numerator"] > 0).any()
    assert not rows.astype("str").apply(lambda texts: texts.str.contains(SECRET)).any(axis=None)
    assert SECRET.encode() not in (tmp_path / name).read_bytes()
    assert (tmp_path / name).stat().st_mode & 0o077 == 0


def test_a_stop_in_the_middle_leaves_nothing(tmp_path: Path, private_place: Path) -> None:
    made = synthetic.generate(tmp_path / "made", 30_000, seed=1)
    episodes = next(path for path in made if path.stem == "episodes")
    csv = episodes.with_suffix(".csv")
    pd.read_parquet(episodes).to_csv(csv, index=False)
    asked = ["--from", "2020-04", "--to", "2024-03", "--extracted", "2025-06-30", "--all"]
    command = ["records", "derive", "--episodes", str(csv), *asked, "--out", "out.csv"]
    running = subprocess.Popen(
        [sys.executable, "-m", "hsci_analysis", *command],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    while not list(private_place.glob("*/episodes-0.parquet")):
        assert running.poll() is None, running.stdout and running.stdout.read()
        time.sleep(0.01)
    assert next(private_place.iterdir()).stat().st_mode & 0o077 == 0
    running.send_signal(signal.SIGTERM)
    told, _ = running.communicate(timeout=60)
    assert running.returncode == 128 + signal.SIGTERM, told
    assert b"SYN" not in told
    assert not (tmp_path / "out.csv").exists()


def test_synthetic_and_other_records_are_never_mixed(
    extract: dict[str, Path], tmp_path: Path
) -> None:
    made = {path.stem: path for path in synthetic.generate(tmp_path / "made", 1_000, seed=1)}
    result = derive({**extract, "deaths": made["deaths"]}, tmp_path / "out.csv")
    assert isinstance(result.exception, errors.TableError)
    assert "deaths: synthetic, and other files are not; the two are never mixed" in str(
        result.exception
    )


def test_a_label_taken_off_is_noticed(tmp_path: Path) -> None:
    made = {path.stem: path for path in synthetic.generate(tmp_path / "made", 1_000, seed=1)}
    table = pq.read_table(made["episodes"]).drop_columns(["synthetic"])
    pq.write_table(table.replace_schema_metadata({}), made["episodes"])
    result = derive({"episodes": made["episodes"]}, tmp_path / "out.csv")
    assert isinstance(result.exception, errors.TableError)
    assert "not of real people, by their names, though not labelled synthetic" in str(
        result.exception
    )
