"""The chart of six years: joined where years follow each other, and nowhere else."""

from dataclasses import replace

import pytest

from hsci_analysis.areas import find_partnership
from hsci_analysis.charts.six_year_chart import six_year_chart
from hsci_analysis.errors import FindingError
from hsci_analysis.findings.annual import annual_findings
from hsci_analysis.periods import FinancialYear

WORDS = {"alt_text": "An alt text.", "caption": "A caption", "unit": "per 1,000"}


@pytest.fixture(scope="module")
def stirling():
    return annual_findings(find_partnership("Clackmannanshire and Stirling"), FinancialYear(2022))


@pytest.fixture(scope="module")
def borders():
    return annual_findings(find_partnership("Scottish Borders"), FinancialYear(2022))


def drawn(annual, key, **changes):
    of = annual.of(key)
    given = {"levels": of.levels, "scotland": of.scotland} | changes
    years = annual.table.years
    figure = six_year_chart(given["levels"], given["scotland"], years=years, **WORDS)
    return figure.chart.to_dict()


def marks_of(chart, kind):
    return [layer for layer in chart["layer"] if layer["mark"]["type"] == kind]


def rows(chart, layer):
    return chart["datasets"][layer["data"]["name"]]


def texts(chart):
    return [layer["mark"]["text"] for layer in marks_of(chart, "text")]


def test_the_partnership_is_thick_and_scotland_thin(borders):
    widths = {layer["mark"]["strokeWidth"] for layer in marks_of(drawn(borders, "NI-14"), "line")}
    assert len(widths) == 2
    assert max(widths) > 2 * min(widths)


def test_no_line_begins_before_a_break(stirling):
    chart = drawn(stirling, "NI-14", scotland=())
    lines = marks_of(chart, "line")
    years = [[point["year"][:4] for point in rows(chart, line)] for line in lines]
    assert years == [["2019", "2020"], ["2020", "2021"], ["2021", "2022"]]


def test_rounds_of_a_survey_are_points_alone_and_say_so(borders):
    chart = drawn(borders, "NI-8")
    assert not marks_of(chart, "line")
    assert "Per 1,000, by survey" in texts(chart)


def test_calendar_years_stand_under_their_figures(borders):
    chart = drawn(borders, "NI-11")
    assert "Per 1,000, by calendar year" in texts(chart)
    assert {"2017", "2021"} <= set(texts(chart))


def test_limits_are_bars_where_they_are_held(borders):
    with_limits = [level for level in borders.of("NI-14").levels if level.interval]
    chart = drawn(borders, "NI-14")
    (bars,) = [layer for layer in marks_of(chart, "rule") if "y2" in layer["encoding"]]
    assert len(rows(chart, bars)) == len(with_limits) > 0


def test_a_long_name_is_broken_and_kept_together(stirling):
    said = texts(drawn(stirling, "NI-19"))
    at = said.index("Clackmannanshire")
    assert said[at + 1] == "and Stirling"


def test_nothing_and_unequal_years_are_refused(borders):
    of = borders.of("NI-12")
    with pytest.raises(FindingError, match="none of these levels has one"):
        drawn(borders, "NI-12", levels=of.levels)
    with pytest.raises(FindingError, match="6 years are drawn"):
        drawn(borders, "NI-14", levels=borders.of("NI-14").levels[1:])


def test_all_zero_is_drawn(borders):
    zero = [replace(level, value=0.0, interval=None) for level in borders.of("NI-19").levels]
    assert marks_of(drawn(borders, "NI-19", levels=zero, scotland=()), "circle")
