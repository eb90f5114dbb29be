"""Small counts are not shown, nor anything they could be worked out from.

Primary suppression takes the counts that the policy calls small. Secondary suppression takes as few
others as keep each small count from being recovered, or bounded more narrowly than the policy's own
range, from all that is still shown: over rows, columns and totals at once. It guards against sums;
it cannot guard against what a person who is counted knows of the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from hsci_analysis.errors import ParametersError, TableError
from hsci_analysis.measures.additive_table import (
    AdditiveTable,
    Totals,
    additive_tables,
    feasible_ranges,
)
from hsci_analysis.measures.secondary_suppression import Needs, suppressed_with

SUPPRESSED = "suppressed"
SHOWN = "shown"
STATUS = "status"
MOST_SUPPRESSED = 10
THE_COUNTS = "the counts to be protected"


@dataclass(frozen=True)
class DisclosurePolicy:
    """Which counts are small.

    Counts from 1 to ``largest_suppressed`` are, and zeros unless ``zeros_shown``.

    Raises
    ------
    ParametersError
        For a largest count outside 1 to 10.
    """

    largest_suppressed: int = 9
    zeros_shown: bool = True

    def __post_init__(self) -> None:
        if not 1 <= self.largest_suppressed <= MOST_SUPPRESSED:
            raise ParametersError(
                f"the largest suppressed count is {self.largest_suppressed}; it should be from 1 "
                f"to {MOST_SUPPRESSED}"
            )

    @property
    def smallest(self) -> int:
        """The least that a suppressed count can be, as any reader of the policy knows."""
        return 1 if self.zeros_shown else 0

    def is_small(self, counts: np.ndarray) -> np.ndarray:
        """Which counts are suppressed for their own sake."""
        return (counts >= self.smallest) & (counts <= self.largest_suppressed)


@dataclass(frozen=True)
class ProtectedTable:
    """Counts that may be shown.

    ``frame`` has the rows it was made from; where ``status`` is suppressed, the count and all that
    was worked out from it are empty, and nothing tells a small count from one taken to guard it.
    ``small`` and ``guarding`` say how many there are of each; ``left_as_published`` how many small
    counts stand because they are public already.
    """

    frame: pd.DataFrame = field(repr=False)
    policy: DisclosurePolicy
    small: int
    guarding: int
    left_as_published: int


def protect(
    frame: pd.DataFrame,
    *,
    cells: Sequence[str],
    value: str,
    dimensions: Sequence[str],
    totals: Totals,
    policy: DisclosurePolicy,
    derived: Sequence[str] = (),
    kept: Sequence[str] = (),
    published: str | None = None,
) -> ProtectedTable:
    """Suppress small counts, and as few others as keep them from being worked out.

    Parameters
    ----------
    frame
        One row a cell, zeros and totals included.
    cells
        The columns that name a cell, such as indicator, month, locality and age group. Cells that
        differ in one that is not in ``dimensions`` are in tables of their own.
    value
        The column of the counts: whole numbers from 0 up.
    dimensions
        The columns over which counts add up.
    totals
        For each dimension, what each total is the sum of: ``{"age_group": {"18+": ("18-64",
        "65+")}}``. A part may be a total itself. Every total that readers know of belongs here,
        shown or not: what is not known to add up is not guarded.
    derived
        Columns worked out from the count, such as a rate and its limits; they go with it.
    kept
        Other columns of numbers, such as the population, that tell nothing of the count. A column
        of numbers that is named nowhere is refused: it might be a rate.
    published
        A column of true or false: cells that are public already. They are not touched, and what
        follows from them alone cannot be guarded.

    Raises
    ------
    TableError
        With all that is wrong with the counts; it names no count.

    References
    ----------
    Fischetti and Salazar (2000), Models and algorithms for optimizing cell suppression in tabular
    data with linear constraints, *Journal of the American Statistical Association* 95: 916-928, for
    the integer programmes; solved here cell by cell, which may take more cells than all at once.
    """
    named = [*cells, value, *derived, *kept, *([published] if published else [])]
    _refuse(frame, named, cells, value)
    counts = frame[value].to_numpy(dtype="int64")
    public = frame[published].to_numpy(dtype=bool) if published else np.zeros(len(frame), bool)
    small = policy.is_small(counts)
    hidden = np.zeros(len(frame), dtype=bool)
    for table in additive_tables(frame, cells, value, dimensions, totals):
        hidden[table.rows] = _hidden(table, small[table.rows], public[table.rows], policy)
    return ProtectedTable(
        _without(frame, hidden, value, derived),
        policy,
        small=int((small & hidden).sum()),
        guarding=int((hidden & ~small).sum()),
        left_as_published=int((small & public).sum()),
    )


def _hidden(
    table: AdditiveTable, small: np.ndarray, public: np.ndarray, policy: DisclosurePolicy
) -> np.ndarray:
    never = public | ((table.counts == 0) & policy.zeros_shown)
    needs = Needs(policy.smallest, policy.largest_suppressed)
    hidden = suppressed_with(table, small & ~public, never, needs)
    if given_away := _given_away(table, hidden, ~never, small, needs):
        raise AssertionError(f"{given_away} hidden cells could be worked out")
    return hidden


def _given_away(
    table: AdditiveTable, hidden: np.ndarray, free: np.ndarray, small: np.ndarray, needs: Needs
) -> int:
    """How many hidden cells an attacker could bound within the policy's range.

    But for what follows from cells that cannot be hidden, which is public already.
    """
    lower, upper = _as_attacked(table, hidden, needs)
    least, most = np.full(len(lower), needs.least), np.full(len(upper), float(needs.most))
    width = np.full(len(lower), float(needs.width))
    for _ in range(2):
        narrow = np.where(small, (lower > least) | (upper < most), upper - lower < width)
        if not (hidden & narrow).any():
            return 0
        at_best = _as_attacked(table, free, needs)
        least, most = np.maximum(least, at_best[0]), np.minimum(most, at_best[1])
        width = np.minimum(width, at_best[1] - at_best[0])
    return int((hidden & narrow).sum())


def _as_attacked(
    table: AdditiveTable, hidden: np.ndarray, needs: Needs
) -> tuple[np.ndarray, np.ndarray]:
    shown = replace(table, counts=np.where(hidden, np.nan, table.counts))
    return feasible_ranges(shown, needs.least)


def _without(
    frame: pd.DataFrame, hidden: np.ndarray, value: str, derived: Sequence[str]
) -> pd.DataFrame:
    shown = frame.copy()
    shown[value] = shown[value].astype("Int64").mask(hidden)
    for column in derived:
        shown[column] = shown[column].mask(hidden)
    status = shown[STATUS] if STATUS in shown else pd.Series(SHOWN, index=shown.index, dtype="str")
    shown[STATUS] = status.mask(hidden, SUPPRESSED)
    return shown


def _refuse(frame: pd.DataFrame, named: Sequence[str], cells: Sequence[str], value: str) -> None:
    wrong = [f"there is no column {name!r}" for name in named if name not in frame]
    wrong += [
        f"the numbers in {name!r} are neither derived from the count nor kept: say which"
        for name in frame.select_dtypes("number")
        if name not in named
    ]
    if wrong:
        raise TableError(THE_COUNTS, wrong, "Name the columns as they are.")
    counts = pd.to_numeric(frame[value], errors="coerce").astype("float64")
    broken = [
        (counts.isna(), "have no count; protect before anything is taken away"),
        (counts < 0, "have a count below 0"),
        (counts.notna() & (counts % 1 != 0), "have a count that is not whole"),
        (frame.duplicated(list(cells)), f"are one cell by {', '.join(cells)}"),
    ]
    if told := [f"{int(rows.sum())} rows {what}" for rows, what in broken if rows.any()]:
        raise TableError(THE_COUNTS, told, "Correct the table the counts come from.")
