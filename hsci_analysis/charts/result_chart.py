"""What ``.chart()`` of a model's result gives: its usual chart, with plain words of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from hsci_analysis.charts.figure import Figure
from hsci_analysis.charts.flow_chart import flow_chart
from hsci_analysis.charts.forecast_chart import forecast_chart, scenario_chart
from hsci_analysis.charts.limits_chart import limits_chart
from hsci_analysis.charts.line_chart import Line, drawn
from hsci_analysis.errors import FindingError
from hsci_analysis.models.change.result import Change, ChangeTest
from hsci_analysis.models.drawable import Drawable
from hsci_analysis.models.flow.patient_flow import PatientFlow
from hsci_analysis.models.flow.scenario import ScenarioResult
from hsci_analysis.models.forecast.result import Forecast
from hsci_analysis.models.process_control.result import ProcessControl

MONTHS_SHOWN: Final = 60
BEDS: Final = {
    "available_staffed_beds": "Staffed",
    "occupied_beds": "Occupied",
    "delayed_discharge_bed_days": "Delayed",
}
"""The stocks of a flow that are counted in beds, by what their lines are called."""


def result_chart(result: Drawable) -> Figure:
    """The usual chart of a forecast, a change, limits, a flow or a scenario.

    Raises
    ------
    FindingError
        If nothing of the result can be drawn.
    """
    match result:
        case Forecast():
            first, last = result.ahead[0].period.label, result.ahead[-1].period.label
            titled = f"{result.series.measure.title}, {result.series.area}"
            return forecast_chart(
                result,
                caption=f"{titled}: forecast, {first} to {last}",
                alt_text=f"Line chart of {titled}, with a forecast from {first} to {last} and the "
                "80 % and 95 % ranges around it.",
            )
        case Change():
            return _change_chart(result)
        case ProcessControl():
            titled = f"{result.title}, {result.area}"
            return limits_chart(
                result,
                caption=f"{titled}: process limits, {result.rule_set.name}",
                alt_text=f"Chart of {titled}, by month, within process limits; "
                f"{len(result.special_causes)} special causes are marked.",
            )
        case PatientFlow():
            return _flow_chart(result)
        case ScenarioResult():
            titled = f"{result.measure.title}, {result.area}"
            return scenario_chart(
                result,
                caption=f"{titled}: a scenario from {result.first_month.label} "
                f"to {result.last_month.label}. {result.uncertainty}",
                alt_text=f"Line chart of {titled}, with a scenario of the coming twelve months, the"
                " 80 % and 95 % ranges around it, and what is expected without it.",
            )
    raise FindingError(f"a {type(result).__name__} has no chart of its own; draw its frame")


def _change_chart(change: Change) -> Figure:
    """The months of five years, and the levels of the two years compared."""
    series = change.series
    if series.measure.daily_unit not in (None, series.unit):
        series = series.daily_average()
    values, titled = series.values, f"{change.title}, {change.area}"
    shown = [("Each month", values[-MONTHS_SHOWN:]), *_levels(change, values)]
    compared = "the levels of its last two years" if len(shown) > 1 else "no level of a year"
    return drawn(
        [Line(name, line, series.unit, str(change.area)) for name, line in shown],
        caption=f"{titled}: each month and the last two years",
        alt_text=f"Line chart of {titled}, by month, and {compared}.",
        year=None,
    )


def _levels(change: Change, values: pd.Series[float]) -> Iterator[tuple[str, pd.Series[float]]]:
    """The mean of each of the two years compared, over its months; none where none were."""
    if not isinstance(change.year, ChangeTest):
        return
    for name, stretch in (("Year before", change.year.before), ("Last year", change.year.after)):
        of_year = values[str(stretch.first) : str(stretch.last)]
        yield name, pd.Series(float(of_year.mean()), index=of_year.index)


def _flow_chart(flow: PatientFlow) -> Figure:
    """The beds of the first basis that has any: its stocks as lines."""
    for basis in flow.bases:
        held = {BEDS[key]: key for key in BEDS if key in basis.wide}
        if held:
            titled = f"Beds on an average day, {basis.area} by {basis.basis}"
            return flow_chart(
                basis,
                held,
                caption=f"{titled}: {', '.join(held).lower()}",
                alt_text=f"Line chart of {titled}, up to {flow.year}: {', '.join(held).lower()}.",
            )
    raise FindingError(f"no beds are held of {flow.area}, so there is no chart; see flow.summary")
