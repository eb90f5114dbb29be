"""Rows of dots: what is drawn for each, and what is refused."""

import pytest

from hsci_analysis.charts.dot_chart import Dot, dot_chart
from hsci_analysis.charts.figure import Figure
from hsci_analysis.errors import FindingError

WORDS = {"unit": "Per cent", "alt_text": "Dot chart of two rows.", "caption": "Two rows"}
ROWS = [Dot("Inside", 80.5, "80.5 %"), Dot("A range", None, "2 to 9", 2.0, 9.0)]


def texts(figure: Figure) -> list[str]:
    """What is written in the chart as drawn, wide and narrow."""
    return [part.partition("<")[0] for part in figure.html.split(">")]


def test_each_row_has_its_name_its_figure_and_its_mark_wide_and_narrow() -> None:
    figure = dot_chart(ROWS, references={"meant": 95.0}, **WORDS)
    written = texts(figure)
    for said in ("80.5 %", "2 to 9", "meant", "Per cent"):
        assert written.count(said) == 2, said
    assert written.count("Inside") == 3, "on the narrow chart its ground is written under it"
    specification = figure.chart.to_dict()
    kinds = [layer["mark"]["type"] for layer in specification["layer"]]
    assert kinds.count("circle") == 1
    bars = [
        (layer["mark"]["strokeWidth"], specification["datasets"][layer["data"]["name"]])
        for layer in specification["layer"]
        if "x2" in layer.get("encoding", {})
    ]
    alone = {"row": 1.5, "lower": 2.0, "upper": 9.0, "alone": True}
    assert bars == [(3, [alone]), (1.25, [alone])], "a stretch without a dot is a thick bar"


def test_the_scale_begins_at_nought_and_holds_every_reference() -> None:
    specification = dot_chart(ROWS, references={"all": 100.0}, **WORDS).chart.to_dict()
    scale = specification["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert scale[0] == 0
    assert scale[1] >= 100


def test_names_that_are_long_get_the_room_they_need() -> None:
    short, long = (
        dot_chart([Dot(name, 1.0, "1")], **WORDS).chart.to_dict()
        for name in ("a", "attendances, five years, against Scotland")
    )
    assert long["width"] < short["width"]
    for one in (short, long):
        padding = one["padding"]
        assert padding["left"] + one["width"] + padding["right"] == 548 + 36 + 88


@pytest.mark.parametrize("rows", [[], [Dot(" ", 1.0, "1")]])
def test_no_rows_or_rows_without_a_name_are_refused(rows: list[Dot]) -> None:
    with pytest.raises(FindingError, match="needs rows, each with a name"):
        dot_chart(rows, **WORDS)
