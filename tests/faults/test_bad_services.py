"""Files of which only a few real periods are at hand: every kind of fault of a file, on each."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from hsci_analysis.sources import register, source
from hsci_analysis.tables.snapshot import PROMISES_TOLD, TABLES, import_table
from tests.faults.breaking import ALL
from tests.unit.tables.as_published import AS_PUBLISHED
from tests.unit.tables.test_services import KEPT

OTHERS = sorted(
    {
        (table, published.file)
        for table in (table.key for table in TABLES if table.key not in AS_PUBLISHED)
        for published in source(table).inputs
    }
)
Change = Callable[[list[str]], list[str]]


def few_periods(path: Path) -> list[str]:
    rows = pd.read_csv(path, dtype="str", keep_default_na=False)
    for name, (column, periods) in KEPT.items():
        if name in path.name:
            rows = rows[rows[column].isin(periods)]
    return rows.to_csv(index=False).splitlines(keepends=True)


def refused(key: str, file: str, published: Path, folder: Path, change: Change) -> tuple[str, ...]:
    """The promises broken when the lines of that file are changed so."""
    entry = replace(source(key), rows=0, first_period="", last_period="")
    for each in entry.inputs:
        path = folder / each.file
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = few_periods(published / each.file)
        path.write_text("".join(change(lines) if each.file == file else lines), encoding="utf-8")
    table = next(table for table in TABLES if table.key == key)
    return import_table(table, folder, entry).broken


def _junk(lines: list[str]) -> list[str]:
    return [lines[0], *(",".join("9" * 400 for _ in lines[0].split(",")) + "\n" for _ in range(9))]


def _columns_exchanged(lines: list[str]) -> list[str]:
    first, second, *others = lines[0].split(",")
    return [",".join([second, first, *others]), *lines[1:]]


FAULTS: dict[str, tuple[Change, str]] = {
    "nothing": (lambda lines: [], "the file is empty"),
    "header only": (lambda lines: lines[:1], "the file has a header and no rows"),
    "no header": (lambda lines: lines[1:], "the first line is not the header"),
    "header again": (lambda lines: [*lines[:5], lines[0], *lines[5:]], ""),
    "cut in a line": (lambda lines: [*lines[:-1], lines[-1][:-4]], "the file is cut off"),
    "too few cells": (
        lambda lines: [*lines[:2], lines[2].split(",")[0] + "\n", *lines[3:]],
        "line 3 has more or fewer cells",
    ),
    "columns exchanged": (_columns_exchanged, "columns come in another order"),
    "a column renamed": (lambda lines: ["Re" + lines[0], *lines[1:]], "is missing"),
    "rows twice": (lambda lines: [*lines[:4], *lines[2:]], "not the only one for"),
    "shuffled": (
        lambda lines: [lines[0], *random.Random(1).sample(lines[1:], len(lines) - 1)],
        "not in the order",
    ),
    "reversed": (lambda lines: [lines[0], *lines[:0:-1]], "not in the order"),
    "junk": (_junk, ""),
}


IN_NO_ORDER = {
    "care_at_home",
    "emergency_care_of_social_care_clients",
    "hospital_beds",
    "inpatient_stays",
}
"""Tables whose files promise no order of rows, so that none can be broken."""


@pytest.mark.parametrize(
    ("key", "file", "fault"),
    [
        (key, file, fault)
        for key, file in OTHERS
        for fault, (_, told) in FAULTS.items()
        if not (told == "not in the order" and key in IN_NO_ORDER)
    ],
)
def test_a_fault_of_a_file(
    key: str, file: str, fault: str, published_figures: Path, tmp_path: Path
) -> None:
    change, told = FAULTS[fault]
    broken = refused(key, file, published_figures, tmp_path, change)
    assert any(told in line for line in broken), broken
    assert len(broken) <= PROMISES_TOLD * 2


def test_every_file_of_the_register_is_tried() -> None:
    held = [entry for entry in register().values() if entry.held]
    files = {published.file for entry in held for published in entry.inputs}
    tried = {file for _, file in OTHERS} | {
        file for file in files if any(name in file for name in ALL)
    }
    assert tried == files
