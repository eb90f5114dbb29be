"""The way to ask: which months of this series differ from what it usually does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from hsci_analysis.errors import check_type
from hsci_analysis.measures.panel import Panel, check_series, panel_of, refuse_other_measures
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.models.estimation_window import (
    DEFAULT,
    EstimationWindow,
    Model,
    left_out_of,
)
from hsci_analysis.models.monthly import HUNDRED, Monthly, Scale, month_of, monthly
from hsci_analysis.models.process_control.adjusted import AdjustedPanel
from hsci_analysis.models.process_control.baseline_limits import LEANS_FROM
from hsci_analysis.models.process_control.judged import Judge, Judged
from hsci_analysis.models.process_control.result import (
    Assurance,
    LimitsCaution,
    ProcessControl,
    Stretch,
)
from hsci_analysis.models.process_control.rule_sets import (
    PHS_CONTROL_CHART,
    find_rule_set,
)
from hsci_analysis.models.process_control.stretches import (
    BASELINE_MONTHS,
    Plan,
    Rebasing,
    WithoutLimits,
    around,
    plans,
)
from hsci_analysis.models.process_control.target import assurance, check_target
from hsci_analysis.models.spc import Segment

BLANK: Final = {
    **dict.fromkeys(("adjusted", "centre", "lower", "upper"), np.nan),
    **dict.fromkeys(("lower_with_season", "upper_with_season"), np.nan),
    **dict.fromkeys(("former_centre", "former_lower", "former_upper"), np.nan),
    "stretch": "",
    "set_apart": False,
    "baseline": False,
    "special_cause": "",
    "meaning": "",
}
"""What a month without limits has in each column."""


def limits(
    series: MeasureSeries,
    *,
    rule_set: str = PHS_CONTROL_CHART.key,
    segments: Sequence[Segment] | None = None,
    rebasings: Sequence[Rebasing] = (),
    target: float | None = None,
    panel: Sequence[MeasureSeries] | None = None,
    estimation_window: EstimationWindow = DEFAULT,
) -> ProcessControl:
    """Limits of a monthly series and its special causes, with season and month length taken out.

    Limits rest on the first 24 months of each stretch, and no later month moves them. Where months
    lean on each other, what is held against limits is each month's distance from what the month
    before led to expect. ``process_control.md`` beside this file says where this departs from the
    tools whose rules it asks, and why.

    Parameters
    ----------
    series
        As ``hsci.series`` gives it, or by day.
    rule_set
        ``"phs_control_chart"``, ``"phs_run_chart"`` or ``"making_data_count"``.
    segments
        The stretches shown apart, such as ``report.display_segments``; left out, before, during and
        since the estimation window. Months carried forward are set apart: shown, and not judged.
    rebasings
        Months in which limits begin anew, each with its reason. The old limits stay in the frame.
    target
        What months are meant to reach, in the unit of the chart: on an average day, or per cent.
    panel
        The series of other areas, from which season and autocorrelation are learnt too; left out,
        the same measure of every area of its kind.
    estimation_window
        What no season is learnt from, such as ``report.estimation_window``; left out, what is
        customary for the measure.

    Raises
    ------
    SeriesError
        If the series is not monthly, neither a count nor a percentage, has no figure, or has one
        that such a measure cannot have; or if the panel is of another measure.
    UnknownNameError
        For a rule set that is not one of the three.
    ParametersError
        If segments overlap, limits are to begin anew where they cannot, or a target is given of a
        measure that has no better way.
    """
    check_series(series)
    _check_types(segments, rebasings, panel)
    check_target(target, series.measure)
    rules = find_rule_set(rule_set)
    refuse_other_measures(series, panel or ())
    figures = monthly(series)
    left_out = left_out_of(series.measure.key, Model.LIMITS, estimation_window)
    together, area = _together(series, figures, panel, left_out)
    judge = Judge(figures, together, area, rules, series.measure.better)
    shown = around(left_out, figures) if segments is None else segments
    planned = plans(figures, shown, rebasings, left_out)
    judged = [judge.judge(one) if isinstance(one, Plan) else one for one in planned]
    held = [one for one in judged if isinstance(one, Judged)]
    frame = _frame(figures, held)
    stretches = tuple(one.stretch for one in held)
    return ProcessControl(
        measure=series.measure.key,
        title=series.measure.title,
        area=series.area,
        unit=series.measure.daily_unit or series.measure.unit,
        rule_set=rules,
        stretches=stretches,
        without_limits=tuple(one for one in judged if isinstance(one, WithoutLimits)),
        special_causes=tuple(cause for one in held for cause in one.causes),
        target=target,
        assurance=_assurance(series, held, frame, target),
        cautions=tuple(_cautions(figures, stretches)),
        frame=frame,
        settings={
            "rule_set": rules.key,
            "baseline_months": BASELINE_MONTHS,
            "errors_charted_above": LEANS_FROM,
            "estimation_window": str(left_out),
        },
    )


def _check_types(
    segments: Sequence[Segment] | None,
    rebasings: Sequence[Rebasing],
    panel: Sequence[MeasureSeries] | None,
) -> None:
    for segment in segments or ():
        check_type("a segment", segment, Segment, "one of report.display_segments")
    for rebasing in rebasings:
        check_type("a rebasing", rebasing, Rebasing, "hsci.Rebasing(month, reason)")
    check_type("a panel", panel or (), Sequence, "a list of series")


def _together(
    series: MeasureSeries,
    figures: Monthly,
    panel: Sequence[MeasureSeries] | None,
    left_out: EstimationWindow,
) -> tuple[AdjustedPanel, int]:
    """The panel its season is learnt from, and its own place in it."""
    if panel is None:
        alike = panel_of(series)
        if series.area in alike.areas:
            known, places = _known(alike, left_out)
            place = places.get(series.area.code)
            if known is not None and place is not None and known.holds(place, figures):
                return known, place
        panel = alike.series()
    others = [monthly(one.until(series.last_month)) for one in panel if one.area != series.area]
    return AdjustedPanel([figures, *others], left_out), 0


@lru_cache(maxsize=64)
def _known(panel: Panel, left_out: EstimationWindow) -> tuple[AdjustedPanel | None, dict[str, int]]:
    """A panel we hold, kept: what its areas share is learnt once. None where none of it is held."""
    held = panel.series()
    if not held:
        return None, {}
    places = {one.area.code: place for place, one in enumerate(held)}
    return AdjustedPanel([monthly(one) for one in held], left_out), places


def _frame(figures: Monthly, held: Sequence[Judged]) -> pd.DataFrame:
    """One row a month of the series, also of months without limits."""
    unit = HUNDRED if figures.scale is Scale.SHARE else 1 / figures.days
    first, last = (month_of(int(figures.months[end])) for end in (0, -1))
    index = pd.period_range(str(first), str(last), freq="M", name="month")
    value = np.full(len(index), np.nan)
    value[figures.months - figures.months[0]] = figures.values * unit
    covered = pd.concat([pd.DataFrame(index=index[:0]), *(one.frame for one in held)])
    others = pd.DataFrame(BLANK, index=index[~index.isin(covered.index)])
    frame = pd.concat([covered, others]).sort_index()
    return frame.assign(value=value)[["value", *BLANK]]


def _assurance(
    series: MeasureSeries, held: Sequence[Judged], frame: pd.DataFrame, target: float | None
) -> Assurance | None:
    """Of the stretch of the last month, if it is judged; limits left behind say nothing of now."""
    if target is None or series.measure.better is None or not held:
        return None
    current = held[-1]
    if current.stretch.set_apart or current.frame.index[-1] != frame.index[-1]:
        return None
    return assurance(current.frame, target, series.measure.better)


def _cautions(figures: Monthly, stretches: Sequence[Stretch]) -> Iterator[LimitsCaution]:
    judged = [one for one in stretches if not one.set_apart]
    if any(one.provisional for one in judged):
        yield LimitsCaution.PROVISIONAL_LIMITS
    if not all(one.season_known for one in judged):
        yield LimitsCaution.SEASON_NOT_KNOWN
    if len(figures.months) < figures.months[-1] - figures.months[0] + 1:
        yield LimitsCaution.LACKS_MONTHS
    if figures.provisional.any():
        yield LimitsCaution.PROVISIONAL_FIGURES
    if any(one.pooled_autocorrelation is None for one in judged):
        yield LimitsCaution.WITHOUT_PANEL
