"""``hsci data``: the tables of published figures."""

from __future__ import annotations

import sys
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
    """Fetch what the open-data portal publishes now, of these tables or of all."""
    sys.exit(fetch_and_tell(sources))


def fetch_and_tell(sources: tuple[str, ...] = (), *, err: bool = False) -> int:
    """Fetch, a line for each table as it is done; returns the worst exit code.

    ``err`` sends all lines to standard error, where others belong on standard output.
    """
    from rich.progress import Progress

    from hsci_analysis.tables.fetch import fetch as outcomes
    from hsci_analysis.tables.snapshot import TABLES

    worst = 0
    with Progress(disable=not sys.stdout.isatty(), transient=True) as progress:
        task = progress.add_task("Fetching", total=len(sources or TABLES))
        for outcome in outcomes(sources):
            click.echo(f"{outcome.key}: {outcome.said}", err=err)
            if outcome.failure:
                click.echo(f"hsci: {outcome.failure}", err=True)
                worst = max(worst, outcome.failure.exit_code)
            progress.advance(task)
    return worst


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
    """Tell what was revised in TABLE between two of its releases, by their names or days."""
    from hsci_analysis.tables.revisions import tell_revisions

    click.echo(tell_revisions(table, before, after))
