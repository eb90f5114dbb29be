"""Scores put side by side: means by set and method, and ratios on the same cells."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from hsci_analysis.models.forecast.benchmark import OURS
from tests.benchmarks.forecast.scores import CELL, FIGURES
from tests.benchmarks.forecast.sets import Era

FROZEN = Path(__file__).with_name("rivals.parquet")


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


def published(table: pd.DataFrame) -> pd.DataFrame:
    """The table as the package carries it: rounded, best first within each set."""
    ours = table["wis"].xs(OURS, level="method")
    shown = table.assign(against_ours=table["wis"] / ours.reindex(table.index, level="set"))
    shown = shown.reset_index().sort_values(["set", "wis", "method"], ignore_index=True)
    columns = ["set", "method", *FIGURES, "against_ours", "wis_in_pandemic"]
    return shown[columns].round(4)
