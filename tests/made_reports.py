"""Reports made for tests: findings, pages and manifests as a run leaves them, without a run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from hsci_analysis.areas import find_area
from hsci_analysis.findings.evidence import Evidence
from hsci_analysis.findings.finding import Finding, Kind, Verdict
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.measures.catalogue import Basis
from hsci_analysis.periods import Month
from hsci_analysis.runs.manifest import manifest
from hsci_analysis.sources import Citation

TABLE = "delayed_discharges_by_council_area"
CITED = Citation(
    table=TABLE,
    title="Delayed discharge bed days by council area",
    publisher="Public Health Scotland",
    release="2025-08 edition",
    sha256="0" * 64,
    attribution="Contains public sector information.",
)
PAGE = "<!DOCTYPE html><title>A page</title><main>{}</main>"


def level(value: float | None, area: str = "fife", **altered: Any) -> Finding:
    """A figure of one area and year, or that there is none."""
    about = find_area(area)
    months = (Month(2024, 4), Month(2025, 3), 12) if value is not None else (None, None, 0)
    given: dict[str, Any] = {
        "measure": "NI-14",
        "measure_title": "Emergency readmissions",
        "people": "adults",
        "area_code": about.code,
        "area": about.name,
        "basis": Basis.RESIDENCE,
        "period": "2024/25",
        "kind": Kind.LEVEL,
        "verdict": Verdict.STATED if value is not None else Verdict.NOT_AVAILABLE,
        "value": value,
        "interval": None,
        "unit": "per 1,000 discharges",
        "evidence": Evidence("The published figure.", *months, None, None, (CITED,)),
        "decimals": 1,
    }
    return Finding(**given | altered)


def make_report(
    report: Path,
    findings: Mapping[str, Iterable[Finding]],
    *,
    pages: Mapping[str, str] | None = None,
    **altered: Any,
) -> Path:
    """A report of these findings by notebook, with a page each; ``altered`` goes to all records."""
    report.mkdir(parents=True)
    records = {}
    for name, stated in findings.items():
        page = (pages or {}).get(name, PAGE.format(name)).encode()
        (report / f"{name}.html").write_bytes(page)
        records[name] = record(name, stated) | altered
        records[name]["outputs"] = {f"{name}.html": hashlib.sha256(page).hexdigest()}
    text = Ledger(tuple(one for each in findings.values() for one in each)).to_json().encode()
    (report / "findings.json").write_bytes(text)
    (report / "manifest.json").write_text(manifest(records, hashlib.sha256(text).hexdigest()))
    return report


def record(name: str, findings: Iterable[Finding]) -> dict[str, Any]:
    """What a manifest says of a notebook's part; its outputs are still to be named."""
    return {
        "notebook": {"path": f"notebooks/{name}.ipynb", "sha256": "1" * 64},
        "parameters": {"partnership": "fife", "reporting_year": "2024/25"},
        "inputs": {
            "parameter_files": {"parameters/defaults.yaml": "2" * 64},
            "reference_files": {},
            "tables_not_held": [],
            "tables": [
                {"table": TABLE, "source": CITED.title, "release_name": "2025-10-09-368cd469"}
            ],
        },
        "code_sha256": "3" * 64,
        "versions": {"python": "3.11.7"},
        "findings": [finding.id for finding in findings],
        "started": "2026-01-13T09:00:00+00:00",
        "outputs": {},
    }


def make_part(folder: Path, name: str, findings: Iterable[Finding], text: str) -> Path:
    """What a job leaves for publishing: page, notebook, findings and record."""
    folder.mkdir(parents=True)
    stated = tuple(findings)
    outputs = {}
    for file in (f"{name}.html", f"{name}.ipynb"):
        (folder / file).write_text(text)
        outputs[file] = hashlib.sha256(text.encode()).hexdigest()
    (folder / "findings.json").write_text(Ledger(stated).to_json())
    (folder / "part.json").write_text(json.dumps(record(name, stated) | {"outputs": outputs}))
    return folder
