"""``manifest.json``: of which notebooks a report holds the pages, and what each was made from.

A report that does not agree with its manifest is not one: a page that is missing, altered or torn
is made anew, and what its manifest cannot vouch for is not carried over into the next.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from hsci_analysis.runs.provenance import Record, sha256

SCHEMA_VERSION = 2
FILE = "manifest.json"
FINDINGS = "findings.json"
PREVIOUS = "previous"
"""Of each notebook of a report, page and findings as they were before: a small report in it."""
PART = "part.json"
"""The record of one job's part, until it is in the manifest."""
FAILED = "failed.ipynb"
"""A notebook as far as it ran, until it is beside its report."""


def read_parts(report: Path) -> dict[str, Record]:
    """By notebook, the parts of a report whose pages are there and are those it says."""
    try:
        manifest = json.loads((report / FILE).read_text(encoding="utf-8"))
        parts: dict[str, Record] = manifest["notebooks"]
        whole = sha256(report / FINDINGS) == manifest["outputs"][FINDINGS]
        return {name: part for name, part in parts.items() if whole and _whole(report, part)}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def manifest(parts: Mapping[str, Record], findings_sha256: str) -> str:
    """The text of the manifest of a report of these parts.

    ``parameters`` are those all its notebooks were given alike, ``outputs`` every file but this.
    """
    given = [part["parameters"].items() for part in parts.values()]
    pages = {name: digest for part in parts.values() for name, digest in part["outputs"].items()}
    contents = {
        "schema_version": SCHEMA_VERSION,
        "outcome": "rendered",
        "parameters": {
            name: value
            for name, value in given[0]
            if all((name, value) in others for others in given)
        },
        "notebooks": {name: parts[name] for name in sorted(parts)},
        "outputs": dict(sorted(pages.items())) | {FINDINGS: findings_sha256},
    }
    return json.dumps(contents, indent=2, ensure_ascii=False) + "\n"


def _whole(report: Path, part: Record) -> bool:
    outputs: dict[str, str] = part["outputs"]
    return all(
        (report / name).is_file() and sha256(report / name) == digest
        for name, digest in outputs.items()
    )
