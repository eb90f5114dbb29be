"""Scores put side by side: means by set and method, and ratios on the same cells."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tests.benchmarks.forecast.ours import OURS
from tests.benchmarks.forecast.scores import CELL, FIGURES
from tests.benchmarks.forecast.sets import Era

FROZEN = Path(__file__).with_name("rivals.parquet")
SEASONAL_NAIVE = "seasonal naive"
AUTO_ETS = "statsforecast AutoETS"
PROPHET_WITH_STEPS = "Prophet with steps"
SINGLES = tuple(
    f"statsforecast {name}"
    for name in ("DOT", "AutoTheta", "AutoETS", "AutoCES", "MSTL", "AutoARIMA")
)
"""Each as shipped: the best of them is picked per set, knowing the outcome."""


def rivals() -> pd.DataFrame:
    """The frozen scores of the libraries, a row a set, method, origin and area."""
    frozen = pd.read_parquet(FROZEN)
    names = frozen.select_dtypes("category").columns
    return frozen.astype(dict.fromkeys(names, "str") | dict.fromkeys(FIGURES, "float64"))


def outside_pandemic(scores: pd.DataFrame) -> pd.DataFrame:
    return scores[scores["core"] & (scores["era"] != Era.DURING.value)]


def means(scores: pd.DataFrame) -> pd.DataFrame:
    """The mean figures of each set and method at core origins outside the pandemic.

    Raises
    ------
    ValueError
        If two methods of a set were not scored on the same cells.
    """
    core = outside_pandemic(scores)
    cells = {
        key: frozenset(rows[CELL].itertuples(index=False, name=None))
        for key, rows in core.groupby(["set", "method"])
    }
    for name in core["set"].unique():
        if len({found for (of, _), found in cells.items() if of == name}) > 1:
            raise ValueError(f"the methods of set {name} were not scored on the same cells")
    table = core.groupby(["set", "method"])[FIGURES].mean()
    during = scores[scores["core"] & (scores["era"] == Era.DURING.value)]
    table["wis_in_pandemic"] = during.groupby(["set", "method"])["wis"].mean()
    return table


def against(table: pd.DataFrame, method: str, figure: str = "wis") -> pd.Series:
    """Our mean over that of a method, by set: below 1 where ours is better."""
    ours, theirs = (table[figure].xs(name, level="method") for name in (OURS, method))
    return ours / theirs


def best_singles(table: pd.DataFrame) -> pd.Series:
    """By set the statsforecast model of the least mean score, known afterwards."""
    singles = table[table.index.isin(SINGLES, level="method")]
    best = singles["wis"].groupby("set").idxmin()
    return best.map(lambda cell: cell[1])


def against_best(table: pd.DataFrame, figure: str = "wis") -> pd.Series:
    """Our mean over that of the best single model of each set."""
    best = best_singles(table)
    ours = table[figure].xs(OURS, level="method")
    return ours / pd.Series({of: table.loc[(of, method), figure] for of, method in best.items()})


def published(table: pd.DataFrame) -> pd.DataFrame:
    """The table as the package carries it: rounded, best first within each set."""
    ours = table["wis"].xs(OURS, level="method")
    shown = table.assign(against_ours=table["wis"] / ours.reindex(table.index, level="set"))
    shown = shown.reset_index().sort_values(["set", "wis", "method"], ignore_index=True)
    columns = ["set", "method", *FIGURES, "against_ours", "wis_in_pandemic"]
    return shown[columns].round(4)
