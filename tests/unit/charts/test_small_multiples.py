"""Small lines on one scale: a panel a name, each beside the same line."""

import pytest

from hsci_analysis.charts.small_multiples import small_multiples
from hsci_analysis.errors import FindingError

PANELS = {"Fife": [1.0, 2.0, None], "Moray": [3.0, None, 4.0]}
WORDS = {"unit": "Days", "alt_text": "Two small lines.", "caption": "Two places"}


def test_each_panel_has_its_name_what_is_written_and_two_lines() -> None:
    figure = small_multiples(
        PANELS, beside=[2.0, 2.0, 2.0], written={"Fife": "not held", "Moray": "4"}, **WORDS
    )
    specification = figure.chart.to_dict()
    lines = [
        specification["datasets"][layer["data"]["name"]]
        for layer in specification["layer"]
        if layer["mark"]["type"] == "line"
    ]
    scotland, own = lines
    assert [point["y"] for point in scotland[:3]] == [scotland[0]["y"]] * 3
    assert [point["y"] is None for point in own] == [False, False, True, False, True, False]
    for said in ("Fife", "Moray", "not held", "Each from 0 to 4"):
        assert figure.html.count(said) == 2, said


@pytest.mark.parametrize(
    ("panels", "beside"), [({"Fife": [None, None]}, [None, None]), ({"Fife": [1.0]}, [1.0, 2.0])]
)
def test_nothing_to_show_or_other_lengths_are_refused(panels: dict, beside: list) -> None:
    with pytest.raises(FindingError, match="as many periods"):
        small_multiples(panels, beside=beside, written=dict.fromkeys(panels, ""), **WORDS)
