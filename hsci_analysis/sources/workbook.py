"""A workbook or CSV file that somebody has, as sheets of cells: what was last saved, and no more.

Formulas are not computed, macros not run, links and connections not followed: a formula counts as
the result saved with it, and one without a saved result says so. What is hidden, merged or linked
is told in ``remarks``; nothing here knows what a cell means.
"""

from __future__ import annotations

import hashlib
import io
import warnings
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

from hsci_analysis.errors import SourceError
from hsci_analysis.sources.csv_text import SEPARATORS, cells_of, decoded, not_text, separator_of
from hsci_analysis.sources.worksheet import WorksheetFacts, percent_format, worksheet_facts

MOST_BYTES = 300_000_000
MOST_ROWS = 400_000
MOST_COLUMNS = 1_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK"
WORKBOOK = "xl/workbook.xml"
ENCRYPTED = 1
UNSAVED = "a formula whose result was not saved"
# What openpyxl and the standard library raise for a workbook that is damaged or made to harm.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # of XML
    LookupError,  # a part or a cell that is not there, or an encoding that nobody knows
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
)
NOT_READ = {
    "xl/vbaProject.bin": "it has macros, which were not run",
    "xl/externalLinks/": "it links to other files, which were not opened",
    "xl/connections.xml": "it has data connections, which were not refreshed",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell holds: a text, a number, a day, or nothing.

    ``per_cent`` says that its own format shows a number as a percentage. ``wrong`` says why it
    holds no value one may use. ``merged`` says that the value stands in the first cell of a merged
    range, of which this is another.
    """

    value: str | float | datetime | None = None
    per_cent: bool = False
    wrong: str = ""
    merged: bool = False

    @property
    def text(self) -> str:
        """As a reader sees it, without blanks around; a whole number without a point."""
        if self.value is None:
            return ""
        if isinstance(self.value, float) and self.value.is_integer():
            return f"{self.value:.0f}"
        return " ".join(str(self.value).split())


BLANK = Cell()


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet: its rows that are not blank, by their number, first column first."""

    name: str
    rows: Mapping[int, tuple[Cell, ...]]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """The sheets of one file, the hash of its bytes, and what was not read of it."""

    sheets: tuple[Sheet, ...]
    sha256: str
    remarks: tuple[str, ...] = ()


def read_workbook(path: Path) -> Workbook:
    """Read a file by what it is, whatever its name: a workbook (xlsx, xlsm), or else CSV.

    Raises
    ------
    SourceError
        If it cannot be read, is of another kind or protected, is damaged, or holds more than any
        published workbook does.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise SourceError(_too_much(path, path.stat().st_size))
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path.name} cannot be read: {error.strerror}") from None
    sha256 = hashlib.sha256(content).hexdigest()
    if content.startswith(OLE):
        raise SourceError(
            f"{path.name} is a workbook of an older kind (.xls), or one protected by a password;"
            " open it and save it as an Excel workbook (.xlsx) without a password"
        )
    if content.startswith(ZIP):
        sheets, remarks = _workbook(path, content)
        return Workbook(sheets, sha256, remarks)
    return Workbook((_csv(path, content),), sha256)


def _csv(path: Path, content: bytes) -> Sheet:
    if not content.strip():
        raise SourceError(f"{path.name} is empty")
    if looks_like := not_text(content):
        raise SourceError(f"{path.name} is no workbook and no CSV file: {looks_like}")
    text, broken = decoded(content)
    separator = separator_of(text)
    lines, unread = cells_of(text, separator)
    if broken := [*broken, *unread]:
        raise SourceError(f"{path.name} cannot be read as CSV: {'; '.join(broken)}")
    rows = {
        number: tuple(Cell(cell) if cell.strip() else BLANK for cell in line)
        for number, line in enumerate(lines, start=1)
        if any(cell.strip() for cell in line)
    }
    remarks = (f"its cells are separated by {SEPARATORS[separator]}",) * (separator != ",")
    return Sheet(path.name, rows, remarks)


def _workbook(path: Path, content: bytes) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, warnings.catch_warnings():
            # openpyxl warns of what it leaves out: styles, extensions, dates that are none.
            warnings.simplefilter("ignore")
            remarks = _refuse_or_remark(path, archive)
            facts = worksheet_facts(archive, MOST_ROWS)
            book = openpyxl.load_workbook(
                io.BytesIO(content),
                read_only=True,
                data_only=True,
                keep_vba=False,
                keep_links=False,
            )
            hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
            if hidden:
                remarks.append(f"hidden sheets were not read: {', '.join(map(repr, hidden))}")
            sheets = tuple(
                _sheet(path, sheet, facts.get(sheet.title, WorksheetFacts()))
                for sheet in book.worksheets
                if sheet.title not in hidden
            )
    except DAMAGED as error:
        raise SourceError(
            f"{path.name} cannot be read as a workbook ({type(error).__name__}): it is damaged, or"
            " was not made by a spreadsheet; open it, save it anew as .xlsx, and try again"
        ) from error
    return sheets, tuple(remarks)


def _refuse_or_remark(path: Path, archive: zipfile.ZipFile) -> list[str]:
    """Refuse what must not be unpacked; tell of what will not be read."""
    members = archive.infolist()
    names = [member.filename for member in members]
    if (size := sum(member.file_size for member in members)) > MOST_BYTES:
        raise SourceError(_too_much(path, size))
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise SourceError(f"{path.name} is protected by a password; save it without one")
    if WORKBOOK not in names:
        kind = "a zip archive that holds no Excel workbook"
        if "xl/workbook.bin" in names:
            kind = "a binary workbook (.xlsb)"
        elif "content.xml" in names:
            kind = "an OpenDocument spreadsheet (.ods)"
        raise SourceError(f"{path.name} is {kind}; save it as an Excel workbook (.xlsx)")
    return [said for part, said in NOT_READ.items() if any(name.startswith(part) for name in names)]


def _sheet(path: Path, sheet: Any, facts: WorksheetFacts) -> Sheet:
    sheet.reset_dimensions()  # a sheet may say it is larger, or smaller, than it is
    rows: dict[int, tuple[Cell, ...]] = {}
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if len(cells) > MOST_COLUMNS or len(rows) > MOST_ROWS:
            raise SourceError(
                f"{path.name}: the sheet {sheet.title!r} has more than {MOST_ROWS:,} rows or"
                f" {MOST_COLUMNS:,} columns; save the part that is meant as a file of its own"
            )
        read = tuple(
            _cell(cell, (number, column) in facts.unsaved)
            for column, cell in enumerate(cells, start=1)
        )
        if any(cell is not BLANK for cell in read):
            rows[number] = read
    remarks = list(facts.remarks)
    if facts.merged:
        _fill_merged(rows, facts.merged)
        remarks.append(f"merged ranges, whose text counts for each of their cells: {facts.merges}")
    return Sheet(sheet.title, rows, tuple(remarks))


def _cell(cell: Any, unsaved: bool) -> Cell:
    value = cell.value
    if unsaved:
        return Cell(wrong=UNSAVED)
    if value is None or (isinstance(value, str) and not value.strip()):
        return BLANK
    if cell.data_type == "e":
        return Cell(str(value), wrong=f"an error of the spreadsheet ({value})")
    if isinstance(value, bool):
        return Cell(str(value).upper())
    if isinstance(value, int | float):
        return Cell(float(value), per_cent=percent_format(cell.number_format))
    return Cell(value if isinstance(value, datetime) else str(value))


def _fill_merged(rows: dict[int, tuple[Cell, ...]], merged: tuple[str, ...]) -> None:
    numbers = list(rows)  # only these: a range may be said to reach to the end of the sheet
    for first_column, first_row, last_column, last_row in map(range_boundaries, merged):
        top = rows.get(first_row, ())[first_column - 1 : first_column]
        if not top or top[0] is BLANK:
            continue
        filled, end = replace(top[0], merged=True), min(last_column, MOST_COLUMNS)
        for number in numbers[bisect_left(numbers, first_row) : bisect_right(numbers, last_row)]:
            cells = [*rows[number], *[BLANK] * (end - len(rows[number]))]
            for column in range(first_column, end + 1):
                if (number, column) != (first_row, first_column):
                    cells[column - 1] = filled
            rows[number] = tuple(cells)


def _too_much(path: Path, size: int) -> str:
    return (
        f"{path.name} holds {size // 1_000_000:,} MB, more than any published workbook"
        f" ({MOST_BYTES // 1_000_000:,} MB); save the part that is meant as a file of its own"
    )
