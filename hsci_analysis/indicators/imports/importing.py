"""Importing a file: all of it as a release of its own, or nothing."""

from __future__ import annotations

import datetime
from dataclasses import replace

from hsci_analysis.errors import ParametersError, TableError
from hsci_analysis.indicators.imports.understood import Understood
from hsci_analysis.sources import Source, releases
from hsci_analysis.sources.register import Input
from hsci_analysis.sources.releases import registered
from hsci_analysis.tables.contracts import broken_promises
from hsci_analysis.tables.new_release import add_release, beside_the_store
from hsci_analysis.tables.snapshot import Imported

REMEDY = (
    "Nothing was imported. Correct the file, or describe its layout in parameters/imports/ and name"
    " that with --layout."
)


def import_figures(
    found: Understood,
    released: datetime.date,
    *,
    title: str | None = None,
    publisher: str | None = None,
) -> Source:
    """Keep what a file says as a release of its table, beside those held: ``found.table``.

    Parameters
    ----------
    released
        The day its figures became public; the newest of them wins.
    title, publisher
        Whose figures they are; left out, as its kind of file says.

    Returns
    -------
    Source
        The release, as it is held from now on.

    Raises
    ------
    TableError
        With everything that cannot be placed; nothing is kept.
    ParametersError
        If nobody says whose figures they are, or the day has not come or is another than this
        file was imported under.
    SourceError
        If the store cannot be written.
    """
    if found.problems:
        raise TableError(found.file, found.problems, REMEDY)
    title = title or (found.kind.title if found.kind else None)
    publisher = publisher or (found.kind.publisher if found.kind else None)
    if not title or not publisher:
        raise ParametersError(
            f"{found.file} does not say whose figures they are: say so with --title and --publisher"
        )
    if released > datetime.date.today():
        raise ParametersError(f"{found.file} was not released yet: {released} has not come")
    _refuse_other_day(found, released)
    rows = found.frame
    if broken := broken_promises(found.table.contract, rows):
        raise TableError(found.file, broken, REMEDY)
    new = replace(
        registered(found.table.key),
        title=title,
        publisher=publisher,
        attribution=f"{publisher}, {title}.",
        released=released,
        inputs=(
            Input(
                file=found.file,
                portal_resource_id="",
                release=f"{released.day} {released:%B %Y}, imported from {found.file}",
                sha256=found.sha256,
            ),
        ),
    )
    with beside_the_store() as beside:
        added, _ = add_release(found.table, Imported(rows, (found.sha256,), ()), new, beside)
    return added


def _refuse_other_day(found: Understood, released: datetime.date) -> None:
    for held in releases(found.table.key):
        if held.input_sha256 == found.sha256 and held.released != released:
            raise ParametersError(
                f"{found.file} was imported as released on {held.released}: if it was not, first"
                f" delete store/{held.key}/{held.release_name} in the data folder"
            )
