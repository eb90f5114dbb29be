"""Figures as they are written everywhere."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsci_analysis.findings.numerals import write_count, write_number

figures = st.floats(0, 1_000_000, allow_nan=False) | st.integers(0, 1_000_000).map(float)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (0.0, "0"),
        (-0.0, "0"),
        (0.004, "0.00"),
        (-0.004, "0.00"),
        (0.005, "0.01"),
        (0.125, "0.13"),
        (0.145, "0.15"),
        (0.99, "0.99"),
        (0.994, "0.99"),
        (0.995, "1.0"),
        (0.999, "1.0"),
        (1, "1.0"),
        (1.05, "1.1"),
        (2.25, "2.3"),
        (2.35, "2.4"),
        (74.01643835616439, "74.0"),
        (99.94, "99.9"),
        (99.95, "100"),
        (99.96, "100"),
        (100.5, "101"),
        (101.5, "102"),
        (999.5, "1,000"),
        (1966.5, "1,967"),
        (1_000_000, "1,000,000"),
        (-12.25, "-12.3"),
    ],
)
def test_numbers_are_written_by_the_rule_of_the_profiles(value, written):
    assert write_number(value) == written


@given(figures)
def test_a_written_number_is_the_figure_within_half_its_last_place(value):
    written = write_number(value)
    number = Decimal(written.replace(",", ""))

    places = -number.as_tuple().exponent
    assert places == (0 if value == 0 or number >= 100 else 1 if number >= 1 else 2)
    assert abs(number - Decimal(str(value))) <= Decimal(5).scaleb(-places - 1)
    assert not written.startswith("-")
    assert written == f"{number:,}"


@given(figures.filter(lambda value: value >= 0.005))
def test_a_written_number_is_written_the_same_again(value):
    written = write_number(value)

    assert write_number(float(written.replace(",", ""))) == written


@given(figures, figures)
def test_a_larger_figure_is_never_written_as_a_smaller_one(one, other):
    smaller, larger = (
        Decimal(write_number(value).replace(",", "")) for value in sorted((one, other))
    )
    assert smaller <= larger


@given(st.integers(0, 1_000_000))
def test_counts_are_whole_with_thousands_commas(count):
    written = write_count(float(count))

    assert int(written.replace(",", "")) == count
    assert all(len(group) == 3 for group in written.split(",")[1:])
