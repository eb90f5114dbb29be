"""Scotland as 31 equal tiles, so that Orkney is seen as well as Highland.

The layout is ours: each tile stands about where its partnership lies, beside its neighbours.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from hsci_analysis.areas import Partnership, partnerships_by_slug

LAYOUT: Final = Path(__file__).with_name("tile_map.csv")
"""The map itself: a line a row, north to south; a cell a place, west to east."""


@dataclass(frozen=True)
class Tile:
    """A partnership's place on the map, counted from 1 in the north and the west."""

    partnership: Partnership
    row: int
    column: int

    @property
    def place(self) -> str:
        """The classes that the style sheet gives this place."""
        return f"r{self.row} c{self.column}"


@cache
def tiles() -> tuple[Tile, ...]:
    """Every partnership's tile, row by row."""
    with LAYOUT.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Tile(partnerships_by_slug()[slug], row, column)
            for row, cells in enumerate(csv.reader(lines), start=1)
            for column, slug in enumerate(cells, start=1)
            if slug
        )
