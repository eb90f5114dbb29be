"""How the same procedure would have done at recent origins, from what was known there alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from hsci_analysis.models.estimation_window import EstimationWindow
from hsci_analysis.models.forecast.cadence import Cadence
from hsci_analysis.models.forecast.metrics import (
    Floats,
    Mask,
    inside,
    seasonal_naive,
    weighted_interval_score,
)
from hsci_analysis.models.forecast.reconciliation import Hierarchy, forecast_hierarchy
from hsci_analysis.models.forecast.scale import Scale

ORIGINS: Final = 6
BETWEEN_ORIGINS: Final = 3
"""A third of the horizon lies between them, so that each figure is forecast from three places."""


@dataclass(frozen=True, eq=False)
class BackTest:
    """What came of forecasts from ``origins`` (the last period each knew), over their horizons.

    ``scores`` and ``naive_scores`` are mean weighted interval scores, ours and those of the
    seasonal naive forecast, by area (areas,), in the unit of the figures; missing where nothing was
    known. ``covered80`` and ``covered95`` (areas,) are the shares of figures inside the intervals.
    """

    origins: tuple[str, ...]
    scores: Floats
    naive_scores: Floats
    covered80: Floats
    covered95: Floats

    @property
    def relative_errors(self) -> Floats:
        """Our score over that of the seasonal naive forecast, (areas,); missing if that is 0."""
        there = self.naive_scores > 0
        missing = np.full_like(self.scores, np.nan)
        return np.divide(self.scores, self.naive_scores, out=missing, where=there)


def back_test(
    hierarchy: Hierarchy, window: EstimationWindow, cadence: Cadence, scale: Scale
) -> BackTest | None:
    """Forecast from six recent origins, or from as many as have a history; None without any.

    Each origin is forecast from the figures up to it. The estimation window is today's: what was
    left out of estimation, an origin within it could not have known.
    """
    actual = hierarchy.actual
    n, step = len(actual), max(1, cadence.horizon // BETWEEN_ORIGINS)
    least = max(cadence.fewest, 2 * cadence.season)
    latest = n - cadence.horizon
    ends = [end for end in range(latest, latest - ORIGINS * step, -step) if end >= least][::-1]
    if not ends:
        return None
    figures, ours, naive = [], [], []
    for end in ends:
        known = hierarchy.until(end)
        figures.append(actual[end : end + cadence.horizon])
        ours.append(forecast_hierarchy(known, window, cadence, scale).quantiles)
        told = seasonal_naive(known.actual, cadence.season, cadence.horizon)
        naive.append(np.clip(told, 0, scale.most))
    came, said, by_naive = (np.concatenate(each) for each in (figures, ours, naive))
    covered80, covered95 = inside(came, said)
    seen = ~np.isnan(came) & ~np.isnan(by_naive).any(axis=-1)
    return BackTest(
        origins=tuple(_written(hierarchy, end) for end in ends),
        scores=_mean(weighted_interval_score(came, said), seen),
        naive_scores=_mean(weighted_interval_score(came, by_naive), seen),
        covered80=_mean(covered80, seen),
        covered95=_mean(covered95, seen),
    )


def _written(hierarchy: Hierarchy, end: int) -> str:
    return f"{hierarchy.areas.periods[end - 1].end_time:%Y-%m-%d}"


def _mean(values: Floats | Mask, seen: Mask) -> Floats:
    number = seen.sum(axis=0)
    total = np.where(seen, values, 0).sum(axis=0)
    return np.asarray(np.where(number > 0, total / np.maximum(number, 1), np.nan))
