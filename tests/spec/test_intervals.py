"""Intervals that others have published or worked out, number for number."""

import pytest

from hsci_analysis.measures.intervals import (
    EUROPEAN_STANDARD_POPULATION_2013,
    UNDER_75,
    ConfidenceInterval,
    IntervalMethod,
    NotCalculated,
    _exact_poisson,
    byar,
    dobson,
    wilson,
)

# Brain cancer in Wales in 2022 and 2021 by five-year age band, and the Welsh census of 2021.
CASES_2022 = (5, 4, 4, 4, 2, 6, 6, 14, 8, 9, 17, 19, 34, 30, 39, 41, 23, 13, 7)
PEOPLE_2022 = (
    *(152_519, 174_409, 186_628, 177_708, 184_964, 187_669, 199_578, 192_117, 181_871, 176_614),
    *(213_390, 224_095, 206_338, 180_033, 173_220, 144_499, 90_861, 54_621, 30_506),
)
CASES_2021 = (5, 6, 5, 5, 1, 3, 3, 6, 12, 14, 24, 18, 21, 22, 36, 38, 28, 17, 2)
PEOPLE_2021 = (
    *(153_564, 175_351, 183_177, 174_911, 185_152, 185_530, 196_157, 186_861, 176_206, 183_537),
    *(215_783, 222_933, 200_666, 178_021, 181_109, 133_820, 89_018, 53_636, 30_201),
)
WALES_2021 = (
    *(162_528, 165_436, 175_568, 182_829, 194_959, 186_466, 187_941, 188_607, 198_164, 207_383),
    *(213_638, 209_169, 206_018, 176_291, 163_639, 129_008, 95_844, 63_537, 39_003),
)


@pytest.mark.parametrize(
    ("numerator", "denominator", "proportion", "lower", "upper"),
    [
        (1_932, 16_981, 0.113774, 0.109085, 0.118638),
        (94_572, 930_133, 0.101676, 0.101063, 0.102292),
        (17, 21, 0.809524, 0.599994, 0.923324),
        (0, 15, 0, 0, 0.203883),
        (15, 15, 1, 0.796117, 1),
    ],
)
def test_wilson(
    numerator: int, denominator: int, proportion: float, lower: float, upper: float
) -> None:
    interval = wilson(numerator, denominator)
    assert (interval.value, interval.lower, interval.upper) == pytest.approx(
        (proportion, lower, upper), abs=5e-7
    )
    assert interval.method is IntervalMethod.WILSON


def test_readmissions_in_the_borders_per_thousand_discharges() -> None:
    interval = wilson(1_932, 16_981, per=1_000)
    shown = [f"{number:.1f}" for number in (interval.value, interval.lower, interval.upper)]
    assert shown == ["113.8", "109.1", "118.6"]


def test_a_joint_partnership_is_the_sum_of_its_parts_and_not_their_mean() -> None:
    """Clackmannanshire and Stirling, readmissions in 2022/23; the mean of the two is 135.5."""
    together = wilson(1_121 + 1_583, 7_746 + 12_534, per=1_000)
    assert together.value == pytest.approx(133.3, abs=0.05)


@pytest.mark.parametrize(
    ("events", "lower", "upper"),
    [
        (10, 4.7874, 18.3915),
        (25, 16.1743, 36.9065),
        (100, 81.3621, 121.6279),
        (1_932, 1_846.80, 2_020.12),
    ],
)
def test_byar(events: int, lower: float, upper: float) -> None:
    interval = byar(events)
    within = 5e-3 if events > 1_000 else 5e-5
    assert (interval.lower, interval.upper) == pytest.approx((lower, upper), abs=within)
    assert interval.method is IntervalMethod.BYAR


@pytest.mark.parametrize(("events", "lower", "upper"), [(5, 1.6235, 11.6683), (9, 4.1154, 17.0848)])
def test_exact_poisson_below_ten_events(events: int, lower: float, upper: float) -> None:
    interval = byar(events)
    assert (interval.lower, interval.upper) == pytest.approx((lower, upper), abs=5e-5)
    assert interval.method is IntervalMethod.EXACT_POISSON


def test_exact_poisson_of_ten_events() -> None:
    """Worked out for comparison: from ten events on the limits used are Byar's."""
    assert _exact_poisson(10, 0.95) == pytest.approx((4.7954, 18.3904), abs=5e-5)


def test_no_events_have_a_lower_limit_of_0_and_an_upper_one_above_3() -> None:
    """Minus the natural logarithm of 0.025, which is the exact upper limit of a count of 0."""
    assert byar(0).lower == 0
    assert byar(0).upper == pytest.approx(3.68888, abs=5e-6)


def test_the_method_changes_at_ten_events() -> None:
    """At 10 the exact limits would be 4.7954 and 18.3904."""
    assert byar(9).method is IntervalMethod.EXACT_POISSON
    assert byar(10).lower != pytest.approx(4.7954, abs=1e-3)


@pytest.mark.parametrize(
    ("cases", "people", "standard", "rate", "lower", "upper"),
    [
        (CASES_2022, PEOPLE_2022, EUROPEAN_STANDARD_POPULATION_2013, 8.6525, 7.6718, 9.7233),
        (CASES_2022, PEOPLE_2022, WALES_2021, 9.0148, 7.9948, 10.1285),
        (CASES_2021, PEOPLE_2021, WALES_2021, 8.5603, 7.5591, 9.6569),
    ],
)
def test_dobson(
    cases: tuple[int, ...],
    people: tuple[int, ...],
    standard: tuple[int, ...],
    rate: float,
    lower: float,
    upper: float,
) -> None:
    """Brain cancer in Wales, age-standardised per 100,000.

    Counts, populations and results as printed in "Calculate Directly Standardised Rates", vignette
    of the R package EpiStandard (University of Oxford), which cites Public Health Wales. The page
    does not name its method. Dobson's with exact Poisson limits of the total gives all nine printed
    numbers to the last digit, and neither the normal (7.643) nor the gamma limits (9.734) do. Ours
    are Dobson's with Byar's limits of the total, as Public Health England's guide has it: the two
    differ by less than 0.00005 here.
    """
    interval = dobson(cases, people, standard, per=100_000)
    assert isinstance(interval, ConfidenceInterval)
    assert interval.value == pytest.approx(rate, abs=5e-5)
    assert (interval.lower, interval.upper) == pytest.approx((lower, upper), abs=1e-4)


def test_a_standardised_rate_with_an_empty_band() -> None:
    """Down's syndrome in births of fifth or later order, Michigan 1950-1964, by mother's age.

    Fay and Feuer (1997), Statistics in Medicine 16: 791-801, table I: 75.5 per 100,000 births.
    """
    interval = dobson(
        (0, 8, 63, 112, 262, 295),
        (327, 30_666, 123_419, 149_919, 104_088, 34_392),
        (319_933, 931_318, 786_511, 488_235, 237_863, 61_313),
        per=100_000,
    )
    assert isinstance(interval, ConfidenceInterval)
    assert interval.value == pytest.approx(75.5, abs=0.05)


def test_fewer_than_ten_events_are_not_standardised() -> None:
    nine = dobson((4, 5), (1_000, 1_000), (1, 1), per=100_000)
    assert nine == NotCalculated("fewer than 10 events, too few to standardise by age")
    assert isinstance(dobson((5, 5), (1_000, 1_000), (1, 1)), ConfidenceInterval)


def test_the_standard_population() -> None:
    assert sum(EUROPEAN_STANDARD_POPULATION_2013) == 100_000
    assert sum(EUROPEAN_STANDARD_POPULATION_2013[UNDER_75]) == 91_000
    assert len(EUROPEAN_STANDARD_POPULATION_2013) == 19
