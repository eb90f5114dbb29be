"""The limits of an indicator's figure: those published, or our own from the counts behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from hsci_analysis.indicators.indicator import Indicator
from hsci_analysis.indicators.value import FilledCell
from hsci_analysis.measures.intervals import (
    ConfidenceInterval,
    IntervalMethod,
    byar,
    standard_errors,
    wilson,
)

CONFIDENCE = 0.95
FROM_COUNTS: Mapping[IntervalMethod, Callable[[float, float, float, float], ConfidenceInterval]] = {
    IntervalMethod.WILSON: wilson,
    IntervalMethod.BYAR: byar,
}


def with_limits(indicator: Indicator, figure: FilledCell) -> FilledCell:
    """The figure with its limits at 95 %, if it came with some or its counts are held.

    A figure that is published rounded keeps its published value: where the rounded value lies a
    little outside limits from counts, the limits are taken as far as the value.
    """
    if figure.lower is not None:
        return replace(figure, limits_method=figure.limits_method or indicator.interval_method)
    interval = _from_counts(indicator, figure, CONFIDENCE)
    if interval is None:
        return figure
    return replace(
        figure,
        lower=min(interval.lower, figure.value),
        upper=max(interval.upper, figure.value),
        limits_method=interval.method,
    )


def limits_at(
    indicator: Indicator, figure: FilledCell, confidence: float
) -> tuple[float, float] | None:
    """Lower and upper limit at another confidence; None where there are no limits.

    Made anew from counts where they are held. Limits that were published are moved away from the
    value as a normal distribution has it, each side by itself.
    """
    if figure.lower is None or figure.upper is None:
        return None
    if interval := _from_counts(indicator, figure, confidence):
        return min(interval.lower, figure.value), max(interval.upper, figure.value)
    further = standard_errors(confidence) / standard_errors(CONFIDENCE)
    return (
        figure.value - (figure.value - figure.lower) * further,
        figure.value + (figure.upper - figure.value) * further,
    )


def _from_counts(
    indicator: Indicator, figure: FilledCell, confidence: float
) -> ConfidenceInterval | None:
    method = indicator.interval_method
    if method is None or method not in FROM_COUNTS or indicator.per is None:
        return None
    if figure.numerator is None or figure.denominator is None:
        return None
    return FROM_COUNTS[method](figure.numerator, figure.denominator, indicator.per, confidence)
