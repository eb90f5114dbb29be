"""``hsci data``: the tables of published figures."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from hsci_analysis.cli.shown import show


@click.group()
def data() -> None:
    """The tables of published figures."""


@data.command()
@click.option(
    "--from",
    "folder",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the files as published.",
)
def snapshot(folder: Path) -> None:
    """Rebuild data/snapshot and data/sources.toml from published files."""
    from hsci_analysis.tables.snapshot import build_snapshot

    for source in build_snapshot(folder):
        period = f", {source.first_period} to {source.last_period}" if source.first_period else ""
        click.echo(f"{source.key}: {source.rows:,} rows{period}")
        for each in source.inputs:
            if not each.release_stated:
                click.echo(
                    f"  {each.file} is not the registered edition: write its release in"
                    " data/sources.toml, and the table's day in released"
                )


@data.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
def fetch(sources: tuple[str, ...]) -> None:
    """Fetch what the open-data portal publishes now, of these tables or of all.

    A table never held whose file is not as described is told of; only if asked for by its name
    does the command fail for it.
    """
    sys.exit(fetch_and_tell(sources))


def fetch_and_tell(sources: tuple[str, ...] = (), *, err: bool = False) -> int:
    """Fetch, a line for each table as it is done; returns the worst exit code.

    ``err`` sends all lines to standard error, where others belong on standard output.
    """
    from rich.progress import Progress

    from hsci_analysis.sources import releases
    from hsci_analysis.tables import fetch as fetching

    worst = 0
    with Progress(disable=not sys.stdout.isatty(), transient=True) as progress:
        task = progress.add_task("Fetching", total=len(sources or fetching.TO_FETCH))
        for outcome in fetching.fetch(sources):
            click.echo(f"{outcome.key}: {outcome.said}", err=err)
            if outcome.failure:
                click.echo(f"hsci: {outcome.failure}", err=True)
                if sources or releases(outcome.key):
                    worst = max(worst, outcome.failure.exit_code)
            progress.advance(task)
    return worst


@data.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--released",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day its figures became public, such as 2026-07-07; without it, only look.",
)
@click.option("--title", help="What the figures are, where the file does not say.")
@click.option("--publisher", help="Whose figures they are, where the file does not say.")
@click.option("--sheet", help="This sheet alone.")
@click.option("--layout", help="How the file is laid out: a name in parameters/imports.")
def import_file(
    file: Path,
    released: datetime | None,
    title: str | None,
    publisher: str | None,
    sheet: str | None,
    layout: str | None,
) -> None:
    """Import the indicators of FILE, or by its layout a series of one's own: a workbook or CSV.

    Without --released it tells what was understood, and keeps nothing.
    """
    from hsci_analysis.errors import TableError
    from hsci_analysis.indicators.imports.importing import REMEDY, import_figures
    from hsci_analysis.indicators.imports.understood import tell, understand
    from hsci_analysis.parameters.imports import read_layout

    description = read_layout(layout) if layout else None
    found = understand(file, description, sheet)
    click.echo(tell(found))
    if released is None:
        if found.problems:
            raise TableError(found.file, found.problems, REMEDY)
        click.echo("nothing was imported; to import it, say --released DAY")
        return
    if description:
        title, publisher = title or description.title, publisher or description.publisher
    release = import_figures(found, released.date(), title=title, publisher=publisher)
    click.echo(f"imported as release {release.release_name}: {release.rows:,} figures")


@data.command()
def status() -> None:
    """Show how fresh each source is, and what rests on it."""
    from datetime import UTC, datetime

    from hsci_analysis.narrative.data_held import freshness_table

    show(freshness_table(datetime.now(UTC).date()))


@data.command()
@click.argument("table")
@click.argument("before")
@click.argument("after")
def diff(table: str, before: str, after: str) -> None:
    """Tell what was revised in TABLE between two of its releases, by their names or days.

    Of imported_indicators, BEFORE may be "committed": the figures that come with the project.
    """
    from hsci_analysis.indicators.imports.differences import (
        COMMITTED,
        differences,
        tell_differences,
    )
    from hsci_analysis.parameters.revision_notes import unexplained, without_note
    from hsci_analysis.sources.releases import release
    from hsci_analysis.tables.revisions import revised_between, tell_revisions

    if before == COMMITTED:
        click.echo(tell_differences(table, after))
        found, name = differences(after), release(table, after).release_name
        unwritten = unexplained(found[found["large"]], table, COMMITTED, name)
    else:
        revised = revised_between(table, before, after)
        click.echo(tell_revisions(revised))
        unwritten = without_note(revised)
    if lacking := len(unwritten):
        click.echo(f"  {lacking:,} of the large ones need a note in parameters/revisions.yaml")
