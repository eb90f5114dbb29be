"""The six-year table for people: every cell says what it is, and nothing is left blank."""

import pytest

from hsci_analysis.areas import partnerships
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.indicators.six_year_table import six_year_table
from hsci_analysis.narrative.six_years import six_years
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


def test_the_notes_are_shown_below_the_table(borders: Table) -> None:
    shown = borders._repr_html_()
    assert shown.index("</table>") < shown.index("<ul>")
    assert shown.count("<li>") == len(borders.notes)
