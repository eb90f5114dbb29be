"""The words of a chart of an indicator's six years: caption and alt text, from the findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hsci_analysis.areas import find_area
from hsci_analysis.findings.annual import IndicatorFindings
from hsci_analysis.findings.finding import Finding
from hsci_analysis.narrative.indicator_sentences import amount, brief, in_prose, words_for
from hsci_analysis.narrative.sections import short
from hsci_analysis.narrative.sentences import Sentence
from hsci_analysis.narrative.wording import listed

FEWEST = 3
"""Figures that make a chart worth drawing; fewer are read faster in the table."""

CAPTION = "{short}: {area}, {first} to {last}"
ALT = "Chart of {name}, {kind}. {area}: {course}"
COURSE = (
    "{begins} in {first}, {ends} in {last}; highest {highest} in {high}, lowest {lowest} in {low}."
)
SCOTLAND = "Scotland, as a thinner line: {course}"
LIMITS = "Bars show limits where they are held."
GAPS = "No figure is shown for {years}."
LINE, POINTS = "a line where years follow each other", "a point for each round of the survey"


@dataclass(frozen=True)
class ChartWords:
    """What stands above a chart and what stands in for it, with the findings behind both."""

    caption: Sentence
    alt_text: Sentence


def chart_words(stated: IndicatorFindings) -> ChartWords | None:
    """The words for an indicator's chart; None where it has too few figures for one."""
    own = _held(stated.levels)
    if len(own) < FEWEST:
        return None
    area, years = find_area(own[0].area_code).in_text, stated.levels
    rounds = all("survey" in level.period for level in own)
    texts = [
        ALT.format(
            name=words_for(own[0]).name,
            kind=POINTS if rounds else LINE,
            area=area[0].upper() + area[1:],
            course=_course(own),
        )
    ]
    beside = _held(stated.scotland)
    if beside:
        texts.append(SCOTLAND.format(course=_course(beside, brief)))
    texts += [LIMITS] * any(level.interval for level in own)
    gaps = [level.period for level in years if level.value is None]
    if gaps:
        texts.append(GAPS.format(years=listed(gaps)))
    ids = tuple(level.id for level in (*years, *beside))
    caption = CAPTION.format(
        short=short(stated.indicator), area=area, first=own[0].period, last=own[-1].period
    )
    return ChartWords(Sentence(caption, ids), Sentence(" ".join(texts), ids))


def _held(levels: Sequence[Finding]) -> list[Finding]:
    return [level for level in levels if level.value is not None]


def _course(levels: Sequence[Finding], write: Callable[[float, Finding], str] = amount) -> str:
    """Where it begins and ends, and its highest and lowest figures."""
    figures = {level.period: level.value or 0.0 for level in levels}
    first, last = levels[0], levels[-1]
    high, low = max(levels, key=_figure), min(levels, key=_figure)
    return COURSE.format(
        begins=write(_figure(first), first),
        ends=brief(_figure(last), last),
        first=in_prose(first.period),
        last=in_prose(last.period),
        highest=brief(figures[high.period], high),
        high=in_prose(high.period),
        lowest=brief(figures[low.period], low),
        low=in_prose(low.period),
    )


def _figure(level: Finding) -> float:
    return level.value or 0.0
