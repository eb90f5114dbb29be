"""From indicator values to findings: each of the six years, of the area and of Scotland."""

from __future__ import annotations

from dataclasses import replace

from hsci_analysis.findings.evidence import Evidence, Interval, IntervalKind
from hsci_analysis.findings.finding import Comparator, ComparatorKind, Finding, Kind, Verdict
from hsci_analysis.indicators.change import Change, ChangeVerdict
from hsci_analysis.indicators.comparison import AgainstScotland, Comparison
from hsci_analysis.indicators.indicator import Indicator, PeriodRule
from hsci_analysis.indicators.period_rule import Period
from hsci_analysis.indicators.ranks import METHOD as RANKS_METHOD
from hsci_analysis.indicators.value import FilledCell, IndicatorValue, Standing
from hsci_analysis.measures.catalogue import Basis
from hsci_analysis.periods import Month

METHODS = {
    Standing.PUBLISHED: "As published for the period.",
    Standing.COMPUTED: "Computed from published counts of the period.",
    Standing.PROVISIONAL: (
        "Computed from published counts of the period, on the last population estimate that is out."
    ),
}
RANKED_AMONG = "ranked_among"
PROVISIONAL = "provisional"
CHANGE_VERDICTS = {
    ChangeVerdict.INCREASED: Verdict.INCREASED,
    ChangeVerdict.DECREASED: Verdict.DECREASED,
    ChangeVerdict.SIMILAR: Verdict.SIMILAR,
    ChangeVerdict.NO_CLEAR_CHANGE: Verdict.NO_CLEAR_CHANGE,
    ChangeVerdict.NOT_ASSESSED: Verdict.NOT_ASSESSED,
}
COMPARISON_VERDICTS = {
    AgainstScotland.HIGHER: Verdict.HIGHER,
    AgainstScotland.LOWER: Verdict.LOWER,
    AgainstScotland.IN_LINE: Verdict.IN_LINE,
    AgainstScotland.NOT_ASSESSED: Verdict.NOT_ASSESSED,
}


def state_indicator(value: IndicatorValue) -> Finding:
    """State an indicator's figure in the column of one year, or why there is none.

    ``period`` is the label printed with the figure: a calendar year in place of a financial one, or
    a survey, says so.
    """
    indicator, figure = value.indicator, value.figure
    return Finding(
        measure=indicator.key,
        measure_title=indicator.title,
        people=indicator.population,
        area_code=value.area.code,
        area=value.area.name,
        basis=basis_of(indicator),
        period=value.column.label if figure else str(value.column.year),
        kind=Kind.LEVEL,
        verdict=Verdict.STATED if figure else Verdict.NOT_AVAILABLE,
        value=value.value,
        interval=limits_of(figure) if figure else None,
        unit=indicator.unit,
        decimals=indicator.decimals,
        better=indicator.better,
        reason="" if figure else value.reason,
        cautions=cautions_of(value),
        evidence=evidence_of(figure),
    )


def basis_of(indicator: Indicator) -> Basis:
    """Where the people of an indicator count: at home, or at their GP practice in the survey."""
    surveyed = indicator.period_rule is PeriodRule.SURVEY_ROUND
    return Basis.PRACTICE if surveyed else Basis.RESIDENCE


def limits_of(figure: FilledCell) -> Interval | None:
    """The limits of the figure, where it has some."""
    if figure.lower is None or figure.upper is None:
        return None
    return Interval(IntervalKind.CONFIDENCE, figure.lower, figure.upper)


def evidence_of(figure: FilledCell | None) -> Evidence:
    """What a figure rests on; of an empty cell, that nothing is held."""
    if figure is None:
        return Evidence("No figure is held.", None, None, 0, None, None, sources=())
    first, last = months_of(figure.period)
    settings = {
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "population_estimate": figure.denominator_vintage or None,
        "limits": str(figure.limits_method) if figure.limits_method else None,
    }
    return Evidence(
        method=METHODS[figure.standing],
        first_month=first,
        last_month=last,
        months_used=last - first + 1,
        series_from=first,
        series_until=last,
        sources=figure.citations,
        settings={name: setting for name, setting in settings.items() if setting is not None},
    )


def months_of(period: Period) -> tuple[Month, Month]:
    return Month.of(period.first_day), Month.of(period.last_day)


def cautions_of(value: IndicatorValue) -> tuple[str, ...]:
    """What must be told with the figure: that it is provisional, its period, its notes."""
    figure = value.figure
    if figure is None:
        return ()
    told = [PROVISIONAL] * (figure.standing is Standing.PROVISIONAL)
    told += [value.column.caution] * bool(value.column.caution)
    return (*told, *figure.notes)


def state_change(change: Change, against: ComparatorKind) -> Finding | None:
    """State the change up to the later figure; None where one of the two figures is missing.

    The interval is that of the difference, in the comparator's unit.
    """
    before, level = change.earlier.figure, state_indicator(change.later)
    if before is None or level.value is None:
        return None
    earlier = change.earlier.column
    return replace(
        level,
        kind=Kind.CHANGE,
        verdict=CHANGE_VERDICTS[change.verdict],
        interval=_interval_of(change),
        comparator=Comparator(
            kind=against,
            name=earlier.label,
            period=earlier.label,
            value=before.value,
            difference=change.size,
            unit=change.unit,
        ),
        reason=change.why if change.verdict is ChangeVerdict.NOT_ASSESSED else "",
        cautions=change.cautions,
        evidence=replace(
            level.evidence,
            method=change.method or "The two figures, and no test of the difference.",
            series_from=months_of(before.period)[0],
            sources=tuple(dict.fromkeys((*before.citations, *level.evidence.sources))),
        ),
    )


def _interval_of(change: Change) -> Interval | None:
    if change.lower is None or change.upper is None:
        return None
    return Interval(IntervalKind.DIFFERENCE, change.lower, change.upper)


def state_comparison(comparison: Comparison) -> Finding | None:
    """State where the figure lies against Scotland's; None where one of the two is missing."""
    level, scotland = state_indicator(comparison.own), comparison.scotland
    if level.value is None or scotland.figure is None or comparison.own.indicator.count:
        return None
    assessed = comparison.verdict is not AgainstScotland.NOT_ASSESSED
    return replace(
        level,
        kind=Kind.COMPARISON,
        verdict=COMPARISON_VERDICTS[comparison.verdict],
        comparator=Comparator(
            kind=ComparatorKind.SCOTLAND,
            name=scotland.area.name,
            period=scotland.column.label,
            value=scotland.figure.value,
            difference=None,
            unit=level.unit,
        ),
        reason="" if assessed else comparison.why,
        cautions=comparison.cautions,
        evidence=replace(
            level.evidence,
            method=comparison.method or "The two figures, and no test of the difference.",
            sources=tuple(dict.fromkeys((*level.evidence.sources, *scotland.figure.citations))),
        ),
    )


def state_position(comparison: Comparison) -> Finding | None:
    """State between which ranks the figure lies; None where it could have any, or has none."""
    level, rank = state_indicator(comparison.own), comparison.rank
    if level.value is None or rank is None or rank.tells_nothing:
        return None
    return replace(
        level,
        kind=Kind.POSITION,
        interval=Interval(IntervalKind.RANKS, float(rank.best), float(rank.worst)),
        evidence=replace(
            level.evidence,
            method=RANKS_METHOD,
            settings={RANKED_AMONG: rank.of, "without_limits": rank.without_limits},
        ),
    )
