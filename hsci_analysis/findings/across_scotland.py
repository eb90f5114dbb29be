"""What all partnerships and boards show beside each other in one year, as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from hsci_analysis.areas import SCOTLAND, Area, health_boards, partnerships
from hsci_analysis.errors import SeriesError
from hsci_analysis.indicators.ranks import RankRange, rank_ranges
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.indicators.value import IndicatorValue
from hsci_analysis.indicators.values import indicator_value
from hsci_analysis.measures.funnel import FunnelLimits, Spread, funnel_limits
from hsci_analysis.measures.series import series
from hsci_analysis.models.change.change import panel_change
from hsci_analysis.models.change.panel_change import PanelChange
from hsci_analysis.models.flow.stages import DELAYED
from hsci_analysis.parameters.report import NationalParameters
from hsci_analysis.periods import FinancialYear, Month

ATTENDANCES: Final = "accident_and_emergency_attendances"
WITHIN_4_HOURS: Final = "accident_and_emergency_within_4_hours"


@dataclass(frozen=True, eq=False)
class Stands:
    """One indicator in one year: Scotland, every partnership, and the ranks that can be told."""

    scotland: IndicatorValue
    partnerships: tuple[IndicatorValue, ...]
    ranks: Mapping[str, RankRange] = field(repr=False)

    @property
    def held(self) -> tuple[float, ...]:
        return tuple(each.value for each in self.partnerships if each.value is not None)


@dataclass(frozen=True, eq=False)
class BoardFunnel:
    """The four-hour share of every board over some months of a year, within funnel limits."""

    limits: FunnelLimits = field(repr=False)
    first: Month
    last: Month


def year_changes(report: NationalParameters) -> PanelChange:
    """Whether the delayed discharge bed days of each partnership have changed over the year."""
    panel = [series(DELAYED, each).until(report.last_month) for each in partnerships()]
    return panel_change(panel, estimation_window=report.estimation_window)


def values_by_year(key: str, area: Area, year: FinancialYear) -> tuple[float | None, ...]:
    """The indicator of an area in the year and the five before, the oldest first."""
    return tuple(indicator_value(key, area, year + -back).value for back in range(5, -1, -1))


def where_they_stand(year: FinancialYear) -> tuple[Stands, ...]:
    """Each indicator that is a rate or a percentage, and of which most partnerships have a value.

    Counts grow with the area, and are not put beside each other.
    """
    found = []
    for key, indicator in INDICATORS.items():
        if indicator.count:
            continue
        everyone = {each.code: indicator_value(key, each, year) for each in partnerships()}
        held = [each for each in everyone.values() if each.value is not None]
        if len(held) <= len(everyone) / 2:
            continue
        ranks = rank_ranges(indicator, {code: each.figure for code, each in everyone.items()})
        found.append(Stands(indicator_value(key, SCOTLAND, year), tuple(everyone.values()), ranks))
    return tuple(found)


def board_funnel(report: NationalParameters) -> BoardFunnel | None:
    """The funnel of boards over the months of the year that are held; None where none is."""
    seen: dict[str, float] = {}
    attended: dict[str, float] = {}
    months = slice(str(report.reporting_year.first_month), str(report.last_month))
    for board in health_boards():
        try:
            attendances = series(ATTENDANCES, board).values[months]
            shares = series(WITHIN_4_HOURS, board).values[months]
        except SeriesError:
            continue
        if attendances.empty or attendances.isna().any():
            continue
        held = attendances.index
        attended[board.code] = float(attendances.sum())
        seen[board.code] = float(round((attendances * shares / 100).sum()))
    if not attended:
        return None
    return BoardFunnel(
        funnel_limits(seen, attended, Spread.PROPORTION, per=100),
        Month.parse(str(held[0])),
        Month.parse(str(held[-1])),
    )
