"""A partnership beside others, as a table: what may be said, and the figures to look at."""

from __future__ import annotations

from collections.abc import Sequence

from hsci_analysis.findings.numerals import write_decimals
from hsci_analysis.indicators.comparison import AgainstScotland, Comparison, FamilyMedian
from hsci_analysis.indicators.ranks import METHOD, RankRange
from hsci_analysis.indicators.value import IndicatorValue
from hsci_analysis.narrative.tables import Table

NOTHING = "none"
COLUMNS = (
    "Indicator",
    "Period",
    "Figure",
    "Scotland",
    "Beside Scotland",
    "Method, or why there is none",
    "Median of its family",
    "Other partnerships of its board",
    "Rank, 1 being best",
    "Cautions",
)
NOTES = (
    "A family is one of the four groups of eight council areas that the Local Government "
    "Benchmarking Framework compares services to people in, by deprivation; a median needs five.",
    f"A rank is the range it could honestly be. {METHOD}",
    "Medians and the other partnerships are for looking at: nothing is said of the difference.",
)


def comparison_table(comparisons: Sequence[Comparison]) -> Table:
    """One row an indicator that the partnership or Scotland has a figure of."""
    shown = [each for each in comparisons if each.own.figure or each.scotland.figure]
    about = f"{comparisons[0].own.area}: beside others, {comparisons[0].own.column.year}"
    return Table(about, COLUMNS, tuple(map(_row, shown)), notes=NOTES)


def _row(comparison: Comparison) -> tuple[str, ...]:
    told = comparison.verdict.value
    if comparison.verdict is not AgainstScotland.NOT_ASSESSED:
        told = f"{told} Scotland"
    return (
        str(comparison.own.indicator),
        comparison.own.column.label,
        _figure(comparison.own),
        _figure(comparison.scotland),
        told,
        comparison.method or comparison.why,
        "; ".join(map(_family, comparison.families)) or NOTHING,
        "; ".join(f"{each.area} {_figure(each)}" for each in comparison.board) or NOTHING,
        _rank(comparison.rank) if comparison.rank else comparison.why_no_rank,
        " ".join(comparison.cautions) or NOTHING,
    )


def _figure(value: IndicatorValue) -> str:
    if value.value is None:
        return value.reason.partition(":")[0]
    return write_decimals(value.value, value.indicator.decimals)


def _family(family: FamilyMedian) -> str:
    of = f"{len(family.held)} of {len(family.members)}"
    if family.value is None:
        return f"family {family.family}: none, for {of} have a figure"
    decimals = family.members[0].indicator.decimals
    return f"family {family.family}: {write_decimals(family.value, decimals)} ({of})"


def _rank(rank: RankRange) -> str:
    places = f"{rank.best}" if rank.best == rank.worst else f"{rank.best} to {rank.worst}"
    without = f" ({rank.without_limits} have no limits)" if rank.without_limits else ""
    return f"{places} of {rank.of}{without}"
