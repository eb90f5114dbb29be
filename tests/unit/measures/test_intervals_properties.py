"""What holds for every interval, and what no interval is made of."""

import math
import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hsci_analysis.measures.intervals import (
    ConfidenceInterval,
    ImpossibleFigureError,
    byar,
    dobson,
    wilson,
)

wilson(1, 2)  # loads statsmodels once, which hypothesis would count as a slow example
byar(1)

COUNTS = st.integers(min_value=0, max_value=2_000_000)
PEOPLE = st.integers(min_value=1, max_value=6_000_000)
SCALES = st.sampled_from([1, 100, 1_000, 100_000])
BANDS = st.lists(
    st.tuples(st.integers(0, 500), st.integers(1, 100_000), st.integers(1, 10_000)),
    min_size=1,
    max_size=19,
)


def _ordered(interval: ConfidenceInterval) -> bool:
    return interval.lower <= interval.value <= interval.upper


def _standardised(bands: list[tuple[int, int, int]], per: float = 1) -> ConfidenceInterval:
    assume(sum(count for count, _, _ in bands) >= 10)
    interval = dobson(*zip(*bands, strict=True), per=per)
    assert isinstance(interval, ConfidenceInterval)
    return interval


@given(COUNTS, COUNTS, SCALES)
def test_wilson_keeps_its_order_and_stays_a_proportion(few: int, more: int, per: int) -> None:
    assume(few <= more and more > 0)
    interval = wilson(few, more, per)
    assert _ordered(interval)
    assert interval.lower >= 0
    assert interval.upper <= per


@given(COUNTS, PEOPLE, SCALES)
def test_byar_keeps_its_order(events: int, people: int, per: int) -> None:
    interval = byar(events, people, per)
    assert _ordered(interval)
    assert interval.lower >= 0


@given(BANDS, SCALES)
def test_dobson_keeps_its_order(bands: list[tuple[int, int, int]], per: int) -> None:
    assert _ordered(_standardised(bands, per))


@given(BANDS, st.randoms(use_true_random=False))
def test_dobson_does_not_depend_on_the_order_of_the_bands(
    bands: list[tuple[int, int, int]], chance: random.Random
) -> None:
    shuffled = chance.sample(bands, len(bands))
    assert _standardised(shuffled) == _standardised(bands)


@given(BANDS, st.integers(2, 50))
def test_dobson_does_not_depend_on_the_size_of_the_standard_population(
    bands: list[tuple[int, int, int]], factor: int
) -> None:
    plain = _standardised(bands)
    scaled = _standardised([(count, people, factor * weight) for count, people, weight in bands])
    assert (scaled.value, scaled.lower, scaled.upper) == pytest.approx(
        (plain.value, plain.lower, plain.upper), rel=1e-9
    )


@given(COUNTS, PEOPLE, SCALES)
def test_the_unit_scales_value_and_limits_alike(events: int, people: int, per: int) -> None:
    plain, scaled = byar(events, people), byar(events, people, per)
    assert (scaled.value, scaled.lower, scaled.upper) == pytest.approx(
        (per * plain.value, per * plain.lower, per * plain.upper), rel=1e-9
    )


@given(st.integers(1, 1_000), st.integers(1, 1_000), st.integers(2, 100))
def test_more_people_at_the_same_proportion_narrow_the_interval(
    few: int, rest: int, times: int
) -> None:
    small, large = wilson(few, few + rest), wilson(times * few, times * (few + rest))
    assert large.upper - large.lower < small.upper - small.lower


@given(st.integers(1, 10_000), st.integers(1, 100_000), st.integers(2, 100))
def test_more_events_at_the_same_rate_narrow_the_interval(
    events: int, people: int, times: int
) -> None:
    small, large = byar(events, people), byar(times * events, times * people)
    assert large.upper - large.lower < small.upper - small.lower


@given(st.integers(1, 1_000), PEOPLE)
def test_more_confidence_widens_the_interval(events: int, people: int) -> None:
    usual, sure = byar(events, people), byar(events, people, confidence=0.998)
    assert sure.lower < usual.lower
    assert usual.upper < sure.upper


@pytest.mark.parametrize(
    ("numerator", "denominator", "told"),
    [
        (3, 2, "numerator 3 is above the denominator 2"),
        (-1, 2, "numerator -1 is not a whole number from 0 up"),
        (1.5, 2, "numerator 1.5 is not a whole number"),
        (0, 0, "the denominator is 0"),
        (math.nan, 2, "numerator is missing or not finite"),
        (1, math.inf, "denominator is missing or not finite"),
    ],
)
def test_no_proportion_is_made_of_the_impossible(
    numerator: float, denominator: float, told: str
) -> None:
    with pytest.raises(ImpossibleFigureError, match=told):
        wilson(numerator, denominator)


def test_everything_impossible_is_told_at_once() -> None:
    with pytest.raises(ImpossibleFigureError) as told:
        byar(-1, 0, per=0, confidence=2)
    assert str(told.value) == (
        "a rate: the count of events -1 is not a whole number from 0 up; the denominator 0 is not "
        "above 0; the number it is per 0 is not above 0; the confidence 2 does not lie between 0 "
        "and 1; check the figures against the file they came from"
    )


@pytest.mark.parametrize(
    ("counts", "populations", "standard", "told"),
    [
        ((10,), (100, 100), (1, 1), "1 of counts, 2 of population, 2 of standard"),
        ((), (), (), "0 of counts"),
        ((10, -1), (100, 100), (1, 1), "in age band 2 the count -1 is not a whole number"),
        ((10, 1), (100, 0), (1, 1), "in age band 2 the population 0 is not above 0"),
        ((10, 1), (100, 10), (0, 1), "in age band 1 the standard population 0 is not above 0"),
        ((10, math.nan), (100, 10), (1, 1), "in age band 2 the count is missing"),
    ],
)
def test_bands_that_do_not_fit_are_refused(
    counts: tuple[float, ...],
    populations: tuple[float, ...],
    standard: tuple[float, ...],
    told: str,
) -> None:
    with pytest.raises(ImpossibleFigureError, match=told):
        dobson(counts, populations, standard)
