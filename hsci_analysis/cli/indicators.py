"""``hsci indicators``: the six-year table, or a year of everywhere."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from hsci_analysis.cli.shown import from_here, show, write_csv


@click.command()
@click.option("--partnership", help="Name, slug or nine-character code: its six-year table.")
@click.option("--all", "everywhere", is_flag=True, help="All partnerships and Scotland.")
@click.option("--year", help="Financial year, such as 2024/25; left out, as parameters/ says.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="As known on that day, such as 2025-07-31; left out, the newest held.",
)
@click.option("--csv", "csv_file", help="Write tidy CSV of the year here; - for the terminal.")
@click.option(
    "--xlsx",
    "xlsx_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write an accessible spreadsheet here: six years, change, comparison.",
)
def indicators(
    partnership: str | None,
    everywhere: bool,
    year: str | None,
    as_of: datetime | None,
    csv_file: str | None,
    xlsx_file: Path | None,
) -> None:
    """Show the indicators: the year and the five before, or the year as tidy CSV."""
    from hsci_analysis.areas import find_partnership

    if (partnership is not None) == everywhere:
        raise click.UsageError("say which: --partnership NAME, or --all")
    if everywhere and xlsx_file:
        raise click.UsageError("--xlsx goes with --partnership NAME")
    if everywhere and csv_file is None:
        raise click.UsageError("--all goes with --csv FILE")
    found = find_partnership(partnership) if partnership is not None else None
    asked = year or _usual_year(found.slug if found else None)
    if as_of and xlsx_file:
        raise click.UsageError("--as-of goes with the terminal and with --csv, not with --xlsx")
    known = as_of.date() if as_of else None
    if csv_file is not None:
        _write_csv(found.code if found else None, asked, known, csv_file)
    if found and xlsx_file is not None:
        _write_spreadsheet(found.code, asked, xlsx_file)
    elif found and csv_file is None:
        from hsci_analysis.indicators.six_year_table import six_year_table
        from hsci_analysis.narrative.figure_sources import figure_sources
        from hsci_analysis.narrative.six_years import six_years

        table = six_year_table(found, asked, as_of=known)
        show(six_years(table, short=True))
        for line in figure_sources(table):
            click.echo(f"- {line}")


def _usual_year(partnership: str | None) -> str:
    """The year to report on, as the partnership's own file or the defaults say."""
    from hsci_analysis.parameters.report import report_parameters
    from hsci_analysis.parameters.settings import read_defaults

    if partnership is None:
        return str(read_defaults().reporting_year)
    return str(report_parameters(partnership).reporting_year)


def _write_csv(partnership: str | None, year: str, as_of: date | None, csv_file: str) -> None:
    from hsci_analysis.areas import SCOTLAND, find_partnership, partnerships
    from hsci_analysis.indicators.values import tidy_indicators
    from hsci_analysis.reports.neutral import neutral_frame

    areas = (find_partnership(partnership),) if partnership else (*partnerships(), SCOTLAND)
    tidy = neutral_frame(tidy_indicators(areas, year, as_of=as_of))
    write_csv(tidy.to_csv(index=False, lineterminator="\n"), csv_file)


def _write_spreadsheet(partnership: str, year: str, xlsx_file: Path) -> None:
    from hsci_analysis.parameters.report import report_parameters
    from hsci_analysis.reports.spreadsheet import indicator_workbook

    settings = report_parameters(partnership)
    indicator_workbook(
        settings.partnership,
        year,
        outcomes=settings.outcome_mapping,
        similar_within=settings.similar_within_per_cent,
    ).write(xlsx_file)
    click.echo(from_here(xlsx_file.resolve()))
