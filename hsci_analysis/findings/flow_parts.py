"""A year's change in delayed discharge bed days taken apart, exactly, by reason and by age."""

from __future__ import annotations

from dataclasses import replace

from hsci_analysis.findings.breakdowns import BREAKDOWNS
from hsci_analysis.findings.finding import Comparator, ComparatorKind, Finding, Kind, Verdict
from hsci_analysis.models.flow.decomposition import YEARS, Decomposition
from hsci_analysis.models.flow.stages import DELAYED
from hsci_analysis.periods import MONTHS_IN_YEAR

METHOD = "Bed days of the two years, counted; the parts add up to the whole exactly."
UNIT = "bed days"
PEOPLE = {
    (breakdown.column, part): people
    for breakdown in BREAKDOWNS
    if breakdown.measure == DELAYED
    for part, people in breakdown.parts
}


def state_flow_parts(apart: Decomposition, level: Finding) -> tuple[Finding, ...]:
    """The bed days of the later year beside those of the earlier: all, then part by part.

    Parameters
    ----------
    apart
        The change between two years.
    level
        The level of the later year, which says whose bed days they are.
    """
    before, after = (int(apart.frame[name].sum()) for name in YEARS)
    parts = [_part(apart, level, "", level.people, before, after)]
    for column in ("reason", "age_group"):
        for name, row in apart.by(column).to_dict("index").items():
            people = PEOPLE[column, str(name)]
            before, after = (int(row[year]) for year in YEARS)
            parts.append(_part(apart, level, f"{column} {name}", people, before, after))
    return tuple(parts)


def _part(
    apart: Decomposition, level: Finding, part: str, people: str, before: int, after: int
) -> Finding:
    difference = after - before
    moved = Verdict.MORE if difference > 0 else Verdict.FEWER
    return replace(
        level,
        kind=Kind.FLOW,
        verdict=moved if difference else Verdict.AS_MANY,
        people=people,
        period=str(apart.after),
        value=float(after),
        interval=None,
        unit=UNIT,
        decimals=0,
        comparator=Comparator(
            ComparatorKind.YEAR_BEFORE,
            str(apart.before),
            str(apart.before),
            float(before),
            float(difference),
            UNIT,
        ),
        part=part,
        evidence=replace(
            level.evidence,
            method=METHOD,
            first_month=apart.after.first_month,
            last_month=apart.after.last_month,
            months_used=MONTHS_IN_YEAR,
            sources=(apart.source.citation,),
            settings={},
        ),
    )
