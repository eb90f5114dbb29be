"""The spreadsheet as it is read back: whole, accessible, and no cell of it a formula."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from hsci_analysis.errors import RunError
from hsci_analysis.indicators.outcomes import OutcomeMapping
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.indicators.six_year_table import six_year_table
from hsci_analysis.reports.neutral import BEGINS_A_FORMULA, neutral, neutral_frame
from hsci_analysis.reports.spreadsheet import IndicatorWorkbook, indicator_workbook

SHEETS = ["Cover", "Contents", "Notes", "Six years", "Figures", "Change", "Comparison", "Related"]
TABLES = SHEETS[1:]


@pytest.fixture(scope="module")
def borders() -> IndicatorWorkbook:
    return indicator_workbook("Scottish Borders", "2022/23")


@pytest.fixture(scope="module")
def written(borders: IndicatorWorkbook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("spreadsheet") / "borders.xlsx"
    borders.write(path)
    return path


@pytest.fixture(scope="module")
def book(written: Path) -> Workbook:
    return openpyxl.load_workbook(written)


def cells_of(sheet: Worksheet) -> Iterator[Cell]:
    for row in sheet.iter_rows():
        yield from row


def table_of(sheet: Worksheet) -> pd.DataFrame:
    """The one table of a sheet, where the workbook says it lies."""
    (table,) = sheet.tables.values()
    head, *rows = ([cell.value for cell in row] for row in sheet[table.ref])
    return pd.DataFrame(rows, columns=head)


def test_a_cover_then_contents_notes_and_one_table_a_sheet(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    assert [len(book[name].tables) for name in SHEETS] == [0, *[1] * len(TABLES)]
    names = [name for sheet in book for name in sheet.tables]
    assert len(set(names)) == len(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_one_header_row_and_no_blank_or_merged_cell(book: Workbook, name: str) -> None:
    sheet = book[name]
    (table,) = sheet.tables.values()
    assert table.headerRowCount == 1
    assert not sheet.merged_cells.ranges
    frame = table_of(sheet)
    assert len(frame)
    assert frame.notna().all(axis=None)
    assert (frame.astype(str).map(str.strip) != "").all(axis=None)
    assert len(set(frame.columns)) == len(frame.columns)


def test_the_contents_name_every_sheet_with_figures(book: Workbook) -> None:
    assert set(SHEETS[3:]) <= set(table_of(book["Contents"])["Sheet name"])


def test_the_six_years_are_all_29_and_every_mark_is_explained(book: Workbook) -> None:
    frame = table_of(book["Six years"])
    assert [each.split()[0] for each in frame["Indicator"]] == list(INDICATORS)
    assert list(frame.columns[2:]) == [
        *("2017/18", "2018/19", "2019/20"),
        *("2020/21", "2021/22", "2022/23"),
    ]
    marks = set(re.findall(r"\[\w\]", frame.iloc[:, 2:].to_csv(index=False)))
    above = " ".join(str(book["Six years"].cell(row, 1).value) for row in range(1, 5))
    assert marks
    assert all(mark in above for mark in marks)
    readmissions = frame.iloc[list(INDICATORS).index("NI-14")]
    assert readmissions["2022/23"] == "114 (109 to 119)"
    assert readmissions["Outcomes"] == "9"


def test_every_note_is_reached_from_the_table_and_every_reference_has_its_note(
    book: Workbook,
) -> None:
    numbers = set(table_of(book["Notes"])["Note number"])
    referred = table_of(book["Six years"])["Indicator"].str.extractall(r"\[note (\d+)\]")[0]
    assert set(referred.astype(int)) == numbers
    assert len(numbers) > 5


def test_figures_are_numbers_with_their_source(book: Workbook) -> None:
    frame = table_of(book["Figures"])
    assert len(frame) == 29 * 6
    (row,) = frame[
        (frame["indicator"] == "NI-14") & (frame["financial_year"] == "2022/23")
    ].to_dict("records")
    assert (row["value"], row["numerator"], row["denominator"]) == (113.8, 1_932, 16_981)
    assert row["limits"] == "Wilson score"
    assert row["source"].startswith("Improvement Service")
    (delays,) = frame[
        (frame["indicator"] == "NI-19") & (frame["financial_year"] == "2022/23")
    ].to_dict("records")
    assert delays["population"].startswith("mid-2022 estimate")
    empty = frame[frame["value"] == "[z]"]
    assert len(empty)
    assert (empty["reason"] != "none").all()


def test_change_and_comparison_say_what_may_be_said(book: Workbook) -> None:
    change = table_of(book["Change"])
    (told,) = change[
        change["Indicator"].str.startswith("NI-14") & (change["Against"] == "last year")
    ].to_dict("records")
    assert (told["Change"], told["By"]) == ("increased", "17.7 per cent")
    assert told["Limits at 95 %"] == "10.5 to 25.4 per cent"
    comparison = table_of(book["Comparison"])
    (beside,) = comparison[comparison["Indicator"].str.startswith("NI-14")].to_dict("records")
    assert beside["Beside Scotland"] == "higher than Scotland"
    assert beside["Median of its family"] == "family 2: 105 (8 of 8)"


def test_a_negative_change_is_written_so_that_no_spreadsheet_takes_it_for_a_formula(
    tmp_path: Path,
) -> None:
    indicator_workbook("Scottish Borders", "2021/22").write(tmp_path / "a.xlsx")
    change = table_of(openpyxl.load_workbook(tmp_path / "a.xlsx")["Change"])
    assert "−19.2 per cent" in set(change["By"])


def test_it_says_its_language_and_its_title(book: Workbook) -> None:
    assert book.properties.language == "en-GB"
    assert book.properties.title == "Indicators of the Scottish Borders, 2022/23"


def test_no_cell_is_a_formula_or_begins_one(book: Workbook) -> None:
    for sheet in book:
        for cell in cells_of(sheet):
            assert cell.data_type != "f"
            if isinstance(cell.value, str):
                assert not cell.value.startswith(BEGINS_A_FORMULA)


def test_text_that_begins_a_formula_is_made_neutral(tmp_path: Path) -> None:
    """As a name, a unit, a note or a source that came from outside might."""
    hostile = '=HYPERLINK("http://192.0.2.1","x")'
    table = six_year_table("Fife", "2022/23")
    row = table.row("NI-17")
    cell = row.cells[-1]
    assert cell.figure
    spoilt = replace(
        cell, cell=replace(cell.figure, source=hostile, release="@SUM(1)", notes=("+1+1",))
    )
    rows = [
        replace(each, cells=(*each.cells[:-1], spoilt)) if each is row else each
        for each in table.rows
    ]
    workbook = replace(
        indicator_workbook("Fife", "2022/23", outcomes=OutcomeMapping("-1", "=1", {1: ["NI-1"]})),
        table=replace(table, rows=tuple(rows)),
    )
    workbook.write(tmp_path / "a.xlsx")
    read = openpyxl.load_workbook(tmp_path / "a.xlsx")
    values = [cell for sheet in read for cell in cells_of(sheet) if isinstance(cell.value, str)]
    assert all(cell.data_type != "f" for cell in values)
    assert f"'{hostile}" in {cell.value for cell in values}
    assert not any(cell.value.startswith(BEGINS_A_FORMULA) for cell in values)
    assert not any(sheet._hyperlinks for sheet in read if sheet.title == "Figures")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_what_begins_a_formula(text: str) -> None:
    assert neutral(text) == f"'{text}"
    assert neutral(neutral(text)) == neutral(text)
    assert neutral(f"a{text}") == f"a{text}"


def test_numbers_below_0_stay_numbers() -> None:
    frame = pd.DataFrame({"=a": [-1.5, 2.0], "b": ["-x", "y"]})
    made = neutral_frame(frame)
    assert list(made.columns) == ["'=a", "b"]
    assert made["'=a"].to_list() == [-1.5, 2.0]
    assert made["b"].to_list() == ["'-x", "y"]
    assert list(frame.columns) == ["=a", "b"]


def test_the_same_figures_give_the_same_file(
    borders: IndicatorWorkbook, written: Path, tmp_path: Path
) -> None:
    borders.write(tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == written.read_bytes()


def test_a_file_that_cannot_be_written_leaves_nothing_and_spoils_nothing(
    borders: IndicatorWorkbook, tmp_path: Path
) -> None:
    with pytest.raises(RunError, match=r"b\.xlsx cannot be written \(No such file") as refused:
        borders.write(tmp_path / "no" / "b.xlsx")
    assert str(tmp_path) not in str(refused.value)
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(RunError, match=r"a\.xlsx cannot be written"):
        borders.write(tmp_path / "a.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_file_that_was_there_is_replaced_whole_or_kept(
    borders: IndicatorWorkbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"what was there")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(zipfile.ZipFile, "writestr", full)
        with pytest.raises(RunError, match="No space left on device"):
            borders.write(path)
    assert path.read_bytes() == b"what was there"
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]
    borders.write(path)
    assert zipfile.is_zipfile(path)


def test_a_partnership_without_figures_in_the_year_has_its_spreadsheet_too(tmp_path: Path) -> None:
    indicator_workbook("Clackmannanshire and Stirling", "2026/27").write(tmp_path / "a.xlsx")
    without = [name for name in SHEETS if name != "Comparison"]
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == without
