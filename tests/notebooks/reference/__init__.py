"""Executed notebooks that nbval compares with: awkward cases, without pictures and times."""

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbval.plugin import get_sanitize_patterns

from hsci_analysis.areas import find_partnership
from hsci_analysis.folders import find_notebook
from hsci_analysis.periods import FinancialYear
from hsci_analysis.runs.notebook import checked_parameters, execute

FOLDER = Path(__file__).parent
SANITIZE = FOLDER.with_name("sanitize.cfg")
KEPT_METADATA = ("kernelspec",)
NATIONAL = "scotland"
"""The area of a notebook without a partnership."""


@dataclass(frozen=True)
class Case:
    """One notebook run for one area and year, and why it is worth keeping."""

    notebook: str
    area: str
    reporting_year: str
    why: str

    @property
    def path(self) -> Path:
        year = FinancialYear.parse(self.reporting_year).slug
        return FOLDER / f"{self.notebook}-{self.area}-{year}.ipynb"

    @property
    def parameters(self) -> dict[str, str]:
        about = {} if self.area == NATIONAL else {"partnership": find_partnership(self.area).slug}
        return about | {"reporting_year": self.reporting_year}


CASES = (
    Case("patient_flow", "scottish-borders", "2024/25", "the report that `make report` makes"),
    Case("patient_flow", "scottish-borders", "2022/23", "a year with a change of segment in it"),
    Case("patient_flow", "clackmannanshire-and-stirling", "2024/25", "the sum of two councils"),
    Case("patient_flow", "orkney-islands", "2024/25", "small figures, months of none"),
    Case("emergency_admissions", "scottish-borders", "2024/25", "figures that end before the year"),
    Case("emergency_admissions", "orkney-islands", "2022/23", "months that stood out, withheld"),
    Case("community_capacity", "scottish-borders", "2024/25", "figures that end before the year"),
    Case("annual_performance_report", "scottish-borders", "2022/23", "a change a test has earned"),
    Case("annual_performance_report", "orkney-islands", "2024/25", "a year with few figures"),
    Case("community_capacity", "western-isles", "2022/23", "figures that were never submitted"),
    Case("national_overview", NATIONAL, "2024/25", "Scotland and every partnership in one year"),
    Case("methods", NATIONAL, "2024/25", "what the methods are worth, from what was measured"),
)


def executed(case: Case, folder: Path) -> NotebookNode:
    """The case as our own runner executes it; ``folder`` is for what the run leaves behind."""
    notebook = find_notebook(case.notebook)
    parameters = checked_parameters(notebook, case.parameters)
    return execute(notebook, parameters, folder / "executed.ipynb", folder / "failed.ipynb")


def without_pictures_and_times(node: NotebookNode) -> NotebookNode:
    """What is worth comparing and reviewing: text, tables and findings."""
    patterns = get_sanitize_patterns(SANITIZE.read_text(encoding="utf-8"))
    for name in set(node.metadata) - set(KEPT_METADATA):
        del node.metadata[name]
    for cell in node.cells:
        cell.metadata = {"tags": tags} if (tags := cell.metadata.get("tags")) else {}
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                for pattern, replacement in patterns:
                    output.data["text/html"] = re.sub(
                        pattern, replacement, output.data["text/html"]
                    )
    return node


def text(node: NotebookNode) -> str:
    return nbformat.writes(node) + "\n"
