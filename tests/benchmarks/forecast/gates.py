"""The figures our forecasts must not fall below; with few origins, tighter ones fail by chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from hsci_analysis.models.forecast.benchmark import (
    AUTO_ETS,
    CHOSEN_ON,
    HELD_BACK,
    OURS,
    PROPHET_WITH_STEPS,
    SEASONAL_NAIVE,
    against,
    against_best,
)

AGAINST_SEASONAL_NAIVE = {"A": 0.80, "B": 0.77, "C": 0.73, "D": 0.68}
AGAINST_AUTO_ETS = 0.95
AGAINST_BEST_ON_AVERAGE, AGAINST_BEST = 0.95, 1.00
AGAINST_PROPHET = 0.95
ERROR_AGAINST_BEST = 1.03
HELD_BACK_AGAINST_BEST = 0.95
COVERED80, COVERED95 = (0.76, 0.86), (0.93, 0.97)
COVERED95_AHEAD = (0.89, 0.99)


def broken(table: pd.DataFrame, ahead: Mapping[str, pd.DataFrame]) -> list[str]:
    """A line for each gate that is not held; ``ahead`` has the coverage by step of each set."""
    return [*_too_high(table), *_coverage(table, ahead)]


def _too_high(table: pd.DataFrame) -> Iterator[str]:
    best = against_best(table)
    limits = {
        "seasonal naive": (against(table, SEASONAL_NAIVE), AGAINST_SEASONAL_NAIVE),
        "AutoETS": (against(table, AUTO_ETS), dict.fromkeys(CHOSEN_ON, AGAINST_AUTO_ETS)),
        "the best single model": (
            best,
            {**dict.fromkeys(CHOSEN_ON, AGAINST_BEST), HELD_BACK: HELD_BACK_AGAINST_BEST},
        ),
        "Prophet with steps": (
            against(table, PROPHET_WITH_STEPS),
            dict.fromkeys(CHOSEN_ON, AGAINST_PROPHET),
        ),
        "the error of the best single model": (
            against_best(table, "mase"),
            dict.fromkeys(CHOSEN_ON, ERROR_AGAINST_BEST),
        ),
    }
    for rival, (ratios, allowed) in limits.items():
        for key, most in allowed.items():
            if not ratios[key] <= most:
                yield f"{key}: {ratios[key]:.3f} of {rival}; at most {most}"
    average = best[list(CHOSEN_ON)].mean()
    if not average <= AGAINST_BEST_ON_AVERAGE:
        yield f"{average:.3f} of the best single models on average"


def _coverage(table: pd.DataFrame, ahead: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    ours = table.xs(OURS, level="method")
    for figure, (least, most) in {"covered80": COVERED80, "covered95": COVERED95}.items():
        for key in CHOSEN_ON:
            if not least <= ours[figure][key] <= most:
                yield f"{key}: {figure} is {ours[figure][key]:.3f}; between {least} and {most}"
    least, most = COVERED95_AHEAD
    for key, by_step in ahead.items():
        for step, share in by_step["covered95"].items():
            if not least <= share <= most:
                yield f"{key}: covered95 is {share:.3f} {step} ahead; between {least} and {most}"
