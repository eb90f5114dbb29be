"""How wrong the procedure was before, by step ahead and area, is how wrong it may be again.

Widths are quantiles of past errors pooled over the areas, each area's errors in units of its own
size; never a formula that supposes errors to be normal or one step ahead.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from hsci_analysis.models.forecast.metrics import QUANTILES, Floats, Mask

OWN_SIZE: Final = 0.8
"""How much of an area's typical error is its own, on a log scale; the rest is the panel's."""
VOLATILITY_TAKEN: Final = 0.75
LEAST_VOLATILITY, MOST_VOLATILITY = 0.85, 4.0
MIRRORED, MIRRORED_ALONE = 0.25, 1.0
"""What an error with its sign turned counts beside itself: areas share a trend that need not go on,
and one series alone shows hardly more than the trend it had."""
FEWEST_ERRORS: Final = 10
"""Fewer say nothing of a tail; the widths of such steps follow from the others."""
MOST_OPTIMISM: Final = 0.5
FAR_OUT: Final = 0.99
ROUNDING: Final = 1e-6
"""Smaller errors are no errors."""


def typical_errors(errors: Floats, floor: float) -> Floats:
    """Each area's root mean square error over times and steps, drawn to the panel's; (areas,)."""
    counted = ~np.isnan(errors)
    squares = np.where(counted, errors, 0) ** 2
    number = counted.sum(axis=(0, 2))
    own = np.sqrt(squares.sum(axis=(0, 2)) / np.maximum(number, 1))
    positive = own[own > 0]
    panel = np.exp(np.log(positive).mean()) if positive.size else 0.0
    own = np.where(number > 0, own, panel)
    return np.asarray(np.maximum(own**OWN_SIZE * panel ** (1 - OWN_SIZE), floor))


def pooled_widths(errors: Floats, weights: Floats) -> Floats:
    """How far each quantile lies from the median, in typical errors, by steps ahead.

    Parameters
    ----------
    errors
        In typical errors, shape (n, areas, horizon); missing where they do not count.
    weights
        Shape (n,).

    Returns
    -------
    Shape (horizon, 5), 0 for the median: never narrower further ahead, a straight line in the root
    of the steps.
    """
    horizon = errors.shape[2]
    mirrored = MIRRORED if errors.shape[1] > 1 else MIRRORED_ALONE
    distances = np.full((horizon, len(QUANTILES)), np.nan)
    by_figure = np.broadcast_to(weights[:, None], errors.shape[:2])
    for step in range(horizon):
        here = ~np.isnan(errors[:, :, step])
        if here.sum() >= FEWEST_ERRORS:
            found = weighted_quantiles(
                np.concatenate([errors[:, :, step][here], -errors[:, :, step][here]]),
                np.concatenate([by_figure[here], mirrored * by_figure[here]]),
                QUANTILES,
            )
            # A median between the ends of its intervals, even where all errors had one sign.
            distances[step] = np.maximum(found * SIDES, 0)
    told = ~np.isnan(distances[:, 0])
    if not told.any():
        return np.zeros_like(distances)
    widening = np.maximum.accumulate(distances[told], axis=0)
    roots = np.sqrt(np.arange(1, horizon + 1))
    terms = np.column_stack([np.ones(horizon), roots]) if told.sum() > 1 else roots[:, None]
    line = terms @ np.linalg.lstsq(terms[told], widening, rcond=None)[0]
    return SIDES * np.maximum(np.maximum.accumulate(line, axis=0), 0)


SIDES: Final = np.sign(np.array(QUANTILES) - 0.5)


def weighted_quantiles(values: Floats, weights: Floats, at: tuple[float, ...]) -> Floats:
    """Quantiles of weighted values, each value standing in the middle of its weight."""
    order = np.argsort(values, kind="stable")
    ordered, heavy = values[order], weights[order]
    reached = heavy.cumsum()
    return np.asarray(np.interp(np.array(at) * reached[-1], reached - heavy / 2, ordered))


def volatility(one_step: Floats, counted: Mask, half_life: float) -> float:
    """How much larger the latest errors are than usual, over the whole panel.

    ``one_step`` has the errors one step ahead in typical errors, shape (n, areas); ``counted``
    (n,) says which periods tell what is usual. The latest count whether they are usual or not.
    """
    known = ~np.isnan(one_step)
    number = known.sum(axis=1)
    squares = np.where(known, one_step, 0) ** 2
    by_period = squares.sum(axis=1)[number > 0] / number[number > 0]
    usual_periods = counted[number > 0]
    usual = by_period[usual_periods].mean() if usual_periods.any() else 0.0
    if usual <= 0:
        return 1.0
    pace = 1 - 0.5 ** (1 / half_life)
    kept = pace * (1 - pace) ** np.arange(len(by_period))[::-1]
    return float(np.sqrt(kept @ by_period / usual + 1 - kept.sum()))


def widening(volatility_found: float) -> float:
    """What the volatility multiplies widths by, within bounds."""
    return float(np.clip(volatility_found**VOLATILITY_TAKEN, LEAST_VOLATILITY, MOST_VOLATILITY))


def optimism(pattern_variance: Floats, typical: Floats) -> Floats:
    """What past errors must be multiplied by: the seasonal pattern was fitted to the same figures.

    Its error made the past look better and will make the future worse by as much; shape (areas,).
    """
    share = np.minimum(pattern_variance / typical**2, MOST_OPTIMISM)
    return np.asarray(np.sqrt((1 + share) / (1 - share)))


def usual_reach(one_step: Floats, weights: Floats) -> float:
    """The size that 99 % of errors one step ahead do not exceed, in typical errors.

    The last figures are not among them: it is them that will be held against it.
    """
    earlier = np.abs(one_step[:-1])
    here = ~np.isnan(earlier)
    if here.sum() < FEWEST_ERRORS:
        return np.inf
    by_figure = np.broadcast_to(weights[:-1, None], earlier.shape)
    found = float(weighted_quantiles(earlier[here], by_figure[here], (FAR_OUT,))[0])
    return max(found, ROUNDING)
