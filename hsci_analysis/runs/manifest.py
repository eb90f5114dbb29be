"""The manifest of a report: what it was made from, with what, in how long, and how it ended."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.sources import register, source

SCHEMA_VERSION = 1
# Those whose version can change a figure, a picture or a page.
LIBRARIES = (
    "hsci-analysis",
    "altair",
    "nbconvert",
    "numpy",
    "pandas",
    "papermill",
    "pyarrow",
    "statsmodels",
    "vl-convert-python",
)


@dataclass
class Stopwatch:
    """Seconds per stage of a run, in the order they were run."""

    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    seconds: dict[str, float] = field(default_factory=dict)
    _since: float = field(default_factory=perf_counter)

    def stop(self, stage: str) -> None:
        """Give the time since the last stop to ``stage``."""
        now = perf_counter()
        self.seconds[stage] = round(now - self._since, 3)
        self._since = now


def manifest(
    notebook: Path,
    parameters: Mapping[str, object],
    parameter_files: Mapping[str, Path],
    ledger: Ledger,
    outputs: Mapping[str, Path],
    stopwatch: Stopwatch,
) -> str:
    """The text of ``manifest.json`` for a report that was made.

    Parameters
    ----------
    parameter_files
        Each file that was read for parameters, by the name a reader finds it under.
    ledger
        The evidence of its findings names the tables the report rests on.
    outputs
        Each file of the report, by its name in the report's folder.
    """
    contents = {
        "schema_version": SCHEMA_VERSION,
        "outcome": "rendered",
        "notebook": {"path": f"notebooks/{notebook.name}", "sha256": sha256(notebook)},
        "parameters": dict(parameters),
        "inputs": {
            "tables": _tables(ledger),
            "parameter_files": {name: sha256(path) for name, path in parameter_files.items()},
        },
        "versions": {"python": platform.python_version()}
        | {library: version(library) for library in LIBRARIES},
        "started": stopwatch.started.isoformat(timespec="seconds"),
        "seconds": stopwatch.seconds,
        "outputs": {name: sha256(path) for name, path in outputs.items()},
    }
    return json.dumps(contents, indent=2, ensure_ascii=False) + "\n"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _tables(ledger: Ledger) -> list[dict[str, object]]:
    """Each table that some finding rests on, once, in alphabetical order, with what made it."""
    cited = {each.table: each for finding in ledger.findings for each in finding.evidence.sources}
    return [
        asdict(each) | {"published_files": _published_files(each.table)}
        for _, each in sorted(cited.items())
    ]


def _published_files(table: str) -> list[dict[str, str]]:
    """What made the table; nothing for figures kept by hand, which cite their publisher instead."""
    if table not in register():
        return []
    return [
        {"file": each.file, "release": each.release, "sha256": each.sha256}
        for each in source(table).inputs
    ]
