"""Tables for people: the months behind a finding and its chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import zip_longest

from hsci_analysis.errors import SeriesError
from hsci_analysis.findings.numerals import Nothing, write_count, write_number
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.models.spc import ProcessDescription, SegmentLimits
from hsci_analysis.narrative.sentences import cited
from hsci_analysis.narrative.wording import month_range
from hsci_analysis.periods import FinancialYear, Month, months_between

LIMITS = ("Lower limit", "Upper limit")


@dataclass(frozen=True, repr=False)
class Table:
    """A table whose first column heads its rows, with the notes a reader must have.

    ``folded`` is the line one clicks to unfold it. ``wordy`` cells are words, that begin at the
    left; figures stand in line at the right. ``findings`` has, for each row, the id of the
    finding behind each cell but the first; empty where there is none.

    Shown as plain accessible HTML without styles: the page brings its own.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    folded: str | None = None
    notes: tuple[str, ...] = ()
    wordy: bool = False
    findings: tuple[tuple[str, ...], ...] = ()

    def __repr__(self) -> str:
        return f"Table({self.caption!r}, {len(self.rows)} rows)"

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{escape(column)}</th>' for column in self.columns)
        kind = "" if self.wordy else ' class="number"'
        backing = self.findings or ((),) * len(self.rows)
        rows = "\n".join(
            f"<tr>{_html_row(row, ids, kind)}</tr>"
            for row, ids in zip(self.rows, backing, strict=True)
        )
        table = (
            f"<table>\n<caption>{escape(self.caption)}</caption>\n"
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
        )
        if self.notes:
            notes = "\n".join(f"<li>{escape(note)}</li>" for note in self.notes)
            table = f"{table}\n<ul>\n{notes}\n</ul>"
        if self.folded is None:
            return table
        return f"<details>\n<summary>{escape(self.folded)}</summary>\n{table}\n</details>"


def month_table(
    series: MeasureSeries,
    process: ProcessDescription | None = None,
    *,
    year: FinancialYear | None = None,
) -> Table:
    """The months behind a finding: totals and daily averages.

    Parameters
    ----------
    series
        Totals by month, such as delayed discharge bed days.
    process
        The description of the daily averages of that series, for the limits of each month.
    year
        The twelve months to show; left out, all months held with the limits of each, folded away
        behind a line.

    Raises
    ------
    SeriesError
        If ``process`` describes other figures.
    """
    daily = series.daily_average()
    if process is not None and not process.frame["value"].equals(daily.values):
        raise SeriesError(
            f"the process description is not of {series.measure.title} in {series.area} by day; "
            "describe series.daily_average()"
        )
    first, last = (
        (year.first_month, year.last_month) if year else (series.first_month, series.last_month)
    )
    covered = month_range(first, last)
    title = series.measure.title
    columns = ("Month", title, _a_day(daily.unit), *LIMITS)
    rows = (_row(month, series, daily, process) for month in months_between(first, last))
    shown = len(columns) - len(LIMITS) * (year is not None or process is None)
    return Table(
        caption=f"{title}: {series.area} ({series.basis}), {covered}",
        columns=columns[:shown],
        rows=tuple(row[:shown] for row in rows),
        folded=None if year else f"All months as a table: {title}, {covered}",
    )


def _a_day(unit: str) -> str:
    """``Beds on an average day``, but ``Attendances a day``."""
    said = unit.capitalize()
    return said if said.endswith(" a day") else f"{said} on an average day"


def _row(
    month: Month, totals: MeasureSeries, daily: MeasureSeries, process: ProcessDescription | None
) -> tuple[str, ...]:
    written = str(month)
    if written not in totals.values.index:
        return (month.label, *[Nothing.NOT_AVAILABLE.value] * (2 + len(LIMITS)))
    figures = (write_count(totals.values[written]), write_number(daily.values[written]))
    in_force = process.at(month) if process else None
    if process is None or in_force is None:
        return (month.label, *figures, *[Nothing.NOT_APPLICABLE.value] * len(LIMITS))
    frame = process.frame
    limits = (f"{write_number(frame[end][written])}{_note(in_force)}" for end in ("lower", "upper"))
    return (month.label, *figures, *limits)


def _note(in_force: SegmentLimits) -> str:
    notes = ["provisional"] * in_force.limits.provisional
    notes += ["carried forward"] * in_force.segment.carried_forward
    return f" ({', '.join(notes)})" if notes else ""


def _html_row(row: Sequence[str], findings: Sequence[str], kind: str) -> str:
    header, *others = row
    return f'<th scope="row">{escape(header)}</th>' + "".join(
        f"<td{kind}{cited([finding])}>{escape(other)}</td>"
        for other, finding in zip_longest(others, findings, fillvalue="")
    )
