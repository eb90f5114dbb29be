"""Words that agree with their numbers and dates."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsci_analysis.narrative.wording import (
    counted,
    in_words,
    listed,
    month_range,
    one_in,
    per_cent,
    percentage_points,
)
from hsci_analysis.periods import Month

# fmt: off
SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
]
# fmt: on
numbers = st.integers(0, 1_000_000)


@pytest.mark.parametrize(
    ("written", "said"),
    [("1", "1 month"), ("0", "0 months"), ("1.0", "1.0 months"), ("0.85", "0.85 months")],
)
def test_only_a_whole_one_is_singular(written, said):
    assert counted(written, "month", "months") == said


def test_a_range_of_months_names_a_single_month_once():
    assert month_range(Month(2024, 4), Month(2025, 3)) == "April 2024 to March 2025"
    assert month_range(Month(2024, 4), Month(2024, 4)) == "April 2024"


@given(numbers)
def test_numbers_below_ten_are_words_and_all_others_figures(number):
    written = in_words(number)
    assert written == (SMALL[number] if number < 10 else f"{number:,}")


def test_a_list_ends_in_and():
    assert listed(["falls"]) == "falls"
    assert listed(["falls", "readmissions"]) == "falls and readmissions"
    assert listed(["falls", "readmissions", "delays"]) == "falls, readmissions and delays"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (1 / 9, "about one in nine"),
        (0.11, "about one in nine"),
        (0.5, "about one in two"),
        (0.1, "about one in 10"),
        (0.05, "about one in 20"),
        (0.7, None),
        (0.4, None),
        (0.048, None),
        (0.0, None),
        (1.0, None),
    ],
)
def test_a_share_is_told_as_one_in_so_many_only_where_that_comes_close(share, said):
    assert one_in(share) == said


@given(st.floats(0, 1))
def test_one_in_so_many_is_never_further_off_than_a_twentieth_of_the_share(share):
    said = one_in(share)
    if said:
        word = said.removeprefix("about one in ")
        many = SMALL.index(word) if word in SMALL else int(word)
        assert abs(Fraction(1, many) - Fraction(share)) <= Fraction(share) / 20


def test_percentages_change_in_points_and_only_one_is_singular():
    assert per_cent(7.25) == "7.3%"
    assert per_cent(7.25, 0) == "7%"
    assert percentage_points(1.0, 0) == "1 percentage point"
    assert percentage_points(1.0, 1) == "1.0 percentage points"
    assert percentage_points(2.45, 1) == "2.5 percentage points"
