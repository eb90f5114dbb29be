"""The summaries of all partnerships: easy enough, told apart, and no two neighbours alike."""

import re
from itertools import pairwise

import pytest

from hsci_analysis.areas import partnerships
from hsci_analysis.findings.annual import annual_findings
from hsci_analysis.narrative.sections import passages_of
from hsci_analysis.narrative.summary import main_message, summary
from hsci_analysis.periods import FinancialYear
from tests.unit.narrative.reading import reading_age, syllables_of

OLDEST = 13.0
"""Within the 12 to 14 years that public writing aims at."""
YEAR = FinancialYear(2022)


@pytest.fixture(scope="module")
def years():
    return {each.slug: annual_findings(each, YEAR) for each in partnerships()}


def skeleton(sentence):
    """How a sentence is built: its first three and last three words, figures and periods aside."""
    words = re.sub(r"[\d,./%£]+", "#", sentence).split()
    return (*words[:3], *words[-3:])


def sentences_of(text):
    return [each for each in re.split(r"(?<=\.)\s+", text) if each]


def test_the_age_is_that_of_texts_of_known_ease():
    assert [*map(syllables_of, ["the", "rate", "hospital", "admission", "2022/23"])] == [
        *(1, 1, 3, 3, 1)
    ]
    assert reading_age("The cat sat on the mat. It was red.") < 6
    hard = "Multidisciplinary organisational interdependencies necessitate considerable evaluation."
    assert reading_age(hard) > 20


def test_every_summary_is_read_at_13_or_sooner(years):
    ages = {
        slug: reading_age(" ".join(map(str, summary(annual).sentences)))
        for slug, annual in years.items()
    }
    assert len(ages) == 31
    assert {slug: age for slug, age in ages.items() if age > OLDEST} == {}


def test_a_main_message_is_of_one_partnership_alone(years):
    said = [str(main_message(annual)) for annual in years.values()]
    assert len(set(said)) == len(said)
    for annual in years.values():
        assert annual.partnership.in_text in str(main_message(annual))


def test_no_two_neighbouring_sentences_are_built_alike(years):
    for slug, annual in years.items():
        passages = [*summary(annual).passages, *passages_of(annual.indicators)]
        said = [each for passage in passages for each in sentences_of(passage.sentence.text)]
        for before, after in pairwise(map(skeleton, said)):
            assert before != after, (slug, before)


def test_no_two_neighbouring_paragraphs_begin_alike(years):
    for slug, annual in years.items():
        paragraphs = [passage.sentence.text for passage in summary(annual).passages]
        for before, after in pairwise(skeleton(text)[:3] for text in paragraphs):
            assert before != after, (slug, before)
