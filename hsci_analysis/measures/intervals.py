"""How far a published proportion or rate could be from the one chance would give again.

Bed-day rates have no function here on purpose: days are clustered within patients, so limits made
from a count of days would be far too narrow.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

from hsci_analysis.errors import SeriesError

FEWEST_EVENTS_FOR_APPROXIMATION = 10
"""Below ten events Byar's approximation gives way to exact limits, and Dobson's to none."""

EUROPEAN_STANDARD_POPULATION_2013 = (
    *(5_000, 5_500, 5_500, 5_500, 6_000, 6_000, 6_500, 7_000, 7_000, 7_000),
    *(7_000, 6_500, 6_000, 5_500, 5_000, 4_000, 2_500, 1_500, 1_000),
)
"""People in each of the 19 age bands 0-4, 5-9, ... 85-89, 90 and over."""

UNDER_75 = slice(0, 15)
"""The bands 0-4 to 70-74, which premature mortality is standardised over."""


CHECK_THE_FILE = "check the figures against the file they came from"


class IntervalMethod(StrEnum):
    """How limits are found; printed with them."""

    AS_PUBLISHED = "as published, from the design of the survey"
    WILSON = "Wilson score"
    BYAR = "Byar"
    EXACT_POISSON = "exact Poisson"
    DOBSON = "Dobson, with Byar's limits of the total count"


class ImpossibleFigureError(SeriesError):
    """Counts or populations that no area can have: every one that is wrong at once."""

    def __init__(self, what: str, broken: Sequence[str], remedy: str = CHECK_THE_FILE) -> None:
        super().__init__(f"{what}: {'; '.join(broken)}; {remedy}")


@dataclass(frozen=True)
class ConfidenceInterval:
    """A value and the limits around it, all in the same unit; ``lower <= value <= upper``."""

    value: float
    lower: float
    upper: float
    method: IntervalMethod

    def times(self, factor: float) -> ConfidenceInterval:
        """The same interval in another unit: ``factor`` times each number."""
        return ConfidenceInterval(
            self.value * factor, self.lower * factor, self.upper * factor, self.method
        )


@dataclass(frozen=True)
class NotCalculated:
    """Why there is no value and no interval."""

    reason: str


def wilson(
    numerator: float, denominator: float, per: float = 1, confidence: float = 0.95
) -> ConfidenceInterval:
    """A proportion with Wilson's score interval, which holds down to 0 and up to all.

    Parameters
    ----------
    numerator, denominator
        Whole counts, the first no larger than the second.
    per
        100 for a percentage, 1,000 for a rate per thousand discharges.

    Raises
    ------
    ImpossibleFigureError
        For counts that are negative, not whole, missing, or a numerator above its denominator.

    References
    ----------
    Wilson (1927), *Journal of the American Statistical Association* 22: 209-212.
    """
    broken = [*_not_a_count("numerator", numerator), *_not_a_count("denominator", denominator)]
    if not broken and denominator == 0:
        broken = ["the denominator is 0, and a proportion of nothing is no number"]
    if not broken and numerator > denominator:
        broken = [f"the numerator {numerator:,.0f} is above the denominator {denominator:,.0f}"]
    _refuse("a proportion", [*broken, *_not_usable(per, confidence)])
    # A tested formula rather than one of our own; loaded here, for it takes a second to load.
    from statsmodels.stats.proportion import proportion_confint

    proportion = numerator / denominator
    lower, upper = proportion_confint(numerator, denominator, alpha=1 - confidence, method="wilson")
    # At 0 and at all of them a limit equals the proportion, but for the last bit.
    limits = (min(float(lower), proportion), max(float(upper), proportion))
    return ConfidenceInterval(proportion, *limits, IntervalMethod.WILSON).times(per)


def byar(
    events: float, denominator: float = 1, per: float = 1, confidence: float = 0.95
) -> ConfidenceInterval:
    """A count or crude rate with Byar's interval; exact Poisson limits below ten events.

    Where one person can have several events the true interval is wider than this one.

    Parameters
    ----------
    events
        A whole count of independent events.
    denominator
        People, or person-time, at risk.

    Raises
    ------
    ImpossibleFigureError
        For events that are negative, not whole or missing, or a denominator that is not above 0.

    References
    ----------
    Breslow and Day (1987), *Statistical methods in cancer research*, volume II.
    """
    broken = [*_not_a_count("count of events", events), *_not_above_0("denominator", denominator)]
    _refuse("a rate", [*broken, *_not_usable(per, confidence)])
    exact = events < FEWEST_EVENTS_FOR_APPROXIMATION
    limits = _exact_poisson(events, confidence) if exact else _byar(events, confidence)
    method = IntervalMethod.EXACT_POISSON if exact else IntervalMethod.BYAR
    return ConfidenceInterval(events, *limits, method).times(per / denominator)


def dobson(
    counts: Sequence[float],
    populations: Sequence[float],
    standard: Sequence[float],
    per: float = 1,
    confidence: float = 0.95,
) -> ConfidenceInterval | NotCalculated:
    """A directly age-standardised rate with Dobson's interval around it.

    Parameters
    ----------
    counts, populations, standard
        Events, people and people of the standard population in each age band, in the same order.

    Returns
    -------
    ConfidenceInterval or NotCalculated
        The latter when there are fewer than ten events in all bands together.

    Raises
    ------
    ImpossibleFigureError
        For bands that do not match, counts that are no counts, or a band without people.

    References
    ----------
    Dobson, Kuulasmaa, Eberle and Scherer (1991), *Statistics in Medicine* 10: 457-462.
    """
    _refuse("an age-standardised rate", _broken_bands(counts, populations, standard))
    _refuse("an age-standardised rate", _not_usable(per, confidence))
    total = math.fsum(counts)
    if total < FEWEST_EVENTS_FOR_APPROXIMATION:
        return NotCalculated(
            f"fewer than {FEWEST_EVENTS_FOR_APPROXIMATION} events, too few to standardise by age"
        )
    standard_total = math.fsum(standard)
    weights = [
        people / standard_total / population
        for people, population in zip(standard, populations, strict=True)
    ]
    rate = math.fsum(weight * count for weight, count in zip(weights, counts, strict=True))
    variance = math.fsum(weight**2 * count for weight, count in zip(weights, counts, strict=True))
    spread = math.sqrt(variance / total)
    lower, upper = _byar(total, confidence)
    return ConfidenceInterval(
        rate,
        max(0.0, rate + spread * (lower - total)),
        rate + spread * (upper - total),
        IntervalMethod.DOBSON,
    ).times(per)


def _byar(events: float, confidence: float) -> tuple[float, float]:
    z = standard_errors(confidence)
    above = events + 1
    return (
        events * (1 - 1 / (9 * events) - z / (3 * math.sqrt(events))) ** 3,
        above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3,
    )


def _exact_poisson(events: float, confidence: float) -> tuple[float, float]:
    # The standard library has no gamma quantile; loaded here, for it is needed for few events only.
    from scipy.special import gammaincinv  # type: ignore[import-untyped]  # ships no types

    # The chi-square quantile with 2k degrees of freedom is twice that of the gamma with shape k.
    tail = (1 - confidence) / 2
    lower = float(gammaincinv(events, tail)) if events else 0.0
    return lower, float(gammaincinv(events + 1, 1 - tail))


def standard_errors(confidence: float) -> float:
    """How many standard errors reach either side for that confidence: 1.96 for 0.95."""
    return NormalDist().inv_cdf(1 - (1 - confidence) / 2)


def _not_a_count(name: str, number: float) -> list[str]:
    if not math.isfinite(number):
        return [f"the {name} is missing or not finite"]
    if number < 0 or number != int(number):
        return [f"the {name} {number:,} is not a whole number from 0 up"]
    return []


def _not_above_0(name: str, number: float) -> list[str]:
    if not math.isfinite(number):
        return [f"the {name} is missing or not finite"]
    return [] if number > 0 else [f"the {name} {number:,} is not above 0"]


def _not_usable(per: float, confidence: float) -> list[str]:
    broken = _not_above_0("number it is per", per)
    if not 0 < confidence < 1:
        broken.append(f"the confidence {confidence} does not lie between 0 and 1")
    return broken


def _broken_bands(
    counts: Sequence[float], populations: Sequence[float], standard: Sequence[float]
) -> list[str]:
    sizes = len(counts), len(populations), len(standard)
    if len(set(sizes)) > 1 or not sizes[0]:
        return [
            "the age bands do not match: {} of counts, {} of population, {} of standard".format(
                *sizes
            )
        ]
    return [
        f"in age band {band} {promise}"
        for band, (count, people, weight) in enumerate(
            zip(counts, populations, standard, strict=True), start=1
        )
        for promise in (
            *_not_a_count("count", count),
            *_not_above_0("population", people),
            *_not_above_0("standard population", weight),
        )
    ]


def _refuse(what: str, broken: Iterable[str]) -> None:
    if broken := list(broken):
        raise ImpossibleFigureError(what, broken)
