"""What forecasts were meant to reach on the benchmark, and whether they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from hsci_analysis.models.forecast.benchmark import (
    AUTO_ETS,
    CHOSEN_ON,
    OURS,
    PROPHET_WITH_STEPS,
    SEASONAL_NAIVE,
    against,
    against_best,
    benchmark_figures,
)

AGAINST_SEASONAL_NAIVE: Final[Mapping[str, float]] = {"A": 0.74, "B": 0.70, "C": 0.65, "D": 0.61}
AGAINST_AUTO_ETS: Final = 0.90
AGAINST_BEST: Final = 0.90
AGAINST_PROPHET: Final = 0.70
ERROR_AGAINST_BEST, ERROR_IN_C = 0.96, 1.00
COVERED: Final[Mapping[int, tuple[float, float]]] = {80: (0.78, 0.82), 95: (0.94, 0.96)}
TOGETHER: Final = "A to D, on average"


@dataclass(frozen=True)
class Aim:
    """One figure of the benchmark, and the least and the most it was meant to be.

    ``share`` tells shares of figures inside an interval from ratios to another method.
    """

    what: str
    sets: str
    reached: float
    most: float
    least: float = 0.0
    share: bool = False

    @property
    def met(self) -> bool:
        """Whether it is met by the figure as computed; rounding does not help it over the line."""
        return self.least <= self.reached <= self.most


def aims() -> tuple[Aim, ...]:
    """Every aim, set by set, with what was reached at the core origins outside the pandemic."""
    return tuple(_aims(benchmark_figures().set_index(["set", "method"])))


def _aims(table: pd.DataFrame) -> Iterator[Aim]:
    naive, ets, best = against(table, SEASONAL_NAIVE), against(table, AUTO_ETS), against_best(table)
    for key, most in AGAINST_SEASONAL_NAIVE.items():
        yield Aim("Score over that of last year's figures", key, naive[key], most)
    for key in CHOSEN_ON:
        yield Aim("Score over that of AutoETS", key, ets[key], AGAINST_AUTO_ETS)
    chosen_on = list(CHOSEN_ON)
    over_best = "over that of the best single statsforecast model"
    yield Aim(f"Score {over_best}", TOGETHER, best[chosen_on].mean(), AGAINST_BEST)
    prophet = against(table, PROPHET_WITH_STEPS)[chosen_on].mean()
    yield Aim("Score over that of Prophet with steps", TOGETHER, prophet, AGAINST_PROPHET)
    error = against_best(table, "mase")
    yield Aim(
        f"Error of the median {over_best}", TOGETHER, error[chosen_on].mean(), ERROR_AGAINST_BEST
    )
    yield Aim(f"Error of the median {over_best}", "C", error["C"], ERROR_IN_C)
    ours = table.xs(OURS, level="method")
    for share, (least, most) in COVERED.items():
        for key in CHOSEN_ON:
            held = ours[f"covered{share}"][key]
            yield Aim(f"Share inside the {share} % interval", key, held, most, least, share=True)
