"""The process chart: months as they were, against the mean and limits that describe them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import altair as alt
import pandas as pd

from hsci_analysis.charts.figure import Figure
from hsci_analysis.charts.layout import NARROW, WIDE, Layout, ticks
from hsci_analysis.charts.plane import Plane, after, layered, line_names, marks, moment, months_line
from hsci_analysis.charts.tab import Tab
from hsci_analysis.charts.theme import DASHED, DOTTED, SOLID, Colour
from hsci_analysis.findings.finding import Finding, Verdict
from hsci_analysis.findings.numerals import write_number
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.models.spc import ProcessDescription
from hsci_analysis.periods import FinancialYear, Month

LINES: Final = {"upper": "Upper limit", "mean": "Average", "lower": "Lower limit"}


def process_chart(
    series: MeasureSeries,
    process: ProcessDescription,
    finding: Finding,
    *,
    alt_text: str,
    caption: str,
) -> Figure:
    """The months of a series with the mean and limits of each segment, the reported year marked.

    The vertical axis starts at 0, and a lower limit there or below is not drawn. Months whose
    limits are carried forward from before are set apart and named, their limits dotted.

    Parameters
    ----------
    series
        Monthly averages, in the unit the chart shows.
    process
        Mean and limits by segment, of the same months.
    finding
        The level of one financial year, drawn over the months it is made from; a year of which no
        month is in the series is not marked.
    alt_text, caption
        The finding's own words.

    Raises
    ------
    FindingError
        If the alt text or the caption is empty.
    """
    frame = process.frame
    months = pd.PeriodIndex(frame.index)
    highest = float(frame[["value", "mean", "upper"]].max().max())
    plane = Plane(months[0].start_time, after(months[-1]), ticks(highest))
    drawing = _Drawing(series.unit, frame, months, finding, plane)
    return Figure(
        chart=drawing.on(WIDE), narrow=drawing.on(NARROW), alt_text=alt_text, caption=caption
    )


@dataclass(frozen=True)
class _Drawing:
    """What is drawn, whatever the size."""

    unit: str
    frame: pd.DataFrame
    months: pd.PeriodIndex
    finding: Finding
    plane: Plane

    def on(self, layout: Layout) -> alt.LayerChart:
        """The drawing as a chart of that size."""
        layers = [
            *(mark for tab in self._tabs() for mark in tab.drawn(self.plane, layout)),
            self.plane.gridlines(layout),
            *self._limits(),
            *self._values(),
            *self._level(),
            self.plane.axes(layout.years_a_label),
            *self._words(layout),
        ]
        return layered(layers, layout)

    def _tabs(self) -> Iterator[Tab]:
        carried = self.frame["carried_forward"].to_numpy(dtype=bool)
        for name, at in self.frame[carried].groupby("segment", sort=False).groups.items():
            months = pd.PeriodIndex(at)
            first, last = months[0].start_time, after(months[-1])
            yield Tab(_begin(str(name)), 2, first, last, Colour.SET_APART, Colour.WORDS)
        year = FinancialYear.parse(self.finding.period)
        first = max(self.plane.first, _start(year.first_month))
        last = min(self.plane.last, _start(year.last_month + 1))
        if first < last:
            name = self._reported()
            yield Tab(name, 1, first, last, Colour.REPORTED_GROUND, Colour.REPORTED)

    def _reported(self) -> str:
        """The year and its level, as the sentence writes them."""
        finding = self.finding
        if finding.value is None:
            return finding.period
        part = ", incomplete" if finding.verdict is Verdict.INCOMPLETE else ""
        return f"{finding.period}{part}: {write_number(finding.value)} {self.unit}"

    def _limits(self) -> Iterator[alt.Chart]:
        """Each segment's mean and limits as level lines over its months."""
        described = self.frame.dropna(subset=["mean"])
        for _, segment in described.groupby("segment", sort=False):
            months = pd.PeriodIndex(segment.index)
            first, last = months[0].start_time, after(months[-1])
            carried = bool(segment["carried_forward"].iloc[0])
            for line in LINES:
                dash = DOTTED if carried else SOLID if line == "mean" else DASHED
                at = float(segment[line].iloc[0])
                if at > 0:
                    yield self._level_line(first, last, at).mark_rule(
                        color=Colour.EXPECTED.value,
                        strokeWidth=2 if line == "mean" else 1.5,
                        strokeDash=list(dash),
                    )

    def _level(self) -> Iterator[alt.Chart]:
        evidence = self.finding.evidence
        if self.finding.value is None or not (evidence.first_month and evidence.last_month):
            return
        first, last = _start(evidence.first_month), _start(evidence.last_month + 1)
        line = self._level_line(first, last, self.finding.value)
        yield line.mark_rule(color=Colour.REPORTED.value, strokeWidth=4)

    def _level_line(self, first: pd.Timestamp, last: pd.Timestamp, at: float) -> alt.Chart:
        span = marks([{"first": moment(first), "last": moment(last), "at": at}])
        return span.encode(self.plane.x("first"), alt.X2("last"), self.plane.y("at"))

    def _values(self) -> Iterator[alt.Chart]:
        yield from months_line(self.frame["value"], self.plane, self.unit.capitalize())

    def _words(self, layout: Layout) -> Iterator[alt.Chart]:
        """The unit above the axis, a tick at each new year, each line's name at its right end."""
        yield self.plane.unit(f"{self.unit.capitalize()} on an average day", layout)
        yield self.plane.new_year_marks(layout)
        yield from line_names(self._ends(), self.plane, layout)

    def _ends(self) -> list[tuple[str, float, Colour]]:
        """What the lines are called and where they end."""
        last = self.frame.iloc[-1]
        limits = [
            (name, float(last[line]), Colour.EXPECTED)
            for line, name in LINES.items()
            if last[line] > 0
        ]
        latest = float(self.frame["value"].dropna().iloc[-1])
        return [*limits, ("Each month", latest, Colour.MEASURED)]


def _begin(words: str) -> str:
    """With a capital, as a label begins."""
    return words[:1].upper() + words[1:]


def _start(month: Month) -> pd.Timestamp:
    return pd.Timestamp(month.first_day)
