"""The number lint: what a generated text may not hold, read from the text alone.

A digit that no finding cited backs at its stated rounding, a blank left unfilled, a word for up or
down (better or worse) that no verdict has earned, two sentences that say the opposite of each
other, and a word for a cause. Each fault names the text's finding, never a row of data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hsci_analysis.findings.changed import SMALLEST_FALL, SMALLEST_RISE
from hsci_analysis.findings.finding import DOWN, UP, Finding, Kind, Verdict
from hsci_analysis.findings.indicator_rules import RANKED_AMONG
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.findings.numerals import (
    write_count,
    write_decimals,
    write_figure,
    write_number,
)
from hsci_analysis.findings.rules import ENDED_BEFORE
from hsci_analysis.measures.catalogue import Better
from hsci_analysis.narrative.easy_words import EASY_WORDS
from hsci_analysis.narrative.indicator_words import INDICATOR_WORDS
from hsci_analysis.narrative.language import NOT_CAUSES
from hsci_analysis.narrative.sentences import Sentence

NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")
UNFILLED = re.compile(r"[{}]|\bX{2,}\b|\b(?:None|nan|NaN|inf|TBC|TODO)\b")
SAYS_UP = re.compile(
    r"\b(?:rose|went up|moved up|more than in|higher than (?:the figure|in Scotland)"
    r"|has a lower figure|Scotland, it was lower)\b"
)
SAYS_DOWN = re.compile(
    r"\b(?:fell|went down|moved down|less than in|fewer than in"
    r"|lower than (?:the figure|in Scotland)|has a higher figure|Scotland, it was higher)\b"
)
SAYS_ABOVE = re.compile(r"\bAbove what was expected|stood out above\b")
SAYS_BELOW = re.compile(r"\bBelow what was expected|stood out below\b")
SAYS_STANDS_OUT = re.compile(r"\bstood out\b")
SAYS_AHEAD = re.compile(r"\b(?:probably|forecast to|will be)\b")
SINGLED_OUT = {Verdict.ABOVE, Verdict.BELOW, Verdict.CLOSE}
SAYS_BETTER = re.compile(r"\b(?:an improvement|That is better)\b")
SAYS_WORSE = re.compile(r"\b(?:a worsening|That is worse)\b")
EARNED = (
    (SAYS_UP, UP | {Verdict.MORE}),
    (SAYS_DOWN, DOWN | {Verdict.FEWER}),
    (SAYS_ABOVE, {Verdict.ABOVE}),
    (SAYS_BELOW, {Verdict.BELOW}),
    (SAYS_STANDS_OUT, SINGLED_OUT),
)
"""Words, and the verdicts of which one must stand behind them."""
NOT_BACKED = "a number that no finding backs"
AIM = re.compile(r"\b(higher|lower) is better\b")


TOLD_SETTINGS = (ENDED_BEFORE, RANKED_AMONG, SMALLEST_RISE, SMALLEST_FALL)
"""Settings that a text may tell."""


@dataclass(frozen=True)
class Fault:
    """One thing a text may not hold: which rule, about which findings, and what was found."""

    rule: str
    findings: tuple[str, ...]
    told: str

    def __str__(self) -> str:
        return f"{self.rule} ({', '.join(self.findings) or 'no finding'}): {self.told}"


def lint(sentences: Sequence[Sentence], ledger: Ledger) -> tuple[Fault, ...]:
    """Every fault of these texts against the ledger; none if they may be printed."""
    findings = {finding.id: finding for finding in ledger.findings}
    faults: list[Fault] = []
    for each in sentences:
        cited = [findings[name] for name in each.findings if name in findings]
        faults += [Fault(rule, each.findings, told) for rule, told in _faults(each.text, cited)]
        faults += [
            Fault("a finding that is not in the ledger", each.findings, name)
            for name in each.findings
            if name not in findings
        ]
    return tuple(faults)


def backed(findings: Iterable[Finding]) -> frozenset[str]:
    """Every numeral these findings allow, as it is written."""
    allowed: set[str] = set()
    for finding in findings:
        allowed.update(*map(NUMERAL.findall, texts_of(finding)))
        allowed.update(figures_of(finding))
    return frozenset(allowed)


def _faults(text: str, cited: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    allowed = backed(cited)
    for numeral in NUMERAL.findall(text):
        if numeral.rstrip(",") not in allowed:
            yield NOT_BACKED, numeral
    for blank in UNFILLED.findall(text):
        yield "a blank that was not filled", blank
    for cause in NOT_CAUSES:
        if re.search(rf"\b{cause}\b", text):
            yield "a word for a cause, praise or blame", cause
    verdicts = {finding.verdict for finding in cited}
    for says, earned in EARNED:
        if (word := says.search(text)) and not verdicts & earned:
            yield "a word that no verdict has earned", word.group()
    licensed = any(one.kind is Kind.FORECAST and one.value is not None for one in cited)
    if (word := SAYS_AHEAD.search(text)) and not licensed:
        yield "a forecast that no back-test has licensed", word.group()
    yield from _readings(text, cited)


def _readings(text: str, cited: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    """Better and worse need a direction as well as a verdict."""
    readings = {
        (finding.verdict in UP) == (finding.better is Better.HIGHER)
        for finding in cited
        if finding.better is not None and finding.verdict in UP | DOWN
    }
    aims = {str(finding.better) for finding in cited}
    for aim in AIM.findall(text):
        if aim not in aims:
            yield "a word that no verdict has earned", f"{aim} is better"
    for says, better in ((SAYS_BETTER, True), (SAYS_WORSE, False)):
        if (word := says.search(text)) and better not in readings:
            yield "a word that no verdict has earned", word.group()


def contradictions(sentences: Sequence[Sentence], ledger: Ledger) -> tuple[Fault, ...]:
    """Sentences that say of the same figure and comparator both that it rose and that it fell."""
    findings = {finding.id: finding for finding in ledger.findings}
    said: dict[str, set[str]] = {}
    for each in sentences:
        ways = {"up"} if SAYS_UP.search(each.text) else set()
        ways |= {"down"} if SAYS_DOWN.search(each.text) else set()
        for name in each.findings:
            if name in findings and findings[name].verdict in UP | DOWN and len(ways) == 1:
                said.setdefault(name, set()).update(ways)
    return tuple(
        Fault("two sentences contradict each other", (name,), "up and down of the same figure")
        for name, ways in said.items()
        if len(ways) > 1
    )


def missing_indicators(sentences: Sequence[Sentence], headings: Sequence[str]) -> tuple[Fault, ...]:
    """Indicators that a whole report never names."""
    text = "\n".join((*headings, *(each.text for each in sentences)))
    named = set(re.findall(r"\b(?:NI|MSG)-\d+\b", text))
    return tuple(
        Fault("an indicator that is dropped in silence", (), key)
        for key in INDICATOR_WORDS
        if key not in named
    )


def texts_of(finding: Finding) -> Iterator[str]:
    """What words about it may say: titles, periods, units; also as templates with blanks."""
    yield from (finding.measure, finding.measure_title, finding.unit, finding.people)
    yield from (finding.period, finding.area, finding.reason, *finding.cautions)
    if finding.measure in INDICATOR_WORDS:
        words = INDICATOR_WORDS[finding.measure]
        yield from (words.so, words.name, words.amount, words.short)
    if finding.measure in EASY_WORDS:
        easy = EASY_WORDS[finding.measure]
        yield from (easy.about, easy.figure)
    evidence = finding.evidence
    months = (evidence.first_month, evidence.last_month)
    if finding.verdict is Verdict.NOT_AVAILABLE:
        months = (evidence.series_from, evidence.series_until)
    yield from (month.label for month in months if month)
    if finding.comparator:
        yield from (finding.comparator.period, finding.comparator.name)


def figures_of(finding: Finding) -> Iterator[str]:
    """Its numbers as they are written: value, comparator, limits, difference."""
    values = [finding.value, finding.comparator.value if finding.comparator else None]
    for value in values:
        if value is not None:
            yield write_figure(value, finding.decimals)
    if finding.interval and finding.verdict is not Verdict.NOT_AVAILABLE:
        yield write_figure(finding.interval.lower, finding.decimals)
        yield write_figure(finding.interval.upper, finding.decimals)
    for name in TOLD_SETTINGS:
        if (setting := finding.evidence.settings.get(name)) is not None:
            yield from _written(float(setting), finding.decimals)
    if finding.kind is Kind.POSITION and finding.interval:
        yield from map(write_count, (1, finding.interval.lower, finding.interval.upper))
    if finding.comparator and finding.comparator.difference is not None:
        yield from _written(abs(finding.comparator.difference), finding.decimals)
    if finding.kind is Kind.TREND:
        yield from _written(abs(finding.value or 0.0), finding.decimals)


def _written(size: float, decimals: int | None) -> Iterator[str]:
    """How far two figures lie apart: in per cent, in percentage points, as a count."""
    yield write_number(size)
    yield write_decimals(size, 1 if decimals is None else decimals)
    yield write_count(size)
