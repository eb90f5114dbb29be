"""One run gives every form of the annual report, and a finding reads the same in all of them."""

import csv
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from socket import gethostname
from tempfile import gettempdir
from xml.etree import ElementTree

import nbformat
import openpyxl
import pytest

from hsci_analysis.findings.finding import Kind
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.findings.numerals import write_figure
from hsci_analysis.folders import ROOT
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.reports.open_data import COLUMNS, DICTIONARY, METADATA, TABLE, write_open_data
from hsci_analysis.runs.report import run_report

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PNG = b"\x89PNG\r\n\x1a\n"
SECRET, TOKEN, USER = "open-sesame-4711", "ghp-of-the-test-4712", "quillfeather"
TELLING = (SECRET, TOKEN, USER, gethostname(), gettempdir(), str(ROOT), sys.prefix, "/home")
TOLD = re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in TELLING).encode())
PICTURE_ONLY = {b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"gAMA", b"pHYs", b"IDAT", b"IEND"}
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Made where there is much to tell: a secret that is printed, a token, a user's name."""
    notebooks = tmp_path_factory.mktemp("house") / "notebooks"
    shutil.copytree(ROOT / "notebooks", notebooks)
    notebook = notebooks / "annual_performance_report.ipynb"
    node = nbformat.read(notebook, as_version=4)
    (parameters,) = [cell for cell in node.cells if "parameters" in cell.metadata.get("tags", [])]
    parameters.source += '\nkey: str = ""  # secret: opens the other house'
    node.cells.append(nbformat.v4.new_code_cell("print(key)"))
    nbformat.write(node, notebook)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HSCI_REPORTS", str(tmp_path_factory.mktemp("reports")))
        patch.setenv("HSCI_NOTEBOOKS", str(notebooks))
        patch.setenv("HOME", str(tmp_path_factory.mktemp(USER)))
        patch.setenv("GITHUB_TOKEN", TOKEN)
        for name in ("USER", "LOGNAME", "USERNAME"):
            patch.setenv(name, USER)
        return run_report(
            "annual_performance_report", "Scottish Borders", "2022/23", {"key": SECRET}
        )


@pytest.fixture(scope="module")
def ledger(folder):
    return Ledger.from_json((folder / "findings.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def document(folder):
    with zipfile.ZipFile(folder / "annual_performance_report.docx") as made:
        return ElementTree.fromstring(made.read("word/document.xml"))


@pytest.fixture(scope="module")
def rows(folder):
    with (folder / TABLE).open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


def texts(document):
    """Each paragraph as one text."""
    return [
        "".join(run.text or "" for run in paragraph.iter(f"{WORD}t"))
        for paragraph in document.iter(f"{WORD}p")
    ]


def styles(document):
    return [style.get(f"{WORD}val") for style in document.iter(f"{WORD}pStyle")]


def levels(ledger):
    """The partnership's figures of the six years."""
    return [
        finding
        for finding in ledger.findings
        if finding.kind is Kind.LEVEL
        and finding.value is not None
        and finding.area == "Scottish Borders"
        and finding.measure in INDICATORS
    ]


def test_the_manifest_knows_every_file(folder):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    made = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert set(manifest["outputs"]) == made - {"manifest.json"}


def test_a_figure_is_written_alike_in_csv_spreadsheet_word_and_page(folder, ledger, rows, document):
    book = openpyxl.load_workbook(folder / "indicators.xlsx", read_only=True)
    sheet = [" ".join(map(str, row)) for row in book["Six years"].iter_rows(values_only=True)]
    paragraphs = "\n".join(texts(document))
    page = (folder / "annual_performance_report.html").read_text(encoding="utf-8")
    for finding in levels(ledger):
        written = write_figure(finding.value, finding.decimals)
        assert rows[finding.id]["written"] == written
        (cells,) = [line for line in sheet if line.startswith(f"{finding.measure} ")]
        whole = re.compile(rf"(?<![\d.,]){re.escape(written)}(?![\d]|[.,]\d)")
        for where in (cells, paragraphs, page):
            assert whole.search(where), (finding.id, written)


def test_the_words_of_the_page_are_those_of_the_document(folder, document):
    page = (folder / "annual_performance_report.html").read_text(encoding="utf-8")
    main = re.search(r"<h2[^>]*>The year on one page</h2>.*?<p>(.*?)</p>", page, flags=re.DOTALL)
    assert main is not None
    assert main.group(1) in texts(document)


def test_word_has_real_headings_captions_header_rows_and_a_language(folder, document):
    used = styles(document)
    assert {"Title", "Subtitle", "Heading1", "Heading2", "TableCaption", "ImageCaption"} <= set(
        used
    )
    tables = list(document.iter(f"{WORD}tbl"))
    assert tables
    for table in tables:
        first = table.find(f"{WORD}tr")
        assert first.find(f"{WORD}trPr/{WORD}tblHeader") is not None
    with zipfile.ZipFile(folder / "annual_performance_report.docx") as made:
        assert b'w:val="en-GB"' in made.read("word/styles.xml")
        assert b"<dc:title>Annual performance report</dc:title>" in made.read("docProps/core.xml")


def test_every_picture_of_the_document_has_words(folder, document):
    described = [picture.get("descr") for picture in document.iter(f"{DRAWING}docPr")]
    assert len(described) > len(list((folder / "figures").glob("*.svg"))) / 2
    assert all(described)
    assert not [words for words in described if "figures/" in words]


def test_each_chart_is_a_file_that_stands_alone(folder):
    page = (folder / "annual_performance_report.html").read_text(encoding="utf-8")
    drawn = sorted((folder / "figures").glob("*.svg"))
    assert len(drawn) >= page.count("<figure>") > 0
    for path in drawn:
        root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert (root.get("role"), bool(root.get("aria-label"))) == ("img", True)
        assert path.with_suffix(".png").read_bytes().startswith(PNG)


def test_open_data_are_tidy_and_described(folder, ledger, rows):
    assert list(rows) == [finding.id for finding in ledger.findings]
    metadata = json.loads((folder / METADATA).read_text(encoding="utf-8"))
    names = [column["name"] for column in metadata["tableSchema"]["columns"]]
    assert names == list(next(iter(rows.values()))) == [column.name for column in COLUMNS]
    assert metadata["url"] == TABLE
    with (folder / DICTIONARY).open(encoding="utf-8", newline="") as lines:
        assert [row["column"] for row in csv.DictReader(lines)] == names
    for finding in levels(ledger):
        assert float(rows[finding.id]["value"]) == finding.value


def test_no_text_of_the_open_data_begins_a_formula(ledger, tmp_path):
    one = replace(levels(ledger)[0], people="=HYPERLINK(A1)")
    write_open_data(Ledger((one,)), tmp_path, title="A title")
    with (tmp_path / TABLE).open(encoding="utf-8", newline="") as lines:
        (row,) = csv.DictReader(lines)
    assert row["people"] == "'=HYPERLINK(A1)"


def test_nothing_but_the_folder_is_left(folder: Path):
    assert [path.name for path in folder.parent.iterdir()] == ["scottish-borders"]


def contents(path: Path) -> Iterator[tuple[str, bytes]]:
    """The file, or where it is an archive each file within."""
    if not zipfile.is_zipfile(path):
        yield path.name, path.read_bytes()
    else:
        with zipfile.ZipFile(path) as archive:
            yield from ((f"{path.name}: {name}", archive.read(name)) for name in archive.namelist())


def chunks(png: bytes) -> Iterator[bytes]:
    """The kinds of its chunks; text, packed or not, is in chunks of its own."""
    at = len(PNG)
    while at < len(png):
        yield png[at + 4 : at + 8]
        at += 12 + int.from_bytes(png[at : at + 4], "big")


def traces(folder: Path) -> set[tuple[str, str]]:
    """What a file of the report tells of the person, the machine or a secret."""
    found = set()
    for path in filter(Path.is_file, folder.rglob("*")):
        for name, held in contents(path):
            if held.startswith(PNG):
                found |= {(name, kind.decode()) for kind in set(chunks(held)) - PICTURE_ONLY}
            else:
                found |= {(name, told.decode()) for told in TOLD.findall(held)}
    return found


def test_no_file_of_any_format_tells_of_the_person_the_machine_or_a_secret(folder):
    kinds = {path.suffix for path in folder.rglob("*") if path.is_file()}
    assert kinds >= {".html", ".ipynb", ".json", ".csv", ".docx", ".xlsx", ".svg", ".png"}
    assert traces(folder) == set()
    assert "(secret)" in (folder / "annual_performance_report.html").read_text(encoding="utf-8")


def test_a_trace_would_be_noticed_wherever_it_hides(tmp_path):
    book = openpyxl.Workbook()
    book.properties.creator = USER
    book.save(tmp_path / "book.xlsx")
    (tmp_path / "chart.svg").write_text(f"<svg><desc>{ROOT}</desc></svg>")
    text = b"tEXt" + b"Author\0" + USER.encode()
    length = (len(text) - 4).to_bytes(4, "big")
    (tmp_path / "chart.png").write_bytes(PNG + length + text + b"\0" * 4)
    assert traces(tmp_path) >= {
        ("book.xlsx: docProps/core.xml", USER),
        ("chart.svg", str(ROOT)),
        ("chart.png", "tEXt"),
    }
