"""NI-19 and MSG-4, computed from the bed days of delayed discharges and the people they are among.

All reasons for delay count, April to March. A rate's denominator is the mid-year estimate of the
year's first calendar year; where no later one is held the last one is copied forward, up to three
years, and the rate is provisional. The days of people of no known council area count for Scotland
alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

import pandas as pd

from hsci_analysis.areas import Area, Nation
from hsci_analysis.indicators.breaks import DELAY_DEFINITIONS
from hsci_analysis.indicators.nothing import EmptyCell, Reason
from hsci_analysis.indicators.residence import council_areas_of
from hsci_analysis.indicators.value import FilledCell, Standing
from hsci_analysis.periods import APRIL, FinancialYear, Month
from hsci_analysis.sources import Source, source
from hsci_analysis.sources.releases import known_releases
from hsci_analysis.tables.store import read_release

BED_DAYS = "delayed_discharges_by_council_area"
POPULATION = "population_by_council_area"
OLDEST = "75+"
COPIED_FORWARD_AT_MOST = 3
PER = 1_000
OF_NO_KNOWN_AREA = (
    "The figure of Scotland includes the days of people whose council area is not known, or who "
    "live elsewhere; the figure of no other area does."
)


def complete_to(as_of: date | None = None) -> Month:
    """The last month whose delayed discharges were known then."""
    return Month.parse(source(BED_DAYS, as_of).last_period)


def released(as_of: date | None = None) -> date:
    """The day the newest of the figures known then became public; raises SourceError for none."""
    return max(source(key, as_of).released for key in (BED_DAYS, POPULATION))


def days_per_1_000(
    area: Area, year: FinancialYear, as_of: date | None = None
) -> FilledCell | EmptyCell:
    """NI-19: bed days of people aged 75 and over per 1,000 of them."""
    if refusal := _refusal(year, as_of):
        return refusal
    delays, estimates = source(BED_DAYS, as_of), source(POPULATION, as_of)
    of_year = min(year.start, int(estimates.last_period))
    if year.start - of_year > COPIED_FORWARD_AT_MOST:
        return EmptyCell(
            Reason.INCOMPLETE,
            f"the last population estimate held, of mid-{of_year}, is more than "
            f"{COPIED_FORWARD_AT_MOST} years older",
        )
    days, people = _bed_days(delays, area, year, OLDEST), _people(estimates, area, of_year)
    copied_forward = f"For {year} the mid-{of_year} estimate is used: no later one is held."
    both = (delays, estimates)
    return FilledCell(
        days / people * PER,
        year,
        Standing.COMPUTED if of_year == year.start else Standing.PROVISIONAL,
        source="; ".join(f"{each.publisher}: {each.title}" for each in both),
        release="; ".join(each.release for each in both),
        numerator=days,
        denominator=people,
        citations=tuple(each.citation for each in both),
        denominator_vintage=f"mid-{of_year} estimate ({estimates.release})",
        notes=(*_notes(area), *[copied_forward] * (of_year != year.start)),
    )


def days(area: Area, year: FinancialYear, as_of: date | None = None) -> FilledCell | EmptyCell:
    """MSG-4: bed days of people aged 18 and over."""
    if refusal := _refusal(year, as_of):
        return refusal
    delays = source(BED_DAYS, as_of)
    counted = _bed_days(delays, area, year)
    return FilledCell(
        counted,
        year,
        Standing.COMPUTED,
        source=f"{delays.publisher}: {delays.title}",
        release=delays.release,
        numerator=counted,
        citations=(delays.citation,),
        notes=_notes(area),
    )


COMPUTED: Mapping[str, Callable[[Area, FinancialYear, date | None], FilledCell | EmptyCell]] = {
    "NI-19": days_per_1_000,
    "MSG-4": days,
}


def _refusal(year: FinancialYear, as_of: date | None) -> EmptyCell | None:
    if not all(known_releases(key, as_of) for key in (BED_DAYS, POPULATION)):
        words = f"no release that is held was public on {as_of}"
        return EmptyCell(Reason.NOT_YET_AVAILABLE, words)
    if not DELAY_DEFINITIONS.affects(year):
        return EmptyCell(Reason.NOT_COMPARABLE, DELAY_DEFINITIONS.footnote)
    end = complete_to(as_of)
    if year.last_day > end.last_day:
        begun = year.first_day <= end.last_day
        reason = Reason.INCOMPLETE if begun else Reason.NOT_YET_AVAILABLE
        return EmptyCell(reason, f"the delayed discharges held end in {end.label}")
    return None


def _notes(area: Area) -> tuple[str, ...]:
    return (OF_NO_KNOWN_AREA,) if isinstance(area, Nation) else ()


def _bed_days(delays: Source, area: Area, year: FinancialYear, *age_groups: str) -> float:
    held = _bed_days_by_year(delays).xs(year.start, level="year")
    if age_groups:
        held = held[held.index.get_level_values("age_group").isin(age_groups)]
    return float(_of(area, held).sum())


def _people(estimates: Source, area: Area, year: int) -> float:
    oldest = _oldest_by_year(estimates)
    return float(_of(area, oldest.xs(year, level="year")).sum())


def _of(area: Area, by_area: pd.Series[int]) -> pd.Series[int]:
    if isinstance(area, Nation):
        return by_area
    return by_area[by_area.index.get_level_values("area_code").isin(council_areas_of(area))]


@cache
def _bed_days_by_year(release: Source) -> pd.Series[int]:
    """Kept by the release, so that another is never answered from this one."""
    delays = read_release(release)
    month = delays["month"].dt
    return (
        delays.assign(year=month.year - (month.month < APRIL).astype("int64"))
        .groupby(["year", "area_code", "age_group"])["bed_days"]
        .sum()
    )


@cache
def _oldest_by_year(release: Source) -> pd.Series[int]:
    people = read_release(release)
    oldest = people[people["age_group"] == OLDEST]
    return oldest.set_index(["year", "area_code"])["people"]
