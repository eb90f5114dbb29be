"""The licensed language: whole, in words the figures have earned, and without causes."""

import re

import pytest

from hsci_analysis.findings.finding import DOWN, UP, VERDICTS, Kind, Verdict
from hsci_analysis.indicators.nothing import Reason
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.narrative.indicator_words import INDICATOR_WORDS
from hsci_analysis.narrative.language import LANGUAGE, MAIN, MISSING, NEVER, NOT_CAUSES

INDICATOR_VERDICTS = {
    (kind, verdict)
    for kind, verdicts in VERDICTS.items()
    for verdict in verdicts - {Verdict.INCOMPLETE}
}
DIRECTIONS = re.compile(
    r"(?<!{)\b(rose|fell|more|fewer|less|higher|lower|above|Above|below|Below|increased|decreased)\b(?!})"
)
COUNTED = {Verdict.MORE, Verdict.FEWER}
SINGLED_OUT = {Verdict.ABOVE, Verdict.BELOW}


def test_every_verdict_of_every_kind_has_its_sentences_and_no_other_has():
    assert set(LANGUAGE) == INDICATOR_VERDICTS
    assert set(MISSING) == set(Reason)
    assert set(INDICATOR_WORDS) == set(INDICATORS)


@pytest.mark.parametrize("sentences", LANGUAGE.values())
def test_sentences_that_mean_the_same_are_built_differently(sentences):
    begins = [sentence.split()[:2] for sentence in sentences]
    assert len(begins) == len({tuple(each) for each in begins})


@pytest.mark.parametrize(("said", "sentences"), LANGUAGE.items())
def test_only_an_earned_verdict_has_a_word_for_up_or_down(said, sentences):
    kind, verdict = said
    assert kind is not Kind.LEVEL or verdict in VERDICTS[Kind.LEVEL]
    for sentence in sentences:
        assert bool(DIRECTIONS.search(sentence)) == (verdict in UP | DOWN | COUNTED | SINGLED_OUT)


def test_no_word_is_for_a_cause_for_praise_or_for_blame():
    everything = [each for texts in (*MISSING.values(), *LANGUAGE.values()) for each in texts]
    everything += [*MAIN.values(), NEVER]
    everything += [part for words in INDICATOR_WORDS.values() for part in (words.so, words.name)]
    for sentence in everything:
        assert not any(word in sentence for word in NOT_CAUSES)
