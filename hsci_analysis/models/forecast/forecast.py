"""``hsci.forecast``: one series, forecast among all areas of its kind."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from hsci_analysis.areas import SCOTLAND
from hsci_analysis.errors import ParametersError, SeriesError, check_type
from hsci_analysis.measures.days import days_in
from hsci_analysis.measures.panel import check_series
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.models.estimation_window import (
    DEFAULT,
    EstimationWindow,
    Model,
    left_out_of,
)
from hsci_analysis.models.forecast.back_test import BackTest
from hsci_analysis.models.forecast.cadence import Cadence, cadence_of
from hsci_analysis.models.forecast.history import History, history_of
from hsci_analysis.models.forecast.metrics import COLUMNS, MEDIAN, Floats
from hsci_analysis.models.forecast.panel import PanelForecast
from hsci_analysis.models.forecast.pooling import Fitted, fit, fitted_panel, hierarchy_of, panel_of
from hsci_analysis.models.forecast.reconciliation import Hierarchy
from hsci_analysis.models.forecast.result import Flag, Forecast, Settings, TrackRecord
from hsci_analysis.models.forecast.scale import scale_of

FRAME_COLUMNS = ["median", "lower80", "upper80", "lower95", "upper95"]
YEARS_OF_A_LONG_HISTORY = 3
ROUNDING = 1e-12


def forecast(
    series: MeasureSeries,
    *,
    horizon: int | None = None,
    estimation_window: EstimationWindow = DEFAULT,
    pooled: bool = True,
) -> Forecast:
    """What a monthly or weekly series will probably be, with 80 % and 95 % prediction intervals.

    The areas of the same kind and basis are forecast together, once for all of them; a series that
    is not of a release we hold is forecast alone, and flagged. Partnerships add up to Scotland, and
    so do boards of treatment; the two never to each other.

    Parameters
    ----------
    series
        As ``hsci.series`` gives it, or cut (``until``), or its daily average. It is not changed.
    horizon
        Periods ahead; left out, 12 months or 13 weeks, which is as far as was tested. Fewer are the
        first rows of the same forecast.
    estimation_window
        What no season and no error is learnt from, such as ``report.estimation_window``; left out,
        what is customary for the measure.
    pooled
        False: learn from this series alone.

    Raises
    ------
    SeriesError
        If the figures come by quarter, may be negative, are fewer than 24 months or 52 weeks, or
        fewer than half of that outside the estimation window.
    ParametersError
        If the horizon is further than was tested, or for what is no series or no window.
    """
    check_series(series)
    cadence, scale = cadence_of(series.measure), scale_of(series.measure)
    ahead = _checked_horizon(horizon, cadence)
    window = left_out_of(series.measure.key, Model.FORECAST, estimation_window)
    own = _long_enough(series, cadence, window)
    fitted = _among_others(series, own, window) if pooled else None
    fitted = fitted or fit(series.measure, Hierarchy(own), window)
    column = fitted.column_of(series.area)
    history, made, within = fitted.within(column)
    periods = pd.period_range(
        series.periods[-1] + 1,
        periods=ahead,
        freq=series.periods.freq,
        name=series.frame.index.name,
    )
    by_day = series.unit != series.measure.unit
    days = np.asarray(days_in(periods)) if by_day else np.ones(ahead)
    quantiles = fitted.forecast.quantiles[:ahead, column] / days[:, None]
    return Forecast(
        series=series,
        frame=pd.DataFrame(quantiles, periods, list(COLUMNS))[FRAME_COLUMNS],
        settings=Settings(
            members=made.chosen,
            pooled_share=float(1 - made.own_share[within]) if len(history.areas) > 1 else 0.0,
            volatility=made.volatility,
            scale=scale.name,
            areas=len(history.areas),
            estimation_window=window,
        ),
        flags=tuple(_flags(history, made, within, cadence, scale.most)),
        back_test=_track_record(fitted.back_test, column),
        adds_up_to=SCOTLAND if fitted.hierarchy.total else None,
        parts=_parts(fitted, periods, days) if history is fitted.hierarchy.total else None,
    )


def _among_others(series: MeasureSeries, given: History, window: EstimationWindow) -> Fitted | None:
    """The forecast of the series' panel up to its last period; None if it has none.

    Where the series isn't the one held, as after an adjustment, it takes the place of that one.
    """
    panel = panel_of(series)
    if panel is None:
        return None
    whole = hierarchy_of(panel)
    held = whole.history_of(series.area)
    if held is None or not given.periods.isin(held.periods).all():
        return None
    n = int((held.periods <= given.periods[-1]).sum())
    values = np.full(n, np.nan)
    values[n - len(given.periods) :] = given.values[:, 0]
    if np.allclose(values, held.column(series.area)[:n], rtol=ROUNDING, equal_nan=True):
        return fitted_panel(panel, n, window)
    if series.area not in whole.areas.areas:
        return None
    replaced = whole.areas.until(n).with_column(series.area, values)
    return fit(series.measure, Hierarchy(replaced), window)


def _checked_horizon(asked: int | None, cadence: Cadence) -> int:
    if asked is None:
        return cadence.horizon
    check_type("a horizon", asked, int, f"a whole number of {cadence.period}s")
    if not 1 <= asked <= cadence.horizon:
        raise ParametersError(
            f"a horizon of {asked} {cadence.period}s is not between 1 and {cadence.horizon}, which"
            " is as far as forecasts were tested"
        )
    return asked


def _long_enough(series: MeasureSeries, cadence: Cadence, window: EstimationWindow) -> History:
    """The history of the series alone; raises SeriesError if there is too little of it."""
    named = f"{series.measure.title} of {series.area}"
    history = history_of([series]) if len(series.frame) else None
    known = np.zeros(0, bool) if history is None else np.isfinite(history.values[:, 0])
    if history is None or known.sum() < cadence.fewest:
        raise SeriesError(
            f"{named} has {known.sum()} figures, and a forecast needs"
            f" {cadence.fewest} {cadence.period}s at least; ask for a longer stretch"
        )
    usual = int((known & ~window.covers(series.periods)).sum())
    if usual < cadence.fewest // 2:
        raise SeriesError(
            f"of {named}, {usual} {cadence.period}s are left to learn from once the estimation"
            f" window ({window}) is left out, and a forecast needs {cadence.fewest // 2}; leave out"
            " fewer days"
        )
    return history


def _flags(
    history: History, made: PanelForecast, column: int, cadence: Cadence, most: float
) -> Iterator[Flag]:
    values = history.values[:, column]
    known = np.flatnonzero(~np.isnan(values))
    if history.suppressed[:, column].any():
        yield Flag.SUPPRESSED_FILLED
    if len(known) < known[-1] - known[0] + 1:
        yield Flag.GAPS
    if known[-1] < len(values) - 1:
        yield Flag.LATEST_MISSING
    if len(values) < 2 * cadence.season:
        yield Flag.NO_SEASONALITY
    if len(known) < YEARS_OF_A_LONG_HISTORY * cadence.season:
        yield Flag.SHORT_HISTORY
    if np.ptp(values[known]) == 0:
        yield Flag.CONSTANT
    if np.isin(values[known], (0, most)).any():
        yield Flag.AT_LIMIT
    if made.set_back[column]:
        yield Flag.LATEST_SET_BACK
    elif made.unusual[column]:
        yield Flag.LATEST_UNUSUAL
    if len(history.areas) == 1:
        yield Flag.NOT_POOLED


def _track_record(tested: BackTest | None, column: int) -> TrackRecord | None:
    if tested is None or not np.isfinite(tested.relative_errors[column]):
        return None
    relative = tested.relative_errors
    told = relative[np.isfinite(relative) & (relative > 0)]
    return TrackRecord(
        origins=tested.origins,
        relative_error=float(relative[column]),
        panel_relative_error=float(np.exp(np.log(told).mean())) if told.size else np.nan,
        covered80=float(np.nanmean(tested.covered80)),
        covered95=float(np.nanmean(tested.covered95)),
    )


def _parts(fitted: Fitted, periods: pd.PeriodIndex, days: Floats) -> pd.DataFrame:
    """The medians that add up to the total's."""
    areas = fitted.hierarchy.areas.areas
    medians = fitted.forecast.quantiles[: len(periods), : len(areas), MEDIAN] / days[:, None]
    parts = pd.DataFrame(medians, periods, [area.code for area in areas])
    if fitted.forecast.rest is not None:
        parts["rest"] = fitted.forecast.rest[: len(periods), MEDIAN] / days
    return parts
