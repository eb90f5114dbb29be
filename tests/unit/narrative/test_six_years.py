"""The six-year table for people: every cell says what it is, and nothing is left blank."""

import re

import pytest

from hsci_analysis.areas import partnerships
from hsci_analysis.indicators.nothing import Reason
from hsci_analysis.indicators.registry import INDICATORS, RELATED
from hsci_analysis.indicators.six_year_table import six_year_table
from hsci_analysis.indicators.value import Standing
from hsci_analysis.narrative.six_years import six_years
from hsci_analysis.narrative.symbols import SYMBOLS
from hsci_analysis.narrative.tables import Table


@pytest.fixture(scope="module")
def borders() -> Table:
    return six_years(six_year_table("Scottish Borders", "2024/25"))


def row(table: Table, indicator: str) -> tuple[str, ...]:
    return next(cells for cells in table.rows if cells[0].split()[0] == indicator)


def test_the_columns_are_the_year_and_the_five_before(borders: Table) -> None:
    years = ("2019/20", "2020/21", "2021/22", "2022/23", "2023/24", "2024/25")
    assert borders.columns == ("Indicator", "Unit", *years)


def test_computed_figures_at_their_decimals(borders: Table) -> None:
    """NI-19 of 2022/23: 18,061 days among 14,422 people; MSG-4: the months of 2024/25 added up."""
    delays = row(borders, "NI-19")
    assert delays[5] == "1,252"
    assert delays[7].endswith("(provisional)")
    assert row(borders, "MSG-4")[7] == "27,016"


def test_a_survey_round_names_itself_and_years_between_say_so(borders: Table) -> None:
    experience = row(borders, "NI-2")
    assert experience[2].endswith("(2019/20 survey)")
    assert experience[3] == "no survey"


@pytest.mark.parametrize("area", partnerships(), ids=lambda area: area.slug)
def test_no_cell_is_blank_and_no_indicator_is_missing(area) -> None:
    table = six_years(six_year_table(area, "2022/23"))
    assert len(table.rows) == len(INDICATORS) == 29
    assert all(cell.strip() for cells in table.rows for cell in cells)


def test_each_note_names_its_indicator(borders: Table) -> None:
    assert borders.notes
    for note in borders.notes:
        assert any(key in note for key in INDICATORS)


def test_a_note_about_several_indicators_is_said_once(borders: Table) -> None:
    assert len(set(borders.notes)) == len(borders.notes)
    (told,) = [note for note in borders.notes if "core suite workbook" in note]
    assert told.startswith("NI-1, NI-2, NI-3, ")


def test_figures_that_are_not_shown_are_explained() -> None:
    falkirk = six_years(six_year_table("Falkirk", "2021/22"))
    assert row(falkirk, "NI-14")[2:5] == ("not comparable",) * 3
    assert any("Forth Valley" in note and note.startswith("NI-14: ") for note in falkirk.notes)
    assert any("pandemic" in note and note.startswith("NI-14: ") for note in falkirk.notes)


def test_limits_stand_beside_their_figure(borders: Table) -> None:
    assert row(borders, "NI-14")[5] == "114 (109 to 119)"
    fife = six_years(six_year_table("Fife", "2022/23"))
    assert row(fife, "NI-14")[7] == "113"


def test_in_short_marks_stand_in_the_place_of_words_and_every_mark_has_its_key() -> None:
    short = six_years(six_year_table("Falkirk", "2024/25"), short=True)
    assert short.columns[0] == "Indicator"
    assert len(short.columns) == 7
    marks = {mark for cells in short.rows for mark in re.findall(r"\[\w]", " ".join(cells[1:]))}
    assert marks == {"[p]", "[w]", "[x]", "[y]", "[z]"}
    key, periods, *notes = short.notes
    assert marks == set(re.findall(r"\[\w]", key))
    assert "[w] published but not supplied" in key
    assert "calendar year" in periods
    assert tuple(notes) == six_years(six_year_table("Falkirk", "2024/25")).notes
    assert row(short, "NI-19")[-1].endswith(" [p]")
    assert row(short, "NI-11")[1].endswith("(2019)")
    assert row(short, "NI-2")[1].endswith("(survey)")


def test_every_reason_has_a_mark_of_its_own() -> None:
    assert set(SYMBOLS) == {*Reason, Standing.PROVISIONAL}
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)


def test_related_figures_have_a_table_of_their_own() -> None:
    related = six_years(six_year_table("Fife", "2021/22", among=RELATED))
    assert related.caption == "Fife: related figures, 2016/17 to 2021/22"
    assert [cells[0].split()[0] for cells in related.rows] == list(RELATED)


def test_the_notes_are_shown_below_the_table(borders: Table) -> None:
    shown = borders._repr_html_()
    assert shown.index("</table>") < shown.index("<ul>")
    assert shown.count("<li>") == len(borders.notes)
