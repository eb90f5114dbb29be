"""A bad published file is refused with every promise it breaks, and nothing of ours changes."""

import contextlib
import hashlib
import random

import pytest

from hsci_analysis.errors import TableError
from hsci_analysis.sources import register
from hsci_analysis.sources.register import UNSTATED
from hsci_analysis.tables.snapshot import PROMISES_TOLD
from tests.faults.breaking import (
    ALL,
    BOARD_CODES,
    BOARDS,
    COUNCIL_CODES,
    PARTNERSHIPS,
    POPULATION,
    SCOTLAND,
    SITES,
    change,
    import_one,
    one_line,
    refusal,
    set_cell,
    set_column,
)
from tests.unit.tables.as_published import Workbench, build


def test_files_as_published_are_taken(workbench: Workbench) -> None:
    """The positive control of every test below, and a rebuild changes no byte."""
    before = workbench.state()
    build(workbench.published)
    assert workbench.state() == before


@pytest.mark.parametrize("name", ALL)
def test_cut_off_in_the_middle_of_a_line(workbench: Workbench, name: str) -> None:
    path = workbench.file(name)
    path.write_bytes(path.read_bytes()[:-12])
    one_line(refusal(workbench, name), "the last line does not end: the file is cut off")


@pytest.mark.parametrize("name", ALL)
def test_cut_off_at_the_end_of_a_line(workbench: Workbench, name: str) -> None:
    """No line is broken: only what the whole file promises can tell."""
    change(workbench.file(name), lambda lines: lines[:-4])
    told = {
        SITES: "a health board has no site: 1 of 3 months",
        PARTNERSHIPS: "is not within what its parts allow: 1 of 3 weeks",
        SCOTLAND: "is not within what its parts allow: 1 of 3 weeks",
        COUNCIL_CODES: "rows in force that differ from data/reference",
        BOARD_CODES: "the two files describe these boards differently",
    }
    broken = refusal(workbench, name)
    assert any(told.get(name, "rows are missing: 1 of") in line for line in broken), broken


@pytest.mark.parametrize("name", ALL)
def test_rows_with_too_few_cells(workbench: Workbench, name: str) -> None:
    change(
        workbench.file(name), lambda lines: [*lines[:2], lines[2].split(",")[0] + "\n", *lines[3:]]
    )
    one_line(refusal(workbench, name), "line 3 has more or fewer cells")


@pytest.mark.parametrize("name", ALL)
def test_columns_in_another_order(workbench: Workbench, name: str) -> None:
    def swap(lines: list[str]) -> list[str]:
        cells = [line.rstrip("\n").split(",") for line in lines]
        return [",".join([second, first, *others]) + "\n" for first, second, *others in cells]

    path = workbench.file(name)
    first, second = path.read_text().split(",")[:2]
    change(path, swap)
    one_line(
        refusal(workbench, name),
        f"columns come in another order than published: '{second}', '{first}'",
    )


@pytest.mark.parametrize("name", ALL)
def test_a_renamed_column(workbench: Workbench, name: str) -> None:
    path = workbench.file(name)
    first = path.read_text().split(",")[0]
    change(path, lambda lines: ["Renamed" + lines[0].removeprefix(first), *lines[1:]])
    broken = refusal(workbench, name)
    one_line(broken, f"column '{first}' is missing")
    one_line(broken, "column 'Renamed' is not one of this file's columns")


def test_a_renamed_column_hides_no_other_fault(workbench: Workbench) -> None:
    path = workbench.file(BOARDS)
    set_cell(path, "num_delayed_bed_days", "-1", row=3)
    set_cell(path, "hb_code", "S08999999", row=9)
    change(path, lambda lines: [lines[0].replace("age_group", "AgeGroup"), *lines[1:]])
    broken = refusal(workbench, BOARDS)
    assert len(broken) == 4
    one_line(broken, "column 'age_group' is missing")
    one_line(broken, "column 'AgeGroup' is not one of this file's columns")
    one_line(broken, "column 'num_delayed_bed_days': 1 row is not 0 or more")
    one_line(broken, "column 'hb_code': 1 row is not", "'S08999999'")


@pytest.mark.parametrize("name", ALL)
def test_an_extra_column_and_one_that_comes_twice(workbench: Workbench, name: str) -> None:
    path = workbench.file(name)
    change(path, lambda lines: [line.replace("\n", ",extra\n") for line in lines])
    one_line(refusal(workbench, name), "column 'extra' is not one of this file's columns")
    first = path.read_text().split(",")[0]
    change(path, lambda lines: [lines[0].replace(",extra", "," + first), *lines[1:]])
    one_line(refusal(workbench, name), f"column '{first}' comes more than once")


@pytest.mark.parametrize("name", ALL)
def test_bytes_of_another_encoding(workbench: Workbench, name: str) -> None:
    path = workbench.file(name)
    lines = path.read_bytes().split(b"\n")
    lines[2] = b"\xa0" + lines[2]
    lines[4] = b"\xa0" + lines[4]
    path.write_bytes(b"\n".join(lines))
    one_line(refusal(workbench, name), "2 lines (3, 5) have bytes that are not UTF-8 (0xA0)")


@pytest.mark.parametrize("name", ALL)
def test_an_empty_file_or_one_with_a_header_only(workbench: Workbench, name: str) -> None:
    path = workbench.file(name)
    change(path, lambda lines: lines[:1])
    (told,) = refusal(workbench, name)
    assert told.endswith("the file has a header and no rows")
    path.write_bytes(b"")
    one_line(refusal(workbench, name), "the file is empty")


@pytest.mark.parametrize("name", ALL)
def test_rows_that_come_twice(workbench: Workbench, name: str) -> None:
    change(workbench.file(name), lambda lines: [*lines[:4], *lines[2:4], *lines[4:]])
    one_line(refusal(workbench, name), "2 rows are not the only one for")


@pytest.mark.parametrize("name", ALL)
def test_rows_that_were_shuffled(workbench: Workbench, name: str) -> None:
    def shuffle(lines: list[str]) -> list[str]:
        return [lines[0], *random.Random(1).sample(lines[1:], len(lines) - 1)]

    change(workbench.file(name), shuffle)
    one_line(refusal(workbench, name), "rows are not in the order they are published in")


def test_four_faults_in_one_file_are_listed_together(workbench: Workbench) -> None:
    path = workbench.file(BOARDS)
    set_cell(path, "num_delayed_bed_days", "-1", row=3)
    set_cell(path, "hb_code", "S08999999", row=9)
    change(path, lambda lines: [*lines[:30], *lines[28:30], *lines[30:]])
    path.write_bytes(path.read_bytes()[:-12])
    broken = refusal(workbench, BOARDS)
    one_line(broken, "column 'num_delayed_bed_days': 1 row is not 0 or more")
    one_line(broken, "column 'hb_code': 1 row is not", "'S08999999'")
    one_line(broken, "2 rows are not the only one for")
    one_line(broken, "the last line does not end: the file is cut off")


def test_faults_of_several_files_are_listed_together(workbench: Workbench) -> None:
    set_cell(workbench.file(POPULATION), "Age0", "-1")
    workbench.file(SITES).write_bytes(b"")
    before = workbench.state()
    with pytest.raises(TableError) as refused:
        build(workbench.published)
    one_line(refused.value.broken, "raw_hscp_pop_est.csv", "column 'Age0'")
    one_line(refused.value.broken, "ae_monthly_hospital", "the file is empty")
    assert workbench.state() == before


def test_files_that_are_not_there_are_listed_beside_all_other_faults(workbench: Workbench) -> None:
    workbench.file(SCOTLAND).unlink()
    workbench.file(BOARD_CODES).unlink()
    set_cell(workbench.file(COUNCIL_CODES), "HSCP", "S12000005")
    before = workbench.state()
    with pytest.raises(TableError) as refused:
        build(workbench.published)
    one_line(refused.value.broken, "hb_simd_20230706.csv: there is no such file; --from names")
    one_line(refused.value.broken, "raw_hb14_hb19.csv: there is no such file")
    one_line(refused.value.broken, "raw_ca11_ca19.csv: column 'HSCP': 1 row is not")
    assert workbench.state() == before


@pytest.mark.parametrize("name", ALL)
def test_a_header_that_was_lost(workbench: Workbench, name: str) -> None:
    path = workbench.file(name)
    first = ", ".join(path.read_text().split(",")[:3])
    change(path, lambda lines: lines[1:])
    assert refusal(workbench, name) == (
        f"{path.relative_to(workbench.published)}: the first line is not the header {first}, ...:"
        " was it lost?",
    )


@pytest.mark.parametrize("name", ALL)
def test_a_header_that_comes_again(workbench: Workbench, name: str) -> None:
    change(workbench.file(name), lambda lines: [*lines[:9], lines[0], *lines[9:]])
    assert len(refusal(workbench, name)) <= PROMISES_TOLD + 1


@pytest.mark.parametrize("name", ALL)
def test_an_input_that_is_no_file(workbench: Workbench, name: str) -> None:
    path = workbench.file(name)
    path.unlink()
    path.mkdir()
    one_line(refusal(workbench, name), "is a folder, not a file")
    path.rmdir()
    path.symlink_to(path)
    one_line(refusal(workbench, name), "cannot be read: Too many levels of symbolic links")


@pytest.mark.parametrize("name", ALL)
def test_any_column_may_hold_anything(workbench: Workbench, name: str) -> None:
    """Every column in turn, whole: a refusal in a few lines, and never a fault of ours."""
    path = workbench.file(name)
    whole = path.read_text(encoding="utf-8")
    for column in whole.splitlines()[0].split(",")[:8]:
        for junk in ("9" * 400, "x " * 99):
            path.write_text(whole, encoding="utf-8")
            set_column(path, column, junk)
            with contextlib.suppress(TableError):
                import_one(workbench, name)


@pytest.mark.parametrize("name", ALL)
def test_other_bytes_are_never_taken_for_the_old_edition(workbench: Workbench, name: str) -> None:
    """The figures are the same: still nobody has said which edition these bytes are."""
    path = workbench.file(name)
    changed = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(changed)
    import_one(workbench, name)
    for key in register():
        for each in register()[key].inputs:
            mine = each.sha256 == hashlib.sha256(changed).hexdigest()
            assert each.release.startswith(UNSTATED) == mine, each.file
            assert each.release_stated != mine, each.file
