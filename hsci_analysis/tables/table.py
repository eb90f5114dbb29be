"""A table of ours: what it is made from, what must add up, and what it promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import pandas as pd
import pandera.pandas as pa

from hsci_analysis.tables.contracts import PublishedFile


class Reconcile(Protocol):
    """Says, a line each, what does not add up in the frames of a table's inputs."""

    def __call__(self, *frames: pd.DataFrame) -> list[str]: ...


class Tidy(Protocol):
    """Makes a table's rows of the frames of its inputs, once all their promises hold."""

    def __call__(self, *frames: pd.DataFrame) -> pd.DataFrame: ...


@dataclass(frozen=True)
class Table:
    """One table: its key in the register and the way to it.

    Parameters
    ----------
    inputs
        For each input of the register's entry, in its order, the layouts it may come in.
    reconciliation
        What must add up and how exactly, in words; or why nothing can be held against a total.
    reconcile, tidy
        Called with one frame for each input.
    contract
        The table's own promise: columns in order with types, and its key (``unique``). Rows are
        stored sorted by that key.
    period
        The column of the period, or none.
    """

    key: str
    inputs: Sequence[Sequence[PublishedFile]]
    reconciliation: str
    reconcile: Reconcile
    tidy: Tidy
    contract: pa.DataFrameSchema
    period: str | None = None
