"""Several findings said together, as a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from hsci_analysis.findings.finding import Finding
from hsci_analysis.narrative.measure_words import turn_of
from hsci_analysis.narrative.sentences import Sentence, blanks_in, sentence

LAST_WHOLE_YEAR = (
    "The last financial year held in full is {period}.",
    "{period} is the last financial year held in full.",
)

ALIKE = "Figures on {topic} run over the same months."


def paragraph(findings: Sequence[Finding]) -> Sentence:
    """The findings' sentences one after another; an earlier year is introduced as such.

    Findings of one measure stand together, the year asked for first, as the rules give them. What
    is missing of one measure exactly as of the one before is not told at length again.
    """
    texts: list[str] = []
    told: list[tuple[object, ...]] = []
    for _, of_measure in groupby(findings, key=lambda finding: finding.measure):
        first, *earlier = of_measure
        missing = [_missing(each) for each in (first, *earlier)]
        if earlier and missing == told:
            texts.append(ALIKE.format_map(blanks_in(first)))
            texts += [str(sentence(one)) for one in earlier]
            continue
        told = missing
        texts.append(str(sentence(first)))
        for one in earlier:
            introduced = LAST_WHOLE_YEAR[turn_of(one.measure) % len(LAST_WHOLE_YEAR)]
            texts += [introduced.format(period=one.period), str(sentence(one))]
    return Sentence(" ".join(texts), tuple(finding.id for finding in findings))


def _missing(finding: Finding) -> tuple[object, ...]:
    """What a reader is told of where figures begin, end and are missing."""
    evidence = finding.evidence
    span = (evidence.series_from, evidence.series_until)
    return (finding.period, finding.verdict, *span, finding.area_code)
