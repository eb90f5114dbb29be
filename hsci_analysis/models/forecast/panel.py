"""The procedure: all areas of one measure forecast at once, seasonality and intervals pooled.

It was chosen on the panels A to D of the benchmark, from few and coarse settings; panel E was held
back. The centre is a median, since the scales bend: it is not corrected for a mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from hsci_analysis.models.forecast.cadence import Cadence
from hsci_analysis.models.forecast.intervals import (
    optimism,
    pooled_widths,
    typical_errors,
    usual_reach,
    volatility,
    widening,
)
from hsci_analysis.models.forecast.levels import (
    Member,
    best_members,
    errors_ahead,
    member_forecasts,
    members,
)
from hsci_analysis.models.forecast.metrics import Floats, Mask
from hsci_analysis.models.forecast.scale import Scale
from hsci_analysis.models.forecast.seasonality import estimate_seasonality

SET_BACK_AT: Final = 2.0
"""A last figure further out than this many times the 99 % interval is set back to there."""


@dataclass(frozen=True, eq=False)
class PanelForecast:
    """A forecast of each area, with what was chosen on the way.

    ``quantiles`` has shape (horizon, areas, 5), in the unit of the figures. ``chosen`` are the
    members averaged; ``own_share`` (areas,) how much of an area's seasonality is its own;
    ``volatility`` how large the latest errors are, 1 being usual. ``unusual`` (areas,): the last
    figure lies outside the 99 % interval seen from the period before; ``set_back`` (areas,): so far
    outside that it was taken as less.
    """

    quantiles: Floats
    chosen: tuple[Member, ...]
    own_share: Floats
    volatility: float
    unusual: Mask
    set_back: Mask


def forecast_panel(
    values: Floats, periods: pd.PeriodIndex, left_out: Mask, cadence: Cadence, scale: Scale
) -> PanelForecast:
    """Forecast ``cadence.horizon`` periods of every area.

    Parameters
    ----------
    values
        Shape (n, areas), in the unit of the figures; missing where nothing is known. Not changed.
    periods
        Their n periods, without gaps.
    left_out
        Shape (n,): periods that say nothing of seasons or ordinary errors. The level follows them.
    """
    ahead = pd.period_range(periods[-1] + 1, periods=cadence.horizon, freq=periods.freq)
    whole = pd.PeriodIndex(periods.append(ahead))
    lengths = cadence.lengths(whole)[:, None]
    scaled = scale.forward(values, lengths[: len(periods)])
    angles = cadence.angles(whole)
    fitted = _fit(scaled, angles, left_out, cadence, scale)
    unusual = np.abs(fitted.last_error) > fitted.reach
    far = SET_BACK_AT * fitted.reach
    set_back = np.abs(fitted.last_error) > far
    if set_back.any():
        beyond = fitted.last_error - np.clip(fitted.last_error, -far, far)
        scaled = scaled.copy()
        scaled[-1, set_back] -= (beyond * fitted.before)[set_back]
        fitted = _fit(scaled, angles, left_out, cadence, scale)
    quantiles = scale.back(fitted.quantiles, lengths[len(periods) :, :, None])
    tried = members(cadence, scale)
    return PanelForecast(
        quantiles=np.sort(quantiles, axis=-1),
        chosen=tuple(tried[member] for member in fitted.chosen),
        own_share=fitted.own_share,
        volatility=fitted.volatility,
        unusual=unusual,
        set_back=set_back,
    )


@dataclass(frozen=True, eq=False)
class _Fit:
    """One pass, on the scale of the model.

    ``last_error`` and ``reach`` are in the errors that were typical ``before`` the last period.
    """

    quantiles: Floats
    chosen: tuple[int, ...]
    own_share: Floats
    volatility: float
    before: Floats
    last_error: Floats
    reach: float


def _fit(scaled: Floats, angles: Floats, left_out: Mask, cadence: Cadence, scale: Scale) -> _Fit:
    n = len(scaled)
    present = ~np.isnan(scaled)
    season = estimate_seasonality(scaled, present & ~left_out[:, None], angles, cadence)
    adjusted = scaled - season.path[:n]
    said = member_forecasts(adjusted, cadence, scale)
    errors = errors_ahead(adjusted, said)
    settled = _settled(present, cadence)
    errors[~settled] = np.nan
    weights = cadence.recency(n)
    chosen = best_members(errors, np.where(left_out, 0, weights))

    averaged = errors[:, :, chosen].mean(axis=2)
    counted = np.where(left_out[:, None, None], np.nan, averaged)
    for step in range(cadence.horizon):
        # Nor those forecast from within: who stood in the trough was wrong about all that followed.
        counted[step + 1 :, :, step][left_out[: n - step - 1]] = np.nan
    typical = typical_errors(counted, scale.floor)
    one_step = averaged[:, :, 0] / typical
    widths = pooled_widths(counted / typical[:, None], weights)
    before = typical_errors(counted[:-1], scale.floor)
    usual_one_step = np.where(left_out[:, None], np.nan, averaged[:, :, 0])
    found = volatility(one_step, ~left_out, cadence.volatility_half_life)
    reached = typical * optimism(season.variance, typical) * widening(found) * scale.widening
    centre = said[-1][:, chosen].mean(axis=1).T + season.path[n:]
    return _Fit(
        quantiles=centre[..., None] + widths[:, None, :] * reached[:, None],
        chosen=chosen,
        own_share=season.own_share,
        volatility=found,
        before=before,
        last_error=np.nan_to_num(averaged[-1, :, 0] / before),
        reach=usual_reach(usual_one_step / before, weights),
    )


def _settled(present: Mask, cadence: Cadence) -> Mask:
    """Figures after an area's first year, or after the first half of a history of less than two."""
    seen = present.cumsum(axis=0)
    return np.asarray(seen > np.minimum(cadence.season, seen[-1] // 2))
