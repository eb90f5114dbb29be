"""How far two published proportions, rates or estimates differ, with the interval of that.

Each interval is the one that fits the limits of the two figures: it excludes no difference exactly
when the matching test at that confidence does. Bed days have no function here, for the reason they
have none among the intervals.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from hsci_analysis.errors import SeriesError
from hsci_analysis.measures.intervals import (
    ConfidenceInterval,
    byar,
    wilson,
)


class NothingToDivideByError(SeriesError):
    """A ratio to a figure of 0, or one that may be."""


@dataclass(frozen=True)
class Difference:
    """The later figure minus the earlier one, or over it, with limits and how they were found."""

    value: float
    lower: float
    upper: float
    method: str


NEWCOMBE = "difference of two proportions, Newcombe's limits from Wilson scores"
WILSON_RATIO = "ratio of two proportions, limits from Wilson scores"
RATE_RATIO = "ratio of two rates, score limits given the events of both years together"
DIFFERENCE_OF_ESTIMATES = "difference of two estimates, limits put together from those published"
RATIO_OF_ESTIMATES = "ratio of two rates, limits put together from those of both"


def difference_of_proportions(
    earlier: tuple[float, float], later: tuple[float, float], per: float = 1
) -> Difference:
    """Later minus earlier proportion, each given as (numerator, denominator).

    References
    ----------
    Newcombe (1998), *Statistics in Medicine* 17: 873-890, method 10.
    """
    before, after = wilson(*earlier, per), wilson(*later, per)
    return Difference(after.value - before.value, *_put_together(before, after), NEWCOMBE)


def ratio_of_proportions(earlier: tuple[float, float], later: tuple[float, float]) -> Difference:
    """Later over earlier proportion, each given as (numerator, denominator).

    Raises
    ------
    ImpossibleFigureError
        For counts no proportion is made of.
    NothingToDivideByError
        For an earlier proportion of 0.

    References
    ----------
    Donner and Zou (2012), *Statistical Methods in Medical Research* 21: 347-359, from Wilson
    scores.
    """
    before, after = wilson(*earlier), wilson(*later)
    return Difference(*_divided(before, after), WILSON_RATIO)


def ratio_of_rates(earlier: tuple[float, float], later: tuple[float, float]) -> Difference:
    """Later over earlier rate, each given as (events, people).

    Given the events of both years together, the later year's share of them is a proportion, whose
    Wilson limits are turned into those of the ratio. Where one person can have several events the
    true interval is wider.

    Raises
    ------
    ImpossibleFigureError
        For counts no rate is made of.
    NothingToDivideByError
        For no events in the earlier year.

    References
    ----------
    Gu, Ng, Tang and Schucany (2008), *Biometrical Journal* 50: 283-298, statistic W2.
    """
    (events_before, people_before), (events_after, people_after) = earlier, later
    before, after = byar(events_before, people_before), byar(events_after, people_after)
    ratio = _ratio(before, after)
    share = wilson(events_after, events_before + events_after)
    among = people_before / people_after
    lower, upper = (limit / (1 - limit) * among for limit in (share.lower, share.upper))
    return Difference(ratio, min(lower, ratio), max(upper, ratio), RATE_RATIO)


def difference_of_estimates(earlier: ConfidenceInterval, later: ConfidenceInterval) -> Difference:
    """Later minus earlier estimate, of two independent samples of which the limits alone are held.

    References
    ----------
    Zou and Donner (2008), *Statistics in Medicine* 27: 1693-1702.
    """
    return Difference(
        later.value - earlier.value, *_put_together(earlier, later), DIFFERENCE_OF_ESTIMATES
    )


def ratio_of_estimates(earlier: ConfidenceInterval, later: ConfidenceInterval) -> Difference:
    """Later over earlier rate, of which the limits alone are held.

    Raises
    ------
    NothingToDivideByError
        If the lower limit of the earlier one is not above 0.

    References
    ----------
    Donner and Zou (2012), *Statistical Methods in Medical Research* 21: 347-359.
    """
    return Difference(*_divided(earlier, later), RATIO_OF_ESTIMATES)


def _put_together(earlier: ConfidenceInterval, later: ConfidenceInterval) -> tuple[float, float]:
    """The limits of a difference from those of its two sides, taken as independent."""
    difference = later.value - earlier.value
    return (
        difference - math.hypot(later.value - later.lower, earlier.upper - earlier.value),
        difference + math.hypot(later.upper - later.value, earlier.value - earlier.lower),
    )


def _divided(earlier: ConfidenceInterval, later: ConfidenceInterval) -> tuple[float, float, float]:
    """The ratio of two figures and its limits from theirs, taken as independent."""
    ratio = _ratio(earlier, later)
    both = later.value * earlier.value
    least = later.lower * (2 * later.value - later.lower)
    most = later.upper * (2 * later.value - later.upper)
    few = earlier.lower * (2 * earlier.value - earlier.lower)
    many = earlier.upper * (2 * earlier.value - earlier.upper)
    lower = least / (both + math.sqrt(both**2 - least * many)) if least else 0.0
    return ratio, min(lower, ratio), (both + math.sqrt(both**2 - most * few)) / few


def _ratio(earlier: ConfidenceInterval, later: ConfidenceInterval) -> float:
    if earlier.lower <= 0:
        raise NothingToDivideByError(
            "the earlier figure, or its lower limit, is 0, of which nothing is a multiple"
        )
    return later.value / earlier.value
