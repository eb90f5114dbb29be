"""How often the tests of change find one, where there is none and where there is.

``python -m tests.benchmarks.change.rates`` prints both for over 1,000 series a cell; a smaller run
is a test.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hsci_analysis.models.change.pool import Pool
from hsci_analysis.models.change.result import ChangeTest, Form, Question
from hsci_analysis.models.estimation_window import DEFAULT, Model
from hsci_analysis.models.monthly import Monthly, Scale
from tests.benchmarks.change.nulls import REGIMES, Regime, nulls, panels

LEFT_OUT = DEFAULT.of("delayed_discharge_bed_days", Model.CHANGE)
SERIES = 1240
SEED = 20


@dataclass(frozen=True)
class Rate:
    """Of ``tested`` series, the shares called changed and held by levels alone, in per cent.

    ``seen`` is the median smallest rise that would have been found.
    """

    tested: int
    changed: float
    levels: float
    seen: float

    def __str__(self) -> str:
        return (
            f"{self.changed:5.1f} % of {self.tested} (levels {self.levels:3.0f} %, "
            f"smallest rise seen {self.seen:5.1f})"
        )


def rate(panel: Sequence[Sequence[Monthly]], question: Question) -> Rate:
    """The rate over some panels."""
    found: list[ChangeTest] = []
    for figures in panel:
        pool = Pool(figures, _together(figures), LEFT_OUT)
        answers = [pool.answer(question, one) for one in figures]
        found += [one for one in answers if isinstance(one, ChangeTest)]
    return Rate(
        tested=len(found),
        changed=100 * float(np.mean([one.significant for one in found])),
        levels=100 * float(np.mean([one.form is Form.LEVELS for one in found])),
        seen=float(np.median([one.smallest_rise for one in found])),
    )


def null_rates(regime: Regime, series: int, seed: int) -> dict[str, Rate]:
    """By question and kind of null: nothing has changed."""
    lent = nulls(regime)
    kinds = {"autoregression": False, "random walk": True}
    made = {
        name: list(panels(lent, series, seed, random_walk=walks)) for name, walks in kinds.items()
    }
    return {f"{q}, {name}": rate(made[name], q) for q in Question for name in kinds}


def power_rates(regime: Regime, series: int, seed: int) -> dict[str, Rate]:
    """By question and size: the last year, or each of five, rose by that; of shares, the odds."""
    lent, found = nulls(regime), {}
    for size in (0.05, 0.10, 0.20):
        steps = list(panels(lent, series, seed, step=size))
        slopes = list(panels(lent, series, seed, slope=size))
        found[f"{Question.YEAR}, {100 * size:.0f} %"] = rate(steps, Question.YEAR)
        found[f"{Question.FIVE_YEARS}, {100 * size:.0f} % a year"] = rate(
            slopes, Question.FIVE_YEARS
        )
    return found


def found_at_the_smallest(regime: Regime, series: int, seed: int) -> float:
    """Of counts that rose by the smallest rise said of them, the per cent found; 80 is meant."""
    lent, found = nulls(regime), []
    for figures in panels(lent, series, seed):
        pool = Pool(figures, "not asked", LEFT_OUT)
        for null, one in zip(lent, figures, strict=True):
            before = pool.answer(Question.YEAR, one)
            if isinstance(before, ChangeTest):
                step = before.smallest_rise / 100
                (risen,) = next(panels([null], 1, seed + 1 + len(found), step=step))
                after = pool.answer(Question.YEAR, risen)
                found.append(isinstance(after, ChangeTest) and after.significant)
    return 100 * float(np.mean(found))


def _together(figures: Sequence[Monthly]) -> Monthly:
    """All areas of a panel as one; of shares, as if all were alike large."""
    first = figures[0]
    total = np.sum([one.values for one in figures], axis=0)
    values = total / len(figures) if first.scale is Scale.SHARE else total
    return Monthly(first.scale, first.months, values, first.days, first.provisional)


if __name__ == "__main__":
    for regime in REGIMES.values():
        sys.stdout.write(f"{regime.name}, nothing changed\n")
        for name, one in null_rates(regime, SERIES, SEED).items():
            sys.stdout.write(f"  {name:55} {one}\n")
        sys.stdout.write(f"{regime.name}, a change\n")
        for name, one in power_rates(regime, SERIES, SEED).items():
            sys.stdout.write(f"  {name:55} {one}\n")
        if nulls(regime)[0].scale is Scale.COUNT:
            at = found_at_the_smallest(regime, 310, SEED)
            sys.stdout.write(f"  found at the smallest rise said to be seen: {at:.0f} %\n")
        sys.stdout.flush()
