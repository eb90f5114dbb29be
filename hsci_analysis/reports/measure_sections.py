"""One measure as the page shows it: what is said of it, and the chart or table that shows it."""

from __future__ import annotations

from collections.abc import Iterator

from hsci_analysis.charts.figure import Figure
from hsci_analysis.charts.forecast_chart import forecast_chart
from hsci_analysis.charts.limits_chart import limits_chart
from hsci_analysis.charts.line_chart import line_chart
from hsci_analysis.findings.measured import Measured
from hsci_analysis.narrative import measure_sentences as said
from hsci_analysis.narrative.measure_charts import ahead_words, limits_words
from hsci_analysis.narrative.parts_table import parts_table
from hsci_analysis.narrative.sections import Passage, Section
from hsci_analysis.narrative.sentences import alt_text, caption
from hsci_analysis.periods import FinancialYear
from hsci_analysis.reports.annual_sections import IllustratedSection


def measure_section(measured: Measured) -> IllustratedSection:
    """A measure in up to three paragraphs: level and changes, what stood out, the periods ahead."""
    parts = (special_causes(measured), months_ahead(measured))
    passages = [Passage("", said.level_and_changes(measured))]
    stated = (measured.special_causes, measured.ahead)
    passages += [
        passage
        for part, finding in zip(parts, stated, strict=True)
        if finding
        for passage in part.section.passages
    ]
    figures = tuple(figure for part in parts for figure in part.figures)
    return IllustratedSection(Section("", tuple(passages)), figures)


def special_causes(measured: Measured) -> IllustratedSection:
    """Which months of the year stood out, and the months against limits, or else all held."""
    section = Section("", (Passage("", said.special_causes(measured)),))
    return IllustratedSection(section, tuple(_held(measured)))


def months_ahead(measured: Measured) -> IllustratedSection:
    """Where the periods ahead will probably lie, with a chart where a forecast has earned it."""
    section = Section("", (Passage("", said.months_ahead(measured)),))
    coming = measured.forecast if measured.ahead and measured.ahead.value is not None else None
    charts = (forecast_chart(coming, **ahead_words(measured)),) if coming else ()
    return IllustratedSection(section, charts)


def parts_of_change(measured: Measured) -> IllustratedSection:
    """What the year's difference from the year before is made of, counted exactly."""
    passage = Passage("", said.parts_of_change(measured))
    return IllustratedSection(Section("", (passage,), parts_table(measured)), ())


def _held(measured: Measured) -> Iterator[Figure]:
    """The months against their limits; without limits the figures held, if any is known."""
    if measured.limits:
        yield limits_chart(measured.limits, **limits_words(measured))
    elif measured.series.values.notna().any():
        level = measured.level
        yield line_chart(
            {f"each {measured.series.measure.frequency.period}": measured.series},
            alt_text=alt_text(level),
            caption=caption(level),
            year=FinancialYear.parse(level.period),
        )
