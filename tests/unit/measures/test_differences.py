"""What holds for every difference and ratio, and how often chance alone is called a change."""

import math
import random
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.rates import confint_poisson_2indep

from hsci_analysis.measures.differences import (
    Difference,
    NothingToDivideByError,
    difference_of_estimates,
    difference_of_proportions,
    ratio_of_estimates,
    ratio_of_proportions,
    ratio_of_rates,
)
from hsci_analysis.measures.intervals import (
    ConfidenceInterval,
    ImpossibleFigureError,
    IntervalMethod,
    wilson,
)

wilson(1, 2)  # loads statsmodels once, which hypothesis would count as a slow example

SHARES = st.integers(1, 50_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
RATES = st.tuples(st.integers(0, 50_000), st.integers(1, 500_000))
ALL = pytest.mark.parametrize(
    "compare", [difference_of_proportions, ratio_of_proportions, ratio_of_rates]
)


def _held(compare: Callable[..., Difference], earlier: object, later: object) -> Difference:
    try:
        return compare(earlier, later)
    except NothingToDivideByError:
        assume(False)
        raise


@ALL
@given(SHARES, SHARES)
def test_a_difference_lies_between_its_limits(
    compare: Callable[..., Difference], earlier: tuple[int, int], later: tuple[int, int]
) -> None:
    found = _held(compare, earlier, later)
    assert found.lower <= found.value <= found.upper
    assert math.isfinite(found.upper)


@ALL
@given(SHARES)
def test_nothing_differs_from_itself(
    compare: Callable[..., Difference], figure: tuple[int, int]
) -> None:
    found = _held(compare, figure, figure)
    none = 0 if compare is difference_of_proportions else 1
    assert found.lower <= none <= found.upper


@given(SHARES, SHARES)
def test_the_ratio_excludes_one_exactly_when_the_difference_excludes_zero(
    earlier: tuple[int, int], later: tuple[int, int]
) -> None:
    ratio = _held(ratio_of_proportions, earlier, later)
    difference = difference_of_proportions(earlier, later)
    assume(min(abs(difference.lower), abs(difference.upper)) > 1e-9)
    assert (ratio.lower > 1) == (difference.lower > 0)
    assert (ratio.upper < 1) == (difference.upper < 0)


@given(SHARES, SHARES)
def test_turned_round_a_difference_changes_its_sign_alone(
    earlier: tuple[int, int], later: tuple[int, int]
) -> None:
    there, back = (
        difference_of_proportions(*pair) for pair in ((earlier, later), (later, earlier))
    )
    assert (back.value, back.lower, back.upper) == pytest.approx(
        (-there.value, -there.upper, -there.lower)
    )


@given(RATES, RATES, st.integers(2, 1_000))
def test_a_ratio_of_rates_does_not_depend_on_what_people_are_counted_in(
    earlier: tuple[int, int], later: tuple[int, int], factor: int
) -> None:
    plain = _held(ratio_of_rates, earlier, later)
    scaled = ratio_of_rates((earlier[0], earlier[1] * factor), (later[0], later[1] * factor))
    assert (scaled.value, scaled.lower, scaled.upper) == pytest.approx(
        (plain.value, plain.lower, plain.upper)
    )


@pytest.mark.parametrize(
    ("earlier", "later"), [((120, 1_000), (100, 1_000)), ((900, 70_000), (1_100, 68_000))]
)
def test_statsmodels_finds_the_same(earlier: tuple[int, int], later: tuple[int, int]) -> None:
    rates = confint_poisson_2indep(*later, *earlier, method="score", compare="ratio")
    found = ratio_of_rates(earlier, later)
    assert (found.lower, found.upper) == pytest.approx(rates, rel=1e-6)
    apart = confint_proportions_2indep(*later, *earlier, method="newcomb", compare="diff")
    found = difference_of_proportions(earlier, later)
    assert (found.lower, found.upper) == pytest.approx(apart)
    over = confint_proportions_2indep(
        *later, *earlier, method="score", compare="ratio", correction=False
    )
    found = ratio_of_proportions(earlier, later)
    assert (found.lower, found.upper) == pytest.approx(over, rel=1e-3)


def _estimate(value: float, lower: float, upper: float) -> ConfidenceInterval:
    return ConfidenceInterval(value, lower, upper, IntervalMethod.AS_PUBLISHED)


def test_limits_of_two_surveys_are_put_together() -> None:
    """Three points either way and four points either way are five points together."""
    found = difference_of_estimates(_estimate(70, 67, 73), _estimate(76, 72, 80))
    assert (found.value, found.lower, found.upper) == pytest.approx((6, 1, 11))


def test_limits_of_two_rates_are_put_together() -> None:
    """Both within 5 %: 0.95 x 1.05 = 0.9975, and the root of 1 - 0.9975 squared is 0.0706665."""
    found = ratio_of_estimates(_estimate(400, 380, 420), _estimate(440, 418, 462))
    assert (found.value, found.lower, found.upper) == pytest.approx(
        (1.1, 1.1 * 0.9975 / 1.0706665, 1.1 * 1.0706665 / 0.9975), rel=1e-6
    )


def test_nothing_is_a_multiple_of_nothing() -> None:
    for compare in (ratio_of_proportions, ratio_of_rates):
        with pytest.raises(NothingToDivideByError, match="of which nothing is a multiple"):
            compare((0, 100), (5, 100))
    with pytest.raises(NothingToDivideByError):
        ratio_of_estimates(_estimate(5, 0, 9), _estimate(5, 3, 9))


def test_counts_that_no_area_has_are_refused() -> None:
    with pytest.raises(ImpossibleFigureError):
        ratio_of_proportions((5, 100), (101, 100))
    with pytest.raises(ImpossibleFigureError):
        ratio_of_rates((5, 0), (5, 100))


def _false_alarms(
    draw: Callable[[np.random.Generator], tuple[tuple[int, int], tuple[int, int]]],
    compare: Callable[..., Difference],
    none: float,
) -> float:
    """How often two years with the same truth behind them are called different."""
    chance = np.random.default_rng(20_260_401)
    called = [compare(*draw(chance)) for _ in range(2_000)]
    return sum(not each.lower <= none <= each.upper for each in called) / len(called)


def _two_shares(chance: np.random.Generator) -> tuple[tuple[int, int], tuple[int, int]]:
    of = chance.integers(60, 20_000, 2)
    few = 1 + chance.binomial(of - 1, chance.uniform(0.05, 0.3))
    return (int(few[0]), int(of[0])), (int(few[1]), int(of[1]))


def _two_rates(chance: np.random.Generator) -> tuple[tuple[int, int], tuple[int, int]]:
    people = chance.integers(3_000, 80_000, 2)
    events = np.maximum(chance.poisson(people * chance.uniform(0.01, 0.03)), 1)
    return (int(events[0]), int(people[0])), (int(events[1]), int(people[1]))


@pytest.mark.parametrize(
    ("draw", "compare", "none"),
    [
        (_two_shares, difference_of_proportions, 0),
        (_two_shares, ratio_of_proportions, 1),
        (_two_rates, ratio_of_rates, 1),
    ],
)
def test_chance_alone_is_called_a_change_about_once_in_twenty(
    draw: Callable[[np.random.Generator], tuple[tuple[int, int], tuple[int, int]]],
    compare: Callable[..., Difference],
    none: float,
) -> None:
    """Of 2,000 pairs: 5 % give or take three standard errors of such a count."""
    assert _false_alarms(draw, compare, none) == pytest.approx(0.05, abs=0.015)


def test_events_that_come_in_clusters_are_called_a_change_more_often() -> None:
    """Why a rate of events that one person can have several of carries its caution."""
    chance = random.Random(7)

    def clustered(_: np.random.Generator) -> tuple[tuple[int, int], tuple[int, int]]:
        people = 20_000
        events = [sum(chance.choice((1, 2, 3, 6)) for _ in range(100)) for _ in "ab"]
        # People fall ill by chance as well: how many have any varies as a count does.
        events = [max(1, round(each * chance.gauss(1, 0.1))) for each in events]
        return (events[0], people), (events[1], people)

    assert _false_alarms(clustered, ratio_of_rates, 1) > 0.1
