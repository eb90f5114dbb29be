"""Whether months have changed: over the year, over five, and against Scotland, each by its test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hsci_analysis.areas import SCOTLAND
from hsci_analysis.findings.evidence import Interval, IntervalKind
from hsci_analysis.findings.finding import Comparator, ComparatorKind, Finding, Kind, Verdict
from hsci_analysis.findings.rules import level_between
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.models.change.result import Change, ChangeTest, ChangeVerdict, Form, Stretch
from hsci_analysis.periods import FinancialYear

SMALLEST_RISE, SMALLEST_FALL = "smallest_rise", "smallest_fall"
"""The settings that say how small a change would have been found in four of five such series."""
VERDICTS = {
    ChangeVerdict.INCREASE: Verdict.INCREASED,
    ChangeVerdict.DECREASE: Verdict.DECREASED,
    ChangeVerdict.NO_CLEAR_CHANGE: Verdict.NO_CLEAR_CHANGE,
}
AGAINST = {
    ChangeVerdict.INCREASE: Verdict.HIGHER,
    ChangeVerdict.DECREASE: Verdict.LOWER,
    ChangeVerdict.NO_CLEAR_CHANGE: Verdict.IN_LINE,
}
OTHER_WAY = "the figures as they stand lie the other way than the test, which takes the season out"
CHANGED_BY = "change"
"""The part of a measure's findings that compares changes, where others compare figures."""


def state_changes(change: Change, series: MeasureSeries, level: Finding) -> tuple[Finding, ...]:
    """What the tests of one series found; nothing of a question that could not be put.

    Parameters
    ----------
    change
        The answers, of that series.
    series
        The series whose level was stated: daily averages, or percentages.
    level
        The level of the year, which says what is counted and whose.

    Returns
    -------
    tuple of Finding
        The last twelve months against the twelve before, as a change. Over five years, a trend, or,
        where months lean on each other too much for one, a change against the first twelve months.
    """
    return tuple(_stated(change, series, level))


def state_against_scotland(change: Change, scotland: Change, level: Finding) -> tuple[Finding, ...]:
    """How each change stands beside that of Scotland over the same months, where both were told."""
    pairs = (
        (change.year, scotland.year, change.year_against_scotland),
        (change.five_years, scotland.five_years, change.five_years_against_scotland),
    )
    found = []
    for own, whole, against in pairs:
        tested = [one for one in (own, whole, against) if isinstance(one, ChangeTest)]
        same = len({(one.form, one.before, one.after) for one in tested}) == 1
        if len(tested) == len((own, whole, against)) and same:
            found.append(_against(level, *tested))
    return tuple(found)


def _stated(change: Change, series: MeasureSeries, level: Finding) -> Iterator[Finding]:
    for test, against in (
        (change.year, ComparatorKind.YEAR_BEFORE),
        (change.five_years, ComparatorKind.FIRST_MONTHS),
    ):
        if not isinstance(test, ChangeTest):
            continue
        if test.form is Form.SLOPE:
            yield _trend(test, level)
        else:
            yield _change(test, against, series, level)


def _change(
    test: ChangeTest, against: ComparatorKind, series: MeasureSeries, level: Finding
) -> Finding:
    after, before = _level(series, test.after), _level(series, test.before)
    verdict = VERDICTS[test.verdict]
    other_way = test.significant and (after - before) * test.change <= 0
    then = period_of(test.before)
    return replace(
        _about(test, level),
        kind=Kind.CHANGE,
        verdict=Verdict.NOT_ASSESSED if other_way else verdict,
        period=period_of(test.after),
        value=after,
        interval=Interval(IntervalKind.DIFFERENCE, test.lower, test.upper),
        comparator=Comparator(against, then, then, before, test.change, test.unit),
        reason=OTHER_WAY if other_way else "",
    )


def _trend(test: ChangeTest, level: Finding) -> Finding:
    return replace(
        _about(test, level),
        kind=Kind.TREND,
        verdict=VERDICTS[test.verdict],
        period=period_of(_whole(test)),
        value=test.change,
        interval=Interval(IntervalKind.CONFIDENCE, test.lower, test.upper),
        unit=f"{test.unit} a year",
    )


def _against(level: Finding, own: ChangeTest, whole: ChangeTest, against: ChangeTest) -> Finding:
    verdict = AGAINST[against.verdict]
    other_way = against.significant and (own.change - whole.change) * against.change <= 0
    span = period_of(own.after if own.question.of_the_year else _whole(own))
    slope = " a year" * (own.form is Form.SLOPE)
    return replace(
        _about(against, level),
        kind=Kind.COMPARISON,
        verdict=Verdict.NOT_ASSESSED if other_way else verdict,
        period=span,
        value=own.change,
        interval=Interval(IntervalKind.DIFFERENCE, against.lower, against.upper),
        unit=f"{own.unit}{slope}",
        comparator=Comparator(
            ComparatorKind.SCOTLAND,
            SCOTLAND.name,
            span,
            whole.change,
            against.change,
            f"{against.unit}{slope}",
        ),
        reason=OTHER_WAY if other_way else "",
        part=CHANGED_BY,
    )


def _about(test: ChangeTest, level: Finding) -> Finding:
    """The level's finding with this test for evidence."""
    slope = test.form is Form.SLOPE
    months = _whole(test) if slope else test.after
    evidence = replace(
        level.evidence,
        method=test.method,
        first_month=months.first,
        last_month=months.last,
        months_used=months.months,
        settings={
            **test.settings,
            "form": test.form.value,
            "months_of_the_test": test.months_used,
            "p_value": test.p_value,
            "autocorrelation": test.autocorrelation,
            SMALLEST_RISE: test.smallest_rise,
            SMALLEST_FALL: test.smallest_fall,
        },
    )
    return replace(
        level,
        kind=Kind.TREND,
        verdict=Verdict.NO_CLEAR_CHANGE,
        value=test.change,
        interval=None,
        evidence=evidence,
        reason="",
        cautions=tuple(caution.value for caution in test.cautions),
    )


def period_of(months: Stretch) -> str:
    """The financial year these months are, or the first and the last of them in words."""
    year = FinancialYear.of(months.first.first_day)
    if (year.first_month, year.last_month) == (months.first, months.last):
        return str(year)
    return f"{months.first.label} to {months.last.label}"


def _whole(test: ChangeTest) -> Stretch:
    return Stretch(test.before.first, test.after.last, test.months_used)


def _level(series: MeasureSeries, months: Stretch) -> float:
    held = series.frame[str(months.first) : str(months.last)]
    return sum(level_between(series, held[held["lower"].notna()])) / 2
