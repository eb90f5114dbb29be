"""Notebooks still show what they showed, to the last figure; and plain papermill shows the same."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from hsci_analysis.folders import ROOT
from hsci_analysis.sources import source
from tests.notebooks import REPORTS
from tests.notebooks.reference import CASES, FOLDER, SANITIZE, Case

TABLE = "delayed_discharges_by_council_area"
NBVAL = (
    *("-n", "0", "-p", "no:cacheprovider", "--color=no", "-rf"),
    *("--nbval", "--nbval-current-env", "--nbval-sanitize-with"),
)
PAPERMILL = (
    Path(sys.executable).with_name("papermill"),
    "--no-progress-bar",
    ROOT / "notebooks" / "patient_flow.ipynb",
)


def nbval(reference: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Execute a reference again and compare everything it shows, as the command nbval does."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", *NBVAL, SANITIZE, reference],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.stem)
def test_a_notebook_shows_what_its_reference_shows(case: Case) -> None:
    compared = nbval(case.path)
    assert compared.returncode == 0, compared.stdout
    cells = [cell for cell in nbformat.read(case.path, 4).cells if cell.cell_type == "code"]
    assert f"{len(cells)} passed" in compared.stdout


def test_every_reference_is_a_case_and_every_notebook_has_one() -> None:
    assert set(FOLDER.glob("*.ipynb")) == {case.path for case in CASES}
    notebooks = {path.stem for path in REPORTS}
    assert notebooks == {case.notebook for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.stem)
def test_a_reference_is_of_the_notebook_as_it_is_now(case: Case) -> None:
    now = nbformat.read(ROOT / "notebooks" / f"{case.notebook}.ipynb", as_version=4)
    then = nbformat.read(case.path, as_version=4)
    sources = [cell.source for cell in then.cells if cell.id != "injected-parameters"]
    assert sources == [cell.source for cell in now.cells], "run: make reference"


def figures_with_one_more_bed_day(folder: Path) -> Path:
    """A copy of data/ in which one figure of one council in one month is higher by 1."""
    data = folder / "data"
    shutil.copytree(ROOT / "data", data)
    path = data / "snapshot" / f"{TABLE}.parquet"
    rows = pd.read_parquet(path)
    one = rows.index[(rows["area_code"] == "S12000026") & (rows["month"] == "2024-11-01")][0]
    rows.loc[one, "bed_days"] += 1
    rows.to_parquet(path, index=False)
    register = data / "sources.toml"
    text = register.read_text(encoding="utf-8")
    before = source(TABLE).table_sha256
    assert text.count(before) == 1
    register.write_text(
        text.replace(before, hashlib.sha256(path.read_bytes()).hexdigest()), encoding="utf-8"
    )
    return data


def test_one_figure_changed_by_one_is_noticed(tmp_path: Path) -> None:
    reference = CASES[0].path
    unchanged = nbformat.read(reference, as_version=4)
    code = [cell.id for cell in unchanged.cells if cell.cell_type == "code"]
    month_table = code.index("month-table")
    compared = nbval(reference, HSCI_DATA=str(figures_with_one_more_bed_day(tmp_path)))
    assert compared.returncode == 1, compared.stdout
    failed = {int(cell) for cell in re.findall(r"FAILED .*::Cell (\d+)", compared.stdout)}
    # The hash of the table is in the ledger; the table of months has the figure alone.
    assert month_table in failed


def test_plain_papermill_stops_at_a_misspelt_partnership(tmp_path: Path) -> None:
    stopped = subprocess.run(
        [*PAPERMILL, "out.ipynb", "-p", "partnership", "Scotish Bordres"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert stopped.returncode != 0
    assert "did you mean 'Scottish Borders'" in stopped.stderr
    node = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    failed = [cell for cell in node.cells if cell.get("outputs")]
    assert [cell.id for cell in failed] == ["level"]
