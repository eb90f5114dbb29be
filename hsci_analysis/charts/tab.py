"""Months set off from the others by a ground that bears a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import altair as alt
import pandas as pd

from hsci_analysis.charts.layout import Layout
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
