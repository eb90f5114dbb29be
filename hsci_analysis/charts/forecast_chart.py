"""The forecast chart: the last years as they were, and the coming periods with their intervals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import altair as alt
import pandas as pd

from hsci_analysis.charts.figure import Figure
from hsci_analysis.charts.layout import NARROW, WIDE, Layout, ticks
from hsci_analysis.charts.plane import Plane, after, layered, line_names, marks, middle
from hsci_analysis.charts.theme import DASHED, DOTTED, Colour
from hsci_analysis.models.flow.scenario import ScenarioResult
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
    fan = _Fan(forecast.frame, forecast.series.values, forecast.unit, "Forecast")
    return fan.figure(alt_text, caption)


def scenario_chart(scenario: ScenarioResult, *, alt_text: str, caption: str) -> Figure:
    """As ``forecast_chart``, of a scenario; what is expected without it is a line beside.

    Raises
    ------
    FindingError
        If the alt text or the caption is empty.
    """
    fan = _Fan(scenario.frame, scenario.held, scenario.daily_unit, "Scenario", "Baseline")
    return fan.figure(alt_text, caption)


@dataclass(frozen=True, eq=False)
class _Fan:
    """Figures and what comes after them, whatever the size.

    ``frame`` has the median ahead and the ends of both intervals; where ``beside`` is a name, its
    ``baseline`` is drawn too.
    """

    frame: pd.DataFrame
    values: pd.Series[float]
    unit: str
    name: str
    beside: str = ""

    def figure(self, alt_text: str, caption: str) -> Figure:
        """The drawing in both sizes, with its words."""
        return Figure(
            chart=self.on(WIDE), narrow=self.on(NARROW), alt_text=alt_text, caption=caption
        )

    @cached_property
    def ahead(self) -> pd.PeriodIndex:
        return pd.PeriodIndex(self.frame.index)

    @cached_property
    def shown(self) -> pd.Series[float]:
        back = MONTHS_SHOWN if self.ahead.freqstr == "M" else WEEKS_SHOWN
        return self.values[self.values.index >= self.ahead[0] - back]

    @cached_property
    def plane(self) -> Plane:
        highest = max(float(self.shown.max()), float(self.frame["upper95"].max()))
        first = pd.PeriodIndex(self.shown.index)[0].start_time
        return Plane(first, after(self.ahead[-1]), ticks(highest))

    def on(self, layout: Layout) -> alt.LayerChart:
        """The drawing as a chart of that size, with room for the axis's largest number."""
        layout = layout.with_room_for(f"{self.plane.ticks[-1]:,.0f}")
        return layered(
            [
                *self._bands(),
                self.plane.gridlines(layout),
                *self._beside(),
                self._median(),
                *self._figures(),
                self.plane.axes(layout.years_a_label),
                self.plane.unit(self.unit.capitalize(), layout),
                self.plane.new_year_marks(layout),
                *line_names(self._ends(), self.plane, layout),
            ],
            layout,
        )

    def _bands(self) -> Iterator[alt.Chart]:
        """The wider interval below the narrower."""
        frame = self.frame
        for share, ground in BANDS.items():
            rows = (
                {"at": middle(period), "lower": float(lower), "upper": float(upper)}
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
        rows = _rows(self.ahead, self.frame["median"])
        line = marks({"at": row["at"], "value": row["value"]} for row in rows)
        drawn: alt.Chart = line.mark_line(
            color=Colour.EXPECTED.value, strokeWidth=2, strokeDash=list(DASHED)
        ).encode(self.plane.x("at"), self.plane.y("value"))
        return drawn

    def _beside(self) -> Iterator[alt.Chart]:
        if self.beside:
            rows = _rows(self.ahead, self.frame["baseline"])
            line = marks({"at": row["at"], "value": row["value"]} for row in rows)
            yield line.mark_line(
                color=Colour.WORDS.value, strokeWidth=1.5, strokeDash=list(DOTTED)
            ).encode(self.plane.x("at"), self.plane.y("value"))

    def _figures(self) -> Iterator[alt.Chart]:
        """Every figure at the middle of its period."""
        rows = _rows(pd.PeriodIndex(self.shown.index), self.shown)
        ink = Colour.MEASURED.value
        line = marks({"at": row["at"], "value": row["value"]} for row in rows)
        yield line.mark_line(color=ink, strokeWidth=1.5, strokeJoin="round").encode(
            self.plane.x("at"), self.plane.y("value")
        )
        known = [*rows, *_rows(self.ahead, self.frame["median"])]
        points = marks(row for row in known if row["value"] is not None)
        yield points.mark_circle(opacity=0, size=60).encode(
            self.plane.x("at"),
            self.plane.y("value"),
            tooltip=[
                alt.Tooltip("said:N", title="Period"),
                alt.Tooltip("value:Q", title=self.unit.capitalize(), format=".1f"),
            ],
        )

    def _ends(self) -> list[tuple[str, float, Colour]]:
        """What the line and the intervals are called, and where they end."""
        last = self.frame.iloc[-1]
        ends = [
            ("95 % range", float(last["upper95"]), Colour.EXPECTED),
            ("80 % range", float(last["upper80"]), Colour.EXPECTED),
            (self.name, float(last["median"]), Colour.EXPECTED),
        ]
        if self.beside:
            ends.append((self.beside, float(last["baseline"]), Colour.WORDS))
        return ends


def _rows(periods: pd.PeriodIndex, values: pd.Series[float]) -> list[dict[str, object]]:
    return [
        {
            "at": middle(period),
            "said": period_of(period).label,
            "value": None if pd.isna(value) else float(value),
        }
        for period, value in zip(periods, values, strict=True)
    ]
