"""All that is stated of one measure for a year, with the models it was stated from."""

from __future__ import annotations

from dataclasses import dataclass, field

from hsci_analysis.areas import Area, Nation, Partnership, find_area
from hsci_analysis.errors import SeriesError
from hsci_analysis.findings.changed import state_against_scotland, state_changes
from hsci_analysis.findings.finding import Finding, Verdict
from hsci_analysis.findings.flow_parts import state_flow_parts
from hsci_analysis.findings.forecasts import state_forecast
from hsci_analysis.findings.quarterly import state_quarterly_levels
from hsci_analysis.findings.rules import state_level_or_last
from hsci_analysis.findings.settled import settled
from hsci_analysis.findings.special_causes import state_special_causes
from hsci_analysis.measures.catalogue import Basis, Frequency, find_measure
from hsci_analysis.measures.panel import panel_of
from hsci_analysis.measures.series import MeasureSeries, series
from hsci_analysis.models.change.change import change
from hsci_analysis.models.change.result import Change
from hsci_analysis.models.estimation_window import EstimationWindow
from hsci_analysis.models.flow.decomposition import decompose
from hsci_analysis.models.flow.stages import DELAYED
from hsci_analysis.models.forecast.forecast import forecast
from hsci_analysis.models.forecast.result import Forecast
from hsci_analysis.models.process_control.limits import limits
from hsci_analysis.models.process_control.result import ProcessControl
from hsci_analysis.models.spc import describe_process
from hsci_analysis.parameters.report import NationalParameters, ReportParameters

LEAST_KNOWN = 0.5
"""Of a series that is forecast, the share of figures that must not be withheld."""


@dataclass(frozen=True, eq=False)
class Measured:
    """One measure of one area for a year: what is stated, and the models it rests on.

    ``series`` holds what comes before the end of the year, by day where it adds up over days.
    ``limits`` and ``forecast`` are None where there is none, as of weeks and of a series that ends
    before the year begins: of that nothing is stated but its level, and how old its figures are.
    """

    series: MeasureSeries
    totals: MeasureSeries
    levels: tuple[Finding, ...]
    changes: tuple[Finding, ...] = ()
    against_scotland: tuple[Finding, ...] = ()
    special_causes: tuple[Finding, ...] = ()
    flow: tuple[Finding, ...] = ()
    ahead: Finding | None = None
    limits: ProcessControl | None = field(default=None, repr=False)
    forecast: Forecast | None = field(default=None, repr=False)

    @property
    def level(self) -> Finding:
        """That of the reporting year, a figure or the lack of one."""
        return self.levels[0]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them, the level first."""
        stated = (*self.levels, *self.changes, *self.against_scotland, *self.special_causes)
        return (*stated, *self.flow, *((self.ahead,) if self.ahead else ()))


def measured(measure: str, report: ReportParameters | NationalParameters) -> Measured:
    """State a measure for a report's partnership, or for Scotland, and year.

    Parameters
    ----------
    measure
        A key of the catalogue. One that is held by board of treatment only is
        stated of the partnership's health board, and every sentence says so.

    Raises
    ------
    UnknownNameError
        With the nearest keys, for a measure that is not known.
    FindingError
        For one of which no level can be stated.
    """
    year = report.reporting_year
    totals = series(measure, area_of(measure, report.area))
    if totals.first_month <= report.last_month:
        totals = totals.until(report.last_month)
    daily = totals.daily_average() if totals.measure.daily_unit else totals
    if totals.measure.frequency is Frequency.QUARTERLY:
        return Measured(daily, totals, state_quarterly_levels(daily, year))
    by_month = totals.measure.frequency is Frequency.MONTHLY
    process = describe_process(daily, report.display_segments) if by_month else None
    levels = state_level_or_last(daily, process, year)
    level = levels[0]
    if level.verdict is Verdict.NOT_AVAILABLE:
        return Measured(daily, totals, levels)
    window = report.estimation_window
    coming = _forecast(daily, window)
    ahead = settled(state_forecast(coming, level)) if coming else None
    if not by_month:
        return Measured(daily, totals, levels, ahead=ahead, forecast=coming)
    changed = change(totals, estimation_window=window)
    control = limits(totals, segments=report.display_segments, estimation_window=window)
    return Measured(
        daily,
        totals,
        levels,
        changes=tuple(map(settled, state_changes(changed, daily, level))),
        against_scotland=tuple(map(settled, _against_scotland(changed, totals, window, level))),
        special_causes=tuple(map(settled, state_special_causes(control, year, level))),
        flow=_flow(totals, report, level),
        ahead=ahead,
        limits=control,
        forecast=coming,
    )


def area_of(measure: str, area: Partnership | Nation) -> Area:
    """Whose figures of that measure a report holds: its own, or the partnership's board's."""
    figures = find_measure(measure).figures
    by_residence = any(e.basis is Basis.RESIDENCE and not e.of_boards for e in figures)
    if by_residence or isinstance(area, Nation):
        return area
    return find_area(area.health_board)


def _forecast(daily: MeasureSeries, window: EstimationWindow) -> Forecast | None:
    """None where too few figures are known: what is withheld is no figure to learn from."""
    if daily.values.notna().mean() < LEAST_KNOWN:
        return None
    try:
        return forecast(daily, estimation_window=window)
    except SeriesError:
        return None


def _against_scotland(
    changed: Change, totals: MeasureSeries, window: EstimationWindow, level: Finding
) -> tuple[Finding, ...]:
    try:
        scotland = panel_of(totals).of_scotland()
    except SeriesError:
        return ()  # Scotland is counted on another basis, and the two are never set side by side
    return state_against_scotland(changed, change(scotland, estimation_window=window), level)


def _flow(
    totals: MeasureSeries, report: ReportParameters | NationalParameters, level: Finding
) -> tuple[Finding, ...]:
    """The parts of the year's change, of the measure that is held by its parts."""
    if totals.measure.key != DELAYED or level.verdict is not Verdict.STATED:
        return ()
    try:
        apart = decompose(report.area, report.reporting_year + -1, report.reporting_year)
    except SeriesError:
        return ()  # the year before is not held in full
    return state_flow_parts(apart, level)
