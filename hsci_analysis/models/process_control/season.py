"""Season and month length taken out, so that winter and February are no special causes.

Counts go to the square root of a month of average length, shares to the arcsine of theirs: on that
scale chance spreads high and low months alike, and no limit falls below 0 or rises above 100 %.

It is not the season of a forecast (``forecast/seasonality.py``), on purpose. A forecast draws a
series without others towards no season, as an error there costs it least; here such a series keeps
its own, since a season left in is a signal every winter. And indices are shares of an area's level,
so that large and small areas learn from each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from hsci_analysis.models.forecast.seasonality import ENDS, interpolated, moving_average
from hsci_analysis.models.monthly import HUNDRED, Floats, Mask, Scale, Whole
from hsci_analysis.periods import MONTHS_IN_YEAR

DECIMALS: Final = 9
"""What rounding leaves of nothing is nothing: a point on the centre is on it."""
AVERAGE_MONTH: Final = 365.25 / 12
STABLE: Final = 3 / 8
"""What is added to a count so that its root spreads evenly (Anscombe, 1948)."""
HALF_LIFE_MONTHS: Final = 60
FEWEST_MONTHS: Final = 24
CLIPPED: Final = 4.0
NORMAL_DEVIATIONS: Final = 1.4826
"""Median absolute deviations in a standard deviation."""


def to_even(scale: Scale, values: Floats, days: Floats) -> Floats:
    """Counts of whole months, or shares of 1, on the scale of even spread."""
    if scale is Scale.SHARE:
        return np.asarray(np.arcsin(np.sqrt(values)))
    return np.asarray(np.sqrt(values / days * AVERAGE_MONTH + STABLE))


def from_even(scale: Scale, even: Floats) -> Floats:
    """Back as a reader counts: events on an average day, or per cent."""
    if scale is Scale.SHARE:
        return np.round(HUNDRED * np.sin(np.clip(even, 0, np.pi / 2)) ** 2, DECIMALS)
    squared = np.maximum(even, 0) ** 2 - STABLE
    return np.round(np.maximum(squared, 0) / AVERAGE_MONTH, DECIMALS)


@dataclass(frozen=True, eq=False)
class Season:
    """The season of each area.

    ``indices`` has shape (12, areas), January first, on the scale of even spread and summing to 0
    in each area. ``optimism`` (areas,) is how much wider months spread that it was not learnt from
    than those it was: part of what is chance in a short history passes for season.
    """

    indices: Floats
    optimism: Floats


def season_of(months: Whole, even: Floats, left_out: Mask) -> Season:
    """How far each calendar month lies from the year around it, as a share of an area's level.

    Deviations from a centred average of twelve months, by calendar month, recent years counting
    more; each area's own are drawn towards the panel's as far as they are uncertain, and an area
    with less than two years has the panel's.

    Parameters
    ----------
    months
        Counted on by one a month, without a gap.
    even
        Shape (months, areas), on the scale of even spread; not a number where there is no figure.
    left_out
        Which months no season is estimated from.

    Returns
    -------
    Season
        All 0 where no area has two years.
    """
    holes = left_out[:, None] | np.isnan(even)
    long = (~holes).sum(axis=0) >= FEWEST_MONTHS
    if not long.any():
        return Season(np.zeros((MONTHS_IN_YEAR, even.shape[1])), np.ones(even.shape[1]))
    level = np.where(holes, 0, even).sum(axis=0) / np.maximum((~holes).sum(axis=0), 1)
    level = np.where(level > 0, level, 1.0)
    own = np.zeros((MONTHS_IN_YEAR, even.shape[1]))
    variance = np.full_like(own, np.inf)
    own[:, long], variance[:, long] = _own(months, (even / level)[:, long], holes[:, long])
    together, kept = _drawn_together(own, variance)
    years = (~holes).sum(axis=0) / MONTHS_IN_YEAR
    share = np.median(kept, axis=0) / np.maximum(years, 2)
    return Season(together * level, np.sqrt((1 + share) / (1 - share)))


def _own(months: Whole, even: Floats, holes: Mask) -> tuple[Floats, Floats]:
    """Each area's own indices and their sampling variance.

    In two passes: the second fills holes with the season of the first.
    """
    calendar = months % MONTHS_IN_YEAR
    used = ~holes
    used[:ENDS] = used[-ENDS:] = False
    found = np.zeros((MONTHS_IN_YEAR, even.shape[1]))
    variance = found
    for _ in range(2):
        filled = interpolated(even - found[calendar], ~holes) + found[calendar]
        deviations = filled - moving_average(filled, MONTHS_IN_YEAR)
        found, variance = _by_month(calendar, _clipped(deviations, used), used)
    return found, variance


def _clipped(deviations: Floats, used: Mask) -> Floats:
    """No deviation counts for more than four robust standard deviations."""
    known = np.where(used, deviations, np.nan)
    reach = CLIPPED * NORMAL_DEVIATIONS * np.nanmedian(np.abs(known), axis=0)
    return np.clip(deviations, -reach, reach)


def _by_month(calendar: Whole, deviations: Floats, used: Mask) -> tuple[Floats, Floats]:
    """The weighted mean of each calendar month, centred, and its sampling variance."""
    age = np.arange(len(calendar))[::-1]
    weight = used * (0.5 ** (age / HALF_LIFE_MONTHS))[:, None]
    member = (calendar[:, None] == np.arange(MONTHS_IN_YEAR)).astype("float64")
    known = np.where(used, deviations, 0.0)
    total = member.T @ weight
    seen = total > 0
    means = np.divide(member.T @ (weight * known), total, out=np.zeros_like(total), where=seen)
    left = np.where(used, known - means[calendar], 0.0)
    degrees = np.maximum(used.sum(axis=0) - MONTHS_IN_YEAR, 1)
    spread = (left**2).sum(axis=0) / degrees
    never = np.full_like(total, np.inf)
    variance = np.divide(spread * (member.T @ weight**2), total**2, out=never, where=seen)
    return means - means.mean(axis=0), variance


def _drawn_together(own: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Each area's indices drawn towards the panel's, and how much is left of its own."""
    precision = 1 / np.maximum(variance, np.finfo("float64").eps)
    total = precision.sum(axis=1)
    pool = np.divide((own * precision).sum(axis=1), total, out=np.zeros(len(own)), where=total > 0)
    known = np.isfinite(variance)
    apart = np.where(known, (own - pool[:, None]) ** 2 - np.where(known, variance, 0), 0.0)
    between = max(0.0, float(apart.sum() / max(1, known.sum())))
    kept = between / np.maximum(between + variance, np.finfo("float64").eps)
    index = pool[:, None] + kept * (own - pool[:, None])
    return index - index.mean(axis=0), kept
