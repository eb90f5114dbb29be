"""The limits of a stretch, learnt from its baseline and drawn over any months."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import fmean, median
from typing import Final

import numpy as np

from hsci_analysis.models.autocorrelation import HIGHEST_USED
from hsci_analysis.models.monthly import Floats, Scale
from hsci_analysis.models.process_control.adjusted import Baseline
from hsci_analysis.models.process_control.result import Charted
from hsci_analysis.models.process_control.rule_sets import Centre, RuleSet
from hsci_analysis.models.process_control.season import DECIMALS, from_even
from hsci_analysis.models.spc import LIMITS_PER_MOVING_RANGE, MINIMUM_POINTS, screened
from hsci_analysis.periods import MONTHS_IN_YEAR

LEANS_FROM: Final = 0.3
"""Above this autocorrelation errors are charted: limits of the level would be too narrow by about
the root of one less it, and drift would cross them."""


@dataclass(frozen=True, eq=False)
class BaselineLimits:
    """What is charted, and the centre and spread of it, on the scale of even spread.

    ``level`` is the mean of the baseline; ``centre`` and ``spread`` (from the centre to a limit;
    not a number for a rule set without limits) are of what is charted.
    """

    baseline: Baseline
    charted: Charted
    level: float
    centre: float
    spread: float
    months: int

    @property
    def rho(self) -> float:
        return min(HIGHEST_USED, self.baseline.autocorrelation)

    def adjusted(self, first: int, even: Floats) -> Floats:
        """Months from ``first`` on, with the season out."""
        return np.round(even - self._season(first, len(even)), DECIMALS)

    def expected(self, adjusted: Floats) -> Floats:
        """What each month was expected to be; where the level is charted, 0.

        From the month before, as far as months lean on each other; not a number where that month
        has no figure.
        """
        if self.charted is Charted.LEVEL:
            return np.zeros(len(adjusted))
        return np.concatenate([[np.nan], self.level + self.rho * (adjusted[:-1] - self.level)])

    def deviations(self, adjusted: Floats) -> Floats:
        """How far each month lies from the centre, to nine decimals."""
        return np.round(adjusted - self.expected(adjusted) - self.centre, DECIMALS)

    def lines(self, scale: Scale, first: int, even: Floats, *, season: bool) -> dict[str, Floats]:
        """``centre``, ``lower`` and ``upper`` as a reader counts, month by month from ``first``."""
        middle = self.expected(self.adjusted(first, even)) + self.centre
        if season:
            middle = middle + self._season(first, len(even))
        reach = {"lower": -self.spread, "centre": 0.0, "upper": self.spread}
        return {name: from_even(scale, middle + far) for name, far in reach.items()}

    def ends(self, scale: Scale) -> tuple[float, float, float]:
        """Lower limit, centre and upper limit of a month before which nothing is known."""
        middle = self.centre + (self.level if self.charted is Charted.ERROR else 0.0)
        far = np.array([-self.spread, 0.0, self.spread])
        lower, centre, upper = from_even(scale, middle + far)
        return float(lower), float(centre), float(upper)

    def _season(self, first: int, months: int) -> Floats:
        return self.baseline.season[np.arange(first, first + months) % MONTHS_IN_YEAR]


def learn_limits(
    baseline: Baseline, first: int, even: Floats, rule_set: RuleSet
) -> BaselineLimits | None:
    """Limits from a baseline that begins with the month ``first``; None where it is too short.

    Centre ± 2.66 × the mean moving range, of ranges between months that follow each other, and
    wider by what the season has taken from them.
    """
    leans = baseline.autocorrelation > LEANS_FROM
    charted = Charted.ERROR if leans else Charted.LEVEL
    months = int(np.isfinite(even).sum())
    learnt = BaselineLimits(baseline, charted, 0.0, 0.0, np.nan, months)
    adjusted = learnt.adjusted(first, even)
    learnt = replace(learnt, level=fmean(adjusted[np.isfinite(adjusted)]))
    points = learnt.deviations(adjusted)
    known = points[np.isfinite(points)]
    steps = np.abs(np.diff(points))
    ranges = steps[np.isfinite(steps)].tolist()
    if len(known) < MINIMUM_POINTS or not ranges:
        return None
    centre = median(known) if rule_set.centre is Centre.MEDIAN else fmean(known)
    kept = screened(ranges) if rule_set.screen else ranges
    spread = LIMITS_PER_MOVING_RANGE * fmean(kept) * baseline.optimism
    reach = spread if rule_set.limits else np.nan
    return replace(learnt, centre=centre, spread=reach)
