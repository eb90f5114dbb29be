"""How often the two oldest rules signal in a year without a change: a point outside, or a run of 8.

``python -m tests.benchmarks.process_control.either`` prints it for panels like the real ones, as
published and as we chart them, beside independent normal figures; a smaller run is a test.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from hsci_analysis.models.process_control.rule_sets import PHS_CONTROL_CHART
from hsci_analysis.models.spc import process_limits
from tests.benchmarks.change.nulls import REGIMES, Null, nulls, panels
from tests.benchmarks.process_control.false_signals import signalled

BASELINE, WATCHED = 24, 12
LONGEST = BASELINE + WATCHED + 1
EITHER = replace(PHS_CONTROL_CHART, trend=LONGEST, two_of_three=False, inner_third=None)


def charted(lent: list[Null], series: int, seed: int) -> float:
    """Per cent of series that signal as we chart them."""
    made = panels(lent, series, seed, months=BASELINE + WATCHED)
    found = [signal for panel in made for _, signal in signalled(EITHER, BASELINE, panel)]
    return 100 * float(np.mean(found))


def as_published(lent: list[Null], series: int, seed: int) -> float:
    """Per cent of series that signal on an XmR chart of their figures on an average day."""
    made = panels(lent, series, seed, months=BASELINE + WATCHED)
    return _raw(one.values / (1 if lent[0].of > 1 else one.days) for panel in made for one in panel)


def independent(series: int, seed: int) -> float:
    """Per cent of series of independent normal figures that signal."""
    rng = np.random.default_rng(seed)
    return _raw(rng.normal(size=BASELINE + WATCHED) for _ in range(series))


def _raw(every: Iterable[np.ndarray]) -> float:
    found = []
    for values in every:
        limits = process_limits(pd.Series(values[:BASELINE]), screen_moving_ranges=False)
        deviations = (values - limits.mean).tolist()
        spread = limits.upper - limits.mean
        signals = EITHER.signals(values.tolist(), deviations, spread)
        found.append(any(signal.points[-1] >= BASELINE for signal in signals))
    return 100 * float(np.mean(found))


if __name__ == "__main__":
    sys.stdout.write(f"independent normal figures: {independent(4000, 1):.1f} %\n")
    for regime in REGIMES.values():
        lent = nulls(regime)
        raw, ours = as_published(lent, 1240, 1), charted(lent, 1240, 1)
        sys.stdout.write(f"{regime.name}: as published {raw:.1f} %, as charted {ours:.1f} %\n")
        sys.stdout.flush()
