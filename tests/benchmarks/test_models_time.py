"""How long the changes and limits of a panel take, as a share of fitting plain models to it."""

import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

import numpy as np
import statsmodels.api as sm

from hsci_analysis.areas import Area, health_boards, partnerships
from hsci_analysis.measures.catalogue import MEASURES, Basis, Frequency
from hsci_analysis.measures.measure import Measure
from hsci_analysis.measures.series import MeasureSeries, series
from hsci_analysis.models.change.change import panel_change
from hsci_analysis.models.forecast.forecast import forecast
from hsci_analysis.models.process_control.limits import limits

ROUNDS = 3
AT_MOST = 6
"""About 2 on a quiet machine. A plain fit is one for each area and each of the four questions."""


def panel() -> list[MeasureSeries]:
    return [series("delayed_discharge_bed_days", area) for area in partnerships()]


def plain_fits(of: list[MeasureSeries]) -> None:
    """One Poisson regression on a season and a slope for each of four questions."""
    angle = 2 * np.pi * np.arange(60) / 12
    waves = [wave(times * angle) for times in (1, 2) for wave in (np.cos, np.sin)]
    design = np.column_stack([np.ones(60), *waves, np.arange(60)])
    for one in of:
        for _ in range(4):
            sm.GLM(one.values.to_numpy()[-60:], design, family=sm.families.Poisson()).fit()


def seconds(action: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    started = clock()
    action()
    return clock() - started


def times() -> tuple[float, float, float]:
    """Median seconds of changes, of limits and of plain fits, measured in turn."""
    held = panel()
    rounds = [
        (
            seconds(lambda: panel_change(held)),
            seconds(lambda: [limits(one, panel=held) for one in held[:4]]),
            seconds(lambda: plain_fits(held)),
        )
        for _ in range(ROUNDS)
    ]
    changes, some_limits, plain = zip(*rounds, strict=True)
    return median(changes), median(some_limits), median(plain)


def test_a_panel_takes_little_more_than_plain_fits_of_it() -> None:
    changes, some_limits, plain = times()
    assert changes / plain < AT_MOST, f"{changes:.2f} s against {plain:.2f} s"
    assert some_limits / plain < AT_MOST, f"{some_limits:.2f} s against {plain:.2f} s"


def national() -> tuple[dict[str, float], int]:
    """Processor seconds for every monthly and weekly measure, by model, and how many series.

    Of partnerships where people are counted where they live, else of boards; forecasts with their
    back-tests; changes and limits of what is monthly.
    """
    held = [
        [series(measure.key, area) for area in areas_of(measure)]
        for measure in MEASURES.values()
        if measure.frequency is not Frequency.QUARTERLY
    ]
    monthly = [one for one in held if one[0].measure.frequency is Frequency.MONTHLY]
    work: dict[str, Callable[[], object]] = {
        "forecasts": lambda: [forecast(one) for some in held for one in some],
        "changes": lambda: [panel_change(one) for one in monthly],
        "limits": lambda: [limits(one) for some in monthly for one in some],
    }
    # Of the processor, for others may be at work on this machine.
    by_model = {model: seconds(done, process_time) for model, done in work.items()}
    return by_model, sum(map(len, held))


def areas_of(measure: Measure) -> tuple[Area, ...]:
    by_residence = any(figures.basis is Basis.RESIDENCE for figures in measure.figures)
    return partnerships() if by_residence else health_boards()


if __name__ == "__main__":
    changes, some_limits, plain = times()
    sys.stdout.write(f"31 areas: changes {changes:.2f} s, plain fits {plain:.2f} s\n")
    by_model, count = national()
    told = ", ".join(f"{model} {spent:.2f} s" for model, spent in by_model.items())
    sys.stdout.write(f"{count} series: {told}, {sum(by_model.values()):.2f} s in all\n")
