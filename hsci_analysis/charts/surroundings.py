"""What stands around the months of a chart: grounds with names, gridlines, words at the ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from hsci_analysis.charts.layout import Layout, spread
from hsci_analysis.charts.plane import Plane, marks, moment
from hsci_analysis.charts.theme import Colour


@dataclass(frozen=True)
class Tab:
    """Months set off by a ground that reaches up to their name, ``line`` lines above the plot."""

    name: str
    line: int
    first: pd.Timestamp
    last: pd.Timestamp
    ground: Colour
    ink: Colour

    def drawn(self, plane: Plane, layout: Layout) -> Iterator[alt.Chart]:
        """The ground, then the name on it."""
        top = -self.line * layout.line_height
        late = plane.late(self.last)
        span = marks([{"first": moment(self.first), "last": moment(self.last)}])
        yield span.mark_rect(color=self.ground.value, y=top, y2=layout.height).encode(
            plane.x("first"), alt.X2("last")
        )
        name = span.mark_text(
            text=self.name,
            align="right" if late else "left",
            baseline="middle",
            color=self.ink.value,
            dx=-4 if late else 4,
            fontWeight="bold" if self.ink is Colour.REPORTED else "normal",
            y=top + layout.line_height / 2,
        )
        yield name.encode(plane.x("last" if late else "first"))


@dataclass(frozen=True)
class End:
    """What a line is called, and where it ends."""

    name: str
    at: float
    ink: Colour


def gridlines(plane: Plane, layout: Layout) -> Iterator[alt.Chart]:
    """Drawn as marks, since a chart's own gridlines would lie under the tabs."""
    rules = marks({"at": tick} for tick in plane.ticks[1:]).mark_rule(
        color=Colour.GRIDLINE.value, strokeWidth=0.75, x=0, x2=layout.width
    )
    yield rules.encode(plane.y("at"))


def words(quantity: str, ends: Sequence[End], plane: Plane, layout: Layout) -> Iterator[alt.Chart]:
    """The quantity above the axis, a tick at each new year, each line's name at its right end."""
    yield marks([{}]).mark_text(
        text=quantity,
        align="left",
        baseline="middle",
        color=Colour.QUIET_WORDS.value,
        x=2 - layout.left,
        y=-2.5 * layout.line_height,
    )
    foot = layout.height
    new_years = marks({"day": moment(day)} for day in plane.new_years)
    yield new_years.mark_rule(color=Colour.QUIET_WORDS.value, y=foot, y2=foot + 5).encode(
        plane.x("day")
    )
    heights = [foot * (1 - end.at / plane.ticks[-1]) for end in ends]
    places = spread(heights, layout.line_height, top=0, bottom=foot)
    for end, place in zip(ends, places, strict=True):
        yield marks([{}]).mark_text(
            text=end.name,
            align="left",
            baseline="middle",
            color=end.ink.value,
            x=layout.width + 6,
            y=place,
        )
