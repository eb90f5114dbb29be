"""Which months of a year a rule of process control singles out, and how often chance would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from hsci_analysis.findings.evidence import Setting
from hsci_analysis.findings.finding import Finding, Kind, Verdict
from hsci_analysis.models.process_control.result import ProcessControl, SpecialCause, Stretch
from hsci_analysis.models.process_control.rules import Direction
from hsci_analysis.periods import FinancialYear, Month, months_between

METHOD = (
    "Process control with season and month length taken out: {charted}; limits from the first "
    "months of each stretch. The value is how many months the rule singles out."
)
FALSE_SIGNALS = "chance_of_a_false_signal_in_a_year"
VERDICTS = {
    Direction.UP: Verdict.ABOVE,
    Direction.DOWN: Verdict.BELOW,
    Direction.NEITHER: Verdict.CLOSE,
}


def state_special_causes(
    limits: ProcessControl, year: FinancialYear, level: Finding
) -> tuple[Finding, ...]:
    """State each special cause that has a month in the year, or that there was none.

    Parameters
    ----------
    limits
        Of the series whose level was stated.
    year
        A year of which no month is judged against limits gives nothing.
    level
        The level of the year, which says what is counted and whose.
    """
    return tuple(_stated(limits, year, level))


def _stated(limits: ProcessControl, year: FinancialYear, level: Finding) -> Iterator[Finding]:
    months = list(months_between(year.first_month, year.last_month))
    judged = {month: stretch for month in months if (stretch := _judged(limits, month))}
    causes = [cause for cause in limits.special_causes if judged.keys() & set(cause.months)]
    for cause in causes:
        stretch = judged[next(month for month in cause.months if month in judged)]
        about = _about(limits, stretch, cause.months, level)
        yield replace(
            about,
            verdict=VERDICTS[cause.direction],
            period=_label(cause),
            value=float(len(cause.months)),
            part=cause.rule.value,
            evidence=replace(
                about.evidence,
                settings={**about.evidence.settings, "meaning": cause.meaning.value},
            ),
        )
    if judged and not causes:
        held = tuple(judged)
        yield _about(limits, judged[held[-1]], held, level)


def _judged(limits: ProcessControl, month: Month) -> Stretch | None:
    """The stretch whose limits that month, if it has a figure, is held against."""
    adjusted = limits.frame["adjusted"]
    if str(month) not in adjusted.index or pd.isna(adjusted[str(month)]):
        return None
    within = (one for one in limits.stretches if one.first <= month <= one.last)
    return next((one for one in within if not one.set_apart), None)


def _about(
    limits: ProcessControl, stretch: Stretch, months: tuple[Month, ...], level: Finding
) -> Finding:
    """That no month stands out, on the evidence of those limits."""
    settings: dict[str, Setting] = {
        **limits.settings,
        "charted": stretch.charted.value,
        "limits_from": str(stretch.baseline_first),
        "limits_until": str(stretch.baseline_last),
        FALSE_SIGNALS: stretch.false_signals,
    }
    return replace(
        level,
        kind=Kind.SPECIAL_CAUSE,
        verdict=Verdict.AS_EXPECTED,
        value=0.0,
        interval=None,
        unit="months",
        decimals=0,
        reason="",
        cautions=tuple(caution.value for caution in limits.cautions),
        evidence=replace(
            level.evidence,
            method=METHOD.format(charted=stretch.charted.value),
            first_month=months[0],
            last_month=months[-1],
            months_used=len(months),
            settings=settings,
        ),
    )


def _label(cause: SpecialCause) -> str:
    first, last = cause.first.label, cause.last.label
    return first if first == last else f"{first} to {last}"
