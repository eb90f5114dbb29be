"""``hsci indicators``: the six-year table, or a year of everywhere."""

from __future__ import annotations

import click

from hsci_analysis.cli.shown import show, write_csv


@click.command()
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

        show(six_years(six_year_table(areas[0], year)))
        return
    from hsci_analysis.indicators.values import tidy_indicators

    text = tidy_indicators(areas, year).to_csv(index=False, lineterminator="\n")
    write_csv(text, csv_file)
