"""``hsci diff``: what changed between two runs, finding by finding."""

from __future__ import annotations

import sys
from pathlib import Path

import click

DIFFERENT = 1
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("run_a", type=FOLDER)
@click.argument("run_b", type=FOLDER)
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a page of it too, with the charts before and now side by side.",
)
def diff(*, run_a: Path, run_b: Path, page: Path | None) -> None:
    """Compare RUN_A with RUN_B: each the folder of a report, or one with such folders in it.

    A report of last time is kept in the folder previous/ of each report; a copy of a whole reports
    folder, or of a year of it, can be compared with another.

    Exit codes: 0 nothing new; 1 something differs; 16 one of them is no whole report, or they have
    no report in common, or the page cannot be written.
    """
    from hsci_analysis.review.changes import changes
    from hsci_analysis.review.held import paired_reports
    from hsci_analysis.review.pages import write_changes

    pairs = paired_reports(run_a.resolve(), run_b.resolve())
    found = {
        after.name if name == "." else name: changes(before, after)
        for name, (before, after) in pairs.items()
    }
    if page:
        write_changes(page, found)
    for name, notebooks in found.items():
        for each in notebooks:
            click.echo(f"{name}, {each.title}: {each.summary}")
            for line in each.lines:
                click.echo(f"  {line}")
    if any(each.anything for notebooks in found.values() for each in notebooks):
        sys.exit(DIFFERENT)
