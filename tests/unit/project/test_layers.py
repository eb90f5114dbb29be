"""The order of the rooms is held: a stray import is refused, with its line."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.environment import ROOT


def lint_imports(house: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=house,
        env=os.environ | {"PYTHONPATH": str(house), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the package and its contracts, to spoil."""
    shutil.copytree(
        ROOT / "hsci_analysis",
        tmp_path / "hsci_analysis",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "line", "refused"),
    [
        ("charts/theme.py", "import hsci_analysis.narrative.wording", "charts"),
        ("models/spc.py", "import hsci_analysis.parameters.report", "models"),
        ("narrative/wording.py", "import papermill", "papermill"),
        ("reports/page.py", "import altair", "altair"),
        ("tables/store.py", "import statsmodels", "statsmodels"),
        ("findings/rules.py", "import yaml", "yaml"),
        ("measures/series.py", "import duckdb", "duckdb"),
        ("records/rules.py", "import hsci_analysis.measures.intervals", "records"),
        ("measures/series.py", "import requests", "requests"),
    ],
)
def test_a_stray_import_is_refused(house: Path, file: str, line: str, refused: str) -> None:
    path = house / "hsci_analysis" / file
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    linted = lint_imports(house)
    assert linted.returncode == 1
    assert "6 kept, 1 broken" in linted.stdout
    assert refused in linted.stdout.split("Broken contracts")[1]


def test_a_room_without_a_place_is_refused(house: Path) -> None:
    (house / "hsci_analysis" / "annexe.py").write_text("", encoding="utf-8")
    linted = lint_imports(house)
    assert linted.returncode == 1
    assert "hsci_analysis.annexe" in linted.stdout
