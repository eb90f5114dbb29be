"""The figures of the benchmark, for the page that shows them; ``tests/benchmarks`` writes them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Final

import pandas as pd

OURS: Final = "hsci_analysis"
ALONE: Final = "hsci_analysis, each series alone"
SEASONAL_NAIVE: Final = "seasonal naive"
AUTO_ETS: Final = "statsforecast AutoETS"
PROPHET_WITH_STEPS: Final = "Prophet with steps"
SINGLES: Final = tuple(
    f"statsforecast {name}"
    for name in ("DOT", "AutoTheta", "AutoETS", "AutoCES", "MSTL", "AutoARIMA")
)
"""Each as shipped: the best of them is picked per set, knowing the outcome."""
SETS: Final[Mapping[str, str]] = {
    "A": "Delayed discharge bed days of partnerships, by month",
    "B": "Accident and emergency attendances of boards, by month",
    "C": "Per cent seen within four hours of boards, by month",
    "D": "Emergency admissions of partnerships, by week",
    "E": "Emergency department attendances of boards, by week",
}
CHOSEN_ON: Final = ("A", "B", "C", "D")
"""The sets that served to choose the few settings of our method."""
HELD_BACK: Final = "E"


def benchmark_figures() -> pd.DataFrame:
    """How our forecasts and those of the libraries did on public panels, set by set.

    One row a set and method, at the core origins outside the pandemic: ``wis``, ``mase`` and
    ``rmsse`` (mean scaled scores, less is better), ``covered80`` and ``covered95`` (shares),
    ``against_ours`` (their ``wis`` over ours: above 1 where ours is better), and
    ``wis_in_pandemic``, at the origins within it.
    """
    text = files(__package__).joinpath("benchmark.csv").read_text(encoding="utf-8")
    return pd.read_csv(StringIO(text))


def against(table: pd.DataFrame, method: str, figure: str = "wis") -> pd.Series[float]:
    """Our mean over that of a method, by set: below 1 where ours is better.

    Here and below, ``table`` has the columns of ``benchmark_figures``, indexed by set and method.
    """
    ours, theirs = (table[figure].xs(name, level="method") for name in (OURS, method))
    return ours / theirs


def best_singles(table: pd.DataFrame) -> Mapping[str, str]:
    """By set the statsforecast model of the least mean score, known afterwards."""
    singles = table.loc[table.index.isin(SINGLES, level="method"), "wis"]
    cells = [(str(of), str(method)) for of, method in singles.sort_values().index]
    return dict(reversed(cells))


def against_best(table: pd.DataFrame, figure: str = "wis") -> pd.Series[float]:
    """Our mean over that of the best single model of each set."""
    best = list(best_singles(table).items())
    theirs = table[figure][table.index.isin(best)].droplevel("method")
    return table[figure].xs(OURS, level="method") / theirs


def against_best_other(table: pd.DataFrame) -> pd.Series[float]:
    """Our mean score over the least of all that is not ours, by set, known afterwards."""
    score = table["wis"]
    others = score[~table.index.isin([OURS, ALONE], level="method")]
    return score.xs(OURS, level="method") / others.groupby("set").min()


@cache
def loss_alone() -> tuple[float, float]:
    """What a forecast of one series alone scores over one among all areas, least and most."""
    by_method = benchmark_figures().set_index(["method", "set"])["against_ours"].loc[ALONE]
    return float(by_method.min()), float(by_method.max())
