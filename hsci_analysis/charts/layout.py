"""Sizes, round numbers on an axis, and labels that keep clear of each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

STEPS_ON_AN_AXIS: Final = 4
ROUND_STEPS: Final = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Layout:
    """Sizes in px. Text keeps its size, so a narrow page gets a chart drawn for it."""

    width: int
    height: int
    left: int
    right: int
    text_size: int
    years_a_label: int

    @property
    def line_height(self) -> int:
        return round(self.text_size * 1.4)

    @property
    def padding(self) -> dict[str, int]:
        """Three lines of text stand above the plot, one below."""
        return {
            "left": self.left,
            "right": self.right,
            "top": 3 * self.line_height,
            "bottom": self.line_height + 6,
        }


WIDE: Final = Layout(548, 280, left=36, right=88, text_size=14, years_a_label=1)
NARROW: Final = Layout(208, 220, left=34, right=78, text_size=13, years_a_label=2)


def fitted(layout: Layout, numbers: Sequence[float], names: Sequence[str]) -> Layout:
    """The layout with room for the numbers at its left and the names at its right.

    What they need more comes off the width of the plot, so that the whole stays as wide. A
    character takes up to 0.6 of the text size, whatever the font.
    """
    character = 0.6 * layout.text_size
    digits = max(len(f"{number:,g}") for number in numbers)
    left = max(layout.left, math.ceil(digits * character) + 6)
    right = max(layout.right, math.ceil(max(map(len, names)) * character) + 6)
    width = layout.width - (left - layout.left) - (right - layout.right)
    return replace(layout, width=width, left=left, right=right)


def ticks(highest: float) -> tuple[float, ...]:
    """Round numbers from 0 to just above ``highest``, about four steps apart."""
    if highest <= 0:
        return (0, 1)
    rough = highest / STEPS_ON_AN_AXIS
    magnitude = 10 ** math.floor(math.log10(rough))
    step = next(factor for factor in ROUND_STEPS if factor * magnitude >= rough) * magnitude
    return tuple(step * count for count in range(math.ceil(highest / step) + 1))


def spread(positions: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """The positions, in the order given, moved apart until ``gap`` lies between any two.

    They are moved as little as a push down and a push back up need, and stay between ``top`` and
    ``bottom`` where there is room for all.
    """
    order = sorted(range(len(positions)), key=lambda index: positions[index])
    moved = list(positions)
    for above, below in pairwise(order):
        moved[below] = max(moved[below], moved[above] + gap)
    if order:
        moved[order[-1]] = min(moved[order[-1]], bottom)
    for below, above in pairwise(reversed(order)):
        moved[above] = max(min(moved[above], moved[below] - gap), top)
    return moved
