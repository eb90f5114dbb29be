"""Ways to break a published file, and to see what came of it."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from hsci_analysis.errors import TableError
from hsci_analysis.sources import source
from hsci_analysis.tables.snapshot import build_snapshot
from tests.unit.tables.as_published import TABLES, Workbench

COUNCILS = "delayed_discharge_beddays_council_area"
BOARDS = "delayed_discharge_beddays_health_board"
SITES = "ae_monthly_hospital"
ACTIVITY = "raw_monthly_ae_activity"
PARTNERSHIPS = "hscp_simd"
SCOTLAND = "hb_simd"
POPULATION = "raw_hscp_pop_est"
COUNCIL_POPULATION = "raw_ca_pop_est"
FRAMEWORK = "lgbf_adult_social_care"
PROFILE = "cpop_emergency_admissions"
COUNCIL_CODES = "raw_ca11_ca19"
BOARD_CODES = "raw_hb14_hb19"
ALL = [
    COUNCILS,
    BOARDS,
    SITES,
    ACTIVITY,
    PARTNERSHIPS,
    SCOTLAND,
    POPULATION,
    COUNCIL_POPULATION,
    FRAMEWORK,
    PROFILE,
    COUNCIL_CODES,
    BOARD_CODES,
]


def import_one(workbench: Workbench, name: str) -> None:
    """Build the tables that file is an input of."""
    path = workbench.file(name).relative_to(workbench.published).as_posix()
    tables = [table for table in TABLES if path in (each.file for each in source(table.key).inputs)]
    build_snapshot(workbench.published, tables)


def refusal(workbench: Workbench, name: str) -> tuple[str, ...]:
    """The promises that file breaks, after a refusal that left everything as it was."""
    path = workbench.file(name).relative_to(workbench.published).as_posix()
    before = workbench.state()
    with pytest.raises(TableError) as refused:
        import_one(workbench, name)
    assert workbench.state() == before
    assert all(path in promise for promise in refused.value.broken)
    return refused.value.broken


def change(path: Path, how: Callable[[list[str]], list[str]]) -> None:
    """Change the lines of a file, header and line ends included."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(how(lines)), encoding="utf-8")


def set_cell(path: Path, column: str, to: str, row: int = 1) -> None:
    """Put that text in a column of the row that many lines below the header."""

    def how(lines: list[str]) -> list[str]:
        cells = lines[row].rstrip("\n").split(",")
        cells[lines[0].rstrip("\n").split(",").index(column)] = to
        return [*lines[:row], ",".join(cells) + "\n", *lines[row + 1 :]]

    change(path, how)


def set_column(path: Path, column: str, to: str) -> None:
    """Put that text in every row of a column."""
    rows = pd.read_csv(path, dtype="str", keep_default_na=False)
    rows.assign(**{column: to}).to_csv(path, index=False, lineterminator="\n")


def one_line(broken: tuple[str, ...], *words: str) -> None:
    """Exactly one of the lines holds all these words."""
    assert sum(all(word in line for word in words) for line in broken) == 1, broken
