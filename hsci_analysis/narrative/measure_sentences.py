"""Paragraphs about one measure: level and changes, special causes, parts of a change, months ahead.

Each has one message. The reader is told a change only by its test, a month only by its rule, and
months ahead only by a forecast whose back-test has earned it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hsci_analysis.findings.changed import SMALLEST_FALL, SMALLEST_RISE
from hsci_analysis.findings.finding import DOWN, UP, Finding, Kind, Verdict
from hsci_analysis.findings.measured import Measured
from hsci_analysis.findings.numerals import write_count, write_number
from hsci_analysis.findings.special_causes import FALSE_SIGNALS
from hsci_analysis.measures.catalogue import find_measure
from hsci_analysis.models.process_control.rules import Rule
from hsci_analysis.narrative.indicator_sentences import PERCENTAGE_POINTS, joined, reading_of
from hsci_analysis.narrative.language import (
    BESIDE_SCOTLAND,
    CAUTIONS,
    CHANCE,
    LANGUAGE,
    NOT_AHEAD,
    NOT_JUDGED,
    NOT_TAKEN_APART,
    OF_PARTS,
    OTHER_MONTHS,
    READINGS,
    SIGNS,
    SMALLEST,
    Variants,
)
from hsci_analysis.narrative.measure_words import turn_of
from hsci_analysis.narrative.paragraphs import paragraph
from hsci_analysis.narrative.sentences import Sentence, limits_in_words, words_of
from hsci_analysis.narrative.wording import in_words, one_in, per_cent, percentage_points

A_YEAR = " a year"
MOST_CAUSES = 3
"""Special causes a reader takes in; all of them are in the chart and in the ledger."""


def level_and_changes(measured: Measured) -> Sentence:
    """The level of the year, then what its tests say of the year and of five years."""
    variant = turn_of(measured.level.measure)
    said = [paragraph(measured.levels)]
    said += _changes(measured, variant)
    return joined([*said, *_cautions(measured.changes)])


def special_causes(measured: Measured) -> Sentence:
    """Which months of the year stood out, and how often a chart says so by chance."""
    variant = turn_of(measured.level.measure)
    causes = measured.special_causes
    if not causes:
        return _of_level(NOT_JUDGED, measured)
    shown = _apart(causes)[:MOST_CAUSES]
    said = [_said(each, variant + place) for place, each in enumerate(shown)]
    found = causes[0].verdict is not Verdict.AS_EXPECTED
    return joined([*said, *([_chance(causes[0])] if found else []), *_cautions(causes)])


def months_ahead(measured: Measured) -> Sentence:
    """Where the last of the months or weeks ahead will probably lie, or why that is not said."""
    if measured.ahead is None:
        return _of_level(NOT_AHEAD, measured)
    return _said(measured.ahead, turn_of(measured.level.measure) + 1)


def parts_of_change(measured: Measured) -> Sentence:
    """What the year's difference from the year before is made of: all, and its largest part."""
    if not measured.flow:
        return _of_level(NOT_TAKEN_APART, measured)
    whole, *parts = measured.flow
    by_reason = [part for part in parts if part.part.startswith("reason")]
    largest = max(by_reason, key=lambda part: abs(_differs(part)))
    said = [_said(whole, turn_of(measured.level.measure))]
    if _differs(largest):
        said.append(_filled(OF_PARTS, largest, turn_of(measured.level.measure)))
    return joined(said)


def _of_level(text: str, measured: Measured) -> Sentence:
    return Sentence(text.format(period=measured.level.period), (measured.level.id,))


def _apart(causes: Sequence[Finding]) -> list[Finding]:
    """Those with most months first, without any whose months a longer one of its sort holds."""
    kept: list[Finding] = []
    for cause in sorted(causes, key=lambda one: (-(one.value or 0), one.period)):
        own = cause.evidence
        if own.first_month is None or own.last_month is None:
            continue
        if not any(
            one.verdict is cause.verdict
            and (one.evidence.first_month or own.first_month) <= own.first_month
            and own.last_month <= (one.evidence.last_month or own.last_month)
            for one in kept
        ):
            kept.append(cause)
    return kept


def _changes(measured: Measured, variant: int) -> Iterator[Sentence]:
    level = measured.level
    period = level.period
    for place, change in enumerate(measured.changes):
        if change.kind is Kind.CHANGE and change.period != period:
            yield _filled(OTHER_MONTHS, change, variant)
            period = change.period
        yield _said(change, variant + place)
        if change.verdict is Verdict.NO_CLEAR_CHANGE and place == 0:
            yield _filled(SMALLEST, change, variant)
        for beside in measured.against_scotland:
            told = beside.verdict in UP | DOWN
            if told and beside.evidence.settings["form"] == change.evidence.settings["form"]:
                yield _filled(BESIDE_SCOTLAND[beside.verdict], beside, variant)


def _said(finding: Finding, variant: int) -> Sentence:
    return _filled(LANGUAGE[finding.kind, finding.verdict], finding, variant)


def _filled(variants: Variants, finding: Finding, variant: int) -> Sentence:
    text = variants[variant % len(variants)]
    return Sentence(text.format_map(_blanks(finding)), (finding.id,))


def _blanks(finding: Finding) -> dict[str, str]:
    other, settings = finding.comparator, finding.evidence.settings
    blanks = {
        "period": _in_prose(finding.period),
        "reading": READINGS[reading_of(finding)],
        "people": finding.people,
        "People": finding.people[:1].upper() + finding.people[1:],
        "every": find_measure(finding.measure).frequency.period,
        "why": finding.reason.partition("; ")[0],
        "sign": SIGNS[Rule(finding.part)] if finding.part in set(Rule) else "",
        "more": str(finding.verdict),
    }
    if finding.value is not None:
        blanks["figure"] = _figure(finding, finding.value)
    if finding.interval:
        blanks |= limits_in_words(finding.interval, words_of(finding))
    if other and other.difference is not None:
        blanks |= {
            "other": _figure(finding, other.value),
            "then": _in_prose(other.period),
            "difference": _difference(abs(other.difference), other.unit),
        }
    if other and SMALLEST_RISE in settings:
        rise = _difference(float(settings[SMALLEST_RISE] or 0), other.unit)
        blanks["rise"] = rise.removesuffix(f" {PERCENTAGE_POINTS}")
        blanks["fall"] = _difference(float(settings[SMALLEST_FALL] or 0), other.unit)
    return blanks


def _figure(finding: Finding, value: float) -> str:
    """A figure whose things have been named before."""
    if finding.kind is Kind.FLOW:
        return write_count(value)
    if finding.kind is Kind.TREND:
        return _difference(abs(value), finding.unit.removesuffix(A_YEAR))
    return per_cent(value) if finding.unit.startswith("%") else write_number(value)


def _difference(size: float, unit: str) -> str:
    if unit == PERCENTAGE_POINTS:
        return percentage_points(size, 1)
    return per_cent(size) if unit == "%" else write_count(size)


def _differs(part: Finding) -> float:
    return (part.comparator.difference or 0.0) if part.comparator else 0.0


def _in_prose(period: str) -> str:
    if " to " in period:
        return f"the months from {period}"
    return f"the {period}" if period.startswith("week") else period


def _chance(cause: Finding) -> Sentence:
    chance = float(cause.evidence.settings[FALSE_SIGNALS] or 0)
    words = one_in(chance) or f"about {in_words(round(10 * chance))} in ten"
    return Sentence(CHANCE.format(chance=words), (cause.id,))


def _cautions(findings: Sequence[Finding]) -> Iterator[Sentence]:
    """What must be told with any of them, once."""
    told: dict[str, list[str]] = {}
    for finding in findings:
        for caution in finding.cautions:
            if caution in CAUTIONS:
                told.setdefault(CAUTIONS[caution], []).append(finding.id)
    for text, ids in told.items():
        yield Sentence(text, tuple(ids))
