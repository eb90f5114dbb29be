"""A partnership beside others: when a word is licensed, and what a rank could honestly be."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from hsci_analysis.areas import SCOTLAND, find_partnership, partnerships
from hsci_analysis.errors import UnknownNameError
from hsci_analysis.indicators.change import NO_INTERVAL, OTHER_RELEASE, REPEATED
from hsci_analysis.indicators.comparison import (
    ALONE,
    AgainstScotland,
    Comparison,
    FamilyMedian,
    compare,
    compare_among,
)
from hsci_analysis.indicators.ranks import RankRange, rank_ranges
from hsci_analysis.indicators.registry import INDICATORS, find_indicator
from hsci_analysis.indicators.value import IndicatorValue
from hsci_analysis.indicators.values import indicator_value
from hsci_analysis.measures.funnel import Position
from tests.unit.indicators.made import made

YEAR = "2023/24"
FIFE = find_partnership("Fife")


def everywhere(
    key: str = "NI-16", own: tuple[float, float] = (500, 20_000), **others: tuple[float, float]
) -> Mapping[str, IndicatorValue]:
    """All 31 with 500 among 20,000, but for Fife and those that are named by slug."""
    counts = {each.slug.replace("-", "_"): (500, 20_000) for each in partnerships()}
    counts |= {"fife": own, **others}
    return {
        each.code: made(key, YEAR, counts=counts[each.slug.replace("-", "_")], area=each)
        for each in partnerships()
    }


def beside(values: Mapping[str, IndicatorValue], scotland: tuple[float, float]) -> Comparison:
    key = values[FIFE.code].indicator.key
    return compare_among(values, FIFE, made(key, YEAR, counts=scotland, area=SCOTLAND))


# ---- Scotland ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("area", "verdict"),
    [
        ("Scottish Borders", "higher than"),
        ("Clackmannanshire and Stirling", "higher than"),
        ("Fife", "cannot be assessed"),
    ],
)
def test_readmissions_of_2022_23_beside_scotland(area: str, verdict: str) -> None:
    """101.7 in Scotland; the counts of the Borders (109.1 to 118.6) and of C&S are held."""
    told = compare("NI-14", area, "2022/23")
    assert told.verdict == verdict
    assert told.scotland.value == pytest.approx(101.7)
    if verdict == "cannot be assessed":
        assert told.why.startswith(f"{NO_INTERVAL}: neither limits nor the counts")
        assert told.cautions == ()
    else:
        assert "Wilson score" in told.method
        assert ALONE in told.cautions


@pytest.mark.parametrize(
    ("limits", "verdict"),
    [
        ((70.1, 80), "higher than"),
        ((60, 69.9), "lower than"),
        ((65, 75), "in line with"),
        ((70, 80), "in line with"),
        ((60, 70), "in line with"),
    ],
)
def test_a_word_is_licensed_when_the_limits_leave_scotland_out(
    limits: tuple[float, float], verdict: str
) -> None:
    value = sum(limits) / 2
    values = {
        each.code: made("NI-8", YEAR, value, limits=limits, area=each) for each in partnerships()
    }
    told = compare_among(values, FIFE, made("NI-8", YEAR, 70, area=SCOTLAND))
    assert told.verdict == verdict
    assert "as published" in told.method


@pytest.mark.parametrize("key", ["NI-13", "NI-19", "NI-15"])
def test_without_limits_nothing_is_said_and_why(key: str) -> None:
    values = {each.code: made(key, YEAR, 90, area=each) for each in partnerships()}
    told = compare_among(values, FIFE, made(key, YEAR, 50, area=SCOTLAND))
    assert told.verdict is AgainstScotland.NOT_ASSESSED
    assert told.why.startswith(f"{NO_INTERVAL}: days are ")
    assert told.rank is None
    assert "days are" in told.why_no_rank


def test_counts_grow_with_the_area() -> None:
    told = compare("MSG-4", "Fife", "2023/24")
    assert told.verdict is AgainstScotland.NOT_ASSESSED
    assert (
        told.why
        == told.why_no_rank
        == ("counts grow with the area and are not compared between areas")
    )
    assert told.families == ()


def test_an_empty_cell_says_whose_it_is() -> None:
    told = compare("NI-2", "Fife", "2022/23")
    assert told.verdict is AgainstScotland.NOT_ASSESSED
    assert told.why.startswith("Fife: no survey")
    assert "; Scotland: no survey" in told.why
    assert told.why_no_rank.startswith("no survey")


def test_figures_of_two_releases_carry_a_caution() -> None:
    values = everywhere("NI-12")
    scotland = made("NI-12", YEAR, counts=(500, 30_000), area=SCOTLAND, release="another")
    assert compare_among(values, FIFE, scotland).cautions == (OTHER_RELEASE, REPEATED)


# ---- the funnel --------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["NI-14", "NI-16", "NI-17"])
def test_where_all_counts_are_held_the_funnel_decides(key: str) -> None:
    told = beside(everywhere(key, own=(800, 20_000)), (15_800, 620_000))
    assert told.funnel is not None
    assert told.verdict is AgainstScotland.HIGHER
    assert "W = 1.00" in told.method
    assert ALONE not in told.cautions
    lower = beside(everywhere(key, own=(300, 20_000)), (15_300, 620_000))
    assert lower.verdict is AgainstScotland.LOWER
    assert beside(everywhere(key), (15_500, 620_000)).verdict is AgainstScotland.IN_LINE


def test_where_areas_differ_by_more_than_chance_the_limits_of_one_alone_would_say_too_much() -> (
    None
):
    spread = {
        each.slug.replace("-", "_"): (500 + 25 * (place % 9 - 4), 20_000)
        for place, each in enumerate(partnerships())
    }
    values = everywhere("NI-16", **spread | {"fife": (600, 20_000)})
    told = beside(values, (15_600, 620_000))
    own = told.own.figure
    assert own is not None
    assert own.lower is not None
    assert own.lower > 15_600 / 620_000 * 1_000
    assert told.verdict is AgainstScotland.IN_LINE
    assert told.funnel is not None
    assert told.funnel.overdispersion > 1.5
    assert told.funnel.frame.loc[FIFE.code, "position"] in set(Position)


def test_one_area_without_counts_and_there_is_no_funnel() -> None:
    values = dict(everywhere("NI-16", own=(800, 20_000)))
    moray = find_partnership("Moray").code
    values[moray] = made("NI-16", YEAR, 25.0, area="Moray")
    told = beside(values, (15_800, 620_000))
    assert told.funnel is None
    assert told.verdict is AgainstScotland.HIGHER
    assert ALONE in told.cautions


# ---- family and board --------------------------------------------------------------------------


def test_a_family_is_eight_council_areas_and_its_median_is_of_those() -> None:
    (family,) = compare("NI-14", "Scottish Borders", "2022/23").families
    assert family.family == 2
    named = {each.area.name for each in family.members}
    assert named == {
        "Angus",
        "Argyll and Bute",
        "East Lothian",
        "Highland",
        "Midlothian",
        "Moray",
        "Scottish Borders",
        "Stirling",
    }
    # 82.2 84.5 89.5 99.0 | 110.3 113.8 115.1 126.3
    assert family.value == pytest.approx((99.0 + 110.3) / 2)


def test_every_partnership_has_families_of_eight() -> None:
    for each in partnerships():
        families = compare("NI-17", each, "2022/23").families
        assert [len(family.members) for family in families] == [8] * len(each.council_areas)


def test_clackmannanshire_and_stirling_has_both_families() -> None:
    told = compare("NI-14", "Clackmannanshire and Stirling", "2022/23")
    assert [family.family for family in told.families] == [3, 2]
    assert "Clackmannanshire" in {each.area.name for each in told.families[0].members}
    assert "Stirling" in {each.area.name for each in told.families[1].members}


def test_too_few_of_a_family_have_no_median() -> None:
    members = tuple(made("NI-16", YEAR, value, area="Fife") for value in (1.0, 2.0, 3.0, 4.0))
    empty = indicator_value("NI-16", "Fife", YEAR)
    assert FamilyMedian(3, (*members, *[empty] * 4)).value is None
    five = FamilyMedian(3, (*members, members[0], *[empty] * 3))
    assert five.value == 2.0
    assert len(five.held) == 5


def test_the_boards_other_partnerships() -> None:
    assert [each.area.name for each in compare("NI-17", "Moray", "2022/23").board] == [
        "Aberdeen City",
        "Aberdeenshire",
    ]
    assert compare("NI-17", "Scottish Borders", "2022/23").board == ()


# ---- rank --------------------------------------------------------------------------------------


def test_a_rank_is_the_range_it_could_honestly_be() -> None:
    values = everywhere(
        own=(700, 20_000), moray=(900, 20_000), angus=(880, 20_000), highland=(300, 20_000)
    )
    ranks = {
        name: compare_among(values, find_partnership(name), values[FIFE.code]).rank
        for name in ("Fife", "Moray", "Angus", "Highland", "East Lothian")
    }
    assert ranks == {
        "Highland": RankRange(1, 1, 31, 0),
        "East Lothian": RankRange(2, 28, 31, 0),
        "Fife": RankRange(29, 29, 31, 0),
        "Moray": RankRange(30, 31, 31, 0),
        "Angus": RankRange(30, 31, 31, 0),
    }


def test_where_higher_is_better_the_ranks_are_turned_round() -> None:
    values = everywhere("NI-17", own=(12_000, 20_000), moray=(18_000, 20_000))
    assert beside(values, (1, 2)).rank == RankRange(2, 2, 31, 0)
    assert compare_among(values, find_partnership("Moray"), values[FIFE.code]).rank == RankRange(
        1, 1, 31, 0
    )


def test_areas_without_limits_could_have_any_rank() -> None:
    told = compare("NI-14", "Scottish Borders", "2022/23")
    assert told.rank == RankRange(1, 30, 31, 29)
    values = dict(everywhere())
    assert beside(values, (1, 40)).rank is None
    assert beside(values, (1, 40)).why_no_rank == (
        "it could be any of 31: limits are held for 31, and none lies apart from its own"
    )


def test_where_neither_way_is_better_there_is_no_rank() -> None:
    attendances = replace(find_indicator("NI-16"), better=None)
    figures = {code: each.figure for code, each in everywhere().items()}
    assert rank_ranges(attendances, figures) == {}
    values = {code: replace(each, indicator=attendances) for code, each in everywhere().items()}
    told = compare_among(values, FIFE, values[FIFE.code])
    assert (told.rank, told.why_no_rank) == (None, "neither way is better")


def test_the_order_of_the_areas_does_not_matter() -> None:
    values = everywhere(own=(700, 20_000), moray=(900, 20_000))
    there = {code: each.figure for code, each in values.items()}
    back = dict(reversed(there.items()))
    indicator = find_indicator("NI-16")
    assert rank_ranges(indicator, there) == rank_ranges(indicator, back)


def test_all_true_ranks_together_lie_in_their_ranges() -> None:
    """In at least 95 of 100 years, with the same truth behind each."""
    chance = np.random.default_rng(20_260_401)
    truth = 0.02 * np.exp(np.linspace(-0.35, 0.35, 31))
    people = chance.integers(4_000, 90_000, 31)
    indicator = find_indicator("NI-16")
    template = everywhere()[FIFE.code].figure
    assert template is not None
    held = 0
    narrow = []
    for _ in range(100):
        events = chance.poisson(truth * people)
        figures = {
            str(place): made("NI-16", YEAR, counts=(int(events[place]), int(people[place]))).figure
            for place in range(31)
        }
        ranges = rank_ranges(indicator, figures)
        held += all(
            ranges[str(place)].best <= place + 1 <= ranges[str(place)].worst for place in range(31)
        )
        narrow.append(np.mean([each.worst - each.best for each in ranges.values()]))
    assert held >= 95
    assert np.mean(narrow) < 20


@pytest.mark.parametrize("key", INDICATORS)
def test_every_comparison_has_an_answer(key: str) -> None:
    for year in ("2021/22", "2024/25"):
        told = compare(key, "Clackmannanshire and Stirling", year)
        assert bool(told.why) == (told.verdict is AgainstScotland.NOT_ASSESSED)
        assert bool(told.method) != bool(told.why)
        assert bool(told.rank) != bool(told.why_no_rank)
        assert len(told.everyone) == 31


def test_what_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'Fife'"):
        compare("NI-19", "Fief", "2024/25")
    with pytest.raises(UnknownNameError, match="no indicator called"):
        compare("NI-91", "Fife", "2024/25")
