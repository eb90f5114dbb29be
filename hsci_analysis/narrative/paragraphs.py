"""Several findings said together, as a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from hsci_analysis.findings.finding import Finding
from hsci_analysis.narrative.measure_words import turn_of
from hsci_analysis.narrative.sentences import Sentence, sentence

LAST_WHOLE_YEAR = (
    "The last financial year held in full is {period}.",
    "In full, {period} is the last financial year held.",
)


def paragraph(findings: Sequence[Finding]) -> Sentence:
    """The findings' sentences one after another; an earlier year is introduced as such.

    Findings of one measure stand together, the year asked for first, as the rules give them.
    """
    texts: list[str] = []
    for _, of_measure in groupby(findings, key=lambda finding: finding.measure):
        first, *earlier = of_measure
        texts.append(str(sentence(first)))
        for one in earlier:
            introduced = LAST_WHOLE_YEAR[turn_of(one.measure) % len(LAST_WHOLE_YEAR)]
            texts += [introduced.format(period=one.period), str(sentence(one))]
    return Sentence(" ".join(texts), tuple(finding.id for finding in findings))
