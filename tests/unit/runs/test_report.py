"""A report on disk: complete, made from what its manifest says, replaced whole or not at all."""

import datetime
import hashlib
import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest

from hsci_analysis.errors import RunError, TableError
from hsci_analysis.findings.ledger import MEDIA_TYPE, Ledger
from hsci_analysis.folders import ROOT
from hsci_analysis.periods import FinancialYear
from hsci_analysis.runs.part import shown_ledger
from hsci_analysis.runs.report import run_report
from hsci_analysis.sources import source

FILES = ["findings.json", "manifest.json", "patient_flow.html", "patient_flow.ipynb"]
TABLE = "delayed_discharges_by_council_area"


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "reports"
    monkeypatch.setenv("HSCI_REPORTS", str(folder))
    return folder


@pytest.fixture
def spoiled_data(tmp_path: Path) -> Path:
    """A copy of data/ in which one table is not the one the register describes."""
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    path = data / "snapshot" / f"{TABLE}.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    return data


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_report_is_complete_and_agrees_with_its_manifest(reports: Path) -> None:
    folder = run_report("patient_flow", "Scottish Borders")
    assert folder == reports / "2024-25" / "scottish-borders"
    assert [path.name for path in sorted(folder.iterdir())] == FILES
    assert [path.name for path in folder.parent.iterdir()] == ["scottish-borders"]
    assert folder.stat().st_mode & 0o777 == 0o755

    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["outcome"] == "rendered"
    assert manifest["parameters"] == {
        "partnership": "scottish-borders",
        "reporting_year": "2024/25",
    }
    assert set(manifest["outputs"]) == set(FILES) - {"manifest.json"}
    for name, sha256 in manifest["outputs"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256
    part = manifest["notebooks"]["patient_flow"]
    tables = {
        f"data/snapshot/{each['table']}.parquet": each["table_sha256"]
        for each in part["inputs"]["tables"]
    }
    assert f"data/snapshot/{TABLE}.parquet" in tables
    inputs = {
        part["notebook"]["path"]: part["notebook"]["sha256"],
        **tables,
        **part["inputs"]["parameter_files"],
        **part["inputs"]["reference_files"],
    }
    assert "parameters/partnerships/scottish-borders.yaml" in inputs
    (published,) = next(
        each["published_files"] for each in part["inputs"]["tables"] if each["table"] == TABLE
    )
    assert published["sha256"] == source(TABLE).inputs[0].sha256
    for name, sha256 in inputs.items():
        assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == sha256
    assert set(part["seconds"]) >= {"execute", "render"}
    assert part["processor_seconds"] > 0

    ledger = Ledger.from_json((folder / "findings.json").read_text())
    assert {finding.area for finding in ledger.findings} == {"Scottish Borders"}
    page = (folder / "patient_flow.html").read_text()
    assert "Scottish Borders Health and Social Care Partnership, 2024/25" in page
    assert "Open Government Licence" in page
    for text in (path.read_text() for path in folder.iterdir()):
        assert str(ROOT) not in text
        assert str(reports) not in text


def test_the_same_report_again_is_the_same_to_the_byte(reports: Path) -> None:
    first = contents(run_report("patient_flow", "orkney-islands", "2022-23"))
    again = contents(run_report("patient_flow", "S37000022", "2022/23"))
    for name in ("patient_flow.html", "findings.json"):
        assert first[name] == again[name] == again[f"previous/{name}"]


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("2016/17", "July 2016 to March 2017 only"),
        ("2025/26", "April 2025 to August 2025 only"),
        (str(FinancialYear.of(datetime.date.today())), "no figure can be given"),
    ],
)
def test_a_year_without_all_its_months_says_so(reports: Path, year: str, said: str) -> None:
    page = (run_report("patient_flow", "fife", year) / "patient_flow.html").read_text()
    assert said in page
    assert "not available" in page


def test_a_failed_run_leaves_the_report_as_it_was_and_keeps_its_notebook(
    reports: Path, spoiled_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder := run_report("patient_flow", "fife"))
    with monkeypatch.context() as spoiled:
        spoiled.setenv("HSCI_DATA", str(spoiled_data))
        with pytest.raises(RunError) as raised:
            run_report("patient_flow", "fife")
    assert raised.value.exit_code == TableError.exit_code
    failed = reports / "2024-25" / "fife.patient_flow.failed.ipynb"
    said = str(raised.value)
    assert re.search(
        r"patient_flow stopped at cell In \[\d\], which begins 'import hsci_analysis", said
    )
    assert f"TableError: {TABLE}.parquet is refused" in said
    assert str(failed) in said
    assert contents(folder) == before
    assert sorted(path.name for path in folder.parent.iterdir()) == [
        "fife",
        failed.name,
        failed.with_suffix(".json").name,
    ]
    assert any(
        output.output_type == "error"
        for cell in nbformat.read(failed, 4).cells
        for output in cell.get("outputs", [])
    )

    run_report("patient_flow", "fife")
    assert [path.name for path in folder.parent.iterdir()] == ["fife"]


def test_a_report_cut_off_in_mid_swap_is_put_back(
    reports: Path, spoiled_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off = reports / "2024-25" / ".fife.previous"
    cut_off.mkdir(parents=True)
    (cut_off / "patient_flow.html").write_text("the page as it was")
    monkeypatch.setenv("HSCI_DATA", str(spoiled_data))
    with pytest.raises(RunError):
        run_report("patient_flow", "fife")
    assert (reports / "2024-25" / "fife" / "patient_flow.html").read_text() == "the page as it was"


def test_where_nothing_can_be_written_nothing_starts(reports: Path) -> None:
    reports.write_text("a file where the folder should be")
    with pytest.raises(RunError, match="reports cannot be written: "):
        run_report("patient_flow", "fife")


@pytest.mark.parametrize("times", [0, 2])
def test_a_notebook_must_show_its_ledger_once(times: int) -> None:
    shown = nbformat.v4.new_output("display_data", {MEDIA_TYPE: {}})
    cell = nbformat.v4.new_code_cell("hsci.Ledger(())", outputs=[shown] * times)
    with pytest.raises(RunError, match=f"once, in its last cell, and shows {times}"):
        shown_ledger(nbformat.v4.new_notebook(cells=[cell]), "patient_flow")
