"""The notes a person writes on large revisions, in ``parameters/revisions.yaml``."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Annotated

import pandas as pd
from pydantic import Field, StrictStr

from hsci_analysis.areas import SCOTLAND, Area, Partnership, find_area
from hsci_analysis.folders import parameters_folder
from hsci_analysis.parameters.keys import Settings, checked
from hsci_analysis.sources.register import register
from hsci_analysis.tables.revision_reasons import AREA_COLUMNS
from hsci_analysis.tables.revisions import NEEDS_A_NOTE, Revised, revised_in

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

    def covers(self, revised: Revised) -> bool:
        """Whether it is about these two releases."""
        return (
            self.table == revised.after.key
            and revised.before.release_name.startswith(self.before)
            and revised.after.release_name.startswith(self.after)
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
    for revised in revised_in(table):
        large = without_note(revised)
        for area in areas:
            rows = large[_is_of(large, area)]
            if not rows.empty:
                names = revised.before.release_name, revised.after.release_name
                periods = revised.periods_of(rows)
                yield WantingNote(table, *names, area.name, periods, len(rows))


def without_note(revised: Revised) -> pd.DataFrame:
    """The large revisions that nobody has explained: with any, no report on them is final.

    Raises
    ------
    ParametersError
        With all that is broken in ``revisions.yaml``.
    UnknownNameError
        If a note is about an area that is not known.
    """
    notes = checked(parameters_folder() / "revisions.yaml", RevisionNotes).notes
    large = revised.large
    for note in notes:
        if note.covers(revised):
            if note.area is None:
                return large.iloc[:0]
            large = large[~_is_of(large, find_area(note.area))]
    return large


def _is_of(revised: pd.DataFrame, area: Area) -> pd.Series:
    """Which rows are of an area, or of a council area of a partnership."""
    codes = [area.code, *(area.council_areas if isinstance(area, Partnership) else ())]
    columns = [name for name in AREA_COLUMNS if name in revised]
    return revised[columns].isin(codes).any(axis="columns")
