"""The command ``hsci``; each command imports what it needs when called, so that help is instant."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hsci_analysis.errors import HsciError

if TYPE_CHECKING:
    from hsci_analysis.narrative.tables import Table

LEGIBLE_WIDTH, LEGIBLE_HEADER = 150, 40
"""A narrower terminal would break the words of eight columns letter by letter."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hsci-analysis")
def commands() -> None:
    """Reports of Scotland's health and social care partnerships, from published figures."""


@commands.command()
@click.option("--partnership", required=True, help="Name, slug or nine-character code.")
@click.option("--year", help="Financial year, such as 2024/25; left out, as parameters/ says.")
@click.option("--notebook", default="patient_flow", show_default=True, help="Which notebook.")
@click.option(
    "-p",
    "--parameter",
    "others",
    nargs=2,
    multiple=True,
    metavar="NAME VALUE",
    help="Any other parameter of the notebook.",
)
def run(
    partnership: str, year: str | None, notebook: str, others: tuple[tuple[str, str], ...]
) -> None:
    """Run one report: execute the notebook, render its page."""
    from hsci_analysis.runs.report import run_report

    folder = run_report(notebook, partnership, year, dict(others))
    click.echo(f"{_from_here(folder / notebook)}.html")


@commands.group()
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
    from rich.progress import Progress

    from hsci_analysis.tables.fetch import fetch as outcomes
    from hsci_analysis.tables.snapshot import TABLES

    worst = 0
    with Progress(disable=not sys.stdout.isatty(), transient=True) as progress:
        task = progress.add_task("Fetching", total=len(sources or TABLES))
        for outcome in outcomes(sources):
            click.echo(f"{outcome.key}: {outcome.said}")
            if outcome.failure:
                click.echo(f"hsci: {outcome.failure}", err=True)
                worst = max(worst, outcome.failure.exit_code)
            progress.advance(task)
    sys.exit(worst)


@data.command()
def status() -> None:
    """Show how fresh each source is, and what rests on it."""
    from datetime import UTC, datetime

    from hsci_analysis.narrative.data_held import freshness_table

    _show(freshness_table(datetime.now(UTC).date()))


@data.command()
@click.argument("table")
@click.argument("before")
@click.argument("after")
def diff(table: str, before: str, after: str) -> None:
    """Tell what was revised in TABLE between two of its releases, by their names or days."""
    from hsci_analysis.tables.revisions import tell_revisions

    click.echo(tell_revisions(table, before, after))


@commands.command()
@click.option("--partnership", help="Name, slug or nine-character code: its six-year table.")
@click.option("--all", "everywhere", is_flag=True, help="All partnerships and Scotland.")
@click.option("--year", required=True, help="Financial year, such as 2024/25.")
@click.option("--csv", "csv_file", help="Write tidy CSV of the year here; - for the terminal.")
def indicators(partnership: str | None, everywhere: bool, year: str, csv_file: str | None) -> None:
    """Show the indicators: the year and the five before, or the year as tidy CSV."""
    from hsci_analysis.areas import SCOTLAND, find_partnership, partnerships

    if (partnership is not None) == everywhere:
        raise click.UsageError("say which: --partnership NAME, or --all")
    if everywhere and csv_file is None:
        raise click.UsageError("--all goes with --csv FILE")
    areas = (*partnerships(), SCOTLAND) if partnership is None else (find_partnership(partnership),)
    if csv_file is None:
        from hsci_analysis.indicators.six_year_table import six_year_table
        from hsci_analysis.narrative.six_years import six_years

        _show(six_years(six_year_table(areas[0], year)))
        return
    from hsci_analysis.indicators.values import tidy_indicators

    text = tidy_indicators(areas, year).to_csv(index=False, lineterminator="\n")
    try:
        with click.open_file(csv_file, "w", encoding="utf-8", atomic=csv_file != "-") as file:
            file.write(text)
    except OSError as error:
        raise click.FileError(csv_file, error.strerror) from error


@commands.command()
def measures() -> None:
    """List every measure: unit, direction, basis, areas, periods and release."""
    from hsci_analysis.narrative.data_held import measures_table

    _show(measures_table())


@commands.group()
def parameters() -> None:
    """The files in parameters/."""


@parameters.command()
def schema() -> None:
    """Write the JSON schemas of the parameter files."""
    from hsci_analysis.parameters.schema import write_schemas

    for path in write_schemas():
        click.echo(_from_here(path))


@commands.command()
def partnerships() -> None:
    """List the 31 partnerships: slug, code and name."""
    from hsci_analysis.areas import partnerships as known

    for partnership in known():
        click.echo(f"{partnership.slug:<30} {partnership.code}  {partnership.name}")


def main() -> None:
    """Run ``hsci``; a failure we explain is told without a traceback and ends with its own code."""
    try:
        commands()
    except HsciError as error:
        click.echo(f"hsci: {error}", err=True)
        sys.exit(error.exit_code)


def _show(table: Table) -> None:
    """Print a table, its notes below."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Printed

    printed = Printed(title=table.caption, box=box.SIMPLE_HEAD)
    for column in table.columns:
        header = column == table.columns[0]
        printed.add_column(column, overflow="fold", min_width=LEGIBLE_HEADER if header else None)
    for row in table.rows:
        printed.add_row(*row)
    console = Console(highlight=False, markup=False)
    console.width = max(console.width, LEGIBLE_WIDTH)
    console.print(printed)
    for note in table.notes:
        console.print(f"- {note}")


def _from_here(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
