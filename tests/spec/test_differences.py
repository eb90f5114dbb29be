"""Differences and ratios of two figures, against numbers that others have published."""

import pytest

from hsci_analysis.measures.differences import (
    difference_of_proportions,
    ratio_of_proportions,
    ratio_of_rates,
)


@pytest.mark.parametrize(
    ("earlier", "later", "difference", "lower", "upper"),
    [
        ((48, 80), (56, 70), 0.2, 0.0524, 0.3339),
        ((3, 10), (9, 10), 0.6, 0.1705, 0.8090),
        ((2, 7), (6, 7), 0.5714, 0.0582, 0.8062),
        ((0, 29), (5, 56), 0.0893, -0.0381, 0.1926),
        ((0, 20), (0, 10), 0.0, -0.1611, 0.2775),
        ((0, 20), (10, 10), 1.0, 0.6791, 1.0),
    ],
)
def test_newcombes_own_examples(
    earlier: tuple[int, int], later: tuple[int, int], difference: float, lower: float, upper: float
) -> None:
    """Newcombe (1998), Statistics in Medicine 17: 873-890, table II, method 10."""
    found = difference_of_proportions(earlier, later)
    assert (found.value, found.lower, found.upper) == pytest.approx(
        (difference, lower, upper), abs=5e-5
    )


def test_readmissions_in_the_borders_from_2021_22_to_2022_23() -> None:
    """1,582 of 16,368 discharges, then 1,932 of 16,981: 96.7 and 113.8 in a thousand."""
    found = ratio_of_proportions((1_582, 16_368), (1_932, 16_981))
    assert found.value == pytest.approx((1_932 / 16_981) / (1_582 / 16_368))
    assert (found.lower, found.upper) == pytest.approx((1.1054, 1.2536), abs=5e-5)


def test_breast_cancer_after_fluoroscopy() -> None:
    """41 cases in 28,010 person-years against 15 in 19,017: a ratio of 1.86.

    Boice and Monson (1977), as worked in Rothman and Greenland, *Modern Epidemiology*. The exact
    limits there are 1.0 and 3.6; score limits are a little narrower and lie within them.
    """
    found = ratio_of_rates((15, 19_017), (41, 28_010))
    assert found.value == pytest.approx(1.86, abs=0.005)
    assert 1.0 < found.lower < 1.1
    assert 3.2 < found.upper < 3.6
