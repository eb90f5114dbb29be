"""A partnership beside Scotland, its benchmarking family, its board's others, and all 31.

Only against Scotland is a word licensed: by the overdispersed funnel of all partnerships in one
year where the counts of all are held (NI-14, NI-16, NI-17; beyond the control limits, which are
3.09 standard errors wide), else by the figure's own limits at 95 %, where Scotland's figure lies
outside them. The other figures are for looking at, without a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from hsci_analysis.areas import (
    SCOTLAND,
    Area,
    Partnership,
    council_areas,
    find_partnership,
    partnerships,
)
from hsci_analysis.indicators.change import NO_INTERVAL, NO_LIMITS, OTHER_RELEASE, REPEATED
from hsci_analysis.indicators.indicator import Indicator
from hsci_analysis.indicators.ranks import RankRange, rank_ranges
from hsci_analysis.indicators.registry import find_indicator
from hsci_analysis.indicators.value import IndicatorValue
from hsci_analysis.indicators.values import indicator_value
from hsci_analysis.measures.funnel import FunnelLimits, Position, Spread, funnel_limits
from hsci_analysis.measures.intervals import IntervalMethod
from hsci_analysis.periods import FinancialYear

FUNNELS: Mapping[str, Spread] = {
    "NI-14": Spread.PROPORTION,
    "NI-16": Spread.RATE,
    "NI-17": Spread.PROPORTION,
}
FUNNEL = "funnel of all {areas} partnerships, control limits widened by W = {widened:.2f}"
OWN_LIMITS = "whether Scotland's figure lies outside its limits at 95 % ({method})"
ALONE = (
    "Partnerships differ from one another by more than chance, so that the limits of one alone "
    "call more of them different from Scotland than a funnel of all would."
)
GROWS = "counts grow with the area and are not compared between areas"
NO_LIMITS_HELD = "neither limits nor the counts they could be made of are held for it"
FEWEST_OF_A_FAMILY = 5
"""Of eight: a median of fewer would be that of another group."""


class AgainstScotland(StrEnum):
    """What may be said of a figure beside Scotland's."""

    HIGHER = "higher than"
    LOWER = "lower than"
    IN_LINE = "in line with"
    NOT_ASSESSED = "cannot be assessed"


@dataclass(frozen=True)
class FamilyMedian:
    """The median of a family of eight council areas, the partnership's own among them.

    The Local Government Benchmarking Framework puts council areas into four families of alike
    deprivation for services to people. ``members`` have a figure or the reason why not; ``value``
    is None where fewer than five have one.
    """

    family: int
    members: tuple[IndicatorValue, ...]

    @property
    def held(self) -> tuple[float, ...]:
        return tuple(each.value for each in self.members if each.value is not None)

    @property
    def value(self) -> float | None:
        return median(self.held) if len(self.held) >= FEWEST_OF_A_FAMILY else None


@dataclass(frozen=True)
class Comparison:
    """One indicator of one partnership in one year, beside those of others.

    ``why`` says what keeps ``verdict`` from being reached, ``why_no_rank`` what keeps a rank from
    being told. Clackmannanshire and Stirling lies in two families, one for each council area, and
    has both; counts have none. ``funnel`` is set where the verdict is the funnel's.
    """

    own: IndicatorValue
    scotland: IndicatorValue
    verdict: AgainstScotland
    method: str
    why: str
    families: tuple[FamilyMedian, ...]
    board: tuple[IndicatorValue, ...]
    everyone: tuple[IndicatorValue, ...]
    rank: RankRange | None
    why_no_rank: str
    funnel: FunnelLimits | None = None
    cautions: tuple[str, ...] = ()


def compare(
    indicator: str | Indicator, partnership: str | Partnership, year: str | FinancialYear
) -> Comparison:
    """One indicator of a partnership beside Scotland, family, board and all 31.

    Raises
    ------
    UnknownNameError
        With the nearest names, for an unknown indicator or partnership.
    """
    wanted = indicator if isinstance(indicator, Indicator) else find_indicator(indicator)
    place = partnership if isinstance(partnership, Partnership) else find_partnership(partnership)
    everyone = {each.code: indicator_value(wanted, each, year) for each in partnerships()}
    return compare_among(everyone, place, indicator_value(wanted, SCOTLAND, year))


def compare_among(
    everyone: Mapping[str, IndicatorValue], partnership: Partnership, scotland: IndicatorValue
) -> Comparison:
    """As ``compare``, from the values of all partnerships by code."""
    own = everyone[partnership.code]
    funnel = _funnel(everyone)
    verdict, method, why = _against_scotland(own, scotland, funnel)
    rank, why_no_rank = _rank(everyone, own)
    return Comparison(
        own,
        scotland,
        verdict,
        method,
        why,
        tuple(_families(everyone, partnership, own)),
        tuple(
            everyone[each.code]
            for each in partnerships()
            if each.health_board == partnership.health_board and each != partnership
        ),
        tuple(everyone.values()),
        rank,
        why_no_rank,
        funnel,
        () if verdict is AgainstScotland.NOT_ASSESSED else tuple(_cautions(own, scotland, funnel)),
    )


def _against_scotland(
    own: IndicatorValue, scotland: IndicatorValue, funnel: FunnelLimits | None
) -> tuple[AgainstScotland, str, str]:
    unknown = AgainstScotland.NOT_ASSESSED
    figure, of_scotland = own.figure, scotland.figure
    if figure is None or of_scotland is None:
        empty = [f"{each.area}: {each.reason}" for each in (own, scotland) if each.reason]
        return unknown, "", "; ".join(empty)
    if own.indicator.count:
        return unknown, "", GROWS
    if funnel:
        method = FUNNEL.format(areas=len(funnel.frame), widened=max(1.0, funnel.overdispersion))
        return _beyond_control(funnel, own.area), method, ""
    if figure.lower is None or figure.upper is None:
        note = own.indicator.interval_note.removeprefix(NO_LIMITS) or NO_LIMITS_HELD
        return unknown, "", f"{NO_INTERVAL}: {note}"
    method = OWN_LIMITS.format(method=figure.limits_method)
    if figure.lower > of_scotland.value:
        return AgainstScotland.HIGHER, method, ""
    if figure.upper < of_scotland.value:
        return AgainstScotland.LOWER, method, ""
    return AgainstScotland.IN_LINE, method, ""


def _funnel(everyone: Mapping[str, IndicatorValue]) -> FunnelLimits | None:
    """The funnel of all partnerships; None unless the counts of every one are held."""
    indicator = next(iter(everyone.values())).indicator
    counts = {
        code: (figure.numerator, figure.denominator)
        for code, each in everyone.items()
        if (figure := each.figure) and figure.numerator is not None and figure.denominator
    }
    if indicator.key not in FUNNELS or len(counts) < len(partnerships()):
        return None
    return funnel_limits(
        {code: numerator for code, (numerator, _) in counts.items()},
        {code: denominator for code, (_, denominator) in counts.items()},
        FUNNELS[indicator.key],
        per=indicator.per or 1,
    )


def _beyond_control(funnel: FunnelLimits, area: Area) -> AgainstScotland:
    position = funnel.frame.loc[area.code, "position"]
    if position == Position.ABOVE_CONTROL:
        return AgainstScotland.HIGHER
    return AgainstScotland.LOWER if position == Position.BELOW_CONTROL else AgainstScotland.IN_LINE


def _families(
    everyone: Mapping[str, IndicatorValue], partnership: Partnership, own: IndicatorValue
) -> Iterator[FamilyMedian]:
    """Of each family it lies in; a council area that is a partnership has the partnership's."""
    councils = {each.code: each for each in council_areas()}
    families = () if own.indicator.count else dict.fromkeys(partnership.family_people)
    for family in families:
        members = [
            everyone[each.code]
            if len(each.council_areas) == 1
            else indicator_value(own.indicator, councils[code], own.column.year)
            for each in partnerships()
            for code, of in zip(each.council_areas, each.family_people, strict=True)
            if of == family
        ]
        yield FamilyMedian(family, tuple(members))


def _rank(
    everyone: Mapping[str, IndicatorValue], own: IndicatorValue
) -> tuple[RankRange | None, str]:
    indicator = own.indicator
    if own.figure is None:
        return None, own.reason
    if indicator.count:
        return None, GROWS
    if indicator.better is None:
        return None, "neither way is better"
    figures = {code: each.figure for code, each in everyone.items()}
    rank = rank_ranges(indicator, figures).get(own.area.code)
    if rank is None:
        note = indicator.interval_note.removeprefix(NO_LIMITS) or NO_LIMITS_HELD
        return None, f"a rank without an interval would be chance: {note}"
    if rank.tells_nothing:
        return None, (
            f"it could be any of {rank.of}: limits are held for {rank.of - rank.without_limits}, "
            "and none lies apart from its own"
        )
    return rank, ""


def _cautions(
    own: IndicatorValue, scotland: IndicatorValue, funnel: FunnelLimits | None
) -> Iterator[str]:
    if own.figure and scotland.figure and own.figure.release != scotland.figure.release:
        yield OTHER_RELEASE
    if own.indicator.interval_method is IntervalMethod.BYAR:
        yield REPEATED
    if own.indicator.key in FUNNELS and funnel is None:
        yield ALONE
