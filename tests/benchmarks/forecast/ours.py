"""Our own forecasts of the benchmark's panels, made live."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from hsci_analysis.models.forecast.benchmark import ALONE, OURS
from hsci_analysis.models.forecast.cadence import MONTHLY, WEEKLY
from hsci_analysis.models.forecast.metrics import Floats, inside
from hsci_analysis.models.forecast.panel import forecast_panel
from hsci_analysis.models.forecast.scale import ANGLE_OF_PERCENTAGE, ROOT_OF_COUNT
from tests.benchmarks.forecast.scores import bounded, scored
from tests.benchmarks.forecast.sets import Era, Origin, Panel


def quantiles(panel: Panel, training: pd.DataFrame) -> Floats:
    """The product's forecast of that panel, shape (horizon, areas, 5)."""
    first, last = panel.window
    periods = pd.PeriodIndex(training.index)
    made = forecast_panel(
        training.to_numpy(),
        periods,
        np.asarray((periods >= first) & (periods <= last)),
        WEEKLY if panel.weekly else MONTHLY,
        ANGLE_OF_PERCENTAGE if panel.percentage else ROOT_OF_COUNT,
    )
    return bounded(panel, made.quantiles)


def alone(panel: Panel, training: pd.DataFrame) -> Floats:
    """The same with no other area to learn from."""
    each = [quantiles(panel, training[[area]]) for area in training]
    return np.concatenate(each, axis=1)


def scores(panels: Iterable[Panel]) -> pd.DataFrame:
    """A row an origin and area of every set, at all origins."""
    return pd.concat(
        [
            scored(panel, origin, OURS, quantiles(panel, panel.training(origin)))
            for panel in panels
            for origin in panel.origins
        ],
        ignore_index=True,
    )


def scores_alone(panels: Iterable[Panel]) -> pd.DataFrame:
    """The same of each series alone, at the core origins."""
    return pd.concat(
        [
            scored(panel, origin, ALONE, alone(panel, panel.training(origin)))
            for panel in panels
            for origin in panel.core()
        ],
        ignore_index=True,
    )


def coverage_by_horizon(panel: Panel) -> pd.DataFrame:
    """Shares of figures inside both intervals by steps ahead, at origins outside the pandemic."""
    origins = [origin for origin in panel.origins if origin.era is not Era.DURING]
    held = [_inside(panel, origin) for origin in origins]
    shares = np.mean([[share.mean(axis=1) for share in each] for each in held], axis=0)
    steps = pd.RangeIndex(1, panel.horizon + 1, name="ahead")
    return pd.DataFrame(shares.T, steps, ["covered80", "covered95"])


def _inside(panel: Panel, origin: Origin) -> tuple[np.ndarray, np.ndarray]:
    return inside(panel.target(origin).to_numpy(), quantiles(panel, panel.training(origin)))
