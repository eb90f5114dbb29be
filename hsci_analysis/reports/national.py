"""The national overview: all partnerships and boards beside each other, as charts and tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from hsci_analysis.areas import SCOTLAND, find_area, partnerships
from hsci_analysis.charts.dot_chart import Dot, dot_chart
from hsci_analysis.charts.figure import Figure
from hsci_analysis.charts.small_multiples import small_multiples
from hsci_analysis.findings.across_scotland import (
    WITHIN_4_HOURS,
    BoardFunnel,
    board_funnel,
    values_by_year,
    where_they_stand,
    year_changes,
)
from hsci_analysis.findings.numerals import write_decimals
from hsci_analysis.indicators.registry import find_indicator
from hsci_analysis.measures.series import series
from hsci_analysis.models.change.panel_change import PanelChange
from hsci_analysis.models.change.result import ChangeTest
from hsci_analysis.narrative import across_scotland as said
from hsci_analysis.narrative.fixed_parts import Text
from hsci_analysis.narrative.methods.pictures import rows_in_words
from hsci_analysis.narrative.tables import Table
from hsci_analysis.parameters.report import NationalParameters

HEADLINE: Final = "NI-19"
NO_BOARDS: Final = "No month of this year is held of the four-hour share."
AS_BEFORE: Final = 100.0


@dataclass(frozen=True, repr=False)
class NationalOverview:
    """What the page shows of all partnerships and boards, part by part."""

    asked: NationalParameters

    def __repr__(self) -> str:
        return f"NationalOverview({self.asked.reporting_year})"

    @cached_property
    def small_multiples(self) -> Figure:
        """Six years of the headline indicator in every partnership, beside Scotland's."""
        year, decimals = self.asked.reporting_year, find_indicator(HEADLINE).decimals
        panels = {each.name: values_by_year(HEADLINE, each, year) for each in partnerships()}
        scotland = values_by_year(HEADLINE, SCOTLAND, year)
        written = {name: _last(values, decimals) for name, values in panels.items()}
        title = find_indicator(HEADLINE).title
        years = f"{year + -5} to {year}"
        latest = [
            (name, written[name], values[-1])
            for name, values in panels.items()
            if values[-1] is not None
        ]
        shown = (
            f"{title}, {years}, in each partnership beside Scotland. Latest figures: Scotland "
            f"{_last(scotland, decimals)}"
        )
        return small_multiples(
            panels,
            beside=scotland,
            written=written,
            unit=f"{year + -5} to {year}; thin line: Scotland",
            alt_text=rows_in_words(shown, latest),
            caption=f"{title}: every partnership, {years}",
        )

    @cached_property
    def small_multiples_table(self) -> Table:
        """The figures behind the small lines."""
        year, decimals = self.asked.reporting_year, find_indicator(HEADLINE).decimals
        rows = tuple(
            (each.name, *(_written(v, decimals) for v in values_by_year(HEADLINE, each, year)))
            for each in (SCOTLAND, *partnerships())
        )
        columns = ("Area", *(str(year + -back) for back in range(5, -1, -1)))
        title = f"{find_indicator(HEADLINE)}, in {find_indicator(HEADLINE).unit}"
        return Table(title, columns, rows, folded="The same as a table")

    @cached_property
    def stands(self) -> Table:
        return said.stands_table(where_they_stand(self.asked.reporting_year))

    @cached_property
    def _changes(self) -> PanelChange:
        return year_changes(self.asked)

    @property
    def changes(self) -> Text:
        return said.changes_in_words(self._changes)

    @property
    def changes_chart(self) -> Figure:
        """Each partnership's year as a share of the year before, with its limits."""
        dots = [
            Dot(
                one.area.name,
                100 * one.year.ratio,
                write_decimals(100 * one.year.ratio, 0),
                100 * one.year.ratio_lower,
                100 * one.year.ratio_upper,
            )
            for one in self._changes.changes
            if isinstance(one.year, ChangeTest)
        ]
        caption = "Delayed discharge bed days of the year, the year before being 100"
        rows = [(dot.name, dot.written, dot.value or 0.0) for dot in dots]
        return dot_chart(
            dots,
            unit="Of a hundred bed days in the year before",
            alt_text=rows_in_words(
                f"the {caption[0].lower()}{caption[1:]}, with limits at 95 %", rows
            ),
            caption=caption,
            references={"as before": AS_BEFORE},
        )

    @property
    def changes_table(self) -> Table:
        return said.changes_table(self._changes)

    @property
    def waits_table(self) -> Table:
        """The months of the year of the four-hour share in Scotland."""
        return said.share_table(series(WITHIN_4_HOURS, SCOTLAND), self.asked.reporting_year)

    @cached_property
    def _boards(self) -> BoardFunnel | None:
        return board_funnel(self.asked)

    @property
    def boards(self) -> Text:
        return said.board_words(self._boards) if self._boards else Text(NO_BOARDS)

    @property
    def boards_chart(self) -> Figure | Text:
        """Each board's share, and the limits in which boards differ, as a bar."""
        if self._boards is None:
            return Text(NO_BOARDS)
        frame = self._boards.limits.frame
        dots = [
            Dot(
                find_area(str(code)).name,
                float(row["value"]),
                f"{write_decimals(row['value'], 1)} %",
                float(row["control_lower"]),
                float(row["control_upper"]),
            )
            for code, row in frame.iterrows()
        ]
        caption = "Attendances that ended within four hours, by board, within funnel limits"
        rows = [(dot.name, dot.written, dot.value or 0.0) for dot in dots]
        return dot_chart(
            dots,
            unit="Per cent of attendances",
            alt_text=rows_in_words(f"{caption[0].lower()}{caption[1:]}", rows),
            caption=caption,
            references={"all boards": self._boards.limits.centre},
        )

    @property
    def boards_table(self) -> Table | Text:
        return said.board_table(self._boards) if self._boards else Text(NO_BOARDS)


def national_overview(asked: NationalParameters) -> NationalOverview:
    """All partnerships and boards beside each other in that year."""
    return NationalOverview(asked)


def _written(value: float | None, decimals: int) -> str:
    return "not held" if value is None else write_decimals(value, decimals)


def _last(values: tuple[float | None, ...], decimals: int) -> str:
    return _written(values[-1], decimals)
