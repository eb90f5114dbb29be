"""A smaller run of the rates, with the room that chance needs at that size."""

import pytest

from hsci_analysis.models.change.result import Question
from tests.benchmarks.change.nulls import REGIMES, nulls, panels
from tests.benchmarks.change.rates import found_at_the_smallest, rate

SERIES = 310


def room(rate: float) -> float:
    """Three standard errors of a rate in per cent."""
    return 3 * 100 * (rate / 100 * (1 - rate / 100) / SERIES) ** 0.5


DELAYS, ATTENDANCES = REGIMES["delays 2022-25"], REGIMES["attendances"]


@pytest.mark.parametrize("regime", [DELAYS, ATTENDANCES], ids=lambda one: one.name)
def test_few_are_called_changed_where_nothing_has(regime) -> None:
    still = list(panels(nulls(regime), SERIES, seed=7))
    for question in (Question.YEAR, Question.FIVE_YEARS):
        assert 3 - room(3) < rate(still, question).changed < 7 + room(7)


def test_a_random_walk_is_seldom_called_a_change_over_the_year() -> None:
    walks = panels(nulls(DELAYS), SERIES, seed=7, random_walk=True)
    assert rate(list(walks), Question.YEAR).changed <= 8 + room(8)


def test_a_rise_of_one_in_twenty_of_attendances_is_seen_more_often_than_not() -> None:
    risen = panels(nulls(ATTENDANCES), SERIES, seed=7, step=0.05)
    assert rate(list(risen), Question.YEAR).changed >= 50 - room(50)


def test_no_slope_is_claimed_of_delays() -> None:
    still = panels(nulls(DELAYS), 62, seed=7)
    assert rate(list(still), Question.FIVE_YEARS).levels > 90


def test_the_smallest_rise_said_to_be_seen_is_seen_about_four_times_in_five() -> None:
    assert 65 <= found_at_the_smallest(ATTENDANCES, 154, seed=7) <= 95
