"""Which months a question is put to, and as which columns of a design."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from hsci_analysis.models.autocorrelation import LagOne
from hsci_analysis.models.change.result import Form
from hsci_analysis.models.estimation_window import EstimationWindow
from hsci_analysis.models.monthly import Floats, Mask, Whole
from hsci_analysis.periods import MONTHS_IN_YEAR

WINDOW_MONTHS: Final = 60
HARMONICS: Final = 2
FEWEST_FOR_A_YEAR: Final = 36
FEWEST_FOR_FIVE_YEARS: Final = 42
"""What must be left of sixty months once those that calibration leaves out are gone."""
FEWEST_OF_TWELVE: Final = 10
NO_SLOPE_FROM: Final = 0.7
"""From this autocorrelation on, a slope of five years is read into chance too often: on simulated
series without one, in 10 of 100 between 0.7 and 0.8, and in more above, where comparing levels is
false in 5."""


@dataclass(frozen=True, eq=False)
class Window:
    """The months used, the design of each, and which are compared.

    ``used`` tells which months of the series those are. The last column of ``design`` carries the
    answer. ``before`` and ``after`` tell which of the months used are compared.
    """

    form: Form
    used: Mask
    months: Whole
    design: Floats
    before: Mask
    after: Mask
    lag_one: LagOne


def window(months: Whole, form: Form, left_out: EstimationWindow) -> Window | str:
    """The months that question is put to, or why it cannot be put.

    Parameters
    ----------
    months
        The months of the series that have a figure, counted on by one a month.
    form
        What is compared with what.
    left_out
        Months not used; but where years are compared, the months compared are.
    """
    # The areas of a panel have the same months, and a design is the costlier half of an answer.
    return _window(tuple(months.tolist()), form, left_out)


@lru_cache(maxsize=256)
def _window(numbers: tuple[int, ...], form: Form, left_out: EstimationWindow) -> Window | str:
    months = np.array(numbers, dtype=np.int64)
    last = int(months[-1])
    compared = 2 * MONTHS_IN_YEAR if form is Form.YEARS else 0
    inside = months > last - WINDOW_MONTHS
    used = inside & (~left_out.covers_months(months) | (months > last - compared))
    kept = months[used]
    ago = last - kept
    after = ago < MONTHS_IN_YEAR
    if form is Form.YEARS:
        before = (ago >= MONTHS_IN_YEAR) & (ago < 2 * MONTHS_IN_YEAR)
    else:
        before = np.arange(len(kept)) < MONTHS_IN_YEAR
    refused = _refusal(months, form, kept, before, after)
    if refused:
        return refused
    design = np.column_stack([_season(kept), *_contrast(form, ago, before, after)])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return "the months used do not tell season and change apart"
    return Window(form, used, kept, design, before, after, LagOne(kept, design))


def _refusal(months: Whole, form: Form, kept: Whole, before: Mask, after: Mask) -> str:
    if form is Form.YEARS:
        if len(kept) < FEWEST_FOR_A_YEAR:
            return (
                f"it needs {FEWEST_FOR_A_YEAR} of the last {WINDOW_MONTHS} months, "
                f"and {len(kept)} have a figure"
            )
    elif months[-1] - months[0] + 1 < WINDOW_MONTHS:
        return f"it needs {WINDOW_MONTHS} months, and there are {months[-1] - months[0] + 1}"
    elif len(kept) < FEWEST_FOR_FIVE_YEARS:
        return (
            f"it needs {FEWEST_FOR_FIVE_YEARS} months with a figure besides those that calibration "
            f"leaves out, and {len(kept)} are left"
        )
    fewest = min(int(before.sum()), int(after.sum()))
    if fewest < FEWEST_OF_TWELVE:
        return (
            f"each of the years compared needs {FEWEST_OF_TWELVE} months with a figure, "
            f"and one has {fewest}"
        )
    return ""


def _season(months: Whole) -> Floats:
    """A level and two harmonics of the year."""
    angle = 2 * np.pi * (months % MONTHS_IN_YEAR) / MONTHS_IN_YEAR
    waves = [wave(times * angle) for times in range(1, HARMONICS + 1) for wave in (np.cos, np.sin)]
    return np.column_stack([np.ones(len(months)), *waves])


def _contrast(form: Form, ago: Whole, before: Mask, after: Mask) -> list[Floats]:
    """What the level differs by; the last is the answer."""
    if form is Form.SLOPE:
        return [-ago / MONTHS_IN_YEAR]
    neither = ~(before | after)
    others = [neither.astype("float64")] if neither.any() else []
    return [*others, after.astype("float64")]
