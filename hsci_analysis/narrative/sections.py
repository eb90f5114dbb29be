"""Sections of the annual report: an outcome, or the ministerial group, with its indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from hsci_analysis.findings.annual import AnnualFindings, IndicatorFindings
from hsci_analysis.indicators.indicator import ReportingStatus, Suite
from hsci_analysis.narrative.indicator_sentences import indicator_paragraph, without_figures
from hsci_analysis.narrative.sentences import Sentence
from hsci_analysis.narrative.six_years import six_years
from hsci_analysis.narrative.tables import Table


@dataclass(frozen=True)
class Passage:
    """A paragraph under a heading of its own."""

    heading: str
    sentence: Sentence


@dataclass(frozen=True, repr=False)
class Section:
    """What a section says, in order, and the table behind it; shown as HTML in a notebook."""

    title: str
    passages: tuple[Passage, ...]
    table: Table | None

    @property
    def findings(self) -> tuple[str, ...]:
        """The ids of all findings that back its words."""
        return tuple(name for each in self.passages for name in each.sentence.findings)

    def __repr__(self) -> str:
        return "\n\n".join(f"{each.heading}\n{each.sentence}" for each in self.passages)

    def _repr_html_(self) -> str:
        passages = "\n".join(map(_html, self.passages))
        return f"{passages}\n{self.table._repr_html_() if self.table else ''}"


def indicator_section(annual: AnnualFindings, title: str, keys: Sequence[str]) -> Section:
    """The indicators of those keys: each with a figure in a passage, the rest in one.

    The table has every one of them, six years wide.
    """
    stated = [annual.of(key) for key in keys]
    passages = tuple(_passages(stated))
    return Section(
        title, passages, six_years(annual.table.only(keys), short=True) if keys else None
    )


def _passages(stated: Sequence[IndicatorFindings]) -> Iterator[Passage]:
    silent: dict[Suite, list[str]] = {}
    for variant, each in enumerate(stated):
        indicator = each.indicator
        if each.latest is None and indicator.status is ReportingStatus.REPORTED:
            silent.setdefault(indicator.suite, []).append(indicator.key)
            continue
        yield Passage(str(indicator), indicator_paragraph(each, variant))
    for suite, keys in silent.items():
        yield Passage("Figures still to come", without_figures(suite, keys))


def _html(passage: Passage) -> str:
    return f"<h3>{escape(passage.heading)}</h3>\n<p>{escape(passage.sentence.text)}</p>"
