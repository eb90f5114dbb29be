"""Whose figures make up an area's: all these indicators are counted by area of residence."""

from __future__ import annotations

from hsci_analysis.areas import Area, Partnership


def council_areas_of(area: Area) -> tuple[str, ...]:
    """The codes of a partnership's council areas; any other area's own code."""
    return area.council_areas if isinstance(area, Partnership) else (area.code,)
