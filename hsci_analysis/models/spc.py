"""Process limits of a monthly series (XmR): a description of its ordinary spread, not a test.

Limits from moving ranges suppose that one month says nothing about the next. Delayed discharges are
nearly a random walk: with no change at all, a raw chart of one partnership gives a false signal
in three years out of four, and on the real figures nearly all partnerships signal. Nothing here
therefore calls a point or a run a special cause, and no finding may be drawn from being outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

import numpy as np
import pandas as pd

from hsci_analysis.errors import ParametersError, SeriesError
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.periods import Month

LIMITS_PER_MOVING_RANGE = 2.66
SCREEN_PER_MOVING_RANGE = 3.267
MINIMUM_POINTS = 5
"""Our own floor: fewer give three moving ranges at most, and limits that say next to nothing. The
field asks for 12 to fix limits and calls those from fewer trial limits; see the next constant."""
POINTS_FOR_SETTLED_LIMITS = 24
"""With fewer, limits are provisional, and every reader is told. It is twice the field's 12, because
months that lean on each other say less than as many that do not."""


@dataclass(frozen=True)
class ProcessLimits:
    """The limits of single months, as the formula gives them, in the unit of the values.

    ``lower`` may lie below zero even where the values cannot.
    """

    mean: float
    mean_moving_range: float
    lower: float
    upper: float
    points: int
    screened_moving_ranges: int

    @property
    def provisional(self) -> bool:
        """Whether they rest on fewer than 24 points."""
        return self.points < POINTS_FOR_SETTLED_LIMITS


@dataclass(frozen=True)
class Segment:
    """A stretch of months described on its own; which ones there are is a setting.

    ``carried_forward`` segments have no limits of their own: those of the segment before are drawn
    on over them. ``last`` None means to the end of the series.
    """

    name: str
    first: Month
    last: Month | None
    carried_forward: bool = False

    def __contains__(self, month: Month) -> bool:
        return self.first <= month and (self.last is None or month <= self.last)


@dataclass(frozen=True)
class SegmentLimits:
    """The limits in force in a segment; ``first`` and ``last`` are the months they rest on."""

    segment: Segment
    limits: ProcessLimits
    first: Month
    last: Month


@dataclass(frozen=True)
class SegmentWithoutLimits:
    """A segment that has months but no limits, and why."""

    segment: Segment
    months: int
    reason: str


@dataclass(frozen=True, eq=False)
class ProcessDescription:
    """The limits of each segment that has months in the series.

    ``frame`` has one row a month, indexed by month; columns ``value``, ``segment`` (its name,
    missing outside every segment), ``mean``, ``lower``, ``upper`` (missing where there are no
    limits; ``lower`` is never below zero for a measure that cannot be) and ``carried_forward``.
    """

    segments: tuple[SegmentLimits, ...]
    without_limits: tuple[SegmentWithoutLimits, ...]
    frame: pd.DataFrame

    def at(self, month: Month) -> SegmentLimits | None:
        """The limits in force in ``month``, or None where there are none."""
        if _period(month) not in self.frame.index:
            return None
        return next((limits for limits in self.segments if month in limits.segment), None)


def process_limits(values: pd.Series[float], *, screen_moving_ranges: bool = True) -> ProcessLimits:
    """Mean and limits of single months: mean ± 2.66 × the mean moving range.

    Parameters
    ----------
    values
        At least 5 consecutive values, oldest first.
    screen_moving_ranges
        Leave out, once, moving ranges above 3.267 × their average, so that a single leap does not
        widen the limits. NHSRplotthedots does so unless told otherwise; the Making Data Count
        spreadsheet does not. The mean keeps every value.

    Raises
    ------
    SeriesError
        For too few values, a missing or infinite one, or a missing month.

    References
    ----------
    Wheeler, *Understanding Variation*, 1993: 2.66 = 3 / 1.128 and 3.267, the constants d2 and D4
    for ranges of two values. NHS England, *Making Data Count*; R package NHSRplotthedots.
    """
    _refuse_holes(values)
    if len(values) < MINIMUM_POINTS:
        raise SeriesError(
            f"process limits need at least {MINIMUM_POINTS} values, and {len(values)} came; "
            "ask for a longer stretch of months"
        )
    # fmean adds exactly, so that the order of the months cannot move a limit
    mean = fmean(values)
    moving_ranges = [abs(after - before) for before, after in pairwise(values)]
    kept = screened(moving_ranges) if screen_moving_ranges else moving_ranges
    mean_moving_range = fmean(kept)
    spread = LIMITS_PER_MOVING_RANGE * mean_moving_range
    return ProcessLimits(
        mean=mean,
        mean_moving_range=mean_moving_range,
        lower=mean - spread,
        upper=mean + spread,
        points=len(values),
        screened_moving_ranges=len(moving_ranges) - len(kept),
    )


def screened(moving_ranges: Sequence[float]) -> list[float]:
    """Those that do not stick out above 3.267 × their average."""
    screen = SCREEN_PER_MOVING_RANGE * fmean(moving_ranges)
    return [moving_range for moving_range in moving_ranges if moving_range <= screen]


def describe_process(series: MeasureSeries, segments: Sequence[Segment]) -> ProcessDescription:
    """Describe a monthly series segment by segment.

    A segment without months in the series is left out; one with fewer than 5, or with nothing
    before it to carry forward, is in ``without_limits`` with the reason.

    Raises
    ------
    SeriesError
        If the series is not monthly, or a value or a month is missing.
    ParametersError
        If the segments overlap or are out of order.
    """
    _refuse_overlaps(segments)
    values = series.values
    if not isinstance(values.index, pd.PeriodIndex) or values.index.freqstr != "M":
        raise SeriesError(
            f"{series.measure.title} of {series.area} is not monthly; process limits describe "
            "single months, so ask for a monthly measure"
        )
    _refuse_holes(values)
    frame = pd.DataFrame(
        {
            "value": values,
            "segment": pd.Series(index=values.index, dtype="str"),
            **dict.fromkeys(("mean", "lower", "upper"), np.nan),
            "carried_forward": False,
        }
    )
    described: list[SegmentLimits] = []
    without: list[SegmentWithoutLimits] = []
    before: SegmentLimits | None = None
    for segment in segments:
        held = values[_period(segment.first) : _period(segment.last or series.last_month)]
        if held.empty:
            continue
        frame.loc[held.index, "segment"] = segment.name
        frame.loc[held.index, "carried_forward"] = segment.carried_forward
        before = _limits_of(segment, held, before)
        if before is None:
            without.append(SegmentWithoutLimits(segment, len(held), _reason(segment)))
            continue
        described.append(before)
        floor = 0.0 if series.measure.not_negative else -np.inf
        limits = before.limits
        frame.loc[held.index, "mean"] = limits.mean
        frame.loc[held.index, "lower"] = max(limits.lower, floor)
        frame.loc[held.index, "upper"] = limits.upper
    return ProcessDescription(tuple(described), tuple(without), frame)


def _limits_of(
    segment: Segment, held: pd.Series[float], before: SegmentLimits | None
) -> SegmentLimits | None:
    if segment.carried_forward:
        return before and SegmentLimits(segment, before.limits, before.first, before.last)
    if len(held) < MINIMUM_POINTS:
        return None
    first, last = (Month.parse(str(held.index[end])) for end in (0, -1))
    return SegmentLimits(segment, process_limits(held), first, last)


def _reason(segment: Segment) -> str:
    if segment.carried_forward:
        return "there are no limits before it to carry forward"
    return f"it has fewer than {MINIMUM_POINTS} months"


def _refuse_holes(values: pd.Series[float]) -> None:
    broken = int((~np.isfinite(values.to_numpy(dtype="float64"))).sum())
    if broken:
        raise SeriesError(
            f"{broken} of {len(values)} values are missing or not finite; process limits need "
            "every month, so end or begin the series where its figures are complete"
        )
    months = values.index
    if not isinstance(months, pd.PeriodIndex) or months.empty:
        return
    if not months.equals(pd.period_range(months[0], periods=len(months))):
        raise SeriesError(
            f"months between {months.min()} and {months.max()} are missing, twice there or out of "
            "order; process limits compare each month with the next, so mend them at their source"
        )


def _refuse_overlaps(segments: Sequence[Segment]) -> None:
    for before, after in pairwise(segments):
        if before.last is None or after.first <= before.last:
            raise ParametersError(
                f"segment {after.name!r} begins in {after.first}, before {before.name!r} has ended "
                f"({before.last or 'it has no last month'}); put segments in order without overlap"
            )


def _period(month: Month) -> pd.Period:
    return pd.Period(str(month), freq="M")
