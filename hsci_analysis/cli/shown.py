"""How a command shows tables and paths in a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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


def from_here(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
