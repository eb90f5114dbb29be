"""Limits for one year across areas: widened when areas differ more than chance has them differ."""

import math

import pytest

from hsci_analysis.measures.funnel import FunnelLimits, Position, Spread, funnel_limits
from hsci_analysis.measures.intervals import ImpossibleFigureError

AREAS = "ABCDEFGHIJ"
PEOPLE = dict.fromkeys(AREAS, 10_000)


def _funnel(*counts: int) -> FunnelLimits:
    return funnel_limits(
        dict(zip(AREAS, counts, strict=True)), PEOPLE, Spread.PROPORTION, per=1_000
    )


def test_limits_worked_by_hand() -> None:
    """Ten in a hundred of 10,000: one standard error is 0.003, so 3 in a thousand."""
    funnel = _funnel(1_000, 1_000, 970, 1_060, 970, 1_000, 1_000, 970, 1_060, 970)
    assert funnel.centre == pytest.approx(100)
    # z is 0, 0, -1, 2, -1 twice over; the highest and lowest have a fellow to come in to.
    assert list(funnel.frame["z"]) == pytest.approx([0, 0, -1, 2, -1] * 2)
    assert funnel.overdispersion == pytest.approx(math.sqrt(12 / 10))
    reach = 3 * math.sqrt(1.2)
    first = funnel.frame.loc["A"]
    assert (first["warning_lower"], first["warning_upper"]) == pytest.approx(
        (100 - 1.96 * reach, 100 + 1.96 * reach)
    )
    assert (first["control_lower"], first["control_upper"]) == pytest.approx(
        (100 - 3.09 * reach, 100 + 3.09 * reach)
    )
    assert set(funnel.frame["position"]) == {Position.WITHIN}


def test_limits_never_become_narrower_than_chance_alone_gives() -> None:
    # z is 0 but for 2, -1 and -1; the highest comes in to 0 and the lowest to -1: W = sqrt(2 / 10).
    funnel = _funnel(1_060, 970, 970, *[1_000] * 7)
    assert funnel.overdispersion == pytest.approx(math.sqrt(0.2))
    first = funnel.frame.loc["A"]
    assert (first["warning_lower"], first["warning_upper"]) == pytest.approx((94.12, 105.88))
    assert (first["control_lower"], first["control_upper"]) == pytest.approx((90.73, 109.27))
    assert list(funnel.frame["position"]) == [Position.ABOVE_WARNING, *[Position.WITHIN] * 9]


def test_areas_that_differ_more_than_by_chance_widen_the_limits() -> None:
    # z is -10, -4, 0, 4, 10 and 0; pulled in -4, -4, 4, 4: W = sqrt(64 / 10).
    funnel = _funnel(700, 880, 1_000, 1_120, 1_300, *[1_000] * 5)
    assert funnel.overdispersion == pytest.approx(math.sqrt(6.4))
    reach = 1.96 * 3 * math.sqrt(6.4)
    assert funnel.frame.loc["A", "warning_upper"] == pytest.approx(100 + reach)
    assert list(funnel.frame["position"]) == [
        Position.BELOW_CONTROL,
        *[Position.WITHIN] * 3,
        Position.ABOVE_CONTROL,
        *[Position.WITHIN] * 5,
    ]


def test_an_extreme_area_stands_out_and_does_not_hide_itself() -> None:
    # Nine areas a little below the common value, for the tenth is far above it.
    funnel = _funnel(*[1_000] * 9, 1_500)
    assert funnel.frame.loc["J", "position"] == Position.ABOVE_CONTROL
    assert set(funnel.frame.loc[list("ABCDEFGHI"), "position"]) == {Position.WITHIN}


def test_small_areas_have_wide_limits_that_stay_possible() -> None:
    counts, people = dict.fromkeys(AREAS, 485), dict.fromkeys(AREAS, 500)
    funnel = funnel_limits(counts | {"A": 1}, people | {"A": 5}, Spread.PROPORTION, per=100)
    assert funnel.frame.loc["A", "control_upper"] == 100
    assert funnel.frame["control_lower"].min() >= 0


def test_a_rate_may_exceed_one_event_a_person() -> None:
    counts = dict(zip(AREAS, [30, 25, 35, *[30] * 7], strict=True))
    funnel = funnel_limits(counts, dict.fromkeys(AREAS, 10), Spread.RATE)
    # The common rate is 3, its standard error the root of 3 / 10.
    assert funnel.frame.loc["A", "warning_upper"] == pytest.approx(3 + 1.96 * math.sqrt(0.3))


ONE_EACH, TWO_EACH = dict.fromkeys(AREAS, 1), dict.fromkeys(AREAS, 2)
WITHOUT_C = {area: 2 for area in AREAS if area != "C"}


@pytest.mark.parametrize(
    ("numerators", "denominators", "told"),
    [
        (WITHOUT_C, WITHOUT_C, "9 areas, and .* at least 10; compare all 31 partnerships"),
        (ONE_EACH, WITHOUT_C, "is missing for C; check the figures against the file"),
        (ONE_EACH | {"A": 3}, TWO_EACH, "A has a numerator above"),
        (ONE_EACH | {"A": math.nan}, TWO_EACH, "A has a missing or neg"),
        (ONE_EACH, TWO_EACH | {"C": 0}, "C has .* a denominator of 0"),
        (dict.fromkeys(AREAS, 0), TWO_EACH, "nothing spreads; show the figures without limits"),
    ],
)
def test_what_makes_no_funnel_is_refused(
    numerators: dict[str, float], denominators: dict[str, float], told: str
) -> None:
    with pytest.raises(ImpossibleFigureError, match=told):
        funnel_limits(numerators, denominators, Spread.PROPORTION)
