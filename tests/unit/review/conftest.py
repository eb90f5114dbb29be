import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hsci_analysis.findings.finding import Finding
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.findings.rules import state_level
from hsci_analysis.folders import ROOT
from hsci_analysis.models.spc import describe_process
from hsci_analysis.periods import FinancialYear
from hsci_analysis.runs.manifest import FILE, FINDINGS, manifest
from hsci_analysis.runs.provenance import sha256
from tests.monthly import SEGMENTS, monthly_series
from tests.spec.borders import FIRST_MONTH, borders_bed_days

Report = Callable[..., Path]


@pytest.fixture
def parameters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "parameters"
    shutil.copytree(ROOT / "parameters", folder)
    monkeypatch.setenv("HSCI_PARAMETERS", str(folder))
    return folder


@pytest.fixture(scope="session")
def findings() -> tuple[Finding, ...]:
    """Two years of one measure in the Scottish Borders."""
    beds = monthly_series(FIRST_MONTH, borders_bed_days()).daily_average()
    process = describe_process(beds, SEGMENTS)
    return tuple(state_level(beds, process, FinancialYear(year)) for year in (2023, 2024))


@pytest.fixture
def report(
    parameters: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    findings: tuple[Finding, ...],
) -> Report:
    """Writes the report of the Scottish Borders, 2024/25, with these findings and files."""
    monkeypatch.setenv("HSCI_REPORTS", str(tmp_path / "reports"))

    def write(
        *stated: Finding,
        area: str = "scottish-borders",
        notebook: str = "patient_flow",
        **parameters: str,
    ) -> Path:
        folder = tmp_path / "reports" / "2024-25" / area
        folder.mkdir(parents=True, exist_ok=True)
        ledger = Ledger(stated or findings)
        (folder / FINDINGS).write_text(ledger.to_json(), encoding="utf-8")
        part = {
            "parameters": {"partnership": area, **parameters},
            "findings": [each.id for each in ledger.findings],
            "outputs": {},
        }
        text = manifest({notebook: part}, sha256(folder / FINDINGS))
        (folder / FILE).write_text(text, encoding="utf-8")
        return folder

    return write


def moved(finding: Finding) -> Finding:
    assert finding.value is not None
    return replace(finding, value=finding.value + 1)
