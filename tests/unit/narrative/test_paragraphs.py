"""Quarterly levels in words: alone, one after another, and as the words of a chart."""

import re

import pytest

from hsci_analysis.areas import find_partnership, partnerships
from hsci_analysis.findings.quarterly import state_quarterly_levels
from hsci_analysis.measures.series import series
from hsci_analysis.narrative.measure_words import MEASURE_WORDS
from hsci_analysis.narrative.paragraphs import paragraph
from hsci_analysis.narrative.sentences import alt_text, caption, sentence
from hsci_analysis.periods import FinancialYear
from tests.quarterly import quarterly_series
from tests.unit.narrative.test_sentences import NOT_EARNED

QUARTERLY = [key for key in MEASURE_WORDS if key.startswith("care")]


def levels(key, area, year):
    held = series(key, area)
    held = held.daily_average() if held.measure.daily_unit else held
    return state_quarterly_levels(held, FinancialYear.parse(year))


def of(values, year="2020/21", measure="care_at_home_people"):
    held = quarterly_series("2020Q2", values, measure=measure)
    held = held.daily_average() if held.measure.daily_unit else held
    return state_quarterly_levels(held, FinancialYear.parse(year))


def test_people_are_said_by_quarter_and_hours_by_day():
    assert str(paragraph(levels("care_at_home_people", "Fife", "2022/23"))) == (
        "In an average quarter in 2022/23, 3,166 people living in Fife had care at home."
    )
    assert str(paragraph(levels("care_at_home_hours", "Fife", "2022/23"))) == (
        "On an average day in 2022/23, 4,689 hours of care at home were given to people living in "
        "Fife."
    )


def test_figures_that_end_before_the_year_say_so_and_name_the_year_they_are_of():
    findings = levels("care_home_emergency_bed_days", "Fife", "2024/25")
    assert str(paragraph(findings)) == (
        "For 2024/25, no figure can be given. The figures held, on hospital beds taken up by "
        "emergency stays of care home residents living in Fife, run from January 2018 to March "
        "2021. They end four years before that year does. The last financial year held in full is "
        "2020/21. On an average day in 2020/21, 24.5 hospital beds were taken up by emergency "
        "stays of care home residents living in Fife."
    )
    assert paragraph(findings).findings == tuple(finding.id for finding in findings)


def test_figures_never_submitted_are_not_said_to_run_from_anywhere():
    assert str(paragraph(levels("care_home_emergency_bed_days", "Western Isles", "2024/25"))) == (
        "For 2024/25, no figure can be given on hospital beds taken up by emergency stays of care "
        "home residents living in the Western Isles: none was submitted."
    )


def test_a_gap_within_the_year_is_not_said_as_a_whole_stretch():
    asked, *_ = of([4, None, 4, 4])
    assert str(sentence(asked)).startswith(
        "Figures of some of the months from April 2020 to March 2021 are all that is held of "
    )
    asked, *_ = of([4, 4])
    assert str(sentence(asked)).startswith("Figures of April 2020 to September 2020 are all that")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([0] * 4, "not one person living in Fife had care at home"),
        ([1] * 4, "1.0 people living in Fife had care at home"),
        ([5_000] * 4, "5,000 people living in Fife had care at home"),
    ],
)
def test_none_few_and_many_people_read_well(values, words):
    assert words in str(sentence(of(values)[0]))


def test_the_chart_of_two_lines_is_told_line_by_line():
    first, *_ = levels("care_at_home_emergency_bed_days", "Fife", "2020/21")
    second, *_ = levels("care_home_emergency_bed_days", "Fife", "2020/21")
    text = alt_text(first, second)

    assert text.startswith("Line chart of hospital beds taken up by emergency stays of people")
    assert "each quarter from January 2018 to March 2021" in text
    assert "The horizontal axis shows quarters, the vertical axis hospital beds." in text
    assert "Another line shows hospital beds taken up by emergency stays of care home" in text
    assert text.count("The average over 2020/21 was") == 2


@pytest.mark.parametrize("year", ["2022/23", "2024/25"])
@pytest.mark.parametrize("key", QUARTERLY)
def test_every_partnership_and_both_years_read_well(key, year):
    for area in partnerships():
        findings = levels(key, area, year)
        for text in (
            str(paragraph(findings)),
            alt_text(findings[0]),
            *(caption(finding) for finding in findings),
        ):
            assert not re.search(r"[{}]|\b(None|nan)\b|  |\.\.", text)
            assert not re.search(rf"\b({NOT_EARNED})\b", text, re.IGNORECASE)
            assert find_partnership(area.code).in_text in text


def test_what_is_missing_alike_of_two_measures_is_told_once():
    keys = ("care_at_home_emergency_admissions", "care_home_emergency_admissions")
    home, homes = (levels(key, "Fife", "2024/25") for key in keys)
    text = str(paragraph((*home, *homes)))
    assert text.count("can be given") == 1
    assert (
        "Figures on emergency admissions to hospital of care home residents living in Fife run "
        "over the same months. On an average day in 2020/21, " in text
    )
    other = levels("care_at_home_hours", "Fife", "2024/25")
    assert str(paragraph((*home, *other))).count("can be given") == 2
