"""The libraries our forecasts are held against, each as shipped, run live in their own environment.

    uv venv --python 3.11 tests/benchmarks/forecast/.venv
    uv pip install --python tests/benchmarks/forecast/.venv --require-hashes \
        --requirement tests/benchmarks/forecast/requirements.lock
    PYTHONPATH=. tests/benchmarks/forecast/.venv/bin/python -m tests.benchmarks.forecast.rivals

runs every method at every core origin of every set and rewrites ``rivals.parquet``. The mean of a
library stands for its median; its intervals are its own.
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from statsforecast import models as sf
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.forecasting.stl import STLForecast
from statsmodels.tsa.forecasting.theta import ThetaModel
from statsmodels.tsa.statespace.sarimax import SARIMAX
from statsmodels.tsa.statespace.structural import UnobservedComponents

from hsci_analysis.models.forecast import metrics
from hsci_analysis.models.forecast.metrics import NORMAL, QUANTILES, Floats
from tests.benchmarks.forecast.scores import CELL, FIGURES, bounded, scored
from tests.benchmarks.forecast.sets import Panel, published_panels

FROZEN = Path(__file__).with_name("rivals.parquet")
DRAWS = 400
EDGES_OF_STEPS = ("2020-03", "2020-07", "2020-11", "2021-05")
LONGEST_SEASON_OF_ETS = 24

Method = Callable[[Panel, pd.Series], Floats]
"""Forecasts one area's training window: shape (horizon, 5)."""


def naive(panel: Panel, history: pd.Series) -> Floats:
    values = history.to_numpy()
    spread = np.sqrt((np.diff(values) ** 2).mean() * np.arange(1, panel.horizon + 1))
    return values[-1] + spread[:, None] * NORMAL


def seasonal_naive(panel: Panel, history: pd.Series) -> Floats:
    return metrics.seasonal_naive(history.to_numpy(), panel.season, panel.horizon)


def statsforecast(make: Callable[[int], object]) -> Method:
    def method(panel: Panel, history: pd.Series) -> Floats:
        found = make(panel.season).forecast(y=history.to_numpy(), h=panel.horizon, level=[80, 95])
        columns = ("lo-95", "lo-80", "mean", "hi-80", "hi-95")
        return np.stack([np.asarray(found[column]) for column in columns], axis=-1)

    return method


def _ets(season: int) -> object:
    return sf.AutoETS(season_length=season if season <= LONGEST_SEASON_OF_ETS else 1)


def _arima(season: int) -> object:
    return sf.AutoARIMA(
        season_length=season if season <= LONGEST_SEASON_OF_ETS else 1,
        approximation=True,
        max_p=2,
        max_q=2,
        nmodels=15,
    )


def cleaned(method: Method) -> Method:
    """The same with the pandemic's window filled from the same seasons before and after it."""

    def on_cleaned(panel: Panel, history: pd.Series) -> Floats:
        first, last = panel.window
        kept = history.where((history.index < first) | (history.index > last))
        return method(panel, _filled(kept, panel.season))

    return on_cleaned


def _filled(history: pd.Series, season: int) -> pd.Series:
    by_season = pd.Series(np.arange(len(history)) % season, index=history.index)
    filled = history.groupby(by_season).transform(
        lambda same: same.interpolate(limit_direction="both")
    )
    return filled.interpolate(limit_direction="both")


def _logarithm(panel: Panel) -> tuple[Callable[[pd.Series], pd.Series], Callable[[Floats], Floats]]:
    """log(y + 1); of percentages, the logit a little away from 0 and 100."""
    if panel.percentage:

        def logit(values: pd.Series) -> pd.Series:
            share = values.clip(0.1, 99.9) / 100
            return np.log(share / (1 - share))

        return logit, lambda found: 100 / (1 + np.exp(-found))
    return np.log1p, np.expm1


def _intervals(predicted: object, horizon: int) -> Floats:
    frames = [predicted.summary_frame(alpha=alpha) for alpha in (0.05, 0.2)]
    lower, upper = (
        [next(frame[name] for name in names if name in frame) for frame in frames]
        for names in (("pi_lower", "mean_ci_lower"), ("pi_upper", "mean_ci_upper"))
    )
    ordered = (lower[0], lower[1], frames[0]["mean"], upper[1], upper[0])
    return np.stack([np.asarray(column)[-horizon:] for column in ordered], axis=-1)


def exponential_smoothing(panel: Panel, history: pd.Series) -> Floats:
    seasonal = {"seasonal": "add", "seasonal_periods": panel.season}
    fitted = ETSModel(
        _numbered(history),
        error="add",
        trend="add",
        damped_trend=True,
        **(seasonal if panel.season <= LONGEST_SEASON_OF_ETS else {}),
    ).fit(disp=False)
    n = len(history)
    return _intervals(fitted.get_prediction(n, n + panel.horizon - 1), panel.horizon)


def stl_and_ets(panel: Panel, history: pd.Series) -> Floats:
    forward, back = _logarithm(panel)
    fitted = STLForecast(
        _numbered(forward(history)),
        ETSModel,
        period=panel.season,
        model_kwargs={"error": "add", "trend": "add", "damped_trend": True},
    ).fit(fit_kwargs={"disp": False})
    n = len(history)
    return back(_intervals(fitted.get_prediction(n, n + panel.horizon - 1), panel.horizon))


def theta(panel: Panel, history: pd.Series) -> Floats:
    forward, back = _logarithm(panel)
    fitted = ThetaModel(
        _numbered(forward(history)), period=panel.season, deseasonalize=True, method="additive"
    ).fit()
    centre = fitted.forecast(panel.horizon).to_numpy()
    (low95, up95), (low80, up80) = (
        fitted.prediction_intervals(panel.horizon, alpha=alpha).to_numpy().T
        for alpha in (0.05, 0.2)
    )
    return back(np.stack([low95, low80, centre, up80, up95], axis=-1))


def unobserved_components(panel: Panel, history: pd.Series) -> Floats:
    """Local linear trend, harmonics, and three steps through the pandemic."""
    forward, back = _logarithm(panel)
    steps = _steps(history.index)
    moved = steps.columns[steps.any()]
    monthly = panel.season <= LONGEST_SEASON_OF_ETS
    fitted = UnobservedComponents(
        forward(history).to_numpy(),
        level="local linear trend",
        freq_seasonal=[{"period": panel.season, "harmonics": 3 if monthly else 2}],
        stochastic_freq_seasonal=[monthly],
        exog=steps[moved].to_numpy() if len(moved) else None,
    ).fit(disp=False)
    future = np.zeros((panel.horizon, len(moved))) if len(moved) else None
    return back(_intervals(fitted.get_forecast(panel.horizon, exog=future), panel.horizon))


def airline(panel: Panel, history: pd.Series) -> Floats:
    """SARIMA(0,1,1)(0,1,1), of months alone: a season of 52 is too slow."""
    forward, back = _logarithm(panel)
    seasonal = (0, 1, 1, 12) if panel.season <= LONGEST_SEASON_OF_ETS else (0, 0, 0, 0)
    fitted = SARIMAX(forward(history).to_numpy(), order=(0, 1, 1), seasonal_order=seasonal).fit(
        disp=False
    )
    return back(_intervals(fitted.get_forecast(panel.horizon), panel.horizon))


def prophet(*, with_steps: bool) -> Method:
    from prophet import Prophet

    def method(panel: Panel, history: pd.Series) -> Floats:
        model = Prophet(
            yearly_seasonality=True,
            weekly_seasonality=False,
            daily_seasonality=False,
            uncertainty_samples=DRAWS,
        )
        steps = _steps(history.index)
        rows = pd.DataFrame({"ds": history.index.to_timestamp(), "y": history.to_numpy()}).join(
            steps.reset_index(drop=True)
        )
        for name in steps.columns if with_steps else ():
            model.add_regressor(name)
        np.random.seed(0)
        model.fit(rows, seed=0)
        ahead = pd.period_range(history.index[-1] + 1, periods=panel.horizon)
        future = pd.DataFrame({"ds": ahead.to_timestamp(), **dict.fromkeys(steps.columns, 0.0)})
        drawn = model.predictive_samples(future)["yhat"]
        return np.quantile(drawn, QUANTILES, axis=1).T

    return method


def _steps(periods: pd.PeriodIndex) -> pd.DataFrame:
    """One through March to June 2020, one to October, one to April 2021."""
    edges = [pd.Timestamp(month) for month in EDGES_OF_STEPS]
    days = periods.end_time
    return pd.DataFrame(
        {
            f"step{number}": ((first <= days) & (days < last)).astype("float64")
            for number, (first, last) in enumerate(pairwise(edges))
        },
        index=periods,
    )


def _numbered(history: pd.Series) -> pd.Series:
    """Without dates: weeks that end on a Sunday confuse some of them."""
    return history.reset_index(drop=True)


METHODS: dict[str, Method] = {
    "naive": naive,
    "seasonal naive": seasonal_naive,
    "statsforecast DOT": statsforecast(lambda m: sf.DynamicOptimizedTheta(season_length=m)),
    "statsforecast AutoTheta": statsforecast(lambda m: sf.AutoTheta(season_length=m)),
    "statsforecast AutoETS": statsforecast(_ets),
    "statsforecast AutoCES": statsforecast(lambda m: sf.AutoCES(season_length=m)),
    "statsforecast MSTL": statsforecast(lambda m: sf.MSTL(season_length=m)),
    "statsforecast AutoARIMA": statsforecast(_arima),
    "statsforecast DOT, no season": statsforecast(lambda _: sf.DynamicOptimizedTheta()),
    "statsforecast AutoTheta, no season": statsforecast(lambda _: sf.AutoTheta()),
    "statsforecast DOT, pandemic filled": cleaned(
        statsforecast(lambda m: sf.DynamicOptimizedTheta(season_length=m))
    ),
    "statsforecast AutoETS, pandemic filled": cleaned(statsforecast(_ets)),
    "statsmodels ETS": exponential_smoothing,
    "statsmodels STL and ETS, log": stl_and_ets,
    "statsmodels Theta, log": theta,
    "statsmodels UCM with steps, log": unobserved_components,
    "statsmodels airline, log": airline,
    "Prophet": prophet(with_steps=False),
    "Prophet with steps": prophet(with_steps=True),
}


CHECKED = "statsforecast DOT"  # the fastest


def run(panel: Panel, name: str) -> pd.DataFrame:
    """The scores of one method at every core origin of a set."""
    method, tables = METHODS[name], []
    for origin in panel.core():
        training = panel.training(origin)
        found = np.stack([method(panel, training[area]) for area in training], axis=1)
        tables.append(scored(panel, origin, name, bounded(panel, found)))
    table = pd.concat(tables, ignore_index=True)
    told = table[["wis", "mase", "covered80", "covered95"]].mean().round(3).to_dict()
    sys.stdout.write(f"{panel.key} {name}: {told}\n")
    sys.stdout.flush()
    return table


def check() -> None:
    """Raise AssertionError unless one method scores as it was frozen."""
    fresh = run(published_panels()["A"], CHECKED)
    frozen = pd.read_parquet(FROZEN)
    frozen = frozen[(frozen["set"] == "A") & (frozen["method"] == CHECKED)]
    both = fresh.merge(frozen.astype(dict.fromkeys(CELL, "object")), on=CELL)
    for figure in FIGURES:
        np.testing.assert_allclose(both[f"{figure}_x"], both[f"{figure}_y"], rtol=1e-3)
    assert len(both) == len(fresh) == len(frozen)


def main() -> None:
    warnings.simplefilter("ignore")
    for noisy in ("prophet", "cmdstanpy"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    if "--check" in sys.argv:
        check()
        return
    panels = published_panels().values()
    write(pd.concat([run(panel, name) for name in METHODS for panel in panels]))


def write(table: pd.DataFrame) -> None:
    """Freeze the scores, each to seven places."""
    floats = dict.fromkeys(FIGURES, "float32")
    named = dict.fromkeys(("set", "method", "origin", "era", "area"), "category")
    small = table[[*table.columns.drop(FIGURES), *FIGURES]].astype(floats | named)
    small.to_parquet(FROZEN, index=False, compression="zstd")


if __name__ == "__main__":
    main()
