"""A dot chart: one row a thing, its value as a dot on a common scale, with what it is held to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any, Final

import altair as alt

from hsci_analysis.charts.figure import Figure
from hsci_analysis.charts.layout import NARROW, WIDE, Layout, spread, ticks
from hsci_analysis.charts.plane import layered, marks
from hsci_analysis.charts.theme import DASHED, Colour
from hsci_analysis.errors import FindingError

ROOM_FOR_WRITTEN: Final = 96
ROW: Final = 25
ROW_WITH_NAME: Final = 46
CHARACTER: Final = 0.5
"""Of a letter's height, on average, with room to spare."""


@dataclass(frozen=True)
class Dot:
    """One row: its name, its value and what that is written as; or a stretch without a value."""

    name: str
    value: float | None
    written: str
    lower: float | None = None
    upper: float | None = None


def dot_chart(
    dots: Sequence[Dot],
    *,
    unit: str,
    alt_text: str,
    caption: str,
    references: Mapping[str, float] | None = None,
) -> Figure:
    """Rows of dots on one scale from 0, each with its figure written beside it.

    Parameters
    ----------
    dots
        In the order shown, from the top; a stretch is a bar from ``lower`` to ``upper``.
    unit
        What the scale counts, written above it.
    references
        Values that the dots are read against, by short names: dashed lines.
    alt_text, caption
        The words that stand in for the picture, and above it.

    Raises
    ------
    FindingError
        If there are no rows, or a name, the alt text or the caption is empty.
    """
    if not dots or not all(dot.name.strip() for dot in dots):
        raise FindingError("a dot chart needs rows, each with a name; give what is to be shown")
    held = dict(references or {})
    ends = [end for dot in dots for end in (dot.value, dot.upper) if end is not None]
    drawing = _Drawing(tuple(dots), unit, ticks(max([*ends, *held.values()])), held)
    return Figure(
        chart=drawing.on(replace(WIDE, left=_room(dots)), beside=True),
        narrow=drawing.on(replace(NARROW, left=14, right=6), beside=False),
        alt_text=alt_text,
        caption=caption,
    )


@dataclass(frozen=True)
class _Drawing:
    """What is drawn, whatever the size; names stand beside their rows, or above them."""

    dots: tuple[Dot, ...]
    unit: str
    ticks: tuple[float, ...]
    references: Mapping[str, float] = field(default_factory=dict)

    def on(self, layout: Layout, *, beside: bool) -> alt.LayerChart:
        whole = WIDE if beside else NARROW
        width = whole.left + whole.width + whole.right - layout.left - ROOM_FOR_WRITTEN
        height = len(self.dots) * (ROW if beside else ROW_WITH_NAME)
        layout = replace(layout, width=width, right=ROOM_FOR_WRITTEN, height=height)
        return layered(
            [
                self._scales(layout),
                self._gridlines(layout),
                *self._references(layout),
                *self._rows(),
                *self._words(layout, beside=beside),
            ],
            layout,
        )

    def _scales(self, layout: Layout) -> alt.Chart:
        every = 2 if layout.width / len(self.ticks) < self._widest(layout) else 1
        numbers = alt.Axis(
            values=list(self.ticks[::every]), format=",.3~f", domain=False, labelFlush=False
        )
        corner = marks([{"value": 0, "row": 0}]).mark_point(opacity=0)
        drawn: alt.Chart = corner.encode(
            alt.X("value:Q", title=None)
            .axis(numbers)
            .scale(alt.Scale(domain=[0, self.ticks[-1]], nice=False)),
            alt.Y("row:Q", title=None, axis=None).scale(
                alt.Scale(domain=[0, len(self.dots)], nice=False, reverse=True)
            ),
        )
        return drawn

    def _widest(self, layout: Layout) -> float:
        written = max(len(f"{tick:,g}") for tick in self.ticks)
        return (written + 1) * CHARACTER * layout.text_size

    def _gridlines(self, layout: Layout) -> alt.Chart:
        rules = marks({"value": tick} for tick in self.ticks).mark_rule(
            color=Colour.GRIDLINE.value, strokeWidth=0.75, y=0, y2=layout.height
        )
        drawn: alt.Chart = rules.encode(_x("value"))
        return drawn

    def _references(self, layout: Layout) -> Iterator[alt.Chart]:
        """Dashed lines, each named above the plot, their names moved apart."""
        ordered = sorted(self.references.items(), key=lambda each: each[1])
        places = [layout.width * value / self.ticks[-1] for _, value in ordered]
        widest = max((len(name) for name, _ in ordered), default=0)
        gap = (widest + 1) * CHARACTER * layout.text_size
        middles = spread(places, gap, top=gap / 2 - layout.left, bottom=layout.width)
        for (name, value), middle in zip(ordered, middles, strict=True):
            yield (
                marks([{"value": value}])
                .mark_rule(
                    color=Colour.EXPECTED.value,
                    strokeWidth=1.5,
                    strokeDash=list(DASHED),
                    y=-4,
                    y2=layout.height,
                )
                .encode(_x("value"))
            )
            yield marks([{}]).mark_text(
                text=name,
                align="center",
                baseline="bottom",
                color=Colour.EXPECTED.value,
                x=middle,
                y=-6,
            )

    def _rows(self) -> Iterator[alt.Chart]:
        places = list(enumerate(self.dots))
        ink = Colour.MEASURED.value
        stretches = [
            {
                "row": place + 0.5,
                "lower": dot.lower,
                "upper": dot.upper,
                "alone": dot.value is None,
            }
            for place, dot in places
            if dot.lower is not None and dot.upper is not None
        ]
        for stroke, drawn in ((3, [s for s in stretches if s["alone"]]), (1.25, stretches)):
            if drawn:
                bars = marks(drawn).mark_rule(color=ink, strokeWidth=stroke)
                yield bars.encode(_x("lower"), alt.X2("upper"), _y())
        points = [
            {"row": place + 0.5, "value": dot.value, "said": dot.name, "written": dot.written}
            for place, dot in places
            if dot.value is not None
        ]
        if points:
            circles = marks(points).mark_circle(color=ink, opacity=1, size=70)
            yield circles.encode(
                _x("value"),
                _y(),
                tooltip=[
                    alt.Tooltip("said:N", title="Row"),
                    alt.Tooltip("written:N", title=self.unit),
                ],
            )

    def _words(self, layout: Layout, *, beside: bool) -> Iterator[alt.Chart]:
        """The unit, each row's name, and its figure to the right of the plot."""
        yield marks([{}]).mark_text(
            text=self.unit,
            align="left",
            baseline="middle",
            color=Colour.QUIET_WORDS.value,
            x=2 - layout.left,
            y=-2.4 * layout.line_height,
        )
        rows = marks(
            {"row": place + 0.5, "name": dot.name, "written": dot.written}
            for place, dot in enumerate(self.dots)
        )
        above = 0 if beside else -ROW_WITH_NAME * 0.36
        # A name above its row stands on the plot: paper behind it keeps the lines off it.
        behind: dict[str, Any] = {"stroke": Colour.PAPER.value, "strokeWidth": 4}
        for ground in [{}] if beside else [behind, {}]:
            yield rows.mark_text(
                align="left",
                baseline="middle",
                color=Colour.WORDS.value,
                x=2 - layout.left,
                dy=above,
                **ground,
            ).encode(_y(), alt.Text("name:N"))
        yield rows.mark_text(
            align="left", baseline="middle", color=Colour.MEASURED.value, x=layout.width + 8
        ).encode(_y(), alt.Text("written:N"))


def _room(dots: Sequence[Dot]) -> int:
    """Of the column of names beside the rows."""
    return ceil(max(len(dot.name) for dot in dots) * CHARACTER * WIDE.text_size) + 14


def _x(column: str) -> alt.X:
    return alt.X(f"{column}:Q", title=None)


def _y() -> alt.Y:
    return alt.Y("row:Q", title=None)
