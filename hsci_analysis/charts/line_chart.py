"""A line chart: up to four lines in one unit, of one area, each named where it ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import altair as alt
import pandas as pd

from hsci_analysis.charts.figure import Figure
from hsci_analysis.charts.layout import NARROW, WIDE, Layout, fitted, ticks
from hsci_analysis.charts.plane import Plane, after, layered, line_names, marks, middle, moment
from hsci_analysis.charts.theme import DASHED, SOLID, Colour
from hsci_analysis.errors import FindingError
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.periods import FinancialYear

MOST_LINES: Final = 4
LONGEST_NAME: Final = 12
STYLES: Final = (
    (Colour.MEASURED, SOLID),
    (Colour.WORDS, SOLID),
    (Colour.MEASURED, DASHED),
    (Colour.WORDS, DASHED),
)
"""Told apart by lightness and dash as well as by name, in the order lines are given in."""
NO_FIGURES: Final = "no figures"


@dataclass(frozen=True, eq=False)
class Line:
    """A name for its end, values by period, and what they are of."""

    name: str
    values: pd.Series[float]
    unit: str
    of: str
    """The area and the basis its figures are counted on."""


def line_chart(
    series: Mapping[str, MeasureSeries],
    *,
    alt_text: str,
    caption: str,
    year: FinancialYear | None = None,
) -> Figure:
    """Series of one area as lines, by the names they are given; the vertical axis starts at 0.

    A series of which nothing is known is left out, and told of in words.

    Parameters
    ----------
    series
        Up to four, in one unit and on one basis, by short names of up to 12 characters.
    alt_text, caption
        Words from the findings the chart shows.
    year
        The year a page is about; its months are marked, and shown empty where no figure reaches it.

    Raises
    ------
    FindingError
        With everything that keeps the lines from one chart, or for missing words.
    """
    lines = [
        Line(name, one.values, one.unit, f"{one.area} ({one.basis})")
        for name, one in series.items()
    ]
    return drawn(lines, alt_text=alt_text, caption=caption, year=year)


def drawn(
    lines: Sequence[Line], *, alt_text: str, caption: str, year: FinancialYear | None
) -> Figure:
    """The lines as a figure."""
    _refuse(lines)
    lines = [line for line in lines if line.values.notna().any()]
    periods = [pd.PeriodIndex(line.values.index) for line in lines]
    first = min(index[0].start_time for index in periods)
    last = max(after(index[-1]) for index in periods)
    if year is not None:
        last = max(last, pd.Timestamp(year.last_day) + pd.Timedelta(days=1))
    highest = max(float(line.values.max()) for line in lines)
    drawing = _Drawing(tuple(lines), year, Plane(first, last, ticks(highest)))
    return Figure(
        chart=drawing.on(WIDE), narrow=drawing.on(NARROW), alt_text=alt_text, caption=caption
    )


def _refuse(lines: Sequence[Line]) -> None:
    broken = []
    if not 1 <= len(lines) <= MOST_LINES:
        broken.append(f"{len(lines)} lines were given, and it takes 1 to {MOST_LINES}")
    if len(units := dict.fromkeys(line.unit for line in lines)) > 1:
        broken.append(f"they are in different units ({', '.join(units)})")
    if len(of := dict.fromkeys(line.of for line in lines)) > 1:
        broken.append(f"they count different people ({'; '.join(of)})")
    if lines and not any(line.values.notna().any() for line in lines):
        broken.append("none of them has a figure")
    broken += [
        f"the name {line.name!r} is not of 1 to {LONGEST_NAME} characters"
        for line in lines
        if not 1 <= len(line.name.strip()) <= LONGEST_NAME
    ]
    if broken:
        raise FindingError(f"these cannot be one chart of lines: {'; '.join(broken)}")


@dataclass(frozen=True)
class _Drawing:
    """What is drawn, whatever the size."""

    lines: tuple[Line, ...]
    year: FinancialYear | None
    plane: Plane

    def on(self, layout: Layout) -> alt.LayerChart:
        """The drawing as a chart of that size."""
        layout = fitted(layout, self.plane.ticks, [line.name for line in self.lines])
        return layered(
            [
                *self._year(layout),
                self.plane.gridlines(layout),
                *(mark for place in range(len(self.lines)) for mark in self._line(place)),
                self.plane.axes(layout.years_a_label),
                self.plane.new_year_marks(layout),
                *self._words(layout),
            ],
            layout,
        )

    def _year(self, layout: Layout) -> Iterator[alt.Chart]:
        """The year the page is about, as a ground with its name."""
        if self.year is None:
            return
        first = max(self.plane.first, pd.Timestamp(self.year.first_day))
        last = min(self.plane.last, pd.Timestamp(self.year.last_day) + pd.Timedelta(days=1))
        if first >= last:
            return
        top = -layout.line_height
        span = marks([{"first": moment(first), "last": moment(last)}])
        yield span.mark_rect(color=Colour.REPORTED_GROUND.value, y=top, y2=layout.height).encode(
            self.plane.x("first"), alt.X2("last")
        )
        late = self.plane.late(last)
        name = span.mark_text(
            text=str(self.year) if self._held(first) else f"{self.year}: {NO_FIGURES}",
            align="right" if late else "left",
            baseline="middle",
            color=Colour.REPORTED.value,
            dx=-4 if late else 4,
            fontWeight="bold",
            y=top + layout.line_height / 2,
        )
        yield name.encode(self.plane.x("last" if late else "first"))

    def _held(self, first: pd.Timestamp) -> bool:
        ends = [after(line.values.dropna().index[-1]) for line in self.lines]
        return max(ends) > first

    def _line(self, place: int) -> Iterator[alt.Chart]:
        """Every period at its middle; one without a figure breaks the line."""
        line, (ink, dash) = self.lines[place], STYLES[place]
        rows = [
            {
                "period": middle(period),
                "said": str(period),
                "value": None if pd.isna(value) else float(value),
            }
            for period, value in zip(pd.PeriodIndex(line.values.index), line.values, strict=True)
        ]
        path = marks({"period": row["period"], "value": row["value"]} for row in rows)
        yield path.mark_line(
            color=ink.value, strokeWidth=2, strokeDash=list(dash), strokeJoin="round"
        ).encode(self.plane.x("period"), self.plane.y("value"))
        points = marks(row for row in rows if row["value"] is not None)
        yield points.mark_circle(color=ink.value, opacity=1, size=14).encode(
            self.plane.x("period"),
            self.plane.y("value"),
            tooltip=[
                alt.Tooltip("said:N", title=line.name),
                alt.Tooltip("value:Q", title=line.unit.capitalize(), format=",.1f"),
            ],
        )

    def _words(self, layout: Layout) -> Iterator[alt.Chart]:
        """The unit above the axis, and each line's name at its end."""
        yield self.plane.unit(self.lines[0].unit.capitalize(), layout)
        ends = [
            (line.name, float(line.values.dropna().iloc[-1]), ink)
            for line, (ink, _) in zip(self.lines, STYLES, strict=False)
        ]
        yield from line_names(ends, self.plane, layout)
