"""Workbooks read as cells: what was last saved, and all that was not read told."""

from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from hsci_analysis.sources.workbook import BLANK, UNSAVED, Cell, Workbook, read_workbook
from hsci_analysis.sources.worksheet import percent_format
from tests.workbooks import with_changed_part, write_workbook

SHEET = "xl/worksheets/sheet1.xml"


def only_row(book: Workbook, number: int = 1) -> tuple[Cell, ...]:
    return book.sheets[0].rows[number]


def test_a_cell_is_what_was_saved(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Fife ", 72.4, "72.4", True, "  "])
        sheet.write_number(0, 5, 0.724, book.add_format({"num_format": "0.0%"}))
        day = book.add_format({"num_format": "mmm-yy"})
        sheet.write_datetime(0, 6, datetime(2024, 4, 1), day)
    cells = only_row(read_workbook(tmp_path / "a.xlsx"))
    assert [cell.value for cell in cells] == [
        "Fife ",
        72.4,
        "72.4",
        "TRUE",
        None,
        0.724,
        datetime(2024, 4, 1),
    ]
    assert cells[4] is BLANK
    assert [cell.per_cent for cell in cells].index(True) == 5
    assert Cell(2023.0).text == "2023"


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("0.0%", True),
        ("0%;[Red]-0%", True),
        ('0.0"%"', False),
        (r"0.0\%", False),
        ("General", False),
        ("", False),
        ("[$-809]0.0", False),
    ],
)
def test_what_shows_a_percentage(number_format: str, shown: bool) -> None:
    assert percent_format(number_format) is shown


def test_a_formula_is_the_result_saved_with_it(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(1, 0, "=HYPERLINK(A1)", None, "")
        sheet.write_formula(2, 0, "=NA()", None, "#N/A")
        sheet.write_formula(3, 0, "=1+2", None, 3)

    def as_saved(xml: bytes) -> bytes:
        return xml.replace(b"<v>3</v>", b"").replace(b'r="A2">', b'r="A2" t="str">')

    book = read_workbook(with_changed_part(tmp_path / "a.xlsx", SHEET, as_saved))
    assert only_row(book) == (Cell(2.0),)
    assert 2 not in book.sheets[0].rows  # an empty text, which is a result
    assert "#N/A" in only_row(book, 3)[0].wrong
    assert only_row(book, 4) == (Cell(wrong=UNSAVED),)
    assert "formulas, of which the results last saved were read: 4" in book.sheets[0].remarks


def test_hidden_sheets_are_left_and_hidden_rows_read_and_both_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        shown, hidden, more = (book.add_worksheet(name) for name in ("A", "B", "C"))
        for sheet in (shown, hidden, more):
            sheet.write_row(0, 0, [1])
            sheet.write_row(1, 0, [2])
        shown.set_row(1, None, None, {"hidden": True})
        hidden.hide()
        more.very_hidden()
    book = read_workbook(tmp_path / "a.xlsx")
    assert [sheet.name for sheet in book.sheets] == ["A"]
    assert book.remarks == ("hidden sheets were not read: 'B', 'C'",)
    assert list(book.sheets[0].rows) == [1, 2]
    assert "hidden rows and columns were read like the others: 1 rows" in book.sheets[0].remarks[0]


def test_the_text_of_a_merged_range_counts_for_all_its_cells(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:A3", "Fife")
        for row in range(3):
            sheet.write(row, 1, row)
        sheet.merge_range("D1:E2", "both ways")

    def to_the_end(xml: bytes) -> bytes:
        return xml.replace(b'"D1:E2"', b'"D1:XFD1048576"')

    book = read_workbook(with_changed_part(tmp_path / "a.xlsx", SHEET, to_the_end))
    rows = book.sheets[0].rows
    assert [rows[number][0].value for number in (1, 2, 3)] == ["Fife"] * 3
    assert [rows[number][0].merged for number in (1, 2, 3)] == [False, True, True]
    assert "merged ranges, whose text counts for each of their cells: 2 (A1:A3" in str(book)


def test_csv_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"  # whatever it is called
    path.write_bytes(b'\xef\xbb\xbfArea,Rate\r\n\r\nFife,"1,234"\r\n')
    book = read_workbook(path)
    assert book.sheets[0].rows == {
        1: (Cell("Area"), Cell("Rate")),
        3: (Cell("Fife"), Cell("1,234")),
    }


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", A=[["Fife", 1]])

    def lie(xml: bytes) -> bytes:
        return xml.replace(b'ref="A1:B1"', b'ref="A1:XFD1048576"')

    assert len(only_row(read_workbook(with_changed_part(path, SHEET, lie)))) == 2
