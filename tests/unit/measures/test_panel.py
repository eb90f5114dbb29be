"""What a series belongs among."""

from datetime import date

import pytest

from hsci_analysis.areas import SCOTLAND, council_areas, health_boards, partnerships
from hsci_analysis.errors import SeriesError
from hsci_analysis.measures.panel import panel_of
from hsci_analysis.measures.series import series
from hsci_analysis.periods import Month


def test_a_partnership_belongs_among_partnerships_up_to_the_same_month():
    fife = series("delayed_discharge_bed_days", "Fife", reason="patient and family").until(
        Month(2024, 3)
    )
    panel = panel_of(fife)

    held = panel.series()
    assert [one.area for one in held] == list(partnerships())
    assert {one.last_month for one in held} == {Month(2024, 3)}
    assert {one.breakdown for one in held} == {fife.breakdown}
    assert panel.of_scotland().area is SCOTLAND


def test_a_board_belongs_among_boards_and_a_council_area_among_council_areas():
    board = panel_of(series("accident_and_emergency_attendances", "NHS Fife"))
    assert board.areas == health_boards()
    council = panel_of(series("delayed_discharge_bed_days", council_areas()[0]))
    assert council.areas == council_areas()


@pytest.mark.parametrize(
    ("measure", "areas"),
    [
        ("delayed_discharge_bed_days", partnerships()),
        ("accident_and_emergency_attendances", health_boards()),
    ],
)
def test_scotland_belongs_among_the_areas_its_figures_are_of(measure, areas):
    assert panel_of(series(measure, SCOTLAND)).areas == areas


def test_the_panel_is_of_the_same_release():
    fife = series("delayed_discharge_bed_days", "Fife", as_of=date(2099, 1, 1))
    assert {one.source for one in panel_of(fife).series()} == {fife.source}


def test_the_same_question_is_the_same_panel():
    fife, moray = (series("delayed_discharge_bed_days", name) for name in ("Fife", "Moray"))
    assert panel_of(fife) == panel_of(moray)
    assert panel_of(fife) != panel_of(moray.until(Month(2024, 3)))


def test_a_board_of_treatment_has_no_scotland_to_be_set_against():
    board = series("delayed_discharge_bed_days", "NHS Fife")
    with pytest.raises(SeriesError, match="the two are not set against each other"):
        panel_of(board).of_scotland()
