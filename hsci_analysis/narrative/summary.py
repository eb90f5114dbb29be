"""The year on one page: the main message, what stands out, and what cannot be said yet."""

from __future__ import annotations

from collections.abc import Sequence

from hsci_analysis.findings.annual import AnnualFindings, IndicatorFindings
from hsci_analysis.findings.finding import DOWN, UP, ComparatorKind, Finding
from hsci_analysis.indicators.indicator import ReportingStatus
from hsci_analysis.narrative.indicator_sentences import (
    blanks_of,
    brief,
    indicator_paragraph,
)
from hsci_analysis.narrative.language import ACROSS, MAIN, WITHIN
from hsci_analysis.narrative.sections import Passage, Section, short
from hsci_analysis.narrative.sentences import Sentence
from hsci_analysis.narrative.wording import in_words

LONGEST = 5
"""Messages a reader takes from one page."""
TWINS = {"MSG-1": "NI-12", "MSG-2": "NI-13", "MSG-4": "NI-19", "MSG-5": "NI-15"}
"""Indicators of both suites that tell one story; a page tells it once, by the core indicator."""
HELD = "Of the {all} indicators that are reported, {held} for {year}. The others follow below."
HAVE = {True: "{number} has a figure", False: "{number} have a figure"}


def summary(annual: AnnualFindings) -> Section:
    """What stands out in the year: tested changes first, then clear differences, then levels."""
    passages = [Passage("", main_message(annual))]
    passages += [
        Passage(short(each.indicator), indicator_paragraph(each, variant), str(each.indicator))
        for variant, each in enumerate(important(annual))
    ]
    passages.append(Passage("What is held for the year", _held(annual)))
    return Section("The year on one page", tuple(passages))


def important(annual: AnnualFindings) -> list[IndicatorFindings]:
    """The indicators that the year on one page tells, the most important first."""
    return _ranked(annual)[:LONGEST]


def main_message(annual: AnnualFindings) -> Sentence:
    """The first sentence of the report: its most important finding by name."""
    ranked = _ranked(annual)
    area = {"area": annual.partnership.in_text, "year": str(annual.year)}
    if not ranked:
        return Sentence(MAIN["nothing"].format_map(area), _ids(annual.indicators))
    first = ranked[0]
    moved, apart = _moved(first), _largest(_earned(_some(first.comparison)))
    if moved:
        blanks = blanks_of(moved) | {"moved": "rose" if moved.verdict in UP else "fell"}
        blanks["when"] = (WITHIN if _is_year_before(moved) else ACROSS).format_map(blanks)
        if apart:
            blanks["apart"] = str(apart.verdict)
            text = MAIN["moved and apart"].format_map(blanks)
            return Sentence(text, (moved.id, apart.id))
        return Sentence(MAIN["moved"].format_map(blanks), (moved.id,))
    if apart:
        blanks = blanks_of(apart) | {"apart": str(apart.verdict)}
        return Sentence(MAIN["apart"].format_map(blanks), (apart.id,))
    last_year = [each for each in first.changes if _is_year_before(each)]
    if last_year:
        blanks = blanks_of(last_year[0]) | area
        blanks["figure"] = brief(last_year[0].value or 0.0, last_year[0])
        return Sentence(MAIN["untested"].format_map(blanks), (last_year[0].id,))
    return Sentence(MAIN["level"].format_map(area), _ids(ranked))


def _ranked(annual: AnnualFindings) -> list[IndicatorFindings]:
    """Indicators with a figure of the year, the most important first, each story once."""
    held = {
        each.indicator.key: each for each in annual.indicators if each.of_year.value is not None
    }
    return sorted((each for key, each in held.items() if TWINS.get(key) not in held), key=_weight)


def _weight(stated: IndicatorFindings) -> tuple[int, float]:
    """Smaller comes first: a tested change, the larger the earlier; a clear difference; a level."""
    moved = _earned(stated.changes)
    if moved:
        return (0, -max(map(_size, moved)))
    apart = _earned(_some(stated.comparison))
    last_year = filter(_is_year_before, stated.changes)
    return (1 if apart else 2, -max(map(_size, last_year), default=0.0))


def _moved(stated: IndicatorFindings) -> Finding | None:
    """What a test says of the year, or else of all six."""
    tested = _earned(stated.changes)
    return _largest([*filter(_is_year_before, tested)] or tested)


def _earned(findings: Sequence[Finding]) -> list[Finding]:
    return [each for each in findings if each.verdict in UP | DOWN]


def _largest(findings: Sequence[Finding]) -> Finding | None:
    return max(findings, key=_size, default=None)


def _size(finding: Finding) -> float:
    """How far it moved, as a share of what it was, whatever its unit."""
    before = finding.comparator
    if before is None or finding.value is None or before.value == 0:
        return 0.0
    return abs(finding.value / before.value - 1)


def _is_year_before(finding: Finding) -> bool:
    before = finding.comparator
    return before is not None and before.kind is ComparatorKind.YEAR_BEFORE


def _some(finding: Finding | None) -> list[Finding]:
    return [finding] if finding else []


def _ids(stated: Sequence[IndicatorFindings]) -> tuple[str, ...]:
    return tuple(each.of_year.id for each in stated)


def _held(annual: AnnualFindings) -> Sentence:
    reported = [
        each for each in annual.indicators if each.indicator.status is ReportingStatus.REPORTED
    ]
    held = sum(each.of_year.value is not None for each in reported)
    have = HAVE[held == 1].format(number=in_words(held))
    return Sentence(HELD.format(all=len(reported), held=have, year=annual.year), ())
