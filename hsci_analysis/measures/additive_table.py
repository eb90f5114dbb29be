"""A table of counts as the sums that hold in it, for whoever guards or attacks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from hsci_analysis.errors import TableError

Totals = Mapping[str, Mapping[str, Sequence[str]]]
WHOLE = 1


@dataclass(frozen=True)
class AdditiveTable:
    """Cells of one table: their places in the frame, their counts, and the sums among them.

    A count that is not shown is missing. Each row of ``sums`` is one: 1 for the total, -1 for each
    of its parts. ``depth`` says in how many dimensions a cell is a total.
    """

    rows: np.ndarray
    counts: np.ndarray
    sums: csr_array
    depth: np.ndarray


def additive_tables(
    frame: pd.DataFrame,
    cells: Sequence[str],
    value: str,
    dimensions: Sequence[str],
    totals: Totals,
) -> Iterator[AdditiveTable]:
    """The tables of a frame, one for each combination of the cells' other columns.

    Raises
    ------
    TableError
        If a total has no rows for a part of it, does not add up, is of no such dimension or was
        not declared.
    """
    _refuse_unknown(cells, dimensions, totals)
    apart = [column for column in cells if column not in dimensions]
    broken: dict[str, int] = {}
    tables = [
        _table(frame, rows, value, dimensions, totals, broken) for rows in _places(frame, apart)
    ]
    if broken:
        raise TableError(
            "the counts to be protected",
            [f"{number} times, {what}" for what, number in broken.items()],
            "Declare every total, and give it a row for each of its parts, zeros included.",
        )
    yield from tables


def furthest(
    sums: csr_array, cell: int, sign: int, bounds: Bounds, known: np.ndarray | float = 0.0
) -> float:
    """The least (sign 1) or the most (sign -1) that a cell can be where all the sums hold.

    Every cell is a whole number within ``bounds``; each row of ``sums`` comes to what is ``known``
    of it.
    """
    goal = np.zeros(sums.shape[1])
    goal[cell] = sign
    constraints = [LinearConstraint(sums, known, known)] if sums.shape[0] else []
    found = milp(goal, integrality=WHOLE, bounds=bounds, constraints=constraints)
    return -sign * np.inf if found.x is None else float(np.round(found.x[cell]))


def feasible_ranges(table: AdditiveTable, least: int) -> tuple[np.ndarray, np.ndarray]:
    """What anybody can work out of each hidden cell from the shown ones: its least and its most.

    Whole numbers, none below ``least``. Missing for a cell that is shown.
    """
    lower, upper = (np.full(len(table.counts), np.nan) for _ in "ab")
    hidden = np.flatnonzero(np.isnan(table.counts))
    known = -(table.sums @ np.nan_to_num(table.counts))
    sums = csr_array(table.sums[:, hidden])
    bounds = Bounds(np.full(len(hidden), float(least)), np.full(len(hidden), np.inf))
    for place, cell in enumerate(hidden):
        lower[cell] = furthest(sums, place, 1, bounds, known)
        upper[cell] = furthest(sums, place, -1, bounds, known)
    return lower, upper


def _places(frame: pd.DataFrame, apart: Sequence[str]) -> list[np.ndarray]:
    """The places of the rows of each table; of one whose name is missing as well."""
    every = pd.Series(np.arange(len(frame)))
    if not apart:
        return [every.to_numpy()]
    names = [frame[column].array for column in apart]
    return [rows.to_numpy() for _, rows in every.groupby(names, sort=True, dropna=False)]


def _table(
    frame: pd.DataFrame,
    rows: np.ndarray,
    value: str,
    dimensions: Sequence[str],
    totals: Totals,
    broken: dict[str, int],
) -> AdditiveTable:
    named = list(frame.iloc[rows][list(dimensions)].itertuples(index=False, name=None))
    # By name, so that the order of the rows does not decide which cell is hidden.
    order = sorted(range(len(named)), key=lambda number: tuple(map(str, named[number])))
    cells, rows = [named[number] for number in order], rows[order]
    place = {cell: number for number, cell in enumerate(cells)}
    counts = frame[value].iloc[rows].to_numpy(dtype="float64", na_value=np.nan)
    _count_unplaced(cells, dimensions, totals, broken)
    found: list[tuple[int, list[int]]] = []
    depth = np.zeros(len(cells), dtype="int64")
    for number, cell in enumerate(cells):
        for axis, dimension in enumerate(dimensions):
            parts = totals.get(dimension, {}).get(cell[axis])
            if parts is None:
                continue
            depth[number] += 1
            wanted = [(*cell[:axis], part, *cell[axis + 1 :]) for part in parts]
            if any(part not in place for part in wanted):
                _count(broken, f"a part of a total of {dimension} has no row")
                continue
            summed = [place[part] for part in wanted]
            apart = counts[summed].sum() - counts[number]
            if apart != 0 and not np.isnan(apart):
                _count(broken, f"a total of {dimension} is not the sum of its parts")
            found.append((number, summed))
    return AdditiveTable(rows, counts, _matrix(found, len(cells)), depth)


def _matrix(found: Sequence[tuple[int, Sequence[int]]], cells: int) -> csr_array:
    entries = [
        (row, cell, 1 if cell == total else -1)
        for row, (total, parts) in enumerate(found)
        for cell in (total, *parts)
    ]
    at, of, sign = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_array((np.array(sign, float), (at, of)), shape=(len(found), cells))


def _count_unplaced(
    cells: Sequence[tuple[str, ...]],
    dimensions: Sequence[str],
    totals: Totals,
    broken: dict[str, int],
) -> None:
    """Count what is no part of a total: a sum nobody declared would give its parts away."""
    for axis, dimension in enumerate(dimensions):
        if of := totals.get(dimension):
            placed = {*of, *(part for parts in of.values() for part in parts)}
            for _ in {cell[axis] for cell in cells} - placed:
                _count(broken, f"something in {dimension} is neither a total nor a part of one")


def _count(broken: dict[str, int], what: str) -> None:
    broken[what] = broken.get(what, 0) + 1


def _refuse_unknown(cells: Sequence[str], dimensions: Sequence[str], totals: Totals) -> None:
    broken = [
        f"the dimension {name!r} is not among the cells" for name in dimensions if name not in cells
    ]
    broken += [
        f"there are totals of {name!r}, which is no dimension"
        for name in totals
        if name not in dimensions
    ]
    if broken:
        raise TableError("the counts to be protected", broken, "Name them alike.")
