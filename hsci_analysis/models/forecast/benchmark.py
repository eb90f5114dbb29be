"""The figures of the benchmark, for the page that shows them; ``tests/benchmarks`` writes them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Final

import pandas as pd

OURS: Final = "hsci_analysis"
ALONE: Final = "hsci_analysis, each series alone"


def benchmark_figures() -> pd.DataFrame:
    """How our forecasts and those of the libraries did on public panels, set by set.

    One row a set and method, at the core origins outside the pandemic: ``wis``, ``mase`` and
    ``rmsse`` (mean scaled scores, less is better), ``covered80`` and ``covered95`` (shares),
    ``against_ours`` (their ``wis`` over ours: above 1 where ours is better), and
    ``wis_in_pandemic``, at the origins within it.
    """
    text = files(__package__).joinpath("benchmark.csv").read_text(encoding="utf-8")
    return pd.read_csv(StringIO(text))


@cache
def loss_alone() -> tuple[float, float]:
    """What a forecast of one series alone scores over one among all areas, least and most."""
    by_method = benchmark_figures().set_index(["method", "set"])["against_ours"].loc[ALONE]
    return float(by_method.min()), float(by_method.max())
