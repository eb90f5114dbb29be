"""A draft says so on every screen, sheet and cover; a final report nowhere."""

import xml.etree.ElementTree as ET
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from hsci_analysis.reports.page import render_page
from hsci_analysis.reports.spreadsheet import indicator_workbook
from hsci_analysis.reports.watermark import NOT_SIGNED, mark_draft
from hsci_analysis.reports.word import write_word


@pytest.mark.parametrize("draft", [True, False])
def test_the_page(draft: bool) -> None:
    page = render_page(
        new_notebook(cells=[new_markdown_cell("# A page")]), heading="Fife", draft=draft
    )
    assert (NOT_SIGNED in page) == ('<body class="draft">' in page) == draft


def test_every_sheet_of_the_document_and_twice_the_same_bytes(tmp_path: Path) -> None:
    def made(name: str) -> Path:
        path = tmp_path / name
        write_word("<h1>A</h1>", path, title="A", subtitle="B", released=date(2025, 7, 1))
        mark_draft(path)
        return path

    document = made("one.docx")
    assert document.read_bytes() == made("other.docx").read_bytes()
    with zipfile.ZipFile(document) as parts:
        names = [name for name in parts.namelist() if name.endswith((".xml", ".rels"))]
        whole = {name: ET.fromstring(parts.read(name)) for name in names}
    assert NOT_SIGNED in "".join(whole["word/draft.xml"].itertext())
    (section,) = [each for each in whole["word/document.xml"].iter() if each.tag.endswith("sectPr")]
    assert section[0].tag.endswith("headerReference")
    targets = [each.get("Target") for each in whole["word/_rels/document.xml.rels"]]
    assert targets.count("draft.xml") == 1
    assert "/word/draft.xml" in [each.get("PartName") for each in whole["[Content_Types].xml"]]


@pytest.mark.parametrize("draft", [True, False])
def test_the_cover_of_the_spreadsheet(tmp_path: Path, draft: bool) -> None:
    indicator_workbook("Fife", "2022/23", draft=draft).write(tmp_path / "x.xlsx")
    cover = openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[0]
    said = [cell.value for row in cover.iter_rows() for cell in row if cell.value]
    assert (NOT_SIGNED in said) == said[0].startswith("Draft. ") == draft
