"""Forecasts that add up: areas, with whoever lives in none of them, to Scotland.

On one basis only. Figures by area of residence and by board of treatment count different people,
so that partnerships and boards are never made to agree. Adding up is for the reader of a table; on
the benchmark it changes the accuracy of areas by less than half a per cent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from hsci_analysis.areas import Area
from hsci_analysis.models.estimation_window import EstimationWindow
from hsci_analysis.models.forecast.cadence import Cadence
from hsci_analysis.models.forecast.history import History
from hsci_analysis.models.forecast.metrics import MEDIAN, Floats
from hsci_analysis.models.forecast.panel import PanelForecast, forecast_panel
from hsci_analysis.models.forecast.scale import Scale

NORMAL_WIDTH_OF_80: Final = 2 * 1.281552


@dataclass(frozen=True, eq=False)
class Hierarchy:
    """Areas, and of counts their ``total`` and the ``rest`` of it that lies in no area, if any."""

    areas: History
    total: History | None = None
    rest: History | None = None

    def until(self, n: int) -> Hierarchy:
        """What was known after the first n periods."""
        total, rest = (each and each.until(n) for each in (self.total, self.rest))
        return Hierarchy(self.areas.until(n), total, rest)

    def history_of(self, area: Area) -> History | None:
        """The history that area has a column of."""
        both = (self.areas, self.total)
        return next((each for each in both if each and area in each.areas), None)

    @property
    def actual(self) -> Floats:
        """The figures of the areas and then of the total, shape (n, areas + 1 or areas)."""
        parts = [self.areas.values] + ([self.total.values] if self.total else [])
        return np.concatenate(parts, axis=1)


@dataclass(frozen=True, eq=False)
class HierarchyForecast:
    """Quantiles of the areas and then of the total, shape (horizon, areas + 1 or areas, 5).

    ``rest`` has those of the rest, (horizon, 5); the forecasts are as they were made, one by one.
    """

    quantiles: Floats
    rest: Floats | None
    of_areas: PanelForecast
    of_total: PanelForecast | None


def forecast_hierarchy(
    hierarchy: Hierarchy, window: EstimationWindow, cadence: Cadence, scale: Scale
) -> HierarchyForecast:
    """Forecast the areas as a panel, total and rest each alone, and make the medians add up."""

    def forecast(history: History) -> PanelForecast:
        left_out = window.covers(history.periods)
        return forecast_panel(history.values, history.periods, left_out, cadence, scale)

    of_areas = forecast(hierarchy.areas)
    if hierarchy.total is None:
        return HierarchyForecast(of_areas.quantiles, None, of_areas, None)
    of_total = forecast(hierarchy.total)
    parts = of_areas.quantiles
    if hierarchy.rest is not None:
        parts = np.concatenate([parts, forecast(hierarchy.rest).quantiles], axis=1)
    parts, total = reconciled(parts, of_total.quantiles[:, 0])
    number = len(hierarchy.areas.areas)
    return HierarchyForecast(
        quantiles=np.concatenate([parts[:, :number], total[:, None]], axis=1),
        rest=parts[:, number] if hierarchy.rest is not None else None,
        of_areas=of_areas,
        of_total=of_total,
    )


def reconciled(parts: Floats, total: Floats) -> tuple[Floats, Floats]:
    """Parts and total whose medians add up, every quantile moved as far as its median.

    Weighted least squares: each gives way in proportion to its forecast variance.

    Parameters
    ----------
    parts
        Quantiles, shape (horizon, parts, 5).
    total
        Quantiles, shape (horizon, 5).
    """
    of_parts, of_total = _variance(parts), _variance(total)
    both = of_parts.sum(axis=1) + of_total
    gap = total[:, MEDIAN] - parts[:, :, MEDIAN].sum(axis=1)
    share = np.divide(of_parts, both[:, None], out=np.zeros_like(of_parts), where=both[:, None] > 0)
    moved = np.maximum(parts + (share * gap[:, None])[..., None], 0)
    added = moved[:, :, MEDIAN].sum(axis=1)
    return moved, np.maximum(added[:, None] + (total - total[:, [MEDIAN]]), 0)


def _variance(quantiles: Floats) -> npt.NDArray[np.float64]:
    return np.asarray(((quantiles[..., 3] - quantiles[..., 1]) / NORMAL_WIDTH_OF_80) ** 2)
