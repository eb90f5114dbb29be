"""What a chart of lines shows, read from the picture itself; and which lines it refuses."""

import re
from xml.etree import ElementTree

import pytest

import hsci_analysis as hsci
from hsci_analysis.charts.figure import SVG
from hsci_analysis.charts.layout import NARROW, WIDE, fitted
from hsci_analysis.charts.line_chart import STYLES, line_chart
from hsci_analysis.charts.theme import Colour
from hsci_analysis.errors import FindingError
from hsci_analysis.measures.series import series
from hsci_analysis.models.flow.patient_flow import flow
from hsci_analysis.periods import FinancialYear, Month
from tests.quarterly import quarterly_series

WORDS = {"alt_text": "Line chart", "caption": "Lines"}
STOCKS = {
    "Available": "available_staffed_beds",
    "Occupied": "occupied_beds",
    "Emergency": "emergency_bed_days",
    "Delayed": "delayed_discharge_bed_days",
}


def drawn(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{{{SVG}}}{tag}"))


def words(svg: str) -> list[str]:
    return [element.text or "" for element in drawn(svg, "text")]


def points(svg: str, ink: Colour) -> int:
    return len([path for path in drawn(svg, "path") if path.get("fill") == ink])


@pytest.fixture(scope="module")
def beds():
    return hsci.flow_chart(flow("Fife").treatment, STOCKS, year=FinancialYear(2024), **WORDS).svg


def test_every_line_is_named_where_it_ends(beds: str) -> None:
    assert set(STOCKS) <= set(words(beds))
    assert "Beds" in words(beds)


def test_lines_differ_by_more_than_their_colour(beds: str) -> None:
    assert len(set(STYLES)) == len(STYLES) == 4
    lines = [
        path
        for path in drawn(beds, "path")
        if path.get("stroke-width") == "2" and path.get("stroke")
    ]
    styles = {(line.get("stroke"), line.get("stroke-dasharray")) for line in lines}
    assert len(styles) == 4


def test_each_line_ends_where_its_figures_do(beds: str) -> None:
    wide = flow("Fife").treatment.wide[list(STOCKS.values())]
    measured = wide["available_staffed_beds"].count() + wide["emergency_bed_days"].count()
    assert points(beds, Colour.MEASURED) == measured


def test_the_axis_starts_at_nought_and_its_numbers_have_room(beds: str) -> None:
    assert {"0", "1,000"} <= set(words(beds))
    wide = fitted(WIDE, (0, 10_000), ["Care at home"])
    assert wide.left > WIDE.left
    assert wide.right > WIDE.right
    for layout in (WIDE, NARROW):
        room = fitted(layout, (0, 10_000), ["Care at home"])
        assert room.left + room.width + room.right == layout.left + layout.width + layout.right
    assert fitted(WIDE, (0, 10), ["Beds"]) == WIDE


def test_the_year_is_marked_and_shown_empty_where_no_figure_reaches_it() -> None:
    hours = series("care_at_home_hours", "Fife").daily_average()
    shown = line_chart({"Hours": hours}, year=FinancialYear(2024), **WORDS).svg
    assert "2024/25: no figures" in words(shown)
    assert "2022/23" in words(line_chart({"Hours": hours}, year=FinancialYear(2022), **WORDS).svg)
    assert not any("/" in word for word in words(line_chart({"Hours": hours}, **WORDS).svg))


def test_a_year_before_the_figures_is_not_marked() -> None:
    hours = series("care_at_home_hours", "Fife").daily_average()
    shown = line_chart({"Hours": hours}, year=FinancialYear(2015), **WORDS).svg
    assert not any("2015/16" in word for word in words(shown))


def test_a_quarter_without_a_figure_breaks_the_line() -> None:
    held = quarterly_series("2020Q2", [1, 2, None, 4, 5])
    svg = line_chart({"Hours": held}, **WORDS).svg
    (line,) = [
        path
        for path in drawn(svg, "path")
        if path.get("stroke-width") == "2" and path.get("stroke")
    ]
    assert line.get("d").count("M") == 2
    assert points(svg, Colour.MEASURED) == 4


def test_a_series_of_which_nothing_is_known_is_left_out() -> None:
    lines = {
        "Home": series("care_at_home_emergency_bed_days", "Western Isles").daily_average(),
        "Care homes": series("care_home_emergency_bed_days", "Western Isles").daily_average(),
    }
    assert "Care homes" not in words(line_chart(lines, **WORDS).svg)


def test_zeros_alone_can_be_drawn() -> None:
    svg = line_chart({"Hours": quarterly_series("2020Q2", [0] * 4)}, **WORDS).svg
    assert "0" in words(svg)


def test_the_narrow_drawing_says_the_same(beds: str) -> None:
    chart = hsci.flow_chart(flow("Fife").treatment, STOCKS, **WORDS)
    year = re.compile(r"20\d\d")
    narrow = words(
        hsci.flow_chart(flow("Fife").treatment, STOCKS, **WORDS)
        .html.split("narrow")[1]
        .split(">", 1)[1]
        .removesuffix("</div></div></figure>")
    )
    assert {word for word in narrow if not year.fullmatch(word)} == {
        word for word in words(chart.svg) if not year.fullmatch(word)
    }


def test_what_cannot_be_one_chart_is_refused_with_all_that_is_wrong() -> None:
    fife = series("care_at_home_hours", "Fife")
    with pytest.raises(FindingError) as refused:
        line_chart(
            {
                "Hours": fife,
                "People": series("care_at_home_people", "Fife"),
                "A name that is too long": series("care_at_home_hours", "Angus"),
                "Board": series("occupied_beds", "NHS Fife"),
                "Fifth": fife.until(Month(2020, 3)),
            },
            **WORDS,
        )
    for wrong in (
        "5 lines were given, and it takes 1 to 4",
        "different units (hours, people, beds)",
        "NHS Fife (board of treatment)",
        "the name 'A name that is too long' is not of 1 to 12 characters",
    ):
        assert wrong in str(refused.value)


def test_nothing_at_all_is_refused() -> None:
    unknown = quarterly_series("2020Q2", [None] * 4)
    with pytest.raises(FindingError, match="none of them has a figure"):
        line_chart({"Hours": unknown}, **WORDS)
    with pytest.raises(FindingError, match="0 lines were given"):
        line_chart({}, **WORDS)
    with pytest.raises(FindingError, match="needs an alt text"):
        line_chart({"H": series("care_at_home_hours", "Fife")}, alt_text=" ", caption="c")


def test_stages_that_are_not_held_or_not_of_one_kind_are_refused() -> None:
    held = flow("Fife")
    with pytest.raises(FindingError, match="nothing is held of occupied_beds for Fife by area"):
        hsci.flow_chart(held.residence, {"Beds": "occupied_beds"}, **WORDS)
    mixed = {"Stays": "emergency_stays", "Beds": "occupied_beds"}
    with pytest.raises(FindingError, match=r"different units \(stays a day, beds\)"):
        hsci.flow_chart(held.treatment, mixed, **WORDS)
