import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsci_analysis.charts.layout import NARROW, WIDE, spread, ticks


@pytest.mark.parametrize(
    ("highest", "expected"),
    [
        (90.1, (0, 25, 50, 75, 100)),
        (28, (0, 10, 20, 30)),
        (4, (0, 1, 2, 3, 4)),
        (0.37, (0, 0.1, 0.2, 0.3, 0.4)),
        (2_600, (0, 1_000, 2_000, 3_000)),
        (0, (0, 1)),
    ],
)
def test_ticks_are_round(highest: float, expected: tuple[float, ...]) -> None:
    assert ticks(highest) == pytest.approx(expected)


@given(st.floats(min_value=0.001, max_value=1e7))
def test_ticks_hold_the_highest_value(highest: float) -> None:
    marks = ticks(highest)
    assert marks[0] == 0
    assert marks[-1] >= highest * (1 - 1e-9)
    assert 3 <= len(marks) <= 6


@given(st.lists(st.floats(min_value=0, max_value=280), min_size=1, max_size=4))
def test_labels_keep_clear_of_each_other_and_in_order(positions: list[float]) -> None:
    moved = spread(positions, gap=20, top=0, bottom=280)
    in_order = sorted(moved)
    assert all(b - a >= 20 - 1e-6 for a, b in itertools.pairwise(in_order))
    assert in_order[0] >= 0
    assert in_order[-1] <= 280
    for one, other in itertools.pairwise(positions):
        if one < other:
            assert moved[positions.index(one)] <= moved[positions.index(other)]


def test_labels_with_room_stay_where_they_are() -> None:
    assert spread([10, 100, 200], gap=20, top=0, bottom=280) == [10, 100, 200]


def test_narrow_chart_fits_a_phone() -> None:
    assert NARROW.left + NARROW.width + NARROW.right == 320
    assert WIDE.left + WIDE.width + WIDE.right == 672
