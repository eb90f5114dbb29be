"""How often the tests of change find one, where there is none and where there is.

``python -m tests.benchmarks.change.rates`` prints both for over 1,000 series a cell, in three
minutes, and writes the package's table; a smaller run is a test.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

import hsci_analysis.models.change as room
from hsci_analysis.models.change.error_rates import (
    AUTOREGRESSION,
    COLUMNS,
    NONE,
    RANDOM_WALK,
    SMALLEST,
    TABLE,
)
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


Row = tuple[str, str, str, str, Rate]


def null_rates(regime: Regime, series: int, seed: int) -> Iterator[Row]:
    """By question and kind of null: nothing has changed."""
    lent = nulls(regime)
    for moving, walks in {AUTOREGRESSION: False, RANDOM_WALK: True}.items():
        made = list(panels(lent, series, seed, random_walk=walks))
        for question in Question:
            yield regime.name, question.value, moving, NONE, rate(made, question)


def power_rates(regime: Regime, series: int, seed: int) -> Iterator[Row]:
    """By question and size: the last year, or each of five, rose by that; of shares, the odds."""
    lent = nulls(regime)
    for size in (0.05, 0.10, 0.20):
        for question, put_in in ((Question.YEAR, "step"), (Question.FIVE_YEARS, "slope")):
            made = list(panels(lent, series, seed, **{put_in: size}))
            risen = f"{100 * size:.0f} %{'' if question.of_the_year else ' a year'}"
            yield regime.name, question.value, AUTOREGRESSION, risen, rate(made, question)


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


def table() -> pd.DataFrame:
    """All rates, as the package carries them."""
    rows = []
    for regime in REGIMES.values():
        for *told, one in (*null_rates(regime, SERIES, SEED), *power_rates(regime, SERIES, SEED)):
            figures = (one.tested, one.changed, one.levels, one.seen)
            rows.append((*told, *figures))
        if nulls(regime)[0].scale is Scale.COUNT:
            found = found_at_the_smallest(regime, SERIES // 4, SEED)
            asked = (regime.name, Question.YEAR.value, AUTOREGRESSION, SMALLEST)
            rows.append((*asked, SERIES // 4, found, 0.0, np.nan))
    return pd.DataFrame(rows, columns=list(COLUMNS)).round(1)


if __name__ == "__main__":
    rates = table()
    rates.to_csv(f"{room.__path__[0]}/{TABLE}", index=False, lineterminator="\n")
    sys.stdout.write(f"{rates.to_string(index=False)}\n")
