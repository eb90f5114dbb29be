"""Run our method on every set, print it beside the frozen rivals, and write the package's table.

PYTHONPATH=. python -m tests.benchmarks.forecast
"""

from __future__ import annotations

import sys
import time

import pandas as pd

import hsci_analysis.models.forecast as room
from hsci_analysis.models.forecast.benchmark import (
    AUTO_ETS,
    OURS,
    PROPHET_WITH_STEPS,
    SEASONAL_NAIVE,
    against,
    against_best,
    best_singles,
)
from tests.benchmarks.forecast.ours import coverage_by_horizon, scores, scores_alone
from tests.benchmarks.forecast.scores import FIGURES
from tests.benchmarks.forecast.sets import Era
from tests.benchmarks.forecast.snapshot import snapshot_panels
from tests.benchmarks.forecast.tables import means, published, rivals

TABLE = f"{room.__path__[0]}/benchmark.csv"


def main() -> None:
    panels = snapshot_panels()
    started = time.perf_counter()
    ours = scores(panels.values())
    each = (time.perf_counter() - started) / len(ours)
    table = means(pd.concat([ours, scores_alone(panels.values()), rivals()]))
    published(table).to_csv(TABLE, index=False, lineterminator="\n")
    for key, panel in panels.items():
        show(f"{key}. {panel.title}", table.loc[key].sort_values("wis").round(3).to_string())
    show("Best single statsforecast model", str(best_singles(table)))
    ratios = {
        "seasonal naive": against(table, SEASONAL_NAIVE),
        "AutoETS": against(table, AUTO_ETS),
        "best single": against_best(table),
        "Prophet with steps": against(table, PROPHET_WITH_STEPS),
        "MASE, best single": against_best(table, "mase"),
    }
    show("Our score over theirs", pd.DataFrame(ratios).round(3).to_string())
    ours["during"] = ours["era"] == Era.DURING.value
    show("Ours, all origins", ours.groupby(["set", "during"])[FIGURES].mean().round(3).to_string())
    for key in "ABC":
        show(f"Coverage ahead, {key}", coverage_by_horizon(panels[key]).round(3).T.to_string())
    show(OURS, f"{1000 * each:.2f} ms a series")


def show(title: str, text: str) -> None:
    sys.stdout.write(f"\n{title}\n{text}\n")


if __name__ == "__main__":
    main()
