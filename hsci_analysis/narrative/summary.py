"""The year on one page: what stands out, most important first, and what cannot be said yet."""

from __future__ import annotations

from collections.abc import Iterator

from hsci_analysis.findings.annual import AnnualFindings, IndicatorFindings
from hsci_analysis.findings.finding import DOWN, UP, Finding
from hsci_analysis.indicators.indicator import ReportingStatus
from hsci_analysis.narrative.indicator_sentences import indicator_paragraph
from hsci_analysis.narrative.sections import Passage, Section
from hsci_analysis.narrative.sentences import Sentence
from hsci_analysis.narrative.wording import in_words

LONGEST = 5
"""Messages a reader takes from one page."""
HELD = "Of the {all} indicators that are reported, {held} for {year}. The others follow below."
HAVE = {True: "{number} has a figure", False: "{number} have a figure"}


def summary(annual: AnnualFindings) -> Section:
    """What stands out in the year: tested changes first, then clear differences, then levels."""
    ranked = sorted(
        (each for each in annual.indicators if each.of_year.value is not None), key=_weight
    )
    passages = [
        Passage(str(each.indicator), indicator_paragraph(each, variant))
        for variant, each in enumerate(ranked[:LONGEST])
    ]
    passages.append(Passage("What is held for the year", _held(annual)))
    return Section("The year on one page", tuple(passages), None)


def _weight(stated: IndicatorFindings) -> tuple[int, float]:
    """Smaller comes first: a tested change, the larger the earlier; a clear difference; a level."""
    moved = [each for each in stated.changes if each.verdict in UP | DOWN]
    if moved:
        return (0, -max(map(_size, moved)))
    apart = [each for each in _some(stated.comparison) if each.verdict in UP | DOWN]
    return (1 if apart else 2, -max(map(_size, stated.changes), default=0.0))


def _size(finding: Finding) -> float:
    """How far it moved, as a share of what it was, whatever its unit."""
    before = finding.comparator
    if before is None or finding.value is None or before.value == 0:
        return 0.0
    return abs(finding.value / before.value - 1)


def _some(finding: Finding | None) -> Iterator[Finding]:
    if finding:
        yield finding


def _held(annual: AnnualFindings) -> Sentence:
    reported = [
        each for each in annual.indicators if each.indicator.status is ReportingStatus.REPORTED
    ]
    held = sum(each.of_year.value is not None for each in reported)
    have = HAVE[held == 1].format(number=in_words(held))
    return Sentence(HELD.format(all=len(reported), held=have, year=annual.year), ())
