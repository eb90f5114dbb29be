"""``hsci parameters``: the files in parameters/."""

from __future__ import annotations

import click

from hsci_analysis.cli.shown import from_here


@click.group()
def parameters() -> None:
    """The files in parameters/."""


@parameters.command()
def schema() -> None:
    """Write the JSON schemas of the parameter files."""
    from hsci_analysis.parameters.schema import write_schemas

    for path in write_schemas():
        click.echo(from_here(path))
