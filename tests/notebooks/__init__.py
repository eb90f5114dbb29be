"""Which notebooks are reports: all but the one to explore with, that states nothing."""

from hsci_analysis.folders import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
REPORTS = [path for path in NOTEBOOKS if path.stem != "explore"]
