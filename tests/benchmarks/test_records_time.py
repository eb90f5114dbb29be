"""How an extract's size tells on time and memory, and how the same rules in pandas compare.

Run by hand: ``python -m tests.benchmarks.test_records_time [EPISODES ...]``, each size in a process
of its own. Under pytest a small extract holds both to the same answers, and their ratio above a
floor that leaves room for a busy machine and for what does not grow with the extract.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import pandas as pd

from hsci_analysis.areas import partnerships
from hsci_analysis.periods import Month
from hsci_analysis.records.counts import derive_counts
from hsci_analysis.records.derivations import COUNTED
from hsci_analysis.records.layouts import LAYOUTS
from hsci_analysis.records.synthetic import generate
from tests.benchmarks.records_in_pandas import Counting
from tests.records_by_hand import DECLARED, SETTINGS

MONTHS = Month(2020, 4), Month(2025, 3)
SIZES = (1_000_000, 5_000_000, 20_000_000)
SIDE_BY_SIDE = 1_000_000
SMALL, AT_LEAST = 60_000, 2
KEY = ["indicator", "period", "area_code", "locality"]


def in_duckdb(folder: Path) -> tuple[pd.DataFrame, float]:
    started = perf_counter()
    files = {key: [folder / f"{key}.parquet"] for key in LAYOUTS}
    counts = derive_counts(files, DECLARED, MONTHS, partnerships())
    return counts.frame, perf_counter() - started


def in_pandas(folder: Path) -> tuple[pd.DataFrame, float]:
    started = perf_counter()
    first, after = (pd.Timestamp(m.first_day) for m in (MONTHS[0], MONTHS[1] + 1))
    return Counting(folder, first, after, SETTINGS).run(), perf_counter() - started


def differences(duckdb: pd.DataFrame, pandas: pd.DataFrame) -> int:
    """How many figures are not the same; pandas leaves out what is nothing."""
    both = duckdb.merge(pandas, on=KEY, how="left", suffixes=("", " in pandas"))
    theirs = both[["numerator in pandas", "denominator in pandas"]].astype("float64").fillna(0)
    unlike = both["numerator"] != theirs["numerator in pandas"]
    counted = both["divided_by"] == COUNTED
    unlike |= counted & (both["denominator"] != theirs["denominator in pandas"])
    return int(unlike.sum())


def test_duckdb_and_pandas_agree_and_duckdb_is_faster(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    generate(folder, SMALL, seed=1)
    found, seconds = in_duckdb(folder)
    expected, in_theirs = in_pandas(folder)
    assert differences(found, expected) == 0
    assert in_theirs / seconds > AT_LEAST, f"{seconds:.1f} s, pandas {in_theirs:.1f} s"


def measured(episodes: int, folder: Path) -> dict[str, float]:
    """Seconds and peak memory in a process of its own, so that neither size tells on the other."""
    program = (
        "import json, sys; from pathlib import Path;"
        " from tests.benchmarks.test_records_time import in_duckdb, used;"
        " _, seconds = in_duckdb(Path(sys.argv[1])); print(json.dumps(used() | {'wall': seconds}))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, str(folder)], check=True, capture_output=True, text=True
    )
    return json.loads(told.stdout) | {"episodes": episodes}


def used() -> dict[str, float]:
    """Processor seconds and the most memory this process had, in GiB."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return {"cpu": spent.ru_utime + spent.ru_stime, "memory": spent.ru_maxrss / 2**20}


def main(sizes: list[int]) -> None:
    for episodes in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "made"
            generate(folder, episodes, seed=1)
            each = measured(episodes, folder)
            sys.stdout.write(
                f"{episodes:,} episodes: {each['wall']:.1f} s ({each['cpu']:.1f} s of processor),"
                f" {1e6 * each['cpu'] / episodes:.1f} s a million, {each['memory']:.2f} GiB\n"
            )
            if episodes == SIDE_BY_SIDE:
                found, seconds = in_duckdb(folder)
                expected, theirs = in_pandas(folder)
                sys.stdout.write(
                    f"  side by side: {seconds:.1f} s, pandas {theirs:.1f} s,"
                    f" {theirs / seconds:.1f} times;"
                    f" {differences(found, expected)} figures differ\n"
                )
            sys.stdout.flush()


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
