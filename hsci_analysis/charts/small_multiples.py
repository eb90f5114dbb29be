"""Small multiples: one small line a place, all on one scale, each beside the same thinner line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

import altair as alt

from hsci_analysis.charts.figure import Figure
from hsci_analysis.charts.layout import NARROW, WIDE, Layout, ticks
from hsci_analysis.charts.plane import marks
from hsci_analysis.charts.theme import Colour, configuration
from hsci_analysis.errors import FindingError

COLUMNS: Final = {WIDE: 3, NARROW: 1}
PLOT: Final = 46
"""Height of each line's own plot; two lines of text stand above it."""
BETWEEN: Final = 12
BELOW: Final = 20
Values = Sequence[float | None]


def small_multiples(
    panels: Mapping[str, Values],
    *,
    beside: Values,
    written: Mapping[str, str],
    unit: str,
    alt_text: str,
    caption: str,
) -> Figure:
    """One panel a name, its periods from left to right, each from 0 to the same height.

    Parameters
    ----------
    panels
        Values of equally many periods by name; None breaks the line.
    beside
        What each is set beside, as a thinner line.
    written
        By name, what stands to the right of it, such as the last value.
    unit
        What is counted, written above; the height all panels share is added.
    alt_text, caption
        The words that stand in for the picture, and above it.

    Raises
    ------
    FindingError
        If there is no panel with a value, or panels are of other lengths than what is beside.
    """
    lengths = {len(values) for values in panels.values()}
    highest = max(
        (value for values in (*panels.values(), beside) for value in values if value is not None),
        default=None,
    )
    if highest is None or lengths != {len(beside)}:
        raise FindingError(
            "small multiples need panels of as many periods as what they are set beside, and at "
            "least one value; give a figure or None for each period"
        )
    drawing = _Drawing(dict(panels), tuple(beside), dict(written), unit, _top(highest))
    return Figure(
        chart=drawing.on(WIDE), narrow=drawing.on(NARROW), alt_text=alt_text, caption=caption
    )


@dataclass(frozen=True)
class _Drawing:
    """What is drawn, whatever the size, in pixels from the upper left."""

    panels: Mapping[str, Values]
    beside: Values
    written: Mapping[str, str]
    unit: str
    top: float

    def on(self, whole: Layout) -> alt.LayerChart:
        columns = COLUMNS[whole]
        edge = 8
        width = whole.left + whole.width + whole.right - 2 * edge
        rows = -(-len(self.panels) // columns)
        head = whole.line_height + 4
        each = (width - BETWEEN * (columns - 1)) / columns
        layout = replace(
            whole, left=edge, right=edge, width=width, height=rows * (head + PLOT + BELOW)
        )
        corners = [
            (
                place % columns * (each + BETWEEN),
                place // columns * (head + PLOT + BELOW) + head,
            )
            for place in range(len(self.panels))
        ]
        return alt.LayerChart(
            layer=[
                self._ground(layout),
                *self._lines(corners, each),
                *self._words(corners, each, layout),
            ],
            width=layout.width,
            height=layout.height,
            padding=layout.padding,
            config=configuration(NARROW.text_size),
        )

    def _ground(self, layout: Layout) -> alt.Chart:
        drawn: alt.Chart = (
            marks([{"x": 0, "y": 0}])
            .mark_point(opacity=0)
            .encode(
                _x().axis(None).scale(alt.Scale(domain=[0, layout.width], nice=False)),
                _y()
                .axis(None)
                .scale(alt.Scale(domain=[0, layout.height], nice=False, reverse=True)),
            )
        )
        return drawn

    def _lines(self, corners: Sequence[tuple[float, float]], width: float) -> Iterator[alt.Chart]:
        """The foot of each panel, what all are set beside, and its own line."""
        feet = marks({"x": left, "x2": left + width, "y": top + PLOT} for left, top in corners)
        yield feet.mark_rule(color=Colour.GRIDLINE.value, strokeWidth=0.75).encode(
            _x(), alt.X2("x2"), _y()
        )
        for values, ink, stroke in (
            ([self.beside] * len(corners), Colour.WORDS, 1.0),
            (list(self.panels.values()), Colour.MEASURED, 2.5),
        ):
            points = [
                {"panel": place, "x": x, "y": y}
                for place, ((left, top), line) in enumerate(zip(corners, values, strict=True))
                for x, y in self._path(line, left, top, width)
            ]
            yield (
                marks(points)
                .mark_line(color=ink.value, strokeWidth=stroke, strokeJoin="round")
                .encode(_x(), _y(), alt.Detail("panel:N"), alt.Order("x:Q"))
            )

    def _path(
        self, line: Values, left: float, top: float, width: float
    ) -> Iterator[tuple[float, float | None]]:
        for place, value in enumerate(line):
            x = left + (width * place / (len(line) - 1) if len(line) > 1 else width / 2)
            yield (
                round(x, 1),
                None if value is None else round(top + PLOT * (1 - value / self.top), 1),
            )

    def _words(
        self, corners: Sequence[tuple[float, float]], width: float, layout: Layout
    ) -> Iterator[alt.Chart]:
        """The unit, and above each panel its name and what is written of it."""
        said_above = (self.unit, f"Each from 0 to {self.top:,g}")
        for lines, text in zip((2.3, 1.2), said_above, strict=True):
            yield marks([{}]).mark_text(
                text=text,
                align="left",
                baseline="middle",
                color=Colour.QUIET_WORDS.value,
                x=0,
                y=-lines * layout.line_height,
            )
        names = marks(
            {"x": left, "y": top - 10, "name": name}
            for (left, top), name in zip(corners, self.panels, strict=True)
        )
        yield names.mark_text(align="left", baseline="middle", color=Colour.WORDS.value).encode(
            _x(), _y(), alt.Text("name:N")
        )
        said = marks(
            {"x": left + width, "y": top - 10, "said": self.written[name]}
            for (left, top), name in zip(corners, self.panels, strict=True)
        )
        yield said.mark_text(align="right", baseline="middle", color=Colour.MEASURED.value).encode(
            _x(), _y(), alt.Text("said:N")
        )


def _top(highest: float) -> float:
    """A round number at or just above the highest."""
    half = ticks(highest)[1] / 2
    return half * ceil(highest / half)


def _x() -> alt.X:
    return alt.X("x:Q", title=None)


def _y() -> alt.Y:
    return alt.Y("y:Q", title=None)
