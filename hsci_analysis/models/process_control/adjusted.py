"""The series of a panel with the season out, and how far months lean on each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from hsci_analysis.models.autocorrelation import LagOne
from hsci_analysis.models.estimation_window import EstimationWindow
from hsci_analysis.models.monthly import Floats, Monthly, Whole
from hsci_analysis.models.process_control.season import Season, season_of, to_even
from hsci_analysis.periods import MONTHS_IN_YEAR

TINY: Final = 1e-18
FEWEST_TO_POOL: Final = 5
FEWEST_TO_LEAN: Final = 12
"""Months below which an autocorrelation is noise."""


@dataclass(frozen=True, eq=False)
class Baseline:
    """What the months up to the end of a baseline tell, and nothing after it.

    ``season`` has twelve indices, January first, on the scale of even spread, and
    ``optimism`` is how much wider months spread that it was not learnt from. The
    autocorrelations are of the series with the season out, over the baseline, corrected for its
    length; None where there are too few months, or areas, to tell.
    """

    season: Floats
    optimism: float
    own_autocorrelation: float | None
    pooled_autocorrelation: float | None

    @property
    def season_known(self) -> bool:
        """Whether there was a season to take out."""
        return bool(self.season.any())

    @property
    def autocorrelation(self) -> float:
        """The larger of the two; 0 where nothing is known."""
        return max(self.own_autocorrelation or 0.0, self.pooled_autocorrelation or 0.0)


class AdjustedPanel:
    """The figures of several areas, from which the season of each is learnt.

    Parameters
    ----------
    figures
        One an area, all counts or all shares.
    left_out
        The months no season is estimated from.
    """

    def __init__(self, figures: Sequence[Monthly], left_out: EstimationWindow) -> None:
        self._left_out = left_out
        first = min(int(one.months[0]) for one in figures)
        last = max(int(one.months[-1]) for one in figures)
        self._months: Whole = np.arange(first, last + 1)
        self._even = np.column_stack([_placed(one, first, len(self._months)) for one in figures])
        self._known: dict[tuple[int, int], tuple[Season, Floats]] = {}

    def baseline(self, area: int, first: int, last: int) -> Baseline:
        """What is known of that area at the end of the baseline from ``first`` to ``last``."""
        season, lean = self._learnt(first, last)
        months = last - first + 1
        told = lean[np.isfinite(lean)]
        pooled = float(told.mean()) if len(told) >= FEWEST_TO_POOL else np.nan
        own, of_panel = (_corrected(raw, months) for raw in (lean[area], pooled))
        return Baseline(season.indices[:, area], float(season.optimism[area]), own, of_panel)

    def holds(self, area: int, figures: Monthly) -> bool:
        """Whether those are the figures of that area, to the last but rounding."""
        if figures.months[0] < self._months[0] or figures.months[-1] > self._months[-1]:
            return False
        placed = _placed(figures, int(self._months[0]), len(self._months))
        return bool(np.allclose(placed, self._even[:, area], rtol=1e-9, atol=0, equal_nan=True))

    def _learnt(self, first: int, last: int) -> tuple[Season, Floats]:
        """Every area's season at ``last``, and its raw autocorrelation, shape (areas,)."""
        if (first, last) not in self._known:
            so_far = self._months <= last
            months, even = self._months[so_far], self._even[so_far]
            season = season_of(months, even, self._left_out.covers_months(months))
            adjusted = even - season.indices[months % MONTHS_IN_YEAR]
            lean = _autocorrelations(adjusted[months >= first])
            self._known[first, last] = (season, lean)
        return self._known[first, last]


def _corrected(autocorrelation: float, months: int) -> float | None:
    if not np.isfinite(autocorrelation):
        return None
    return _around_a_mean(months).corrected(autocorrelation)


@lru_cache
def _around_a_mean(months: int) -> LagOne:
    return LagOne(np.arange(months), np.ones((months, 1)))


def _placed(figures: Monthly, first: int, length: int) -> Floats:
    """The figures on the scale of even spread, each at its month; holes are not numbers."""
    even = np.full(length, np.nan)
    even[figures.months - first] = to_even(figures.scale, figures.values, figures.days)
    return even


def _autocorrelations(adjusted: Floats) -> Floats:
    """Each area's lag-one autocorrelation around its mean; not a number where it cannot be told."""
    known = np.isfinite(adjusted)
    counted = known.sum(axis=0)
    mean = np.where(known, adjusted, 0).sum(axis=0) / np.maximum(counted, 1)
    around = np.where(known, adjusted - mean, 0)
    squares = (around**2).sum(axis=0)
    products = (around[1:] * around[:-1]).sum(axis=0)
    told = (counted >= FEWEST_TO_LEAN) & (squares > TINY)
    return np.where(told, products / np.where(told, squares, 1.0), np.nan)
