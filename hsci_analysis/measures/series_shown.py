"""A series as a notebook shows it: what it is, whose figures, and the latest of them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hsci_analysis.measures.series import MeasureSeries

LATEST: Final = 12


def shown(series: MeasureSeries) -> str:
    """The series as HTML; all of it is in ``frame``."""
    part = "".join(f", {column} {value}" for column, value in series.breakdown)
    about = (
        f"{series.measure.title}{part}: {series.area} ({series.basis}), {series.unit}, "
        f"{series.first_month.label} to {series.last_month.label}"
    )
    count, period = len(series.frame), series.measure.frequency.period
    latest = series.frame.tail(LATEST).to_html(border=0, na_rep="–", float_format="{:,.4g}".format)
    return (
        f"<p><strong>{escape(about)}</strong><br>{escape(str(series.source.citation))}</p>{latest}"
        f"<p>The latest of {count} {period}s; <code>.frame</code> has all.</p>"
    )
