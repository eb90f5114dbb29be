"""Sentences about indicators: the licensed language, filled from findings."""

from __future__ import annotations

from collections.abc import Sequence

from hsci_analysis.areas import find_area
from hsci_analysis.errors import UnknownNameError
from hsci_analysis.findings.finding import DOWN, UP, Finding, Kind, Verdict
from hsci_analysis.findings.numerals import write_figure
from hsci_analysis.measures.catalogue import Basis, Better
from hsci_analysis.narrative.indicator_words import INDICATOR_WORDS, IndicatorWords
from hsci_analysis.narrative.language import LANGUAGE, MOVES
from hsci_analysis.narrative.sentences import Sentence
from hsci_analysis.narrative.wording import per_cent, percentage_points

PLACES = {
    Basis.RESIDENCE: "in {area}",
    Basis.TREATMENT: "in the hospitals of {area}",
    Basis.PRACTICE: "in {area}",
}
PERCENTAGE_POINTS = "percentage points"


def indicator_sentence(finding: Finding, variant: int = 0) -> Sentence:
    """What a finding about an indicator says.

    Parameters
    ----------
    variant
        Which of the sentences that mean the same; counted round, so that any number will do.
    """
    variants = LANGUAGE[finding.kind, finding.verdict]
    text = variants[variant % len(variants)].format_map(_blanks(finding))
    return Sentence(text, (finding.id,))


def indicator_paragraph(findings: Sequence[Finding], variant: int = 0) -> Sentence:
    """One message: the level first, then what it is held against, each sentence built otherwise."""
    said = [indicator_sentence(each, variant + place) for place, each in enumerate(findings)]
    ids = tuple(name for each in said for name in each.findings)
    return Sentence(" ".join(each.text for each in said), ids)


def words_for(finding: Finding) -> IndicatorWords:
    """The indicator's words; raises UnknownNameError where it has none."""
    try:
        return INDICATOR_WORDS[finding.measure]
    except KeyError:
        raise UnknownNameError("indicator in words", finding.measure, INDICATOR_WORDS) from None


def amount(value: float, finding: Finding) -> str:
    """A figure of the finding's indicator with its unit, as prose has it."""
    return words_for(finding).amount.format(figure=write_figure(value, finding.decimals))


def _blanks(finding: Finding) -> dict[str, str]:
    words = words_for(finding)
    place = PLACES[finding.basis].format(area=find_area(finding.area_code).in_text)
    blanks = {"period": finding.period, "name": words.name, "Name": _begin(words.name)}
    if finding.verdict is Verdict.NOT_AVAILABLE:
        return blanks | {"why": finding.reason.partition(": ")[2] or finding.reason}
    if finding.value is not None and finding.kind is Kind.LEVEL:
        so = words.so.format(amount=amount(finding.value, finding), living=place)
        return blanks | {"so": so, "So": _begin(so)}
    return blanks | _against(finding)


def _against(finding: Finding) -> dict[str, str]:
    other = finding.comparator
    if other is None:
        return {}
    blanks = {
        "other": amount(other.value, finding),
        "then": other.period,
        "reading": MOVES[other.kind][_reading(finding)],
    }
    if other.difference is not None:
        blanks["difference"] = _difference(abs(other.difference), other.unit, finding.decimals)
    return blanks


def _difference(size: float, unit: str, decimals: int | None) -> str:
    if unit == PERCENTAGE_POINTS:
        return percentage_points(size, 1 if decimals is None else decimals)
    return per_cent(size)


def _reading(finding: Finding) -> str:
    """Whether up or down is better or worse for people, or neither."""
    if finding.better is None or finding.verdict not in UP | DOWN:
        return "neither"
    up_is_better = finding.better is Better.HIGHER
    return "better" if (finding.verdict in UP) == up_is_better else "worse"


def _begin(words: str) -> str:
    """With a capital, as a sentence begins."""
    return words[:1].upper() + words[1:]
