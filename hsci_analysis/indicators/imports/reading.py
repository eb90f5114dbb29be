"""The rows of a table: what is kept, what is left and why, and what cannot be placed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from hsci_analysis.indicators.imports.description import FileDescription
from hsci_analysis.indicators.imports.figures import FigureReader
from hsci_analysis.indicators.imports.layout import Table, quoted
from hsci_analysis.indicators.imports.row import PERCENTAGE, Figure, NotForUs, Row
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.measures.catalogue import find_measure

ROWS_NAMED = 5
PROBLEMS_TOLD = 20
NOTES = "notes and headings, without a figure"


@dataclass
class Reading:
    """What came of a table's rows.

    ``left`` counts figures by why they are not kept, ``done`` what was done to others, and
    ``broken`` gives the rows of each problem.
    """

    table: Table
    figures: list[Figure] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    broken: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    done: Mapping[str, int] = field(default_factory=dict)

    @property
    def problems(self) -> list[str]:
        """A line for each problem, with its sheet and the first of its rows."""
        sheet = quoted(self.table.sheet.name)
        lines = [f"sheet {sheet}, {_rows(rows)}: {what}" for what, rows in self.broken.items()]
        if more := len(lines[PROBLEMS_TOLD:]):
            lines[PROBLEMS_TOLD:] = [f"sheet {sheet}: and {more} more problems"]
        return lines


def read_rows(table: Table, description: FileDescription | None) -> Reading:
    """Place every figure of a table."""
    reading = Reading(table)
    reader = FigureReader(
        symbols=description.symbols if description else {},
        shares=bool(description and description.shares),
        done=Counter(),
    )
    for number, cells in table.sheet.rows.items():
        row = Row(table, number, cells, reader, description)
        if number <= table.last_header_row or row.is_blank:
            continue
        if row.is_note:
            reading.left[NOTES] += 1
            continue
        for place in table.figures:
            try:
                reading.figures.append(row.figure(place))
            except NotForUs as why:
                reading.left[str(why)] += 1
            except ValueError as problem:
                reading.broken[str(problem)].append(number)
    reading.done = reader.done
    _refuse_shares(reading)
    return reading


def _refuse_shares(reading: Reading) -> None:
    """Percentages of which none is above 1 are none; what they are is not guessed."""
    largest: defaultdict[str, float] = defaultdict(float)
    for each in reading.figures:
        of = INDICATORS.get(each.indicator) or find_measure(each.indicator)
        if of.unit.startswith(PERCENTAGE) and each.value:
            largest[each.indicator] = max(each.value, largest[each.indicator])
    for key in [key for key, value in largest.items() if value <= 1]:
        reading.broken[
            f"{key} is a percentage, and no figure of it is above 1: if they are shares, format the"
            " cells as percentages, or describe the file with 'shares: true'"
        ] += [each.row for each in reading.figures if each.indicator == key]


def _rows(numbers: list[int]) -> str:
    different = list(dict.fromkeys(numbers))
    named = ", ".join(map(str, different[:ROWS_NAMED]))
    if len(different) == 1:
        return f"row {named}"
    more = ", ..." if len(different) > ROWS_NAMED else ""
    return f"{len(different):,} rows ({named}{more})"
