"""Workbooks that are damaged, protected, or made to harm: refused in words, nothing run or kept."""

import contextlib
import csv
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hsci_analysis.errors import HsciError, SourceError
from hsci_analysis.indicators.imports.understood import tell, understand
from hsci_analysis.sources import workbook
from hsci_analysis.sources.workbook import MOST_BYTES, OLE, read_workbook
from tests.workbooks import core_suite, core_suite_row, with_changed_part, with_part, write_workbook

ROW = core_suite_row("NI14", "2023/24", "Fife", 100.5, 1005, 10000)
SHEET = "xl/worksheets/sheet2.xml"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return core_suite(tmp_path / "core.xlsx", ROW)


def refused(path: Path) -> str:
    with pytest.raises(SourceError) as error:
        read_workbook(path)
    message = str(error.value)
    assert message.startswith(path.name)
    assert str(path.parent) not in message
    return message


def test_a_link_to_another_file_is_not_opened(good: Path, tmp_path: Path) -> None:
    target = tmp_path / "secret.xlsx"
    relation = f'<Relationship Id="rId1" Type="x" Target="file://{target}" TargetMode="External"/>'
    with_part(good, "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    with_part(good, "xl/externalLinks/_rels/externalLink1.xml.rels", relation.encode())
    found = understand(good)
    assert len(found.figures) == 1
    assert "it links to other files, which were not opened" in found.remarks
    assert not target.exists()


@pytest.mark.parametrize(
    "formula", ["=cmd|' /C calc'!A0", '=WEBSERVICE("http://127.0.0.1:9/")', "=[1]Sheet1!A1"]
)
def test_a_formula_is_never_computed(tmp_path: Path, formula: str) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Year", "Area", "Indicator", "Value"])
        sheet.write_row(1, 0, ["2023/24", "Fife", "NI-14"])
        sheet.write_formula(1, 3, formula, None, 100)
        sheet.write_row(2, 0, ["2022/23", "Fife", "NI-14"])
        sheet.write_formula(2, 3, formula, None, 77)

    def without_result(xml: bytes) -> bytes:
        return xml.replace(b"<v>77</v>", b"")

    found = understand(
        with_changed_part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", without_result)
    )
    assert [each.value for each in found.figures] == [100]
    (problem,) = found.problems
    assert "row 3: NI-14: the value holds a formula whose result was not saved" in problem


def test_text_that_is_a_formula_stays_text_and_is_told_whole_as_text(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Year", "Area", "Indicator", "Value", "=cmd|x\x1b[31m\n"])
        sheet.write_row(1, 0, ["2023/24", "=cmd|' /C calc'!A0", "NI-14", 100])
    found = understand(tmp_path / "a.xlsx")
    assert "no area called \"=cmd|' /C calc'!A0\"" in found.problems[0]
    assert "\x1b" not in tell(found)


def test_macros_are_not_run(good: Path) -> None:
    macro = with_part(good, "xl/vbaProject.bin", OLE + b"Sub Auto_Open()").rename(
        good.with_suffix(".xlsm")
    )
    found = understand(macro)
    assert "it has macros, which were not run" in found.remarks
    assert len(found.figures) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", OLE + b"\0" * 600, "older kind (.xls), or one protected by a password"),
        ("a.xls", OLE, "without a password"),
        ("a.xlsx", b"", "is empty"),
        ("a.csv", b"\xff\xfeA\0r\0e\0a\0", "UTF-16"),
        ("a.csv", b"Area,Rate\nDolina,\xe9\n", "not UTF-8 (0xE9): probably saved as cp1252"),
        ("a.csv", b'Area,Rate\n"Fife,1\n', "cannot be read as CSV"),
        ("a.csv", b"%PDF-1.7\n\0", "NUL bytes"),
        ("a.xlsx", b"PK\x03\x04 and no more", "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert said in refused(path)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("xl/workbook.bin", "a binary workbook (.xlsb)"),
        ("content.xml", "an OpenDocument spreadsheet (.ods)"),
        ("readme.txt", "a zip archive that holds no Excel workbook"),
    ],
)
def test_an_archive_of_another_kind(tmp_path: Path, part: str, said: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, b"x")
    assert said in refused(path)


def test_a_name_that_lies_does_not_matter(good: Path) -> None:
    renamed = good.rename(good.with_suffix(".csv"))
    assert len(understand(renamed).figures) == 1


def test_a_zip_bomb_is_not_unpacked(good: Path) -> None:
    with (
        zipfile.ZipFile(good, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/media/bomb.bin", "w", force_zip64=True) as bomb,
    ):
        for _ in range(MOST_BYTES // 10_000_000 + 1):
            bomb.write(bytes(10_000_000))
    assert good.stat().st_size < 5_000_000
    assert "more than any published workbook" in refused(good)


def test_entities_that_grow_are_not_expanded(good: Path) -> None:
    def bomb(xml: bytes) -> bytes:
        entity = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        return xml.replace(b"?>", b"?>" + entity, 1)

    message = refused(with_changed_part(good, SHEET, bomb))
    assert "EntitiesForbidden" in message


def test_a_file_of_this_machine_is_not_included(good: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")

    def include(xml: bytes) -> bytes:
        entity = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{tmp_path}/secret">]>'
        return xml.replace(b"?>", b"?>" + entity.encode(), 1)

    assert "EntitiesForbidden" in refused(with_changed_part(good, SHEET, include))


def test_a_sheet_of_all_rows_there_can_be_is_refused(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All 1,048,576 are written; the limit is lowered so that the test is quick."""
    monkeypatch.setattr(workbook, "MOST_ROWS", 1_000)

    def every_row(xml: bytes) -> bytes:
        rows = b"".join(b'<row r="%d"><c><v>1</v></c></row>' % at for at in range(1, 1_048_577))
        head, tail = xml.split(b"<sheetData>")[0], xml.split(b"</sheetData>")[1]
        return head + b"<sheetData>" + rows + b"</sheetData>" + tail

    assert "has more than 1,000 rows" in refused(with_changed_part(good, SHEET, every_row))


def test_one_cell_in_the_last_row_and_column_there_can_be(good: Path) -> None:
    def far(xml: bytes) -> bytes:
        return xml.replace(
            b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
        )

    found = understand(with_changed_part(good, SHEET, far))
    assert len(found.figures) == 1

    def wide(xml: bytes) -> bytes:
        return xml.replace(b'r="A1048576"', b'r="XFD1048576"')

    assert "1,000 columns" in refused(with_changed_part(good, SHEET, wide))


def test_a_workbook_without_one_of_its_parts(good: Path) -> None:
    with zipfile.ZipFile(good) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    for lost in names:
        with zipfile.ZipFile(good, "w") as archive:
            for name in names:
                if name != lost:
                    archive.writestr(name, parts[name])
        with contextlib.suppress(SourceError):
            tell(understand(good))


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_an_encoding_that_nobody_knows_is_refused(good: Path, part: str) -> None:
    with zipfile.ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert b'encoding="UTF-8"' in parts[part]
    parts[part] = parts[part].replace(b'encoding="UTF-8"', b'encoding="UTX-8"')
    with zipfile.ZipFile(good, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(SourceError):
        tell(understand(good))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_bytes_changed_at_random_never_crash(good: Path, data: st.DataObject) -> None:
    """Of the sheet's own XML, so that the archive stays whole and the cells do not."""
    with zipfile.ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = data.draw(st.sampled_from([SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"]))
    content = bytearray(parts[part])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(32, 126))
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as archive:
        for name, original in parts.items():
            archive.writestr(name, bytes(content) if name == part else original)
    path = good.with_name("changed.xlsx")
    path.write_bytes(changed.getvalue())
    with contextlib.suppress(HsciError):
        tell(understand(path))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.sampled_from(["Year", "Area", "Indicator", "Value", "Fife", "NI-14", "2023/24"]),
                st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
                st.floats(),
                st.none(),
            ),
            max_size=6,
        ),
        max_size=8,
    )
)
def test_any_sheet_is_understood_or_refused(tmp_path: Path, rows: list[list[object]]) -> None:
    """What is kept is never more than what stands there."""
    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    try:
        found = understand(path)
    except SourceError:
        return
    assert len(found.figures) <= sum(cell is not None for row in rows for cell in row)
    tell(found)


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hsci_analysis", "data", "import", *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_import_that_cannot_be_written_leaves_nothing(good: Path, tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file where the folder should be")
    told = command(str(good), "--released", "2025-07-08", HSCI_STORE=f"{tmp_path}/store")
    assert told.returncode == SourceError.exit_code
    assert "cannot be written" in told.stderr
    assert "Traceback" not in told.stderr


def test_the_command_looks_first_and_then_keeps(good: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    looked = command(str(good), HSCI_STORE=str(store))
    assert looked.returncode == 0, looked.stderr
    assert "kept: 1 figures of NI-14; 1 areas; 2023/24 to 2023/24" in looked.stdout
    assert "nothing was imported" in looked.stdout
    assert not store.exists()
    kept = command(str(good), "--released", "2025-07-08", HSCI_STORE=str(store))
    assert kept.returncode == 0, kept.stderr
    assert "imported as release 2025-07-08-" in kept.stdout
    home = next(store.glob("imported_indicators/*"))
    assert sorted(file.name for file in home.iterdir()) == ["release.toml", "table.parquet"]
    assert [each.name for each in store.iterdir()] == ["imported_indicators"]


def test_the_command_refuses_with_everything_that_is_wrong(tmp_path: Path) -> None:
    bad = core_suite_row("NI14", "2023/24", "Fief", 100)
    path = core_suite(tmp_path / "a.xlsx", bad, ROW, ROW)
    told = command(str(path), HSCI_STORE=f"{tmp_path}/store")
    assert told.returncode == 13
    assert "did you mean 'Fife'" in told.stderr
    assert "given more than once" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_workbook_of_many_rows_is_read_whole(tmp_path: Path) -> None:
    rows = [
        core_suite_row("NI14", f"{year}/{(year + 1) % 100:02d}", area, 100 + year - 2000)
        for year in range(2000, 2023)
        for area in ("Fife", "Moray", "Angus")
    ]
    filler = [core_suite_row("NI14", "2023/24", "Fife", 1, part="Q1")] * 1_000
    found = understand(core_suite(tmp_path / "a.xlsx", *rows, *filler))
    assert len(found.figures) == len(rows)


def test_a_workbook_with_no_figures_for_us(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "a.xlsx", A=[["Year", "Area", "Indicator", "Value"], ["2023", "Fife", "X", 1]]
    )
    assert understand(path).problems == ("it holds no figure of any of our indicators",)
