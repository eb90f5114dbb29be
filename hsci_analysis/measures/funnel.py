"""Limits around the common value of all areas in one year; by chance few areas lie outside."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd

from hsci_analysis.measures.intervals import ImpossibleFigureError

WARNING = 1.96
CONTROL = 3.09
FEWEST_AREAS = 10
"""Two scores are pulled in: of fewer than ten that is more than a fifth, and W, whose relative
standard error is about 1 / sqrt(2 x areas), would be off by more than a fifth as well."""


class Spread(StrEnum):
    """What chance alone would do to an area's value."""

    PROPORTION = "proportion"
    RATE = "rate"


class Position(StrEnum):
    """Where an area lies against the limits."""

    WITHIN = "within the warning limits"
    ABOVE_WARNING = "above the warning limit"
    BELOW_WARNING = "below the warning limit"
    ABOVE_CONTROL = "above the control limit"
    BELOW_CONTROL = "below the control limit"


@dataclass(frozen=True)
class FunnelLimits:
    """The common value of all areas, how much more they differ than by chance, and limits for each.

    ``frame`` has one row an area, indexed by area code: ``value``, ``warning_lower``,
    ``warning_upper``, ``control_lower``, ``control_upper`` (all in the unit of ``per``), ``z`` (in
    standard errors of chance alone) and ``position``. ``overdispersion`` is W: 1 when areas differ
    as chance alone would have them.
    """

    centre: float
    overdispersion: float
    spread: Spread
    frame: pd.DataFrame = field(repr=False)


def funnel_limits(
    numerators: Mapping[str, float],
    denominators: Mapping[str, float],
    spread: Spread,
    per: float = 1,
) -> FunnelLimits:
    """Warning (1.96) and control (3.09 standard errors) limits, widened for overdispersion.

    The highest and the lowest z-score are pulled in to the next one, W is the root of their mean
    square, and standard errors are multiplied by W. W below 1 is reported and not applied: limits
    never become narrower than chance alone gives.

    Raises
    ------
    ImpossibleFigureError
        For fewer than ten areas, areas that do not match, counts no area can have, or a common
        value around which there is no spread.

    References
    ----------
    Spiegelhalter (2005), *Statistics in Medicine* 24: 1185-1202; as Public Health Scotland does for
    hospital standardised mortality ratios.
    """
    _refuse_unusable(numerators, denominators, spread)
    counts = pd.Series(dict(numerators), dtype="float64")
    people = pd.Series(dict(denominators), dtype="float64")[counts.index]
    centre = math.fsum(counts) / math.fsum(people)
    variance = centre * (1 - centre) if spread is Spread.PROPORTION else centre
    if variance <= 0:
        raise ImpossibleFigureError(
            "a funnel",
            ["every area has none, or every area has all, so nothing spreads"],
            "show the figures without limits",
        )
    chance = (variance / people) ** 0.5
    z = (counts / people - centre) / chance
    overdispersion = _overdispersion(z)
    error = chance * max(1.0, overdispersion)
    top = 1.0 if spread is Spread.PROPORTION else math.inf
    limits = {
        f"{name}_{side}": (centre + sign * reach * error).clip(0.0, top) * per
        for name, reach in (("warning", WARNING), ("control", CONTROL))
        for side, sign in (("lower", -1), ("upper", 1))
    }
    frame = pd.DataFrame({"value": counts / people * per, **limits, "z": z})
    frame["position"] = [_position(score).value for score in z / max(1.0, overdispersion)]
    return FunnelLimits(centre * per, overdispersion, spread, frame)


def _overdispersion(z: pd.Series[float]) -> float:
    ordered = sorted(z)
    pulled_in = [ordered[1], *ordered[1:-1], ordered[-2]]
    return math.sqrt(math.fsum(score**2 for score in pulled_in) / len(pulled_in))


def _position(score: float) -> Position:
    if abs(score) <= WARNING:
        return Position.WITHIN
    if abs(score) <= CONTROL:
        return Position.ABOVE_WARNING if score > 0 else Position.BELOW_WARNING
    return Position.ABOVE_CONTROL if score > 0 else Position.BELOW_CONTROL


def _refuse_unusable(
    numerators: Mapping[str, float], denominators: Mapping[str, float], spread: Spread
) -> None:
    if len(numerators) < FEWEST_AREAS:
        raise ImpossibleFigureError(
            "a funnel",
            [f"{len(numerators)} areas, and limits around them need at least {FEWEST_AREAS}"],
            "compare all 31 partnerships",
        )
    broken = []
    if unmatched := sorted(set(numerators) ^ set(denominators)):
        broken.append(f"a numerator or denominator is missing for {', '.join(unmatched)}")
    for area in sorted(set(numerators) & set(denominators)):
        count, people = numerators[area], denominators[area]
        if not (math.isfinite(count) and math.isfinite(people) and count >= 0 and people > 0):
            broken.append(f"{area} has a missing or negative figure, or a denominator of 0")
        elif spread is Spread.PROPORTION and count > people:
            broken.append(f"{area} has a numerator above its denominator")
    if broken:
        raise ImpossibleFigureError("a funnel", broken)
