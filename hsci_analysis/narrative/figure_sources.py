"""Whose figures a six-year table holds: one line a source and release, with its indicators."""

from __future__ import annotations

from hsci_analysis.indicators.six_year_table import SixYearTable


def figure_sources(table: SixYearTable) -> tuple[str, ...]:
    """A line such as ``NI-12, NI-14: Public Health Scotland: Core Suite (8 July 2025, ...)``."""
    of: dict[str, list[str]] = {}
    for row in table.rows:
        for figure in row.shown:
            keys = of.setdefault(f"{figure.source} ({figure.release})", [])
            if row.indicator.key not in keys:
                keys.append(row.indicator.key)
    return tuple(f"{', '.join(keys)}: {source}" for source, keys in of.items())
