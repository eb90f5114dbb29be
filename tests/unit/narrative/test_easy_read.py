"""Easy reading: short sentences of one idea, a picture each, and the figures of the year's page."""

import pytest

from hsci_analysis.areas import find_partnership
from hsci_analysis.findings.annual import annual_findings
from hsci_analysis.indicators.indicator import ReportingStatus
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.narrative.easy_read import SAID, easy_read
from hsci_analysis.narrative.easy_words import EASY_CHANGES, EASY_SCOTLAND, EASY_WORDS
from hsci_analysis.narrative.lint import contradictions, lint
from hsci_analysis.narrative.pictures import PICTURES
from hsci_analysis.periods import FinancialYear
from tests.unit.narrative.reading import reading_age

MOST_WORDS = 15


@pytest.fixture(scope="module")
def borders():
    return annual_findings(find_partnership("Scottish Borders"), FinancialYear(2022))


def test_every_reported_indicator_has_easy_words_and_a_picture():
    reported = {k for k, i in INDICATORS.items() if i.status is ReportingStatus.REPORTED}
    assert set(EASY_WORDS) == reported
    assert {words.picture for words in EASY_WORDS.values()} | set(SAID.values()) <= set(PICTURES)
    assert set(SAID) == set(EASY_CHANGES)


@pytest.mark.parametrize(
    "sentence",
    [
        *(text for words in EASY_WORDS.values() for text in (words.about, words.figure)),
        *EASY_CHANGES.values(),
        *EASY_SCOTLAND.values(),
    ],
)
def test_a_sentence_is_short_and_of_one_idea(sentence):
    assert len(sentence.split()) <= MOST_WORDS
    assert sentence.count(".") == 1


def test_it_tells_what_the_page_of_the_year_tells(borders):
    said = list(map(str, easy_read(borders).sentences))
    at = said.index("Some people leave hospital and soon have to come back.")
    assert said[at + 1 : at + 6] == [
        "This happened 114 times in every 1,000.",
        "The year before, it was 97.",
        "It went up.",
        "That is worse.",
        "In all of Scotland, it was lower: 102.",
    ]


def test_it_is_read_by_children_and_passes_the_lint(borders):
    sentences = [each for each in easy_read(borders).sentences if each.findings]
    assert reading_age(" ".join(map(str, sentences))) < 9
    assert not lint(sentences, borders.ledger)
    assert not contradictions(sentences, borders.ledger)


def test_a_year_without_figures_says_so():
    future = annual_findings(find_partnership("Fife"), FinancialYear(2030))
    assert "We do not have numbers for this year yet." in repr(easy_read(future))


def test_every_line_shows_a_picture_with_words(borders):
    shown = easy_read(borders)._repr_html_()
    assert shown.count("<svg") == shown.count('aria-label="') == shown.count("</p>")
