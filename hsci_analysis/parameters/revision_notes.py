"""The notes a person writes on large revisions, in ``parameters/revisions.yaml``."""

from __future__ import annotations

from typing import Annotated

import pandas as pd
from pydantic import Field, StrictStr

from hsci_analysis.areas import Area, Partnership, find_area
from hsci_analysis.folders import parameters_folder
from hsci_analysis.parameters.keys import Settings, checked
from hsci_analysis.tables.revision_reasons import AREA_COLUMNS
from hsci_analysis.tables.revisions import Revised

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
