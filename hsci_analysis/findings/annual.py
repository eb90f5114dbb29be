"""All that a year's report states of the 29 indicators: six years, changes, and Scotland beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hsci_analysis.areas import SCOTLAND, Partnership
from hsci_analysis.findings.finding import ComparatorKind, Finding
from hsci_analysis.findings.indicator_rules import (
    state_change,
    state_comparison,
    state_indicator,
    state_position,
)
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.indicators.change import SIMILAR_WITHIN, changes
from hsci_analysis.indicators.comparison import compare
from hsci_analysis.indicators.indicator import Indicator
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.indicators.six_year_table import SixYearRow, SixYearTable, six_year_table
from hsci_analysis.periods import FinancialYear


@dataclass(frozen=True)
class IndicatorFindings:
    """What is stated of one indicator: ``levels`` of the six years, oldest first, then the rest.

    ``latest`` is the level of the reporting year, or of the last year that has a figure where that
    has none; None where no year has. Changes and the comparison are of the reporting year alone.
    ``scotland`` are the levels of Scotland in the same six years, none for a count.
    """

    indicator: Indicator
    levels: tuple[Finding, ...]
    changes: tuple[Finding, ...]
    comparison: Finding | None
    position: Finding | None = None
    scotland: tuple[Finding, ...] = ()

    @property
    def of_year(self) -> Finding:
        """The level of the reporting year, a figure or the reason why there is none."""
        return self.levels[-1]

    @property
    def latest(self) -> Finding | None:
        held = [level for level in self.levels if level.value is not None]
        return held[-1] if held else None

    @property
    def all(self) -> tuple[Finding, ...]:
        held = (level for level in self.scotland if level.value is not None)
        beside = (*_some(self.comparison), *_some(self.position))
        return (*self.levels, *self.changes, *beside, *held)


@dataclass(frozen=True)
class AnnualFindings:
    """The findings of one partnership's year, indicator by indicator in the order of the suites."""

    partnership: Partnership
    year: FinancialYear
    table: SixYearTable
    indicators: tuple[IndicatorFindings, ...]

    @property
    def ledger(self) -> Ledger:
        return Ledger(tuple(finding for each in self.indicators for finding in each.all))

    def of(self, indicator: str) -> IndicatorFindings:
        """What is stated of the indicator of that key, such as ``"NI-19"``."""
        return next(each for each in self.indicators if each.indicator.key == indicator)


def annual_findings(
    partnership: Partnership,
    year: FinancialYear,
    *,
    similar_within: float = SIMILAR_WITHIN,
    among: Mapping[str, Indicator] = INDICATORS,
) -> AnnualFindings:
    """State all 29 indicators of a partnership for a year and the five before; none is dropped.

    ``similar_within`` is in per cent, as in ``changes``; ``among`` takes some of them only.
    """
    table = six_year_table(partnership, year, among=among)
    scotland = six_year_table(SCOTLAND, year, among=among)
    stated = tuple(
        _stated(row, beside, partnership, year, similar_within)
        for row, beside in zip(table.rows, scotland.rows, strict=True)
    )
    return AnnualFindings(partnership, year, table, stated)


def _stated(
    row: SixYearRow,
    scotland: SixYearRow,
    partnership: Partnership,
    year: FinancialYear,
    similar_within: float,
) -> IndicatorFindings:
    of_year = row.cells[-1].figure
    beside = compare(row.indicator, partnership, year) if of_year else None
    return IndicatorFindings(
        row.indicator,
        tuple(state_indicator(cell) for cell in row.cells),
        tuple(_changes(row, similar_within)) if of_year else (),
        state_comparison(beside) if beside else None,
        state_position(beside) if beside else None,
        () if row.indicator.count else tuple(state_indicator(cell) for cell in scotland.cells),
    )


def _changes(row: SixYearRow, similar_within: float) -> Iterator[Finding]:
    moved = changes(row, similar_within=similar_within)
    yield from _some(state_change(moved.since_last, ComparatorKind.YEAR_BEFORE))
    if moved.since_first.earlier.column != moved.since_last.earlier.column:
        yield from _some(state_change(moved.since_first, ComparatorKind.FIRST_YEAR))


def _some(finding: Finding | None) -> list[Finding]:
    return [finding] if finding else []
