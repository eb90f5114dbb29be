"""What may be said of the change between two figures of an indicator, and by which test.

Percentages change in percentage points, everything else in per cent. The word is licensed by an
interval of the change that excludes none: of two proportions for readmissions (NI-14), care
services (NI-17) and care at home (NI-18); of two rates for emergency admissions (NI-12) and falls
(NI-16); of the published limits for the survey (NI-1 to NI-9); of the limits of both for premature
mortality (NI-11). For bed days (NI-13, NI-19, MSG-2, MSG-4), for the last six months of life
(NI-15, MSG-5) and for counts there is none, and the answer says why. Of twenty changes that are
chance alone, one or so is called a change.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from hsci_analysis.errors import ParametersError
from hsci_analysis.indicators.indicator import Indicator, PeriodRule
from hsci_analysis.indicators.six_year_table import SixYearRow
from hsci_analysis.indicators.value import FilledCell, IndicatorValue, Standing
from hsci_analysis.measures.differences import (
    Difference,
    NothingToDivideByError,
    difference_of_estimates,
    difference_of_proportions,
    ratio_of_estimates,
    ratio_of_proportions,
    ratio_of_rates,
)
from hsci_analysis.measures.intervals import ConfidenceInterval, IntervalMethod

SIMILAR_WITHIN = 1.0
"""Per cent; a rate that moved by this much or less is similar, as in the publisher's monthly
release of delayed discharges."""
NO_INTERVAL = "cannot be assessed (no interval)"
REPEATED = "One person can be counted more than once, so that chance alone moves it by more."
SAME_MONTHS = "The two periods share months, which makes a change between them look smaller."
PROVISIONAL = "A provisional figure may still move."
OTHER_RELEASE = "The two figures are of different releases; the later may have revised the earlier."
IN_PLACE = "One figure is of {label}."
EARLIEST = "{year} is the earliest of the six years that can be compared."
NO_LIMITS = "No limits are given: "
RATES_AND_PROPORTIONS = (IntervalMethod.WILSON, IntervalMethod.BYAR)


class ChangeVerdict(StrEnum):
    """What the two figures allow to be said."""

    INCREASED = "increased"
    DECREASED = "decreased"
    NO_CLEAR_CHANGE = "no clear change"
    SIMILAR = "similar"
    NOT_ASSESSED = "cannot be assessed"


class ChangeUnit(StrEnum):
    """What the size of a change is in."""

    PERCENTAGE_POINTS = "percentage points"
    PER_CENT = "per cent"


@dataclass(frozen=True)
class Change:
    """From one figure to a later one of the same indicator and area.

    ``size``, ``lower`` and ``upper`` (its limits at 95 %) are in ``unit``; None where they cannot
    be told. ``why`` says what keeps a verdict from being reached, ``cautions`` what a reader must
    know of one that is.
    """

    earlier: IndicatorValue
    later: IndicatorValue
    verdict: ChangeVerdict
    unit: ChangeUnit
    size: float | None = None
    lower: float | None = None
    upper: float | None = None
    method: str = ""
    why: str = ""
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changes:
    """Of one row of the six-year table: against last year, and against the first of the six.

    Of the survey the round before stands for last year. Where the first of the six has no figure
    to measure from, ``since_first`` is from the earliest that has.
    """

    since_last: Change
    since_first: Change


def changes(row: SixYearRow, *, similar_within: float = SIMILAR_WITHIN) -> Changes:
    """What changed in a row, up to its last year."""
    *before, latest = row.cells
    step = 2 if row.indicator.period_rule is PeriodRule.SURVEY_ROUND else 1
    first = _first(before, latest)
    since_first = change(first, latest, similar_within=similar_within)
    if first is not before[0]:
        earliest = EARLIEST.format(year=first.column.year)
        since_first = replace(since_first, cautions=(earliest, *since_first.cautions))
    return Changes(change(before[-step], latest, similar_within=similar_within), since_first)


def change(
    earlier: IndicatorValue, later: IndicatorValue, *, similar_within: float = SIMILAR_WITHIN
) -> Change:
    """What may be said of the change from one figure to another of the same indicator and area.

    Parameters
    ----------
    similar_within
        In per cent; a rate that moved by this much or less, either way, is similar. Percentages are
        similar when they are equal.

    Raises
    ------
    ParametersError
        For two indicators or areas, periods in the wrong order, or a threshold below 0.
    """
    _refuse(earlier, later, similar_within)
    unit = ChangeUnit.PERCENTAGE_POINTS if later.indicator.is_percentage else ChangeUnit.PER_CENT
    before, after = earlier.figure, later.figure
    if before is None or after is None:
        empty = later if after is None else earlier
        why = f"{empty.column.year}: {empty.reason}"
        return Change(earlier, later, ChangeVerdict.NOT_ASSESSED, unit, why=why)
    if barring := later.indicator.barring(before.period, after.period, later.area.code):
        why = " ".join(each.footnote for each in barring)
        return Change(earlier, later, ChangeVerdict.NOT_ASSESSED, unit, why=why)
    difference, why = _difference(later.indicator, before, after)
    size, lower, upper = _sizes(difference, before.value, after.value, unit)
    threshold = 0.0 if unit is ChangeUnit.PERCENTAGE_POINTS else similar_within
    return Change(
        earlier,
        later,
        _verdict(size, lower, upper, threshold),
        unit,
        size,
        lower,
        upper,
        difference.method if difference else "",
        why,
        tuple(_cautions(earlier, later, before, after)),
    )


def _first(before: Sequence[IndicatorValue], latest: IndicatorValue) -> IndicatorValue:
    """The earliest that the latest can be measured from; where none can, the first of all."""
    return next((cell for cell in before if _measurable(cell, latest)), before[0])


def _measurable(cell: IndicatorValue, latest: IndicatorValue) -> bool:
    if cell.figure is None or latest.figure is None:
        return False
    period, area = cell.figure.period, cell.area.code
    if cell.indicator.barring(period, latest.figure.period, area):
        return False
    touching = cell.indicator.touching([period], area)
    return not any(each.outside_baseline for each in touching)


def _difference(
    indicator: Indicator, before: FilledCell, after: FilledCell
) -> tuple[Difference | None, str]:
    """The difference by the test that fits the limits, or why there is none."""
    method = indicator.interval_method
    if method is None:
        return None, f"{NO_INTERVAL}: {indicator.interval_note.removeprefix(NO_LIMITS)}"
    try:
        if method in RATES_AND_PROPORTIONS and (counts := _counts(before, after)):
            return _of_counts(indicator, *counts), ""
        if limits := _both_limits(before, after):
            together = difference_of_estimates if indicator.is_percentage else ratio_of_estimates
            return together(*limits), ""
    except NothingToDivideByError as error:
        return None, f"{NO_INTERVAL}: {error}"
    return None, f"{NO_INTERVAL}: limits, or counts to make them of, are not held for both figures"


def _of_counts(
    indicator: Indicator, before: tuple[float, float], after: tuple[float, float]
) -> Difference:
    if indicator.interval_method is IntervalMethod.BYAR:
        return ratio_of_rates(before, after)
    if indicator.is_percentage:
        return difference_of_proportions(before, after, per=100)
    return ratio_of_proportions(before, after)


def _counts(*figures: FilledCell) -> list[tuple[float, float]]:
    """Numerator and denominator of each; nothing where any is not held."""
    counts = [
        (figure.numerator, figure.denominator)
        for figure in figures
        if figure.numerator is not None and figure.denominator is not None
    ]
    return counts if len(counts) == len(figures) else []


def _both_limits(*figures: FilledCell) -> list[ConfidenceInterval]:
    """Value and limits of each; nothing where any has none."""
    limits = [
        ConfidenceInterval(figure.value, figure.lower, figure.upper, figure.limits_method)
        for figure in figures
        if figure.lower is not None and figure.upper is not None and figure.limits_method
    ]
    return limits if len(limits) == len(figures) else []


def _sizes(
    difference: Difference | None, before: float, after: float, unit: ChangeUnit
) -> tuple[float | None, float | None, float | None]:
    """Size of the change and its limits in its unit; None for what cannot be told."""
    points = unit is ChangeUnit.PERCENTAGE_POINTS
    if difference is None:
        size = after - before if points else _per_cent(after, before)
        return size, None, None
    told = (difference.value, difference.lower, difference.upper)
    if points:
        return told
    size, lower, upper = (100 * (ratio - 1) for ratio in told)
    return size, lower, upper


def _per_cent(after: float, before: float) -> float | None:
    return 100 * (after - before) / before if before else None


def _verdict(
    size: float | None, lower: float | None, upper: float | None, similar_within: float
) -> ChangeVerdict:
    if size is not None and (
        abs(size) <= similar_within or math.isclose(abs(size), similar_within, abs_tol=1e-9)
    ):
        return ChangeVerdict.SIMILAR
    if lower is None or upper is None:
        return ChangeVerdict.NOT_ASSESSED
    if lower > 0:
        return ChangeVerdict.INCREASED
    return ChangeVerdict.DECREASED if upper < 0 else ChangeVerdict.NO_CLEAR_CHANGE


def _cautions(
    earlier: IndicatorValue, later: IndicatorValue, before: FilledCell, after: FilledCell
) -> Iterator[str]:
    indicator = later.indicator
    for each in indicator.touching([before.period, after.period], later.area.code):
        yield each.footnote
    if before.period.last_day >= after.period.first_day:
        yield SAME_MONTHS
    for column in (earlier.column, later.column):
        if column.stands_in:
            yield IN_PLACE.format(label=column.label)
    if Standing.PROVISIONAL in (before.standing, after.standing):
        yield PROVISIONAL
    if before.release != after.release:
        yield OTHER_RELEASE
    if indicator.interval_method is IntervalMethod.BYAR:
        yield REPEATED


def _refuse(earlier: IndicatorValue, later: IndicatorValue, similar_within: float) -> None:
    broken = []
    if earlier.indicator.key != later.indicator.key:
        broken.append(f"{earlier.indicator.key} and {later.indicator.key} are two indicators")
    if earlier.area.code != later.area.code:
        broken.append(f"{earlier.area} and {later.area} are two areas; compare() is for those")
    if earlier.column.year >= later.column.year:
        broken.append(f"{earlier.column.year} does not come before {later.column.year}")
    if not (math.isfinite(similar_within) and similar_within >= 0):
        broken.append(f"similar_within is {similar_within}, and should be 0 or above, in per cent")
    if broken:
        raise ParametersError(f"no change can be told: {'; '.join(broken)}")
