"""The rules of process control against vectors that others published, and against known faults."""

from math import nan

import pytest

from hsci_analysis.errors import UnknownNameError
from hsci_analysis.models.process_control import rules
from hsci_analysis.models.process_control.rule_sets import (
    MAKING_DATA_COUNT,
    PHS_CONTROL_CHART,
    PHS_RUN_CHART,
    Centre,
    find_rule_set,
)
from hsci_analysis.models.process_control.rules import Direction, Rule

UP, DOWN = Direction.UP, Direction.DOWN


def points(signals) -> list[tuple[Direction, tuple[int, ...]]]:
    return [(signal.direction, signal.points) for signal in signals]


# NHSRplotthedots, test-ptd_calculate_point_type.R: which points are part of seven on one side
@pytest.mark.parametrize(
    ("sides", "found"),
    [
        ([], []),
        ([1] * 6, []),
        ([1] * 6 + [-1], []),
        ([1] * 8 + [-1], [(UP, tuple(range(8)))]),
        ([-1] * 8 + [1], [(DOWN, tuple(range(8)))]),
        ([-1, *[1] * 8, -1], [(UP, tuple(range(1, 9)))]),
    ],
)
def test_seven_on_one_side(sides, found):
    assert points(rules.shift(sides, 7, skip_centre=False)) == found


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([], []),
        ([1, 2, 3, 4, 5, 6], []),
        ([1, 2, 3, 3, 4, 5, 6], []),
        ([1, 2, 3, 4, 5, 6, 7], [(UP, tuple(range(7)))]),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], [(UP, tuple(range(1, 8)))]),
        ([7, 6, 5, 4, 3, 2, 1], [(DOWN, tuple(range(7)))]),
        ([2, 7, 6, 5, 4, 3, 2, 1, 3], [(DOWN, tuple(range(1, 8)))]),
    ],
)
def test_seven_in_one_direction(values, found):
    assert points(rules.trend(values, 7, skip_ties=False)) == found


# The same tests: 1 is beyond two thirds of the limit. Since then the points between the two are no
# longer singled out with them, as Making Data Count has it.
@pytest.mark.parametrize(
    ("beyond", "found"),
    [
        ([], ()),
        ([0, 0, 0], ()),
        ([1, 0, 1], (0, 2)),
        ([0, 1, 1], (1, 2)),
        ([1, 1, 0], (0, 1)),
        ([0, 0, 1, 0, 1, 0, 0], (2, 4)),
        ([0, 0, 1, 1, 0, 0, 0], (2, 3)),
        ([1, 0, 0, 1], ()),
        ([1, 0, 0, 1, 1], (3, 4)),
    ],
)
def test_two_of_three(beyond, found):
    deviations = [2.5 if far else 0.5 for far in beyond]
    assert [one.points for one in rules.two_of_three(deviations, 3)] == ([found] if found else [])


def test_two_of_three_are_never_counted_across_the_mean():
    # NHSRplotthedots issue 143: both near a limit, on opposite sides
    assert rules.two_of_three([2.5, 0.5, -2.5], 3) == []
    assert rules.two_of_three([2.5, -2.5, 2.5], 3) == []
    assert rules.two_of_three([2.5, -0.5, 2.5], 3) == []


def test_a_point_beyond_the_limit_is_one_of_the_two():
    # NHSRplotthedots issue 194: all points beyond two thirds count
    assert points(rules.two_of_three([2.5, 3.5, 0.5], 3)) == [(UP, (0, 1))]


def test_a_trend_may_cross_the_mean_and_goes_by_its_own_direction():
    # NHSRplotthedots issue 171: coloured by the side of the mean instead
    assert points(rules.trend([-3, -2, -1, 0, 1, 2, 3], 7, skip_ties=False)) == [
        (UP, tuple(range(7)))
    ]


def test_points_on_the_median_neither_break_nor_count():
    run = [1, 1, 0, 1, 1, 0, 1, 1]
    assert points(rules.shift(run, 6, skip_centre=True)) == [(UP, (0, 1, 3, 4, 6, 7))]
    assert rules.shift(run[:-1], 6, skip_centre=True) == []


def test_equal_values_neither_break_a_trend_nor_count():
    assert points(rules.trend([1, 2, 2, 3, 4, 4, 5], 5, skip_ties=True)) == [(UP, (0, 1, 3, 4, 6))]
    assert rules.trend([1, 2, 2, 3, 4, 4], 5, skip_ties=True) == []


def test_a_month_without_a_figure_breaks_every_run():
    assert rules.shift([1, 1, 1, nan, 1, 1, 1], 6, skip_centre=True) == []
    assert rules.trend([1, 2, 3, nan, 4, 5, 6], 5, skip_ties=True) == []
    assert rules.two_of_three([2.5, nan, 2.5], 3) == []
    assert rules.inner_third([0.1] * 7 + [nan] + [0.1] * 7, 3, 15) == []


def test_fifteen_in_the_inner_third():
    calm = [0.9, -0.9] * 7 + [1.0]
    assert points(rules.inner_third(calm, 3, 15)) == [(Direction.NEITHER, tuple(range(15)))]
    assert rules.inner_third([*calm[:-1], 1.1], 3, 15) == []


def test_limits_without_width_have_no_inner_third():
    assert rules.inner_third([0.0] * 20, 0, 15) == []
    assert rules.outside([0.0] * 20, 0) == []


def test_a_point_on_the_limit_is_not_outside():
    assert [one.points for one in rules.outside([3, 3.1, -3, -3.1, nan], 3)] == [(1,), (3,)]


# Swed and Eisenhart (1943), table II, 2.5 % in each tail: the number of runs that is too few, and
# the number that is too many, of so many above and below
@pytest.mark.parametrize(
    ("above", "below", "too_few", "too_many"),
    [(5, 5, 2, 10), (10, 10, 6, 16), (12, 12, 7, 19), (15, 15, 10, 22), (20, 20, 14, 28)],
)
def test_runs_allowed_by_chance(above, below, too_few, too_many):
    counted = rules.runs([1] * above + [-1] * below)
    assert (counted.fewest, counted.most) == (too_few + 1, too_many - 1)


# Perla, Provost and Murray, BMJ Quality and Safety 2011, table 1, where it agrees with the exact
# distribution of runs
@pytest.mark.parametrize(("useful", "fewest", "most"), [(10, 3, 9), (24, 8, 18), (40, 15, 27)])
def test_runs_of_a_run_chart(useful, fewest, most):
    counted = rules.runs([1, -1] * (useful // 2))
    assert (counted.useful, counted.fewest, counted.most) == (useful, fewest, most)
    assert counted.too_many
    assert not counted.too_few


def test_points_on_the_median_and_months_without_figures_are_no_runs():
    assert rules.runs([1, 0, 1, nan, -1, 0, -1, 1]).runs == 3
    assert rules.runs([1, 0, 1, nan, -1, 0, -1, 1]).useful == 5


@pytest.mark.parametrize("one_sided", [[], [0, 0], [1], [1] * 8])
def test_runs_on_one_side_only_are_neither_too_few_nor_too_many(one_sided):
    counted = rules.runs(one_sided)
    assert not counted.too_few
    assert not counted.too_many


def asked(rule_set, **kinds) -> set[Rule]:
    values = kinds.get("values", [0.0] * 20)
    return {one.rule for one in rule_set.signals(values, kinds.get("deviations", values), 3)}


def test_the_three_sets_have_the_numbers_their_users_know():
    numbers = [
        (one.centre, one.shift, one.trend, one.inner_third, one.two_of_three, one.screen)
        for one in (PHS_RUN_CHART, PHS_CONTROL_CHART, MAKING_DATA_COUNT)
    ]
    assert numbers == [
        (Centre.MEDIAN, 6, 5, None, False, False),
        (Centre.MEAN, 8, 6, 15, True, False),
        (Centre.MEAN, 7, 7, None, True, True),
    ]


def test_a_run_chart_has_no_limits_to_be_outside_of():
    wild = [9.0, -9.0] * 10
    assert asked(PHS_RUN_CHART, values=wild) == set()
    assert Rule.OUTSIDE in asked(PHS_CONTROL_CHART, values=wild)


@pytest.mark.parametrize(
    ("length", "signalled"),
    [(6, {PHS_RUN_CHART}), (7, {PHS_RUN_CHART, MAKING_DATA_COUNT})],
)
def test_how_long_a_run_is_one(length, signalled):
    deviations = [0.5] * length + [-0.5, 1.5, -1.5]
    values = [1.0, 3.0, 2.0, 4.0, 1.0, 3.0, 2.0, 4.0, 0.0, 5.0][: len(deviations)]
    found = {
        one
        for one in (PHS_RUN_CHART, PHS_CONTROL_CHART, MAKING_DATA_COUNT)
        if Rule.SHIFT in asked(one, values=values, deviations=deviations)
    }
    assert found == signalled


def test_an_unknown_rule_set_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match="phs_run_chart"):
        find_rule_set("phs_runchart")
