"""What a file of a report shows to whoever opens it, or takes it apart: text by text, and of what.

Hidden sheets, comments, attributes, metadata and cached values are shown as well: whoever has the
file has them.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
from bs4 import BeautifulSoup, Comment, Tag
from defusedxml import ElementTree

from hsci_analysis.narrative.lint import NUMERAL

HEADINGS = ("h1", "h2", "h3", "h4")
BLOCKS = {*HEADINGS, "p", "li", "figcaption", "summary", "pre", "text", "title", "desc", "script"}
NO_WORDS = {"class", "id", "href", "style", "d", "transform", "fill", "stroke", "xmlns"}
"""Attributes that say nothing."""
NO_FIGURES = {"decimals", "months_used", "points", "schema_version", "execution_count", "nbformat"}
"""Numbers in JSON that are no figures of an area."""
LONGEST_NAME = 160
"""Characters; what is longer is prose, and says more than what a figure beside it is of."""
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Shown:
    """One text: where it stands, the words that say what it is of, and whether it is one figure."""

    where: str
    about: str
    text: str
    is_figure: bool = False


def shown_in(path: Path) -> Iterator[Shown]:
    """All that a file shows; nothing for a picture of pixels, which no program can read here."""
    reader = READERS.get(path.suffix)
    if reader is not None:
        yield from reader(path)


def in_html(text: str) -> Iterator[Shown]:
    """Tables cell by cell, then every other text, comment and attribute, below its heading."""
    soup = BeautifulSoup(text, "html.parser")
    for number, table in enumerate(soup.find_all("table"), start=1):
        rows = [
            [_text(cell) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")
        ]
        name = _text(table.caption) if table.caption else ""
        yield from _table(rows, name, f"table {number}")
    heading = ""
    for tag in soup.find_all(True):
        if tag.name in HEADINGS:
            heading = _text(tag)
        if "official" in str(tag.get("class")):
            heading = f"{heading}. {_text(tag)}"
        for name, value in tag.attrs.items():
            if name not in NO_WORDS:
                yield Shown(f"line {tag.sourceline}, attribute {name}", heading, str(value))
        if tag.name in BLOCKS and not tag.find_parent("table"):
            yield Shown(f"line {tag.sourceline}, {tag.name}", heading, _text(tag))
    for comment in soup.find_all(string=lambda one: isinstance(one, Comment)):
        yield Shown("comment", "", str(comment))


def _table(rows: Sequence[Sequence[str]], name: str, where: str) -> Iterator[Shown]:
    """Each figure with the words of its row, the head of its column and the name of its table."""
    heads: dict[int, str] = {}
    for number, row in enumerate(rows, start=1):
        words = [cell for cell in row if _is_name(cell)]
        for place, cell in enumerate(row):
            if _is_name(cell):
                heads.setdefault(place, cell)
            about = "; ".join([name, heads.get(place, ""), *(one for one in words if one != cell)])
            yield Shown(f"{where}, row {number}, column {place + 1}", about, cell, is_figure=True)


def _is_name(text: str) -> bool:
    is_number = NUMERAL.fullmatch(text.strip("£%~<[]() ")) is not None
    return bool(text) and len(text) <= LONGEST_NAME and not is_number


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _html(path: Path) -> Iterator[Shown]:
    yield from in_html(path.read_text(encoding="utf-8"))


def _csv(path: Path) -> Iterator[Shown]:
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    yield from _table(rows, "", "table")


def _json(path: Path) -> Iterator[Shown]:
    yield from in_json(json.loads(path.read_text(encoding="utf-8")), "")


def in_json(value: Any, about: str, where: str = "$") -> Iterator[Shown]:
    """Numbers with the words beside and above them; words as running text."""
    if isinstance(value, Mapping):
        beside = [one for one in value.values() if isinstance(one, str) and _is_name(one)]
        words = "; ".join([about, *beside])
        for name, each in value.items():
            if name not in NO_FIGURES:
                yield from in_json(each, words, f"{where}.{name}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from in_json(each, about, f"{where}[{number}]")
    elif isinstance(value, str):
        shown = in_html(value) if "<" in value else [Shown("text", "", value)]
        yield from (replace(each, where=f"{where}, {each.where}") for each in shown)
    elif value is not None and not isinstance(value, bool):
        yield Shown(where, about, f"{value:.15g}", is_figure=True)


def _word(path: Path) -> Iterator[Shown]:
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                yield from _word_part(ElementTree.fromstring(parts.read(name)), name)


def _word_part(root: Any, name: str) -> Iterator[Shown]:
    for table in root.iter(f"{WORD}tbl"):
        rows = [
            ["".join(cell.itertext()).strip() for cell in row.iter(f"{WORD}tc")]
            for row in table.iter(f"{WORD}tr")
        ]
        yield from _table(rows, "", f"{name}, table")
    heading = ""
    for part in root.iter():
        if part.tag == f"{WORD}p":
            text = "".join(part.itertext()).strip()
            style = part.find(f"{WORD}pPr/{WORD}pStyle")
            if style is not None and str(style.get(f"{WORD}val")).startswith("Heading"):
                heading = text
            yield Shown(f"{name}, paragraph", heading, text)
        elif part.text and not part.tag.startswith(WORD):
            yield Shown(name, "", part.text)
        for value in part.attrib.values():
            yield Shown(f"{name}, attribute", heading, value)


def _spreadsheet(path: Path) -> Iterator[Shown]:
    for cached in (True, False):
        book = openpyxl.load_workbook(path, data_only=cached)
        kind = "" if cached else "formula "
        for sheet in book.worksheets:
            rows = [
                ["" if cell is None else str(cell).lstrip("=") for cell in row]
                for row in sheet.iter_rows(values_only=True)
            ]
            yield from _table(rows, sheet.title, f"{kind}sheet {sheet.title!r}")
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.comment:
                        yield Shown(f"comment at {cell.coordinate}", "", cell.comment.text)
        for name, defined in book.defined_names.items():
            yield Shown(f"name {name}", name, str(defined.attr_text))
        yield from (Shown(f"property {name}", "", str(one)) for name, one in book.properties)


READERS: Mapping[str, Callable[[Path], Iterator[Shown]]] = {
    ".html": _html,
    ".svg": _html,
    ".csv": _csv,
    ".json": _json,
    ".ipynb": _json,
    ".docx": _word,
    ".xlsx": _spreadsheet,
}
