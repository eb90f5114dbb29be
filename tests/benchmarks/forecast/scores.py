"""One row a set, method, origin and area: how good the forecast was, scaled as agreed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hsci_analysis.models.forecast.metrics import (
    Floats,
    inside,
    root_mean_square_scale,
    seasonal_naive_scale,
    weighted_interval_score,
)
from tests.benchmarks.forecast.sets import Origin, Panel

CELL = ["set", "origin", "area"]
FIGURES = ["wis", "mase", "rmsse", "covered80", "covered95"]


def scored(panel: Panel, origin: Origin, method: str, quantiles: Floats) -> pd.DataFrame:
    """The scores of one method at one origin; ``quantiles`` has shape (horizon, areas, 5)."""
    history = panel.training(origin).to_numpy()
    actual = panel.target(origin).to_numpy()
    scale = seasonal_naive_scale(history, panel.season)
    error = actual - quantiles[..., 2]
    covered80, covered95 = inside(actual, quantiles)
    return pd.DataFrame(
        {
            "set": panel.key,
            "method": method,
            "origin": origin.label,
            "era": origin.era.value,
            "core": origin.core,
            "area": panel.values.columns,
            "wis": weighted_interval_score(actual, quantiles).mean(axis=0) / scale,
            "mase": np.abs(error).mean(axis=0) / scale,
            "rmsse": np.sqrt((error**2).mean(axis=0))
            / root_mean_square_scale(history, panel.season),
            "covered80": covered80.mean(axis=0),
            "covered95": covered95.mean(axis=0),
        }
    )


def bounded(panel: Panel, quantiles: Floats) -> Floats:
    """Sorted, not below 0 and, of percentages, not above 100, as every method is scored."""
    ceiling = 100.0 if panel.percentage else np.inf
    return np.clip(np.sort(quantiles, axis=-1), 0, ceiling)
