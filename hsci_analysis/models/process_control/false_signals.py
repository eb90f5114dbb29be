"""How often a chart signals in a year in which nothing has changed.

The table beside this file holds what simulating this very procedure gave, where nothing changed:
``python -m tests.benchmarks.process_control.false_signals`` writes it anew.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from hsci_analysis.models.process_control.result import Charted

TABLE: Final = "false_signals.csv"
COLUMNS: Final = ("rule_set", "charted", "baseline_months", "autocorrelation", "chance")
BASELINES: Final = (6, 12, 24)


def false_signals(
    rule_set: str, charted: Charted, baseline_months: int, autocorrelation: float
) -> float:
    """The chance of at least one special cause in the twelve months after a baseline.

    Between the autocorrelations simulated it is interpolated; of a baseline of another length, it
    is that of the next shorter one simulated of such a chart, or of the shortest.
    """
    table = simulated()[rule_set, charted.name]
    length = max((held for held in table if held <= baseline_months), default=min(table))
    autocorrelations, chances = zip(*table[length], strict=True)
    return float(np.interp(autocorrelation, autocorrelations, chances))


@cache
def simulated() -> dict[tuple[str, str], dict[int, list[tuple[float, float]]]]:
    """By rule set and chart, by baseline: each autocorrelation simulated, and the chance."""
    text = files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
    table: dict[tuple[str, str], dict[int, list[tuple[float, float]]]] = {}
    for row in csv.DictReader(text.splitlines()):
        held = table.setdefault((row["rule_set"], row["charted"]), {})
        points = held.setdefault(int(row["baseline_months"]), [])
        points.append((float(row["autocorrelation"]), float(row["chance"])))
    return table
