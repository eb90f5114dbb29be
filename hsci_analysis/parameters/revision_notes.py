"""The notes a person writes on large revisions, in ``parameters/revisions.yaml``."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Annotated

import pandas as pd
from pydantic import Field, StrictStr

from hsci_analysis.areas import SCOTLAND, Area, Partnership, find_area
from hsci_analysis.folders import parameters_folder
from hsci_analysis.indicators.imports.differences import COMMITTED, first_differences
from hsci_analysis.parameters.keys import Settings, checked
from hsci_analysis.sources.register import register
from hsci_analysis.tables.imported_indicators import TABLE as IMPORTED
from hsci_analysis.tables.revision_reasons import AREA_COLUMNS
from hsci_analysis.tables.revisions import (
    NEEDS_A_NOTE,
    Revised,
    described_table,
    revised_in,
)
from hsci_analysis.tables.snapshot import periods_of

Words = Annotated[StrictStr, Field(min_length=1)]


class RevisionNote(Settings):
    """Why figures moved between two releases of one table: of one area, or of all."""

    table: Annotated[Words, Field(description="the key of the table")]
    before: Annotated[Words, Field(description="the earlier release, by its name or day")]
    after: Annotated[Words, Field(description="the later release, by its name or day")]
    area: Annotated[
        Words | None, Field(description="the area it is about; left out, all of them")
    ] = None
    note: Annotated[Words, Field(description="why the figures moved")]
    by: Annotated[Words, Field(description="who found out")]

    def covers(self, table: str, before: str, after: str) -> bool:
        """Whether it is about these two releases of that table."""
        return (
            self.table == table and before.startswith(self.before) and after.startswith(self.after)
        )


class RevisionNotes(Settings):
    """``parameters/revisions.yaml``: the notes, in any order."""

    notes: Annotated[tuple[RevisionNote, ...], Field(description="one note a revision")]


@dataclass(frozen=True)
class WantingNote:
    """Large revisions of one area between two releases of a table, which nobody has explained.

    ``before`` and ``after`` are the names of the releases; ``periods`` the first and last period
    that moved, empty where the table's rows have none.
    """

    table: str
    before: str
    after: str
    area: str
    periods: tuple[str, str]
    figures: int

    def __str__(self) -> str:
        periods = " to ".join(dict.fromkeys(filter(None, self.periods)))
        return (
            f"{', '.join(filter(None, (self.table, self.area, periods)))}: {self.figures:,}"
            f" moved by more than {100 * NEEDS_A_NOTE:g} % from {self.before} to {self.after}"
        )

    @property
    def example(self) -> str:
        """How its note is written, but for the reason and the name."""
        return (
            f"  - table: {self.table}\n"
            f'    before: "{self.before}"\n'
            f'    after: "{self.after}"\n'
            f"    area: {self.area}\n"
            "    note: why the figures moved\n"
            "    by: who found out"
        )


def notes_on(
    table: str, before: str, after: str, codes: Collection[str]
) -> tuple[RevisionNote, ...]:
    """What people noted on the revisions between two releases of a table, in areas of these codes.

    Raises
    ------
    ParametersError, UnknownNameError
        As ``without_note``.
    """
    return tuple(
        note
        for note in _notes()
        if note.covers(table, before, after)
        and (note.area is None or find_area(note.area).code in codes)
    )


def wanting_note(area_code: str, tables: Collection[str] | None = None) -> tuple[WantingNote, ...]:
    """The large revisions that need a note before a report on this area is final.

    Parameters
    ----------
    area_code
        The area the report is on. Revisions of Scotland count too, and of a partnership's health
        board: it stands beside them.
    tables
        The keys of the tables it rests on; left out, all that are held.

    Raises
    ------
    ParametersError, UnknownNameError
        As ``without_note``; and UnknownNameError for an area that is not known.
    """
    area = find_area(area_code)
    board = [find_area(area.health_board)] if isinstance(area, Partnership) else []
    areas = dict.fromkeys((area, *board, SCOTLAND))
    wanted = [key for key in register() if tables is None or key in tables]
    return tuple(item for key in wanted for item in _wanting(key, areas))


def _wanting(table: str, areas: Collection[Area]) -> Iterator[WantingNote]:
    for before, after, large in _large(table, areas):
        wanting = unexplained(large, table, before, after)
        for area in areas:
            rows = wanting[_is_of(wanting, area)]
            if not rows.empty:
                periods = periods_of(described_table(table), rows)
                yield WantingNote(table, before, after, area.name, periods, len(rows))


def _large(table: str, areas: Collection[Area]) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Large revisions by the names of their releases; an import may revise our own figures too."""
    if table == IMPORTED.key:
        codes = {code for area in areas for code in _codes(area)}
        for name, found in first_differences(codes):
            yield COMMITTED, name, found[found["large"]]
    for revised in revised_in(table):
        yield revised.before.release_name, revised.after.release_name, revised.large


def without_note(revised: Revised) -> pd.DataFrame:
    """The large revisions that nobody has explained: with any, no report on them is final.

    Raises
    ------
    ParametersError
        With all that is broken in ``revisions.yaml``.
    UnknownNameError
        If a note is about an area that is not known.
    """
    after = revised.after
    return unexplained(revised.large, after.key, revised.before.release_name, after.release_name)


def unexplained(large: pd.DataFrame, table: str, before: str, after: str) -> pd.DataFrame:
    """Those of the large revisions between two releases of a table that have no note."""
    for note in _notes():
        if note.covers(table, before, after):
            if note.area is None:
                return large.iloc[:0]
            large = large[~_is_of(large, find_area(note.area))]
    return large


def _notes() -> tuple[RevisionNote, ...]:
    return checked(parameters_folder() / "revisions.yaml", RevisionNotes).notes


def _is_of(revised: pd.DataFrame, area: Area) -> pd.Series:
    """Which rows are of an area, or of a council area of a partnership."""
    columns = [name for name in AREA_COLUMNS if name in revised]
    return revised[columns].isin(_codes(area)).any(axis="columns")


def _codes(area: Area) -> tuple[str, ...]:
    return (area.code, *(area.council_areas if isinstance(area, Partnership) else ()))
