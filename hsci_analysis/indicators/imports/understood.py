"""A file as a whole: what was understood of it, before anything of it is kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from hsci_analysis.areas import Area, partnerships
from hsci_analysis.errors import UnknownNameError
from hsci_analysis.indicators.imports.description import FileDescription, Role
from hsci_analysis.indicators.imports.layout import quoted, tables_on
from hsci_analysis.indicators.imports.reading import ROWS_NAMED, Reading, read_rows
from hsci_analysis.indicators.imports.row import Figure
from hsci_analysis.indicators.imports.words import FRAMEWORK_CODE
from hsci_analysis.periods import Month, months_between
from hsci_analysis.sources.workbook import Sheet, read_workbook
from hsci_analysis.tables import imported_indicators, own_series
from hsci_analysis.tables.imported_indicators import NUMBERS, last_day_of
from hsci_analysis.tables.table import Table

REASONS_TOLD = 12
UNSEEN = (
    "nobody here has seen a file of this kind: its layout is described from its publisher's"
    " programs, so compare what is told above with the file"
)


@dataclass(frozen=True)
class Kind:
    """A kind of file that says by what it holds who published it."""

    title: str
    publisher: str
    seen: bool


CORE_SUITE = Kind("Core Suite of Integration Indicators", "Public Health Scotland", seen=False)
MINISTERIAL = Kind("Integration performance indicators (MSG)", "Public Health Scotland", seen=False)
FRAMEWORK = Kind("Local Government Benchmarking Framework", "Improvement Service", seen=True)


@dataclass(frozen=True)
class Understood:
    """What a file says, table by table, and every reason why it cannot be imported as it is.

    ``sheets_left`` gives, for each sheet without a table, what its likeliest header lacks;
    ``measure`` is the key of what the figures are a partnership's own series of, empty for
    indicators.
    """

    file: str
    sha256: str
    kind: Kind | None
    readings: tuple[Reading, ...]
    sheets_left: dict[str, list[str]]
    remarks: tuple[str, ...]
    problems: tuple[str, ...]
    figures: tuple[Figure, ...]
    measure: str = ""

    @property
    def table(self) -> Table:
        """The table that the figures are rows of."""
        return own_series.TABLE if self.measure else imported_indicators.TABLE

    @property
    def frame(self) -> pd.DataFrame:
        """The figures as rows of that table."""
        known = {**dict.fromkeys(NUMBERS, "float64"), "month": "datetime64[us]"}
        types = {name: known.get(name, "str") for name in self.table.contract.columns}
        row = _of_series if self.measure else _of_indicator
        rows = [row(each) for each in self.figures]
        frame = pd.DataFrame(rows, columns=pd.Index(list(types))).astype(types)
        return frame.sort_values(list(self.table.contract.unique), ignore_index=True)


def _of_indicator(figure: Figure) -> dict[str, object]:
    return {
        "indicator": figure.indicator,
        "period": figure.period,
        "area_code": figure.area.code,
        "status": str(figure.status),
        **{name: getattr(figure, name) for name in NUMBERS},
    }


def _of_series(figure: Figure) -> dict[str, object]:
    return {
        "month": pd.Timestamp(Month.parse(figure.period).first_day),
        "area_code": figure.area.code,
        "measure": figure.indicator,
        "value": figure.value,
        "status": own_series.STATUSES[figure.status],
    }


def understand(
    path: Path, description: FileDescription | None = None, sheet: str | None = None
) -> Understood:
    """Read a file and place all it says; nothing is kept yet, and all problems are collected.

    Parameters
    ----------
    description
        How the file is laid out; left out, it is recognised by its words.
    sheet
        Read this sheet alone.

    Raises
    ------
    SourceError
        If it is no workbook or CSV file that can be read.
    UnknownNameError
        If it has no sheet of that name; with the nearest.
    """
    book = read_workbook(path)
    wanted = sheet or (description.sheet if description else None)
    sheets = _named(wanted, book.sheets) if wanted else book.sheets
    readings: list[Reading] = []
    left: dict[str, list[str]] = {}
    for each in sheets:
        tables, lacking = tables_on(each, description)
        readings += [read_rows(table, description) for table in tables]
        if not tables:
            left[each.name] = lacking
    problems = [problem for reading in readings for problem in reading.problems]
    figures, repeated, remarks = _once(readings)
    problems += repeated
    if not readings:
        problems.append("no table was found in it: describe its layout in parameters/imports/")
        problems += [
            f"sheet {quoted(name)}: {line}" for name, each in left.items() for line in each
        ]
    elif not figures and not problems:
        problems.append("it holds no figure of any of our indicators")
    measure = (description.measure if description else None) or ""
    problems += _gaps(figures) if measure else []
    return Understood(
        path.name,
        book.sha256,
        None if description else _kind(readings),
        tuple(readings),
        left,
        (*book.remarks, *remarks),
        tuple(problems),
        tuple(figures),
        measure,
    )


def _gaps(figures: list[Figure]) -> list[str]:
    """A line for each area whose months are not one after the other."""
    lines = []
    for area in dict.fromkeys(each.area for each in figures):
        months = {Month.parse(each.period) for each in figures if each.area == area}
        every = months_between(min(months), max(months))
        if lacking := [str(month) for month in every if month not in months]:
            more = ", ..." if len(lacking) > ROWS_NAMED else ""
            lines.append(
                f"{area} lacks {', '.join(lacking[:ROWS_NAMED])}{more}: give every month a row, and"
                " leave the figure blank where it is not known"
            )
    return lines


def tell(found: Understood) -> str:
    """What was understood, for whoever imports the file to compare with it."""
    kind = found.kind.title if found.kind else "a table of indicators"
    lines = [f"{found.file}: {f'own series of {found.measure}' if found.measure else kind}"]
    lines += [f"  {remark}" for remark in found.remarks]
    for reading in found.readings:
        lines += [f"  {line}" for line in _told(reading)]
    for name, lacking in found.sheets_left.items():
        why = f": {lacking[0]}" if lacking else ""
        lines.append(f"  sheet {quoted(name)}: no table{why}")
    if found.kind and not found.kind.seen:
        lines.append(f"  {UNSEEN}")
    return "\n".join(lines)


def _told(reading: Reading) -> list[str]:
    table = reading.table
    lines = [
        f"sheet {quoted(table.sheet.name)}, header in row {table.header_row}:",
        *(f"  {said}" for said in table.told),
        *(f"  {remark}" for remark in table.sheet.remarks),
    ]
    if table.unused:
        lines.append(f"  columns not used: {', '.join(map(quoted, table.unused))}")
    if figures := reading.figures:
        areas = {each.area for each in figures}
        periods = sorted({each.period for each in figures}, key=last_day_of)
        keys = sorted({each.indicator for each in figures}, key=_in_order)
        lines.append(
            f"  kept: {len(figures):,} figures of {', '.join(keys)};"
            f" {len(areas)} areas; {periods[0]} to {periods[-1]}"
        )
        nothings = Counter(str(each.status) for each in figures if each.value is None)
        lines += [f"  of these without a number, {kind}: {n:,}" for kind, n in nothings.items()]
    lines += [f"  {done}: {number:,}" for done, number in reading.done.items()]
    left = reading.left.most_common()
    lines += [f"  left: {number:,}, {why}" for why, number in left[:REASONS_TOLD]]
    if others := left[REASONS_TOLD:]:
        lines.append(f"  left: {sum(n for _, n in others):,}, for {len(others)} more reasons")
    return lines


def _in_order(key: str) -> tuple[bool, int]:
    suite, _, number = key.partition("-")
    return suite != "NI", int(number or 0)


def _named(wanted: str, sheets: tuple[Sheet, ...]) -> list[Sheet]:
    found = [each for each in sheets if each.name.casefold() == wanted.casefold()]
    if not found:
        raise UnknownNameError("sheet that can be read", wanted, [each.name for each in sheets])
    return found


def _once(readings: list[Reading]) -> tuple[list[Figure], list[str], list[str]]:
    """Each figure once; the lines that tell of those given twice, and whether they differ."""
    seen: dict[tuple[str, str, str], tuple[int, Figure]] = {}
    differing: list[tuple[str, Figure]] = []
    alike = 0
    for number, reading in enumerate(readings):
        for each in reading.figures:
            key = each.indicator, each.period, _extent(each.area)
            if key not in seen:
                seen[key] = number, each
            elif seen[key][0] != number and seen[key][1].said == each.said:
                alike += 1
            else:
                differing.append((reading.table.sheet.name, each))
    problems = [
        f"{len(differing):,} figures are given more than once, such as {each.indicator} of"
        f" {each.area} in {each.period}, again in sheet {quoted(sheet)}, row {each.row}"
        for sheet, each in differing[:1]
    ]
    if problems and len(readings) > 1:
        problems.append("where sheets say the same in other words, choose one with --sheet")
    remarks = [f"figures given alike by two tables, kept once: {alike:,}"] if alike else []
    return [figure for _, figure in seen.values()], problems, remarks


@cache
def _extent(area: Area) -> str:
    """One code for a partnership and for the council area that is all of it."""
    alone = [each for each in partnerships() if each.council_areas == (area.code,)]
    return alone[0].code if alone else area.code


def _kind(readings: list[Reading]) -> Kind | None:
    """Who published it, where its columns or codes are those of one publisher alone."""
    kinds = {_kind_of(reading) for reading in readings}
    return kinds.pop() if len(kinds) == 1 else None


def _kind_of(reading: Reading) -> Kind | None:
    table = reading.table
    if table.across is Role.INDICATOR:
        return MINISTERIAL
    if {Role.PART, Role.NUMBER, Role.VALUE} <= set(table.columns):
        return CORE_SUITE
    places = table.columns.get(Role.INDICATOR, ())
    codes = [
        cells[place].text
        for number, cells in table.sheet.rows.items()
        for place in places
        if number > table.header_row and place < len(cells)
    ]
    if codes and any(FRAMEWORK_CODE.fullmatch(code) for code in codes):
        return FRAMEWORK
    return None
