"""The rules against slow ones that try every stretch of points, on any values."""

import itertools
from math import comb, isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsci_analysis.models.process_control import rules
from hsci_analysis.models.process_control.rules import Direction

values = st.lists(
    st.sampled_from([-3.0, -2.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.5, 3.0, nan]), max_size=30
)
lengths = st.integers(2, 8)


def side(value: float) -> int:
    return (value > 0) - (value < 0)


def singled_out(signals) -> set[tuple[int, Direction]]:
    return {(point, signal.direction) for signal in signals for point in signal.points}


def stretches(numbers):
    """Every stretch of points without a missing one, as first and last place."""
    return [
        (first, last)
        for first in range(len(numbers))
        for last in range(first, len(numbers))
        if not any(map(isnan, numbers[first : last + 1]))
    ]


def slow_shift(numbers, length, skip):
    found = set()
    for first, last in stretches(numbers):
        kept = [at for at in range(first, last + 1) if numbers[at] != 0 or not skip]
        for sign, way in ((1, Direction.UP), (-1, Direction.DOWN)):
            if len(kept) >= length and all(side(numbers[at]) == sign for at in kept):
                found |= {(at, way) for at in kept}
    return found


def slow_trend(numbers, length, skip):
    found = set()
    for first, last in stretches(numbers):
        kept = [
            at
            for at in range(first, last + 1)
            if not (skip and at > 0 and numbers[at] == numbers[at - 1])
        ]
        for sign, way in ((1, Direction.UP), (-1, Direction.DOWN)):
            steps = [side(numbers[b] - numbers[a]) for a, b in itertools.pairwise(kept)]
            if len(kept) >= length and all(step == sign for step in steps):
                found |= {(at, way) for at in kept}
    return found


def slow_two_of_three(numbers, limit):
    found = set()
    for at in range(len(numbers) - 2):
        three = numbers[at : at + 3]
        for sign, way in ((1, Direction.UP), (-1, Direction.DOWN)):
            beyond = [at + i for i, value in enumerate(three) if value * sign > 2 * limit / 3]
            if all(value * sign > 0 for value in three) and len(beyond) >= 2:
                found |= {(point, way) for point in beyond}
    return found


@given(values, lengths, st.booleans())
def test_shift(numbers, length, skip):
    found = rules.shift(numbers, length, skip_centre=skip)
    assert singled_out(found) == slow_shift(numbers, length, skip)


@given(values, lengths, st.booleans())
def test_trend(numbers, length, skip):
    found = rules.trend(numbers, length, skip_ties=skip)
    assert singled_out(found) == slow_trend(numbers, length, skip)


@given(values)
def test_two_of_three(numbers):
    assert singled_out(rules.two_of_three(numbers, 3)) == slow_two_of_three(numbers, 3)


@given(values, lengths)
def test_inner_third(numbers, length):
    slow = {
        (at, Direction.NEITHER)
        for first, last in stretches(numbers)
        if last - first + 1 >= length
        and all(abs(value) <= 1 for value in numbers[first : last + 1])
        for at in range(first, last + 1)
    }
    assert singled_out(rules.inner_third(numbers, 3, length)) == slow


@given(values)
def test_turned_upside_down_every_signal_turns_too(numbers):
    turned = [-value for value in numbers]
    for rule in (
        lambda of: rules.outside(of, 2),
        lambda of: rules.two_of_three(of, 3),
        lambda of: rules.shift(of, 4, skip_centre=True),
        lambda of: rules.trend(of, 4, skip_ties=True),
    ):
        swapped = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}
        expected = {(at, swapped[way]) for at, way in singled_out(rule(numbers))}
        assert singled_out(rule(turned)) == expected


@given(st.lists(st.sampled_from([-1.0, 0.0, 1.0]), max_size=25))
def test_runs_are_one_more_than_the_crossings(numbers):
    sides = [value for value in numbers if value != 0]
    crossings = sum(a != b for a, b in itertools.pairwise(sides))
    counted = rules.runs(numbers)
    assert counted.runs == (crossings + 1 if sides else 0)
    assert counted.fewest <= counted.most


@pytest.mark.parametrize(("above", "below"), [(1, 1), (2, 7), (5, 4), (8, 8)])
def test_every_order_of_points_is_counted_once(above, below):
    counts = [rules._ways(runs, above, below) for runs in range(above + below + 1)]
    assert sum(counts) == comb(above + below, above)
