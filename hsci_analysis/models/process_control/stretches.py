"""Which stretches of months have limits of their own, and from which months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from hsci_analysis.errors import ParametersError
from hsci_analysis.models.estimation_window import EstimationWindow
from hsci_analysis.models.monthly import Mask, Monthly, month_of, number_of
from hsci_analysis.models.spc import MINIMUM_POINTS, POINTS_FOR_SETTLED_LIMITS, Segment
from hsci_analysis.periods import Month

BASELINE_MONTHS: Final = POINTS_FOR_SETTLED_LIMITS


@dataclass(frozen=True)
class Rebasing:
    """A dated reason for limits to begin anew: what is known to have changed, and in which month.

    Raises
    ------
    ParametersError
        If no reason is given.
    """

    month: Month
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ParametersError(
                f"limits begin anew in {self.month.label} without a reason; say what changed then, "
                "such as a definition, a site or a recording"
            )


@dataclass(frozen=True)
class Plan:
    """Months with one set of limits; both ends are months counted on by one.

    ``baseline`` are the first and last month the limits rest on. ``set_apart`` months have those of
    the stretch before and are not judged. ``former`` is the plan whose limits were left behind by
    ``rebasing``.
    """

    name: str
    first: int
    last: int
    baseline: tuple[int, int]
    set_apart: bool = False
    rebasing: Rebasing | None = None
    former: Plan | None = None


@dataclass(frozen=True)
class WithoutLimits:
    """A stretch that has months but no limits, and why."""

    name: str
    first: Month
    last: Month
    reason: str


def around(window: EstimationWindow, figures: Monthly) -> tuple[Segment, ...]:
    """What is described apart unless told otherwise: before, during and since what is left out."""
    months = np.arange(figures.months[0], figures.months[-1] + 1)
    apart = window.covers_months(months)
    if not apart.any():
        return (Segment("all months", month_of(int(months[0])), None),)
    starts = [0, *(np.flatnonzero(np.diff(apart)) + 1)]
    begins = [month_of(int(months[start])) for start in starts]
    ends = [*(month + -1 for month in begins[1:]), None]
    names = [_name(begin, apart, start) for begin, start in zip(begins, starts, strict=True)]
    carried = [bool(apart[start]) for start in starts]
    return tuple(map(Segment, names, begins, ends, carried))


def _name(begin: Month, apart: Mask, place: int) -> str:
    """What a stretch is called; of several alike, the later ones by their first month."""
    if apart[place]:
        name, again = "left out of estimation", apart[:place].any()
    elif not apart[:place].any():
        return "before"
    else:
        name, again = "since", apart[place:].any()
    return f"{name}, from {begin.label}" if again else name


def plans(
    figures: Monthly,
    segments: Sequence[Segment],
    rebasings: Sequence[Rebasing],
    window: EstimationWindow,
) -> list[Plan | WithoutLimits]:
    """The stretches of a series, in order.

    A segment is a stretch, or several where limits begin anew in it. Each has its limits from its
    first 24 months, so that no later month moves them.

    Raises
    ------
    ParametersError
        If segments overlap, or limits are to begin anew outside every segment, in months set apart
        or left out of estimation, or twice in one month.
    """
    _refuse_overlaps(segments)
    _refuse_rebasings(figures, segments, rebasings, window)
    found: list[Plan | WithoutLimits] = []
    for segment in segments:
        first = max(number_of(segment.first), int(figures.months[0]))
        last = int(figures.months[-1])
        if segment.last is not None:
            last = min(last, number_of(segment.last))
        begun = sorted(
            (one for one in rebasings if first <= number_of(one.month) <= last),
            key=lambda one: one.month,
        )
        starts: list[tuple[int, Rebasing | None]] = [(first, None)]
        starts += [(number_of(one.month), one) for one in begun]
        ends = [start - 1 for start, _ in starts[1:]] + [last]
        before: Plan | None = None
        for (start, rebasing), end in zip(starts, ends, strict=True):
            if start > end:
                continue
            if segment.carried_forward:
                one = _carried(segment.name, start, end, found)
            else:
                one = _own(segment.name, start, end, figures, rebasing, before)
            before = one if isinstance(one, Plan) else None
            found.append(one)
    return found


def _carried(
    name: str, first: int, last: int, before: Sequence[Plan | WithoutLimits]
) -> Plan | WithoutLimits:
    former = before[-1] if before else None
    if not isinstance(former, Plan):
        reason = "there are no limits before it to carry forward"
        return WithoutLimits(name, month_of(first), month_of(last), reason)
    return Plan(name, first, last, former.baseline, set_apart=True)


def _own(
    name: str,
    first: int,
    last: int,
    figures: Monthly,
    rebasing: Rebasing | None,
    former: Plan | None,
) -> Plan | WithoutLimits:
    known = figures.months[(figures.months >= first) & (figures.months <= last)]
    if len(known) < MINIMUM_POINTS:
        reason = f"it has fewer than {MINIMUM_POINTS} months with a figure"
        return WithoutLimits(name, month_of(first), month_of(last), reason)
    end = int(known[:BASELINE_MONTHS][-1])
    return Plan(name, first, last, (first, end), rebasing=rebasing, former=former)


def _refuse_overlaps(segments: Sequence[Segment]) -> None:
    if not segments:
        raise ParametersError("there is no segment to describe; give at least one")
    for before, after in pairwise(segments):
        if before.last is None or after.first <= before.last:
            raise ParametersError(
                f"segment {after.name!r} begins in {after.first}, before {before.name!r} has ended "
                f"({before.last or 'it has no last month'}); put segments in order without overlap"
            )


def _refuse_rebasings(
    figures: Monthly,
    segments: Sequence[Segment],
    rebasings: Sequence[Rebasing],
    window: EstimationWindow,
) -> None:
    """Raise ParametersError with all that is wrong with them."""
    first, last = int(figures.months[0]), int(figures.months[-1])
    left_out = figures.months[window.covers_months(figures.months)]
    broken = []
    months = [one.month for one in rebasings]
    for month in sorted(set(months)):
        number = number_of(month)
        held = next((segment for segment in segments if month in segment), None)
        if months.count(month) > 1:
            broken.append(f"{month} is given twice")
        if not first < number <= last:
            broken.append(f"{month} is not after {month_of(first)} and by {month_of(last)}")
        elif held is None or held.carried_forward or number in left_out:
            broken.append(f"{month} lies among months that are set apart or left out of estimation")
    if broken:
        raise ParametersError(
            f"limits cannot begin anew: {'; '.join(broken)}. Give each month once, within the "
            "series and outside the months set apart"
        )
