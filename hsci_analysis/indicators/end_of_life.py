"""NI-15 as the portal has it by partnership, once it has been fetched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from hsci_analysis.areas import Area
from hsci_analysis.indicators.imported import Known
from hsci_analysis.indicators.indicator import Indicator
from hsci_analysis.indicators.period_rule import Period
from hsci_analysis.indicators.value import FilledCell, Standing
from hsci_analysis.sources import Source
from hsci_analysis.sources.releases import known_releases
from hsci_analysis.tables.not_held import END_OF_LIFE
from hsci_analysis.tables.store import read_release

KEY = "NI-15"


def fetched_cell(
    indicator: Indicator, area: Area, period: Period, as_of: date | None = None
) -> Known | None:
    """The figure of the newest release that was public by then; None where there is none."""
    releases = known_releases(END_OF_LIFE.key, as_of) if indicator.key == KEY else ()
    for release in releases[-1:]:
        if found := _held(release).get((str(period), area.code)):
            value, standing = found
            told = f"{release.publisher}: {release.title}"
            cell = FilledCell(
                value,
                period,
                Standing(standing),
                told,
                release.release,
                citations=(release.citation,),
            )
            return cell, release.released
    return None


@cache
def _held(release: Source) -> Mapping[tuple[str, str], tuple[float, str]]:
    rows = read_release(release)[["year", "area_code", "percentage", "status"]]
    return {
        (year, code): (value, status)
        for year, code, value, status in rows.itertuples(index=False, name=None)
    }
