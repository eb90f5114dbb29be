"""Sentences about indicators: the licensed language, filled from findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hsci_analysis.areas import find_area
from hsci_analysis.errors import UnknownNameError
from hsci_analysis.findings.annual import IndicatorFindings
from hsci_analysis.findings.finding import DOWN, UP, Finding, Kind, Verdict
from hsci_analysis.findings.numerals import write_figure
from hsci_analysis.indicators.indicator import Suite
from hsci_analysis.indicators.nothing import Reason
from hsci_analysis.measures.catalogue import Basis, Better
from hsci_analysis.narrative.indicator_words import INDICATOR_WORDS, IndicatorWords
from hsci_analysis.narrative.language import BOTH_THEN, LANGUAGE, LATEST, MISSING, MOVES, NO_YEAR
from hsci_analysis.narrative.sentences import Sentence
from hsci_analysis.narrative.wording import listed, per_cent, percentage_points

PLACES = {
    Basis.RESIDENCE: "in {area}",
    Basis.TREATMENT: "in the hospitals of {area}",
    Basis.PRACTICE: "in {area}",
}
PERCENTAGE_POINTS = "percentage points"
SURVEY = " survey"


def indicator_sentence(finding: Finding, variant: int = 0) -> Sentence:
    """What a finding about an indicator says.

    Parameters
    ----------
    variant
        Which of the sentences that mean the same; counted round, so that any number will do.
    """
    variants = LANGUAGE[finding.kind, finding.verdict]
    return _filled(variants[variant % len(variants)], _blanks(finding), finding)


def indicator_paragraph(stated: IndicatorFindings, variant: int = 0) -> Sentence:
    """One indicator, one message: the level, what it was before, and Scotland.

    Where the year has no figure, why not, and the latest that is held with no claim about the year.
    """
    return _joined(list(_said(stated, variant)))


def without_figures(suite: Suite, keys: Sequence[str]) -> Sentence:
    """One sentence for all indicators of a suite that no year has a figure of."""
    them = "it" if len(keys) == 1 else "them"
    return Sentence(NO_YEAR[suite].format(keys=listed(keys), them=them), ())


def words_for(finding: Finding) -> IndicatorWords:
    """The indicator's words; raises UnknownNameError where it has none."""
    try:
        return INDICATOR_WORDS[finding.measure]
    except KeyError:
        raise UnknownNameError("indicator in words", finding.measure, INDICATOR_WORDS) from None


def amount(value: float, finding: Finding) -> str:
    """A figure of the finding's indicator with its unit, as prose has it."""
    return words_for(finding).amount.format(figure=write_figure(value, finding.decimals))


def _said(stated: IndicatorFindings, variant: int) -> Iterator[Sentence]:
    yield indicator_sentence(stated.of_year)
    if stated.latest is None:
        return
    if stated.of_year.value is None:
        yield _filled(LATEST, _blanks(stated.latest), stated.latest)
        return
    untested = [each for each in stated.changes if each.verdict is Verdict.NOT_ASSESSED]
    tested = [each for each in stated.changes if each.verdict is not Verdict.NOT_ASSESSED]
    for place, each in enumerate(tested):
        yield indicator_sentence(each, variant + place)
    yield from _before(untested, variant)
    if stated.comparison:
        yield indicator_sentence(stated.comparison, variant)


def _before(untested: Sequence[Finding], variant: int) -> Iterator[Sentence]:
    """What it was before, where no test says whether the difference is more than chance."""
    match untested:
        case [last, first]:
            blanks = _blanks(first)
            both = {"first": blanks["other"], "first_then": blanks["then"]}
            yield _joined(
                [_filled(BOTH_THEN, _blanks(last) | both, last), Sentence("", (first.id,))]
            )
        case [only]:
            yield indicator_sentence(only, variant)


def _filled(text: str, blanks: dict[str, str], finding: Finding) -> Sentence:
    return Sentence(text.format_map(blanks), (finding.id,))


def _joined(said: Sequence[Sentence]) -> Sentence:
    ids = tuple(dict.fromkeys(name for each in said for name in each.findings))
    return Sentence(" ".join(each.text for each in said if each.text), ids)


def _blanks(finding: Finding) -> dict[str, str]:
    blanks = {"period": _in_prose(finding.period)}
    if finding.verdict is Verdict.NOT_AVAILABLE:
        reason, _, words = finding.reason.partition(": ")
        missing = MISSING[Reason(reason)].format_map(blanks | {"words": words})
        return blanks | {"missing": missing}
    if finding.value is not None and finding.kind is Kind.LEVEL:
        place = PLACES[finding.basis].format(area=find_area(finding.area_code).in_text)
        so = words_for(finding).so.format(amount=amount(finding.value, finding), living=place)
        return blanks | {"so": so}
    return blanks | _against(finding)


def _against(finding: Finding) -> dict[str, str]:
    other = finding.comparator
    if other is None:
        return {}
    blanks = {
        "other": amount(other.value, finding),
        "then": _in_prose(other.period),
        "reading": MOVES[other.kind][_reading(finding)],
    }
    if other.difference is not None:
        blanks["difference"] = _difference(abs(other.difference), other.unit, finding.decimals)
    return blanks


def _in_prose(period: str) -> str:
    """``the 2021/22 survey``; any other period as it is labelled."""
    return f"the {period}" if period.endswith(SURVEY) else period


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
