"""Scotland and its partnerships: what is counted is what the models found, and none is ranked."""

import pytest

import hsci_analysis as hsci
from hsci_analysis.areas import SCOTLAND, health_boards, partnerships
from hsci_analysis.findings.across_scotland import board_funnel, where_they_stand, year_changes
from hsci_analysis.measures.funnel import Position
from hsci_analysis.models.change.result import Question
from hsci_analysis.narrative.across_scotland import board_words, changes_in_words, stands_table
from hsci_analysis.narrative.wording import in_words
from hsci_analysis.parameters.report import national_parameters
from hsci_analysis.reports.national import NationalOverview

ASKED = national_parameters("2024/25")


@pytest.fixture(scope="module")
def overview() -> NationalOverview:
    return hsci.national_overview(ASKED)


def test_every_partnership_is_in_each_picture_and_table(overview) -> None:
    names = {each.name for each in partnerships()}
    assert {row[0] for row in overview.changes_table.rows} == names
    assert {row[0] for row in overview.small_multiples_table.rows} == names | {"Scotland"}
    for name in names:
        assert name in overview.small_multiples.html
        assert name in overview.changes_chart.html


def test_how_many_changed_stands_beside_what_chance_would_give() -> None:
    changes = year_changes(ASKED)
    words = str(changes_in_words(changes))
    called = [one.area.name for one in changes.changes if one.year.significant]
    assert len(called) == changes.significant(Question.YEAR)
    assert all(name in words for name in called)
    assert "by chance" in words
    assert ("none stands out" in words) == (not changes.frame["stands_out"].any())


def test_no_rank_is_told_where_no_limits_part_places() -> None:
    for asked in (ASKED.reporting_year, national_parameters("2022/23").reporting_year):
        stands = where_they_stand(asked)
        assert stands
        for each, row in zip(stands, stands_table(stands).rows, strict=True):
            assert not each.scotland.indicator.count
            if all(rank.tells_nothing for rank in each.ranks.values()):
                assert row[-1].startswith("none: ")


def test_boards_are_held_against_limits_as_wide_as_boards_differ(overview) -> None:
    funnel = board_funnel(ASKED)
    assert len(funnel.limits.frame) == len(health_boards())
    outside = (funnel.limits.frame["position"] != Position.WITHIN.value).sum()
    told = in_words(int(outside)) if outside else "none"
    assert f"{told} of {len(health_boards())} boards" in str(board_words(funnel))
    assert [row[0] for row in overview.boards_table.rows] == [
        next(board.name for board in health_boards() if board.code == code)
        for code in funnel.limits.frame.index
    ]


def test_a_year_without_figures_of_boards_says_so() -> None:
    assert board_funnel(national_parameters("2025/26")) is None
    assert "No month" in str(hsci.national_overview(national_parameters("2025/26")).boards_chart)


def test_a_measure_of_scotland_is_stated_and_made_again_by_its_id() -> None:
    stated = hsci.measured("delayed_discharge_bed_days", ASKED)
    assert stated.level.area_code == SCOTLAND.code
    assert hsci.finding(stated.level.id, "2024/25") == stated.level
    waits = hsci.measured("accident_and_emergency_within_4_hours", ASKED)
    assert "treated in Scotland" in hsci.sentence(waits.level).text
