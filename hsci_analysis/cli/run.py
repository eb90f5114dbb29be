"""``hsci run``: one report."""

from __future__ import annotations

import click

from hsci_analysis.cli.shown import from_here


@click.command()
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
    click.echo(f"{from_here(folder / notebook)}.html")
