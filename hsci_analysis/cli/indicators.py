"""``hsci indicators``: the six-year table, or a year of everywhere."""

from __future__ import annotations

from datetime import datetime

import click

from hsci_analysis.cli.shown import show


@click.command()
@click.option("--partnership", help="Name, slug or nine-character code: its six-year table.")
@click.option("--all", "everywhere", is_flag=True, help="All partnerships and Scotland.")
@click.option("--year", required=True, help="Financial year, such as 2024/25.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="As known on that day, such as 2025-07-31; left out, the newest held.",
)
@click.option("--csv", "csv_file", help="Write tidy CSV of the year here; - for the terminal.")
def indicators(
    partnership: str | None,
    everywhere: bool,
    year: str,
    as_of: datetime | None,
    csv_file: str | None,
) -> None:
    """Show the indicators: the year and the five before, or the year as tidy CSV."""
    from hsci_analysis.areas import SCOTLAND, find_partnership, partnerships

    if (partnership is not None) == everywhere:
        raise click.UsageError("say which: --partnership NAME, or --all")
    if everywhere and csv_file is None:
        raise click.UsageError("--all goes with --csv FILE")
    known = as_of.date() if as_of else None
    areas = (*partnerships(), SCOTLAND) if partnership is None else (find_partnership(partnership),)
    if csv_file is None:
        from hsci_analysis.indicators.six_year_table import six_year_table
        from hsci_analysis.narrative.figure_sources import figure_sources
        from hsci_analysis.narrative.six_years import six_years

        table = six_year_table(areas[0], year, as_of=known)
        show(six_years(table))
        for line in figure_sources(table):
            click.echo(f"- {line}")
        return
    from hsci_analysis.indicators.values import tidy_indicators

    text = tidy_indicators(areas, year, as_of=known).to_csv(index=False, lineterminator="\n")
    try:
        with click.open_file(csv_file, "w", encoding="utf-8", atomic=csv_file != "-") as file:
            file.write(text)
    except OSError as error:
        raise click.FileError(csv_file, error.strerror) from error
