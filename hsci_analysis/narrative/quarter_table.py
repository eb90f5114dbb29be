"""The quarters behind a chart of lines, as a table."""

from __future__ import annotations

import pandas as pd

from hsci_analysis.errors import SeriesError
from hsci_analysis.findings.numerals import Nothing, write_count
from hsci_analysis.measures.catalogue import Frequency
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.narrative.tables import Table
from hsci_analysis.narrative.wording import month_range
from hsci_analysis.periods import Month, Quarter


def quarter_table(*series: MeasureSeries) -> Table:
    """Quarterly measures of one area side by side, as published, folded away behind a line.

    A cell without a figure says why.

    Raises
    ------
    SeriesError
        If a series is not quarterly, or they are not of one area and basis.
    """
    first, *others = series
    broken = [
        f"{one.measure.title} is by {one.measure.frequency.period}"
        for one in series
        if one.measure.frequency is not Frequency.QUARTERLY
    ]
    broken += [
        f"{one.measure.title} is of {one.area} by {one.basis}, not of {first.area} by {first.basis}"
        for one in others
        if (one.area, one.basis) != (first.area, first.basis)
    ]
    if broken:
        raise SeriesError(f"one table cannot hold these quarters: {'; '.join(broken)}")
    quarters = sorted({quarter for one in series for quarter in one.periods})
    covered = month_range(
        Month.of(quarters[0].start_time.date()), Month.of(quarters[-1].end_time.date())
    )
    titles = tuple(one.measure.title for one in series)
    columns = [_cells(one) for one in series]
    absent = Nothing.NOT_AVAILABLE.value
    return Table(
        caption=f"{' and '.join(titles)}: {first.area} ({first.basis}), {covered}",
        columns=("Quarter", *titles),
        rows=tuple(
            (_label(quarter), *(column.get(quarter, absent) for column in columns))
            for quarter in quarters
        ),
        folded=f"All quarters as a table, {covered}",
    )


def _label(quarter: pd.Period) -> str:
    return Quarter.of(quarter.start_time.date()).label


def _cells(series: MeasureSeries) -> dict[pd.Period, str]:
    """What each quarter held says: its figure, or why there is none."""
    return {
        quarter: str(status) if pd.isna(value) else write_count(value)
        for quarter, value, status in zip(
            series.periods, series.values, series.frame["status"], strict=True
        )
    }
