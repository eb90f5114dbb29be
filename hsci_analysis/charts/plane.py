"""What a chart of months is drawn on: time to the right, a quantity from 0 upwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Final

import altair as alt
import pandas as pd

from hsci_analysis.charts.layout import Layout, spread
from hsci_analysis.charts.theme import Colour, configuration

LABELLED_DAYS_OF_A_YEAR: Final = 180
"""A year is named where about half of it or more is shown."""


@dataclass(frozen=True)
class Plane:
    """The stretch of time shown and the round numbers of the vertical axis, 0 first."""

    first: pd.Timestamp
    last: pd.Timestamp
    ticks: tuple[float, ...]

    def x(self, column: str) -> alt.X:
        return alt.X(f"{column}:T", scale=alt.Scale(type="utc", nice=False), title=None)

    def y(self, column: str) -> alt.Y:
        return alt.Y(f"{column}:Q", scale=alt.Scale(nice=False), title=None)

    def axes(self, years_a_label: int) -> alt.Chart:
        """Both axes: numbers without a line, calendar years named under what is shown of them."""
        middles = [
            moment(first + (last - first) / 2)
            for first, last in pairwise([self.first, *self.new_years, self.last])
            if (last - first).days >= LABELLED_DAYS_OF_A_YEAR
        ]
        return self._drawn_axes(alt.Axis(values=middles[::years_a_label], format="%Y"))

    def scales(self) -> alt.Chart:
        """The vertical axis alone, for a chart that names its periods itself."""
        return self._drawn_axes(alt.Axis(labels=False))

    def _drawn_axes(self, years: alt.Axis) -> alt.Chart:
        numbers = alt.Axis(values=list(self.ticks), format=",~f", domain=False)
        # Said here alone: Vega-Lite takes the same limits, said by each mark, for different ones.
        time = alt.Scale(type="utc", nice=False, domain=[moment(self.first), moment(self.last)])
        quantity = alt.Scale(nice=False, domain=[0, self.ticks[-1]])
        corner = marks([{"month": moment(self.first), "at": 0}])
        drawn: alt.Chart = corner.mark_point(opacity=0).encode(
            self.x("month").axis(years).scale(time), self.y("at").axis(numbers).scale(quantity)
        )
        return drawn

    def gridlines(self, layout: Layout) -> alt.Chart:
        """Drawn as marks, since a chart's own gridlines would lie under what is drawn first."""
        rules = marks({"at": tick} for tick in self.ticks[1:]).mark_rule(
            color=Colour.GRIDLINE.value, strokeWidth=0.75, x=0, x2=layout.width
        )
        drawn: alt.Chart = rules.encode(self.y("at"))
        return drawn

    def new_year_marks(self, layout: Layout) -> alt.Chart:
        """A short line below the plot at each new year."""
        foot = layout.height
        days = marks({"day": moment(day)} for day in self.new_years)
        drawn: alt.Chart = days.mark_rule(
            color=Colour.QUIET_WORDS.value, y=foot, y2=foot + 5
        ).encode(self.x("day"))
        return drawn

    def unit(self, words: str, layout: Layout) -> alt.Chart:
        """What the vertical axis counts, above it."""
        drawn: alt.Chart = marks([{}]).mark_text(
            text=words,
            align="left",
            baseline="middle",
            color=Colour.QUIET_WORDS.value,
            x=2 - layout.left,
            y=-2.5 * layout.line_height,
        )
        return drawn

    @property
    def new_years(self) -> list[pd.Timestamp]:
        """Every 1 January shown."""
        years = range(self.first.year + 1, self.last.year + 1)
        return [pd.Timestamp(year, 1, 1) for year in years]

    def late(self, time: pd.Timestamp) -> bool:
        """Whether that lies in the right half, so that words had better stand to its left."""
        return (time - self.first) > (self.last - self.first) / 2


def line_names(
    ends: Sequence[tuple[str, float, Colour]], plane: Plane, layout: Layout
) -> Iterator[alt.Chart]:
    """What lines are called, right of the plot where they end, moved apart where they would touch.

    Each end is a name, a value on the vertical axis, and a colour.
    """
    foot = layout.height
    heights = [foot * (1 - at / plane.ticks[-1]) for _, at, _ in ends]
    places = spread(heights, layout.line_height, top=0, bottom=foot)
    for (name, _, ink), place in zip(ends, places, strict=True):
        yield marks([{}]).mark_text(
            text=name,
            align="left",
            baseline="middle",
            color=ink.value,
            x=layout.width + 6,
            y=place,
        )


def months_line(values: pd.Series[float], plane: Plane, quantity: str) -> Iterator[alt.Chart]:
    """Every month at its middle; a month without a figure breaks the line."""
    rows = [
        {
            "month": middle(month),
            "said": month.strftime("%B %Y"),
            "value": None if pd.isna(value) else float(value),
        }
        for month, value in zip(pd.PeriodIndex(values.index), values, strict=True)
    ]
    ink = Colour.MEASURED.value
    line = marks({"month": row["month"], "value": row["value"]} for row in rows)
    yield line.mark_line(color=ink, strokeWidth=1.5, strokeJoin="round").encode(
        plane.x("month"), plane.y("value")
    )
    points = marks(row for row in rows if row["value"] is not None)
    yield points.mark_circle(color=ink, opacity=1, size=14).encode(
        plane.x("month"),
        plane.y("value"),
        tooltip=[
            alt.Tooltip("said:N", title="Month"),
            alt.Tooltip("value:Q", title=quantity, format=".1f"),
        ],
    )


def marks(rows: Iterable[dict[str, Any]]) -> alt.Chart:
    """Marks for these rows: only what they need is written into the chart."""
    return alt.Chart(_Rows(values=list(rows)))


class _Rows(alt.InlineData):
    """Rows that are never changed: Altair would copy each whenever it puts layers together."""

    def __deepcopy__(self, _: object) -> _Rows:
        return self


def after(period: pd.Period) -> pd.Timestamp:
    """The moment a period is over."""
    return (period + 1).start_time


@cache
def middle(period: pd.Period) -> str:
    """The moment a period is half over, where its mark stands."""
    return moment(period.start_time + (after(period) - period.start_time) / 2)


def moment(time: pd.Timestamp) -> str:
    """As the chart reads it whatever the machine's clock: Greenwich time, and said so."""
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


def layered(marks: Sequence[alt.Chart], layout: Layout) -> alt.LayerChart:
    """Marks on top of each other, the first below, as a chart of that size."""
    return alt.LayerChart(
        layer=list(marks),
        width=layout.width,
        height=layout.height,
        padding=layout.padding,
        config=configuration(layout.text_size),
    )
