"""Which cells to hide beside the small ones, so that no small one can be worked out.

For each small cell another table must be possible in which it is as small as the policy's range
begins, and one in which it is as large as the range ends, both with every shown cell as it is. An
integer programme finds the cheapest cells to hide for that; hiding more never undoes it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import csr_array, diags_array, hstack  # type: ignore[import-untyped]

from hsci_analysis.measures.additive_table import WHOLE, AdditiveTable, furthest

DOWN, UP = -1, 1
FURTHER = 12
"""How many times the policy's range a cell may move in a table thought up: far enough for a total
of many parts that all move."""
A_TOTAL_IS_WORTH = 8.0
"""Cells that are no totals: readers miss a total most."""


@dataclass(frozen=True)
class Needs:
    """The range a small cell must look as if it could be anywhere in; others must be as wide."""

    least: int
    most: int

    @property
    def width(self) -> int:
        return self.most - self.least


def suppressed_with(
    table: AdditiveTable, small: np.ndarray, never: np.ndarray, needs: Needs
) -> np.ndarray:
    """Which cells of a table are hidden, the small ones first; those in ``never`` are not.

    Where cells that cannot be hidden give a range away by themselves, no more than that is given.
    """
    search = _Search(table, small.copy(), ~never, needs)
    queue = deque(np.flatnonzero(small))
    while queue:
        cell = int(queue.popleft())
        before = search.hidden.copy()
        if small[cell]:
            search.let(cell, DOWN, int(table.counts[cell]) - needs.least)
            search.let(cell, UP, needs.most - int(table.counts[cell]))
        elif search.width(cell) < needs.width:
            up = search.let(cell, UP, needs.width)
            search.let(cell, DOWN, needs.width - up)
        queue.extend(np.flatnonzero(search.hidden & ~before))
    return search.hidden


class _Search:
    """Tables that could be instead of the true one, in whole steps away from it."""

    def __init__(
        self, table: AdditiveTable, hidden: np.ndarray, free: np.ndarray, needs: Needs
    ) -> None:
        self.sums, self.hidden, self.free, self.needs = table.sums, hidden, free, needs
        far = float(FURTHER * (needs.most + 1))
        self.down = -np.clip(table.counts - needs.least, 0, far)
        self.up = np.full(len(table.counts), far)
        size = 1 + table.counts / max(1, table.counts.max(initial=1))
        order = np.arange(len(size)) / (1_000 * max(1, len(size)))
        self.cost = size * (1 + A_TOTAL_IS_WORTH * table.depth) + order

    def width(self, cell: int) -> float:
        """How wide the range of a cell is now, up to what is needed."""
        up = self._reach(self.hidden, cell, UP, self.needs.width)
        return up + self._reach(self.hidden, cell, DOWN, self.needs.width - up)

    def let(self, cell: int, way: int, distance: float) -> float:
        """Hide what it takes for the cell to go so far, or as far as it can; returns how far."""
        if self._reach(self.hidden, cell, way, distance) >= distance:
            return distance
        if self._hide(cell, way * distance):
            return distance
        distance = self._reach(self.free, cell, way, distance)
        if self._reach(self.hidden, cell, way, distance) < distance:
            self._hide(cell, way * distance)
        return distance

    def _reach(self, moving: np.ndarray, cell: int, way: int, enough: float) -> float:
        """How far a cell can go one way while these alone move, up to what is enough."""
        if enough <= 0:
            return max(enough, 0.0)
        cells = np.flatnonzero(moving)
        place = int(np.searchsorted(cells, cell))
        lower, upper = self.down[cells], self.up[cells]
        lower[place], upper[place] = max(lower[place], -enough), min(upper[place], enough)
        sums = csr_array(self.sums[:, cells])
        return abs(furthest(sums, place, -way, Bounds(lower, upper)))

    def _hide(self, cell: int, step: float) -> bool:
        """Hide the cheapest cells that let one make that step; false where none do."""
        # Cells near by, that move no further than the one they make way for, nearly always do,
        # and so small a programme is solved many times faster.
        for cells, far in self._ever_more(cell, abs(step)):
            chosen = self._cheapest(cells, cell, step, far)
            if chosen is not None:
                self.hidden[cells[chosen]] = True
                return True
        return False

    def _ever_more(self, cell: int, step: float) -> Iterator[tuple[np.ndarray, float]]:
        every = np.flatnonzero(self.free)
        near = np.zeros(len(self.free), dtype=bool)
        near[cell] = True
        linked = abs(self.sums)
        for _ in range(2):
            near = (linked.T @ (linked @ near.astype(float))) > 0
            near[cell] = True
        yield np.flatnonzero(near & self.free), step
        yield every, step
        yield every, np.inf

    def _cheapest(self, cells: np.ndarray, cell: int, step: float, far: float) -> np.ndarray | None:
        place, number = int(np.searchsorted(cells, cell)), len(cells)
        hidden = self.hidden[cells]
        down, up = np.maximum(self.down[cells], -far), np.minimum(self.up[cells], far)
        lower, upper = down.copy(), up.copy()
        lower[place] = upper[place] = step
        one, sums = diags_array(np.ones(number)), csr_array(self.sums[:, cells])
        # A cell moves only if it is hidden: down x hidden <= step <= up x hidden.
        program = [
            LinearConstraint(hstack([sums, csr_array(sums.shape)]), 0, 0),
            LinearConstraint(hstack([one, -diags_array(up)]), -np.inf, 0),
            LinearConstraint(hstack([one, -diags_array(down)]), 0, np.inf),
        ]
        solved = milp(
            np.concatenate([np.zeros(number), np.where(hidden, 0.0, self.cost[cells])]),
            integrality=WHOLE,
            bounds=Bounds(
                np.concatenate([lower, hidden.astype(float)]),
                np.concatenate([upper, np.ones(number)]),
            ),
            constraints=program,
        )
        return None if solved.x is None else solved.x[number:] > 1 / 2
