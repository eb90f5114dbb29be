"""How a command shows tables and paths in a terminal, and where it writes CSV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from hsci_analysis.narrative.tables import Table

LEGIBLE_WIDTH, LEGIBLE_HEADER = 150, 40
"""A narrower terminal would break the words of eight columns letter by letter."""


def show(table: Table) -> None:
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


def write_csv(text: str, csv_file: str) -> None:
    """Write to that file whole or not at all; ``-`` is the terminal."""
    try:
        with click.open_file(csv_file, "w", encoding="utf-8", atomic=csv_file != "-") as file:
            file.write(text)
    except OSError as error:
        raise click.FileError(csv_file, error.strerror) from error


def from_here(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
