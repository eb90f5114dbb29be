"""The change between two figures: which word, by which test, and when none is licensed."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsci_analysis.areas import find_area, partnerships
from hsci_analysis.errors import ParametersError
from hsci_analysis.indicators.change import (
    NO_INTERVAL,
    OTHER_RELEASE,
    PROVISIONAL,
    REPEATED,
    SAME_MONTHS,
    Change,
    ChangeUnit,
    ChangeVerdict,
    change,
    changes,
)
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.indicators.six_year_table import SixYearRow, six_year_table
from hsci_analysis.indicators.value import Standing
from hsci_analysis.indicators.values import indicator_value
from hsci_analysis.periods import Month
from tests.unit.indicators.made import made

WHICH = pytest.mark.parametrize


def test_readmissions_in_the_borders_rose_by_more_than_chance() -> None:
    """1,582 of 16,368 discharges in 2021/22, 1,932 of 16,981 in 2022/23."""
    told = changes(six_year_table("Scottish Borders", "2022/23").row("NI-14")).since_last
    assert told.verdict is ChangeVerdict.INCREASED
    assert told.unit is ChangeUnit.PER_CENT
    assert (told.size, told.lower, told.upper) == pytest.approx((17.715, 10.541, 25.355), abs=5e-4)
    assert "two proportions" in told.method
    assert any("pandemic" in caution for caution in told.cautions)


@WHICH(
    ("key", "earlier", "later", "verdict", "unit", "method"),
    [
        ("NI-14", (1_000, 9_000), (1_200, 9_000), "increased", "per cent", "two proportions"),
        ("NI-14", (1_000, 9_000), (1_020, 9_000), "no clear change", "per cent", "proportions"),
        ("NI-17", (80, 100), (50, 100), "decreased", "percentage points", "two proportions"),
        ("NI-17", (17, 21), (15, 21), "no clear change", "percentage points", "proportions"),
        ("NI-18", (600, 1_000), (700, 1_000), "increased", "percentage points", "proportions"),
        ("NI-16", (500, 20_000), (400, 20_000), "decreased", "per cent", "two rates"),
        ("NI-12", (9_000, 90_000), (9_100, 90_000), "no clear change", "per cent", "two rates"),
    ],
)
def test_the_test_is_that_of_the_indicator(
    key: str,
    earlier: tuple[int, int],
    later: tuple[int, int],
    verdict: str,
    unit: str,
    method: str,
) -> None:
    told = change(made(key, "2022/23", counts=earlier), made(key, "2023/24", counts=later))
    assert (told.verdict, told.unit) == (verdict, unit)
    assert method in told.method
    assert told.lower is not None
    assert told.upper is not None
    assert told.size is not None
    assert told.lower <= told.size <= told.upper
    assert told.why == ""


def test_a_percentage_changes_in_points_and_not_in_per_cent() -> None:
    told = change(
        made("NI-17", "2022/23", counts=(40, 80)), made("NI-17", "2023/24", counts=(60, 80))
    )
    assert told.size == pytest.approx(25)


@WHICH(
    ("limits", "verdict"),
    [(((67, 73), (72, 80)), "increased"), (((60, 80), (68, 84)), "no clear change")],
)
def test_the_survey_is_compared_by_its_published_limits(
    limits: tuple[tuple[float, float], tuple[float, float]], verdict: str
) -> None:
    before = made("NI-8", "2021/22", 70, limits=limits[0])
    told = change(before, made("NI-8", "2023/24", 76, limits=limits[1]))
    assert told.verdict == verdict
    assert told.size == pytest.approx(6)
    assert "published" in told.method


def test_premature_mortality_is_compared_by_its_limits() -> None:
    before = made("NI-11", "2021/22", 400, limits=(380, 420))
    told = change(before, made("NI-11", "2022/23", 440, limits=(418, 462)))
    assert told.verdict is ChangeVerdict.INCREASED
    assert told.size == pytest.approx(10)


@WHICH("key", ["NI-13", "NI-19"])
def test_bed_days_have_no_test_and_the_answer_says_why(key: str) -> None:
    told = change(made(key, "2022/23", 1_000), made(key, "2023/24", 1_300))
    assert told.verdict is ChangeVerdict.NOT_ASSESSED
    assert told.size == pytest.approx(30)
    assert told.lower is None
    assert told.why == (
        f"{NO_INTERVAL}: days are clustered within patients, and limits from counts mislead."
    )


@WHICH("key", [key for key, each in INDICATORS.items() if each.interval_method is None])
def test_what_has_no_limits_has_a_reason_and_no_verdict(key: str) -> None:
    for area in ("Fife", "Scotland"):
        for told in vars(changes(six_year_table(area, "2023/24").row(key))).values():
            assert told.verdict in (ChangeVerdict.NOT_ASSESSED, ChangeVerdict.SIMILAR)
            assert told.why


@WHICH(
    ("before", "after", "similar"),
    [
        (1_000, 1_010, True),
        (1_000, 990, True),
        (1_000, 1_010.1, False),
        (1_000, 989.9, False),
        (100, 101, True),
        (0.1, 0.101, True),
        (7, 7.07, True),
        (300, 303, True),
        (1_000, 1_000, True),
    ],
)
def test_one_per_cent_exactly_is_similar_and_anything_more_is_not(
    before: float, after: float, similar: bool
) -> None:
    told = change(made("NI-19", "2022/23", before), made("NI-19", "2023/24", after))
    assert (told.verdict is ChangeVerdict.SIMILAR) == similar


def test_what_is_similar_can_be_set() -> None:
    pair = made("NI-19", "2022/23", 1_000), made("NI-19", "2023/24", 1_040)
    assert change(*pair).verdict is ChangeVerdict.NOT_ASSESSED
    assert change(*pair, similar_within=4).verdict is ChangeVerdict.SIMILAR
    assert change(*pair, similar_within=3.9).verdict is ChangeVerdict.NOT_ASSESSED


def test_a_change_beyond_chance_of_less_than_one_per_cent_is_similar() -> None:
    counts = (10_000_000, 100_000_000), (10_050_000, 100_000_000)
    pair = [made("NI-14", y, counts=c) for y, c in zip(("2022/23", "2023/24"), counts, strict=True)]
    told = change(*pair)
    assert told.lower is not None
    assert told.lower > 0
    assert told.verdict is ChangeVerdict.SIMILAR
    assert change(*pair, similar_within=0.1).verdict is ChangeVerdict.INCREASED


@WHICH(("after", "verdict"), [((50, 100), "similar"), ((51, 100), "no clear change")])
def test_percentages_are_similar_when_they_are_equal(after: tuple[int, int], verdict: str) -> None:
    before = made("NI-17", "2022/23", counts=(50, 100))
    assert change(before, made("NI-17", "2023/24", counts=after)).verdict == verdict


# ---- what is not comparable --------------------------------------------------------------------


@WHICH("key", ["NI-2", "NI-3", "NI-4", "NI-5", "NI-7", "NI-9"])
def test_no_change_is_stated_across_the_break_of_the_survey(key: str) -> None:
    told = change(
        made(key, "2021/22", 70, limits=(69, 71)), made(key, "2023/24", 90, limits=(89, 91))
    )
    assert told.verdict is ChangeVerdict.NOT_ASSESSED
    assert (told.size, told.lower, told.upper, told.method) == (None, None, None, "")
    assert "changed again in 2023/24" in told.why


def test_with_a_warning_a_change_is_stated() -> None:
    told = change(
        made("NI-2", "2019/20", 70, limits=(69, 71)), made("NI-2", "2021/22", 90, limits=(89, 91))
    )
    assert told.verdict is ChangeVerdict.INCREASED
    assert any("changed in 2021/22" in caution for caution in told.cautions)


def test_recording_in_the_forth_valley_bars_a_change_there_and_nowhere_else() -> None:
    counts = (1_000, 9_000), (1_500, 9_000)
    for area, verdict in (("Falkirk", "cannot be assessed"), ("Fife", "increased")):
        pair = (
            made("NI-14", year, counts=c, area=area)
            for year, c in zip(("2018/19", "2019/20"), counts, strict=True)
        )
        assert change(*pair).verdict == verdict


@given(
    st.sampled_from(sorted(INDICATORS)),
    st.sampled_from(["Falkirk", "Fife", "Scotland", "Clackmannanshire and Stirling"]),
    st.integers(2013, 2022),
    st.integers(1, 9),
)
def test_nothing_is_ever_stated_across_a_break_or_of_an_empty_cell(
    key: str, area: str, start: int, on: int
) -> None:
    years = (f"{year}/{(year + 1) % 100:02d}" for year in (start, start + on))
    earlier, later = (indicator_value(key, area, year) for year in years)
    told = change(earlier, later)
    if earlier.figure is None or later.figure is None:
        barred = True
    else:
        barred = bool(
            later.indicator.barring(earlier.figure.period, later.figure.period, later.area.code)
        )
    if barred:
        assert told.verdict is ChangeVerdict.NOT_ASSESSED
        assert told.size is None
        assert told.why
    assert bool(told.method) == (told.lower is not None) == (told.upper is not None)


def test_an_empty_cell_gives_its_reason() -> None:
    told = change(
        indicator_value("NI-2", "Fife", "2021/22"), indicator_value("NI-2", "Fife", "2022/23")
    )
    assert told.why == (
        "2022/23: no survey: rounds are in 2013/14, 2015/16 and every second year after"
    )


def test_of_nothing_no_per_cent_can_be_told() -> None:
    told = change(made("NI-19", "2022/23", 0.0), made("NI-19", "2023/24", 5.0))
    assert (told.size, told.verdict) == (None, ChangeVerdict.NOT_ASSESSED)
    counted = change(
        made("NI-16", "2022/23", counts=(0, 900)), made("NI-16", "2023/24", counts=(30, 900))
    )
    assert (counted.size, counted.verdict) == (None, ChangeVerdict.NOT_ASSESSED)
    assert "the earlier figure, or its lower limit, is 0" in counted.why


# ---- cautions ----------------------------------------------------------------------------------


def test_a_calendar_year_in_place_of_a_financial_one_carries_its_caution() -> None:
    proxy = made("NI-14", "2023/24", counts=(1_200, 9_000), complete_to=Month(2023, 12))
    told = change(made("NI-14", "2022/23", counts=(1_000, 9_000)), proxy)
    assert told.verdict is ChangeVerdict.INCREASED
    assert SAME_MONTHS in told.cautions
    assert any("2023 (calendar year, used in place of 2023/24)" in each for each in told.cautions)
    earlier = change(made("NI-14", "2019/20", counts=(1_000, 9_000)), proxy)
    assert SAME_MONTHS not in earlier.cautions


def test_what_may_still_move_or_was_revised_is_said() -> None:
    told = change(
        made("NI-16", "2022/23", counts=(500, 20_000)),
        made(
            "NI-16",
            "2023/24",
            counts=(400, 20_000),
            standing=Standing.PROVISIONAL,
            release="a later one",
        ),
    )
    assert told.cautions == (PROVISIONAL, OTHER_RELEASE, REPEATED)


# ---- the two changes of a row ------------------------------------------------------------------


def _row(**counts: tuple[int, int]) -> SixYearRow:
    """NI-16 of Fife from 2019/20 on, a figure a year that is named."""
    cells = six_year_table("Fife", "2024/25").row("NI-16").cells
    years = {str(cell.column.year): cell for cell in cells}
    years |= {
        year: made("NI-16", year, counts=counts[f"y{year[:4]}"])
        for year in years
        if f"y{year[:4]}" in counts
    }
    return SixYearRow(cells[0].indicator, tuple(years.values()))


def test_a_row_is_measured_from_last_year_and_from_the_first_of_the_six() -> None:
    row = _row(y2019=(600, 20_000), y2023=(500, 20_000), y2024=(490, 20_000))
    told = changes(row)
    assert str(told.since_last.earlier.column.year) == "2023/24"
    assert told.since_last.verdict is ChangeVerdict.NO_CLEAR_CHANGE
    assert str(told.since_first.earlier.column.year) == "2019/20"
    assert told.since_first.verdict is ChangeVerdict.DECREASED
    assert not any("earliest" in caution for caution in told.since_first.cautions)


def test_a_comparison_over_years_does_not_begin_in_the_pandemic_or_at_nothing() -> None:
    row = _row(y2020=(300, 20_000), y2021=(350, 20_000), y2022=(600, 20_000), y2024=(490, 20_000))
    told = changes(row).since_first
    assert str(told.earlier.column.year) == "2022/23"
    assert told.cautions[0] == "2022/23 is the earliest of the six years that can be compared."


def test_last_year_without_a_figure_is_not_replaced_by_another() -> None:
    told = changes(_row(y2022=(600, 20_000), y2024=(490, 20_000))).since_last
    assert told.verdict is ChangeVerdict.NOT_ASSESSED
    assert told.why.startswith("2023/24: published but not supplied")


def test_of_the_survey_the_round_before_stands_for_last_year() -> None:
    told = changes(six_year_table("Fife", "2021/22").row("NI-8")).since_last
    assert str(told.earlier.column.year) == "2019/20"


@WHICH("year", ["2019/20", "2022/23", "2024/25"])
def test_every_row_of_every_partnership_has_an_answer(year: str) -> None:
    for area in partnerships()[::10]:
        for row in six_year_table(area, year).rows:
            for told in vars(changes(row)).values():
                assert isinstance(told, Change)
                assert told.why or told.method


# ---- what is refused ---------------------------------------------------------------------------


def test_everything_that_cannot_be_compared_is_told_at_once() -> None:
    earlier = made("NI-14", "2022/23", counts=(1, 9))
    with pytest.raises(ParametersError) as refused:
        change(
            earlier,
            made("NI-16", "2022/23", counts=(1, 9), area=find_area("Moray")),
            similar_within=-1,
        )
    for told in (
        "NI-14 and NI-16 are two indicators",
        "Fife and Moray are two areas",
        "2022/23 does not come before 2022/23",
        "similar_within is -1",
    ):
        assert told in str(refused.value)
    with pytest.raises(ParametersError, match="similar_within is nan"):
        change(earlier, made("NI-14", "2023/24", counts=(1, 9)), similar_within=math.nan)
