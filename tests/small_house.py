"""A workbench of a few tiny notebooks, with its own parameters and reports, to run and to spoil."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil

from hsci_analysis.folders import ROOT

PARTNERSHIP = 'partnership: str = "fife"  # its name'
YEAR = 'reporting_year: str = "2024/25"  # financial year'
LEDGER = "import hsci_analysis as hsci\n\nhsci.Ledger(())"
FILES = {"findings.json", "manifest.json"}


@dataclass(frozen=True)
class SmallHouse:
    """Folders of its own, below one; ``environment`` makes the package use them."""

    folder: Path

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "HSCI_NOTEBOOKS": str(self.folder / "notebooks"),
            "HSCI_PARAMETERS": str(self.folder / "parameters"),
            "HSCI_REPORTS": str(self.reports),
        }

    def notebook(self, name: str, *cells: str, parameters: str = f"{PARTNERSHIP}\n{YEAR}") -> Path:
        """A notebook of these cells, between its parameters and an empty ledger."""
        code = nbformat.v4.new_code_cell
        node = nbformat.v4.new_notebook(
            metadata={
                "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
            }
        )
        node.cells = [
            nbformat.v4.new_markdown_cell(f"# {name}", id="title"),
            code(parameters, id="parameters"),
            *(code(cell, id=f"cell-{number}") for number, cell in enumerate(cells, start=1)),
            code(LEDGER, id="ledger"),
        ]
        node.cells[1].metadata.tags = ["parameters"]
        path = self.folder / "notebooks" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(node, path)
        return path

    def schedule(self, text: str) -> None:
        (self.folder / "parameters" / "schedule.yaml").write_text(text)

    def report(self, area: str = "fife", year: str = "2024-25") -> Path:
        return self.reports / year / area

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        """``hsci run`` in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "hsci_analysis", "run", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | self.environment | settings,
        )

    def run(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments, **settings)
        out, err = process.communicate(timeout=300)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def pages(self) -> set[str]:
        """Every page, as ``fife/small``; each report, and what was before it, is whole."""
        found = set()
        for report in self.reports.glob("20*/*"):
            if report.is_dir():
                for name in whole(report, {"html", "ipynb"}):
                    found.add(f"{report.name}/{name}")
                if (report / "previous").exists():
                    whole(report / "previous", {"html"})
        return found


def whole(report: Path, endings: set[str]) -> set[str]:
    """The notebooks of a report that holds what its manifest says, and nothing else."""
    manifest = json.loads((report / "manifest.json").read_text())
    held = {path.name for path in report.iterdir()} - {"previous"}
    assert held == {*manifest["outputs"], "manifest.json"}, report
    for name, digest in manifest["outputs"].items():
        assert hashlib.sha256((report / name).read_bytes()).hexdigest() == digest, report / name
    for name, part in manifest["notebooks"].items():
        assert part["outputs"].keys() == {f"{name}.{ending}" for ending in endings}
        assert part["outputs"].items() <= manifest["outputs"].items()
    return set(manifest["notebooks"])


def build(folder: Path) -> SmallHouse:
    """A small house without notebooks yet."""
    shutil.copytree(ROOT / "parameters", folder / "parameters")
    house = SmallHouse(folder)
    house.schedule("notebooks: [{notebook: small}]\n")
    return house


def left_over(house: SmallHouse) -> list[psutil.Process]:
    """Every process that runs, or was started by a run, in this house."""
    found = []
    for process in psutil.process_iter():
        try:
            ours = process.environ().get("HSCI_REPORTS") == str(house.reports)
            if ours and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return [process for process in found if process.pid != os.getpid()]


def gone(house: SmallHouse, within: float = 5.0) -> list[psutil.Process]:
    """What is still left when that many seconds have passed: nothing, it is hoped."""
    until = time.monotonic() + within
    while (left := left_over(house)) and time.monotonic() < until:
        time.sleep(0.05)
    return left
