"""Opening the files of an extract, or refusing them with every promise they break."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hsci_analysis.areas import Partnership, council_areas
from hsci_analysis.errors import TableError
from hsci_analysis.periods import Month
from hsci_analysis.records.database import Database, text
from hsci_analysis.records.input_files import InputFiles
from hsci_analysis.records.layouts import EPISODES, LAYOUTS
from hsci_analysis.records.values import SourceColumn

ENOUGH_TO_MEET = 100
REMEDY = (
    "Correct the extract, or the mapping of its columns, and run again. Nothing was written; of"
    " records only their number is told"
)


@dataclass(frozen=True)
class Declaration:
    """What the owner of an extract says of it.

    Parameters
    ----------
    columns
        For each input, what its columns are called, by our name.
    settings
        The location codes of care homes, hospices and community hospitals, by setting.
    none_occurred
        Record types that were asked for and of which there were none; any other of which there is
        no record is taken to be missing from the extract.
    """

    columns: Mapping[str, Mapping[str, SourceColumn]]
    settings: Mapping[str, tuple[str, ...]]
    none_occurred: tuple[str, ...] = ()


@dataclass(frozen=True)
class Extract:
    """An extract whose promises hold; the views ``<input>_rows`` have its rows by our names.

    ``admissions`` are the first and the last day of them.
    """

    rows: Mapping[str, int]
    admissions: tuple[date, date] | None
    record_types: tuple[str, ...]
    synthetic: bool


def open_extract(
    database: Database,
    files: Mapping[str, Sequence[Path]],
    declared: Declaration,
    partnerships: Sequence[Partnership],
    months: tuple[Month, Month],
) -> Extract:
    """Open the files of each input, and refuse them with all that is wrong with any.

    Raises
    ------
    ParametersError
        If a file is not there, or is neither Parquet nor CSV.
    TableError
        If a promise is broken, synthetic and other files are mixed, or an input has nothing of
        a partnership, or nothing as early or late as the months asked for.
    RunError
        If a file cannot be read.
    """
    _create_council_areas(database, partnerships)
    inputs = [
        InputFiles(database, LAYOUTS[key], tuple(paths), declared.columns[key])
        for key, paths in files.items()
    ]
    _refuse([*_mixed(inputs), *(line for each in inputs for line in each.lacking())])
    for each in inputs:
        each.create_views()
    broken = [line for each in inputs for line in each.broken_promises()]
    for each in inputs:
        broken += [*each.without(partnerships), *each.not_covering(months)]
    if {"episodes", "deaths"} <= files.keys():
        broken += _strangers(database)
    _refuse(broken)
    there = (
        database.rows("SELECT DISTINCT record_type FROM episodes_rows", "reading the episodes")
        if "episodes" in files
        else []
    )
    return Extract(
        {each.layout.name: each.rows for each in inputs},
        next((each.span for each in inputs if each.layout is EPISODES), None),
        tuple(sorted({*(kind for (kind,) in there), *declared.none_occurred})),
        synthetic=any(True in each.labelled for each in inputs),
    )


def _refuse(broken: Sequence[str]) -> None:
    if broken:
        raise TableError("the extract", broken, REMEDY)


def _mixed(inputs: Sequence[InputFiles]) -> list[str]:
    labels = {label for each in inputs for label in each.labelled}
    if len(labels) < 2:  # noqa: PLR2004 - labelled and not
        return []
    partly = [each.layout.name for each in inputs if True in each.labelled]
    return [f"{', '.join(partly)}: synthetic, and other files are not; the two are never mixed"]


def _strangers(database: Database) -> list[str]:
    """A line if nobody who died was ever in hospital: then the files name people differently."""
    ((known, met),) = database.rows(
        "SELECT (SELECT count(person) FROM deaths_rows),"
        " (SELECT count(*) FROM episodes_rows SEMI JOIN deaths_rows USING (person))",
        "meeting deaths and episodes",
    )
    line = (
        "deaths: none of the people who died has an episode; episodes and deaths must name a person"
        " in the same way, leading zeros included"
    )
    return [line] * (known >= ENOUGH_TO_MEET and not met)


def _create_council_areas(database: Database, partnerships: Sequence[Partnership]) -> None:
    """The table of every code of a council area, with the partnership if that was asked for."""
    within = {council: each.code for each in partnerships for council in each.council_areas}
    rows = ", ".join(
        f"({text(code)}, {text(within[area.code]) if area.code in within else 'NULL'})"
        for area in council_areas()
        for code in (area.code, *area.retired_codes)
    )
    database.run(
        f"CREATE TABLE every_council_area AS FROM (VALUES {rows}) AS area(code, partnership)",
        "listing the council areas",
    )
