"""What ``hsci records derive`` writes, attacked: no small count is had by adding or subtracting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from hsci_analysis.cli import commands
from hsci_analysis.periods import CalendarYear, FinancialYear, Month, months_between
from tests.records_by_hand import HOME, write

MONTHS = tuple(months_between(Month(2022, 4), Month(2024, 3)))
LOCALITIES = ("Cowdenbeath", "Dunfermline", "Levenmouth", None)
"""Three, and those of whom none is known."""
LARGEST = 9
UNCONTROLLED = "--without-disclosure-control"
Counts = Mapping[tuple[Month, str | None], int]


def attendances(folder: Path, counts: Counts) -> Path:
    rows = [
        {"attendance_date": str(month.first_day), "locality": locality}
        for (month, locality), number in counts.items()
        for _ in range(number)
    ]
    outside = [{"attendance_date": day} for day in ("2001-01-01", "2024-06-01")]
    home = {"council_area": HOME["council_area"]}
    return write(folder, "attendances", [{**home, **row} for row in [*rows, *outside]])


def derived(file: Path, out: Path, *more: str, last: Month = MONTHS[-1]) -> pd.DataFrame:
    arguments = ["--attendances", str(file), "--partnership", "Fife", "--from", str(MONTHS[0])]
    arguments += ["--to", str(last), "--extracted", "2024-08-31", "--out", str(out), *more]
    done = CliRunner().invoke(commands, ["records", "derive", *arguments])
    assert done.exit_code == 0, done.exception
    rows = pd.read_csv(out, keep_default_na=False)
    return rows[rows["indicator"] == "MSG-3"]


def given_away(counts: Counts, *released: pd.DataFrame) -> list[tuple[str, str]]:
    """The small counts that are no secret to whoever has all these files."""
    atoms = list(counts)

    def sum_of(period: str, locality: str) -> np.ndarray:
        kind = FinancialYear if "/" in period else Month if "-" in period else CalendarYear
        of = kind.parse(period.removesuffix(" (calendar year)"))
        return np.array(
            [
                of.first_day <= month.first_day <= of.last_day and locality in ("", place)
                for month, place in atoms
            ],
            dtype=float,
        )

    rows = pd.concat(released)
    shown = [sum_of(*place) for place in _places(rows[rows["numerator"] != ""])]
    _, sizes, directions = np.linalg.svd(np.array(shown), full_matrices=False)
    known = directions[sizes > 1e-9]
    told = []
    places = [*_places(rows), *((str(month), "nobody knows") for month in MONTHS)]
    for period, locality in dict.fromkeys(places):
        wanted = sum_of(period, locality)
        if locality == "nobody knows":
            wanted = np.array([month == Month.parse(period) and not of for month, of in atoms])
        small = 1 <= wanted @ np.array(list(counts.values())) <= LARGEST
        if small and np.allclose(known.T @ (known @ wanted), wanted, atol=1e-6):
            told.append((period, locality))
    return told


def _places(rows: pd.DataFrame) -> Sequence[tuple[str, str]]:
    return list(rows[["period", "locality"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_one_file(tmp_path: Path, seed: int) -> None:
    draw = np.random.default_rng(seed)
    few = seed == 1
    counts = {
        (month, locality): int(draw.choice([0, 3, 9, 10, 20] if few else [0, 12, 25, 40]))
        for month in MONTHS
        for locality in LOCALITIES
    }
    counts[MONTHS[draw.integers(24)], LOCALITIES[draw.integers(4)]] = 4
    written = derived(attendances(tmp_path, counts), tmp_path / "out.csv")
    assert given_away(counts, written) == []
    assert (written["numerator"] != "").any()
    truth = derived(tmp_path / "attendances.parquet", tmp_path / "all.csv", UNCONTROLLED)
    assert given_away(counts, truth), "the attack finds what nobody guards"


def test_of_two_files_a_month_apart(tmp_path: Path) -> None:
    counts = {(month, locality): 20 for month in MONTHS for locality in LOCALITIES}
    counts[MONTHS[-1], "Cowdenbeath"] = 4
    file = attendances(tmp_path, counts)
    earlier = derived(file, tmp_path / "earlier.csv", last=MONTHS[-2])
    unaware = derived(file, tmp_path / "out.csv")
    assert ("2024-03", "Cowdenbeath") in given_away(counts, earlier, unaware)
    aware = derived(file, tmp_path / "out.csv", "--given-out", str(tmp_path / "earlier.csv"))
    assert given_away(counts, earlier, aware) == []
    assert (aware["numerator"] != "").any()


def test_a_file_of_another_kind_was_not_given_out(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    file = attendances(tmp_path, {(month, None): 20 for month in MONTHS})
    asked = ["--attendances", str(file), "--partnership", "Fife", "--from", "2022-04"]
    asked += ["--to", "2024-03", "--extracted", "2024-08-31", "--out", str(tmp_path / "out.csv")]
    other = ["--given-out", str(tmp_path / "other.csv")]
    refused = CliRunner().invoke(commands, ["records", "derive", *asked, *other])
    assert "other.csv cannot be read as a file that hsci records derive wrote" in str(
        refused.exception
    )
    assert not (tmp_path / "out.csv").exists()
