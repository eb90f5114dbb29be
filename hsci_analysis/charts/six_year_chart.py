"""The six years of an indicator: the partnership drawn thick, Scotland thin beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import altair as alt
import pandas as pd

from hsci_analysis.charts.figure import Figure
from hsci_analysis.charts.layout import NARROW, WIDE, Layout, fitted, spread, ticks
from hsci_analysis.charts.plane import Plane, layered, marks, moment
from hsci_analysis.charts.theme import Colour
from hsci_analysis.errors import FindingError
from hsci_analysis.findings.finding import Finding
from hsci_analysis.periods import FinancialYear

LONGEST_NAME: Final = 12
"""Characters of a name at the end of a line; a longer one is broken at a space or a hyphen."""
WORDS: Final = {"%": "Per cent", "£": "Pounds"}
OTHER_PERIOD: Final = ("survey", "calendar year")
"""What a label may say beside a year; told above the axis where all figures are of that kind."""


def six_year_chart(
    levels: Sequence[Finding],
    scotland: Sequence[Finding],
    *,
    years: Sequence[FinancialYear],
    unit: str,
    alt_text: str,
    caption: str,
) -> Figure:
    """One indicator's levels, a point for each year with a figure, from 0 upwards.

    Years that follow each other are joined by a line; nothing is drawn across a year without a
    figure, and no figure stands here that cannot be compared with the latest. The limits of the
    partnership's figures are bars.

    Parameters
    ----------
    levels, scotland
        Levels of the partnership and of Scotland in ``years``, in their order; Scotland's may be
        none.
    unit
        What the vertical axis counts, in a few words.
    alt_text, caption
        Words from these findings.

    Raises
    ------
    FindingError
        If no level has a figure, their number is not that of the years, or the words are missing.
    """
    if not any(level.value is not None for level in levels):
        raise FindingError("a chart needs a figure, and none of these levels has one")
    if len(levels) != len(years) or len(scotland) not in (0, len(years)):
        raise FindingError(f"{len(years)} years are drawn, and the levels are not as many")
    lines = [_Line(levels, Colour.MEASURED, 3.5, 60)]
    lines += [_Line(scotland, Colour.WORDS, 1.2, 22)] * any(
        level.value is not None for level in scotland
    )
    highest = max(max(line.heights) for line in lines)
    plane = Plane(
        pd.Timestamp(years[0].first_day),
        pd.Timestamp(years[-1].last_day) + pd.Timedelta(days=1),
        ticks(highest),
    )
    drawing = _Drawing(tuple(lines), tuple(years), unit, plane)
    return Figure(
        chart=drawing.on(WIDE), narrow=drawing.on(NARROW), alt_text=alt_text, caption=caption
    )


@dataclass(frozen=True)
class _Line:
    levels: Sequence[Finding]
    ink: Colour
    width: float
    size: int

    @property
    def heights(self) -> list[float]:
        """Every height that must be on the chart, limits included."""
        held = [level for level in self.levels if level.value is not None]
        return [level.value or 0.0 for level in held] + [level.upper or 0.0 for level in held]

    @property
    def area(self) -> str:
        return self.levels[0].area

    @property
    def latest(self) -> float:
        return [level.value for level in self.levels if level.value is not None][-1]


@dataclass(frozen=True)
class _Drawing:
    """What is drawn, whatever the size."""

    lines: tuple[_Line, ...]
    years: tuple[FinancialYear, ...]
    unit: str
    plane: Plane

    def on(self, layout: Layout) -> alt.LayerChart:
        names = [part for line in self.lines for part in _broken(line.area)]
        layout = fitted(layout, self.plane.ticks, names)
        layers = [
            self.plane.gridlines(layout),
            *(mark for line in reversed(self.lines) for mark in self._line(line)),
            self.plane.scales(),
            self.plane.unit(self._counted(), layout),
            *self._year_names(layout),
            *self._names(layout),
        ]
        return layered(layers, layout)

    def _line(self, line: _Line) -> Iterator[alt.Chart]:
        rows = [
            {
                "year": _middle(year),
                "value": level.value,
                "lower": level.lower,
                "upper": level.upper,
                "said": level.period,
            }
            for year, level in zip(self.years, line.levels, strict=True)
        ]
        if line.ink is Colour.MEASURED:
            limits = [row for row in rows if row["lower"] is not None]
            bars = marks(limits).mark_rule(color=line.ink.value, strokeWidth=1.5)
            yield bars.encode(self.plane.x("year"), self.plane.y("lower"), alt.Y2("upper"))
        for before, after in pairwise(rows):
            if before["value"] is None or after["value"] is None:
                continue
            path = marks([_point(before), _point(after)])
            yield path.mark_line(color=line.ink.value, strokeWidth=line.width).encode(
                self.plane.x("year"), self.plane.y("value")
            )
        points = marks(row for row in rows if row["value"] is not None)
        yield points.mark_circle(color=line.ink.value, opacity=1, size=line.size).encode(
            self.plane.x("year"),
            self.plane.y("value"),
            tooltip=[
                alt.Tooltip("said:N", title="Period"),
                alt.Tooltip("value:Q", title=self.unit.capitalize(), format=",.1f"),
            ],
        )

    def _counted(self) -> str:
        """The unit, and of which periods where these are no financial years."""
        held = [level.period for level in self.lines[0].levels if level.value is not None]
        unit = WORDS.get(self.unit, f"{self.unit[:1].upper()}{self.unit[1:]}")
        for kind in OTHER_PERIOD:
            if all(kind in period for period in held):
                return f"{unit}, by {kind}"
        return unit

    def _year_names(self, layout: Layout) -> Iterator[alt.Chart]:
        """Each column's period under it, on a narrow chart every second."""
        columns = list(zip(self.years, self.lines[0].levels, strict=True))[::-1]
        for year, level in columns[:: layout.years_a_label]:
            calendar = OTHER_PERIOD[1] in level.period
            name = str(year.start) if calendar else str(year)
            yield (
                marks([{"year": _middle(year)}])
                .mark_text(
                    text=name,
                    align="center",
                    baseline="top",
                    color=Colour.WORDS.value,
                    y=layout.height + 8,
                )
                .encode(self.plane.x("year"))
            )

    def _names(self, layout: Layout) -> Iterator[alt.Chart]:
        """The name of each line where it ends; a long one in several lines of text."""
        parts = [_broken(line.area) for line in self.lines]
        half = [len(name) * layout.line_height / 2 for name in parts]
        heights = [layout.height * (1 - line.latest / self.plane.ticks[-1]) for line in self.lines]
        gap = sum(half) if len(half) > 1 else 0
        top, bottom = max(half), layout.height - max(half)
        for line, name, middle in zip(
            self.lines, parts, spread(heights, gap, top, bottom), strict=True
        ):
            for place, part in enumerate(name):
                yield marks([{}]).mark_text(
                    text=part,
                    align="left",
                    baseline="middle",
                    color=line.ink.value,
                    x=layout.width + 6,
                    y=middle + layout.line_height * (place - (len(name) - 1) / 2),
                )


def _point(row: dict[str, Any]) -> dict[str, Any]:
    return {"year": row["year"], "value": row["value"]}


def _middle(year: FinancialYear) -> str:
    first = pd.Timestamp(year.first_day)
    return moment(first + (pd.Timestamp(year.last_day) - first) / 2)


def _broken(name: str) -> list[str]:
    """The name in parts of up to 12 characters, broken between words."""
    parts: list[str] = []
    for word in name.split():
        if parts and len(parts[-1]) + 1 + len(word) <= LONGEST_NAME:
            parts[-1] = f"{parts[-1]} {word}"
        else:
            parts.append(word)
    return parts
