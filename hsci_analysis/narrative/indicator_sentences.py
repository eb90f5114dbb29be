"""Sentences about indicators: the licensed language, filled from findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hsci_analysis.areas import find_area
from hsci_analysis.errors import UnknownNameError
from hsci_analysis.findings.annual import IndicatorFindings
from hsci_analysis.findings.finding import DOWN, UP, Finding, Kind, Verdict
from hsci_analysis.findings.indicator_rules import RANKED_AMONG
from hsci_analysis.findings.numerals import write_count, write_figure
from hsci_analysis.indicators.nothing import Reason
from hsci_analysis.measures.catalogue import Basis, Better
from hsci_analysis.narrative.indicator_words import INDICATOR_WORDS, IndicatorWords
from hsci_analysis.narrative.language import AIMS, BOTH_THEN, LANGUAGE, LATEST, MISSING, READINGS
from hsci_analysis.narrative.sentences import Sentence
from hsci_analysis.narrative.wording import per_cent, percentage_points

PLACES = {
    Basis.RESIDENCE: "in {area}",
    Basis.TREATMENT: "in the hospitals of {area}",
    Basis.PRACTICE: "in {area}",
}
PERCENTAGE_POINTS = "percentage points"
SURVEY = " survey"
CALENDAR = " (calendar year)"


def indicator_sentence(finding: Finding, variant: int = 0) -> Sentence:
    """What a finding about an indicator says.

    Parameters
    ----------
    variant
        Which of the sentences that mean the same; counted round, so that any number will do.
    """
    if finding.verdict is Verdict.NOT_AVAILABLE:
        return Sentence(_missing(finding, variant), (finding.id,))
    variants = LANGUAGE[finding.kind, finding.verdict]
    return _filled(variants[variant % len(variants)], blanks_of(finding), finding)


def indicator_paragraph(stated: IndicatorFindings, variant: int = 0) -> Sentence:
    """One indicator, one message: the level, what it was before, and Scotland.

    Where the year has no figure, why not, and the latest that is held with no claim about the year.
    """
    return joined(list(_said(stated, variant)))


def latest_figure(stated: IndicatorFindings) -> Sentence:
    """The latest figure held and its period, as an entry of a list."""
    level = stated.latest
    if level is None:
        return Sentence("no figure held", (stated.of_year.id,))
    figure = amount(level.value or 0.0, level)
    return Sentence(f"{figure} ({level.period})", (level.id,))


def joined(said: Sequence[Sentence]) -> Sentence:
    """Sentences as one text, backed by the findings of all."""
    ids = tuple(dict.fromkeys(name for each in said for name in each.findings))
    return Sentence(" ".join(each.text for each in said if each.text), ids)


def words_for(finding: Finding) -> IndicatorWords:
    """The indicator's words; raises UnknownNameError where it has none."""
    try:
        return INDICATOR_WORDS[finding.measure]
    except KeyError:
        raise UnknownNameError("indicator in words", finding.measure, INDICATOR_WORDS) from None


def amount(value: float, finding: Finding) -> str:
    """A figure of the finding's indicator with its unit, as prose has it."""
    return words_for(finding).amount.format(figure=write_figure(value, finding.decimals))


def brief(value: float, finding: Finding) -> str:
    """A figure of the finding's indicator where its unit has been said."""
    return words_for(finding).brief.format(figure=write_figure(value, finding.decimals))


def blanks_of(finding: Finding) -> dict[str, str]:
    """All that a template about a finding with a figure may ask for."""
    value = 0.0 if finding.value is None else finding.value
    words, area = words_for(finding), find_area(finding.area_code).in_text
    figure = amount(value, finding)
    so = words.so.format(
        amount=figure, brief=brief(value, finding), living=PLACES[finding.basis].format(area=area)
    )
    return (
        {
            "period": in_prose(finding.period),
            "area": area,
            "name": words.name,
            "figure": figure,
            "so": so,
            "So": so[:1].upper() + so[1:],
        }
        | _against(finding)
        | _ranks(finding)
    )


def in_prose(period: str) -> str:
    """``the 2021/22 survey``, ``the calendar year 2021``; any other period as it is labelled."""
    if period.endswith(SURVEY):
        return f"the {period}"
    if period.endswith(CALENDAR):
        return f"the calendar year {period.removesuffix(CALENDAR)}"
    return period


def reading_of(finding: Finding) -> str:
    """Whether up or down is better or worse for people, or neither."""
    if finding.better is None or finding.verdict not in UP | DOWN:
        return "neither"
    up_is_better = finding.better is Better.HIGHER
    return "better" if (finding.verdict in UP) == up_is_better else "worse"


def _said(stated: IndicatorFindings, variant: int) -> Iterator[Sentence]:
    yield indicator_sentence(stated.of_year, variant)
    if stated.latest is None:
        return
    if stated.of_year.value is None:
        yield _filled(LATEST[variant % len(LATEST)], blanks_of(stated.latest), stated.latest)
        return
    untested = [each for each in stated.changes if each.verdict is Verdict.NOT_ASSESSED]
    tested = [each for each in stated.changes if each.verdict is not Verdict.NOT_ASSESSED]
    for place, each in enumerate(tested):
        yield indicator_sentence(each, variant + place)
    yield from _before(untested, variant)
    if stated.comparison:
        yield indicator_sentence(stated.comparison, variant)
    if stated.position:
        yield indicator_sentence(stated.position, variant)


def _before(untested: Sequence[Finding], variant: int) -> Iterator[Sentence]:
    """What it was before, where no test says whether the difference is more than chance."""
    match untested:
        case [last, first]:
            blanks = blanks_of(first)
            both = {"first": blanks["other"], "first_then": blanks["then"]}
            text = BOTH_THEN[variant % len(BOTH_THEN)]
            yield joined([_filled(text, blanks_of(last) | both, last), Sentence("", (first.id,))])
        case [only]:
            yield indicator_sentence(only, variant)


def _filled(text: str, blanks: dict[str, str], finding: Finding) -> Sentence:
    return Sentence(text.format_map(blanks), (finding.id,))


def _missing(finding: Finding, variant: int) -> str:
    reason, _, words = finding.reason.partition(": ")
    # The paragraph stands under number and title, and doesn't say them again.
    words = words.replace(f"{finding.measure}, {finding.measure_title},", "This indicator")
    texts = MISSING[Reason(reason)]
    return texts[variant % len(texts)].format(period=in_prose(finding.period), words=words)


def _against(finding: Finding) -> dict[str, str]:
    other = finding.comparator
    if other is None:
        return {}
    blanks = {
        "other": brief(other.value, finding),
        "then": in_prose(other.period),
        "reading": READINGS[reading_of(finding)],
        "aim": AIMS[finding.better],
    }
    if other.difference is not None:
        blanks["difference"] = _difference(abs(other.difference), other.unit, finding.decimals)
    return blanks


def _ranks(finding: Finding) -> dict[str, str]:
    if finding.kind is not Kind.POSITION or finding.interval is None:
        return {}
    lower, upper = (write_count(end) for end in (finding.interval.lower, finding.interval.upper))
    of = write_count(float(finding.evidence.settings[RANKED_AMONG] or 0))
    return {"lower": lower, "upper": upper, "of": of}


def _difference(size: float, unit: str, decimals: int | None) -> str:
    if unit == PERCENTAGE_POINTS:
        return percentage_points(size, 1 if decimals is None else decimals)
    return per_cent(size)
