"""Tables on a sheet: where their headers are, and what each column is for.

A header row is one whose words, with the title above and the name of the sheet, say of every figure
which area, indicator and period it is of. The layouts of the Core Suite and of the MSG workbook are
described from their publisher's programs; nobody here has seen either file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hsci_analysis.areas import Area, HealthBoard
from hsci_analysis.indicators.imports.description import WHOLE, FileDescription, Role
from hsci_analysis.indicators.imports.words import (
    area_of,
    folded,
    indicator_of,
    msg_column,
    period_of,
    role_of,
    same,
)
from hsci_analysis.periods import FinancialYear
from hsci_analysis.sources.workbook import BLANK, Cell, Sheet

HEADER_WITHIN = 60
LETTERS_TOLD = 40
SEVERAL = (Role.AREA, Role.INDICATOR)
"""What more than one column may be for, as long as they agree."""
IN_TITLE = re.compile(r"(?<!\d)\d{4}\s*[/–-]\s*\d{2}(?!\d)")
COUNTS = re.compile(r"numerator|denominator", re.IGNORECASE)
BEFORE_COLON = re.compile(r"^[^:]*:\s*")


@dataclass(frozen=True)
class Table:
    """One table: places count from 0.

    ``columns`` gives the places of the columns for each role, ``across`` what the header of every
    other column names (by its place, in ``named``), ``fixed`` what is the same for all figures.
    ``last_header_row`` is a row below ``header_row`` where one period stands over several columns.
    """

    sheet: Sheet
    header_row: int
    columns: Mapping[Role, tuple[int, ...]]
    across: Role | None
    named: Mapping[int, object]
    fixed: Mapping[Role, object]
    unused: tuple[str, ...]
    last_header_row: int

    @property
    def header(self) -> tuple[Cell, ...]:
        return self.sheet.rows[self.header_row]

    @property
    def figures(self) -> tuple[int, ...]:
        """Where the figures are."""
        return tuple(self.named) or self.columns[Role.VALUE]

    @property
    def told(self) -> tuple[str, ...]:
        """What each column, and the title, was taken for."""
        told = [
            f"{role}: {', '.join(quoted(self.header[place].text) for place in places)}"
            for role, places in self.columns.items()
        ]
        if self.across:
            first, *others = (self.header[place].text for place in self.named)
            last = f" to {quoted(others[-1])}" if others else ""
            told.append(f"a column for each {self.across}: {quoted(first)}{last}")
        told += [f"{role}, the same for all: {value}" for role, value in self.fixed.items()]
        return tuple(told)


@dataclass(frozen=True)
class Unfit:
    """A row that resembles a header, and what it lacks to be one."""

    row: int
    roles: int
    lacks: tuple[str, ...]


def tables_on(sheet: Sheet, description: FileDescription | None) -> tuple[list[Table], list[str]]:
    """The tables of a sheet; with none, the lines that say what its likeliest header lacks."""
    tables: list[Table] = []
    nearest = Unfit(0, 0, ())
    taken: set[int] = set()
    for row in list(sheet.rows)[:HEADER_WITHIN]:
        if description and description.header_row not in (None, row):
            continue
        cells = sheet.rows[row]
        for block in [range(len(cells))] if description else _blocks(cells):
            if taken & set(block):
                continue
            found = (
                _described(sheet, row, description)
                if description
                else _recognised(sheet, row, block)
            )
            if isinstance(found, Table):
                tables.append(found)
                taken |= set(block)
            elif found.roles > nearest.roles:
                nearest = found
    if tables or not nearest.roles:
        return tables, []
    return [], [f"row {nearest.row} resembles a header, but {lack}" for lack in nearest.lacks]


def quoted(text: str) -> str:
    """Words of a file, safe to print and not too long."""
    return repr(text[:LETTERS_TOLD] + ("..." if len(text) > LETTERS_TOLD else ""))


def _blocks(cells: Sequence[Cell]) -> list[range]:
    """Runs of cells that are not blank: a blank column separates two tables."""
    filled = [place for place, cell in enumerate(cells) if cell is not BLANK]
    starts = [place for place in filled if place - 1 not in filled]
    ends = [place for place in filled if place + 1 not in filled]
    return [range(start, end + 1) for start, end in zip(starts, ends, strict=True)]


def _recognised(sheet: Sheet, row: int, block: range) -> Table | Unfit:
    header = {place: sheet.rows[row][place].text for place in block}
    columns: dict[Role, tuple[int, ...]] = {}
    for place, text in header.items():
        if role := role_of(text):
            columns[role] = (*columns.get(role, ()), place)
    if Role.PART in columns and Role.PERIOD not in columns:
        columns[Role.PERIOD] = columns.pop(Role.PART)
    lacks = [
        f"several columns could be the {role}: {', '.join(quoted(header[at]) for at in places)}"
        for role, places in columns.items()
        if len(places) > 1 and role not in SEVERAL
    ]
    title = _title(sheet, row)
    across: Role | None = None
    named: Mapping[int, object] = {}
    if columns and Role.VALUE not in columns:
        across, named = _across(sheet, header, columns, title)
    fixed = _fixed(columns, across, title, lacks)
    last_row = row
    if across is Role.PERIOD and (below := _below(sheet, row, named)):
        last_row += 1
        named = {at: named[at] for at, text in below.items() if role_of(text) is Role.VALUE}
    if across in (Role.PERIOD, Role.AREA):
        lacks += [
            f"the title says {quoted(line)}: whether these are the indicator's figures is not clear"
            for line in title
            if COUNTS.search(line)
        ]
    if not named and Role.VALUE not in columns:
        lacks.append("no column is headed as a value, a rate, an area or a period")
    if lacks:
        return Unfit(row, len(columns), tuple(lacks))
    unused = _unused(header, columns, named)
    return Table(sheet, row, columns, across, named, fixed, unused, last_row)


def _below(sheet: Sheet, row: int, named: Mapping[int, object]) -> Mapping[int, str]:
    """What the row below says of each of these columns, where that is what they are for."""
    cells = sheet.rows.get(row + 1, ())
    below = {at: cells[at].text for at in named if at < len(cells)}
    roles = [role_of(text) for text in below.values()]
    return below if Role.VALUE in roles and None not in roles and len(below) == len(named) else {}


def _across(
    sheet: Sheet,
    header: Mapping[int, str],
    columns: dict[Role, tuple[int, ...]],
    title: Sequence[str],
) -> tuple[Role | None, Mapping[int, object]]:
    """What the columns without a role name: indicators of MSG, periods, or areas."""
    free = {at: text for at, text in header.items() if role_of(text) is None}
    if not {Role.INDICATOR, Role.NUMBER} & set(columns):
        named = {at: key for at, text in free.items() if (key := msg_column(text, sheet.name))}
        if named:
            return Role.INDICATOR, named
    for role in (Role.PERIOD, Role.AREA):
        found = {at: value for at, text in free.items() if (value := same(text, role))}
        if not found or (role is Role.PERIOD and role in columns):
            continue
        if role is Role.AREA and role in columns:
            # A summary: the column headed "Partnership" holds the figures of the one above.
            own = _in_title(role, title)
            if len(own) != 1:
                continue
            found |= dict.fromkeys(columns.pop(role)[:1], own.pop())
        return role, dict(sorted(found.items()))
    return None, {}


def _fixed(
    columns: Mapping[Role, tuple[int, ...]],
    across: Role | None,
    title: Sequence[str],
    lacks: list[str],
) -> dict[Role, object]:
    fixed = {}
    for role in WHOLE:
        has_column = role in columns or (role is Role.INDICATOR and Role.NUMBER in columns)
        if has_column or role is across:
            continue
        found = _in_title(role, title)
        if len(found) == 1:
            fixed[role] = found.pop()
        elif found:
            several = " and ".join(sorted(map(str, found)))
            lacks.append(f"no column is the {role}, and the title names several: {several}")
        else:
            lacks.append(f"neither a column nor the title above says which {role}")
    return fixed


def _title(sheet: Sheet, row: int) -> list[str]:
    above = [cell.text for number in sheet.rows if number < row for cell in sheet.rows[number]]
    return [sheet.name, *filter(None, above)]


def _in_title(role: Role, title: Sequence[str]) -> set[object]:
    """All that the words above a table name of that kind."""
    found: set[object] = set()
    for line in title:
        text = BEFORE_COLON.sub("", line)
        if role is Role.INDICATOR:
            found |= {key for each in (line, text) if (key := indicator_of(each))}
        elif role is Role.AREA:
            area = area_of(text)
            found |= (
                {area} if isinstance(area, Area) and not isinstance(area, HealthBoard) else set()
            )
        else:
            found |= {period for each in (line, text) if (period := period_of(Cell(each)))}
            within = (period_of(Cell(each)) for each in IN_TITLE.findall(line))
            found |= {period for period in within if isinstance(period, FinancialYear)}
    return found


def _described(sheet: Sheet, row: int, description: FileDescription) -> Table | Unfit:
    """As the person says: the whole row is one header, whatever blanks it has."""
    header = {at: cell.text for at, cell in enumerate(sheet.rows[row]) if cell is not BLANK}
    columns: dict[Role, tuple[int, ...]] = {}
    lacks: list[str] = []
    for role, wanted in description.columns.items():
        places = tuple(at for at, text in header.items() if folded(text) == folded(wanted))
        if len(places) == 1:
            columns[role] = places
        else:
            how = "comes more than once" if places else "is not there"
            lacks.append(f"the column {quoted(wanted)} ({role}) {how}")
    taken = {at for places in columns.values() for at in places}
    named = {
        at: value
        for at, text in header.items()
        if description.across and at not in taken and (value := same(text, description.across))
    }
    fixed: dict[Role, object] = {}
    for role, said in description.fixed.items():
        meant = indicator_of(said) if role is Role.INDICATOR else same(said, role)
        if meant is None:
            lacks.append(f"{quoted(said)} is no {role}")
        fixed[role] = meant
    if not named and Role.VALUE not in columns:
        lacks.append("no column holds the figures")
    if lacks:
        return Unfit(row, len(columns), tuple(lacks))
    unused = _unused(header, columns, named)
    return Table(sheet, row, columns, description.across, named, fixed, unused, row)


def _unused(
    header: Mapping[int, str],
    columns: Mapping[Role, tuple[int, ...]],
    named: Mapping[int, object],
) -> tuple[str, ...]:
    used = {at for places in columns.values() for at in places} | set(named)
    return tuple(text for at, text in header.items() if at not in used)
