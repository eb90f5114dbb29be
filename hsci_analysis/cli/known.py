"""``hsci measures`` and ``hsci partnerships``: what can be asked for."""

from __future__ import annotations

import click

from hsci_analysis.cli.shown import show


@click.command()
def measures() -> None:
    """List every measure: unit, direction, basis, areas, periods and release."""
    from hsci_analysis.narrative.data_held import measures_table

    show(measures_table())


@click.command()
def partnerships() -> None:
    """List the 31 partnerships: slug, code and name."""
    from hsci_analysis.areas import partnerships as known

    for partnership in known():
        click.echo(f"{partnership.slug:<30} {partnership.code}  {partnership.name}")
