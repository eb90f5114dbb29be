"""Our forecasts, made live, against the frozen scores of the libraries and the gates."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from time import process_time

import numpy as np
import pandas as pd
import pytest
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from hsci_analysis.models.forecast.benchmark import SEASONAL_NAIVE, benchmark_figures
from hsci_analysis.models.forecast.metrics import seasonal_naive
from tests.benchmarks.forecast.gates import broken
from tests.benchmarks.forecast.ours import OURS, coverage_by_horizon, quantiles, scores
from tests.benchmarks.forecast.scores import CELL, FIGURES, bounded, scored
from tests.benchmarks.forecast.sets import Panel, published_panels
from tests.benchmarks.forecast.snapshot import snapshot_panels
from tests.benchmarks.forecast.tables import means, published, rivals

ROOT = Path(__file__).resolve().parents[3]
RIVALS_PYTHON = Path(__file__).with_name(".venv") / "bin" / "python"


@pytest.fixture(scope="module")
def panels() -> dict[str, Panel]:
    return snapshot_panels()


@pytest.fixture(scope="module")
def ours(panels: dict[str, Panel]) -> pd.DataFrame:
    return scores(panels.values())


@pytest.fixture(scope="module")
def ahead(panels: dict[str, Panel]) -> dict[str, pd.DataFrame]:
    return {key: coverage_by_horizon(panels[key]) for key in "ABC"}


def test_no_gate_is_broken(ours: pd.DataFrame, ahead: dict[str, pd.DataFrame]) -> None:
    assert broken(means(pd.concat([ours, rivals()])), ahead) == []


@pytest.mark.parametrize("factor", [2.0, np.nan])
def test_worse_scores_break_every_gate(
    ours: pd.DataFrame, ahead: dict[str, pd.DataFrame], factor: float
) -> None:
    spoiled = ours.assign(**{name: factor * ours[name] for name in FIGURES})
    wide = {key: by_step + 0.1 for key, by_step in ahead.items()}
    lines = broken(means(pd.concat([spoiled, rivals()])), wide)
    assert len(lines) == 4 + 4 + 5 + 4 + 4 + 1 + 8 + 36


def test_the_packages_table_is_what_our_method_gives(ours: pd.DataFrame) -> None:
    """Written by ``python -m tests.benchmarks.forecast``."""
    fresh = published(means(pd.concat([ours, rivals()])))
    fresh = fresh[fresh["method"] == OURS].reset_index(drop=True)
    held = benchmark_figures()
    held = held[held["method"] == OURS].reset_index(drop=True)
    pd.testing.assert_frame_equal(held, fresh, atol=2e-4)


def test_the_packages_table_tells_of_every_rival_in_every_set() -> None:
    frozen = published(means(pd.concat([rivals(), rivals().assign(method=OURS)])))
    told = benchmark_figures()
    for key, rows in frozen.groupby("set"):
        in_set = told[told["set"] == key]
        assert set(rows["method"]) <= set(in_set["method"])
        both = rows.merge(in_set, on=["set", "method"], suffixes=("", "_told"))
        both = both[both["method"] != OURS]
        assert both["wis"].to_numpy() == pytest.approx(both["wis_told"].to_numpy(), abs=2e-4)


def test_the_frozen_scores_were_made_from_these_panels_by_these_rules(
    panels: dict[str, Panel],
) -> None:
    """The seasonal naive forecast needs no library: made again, it scores as it was frozen."""
    fresh = []
    for panel in panels.values():
        for origin in panel.core():
            told = seasonal_naive(panel.training(origin).to_numpy(), panel.season, panel.horizon)
            fresh.append(scored(panel, origin, SEASONAL_NAIVE, bounded(panel, told)))
    frozen = rivals()
    frozen = frozen[frozen["method"] == SEASONAL_NAIVE].set_index(CELL)[FIGURES]
    again = pd.concat(fresh).set_index(CELL)[FIGURES]
    pd.testing.assert_frame_equal(frozen.sort_index(), again.sort_index(), rtol=1e-4)


def test_the_committed_tables_hold_the_published_panels(
    panels: dict[str, Panel], published_figures: Path
) -> None:
    for key, panel in published_panels(published_figures).items():
        pd.testing.assert_frame_equal(panels[key].values, panel.values, check_names=False)
        assert (panels[key].origins, panels[key].window) == (panel.origins, panel.window)


def test_horizons_end_within_the_figures_and_those_before_the_pandemic_before_it(
    panels: dict[str, Panel],
) -> None:
    for panel in panels.values():
        for origin in panel.origins:
            assert len(panel.target(origin)) == panel.horizon
            if "before" in origin.era:
                assert panel.target(origin).index[-1] < panel.window[0]


def test_a_series_of_a_panel_costs_less_than_one_fit_of_statsmodels(
    panels: dict[str, Panel],
) -> None:
    """In processor time, since machines are shared; about a twentieth on a quiet one."""
    panel = panels["A"]
    training = panel.training(panel.origins[-1])

    def ours_and_theirs() -> tuple[float, float]:
        started = process_time()
        quantiles(panel, training)
        between = process_time()
        model = ETSModel(
            training.iloc[:, 0].reset_index(drop=True),
            trend="add",
            damped_trend=True,
            seasonal="add",
            seasonal_periods=12,
        )
        model.fit(disp=False)
        return (between - started) / len(training.columns), process_time() - between

    ours_and_theirs()
    each, theirs = np.median([ours_and_theirs() for _ in range(3)], axis=0)
    assert each / theirs < 0.5, f"{1000 * each:.1f} ms against {1000 * theirs:.1f} ms"


def test_a_rival_run_now_scores_as_it_was_frozen(published_figures: Path) -> None:
    if not RIVALS_PYTHON.exists():
        pytest.skip("needs the rivals' own environment; see tests/benchmarks/forecast/rivals.py")
    told = subprocess.run(
        [RIVALS_PYTHON, "-m", "tests.benchmarks.forecast.rivals", "--check"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr[-2000:]


def test_the_rivals_lock_pins_every_package_by_hash_and_names_no_host() -> None:
    lock = Path(__file__).with_name("requirements.lock").read_text(encoding="utf-8")
    packages = lock.replace("\\\n", " ").splitlines()
    assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []
    assert {"prophet", "statsforecast", "statsmodels"} <= {line.split("==")[0] for line in packages}
    assert "://" not in lock
