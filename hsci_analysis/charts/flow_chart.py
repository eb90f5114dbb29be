"""Stages of a patient's way as lines: stocks beside stocks, or flows beside flows."""

from __future__ import annotations

from collections.abc import Mapping

from hsci_analysis.charts.figure import Figure
from hsci_analysis.charts.line_chart import Line, drawn
from hsci_analysis.errors import FindingError
from hsci_analysis.models.flow.one_basis import FlowOnOneBasis
from hsci_analysis.periods import FinancialYear


def flow_chart(
    flow: FlowOnOneBasis,
    measures: Mapping[str, str],
    *,
    alt_text: str,
    caption: str,
    year: FinancialYear | None = None,
) -> Figure:
    """Up to four stages of one area on one basis, in one unit, each ending where its figures do.

    Parameters
    ----------
    flow
        One basis of a patient flow, such as ``hsci.flow("Fife").treatment``.
    measures
        The key of each stage, by the short name its line is given.
    alt_text, caption, year
        As ``line_chart`` takes them.

    Raises
    ------
    FindingError
        For a stage that is not held, and with everything that keeps the lines from one chart.
    """
    wide = flow.wide
    if missing := [key for key in measures.values() if key not in wide]:
        raise FindingError(
            f"nothing is held of {', '.join(missing)} for {flow.area} by {flow.basis}; "
            "draw stages that flow.stages says are held"
        )
    lines = [
        Line(name, wide[key].dropna(), flow.of(key).unit, f"{flow.area} ({flow.basis})")
        for name, key in measures.items()
    ]
    return drawn(lines, alt_text=alt_text, caption=caption, year=year)
