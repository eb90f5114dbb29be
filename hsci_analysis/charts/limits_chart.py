"""The limits chart: months with the season out, their limits, and the special causes among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import altair as alt
import pandas as pd
from altair.utils.schemapi import UndefinedType

from hsci_analysis.charts.figure import Figure
from hsci_analysis.charts.layout import NARROW, WIDE, Layout, fitted, ticks
from hsci_analysis.charts.plane import Plane, after, layered, line_names, marks, middle, months_line
from hsci_analysis.charts.tab import Tab
from hsci_analysis.charts.theme import DASHED, DOTTED, SOLID, Colour
from hsci_analysis.models.process_control.result import (
    Charted,
    ProcessControl,
    Stretch,
)
from hsci_analysis.models.process_control.rule_sets import Centre
from hsci_analysis.models.process_control.rules import Rule
from hsci_analysis.periods import Month

LINES: Final = ("upper", "centre", "lower")
NAMES: Final = {
    Rule.OUTSIDE: ("outside", "diamond"),
    Rule.SHIFT: ("run", "square"),
    Rule.TREND: ("trend", "triangle-up"),
    Rule.TWO_OF_THREE: ("2 of 3", "cross"),
    Rule.INNER_THIRD: ("close", "circle"),
}
"""What each rule is called and its shape, in the order in which a month of several has its own."""
WIDTH_OF_A_LETTER: Final = 0.5
"""In sizes of the text, on average; given, so that a machine's fonts don't move anything."""


def limits_chart(limits: ProcessControl, *, alt_text: str, caption: str) -> Figure:
    """The months of a series against their limits, special causes marked by shape and by name.

    Months set apart lie on a ground with their name, their limits dotted; limits left behind go on
    dotted where new ones begin. The vertical axis starts at 0, and a line there is not drawn.

    Parameters
    ----------
    limits
        What ``hsci.limits`` gives.
    alt_text, caption
        What stands for the picture, and what introduces it.

    Raises
    ------
    FindingError
        If the alt text or the caption is empty.
    """
    # Months without limits have no season to take out: they stand as they were.
    adjusted = limits.frame["adjusted"]
    frame = limits.frame.assign(shown=adjusted.where(adjusted.notna(), limits.frame["value"]))
    months = pd.PeriodIndex(frame.index)
    heights = frame[["shown", *LINES, *(f"former_{line}" for line in LINES)]]
    highest = max(float(heights.max().max()), limits.target or 0.0)
    plane = Plane(months[0].start_time, after(months[-1]), ticks(highest))
    drawing = _Drawing(limits, frame, months, plane)
    return Figure(
        chart=drawing.on(WIDE), narrow=drawing.on(NARROW), alt_text=alt_text, caption=caption
    )


@dataclass(frozen=True)
class _Drawing:
    """What is drawn, whatever the size."""

    limits: ProcessControl
    frame: pd.DataFrame
    months: pd.PeriodIndex
    plane: Plane

    def on(self, layout: Layout) -> alt.LayerChart:
        """The drawing as a chart of that size."""
        layout = fitted(layout, self.plane.ticks, [name for name, _, _ in self._ends()])
        layers = [
            *(mark for tab in self._tabs() for mark in tab.drawn(self.plane, layout)),
            self.plane.gridlines(layout),
            *self._limits(),
            *self._target(layout),
            *self._values(),
            *self._special_causes(layout),
            self.plane.axes(layout.years_a_label),
            self.plane.unit(self._quantity(), layout),
            self.plane.new_year_marks(layout),
            *line_names(self._ends(), self.plane, layout),
        ]
        return layered(layers, layout)

    def _quantity(self) -> str:
        seasonal = any(one.season_known for one in self.limits.stretches)
        unit = self.limits.unit[:1].upper() + self.limits.unit[1:]
        return f"{unit}, season taken out" if seasonal else unit

    def _tabs(self) -> Iterator[Tab]:
        """Months set apart by name, and where limits begin anew."""
        for one in self.limits.stretches:
            first, last = _start(one.first), _start(one.last + 1)
            if one.set_apart:
                name = one.name[:1].upper() + one.name[1:]
                yield Tab(name, 2, first, last, Colour.SET_APART, Colour.WORDS)
            elif one.rebasing:
                yield Tab("New limits", 2, first, last, Colour.PAPER, Colour.QUIET_WORDS)

    def _limits(self) -> Iterator[alt.Chart]:
        """Centre and limits, stretch by stretch; what is carried on or left behind is dotted."""
        for _, rows in self.frame.groupby("stretch", sort=False):
            set_apart = bool(rows["set_apart"].iloc[0])
            for line in LINES:
                dash = DOTTED if set_apart else SOLID if line == "centre" else DASHED
                yield from self._line(rows[line], dash, 2 if line == "centre" else 1.5)
                yield from self._line(rows[f"former_{line}"], DOTTED, 1.5)

    def _line(
        self, heights: pd.Series[float], dash: tuple[float, float], width: float
    ) -> Iterator[alt.Chart]:
        drawn = heights[heights > 0]
        if drawn.empty:
            return
        rows = [
            {"month": middle(month), "at": None if pd.isna(at) or at <= 0 else float(at)}
            for month, at in zip(pd.PeriodIndex(heights.index), heights, strict=True)
        ]
        line = marks(rows).mark_line(
            color=Colour.EXPECTED.value,
            interpolate="step",
            strokeWidth=width,
            strokeDash=list(dash),
        )
        yield line.encode(self.plane.x("month"), self.plane.y("at"))

    def _target(self, layout: Layout) -> Iterator[alt.Chart]:
        if self.limits.target is None:
            return
        rule = marks([{"at": self.limits.target}]).mark_rule(
            color=Colour.REPORTED.value, strokeWidth=1.5, x=0, x2=layout.width
        )
        yield rule.encode(self.plane.y("at"))

    def _values(self) -> Iterator[alt.Chart]:
        yield from months_line(self.frame["shown"], self.plane, self._quantity())

    def _special_causes(self, layout: Layout) -> Iterator[alt.Chart]:
        """A shape on each month singled out, and above the plot what the shapes are called."""
        shaped: dict[Month, Rule] = {}
        for rule in reversed(NAMES):
            for cause in self.limits.special_causes:
                if cause.rule is rule:
                    shaped |= dict.fromkeys(cause.months, rule)
        across = 8
        for rule, (name, shape) in NAMES.items():
            rows = [self._at(month) for month in sorted(shaped) if shaped[month] is rule]
            if not rows:
                continue
            yield _shapes(rows, shape).encode(self.plane.x("month"), self.plane.y("value"))
            above = -layout.line_height / 2
            yield _shapes([{}], shape, across, above)
            yield marks([{}]).mark_text(
                text=name, align="left", baseline="middle", x=across + 9, y=above
            )
            across += 26 + round(len(name) * layout.text_size * WIDTH_OF_A_LETTER)

    def _at(self, month: Month) -> dict[str, object]:
        place = month - Month.parse(str(self.months[0]))
        return {
            "month": middle(self.months[place]),
            "value": float(self.frame["shown"].iloc[place]),
        }

    def _ends(self) -> list[tuple[str, float, Colour]]:
        """What the lines are called and where they end."""
        current, last = self.limits.current, self.frame.iloc[-1]
        ends: list[tuple[str, float, Colour]] = []
        if current is not None:
            names = ("Upper limit", _centre(current, self.limits), "Lower limit")
            ends = [
                (name, float(last[line]), Colour.EXPECTED)
                for name, line in zip(names, LINES, strict=True)
                if last[line] > 0
            ]
        if ends and current and current.provisional:
            ends.append(("provisional", ends[0][1], Colour.QUIET_WORDS))
        if self.limits.target is not None:
            ends.append(("Target", self.limits.target, Colour.REPORTED))
        known = self.frame["shown"].dropna()
        if not known.empty:
            ends.append(("Each month", float(known.iloc[-1]), Colour.MEASURED))
        return ends


def _shapes(
    rows: list[dict[str, object]],
    shape: str,
    x: float | UndefinedType = alt.Undefined,
    y: float | UndefinedType = alt.Undefined,
) -> alt.Chart:
    """The shape of a rule, at months or at one place."""
    drawn: alt.Chart = marks(rows).mark_point(
        color=Colour.WORDS.value,
        fill=Colour.PAPER.value,
        opacity=1,
        shape=shape,
        size=60,
        strokeWidth=1.75,
        x=x,
        y=y,
    )
    return drawn


def _centre(stretch: Stretch, limits: ProcessControl) -> str:
    if stretch.charted is Charted.ERROR:
        return "Expected"
    return "Median" if limits.rule_set.centre is Centre.MEDIAN else "Average"


def _start(month: Month) -> pd.Timestamp:
    return pd.Timestamp(month.first_day)
