"""Workbooks as people have them, written by another program than the one that reads them."""

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import xlsxwriter

CORE_SUITE = [
    "Year",
    "Time Period",
    "Partnership",
    "Indicator",
    "Estimate",
    "Numerator",
    "Denominator",
    "Rate",
    "Ind no",
    "Lookup",
]
CELL = str | float | int | None


def core_suite_row(
    key: str, year: str, area: str, rate: CELL, *counts: CELL, part: str = "Annual"
) -> list[CELL]:
    """A row of the Core Suite's sheet of data, as its publisher's programs write it."""
    numerator, denominator = counts or (None, None)
    number = int(key.removeprefix("NI"))
    return [year, part, area, key, "No", numerator, denominator, rate, number, "lookup"]


def write_workbook(path: Path, **sheets: Sequence[Sequence[CELL]]) -> Path:
    """A workbook of those sheets, each a list of rows; a blank row is empty."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(number, column, cell)
    return path


def core_suite(path: Path, *rows: Sequence[CELL]) -> Path:
    """A Core Suite workbook: a cover, a title above the header, a note below."""
    return write_workbook(
        path,
        Notes=[["Core Suite of Integration Indicators"], ["Management information"]],
        Data=[["Management information"], [], CORE_SUITE, *rows, [], ["Source: PHS"]],
    )


def with_part(path: Path, name: str, content: bytes) -> Path:
    """Add a part to a workbook, as no spreadsheet would."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def with_changed_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Write a workbook anew with one of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return path
