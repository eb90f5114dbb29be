"""The sections of an annual report as the page shows them: words, charts, table."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from hsci_analysis.charts.figure import Figure
from hsci_analysis.charts.limits_chart import limits_chart
from hsci_analysis.charts.six_year_chart import six_year_chart
from hsci_analysis.errors import UnknownNameError
from hsci_analysis.findings.aims import AIMS
from hsci_analysis.findings.annual import IndicatorFindings
from hsci_analysis.indicators.outcomes import OUTCOMES
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.narrative.annual_report import AnnualReport
from hsci_analysis.narrative.indicator_charts import chart_words
from hsci_analysis.narrative.measure_charts import limits_words
from hsci_analysis.narrative.outcome_sections import told_first
from hsci_analysis.narrative.sections import Section


@dataclass(frozen=True, repr=False)
class IllustratedSection:
    """A section with the charts of what it tells; shown in a notebook as HTML.

    ``in_full`` is the official wording of what the page's heading says in short.
    The charts are pictures everywhere, since JupyterLab draws one interactive chart a cell.
    """

    section: Section
    figures: tuple[Figure, ...]
    in_full: str = ""

    def __repr__(self) -> str:
        return "\n\n".join([repr(self.section), *(figure.alt_text for figure in self.figures)])

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        parts = [f'<p class="official">{html.escape(self.in_full)}</p>'] * bool(self.in_full)
        parts += [self.section.words, *(figure.html for figure in self.figures)]
        parts += [self.section.table._repr_html_()] if self.section.table else []
        return {"text/html": "\n".join(parts), "text/plain": repr(self)}


def outcome(report: AnnualReport, number: int) -> IllustratedSection:
    """One of the nine outcomes, with the charts of the indicators it is the first to tell.

    Raises
    ------
    UnknownNameError
        For an outcome that is not one of the nine.
    """
    if number not in OUTCOMES:
        raise UnknownNameError("outcome", str(number), map(str, OUTCOMES))
    section = _illustrated(report, report.outcome(number), told_first(report.mapping, number))
    return replace(section, in_full=OUTCOMES[number].wording)


def aim(report: AnnualReport, number: int) -> IllustratedSection:
    """One of the three strategic aims, with the months of its measures against their limits.

    Raises
    ------
    UnknownNameError
        For an aim that is not one of the three.
    """
    if number not in AIMS:
        raise UnknownNameError("aim", str(number), map(str, AIMS))
    charts = (
        limits_chart(each.limits, **limits_words(each))
        for each in report.aims[number].measured
        if each.limits
    )
    return IllustratedSection(report.aim(number), tuple(charts))


def ministerial(report: AnnualReport) -> IllustratedSection:
    """The six indicators of the Ministerial Strategic Group, with their charts."""
    return _illustrated(report, report.ministerial, report.ministerial_keys)


def unmapped(report: AnnualReport) -> IllustratedSection:
    """The core indicators that no outcome names, with their charts."""
    core = set(INDICATORS) - set(report.ministerial_keys)
    keys = [key for key in INDICATORS if key in core and not report.mapping.outcomes(key)]
    return _illustrated(report, report.unmapped, keys)


def indicator_chart(report: AnnualReport, stated: IndicatorFindings) -> Figure | None:
    """The chart of an indicator's six years; None where it has fewer than three figures."""
    words = chart_words(stated)
    if words is None:
        return None
    return six_year_chart(
        stated.levels,
        stated.scotland,
        years=report.findings.table.years,
        unit=stated.indicator.unit,
        alt_text=words.alt_text.text,
        caption=words.caption.text,
    )


def _illustrated(report: AnnualReport, section: Section, keys: Sequence[str]) -> IllustratedSection:
    charts = (indicator_chart(report, report.findings.of(key)) for key in keys)
    return IllustratedSection(section, tuple(chart for chart in charts if chart))
