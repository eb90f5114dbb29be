"""The forecast chart: the last years as they were, and the coming periods with their intervals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import altair as alt
import pandas as pd

from hsci_analysis.charts.figure import Figure
from hsci_analysis.charts.layout import NARROW, WIDE, Layout, ticks
from hsci_analysis.charts.plane import Plane, after, line_names, marks, moment
from hsci_analysis.charts.theme import DASHED, Colour, configuration
from hsci_analysis.models.forecast.result import Forecast, period_of

MONTHS_SHOWN: Final = 48
WEEKS_SHOWN: Final = 104
BANDS: Final = {"95": Colour.POSSIBLE_GROUND, "80": Colour.LIKELY_GROUND}


def forecast_chart(forecast: Forecast, *, alt_text: str, caption: str) -> Figure:
    """Four years of months, or two of weeks, then the median ahead within its two intervals.

    The vertical axis starts at 0. A period without a figure breaks the line, and is no point.

    Parameters
    ----------
    alt_text, caption
        The words that stand in for the picture, and above it.

    Raises
    ------
    FindingError
        If the alt text or the caption is empty.
    """
    ahead = pd.PeriodIndex(forecast.frame.index)
    values = forecast.series.values
    back = MONTHS_SHOWN if ahead.freqstr == "M" else WEEKS_SHOWN
    shown = values[values.index >= ahead[0] - back]
    highest = max(float(shown.max()), float(forecast.frame["upper95"].max()))
    first = pd.PeriodIndex(shown.index)[0].start_time
    plane = Plane(first, after(ahead[-1]), ticks(highest))
    drawing = _Drawing(forecast, shown, ahead, plane)
    return Figure(
        chart=drawing.on(WIDE), narrow=drawing.on(NARROW), alt_text=alt_text, caption=caption
    )


@dataclass(frozen=True)
class _Drawing:
    """What is drawn, whatever the size."""

    forecast: Forecast
    shown: pd.Series[float]
    ahead: pd.PeriodIndex
    plane: Plane

    def on(self, layout: Layout) -> alt.LayerChart:
        """The drawing as a chart of that size, with room for the axis's largest number."""
        layout = layout.with_room_for(f"{self.plane.ticks[-1]:,.0f}")
        return alt.LayerChart(
            layer=[
                *self._bands(),
                self.plane.gridlines(layout),
                self._median(),
                *self._figures(),
                self.plane.axes(layout.years_a_label),
                self.plane.unit(self.forecast.series.unit.capitalize(), layout),
                self.plane.new_year_marks(layout),
                *line_names(self._ends(), self.plane, layout),
            ],
            width=layout.width,
            height=layout.height,
            padding=layout.padding,
            config=configuration(layout.text_size),
        )

    def _bands(self) -> Iterator[alt.Chart]:
        """The wider interval below the narrower."""
        frame = self.forecast.frame
        for share, ground in BANDS.items():
            rows = (
                {"at": _middle(period), "lower": float(lower), "upper": float(upper)}
                for period, lower, upper in zip(
                    self.ahead, frame[f"lower{share}"], frame[f"upper{share}"], strict=True
                )
            )
            yield (
                marks(rows)
                .mark_area(color=ground.value, opacity=1)
                .encode(self.plane.x("at"), self.plane.y("lower"), alt.Y2("upper"))
            )

    def _median(self) -> alt.Chart:
        rows = _rows(self.ahead, self.forecast.frame["median"])
        line = marks({"at": row["at"], "value": row["value"]} for row in rows)
        drawn: alt.Chart = line.mark_line(
            color=Colour.EXPECTED.value, strokeWidth=2, strokeDash=list(DASHED)
        ).encode(self.plane.x("at"), self.plane.y("value"))
        return drawn

    def _figures(self) -> Iterator[alt.Chart]:
        """Every figure at the middle of its period."""
        rows = _rows(pd.PeriodIndex(self.shown.index), self.shown)
        ink = Colour.MEASURED.value
        line = marks({"at": row["at"], "value": row["value"]} for row in rows)
        yield line.mark_line(color=ink, strokeWidth=1.5, strokeJoin="round").encode(
            self.plane.x("at"), self.plane.y("value")
        )
        known = [*rows, *_rows(self.ahead, self.forecast.frame["median"])]
        points = marks(row for row in known if row["value"] is not None)
        yield points.mark_circle(opacity=0, size=60).encode(
            self.plane.x("at"),
            self.plane.y("value"),
            tooltip=[
                alt.Tooltip("said:N", title="Period"),
                alt.Tooltip("value:Q", title=self.forecast.series.unit.capitalize(), format=".1f"),
            ],
        )

    def _ends(self) -> list[tuple[str, float, Colour]]:
        """What the line and the intervals are called, and where they end."""
        last = self.forecast.frame.iloc[-1]
        return [
            ("95 % range", float(last["upper95"]), Colour.EXPECTED),
            ("80 % range", float(last["upper80"]), Colour.EXPECTED),
            ("Forecast", float(last["median"]), Colour.EXPECTED),
        ]


def _rows(periods: pd.PeriodIndex, values: pd.Series[float]) -> list[dict[str, object]]:
    return [
        {
            "at": _middle(period),
            "said": period_of(period).label,
            "value": None if pd.isna(value) else float(value),
        }
        for period, value in zip(periods, values, strict=True)
    ]


def _middle(period: pd.Period) -> str:
    return moment(period.start_time + (after(period) - period.start_time) / 2)
