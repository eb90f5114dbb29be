"""Measures of all partnerships in one interactive chart, with pickers, for exploring in JupyterLab.

The figures lie in the chart itself, so that no server is asked; therefore there is a limit to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import altair as alt
import pandas as pd

from hsci_analysis.areas import SCOTLAND, Area, Partnership, find_partnership, partnerships
from hsci_analysis.charts.converter import checked
from hsci_analysis.charts.figure import INTERACTIVE, INTERACTIVE_SCHEMA
from hsci_analysis.charts.theme import Colour
from hsci_analysis.errors import SeriesError
from hsci_analysis.measures.catalogue import Measure, find_measure
from hsci_analysis.measures.series import MeasureSeries, series

MOST_POINTS: Final = 30_000
"""In one chart; a browser draws and stores them without a pause."""
USUAL: Final = (
    "delayed_discharge_bed_days",
    "care_at_home_hours",
    "care_at_home_people",
    "emergency_admissions",
)
WIDTH, HEIGHT, OVERVIEW_HEIGHT = 720, 320, 60
SHOWN: Final = "datum.area == partnership && datum.measure == measure"
SIGNIFICANT_DIGITS: Final = 5
FIGURES: Final = "figures"
Row = dict[str, Any]
"""Areas and measures go by their numbers, which the pickers name: names would be most of it."""


@dataclass(frozen=True, eq=False)
class Explorer:
    """An interactive chart: pick partnership and measure, draw a stretch of time to enlarge it."""

    chart: alt.VConcatChart = field(repr=False)
    figures: Sequence[Row] = field(repr=False)
    description: str

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        drawn = self.chart.to_dict(validate=checked()) | {
            "$schema": INTERACTIVE_SCHEMA,
            "description": self.description,
            "datasets": {FIGURES: self.figures},
        }
        return {INTERACTIVE: drawn, "text/plain": self.description}


def explore(partnership: str | Partnership, *measures: str | Measure) -> Explorer:
    """Measures of all partnerships and Scotland in one chart, with pickers for both.

    Parameters
    ----------
    partnership
        The one shown first.
    measures
        Keys of the catalogue, the one shown first before the others; left out, some that are
        often asked for. Measures that add up over days are shown by day.

    Raises
    ------
    UnknownNameError
        With the nearest names, for an unknown partnership or measure.
    SeriesError
        If a measure is not held by partnership, or there are too many figures for one chart.
    """
    first = partnership if isinstance(partnership, Partnership) else find_partnership(partnership)
    wanted = [
        each if isinstance(each, Measure) else find_measure(each) for each in measures or USUAL
    ]
    held = [_held(measure) for measure in wanted]
    figures = [
        {"measure": number, **row} for number, each in enumerate(held) for row in _rows(each)
    ]
    if len(figures) > MOST_POINTS:
        raise SeriesError(
            f"{len(figures):,} figures are too many for one chart, which holds {MOST_POINTS:,}; "
            "ask for fewer measures"
        )
    names = [f"{measure[0].measure.title} ({measure[0].unit})" for measure in held]
    return Explorer(
        _drawn(first, names),
        figures,
        f"Line chart of {' or '.join(names)}, by partnership. Two lists below it choose which is "
        "shown; drawing a stretch on the lower line enlarges it.",
    )


def _held(measure: Measure) -> list[MeasureSeries]:
    """The measure of each of the areas, by day where it adds up over days."""
    held = (series(measure, area) for area in _areas())
    return [each.daily_average() if measure.daily_unit else each for each in held]


def _rows(held: Sequence[MeasureSeries]) -> Iterator[Row]:
    """One row a figure; what is withheld or was not submitted leaves a gap."""
    for number, each in enumerate(held):
        for period, value in zip(each.periods, each.values, strict=True):
            yield {
                "area": number,
                "from": f"{period.start_time:%Y-%m-%d}",
                "value": None if pd.isna(value) else float(f"{value:.{SIGNIFICANT_DIGITS}g}"),
            }


def _areas() -> tuple[Area, ...]:
    return (*partnerships(), SCOTLAND)


def _drawn(partnership: Partnership, measures: Sequence[str]) -> alt.VConcatChart:
    pickers = [
        alt.param(
            name=name,
            value=value,
            bind=alt.binding_select(
                options=[*range(len(labels))], labels=labels, name=f"{name.capitalize()} "
            ),
        )
        for name, value, labels in (
            ("partnership", _areas().index(partnership), [each.name for each in _areas()]),
            ("measure", 0, [*measures]),
        )
    ]
    stretch = alt.selection_interval(encodings=["x"], name="stretch")
    line = (
        alt.Chart(alt.NamedData(FIGURES))
        .mark_line(color=Colour.MEASURED.value)
        .transform_filter(SHOWN)
    )
    when = alt.X("from:T", title=None)
    enlarged = line.mark_line(color=Colour.MEASURED.value, point={"size": 40, "filled": True})
    return alt.vconcat(
        enlarged.encode(
            when.scale(domain=stretch),
            alt.Y("value:Q", title=None),
            tooltip=[
                alt.Tooltip("from:T", title="From", format="%-d %B %Y"),
                alt.Tooltip("value:Q", title="Figure", format=",~r"),
            ],
        ).properties(width=WIDTH, height=HEIGHT),
        line.encode(when, alt.Y("value:Q", title=None, axis=None))
        .properties(width=WIDTH, height=OVERVIEW_HEIGHT)
        .add_params(stretch),
    ).add_params(*pickers)
