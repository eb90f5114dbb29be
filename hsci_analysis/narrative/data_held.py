"""Tables of what is held: every measure, and how fresh each source is."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import suppress

from hsci_analysis.areas import find_area
from hsci_analysis.errors import ParametersError
from hsci_analysis.folders import notebooks_folder
from hsci_analysis.measures.catalogue import MEASURES, Basis, Better, Measure
from hsci_analysis.measures.own_series import own_releases
from hsci_analysis.narrative.tables import Table
from hsci_analysis.periods import CalendarYear, FinancialYear, Month, Quarter, Week
from hsci_analysis.sources import register
from hsci_analysis.sources.releases import described
from hsci_analysis.tables import own_series

Period = Month | Quarter | Week | CalendarYear | FinancialYear

AREAS = {Basis.RESIDENCE: "partnerships", Basis.TREATMENT: "health boards"}
BETTER = {Better.LOWER: "lower", Better.HIGHER: "higher", None: "neither"}
FETCH, IMPORT = "not held: fetch", "not held: import"
NAMES = {Month: "month", Quarter: "quarter", Week: "week"}


def measures_table() -> Table:
    """Every measure: one row for each basis it is held by, and for each series of one's own."""
    rows: list[tuple[str, ...]] = []
    for measure in MEASURES.values():
        for figures in measure.figures:
            held = described(figures.table)
            rows.append(
                (
                    measure.key,
                    measure.unit,
                    BETTER[measure.better],
                    held.publisher,
                    figures.basis.value,
                    "health boards" if figures.of_boards else AREAS[figures.basis],
                    f"{held.first_period} to {held.last_period}" if held.held else FETCH,
                    held.released.isoformat() if held.held else "",
                )
            )
        rows += _own(measure)
    columns = ("Measure", "Unit", "Better", "Source", "Basis", "Areas", "Periods", "Released")
    return Table("Measures", columns, tuple(rows))


def _own(measure: Measure) -> Iterator[tuple[str, ...]]:
    """The newest series of each area that keeps the measure itself."""
    seen: set[str] = set()
    for release, codes in own_releases(measure):
        for area in map(find_area, sorted(codes - seen)):
            yield (
                measure.key,
                measure.unit,
                BETTER[measure.better],
                release.publisher,
                Basis.RESIDENCE.value,
                f"{area}, its own figures",
                f"{release.first_period} to {release.last_period}",
                release.released.isoformat(),
            )
        seen |= codes


def freshness_table(today: datetime.date) -> Table:
    """Every source: how many whole periods have ended since its last, and what rests on it.

    What is registered and not held says how it is to be had.
    """
    rows = []
    for key in register():
        held = described(key)
        resting = [each for each in MEASURES.values() if _rests_on(each, key)]
        freshness = (FETCH if held.portal_resource_id else IMPORT, "", "")
        if held.held:
            last = held.last_period or "has none"
            freshness = held.released.isoformat(), last, _behind(held.last_period, today)
        rows.append(
            (
                key,
                *freshness,
                ", ".join(each.key for each in resting) or "none",
                ", ".join(_reports(resting)) or "none",
            )
        )
    columns = ("Source", "Released", "Last period", "Since then", "Measures", "Reports")
    return Table("How fresh each source is", columns, tuple(rows))


def _rests_on(measure: Measure, table: str) -> bool:
    if table == own_series.TABLE.key:
        return any(own_releases(measure))
    return table in {figures.table for figures in measure.figures}


def _behind(last_period: str, today: datetime.date) -> str:
    """``14 months``: how many whole periods of its kind have ended since the last one held."""
    if not last_period:
        return "does not age"
    held = _period(last_period)
    ended = 0
    while (held + (ended + 1)).last_day < today:
        ended += 1
    name = NAMES.get(type(held), "year")
    return f"{ended} {name}{'' if ended == 1 else 's'}"


def _period(written: str) -> Period:
    for kind in (Month, Quarter, CalendarYear, FinancialYear):
        with suppress(ParametersError):
            return kind.parse(written)
    return Week(datetime.date.fromisoformat(written))


def _reports(measures: list[Measure]) -> list[str]:
    """The notebooks that state findings and ask for one of these measures by its key."""
    written = {
        path.stem: path.read_text(encoding="utf-8")
        for path in sorted(notebooks_folder().glob("*.ipynb"))
    }
    return [
        name
        for name, text in written.items()
        if "hsci.Ledger(" in text and any(f'\\"{each.key}\\"' in text for each in measures)
    ]
