"""What the parts of a workbook say that its values do not: formulas, merged ranges, what is hidden.

Read from the file's own XML, a row at a time, beside the library that reads the values.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from posixpath import join, normpath
from typing import IO
from xml.etree.ElementTree import Element  # the type alone; defusedxml parses

from defusedxml.ElementTree import fromstring, iterparse
from openpyxl.utils import coordinate_to_tuple

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
IN_QUOTES = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^]]*\]')


@dataclass(frozen=True)
class WorksheetFacts:
    """Of one sheet: cells (row, column) with a formula and no result, and its merged ranges."""

    unsaved: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def merges(self) -> str:
        """How many, and the first of them."""
        few = 3
        more = ", ..." if len(self.merged) > few else ""
        return f"{len(self.merged)} ({', '.join(self.merged[:few])}{more})"


def worksheet_facts(archive: zipfile.ZipFile, most_rows: int) -> dict[str, WorksheetFacts]:
    """The facts of each worksheet, by its name, as far as so many rows."""
    relations = {
        relation.get("Id"): relation.get("Target", "")
        for relation in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    facts = {}
    for sheet in fromstring(archive.read("xl/workbook.xml")).iter():
        if _name(sheet) == "sheet":
            part = normpath(join("/xl", relations.get(sheet.get(RELATION), ""))).lstrip("/")
            if part in archive.namelist():
                with archive.open(part) as opened:
                    facts[sheet.get("name", "")] = _facts(opened, most_rows)
    return facts


def percent_format(number_format: str) -> bool:
    """Whether a number format shows a number as a percentage; a quoted % is only a letter."""
    return "%" in IN_QUOTES.sub("", number_format or "")


def _facts(part: IO[bytes], most_rows: int) -> WorksheetFacts:
    unsaved: set[tuple[int, int]] = set()
    merged: list[str] = []
    formulas = hidden_rows = hidden_columns = number = rows = 0
    for _, element in iterparse(part):
        name = _name(element)
        if name == "row":
            if (rows := rows + 1) > most_rows + 1:
                break  # whoever reads the values will refuse them
            number = int(element.get("r") or number + 1)
            hidden_rows += element.get("hidden") in ("1", "true")
            column = 0
            for cell in element:
                place = cell.get("r")
                column = coordinate_to_tuple(place)[1] if place else column + 1
                parts = {_name(each): each for each in cell}
                if "f" in parts:
                    formulas += 1
                    if not _saved(cell, parts.get("v")):
                        unsaved.add((number, column))
            element.clear()
        elif name == "col":
            hidden_columns += element.get("hidden") in ("1", "true")
        elif name == "mergeCell":
            merged.append(element.get("ref", ""))
    remarks = []
    if formulas:
        remarks.append(f"formulas, of which the results last saved were read: {formulas:,}")
    if hidden_rows or hidden_columns:
        remarks.append(
            "hidden rows and columns were read like the others: "
            f"{hidden_rows:,} rows, {hidden_columns:,} column ranges"
        )
    return WorksheetFacts(frozenset(unsaved), tuple(merged), tuple(remarks))


def _saved(cell: Element, value: Element | None) -> bool:
    """A formula may have given an empty text, which is a result."""
    return value is not None and (bool(value.text) or cell.get("t") == "str")


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
