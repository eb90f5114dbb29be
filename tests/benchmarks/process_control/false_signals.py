"""How often charts signal in a year in which nothing has changed; writes the table they state.

Panels of 31 areas with a season, whose months lean on each other as a first-order autoregression:
limits from a baseline, the next twelve months watched. The whole procedure runs as it does for a
reader, season and autocorrelation learnt from the panel and all.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from hsci_analysis.models import process_control
from hsci_analysis.models.estimation_window import DEFAULT, Model
from hsci_analysis.models.monthly import Monthly, Scale, number_of
from hsci_analysis.models.process_control.adjusted import AdjustedPanel
from hsci_analysis.models.process_control.false_signals import BASELINES, COLUMNS, TABLE
from hsci_analysis.models.process_control.judged import Judge
from hsci_analysis.models.process_control.result import Charted
from hsci_analysis.models.process_control.rule_sets import RULE_SETS, RuleSet
from hsci_analysis.models.process_control.stretches import Plan
from tests.benchmarks.change.nulls import Null, imitation

LEFT_OUT = DEFAULT.of("delayed_discharge_bed_days", Model.LIMITS)
AREAS = 31
WATCHED = 12
FEWEST_CHARTS = 300
AUTOCORRELATIONS = (0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9)
SEASON = np.array([0.05, -0.02, 0.03, 0.01])
"""Two harmonics: about 6 % either way in the course of a year."""


def lenders(autocorrelation: float) -> list[Null]:
    """Areas of all sizes: from 5 to 50 a day, spread beyond chance the more they lean."""
    spread = 0.05 + 0.2 * autocorrelation
    levels = np.linspace(np.log(5), np.log(200), AREAS)
    return [Null(Scale.COUNT, level, SEASON, spread, autocorrelation, 1.0) for level in levels]


def signalled(
    rule_set: RuleSet, baseline: int, panel: list[Monthly]
) -> Iterator[tuple[Charted, bool]]:
    """What is charted of each area, and whether a watched month is part of a special cause."""
    adjusted = AdjustedPanel(panel, LEFT_OUT)
    for area, figures in enumerate(panel):
        judge = Judge(figures, adjusted, area, rule_set, None)
        first, last = int(figures.months[0]), int(figures.months[-1])
        found = judge.signals(Plan("", first, last, (first, first + baseline - 1)))
        if found is not None:
            charted, causes = found
            watched = figures.months[baseline]
            yield charted, any(number_of(cause.last) >= watched for cause in causes)


def chances(panels: int, seed: int) -> Iterator[tuple[str, str, int, float, float]]:
    """Every row of the table: cells with too few charts are left out."""
    for baseline in BASELINES:
        for rho in AUTOCORRELATIONS:
            rng = np.random.default_rng(seed)
            made = [
                [imitation(null, rng, months=baseline + WATCHED) for null in lenders(rho)]
                for _ in range(panels)
            ]
            for rule_set in RULE_SETS.values():
                found = [one for panel in made for one in signalled(rule_set, baseline, panel)]
                for charted in Charted:
                    kept = [signal for kind, signal in found if kind is charted]
                    if len(kept) >= FEWEST_CHARTS:
                        yield rule_set.key, charted.name, baseline, rho, float(np.mean(kept))


if __name__ == "__main__":
    table = Path(process_control.__path__[0]) / TABLE
    rows = [(*key, f"{chance:.3f}") for *key, chance in chances(panels=40, seed=20)]
    with table.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerows([COLUMNS, *sorted(rows)])
    sys.stdout.write(table.read_text(encoding="utf-8"))
