"""The reporting year and the five before: no cell blank, nothing uncomparable, all of it told."""

from dataclasses import replace

import pytest

from hsci_analysis.indicators.nothing import EmptyCell, Reason
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.indicators.six_year_table import (
    AS_PUBLISHED,
    NO_COUNTS,
    SOME_WITHOUT,
    six_year_table,
)
from hsci_analysis.measures.intervals import IntervalMethod


@pytest.mark.parametrize("area", ["Scottish Borders", "Clackmannanshire and Stirling", "Scotland"])
@pytest.mark.parametrize("year", ["2019/20", "2024/25", "2026/27"])
def test_six_columns_of_29_and_no_cell_is_blank(area: str, year: str) -> None:
    table = six_year_table(area, year)
    assert [row.indicator.key for row in table.rows] == list(INDICATORS)
    assert len(table.years) == 6
    assert str(table.years[-1]) == year
    for row in table.rows:
        assert [cell.column.year for cell in row.cells] == list(table.years)
        for cell in row.cells:
            assert (cell.value is None) == bool(cell.reason)
            assert cell.column.label
    assert len(table.frame) == 29 * 6


def test_figures_that_cannot_be_compared_with_the_latest_are_not_shown_and_a_note_says_why() -> (
    None
):
    row = six_year_table("Falkirk", "2020/21").row("NI-14")
    *before, revised, latest = row.cells
    assert revised.value == pytest.approx(151.7, abs=0.05)
    assert latest.value == pytest.approx(163.4, abs=0.05)
    assert len(before) == 4
    for cell in before:
        assert isinstance(cell.cell, EmptyCell)
        assert cell.cell.reason is Reason.NOT_COMPARABLE
        assert cell.reason in row.footnotes
    assert "Recording in the Forth Valley was revised back to 2019/20" in row.footnotes[0]
    fife = six_year_table("Fife", "2020/21").row("NI-14")
    assert all(cell.value for cell in fife.cells)
    assert not any("Forth Valley" in note for note in fife.footnotes)


def test_years_on_other_definitions_are_explained_below() -> None:
    row = six_year_table("Fife", "2020/21").row("NI-19")
    assert [cell.status for cell in row.cells[:3]] == ["not comparable"] * 2 + ["computed"]
    assert any("changed on 1 July 2016" in note for note in row.footnotes)


@pytest.mark.parametrize(
    ("year", "told"), [("2018/19", False), ("2020/21", True), ("2026/27", True)]
)
def test_the_pandemic_is_told_wherever_one_of_its_years_is_shown(year: str, told: bool) -> None:
    """In 2026/27 both years shown, 2021/22 and 2022/23, or one; before 2020/21 none."""
    notes = six_year_table("Fife", year).row("NI-14").footnotes
    assert any("pandemic" in note for note in notes) == told


def test_a_year_of_the_pandemic_alone_is_told_too() -> None:
    row = six_year_table("Fife", "2020/21").row("NI-14")
    assert any("pandemic" in note for note in replace(row, cells=row.cells[-1:]).footnotes)


def test_the_caution_of_a_calendar_year_in_place_of_another_is_told_beside_a_figure() -> None:
    row = six_year_table("Fife", "2022/23").row("NI-14")
    *before, latest = row.cells
    warned = replace(latest, column=replace(latest.column, caution="Compare with caution."))
    assert "Compare with caution." in replace(row, cells=(*before, warned)).footnotes


def test_a_warning_that_bars_nothing_stands_between_two_shown_rounds() -> None:
    notes = six_year_table("Fife", "2021/22").row("NI-2").footnotes
    assert any("changed in 2021/22" in note for note in notes)
    notes = six_year_table("Fife", "2020/21").row("NI-2").footnotes
    assert not any("changed in 2021/22" in note for note in notes)


def test_every_empty_cell_is_explained_below() -> None:
    for row in six_year_table("Clackmannanshire and Stirling", "2024/25").rows:
        assert {cell.reason for cell in row.cells} - {""} <= set(row.footnotes)


def test_unreported_and_stopped_indicators_have_their_sentence() -> None:
    table = six_year_table("Fife", "2024/25")
    for key in ("NI-10", "NI-20", "NI-21", "NI-22", "NI-23"):
        assert table.row(key).footnotes[-1] == f"not published: {INDICATORS[key].sentence}"


def test_a_provisional_rate_and_missing_limits_are_explained() -> None:
    notes = six_year_table("Fife", "2024/25").row("NI-19").footnotes
    assert "For 2024/25 the mid-2023 estimate is used: no later one is held." in notes
    assert any("clustered within patients" in note for note in notes)
    before = six_year_table("Fife", "2023/24").row("NI-19").footnotes
    assert not any("estimate is used" in note for note in before)


def test_nothing_is_said_of_limits_that_are_not_there() -> None:
    for row in six_year_table("Fife", "2022/23").rows:
        assert not any("this workbench" in note for note in row.footnotes)
        about_limits = [note for note in row.footnotes if "limits" in note]
        assert len(about_limits) == bool(row.shown)
        assert all(note.startswith("No limits are given: ") for note in about_limits)
    assert NO_COUNTS in six_year_table("Fife", "2022/23").row("NI-14").footnotes


def test_limits_of_our_own_are_said_to_be() -> None:
    (told,) = [
        note
        for note in six_year_table("Scottish Borders", "2022/23").row("NI-14").footnotes
        if "limits" in note.casefold()
    ]
    assert told.startswith("Limits, in brackets, are this workbench's own (Wilson score, 95 %)")
    assert told.endswith(SOME_WITHOUT)
    (told,) = [
        note
        for note in six_year_table("Scottish Borders", "2024/25").row("NI-14").footnotes
        if "limits" in note.casefold()
    ]
    assert SOME_WITHOUT not in told


def test_published_limits_are_said_to_be() -> None:
    row = six_year_table("Fife", "2021/22").row("NI-2")
    cells = [
        replace(
            cell,
            cell=replace(
                cell.figure, lower=0.0, upper=100.0, limits_method=IntervalMethod.AS_PUBLISHED
            ),
        )
        if cell.figure
        else cell
        for cell in row.cells
    ]
    assert AS_PUBLISHED in replace(row, cells=tuple(cells)).footnotes


def test_a_figure_with_limits_is_not_said_to_have_none() -> None:
    row = six_year_table("Fife", "2022/23").row("NI-17")
    cell = row.cells[-1]
    assert cell.figure is not None
    limits = {"lower": 0.0, "upper": 100.0, "limits_method": IntervalMethod.WILSON}
    limited = replace(cell, cell=replace(cell.figure, **limits))
    assert NO_COUNTS not in replace(row, cells=(*row.cells[:-1], limited)).footnotes
