"""What figures come with: limits, breaks, disclosure control, and the settings in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from hsci_analysis.indicators.indicator import Break, Indicator
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.measures.catalogue import find_measure
from hsci_analysis.measures.intervals import FEWEST_EVENTS_FOR_APPROXIMATION, IntervalMethod
from hsci_analysis.models.estimation_window import LeftOut
from hsci_analysis.narrative.fixed_parts import Text
from hsci_analysis.narrative.tables import Table
from hsci_analysis.narrative.wording import month_range
from hsci_analysis.parameters.disclosure import read_disclosure
from hsci_analysis.parameters.report import NationalParameters

METHODS: Final[Mapping[IntervalMethod, str]] = {
    IntervalMethod.AS_PUBLISHED: "the survey asks a designed sample, and its publisher knows it",
    IntervalMethod.WILSON: "a share of so many people or services; it holds to none and to all",
    IntervalMethod.BYAR: (
        "so many events among so many people. People who come back make the true limits wider: "
        "read them as the least there is to doubt"
    ),
    IntervalMethod.EXACT_POISSON: (
        f"used in place of Byar's below {FEWEST_EVENTS_FOR_APPROXIMATION} events"
    ),
    IntervalMethod.DOBSON: (
        "a rate standardised for age; none below "
        f"{FEWEST_EVENTS_FOR_APPROXIMATION} events in all, where it would mislead"
    ),
}
HIDDEN: Final = (
    "Counts from 1 to {largest} that are worked out here from records are hidden, with as few "
    "others as keep them from being worked out; zeros are {zeros}. Figures that are public already "
    "stay as they are:"
)


def intervals() -> Table:
    """How limits are made: one row a method, and one a reason why there are none."""
    rows = [
        (method.value, _keys(i for i in INDICATORS.values() if i.interval_method is method), why)
        for method, why in METHODS.items()
    ]
    none: dict[str, list[Indicator]] = {}
    for indicator in INDICATORS.values():
        if indicator.interval_method is None:
            none.setdefault(indicator.interval_note, []).append(indicator)
    rows += [("no limits", _keys(of), why) for why, of in none.items()]
    columns = ("Limits at 95 %", "Indicators", "Why")
    return Table("How limits of indicators are made", columns, tuple(rows), wordy=True)


def breaks() -> Table:
    """Every break in comparability: from when, of which indicators, and what follows from it."""
    of: dict[Break, list[Indicator]] = {}
    for indicator in INDICATORS.values():
        for each in indicator.breaks:
            of.setdefault(each, []).append(indicator)
    rows = tuple(
        (
            f"{each.first_affected}",
            _keys(indicators),
            each.footnote,
            "no change is stated across it" if each.bars_change else "told beside the figures",
        )
        for each, indicators in sorted(
            of.items(), key=lambda held: held[0].first_affected.first_day
        )
    )
    columns = ("From", "Indicators", "What changed", "What follows")
    return Table("Breaks in comparability", columns, rows, wordy=True)


def disclosure() -> Text:
    """What is hidden, and what is left as it was published."""
    settings = read_disclosure()
    lines = "\n".join(f"- **{left.figures}.** {left.why}" for left in settings.left_as_published)
    told = HIDDEN.format(largest=settings.largest_suppressed, zeros=settings.zeros)
    return Text(f"{told}\n\n{lines}")


def settings(asked: NationalParameters) -> Table:
    """The settings in force, as ``parameters/defaults.yaml`` has them."""
    similar = f"a rate that moved by {asked.similar_within_per_cent:g} per cent or less"
    rows = [("Much the same", similar)]
    rows += [
        (
            f"Shown apart: {segment.name}",
            f"from {segment.first.label}"
            if segment.last is None
            else month_range(segment.first, segment.last),
        )
        for segment in asked.display_segments
    ]
    rows += [
        (
            f"Left out of estimation ({', '.join(each.models) or 'every model'})",
            f"{each.first:%d %B %Y} to {each.last:%d %B %Y}, {each.reason}: {_titles(each)}",
        )
        for each in asked.estimation_window
    ]
    return Table("Settings in force", ("Setting", "Value"), tuple(rows), wordy=True)


def _keys(indicators: Iterable[Indicator]) -> str:
    return ", ".join(each.key for each in indicators) or "none"


def _titles(left_out: LeftOut) -> str:
    titles = [find_measure(key).title for key in left_out.measures]
    return "; ".join(titles) or "every measure"
