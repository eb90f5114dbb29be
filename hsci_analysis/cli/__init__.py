"""The command ``hsci``; each command imports what it needs when called, so that help is instant."""

from __future__ import annotations

import sys

import click

from hsci_analysis.cli.data import data
from hsci_analysis.cli.diff import diff
from hsci_analysis.cli.forecast import forecast
from hsci_analysis.cli.indicators import indicators
from hsci_analysis.cli.known import measures, partnerships
from hsci_analysis.cli.parameters import parameters
from hsci_analysis.cli.records import records
from hsci_analysis.cli.review import review
from hsci_analysis.cli.run import run
from hsci_analysis.errors import HsciError
from hsci_analysis.runs.surroundings import NEVER_USED


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hsci-analysis")
def commands() -> None:
    """Reports of Scotland's health and social care partnerships, from published figures."""


for command in (
    run,
    review,
    diff,
    data,
    forecast,
    indicators,
    measures,
    partnerships,
    parameters,
    records,
):
    commands.add_command(command)


def main() -> None:
    """Run ``hsci``; a failure we explain is told without a traceback and ends with its own code."""
    sys.modules[NEVER_USED] = None  # type: ignore[assignment]  # so it cannot be imported
    try:
        commands()
    except HsciError as error:
        click.echo(f"hsci: {error}", err=True)
        sys.exit(error.exit_code)
