"""The rules by which points are called special causes, each a small function of one list of values.

Values are oldest first; one that is not a number is a month without a figure, and breaks whatever
runs across it. Points are places in the list, from 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from math import comb, isnan
from typing import Final

TWO_THIRDS, ONE_THIRD = 2 / 3, 1 / 3
TAIL: Final = 0.025


class Rule(StrEnum):
    """What singles points out."""

    OUTSIDE = "outside the limits"
    SHIFT = "a run on one side of the centre"
    TREND = "a run in one direction"
    TWO_OF_THREE = "two of three beyond two thirds of a limit"
    INNER_THIRD = "a run in the inner third"


class Direction(StrEnum):
    """Where to: above or below the centre, upwards or downwards; neither for the inner third."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


@dataclass(frozen=True)
class Signal:
    """Points that a rule singles out together."""

    rule: Rule
    direction: Direction
    points: tuple[int, ...]


@dataclass(frozen=True)
class Runs:
    """How often a series crosses its centre, against what chance allows.

    ``useful`` points do not lie on the centre. Fewer runs than ``fewest`` or more than ``most``
    would come in 1 of 40 series each, if the order of the points were chance.
    """

    useful: int
    runs: int
    fewest: int
    most: int

    @property
    def too_few(self) -> bool:
        return self.runs < self.fewest

    @property
    def too_many(self) -> bool:
        return self.runs > self.most


def outside(deviations: Sequence[float], limit: float) -> list[Signal]:
    """Each point further from the centre than ``limit``."""
    return [
        Signal(Rule.OUTSIDE, _side(value), (point,))
        for point, value in enumerate(deviations)
        if abs(value) > limit
    ]


def shift(deviations: Sequence[float], length: int, *, skip_centre: bool) -> list[Signal]:
    """Runs of at least ``length`` points on one side of the centre.

    A point on the centre breaks a run, or with ``skip_centre`` neither breaks nor counts.
    """
    sides = _stretches(deviations)
    found = []
    for stretch in sides:
        kept = [point for point in stretch if deviations[point] != 0 or not skip_centre]
        for side, run in groupby(kept, key=lambda point: _side(deviations[point])):
            points = tuple(run)
            if side is not Direction.NEITHER and len(points) >= length:
                found.append(Signal(Rule.SHIFT, side, points))
    return found


def trend(values: Sequence[float], length: int, *, skip_ties: bool) -> list[Signal]:
    """Runs of at least ``length`` points that each lie above the one before, or each below.

    Equal values break a run, or with ``skip_ties`` a repeated one neither breaks nor counts.
    """
    found = []
    for stretch in _stretches(values):
        kept = list(stretch)
        if skip_ties:
            kept = [
                point
                for before, point in zip([None, *stretch], stretch, strict=False)
                if before is None or values[point] != values[before]
            ]
        steps = pairwise(kept)
        for direction, run in groupby(
            steps, key=lambda step: _side(values[step[1]] - values[step[0]])
        ):
            pairs = list(run)
            points = (pairs[0][0], *(after for _, after in pairs))
            if direction is not Direction.NEITHER and len(points) >= length:
                found.append(Signal(Rule.TREND, direction, points))
    return found


def two_of_three(deviations: Sequence[float], limit: float) -> list[Signal]:
    """Two or three of three points in a row beyond two thirds of a limit, all on its side.

    The third point may lie anywhere on that side, and is then not singled out. Points beyond the
    limit itself count.
    """
    found: list[Signal] = []
    for first in range(len(deviations) - 2):
        three = range(first, first + 3)
        sides = {_side(deviations[point]) for point in three}
        beyond = tuple(point for point in three if abs(deviations[point]) > TWO_THIRDS * limit)
        if len(beyond) < 2 or len(sides) > 1:  # noqa: PLR2004 - the rule's own name
            continue
        (side,) = sides
        last = found[-1] if found else None
        if last and last.direction is side and last.points[-1] >= beyond[0]:
            together = tuple(sorted({*last.points, *beyond}))
            found[-1] = Signal(Rule.TWO_OF_THREE, side, together)
        else:
            found.append(Signal(Rule.TWO_OF_THREE, side, beyond))
    return found


def inner_third(deviations: Sequence[float], limit: float, length: int) -> list[Signal]:
    """Runs of at least ``length`` points within a third of the limits, on either side.

    Limits without width have no thirds.
    """
    inside = [abs(value) <= ONE_THIRD * limit and limit > 0 for value in deviations]
    return [
        Signal(Rule.INNER_THIRD, Direction.NEITHER, points)
        for is_inside, run in groupby(range(len(deviations)), key=inside.__getitem__)
        if is_inside and len(points := tuple(run)) >= length
    ]


def runs(deviations: Sequence[float]) -> Runs:
    """How many runs there are on either side of the centre, and how many chance allows.

    The exact distribution of runs, given how many points lie above and how many below.

    References
    ----------
    Swed and Eisenhart, *Tables for testing randomness of grouping in a sequence of alternatives*,
    Annals of Mathematical Statistics, 1943.
    """
    sides = [_side(value) for value in deviations if not isnan(value) and value != 0]
    above = sum(side is Direction.UP for side in sides)
    found = sum(1 for _ in groupby(sides))
    fewest, most = _allowed(above, len(sides) - above)
    return Runs(useful=len(sides), runs=found, fewest=fewest, most=most)


def _allowed(above: int, below: int) -> tuple[int, int]:
    """The fewest and the most runs that are not in a tail of 2.5 %."""
    total = above + below
    if not above or not below:
        return (min(total, 1), min(total, 1))
    likely = [_ways(count, above, below) / comb(total, above) for count in range(total + 1)]
    fewest, most, tail = 0, total, 0.0
    while (tail := tail + likely[fewest]) <= TAIL:
        fewest += 1
    tail = 0.0
    while (tail := tail + likely[most]) <= TAIL:
        most -= 1
    return fewest, most


def _ways(count: int, above: int, below: int) -> int:
    """In how many orders those points make ``count`` runs."""
    if count < 2:  # noqa: PLR2004 - both kinds of point are there
        return 0
    half, odd = divmod(count, 2)
    if not odd:
        return 2 * comb(above - 1, half - 1) * comb(below - 1, half - 1)
    return comb(above - 1, half) * comb(below - 1, half - 1) + comb(above - 1, half - 1) * comb(
        below - 1, half
    )


def _side(value: float) -> Direction:
    if value > 0:
        return Direction.UP
    return Direction.DOWN if value < 0 else Direction.NEITHER


def _stretches(values: Sequence[float]) -> Iterator[list[int]]:
    """The places of values without a missing one between them."""
    for known, run in groupby(range(len(values)), key=lambda point: not isnan(values[point])):
        if known:
            yield list(run)
