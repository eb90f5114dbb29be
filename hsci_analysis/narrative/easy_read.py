"""The year in easy words: short sentences, one idea each, each with a picture of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hsci_analysis.findings.annual import AnnualFindings, IndicatorFindings
from hsci_analysis.findings.finding import ComparatorKind, Finding, Verdict
from hsci_analysis.findings.numerals import write_figure
from hsci_analysis.narrative.easy_words import (
    EASY_CHANGES,
    EASY_READINGS,
    EASY_SCOTLAND,
    EASY_WORDS,
)
from hsci_analysis.narrative.indicator_sentences import reading_of
from hsci_analysis.narrative.pictures import PICTURES
from hsci_analysis.narrative.sentences import Sentence
from hsci_analysis.narrative.summary import important

LINE = '<div class="easy">{picture}{words}</div>'
ABOUT = "This is about health and care in {area}."
YEAR = "It is about the year from {first} to {last}."
BEFORE = "The year before, it was {figure}."
NOTHING = "We do not have numbers for this year yet."
SAID = {
    Verdict.INCREASED: "up",
    Verdict.DECREASED: "down",
    Verdict.SIMILAR: "same",
    Verdict.NO_CLEAR_CHANGE: "question",
    Verdict.NOT_ASSESSED: "question",
}
"""The picture beside what is said of a change."""


@dataclass(frozen=True)
class EasyLine:
    """One idea: a sentence and the name of its picture."""

    picture: str
    sentence: Sentence


@dataclass(frozen=True, repr=False)
class EasyRead:
    """Lines in order; shown in a notebook as HTML, each with its picture."""

    lines: tuple[EasyLine, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(line.sentence for line in self.lines)

    def __repr__(self) -> str:
        return "\n".join(map(str, self.sentences))

    def _repr_html_(self) -> str:
        return "\n".join(
            LINE.format(picture=PICTURES[line.picture].svg, words=line.sentence.html())
            for line in self.lines
        )


def easy_read(annual: AnnualFindings) -> EasyRead:
    """The most important findings of the year, the same as on its one page, in easy words."""
    return EasyRead(tuple(_lines(annual)))


def _lines(annual: AnnualFindings) -> Iterator[EasyLine]:
    year = annual.year
    yield EasyLine("people", Sentence(ABOUT.format(area=annual.partnership.in_text), ()))
    months = {"first": year.first_month.label, "last": year.last_month.label}
    yield EasyLine("calendar", Sentence(YEAR.format(**months), ()))
    told = important(annual)
    if not told:
        yield EasyLine("question", Sentence(NOTHING, ()))
    for stated in told:
        yield from _told(stated)


def _told(stated: IndicatorFindings) -> Iterator[EasyLine]:
    level = stated.of_year
    words = EASY_WORDS[level.measure]
    yield EasyLine(words.picture, Sentence(words.about, (level.id,)))
    figure = words.figure.format(figure=_figure(level.value, level))
    yield EasyLine(words.picture, Sentence(figure, (level.id,)))
    for change in stated.changes:
        if change.comparator and change.comparator.kind is ComparatorKind.YEAR_BEFORE:
            yield from _changed(change)
    comparison = stated.comparison
    if comparison and comparison.comparator:
        other = _figure(comparison.comparator.value, comparison)
        text = EASY_SCOTLAND[comparison.verdict].format(figure=other)
        yield EasyLine("scotland", Sentence(text, (comparison.id,)))


def _changed(change: Finding) -> Iterator[EasyLine]:
    before = change.comparator
    if before is None:
        return
    figure = _figure(before.value, change)
    yield EasyLine("calendar", Sentence(BEFORE.format(figure=figure), (change.id,)))
    for text in filter(None, (EASY_CHANGES[change.verdict], EASY_READINGS[reading_of(change)])):
        yield EasyLine(SAID[change.verdict], Sentence(text, (change.id,)))


def _figure(value: float | None, finding: Finding) -> str:
    return write_figure(value or 0.0, finding.decimals)
