"""The rank of an area, as the range it could honestly be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hsci_analysis.indicators.indicator import Indicator
from hsci_analysis.indicators.limits import limits_at
from hsci_analysis.indicators.value import FilledCell
from hsci_analysis.measures.catalogue import Better

JOINT_CONFIDENCE = 0.95
METHOD = (
    "An area comes before another for certain only if the limits of the two lie apart, taken so "
    "wide that all areas' limits hold together at 95 % (Klein, Wright and Wieczorek, 2020)."
)


@dataclass(frozen=True)
class RankRange:
    """The ranks an area could have among ``of``, 1 being best, all areas together at 95 %.

    ``without_limits`` areas could have any rank for all that is known, which is counted in.
    """

    best: int
    worst: int
    of: int
    without_limits: int

    @property
    def tells_nothing(self) -> bool:
        """Whether it could be any."""
        return (self.best, self.worst) == (1, self.of)


def rank_ranges(
    indicator: Indicator, figures: Mapping[str, FilledCell | None]
) -> Mapping[str, RankRange]:
    """The range of each area's rank, from the figures of all areas by code.

    One more than the areas that are better for certain, to the number of areas less those that are
    worse for certain. An area without limits has no range; none has where neither way is better.

    References
    ----------
    Klein, Wright and Wieczorek (2020), A joint confidence region for an overall ranking of
    populations, *Journal of the Royal Statistical Society* C 69: 589-606, theorem 1, with
    independent areas.
    """
    limited = {code: each for code, each in figures.items() if each and each.lower is not None}
    if indicator.better is None or not limited:
        return {}
    confidence = JOINT_CONFIDENCE ** (1 / len(limited))
    limits = {
        code: held
        for code, figure in limited.items()
        if (held := limits_at(indicator, figure, confidence))
    }
    return {code: _range(indicator, limits, code, len(figures)) for code in limits}


def _range(
    indicator: Indicator, limits: Mapping[str, tuple[float, float]], code: str, of: int
) -> RankRange:
    lower, upper = limits[code]
    above = sum(others_lower > upper for others_lower, _ in limits.values())
    below = sum(others_upper < lower for _, others_upper in limits.values())
    better, worse = (below, above) if indicator.better is Better.LOWER else (above, below)
    return RankRange(1 + better, of - worse, of, of - len(limits))
