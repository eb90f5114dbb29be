"""How the parts of a published file must add up; each table declares which of these holds.

Figures by area of residence and by board of treatment are different bases: no reconciliation holds
the one against the other, not even where the areas coincide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

PLURALS = {
    "month": "months",
    "quarter": "quarters",
    "destination": "destinations",
    "figure": "figures",
    "setting": "settings",
    "category": "categories",
    "week_ending": "weeks",
    "year": "years",
    "area_code": "areas",
    "health_board": "health boards",
    "age_group": "age groups",
    "age": "ages",
    "sex": "sexes",
    "reason": "reasons",
    "deprivation_quintile": "quintiles",
    "admission_type": "admission types",
    "indicator": "indicators",
    "published_figure": "indicators",
}


@dataclass(frozen=True)
class Total:
    """Rows whose ``column`` holds ``total`` are the exact sum of the rows that don't."""

    column: str
    total: str

    def broken(self, frame: pd.DataFrame, figure: str, key: Sequence[str]) -> list[str]:
        """A line if the total is not the sum of its parts somewhere, counting where."""
        by = [name for name in key if name != self.column]
        totals = frame.loc[self.of(frame)].groupby(by)[figure].sum()
        parts = frame.loc[~self.of(frame)].groupby(by)[figure].sum()
        return told(
            f"{figure}: the total {self.total!r} is not the sum of its parts",
            totals.sub(parts, fill_value=0) != 0,
        )

    def of(self, frame: pd.DataFrame) -> pd.Series:
        """Which rows are this total."""
        return frame[self.column] == self.total


def parts(frame: pd.DataFrame, totals: Sequence[Total]) -> pd.DataFrame:
    """The rows that are no total of others: all that a table of ours may hold."""
    for total in totals:
        frame = frame.loc[~total.of(frame)]
    return frame


def outside(what: str, totals: pd.DataFrame, within: pd.DataFrame) -> list[str]:
    """A line if no value fits both a total and its parts somewhere, counting where.

    Both frames have one row for each total, with the bounds ``lower`` and ``upper``.
    """
    totals = totals.reindex(within.index)
    fits = (totals["lower"] <= within["upper"]) & (totals["upper"] >= within["lower"])
    return told(f"{what} is not within what its parts allow", ~fits)


def told(what: str, broken: pd.Series) -> list[str]:
    """``what`` with how many periods, areas, ... it is broken in; nothing if it is nowhere.

    ``broken`` says so for each of them, named in its index.
    """
    if not broken.any():
        return []
    where = ", ".join(
        f"{broken.index[broken].unique(level).size} of {broken.index.unique(level).size} "
        + PLURALS.get(str(name), str(name))
        for level, name in enumerate(broken.index.names)
    )
    return [f"{what}: {where}"]
