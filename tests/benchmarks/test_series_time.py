"""How long one series takes from the snapshot, as a share of reading it from its published CSV."""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import pandas as pd
import pytest

from hsci_analysis.measures.series import MeasureSeries, series
from hsci_analysis.sources import source
from hsci_analysis.tables.store import _read
from tests.conftest import PUBLISHED_FIGURES

ROUNDS = 5
AT_LEAST = 2
"""About 20 for the larger files on a quiet machine; this leaves room for one that is not."""


def delayed_discharges(rows: pd.DataFrame) -> pd.Series:
    fife = rows[
        (rows["ltla_code"] == "S12000047")
        & (rows["age_group"] == "18plus")
        & (rows["delay_reason"] == "All Delay Reasons")
    ]
    return fife.groupby("date")["num_delayed_bed_days"].sum()


def admissions(rows: pd.DataFrame) -> pd.Series:
    fife = rows[(rows["HSCP"] == "S37000032") & (rows["AdmissionType"] == "Emergency")]
    return fife.groupby("WeekEnding")["NumberAdmissions"].sum()


def admitted(rows: pd.DataFrame) -> pd.Series:
    fife = rows[
        rows["hospital_code"].isin(["F704H", "F708H", "F709H", "F805H"])
        & (rows["admission"] == "Admission to same Hospital")
    ]
    return fife.groupby("date")["attendances"].sum()


def hours_of_care(rows: pd.DataFrame) -> pd.Series:
    fife = rows[
        (rows["Time Period"] == "Financial Quarter")
        & (rows["Location"] == "Fife")
        & (rows["Age Group"] == "All Ages")
        & (rows["Measure"] == "Number of Hours")
    ]
    return fife.set_index("Financial Quarter")["Value"]


CASES = {
    "delayed_discharge_bed_days": ("Fife", delayed_discharges),
    "emergency_admissions": ("Fife", admissions),
    "attendances_ending_in_admission": ("NHS Fife", admitted),
    "care_at_home_hours": ("Fife", hours_of_care),
}


def seconds(action: Callable[[], object]) -> float:
    started = perf_counter()
    action()
    return perf_counter() - started


def times(measure: str, folder: Path) -> tuple[float, float, float]:
    """Median seconds: warm, from the disk, and from the CSV, measured in turn."""
    area, from_rows = CASES[measure]

    def cold() -> MeasureSeries:
        _read.cache_clear()
        return series(measure, area)

    held = cold()
    csv = folder / source(held.source.key).file
    published = from_rows(pd.read_csv(csv, low_memory=False))
    both = held.values.dropna().sum(), published.loc[:].sum()
    assert measure == "emergency_admissions" or both[0] == both[1], "not the same series"
    rounds = [
        (
            seconds(lambda: series(measure, area)),
            seconds(cold),
            seconds(lambda: from_rows(pd.read_csv(csv, low_memory=False))),
        )
        for _ in range(ROUNDS)
    ]
    warm, disk, from_csv = zip(*rounds, strict=True)
    return median(warm), median(disk), median(from_csv)


@pytest.mark.parametrize("measure", CASES)
def test_a_warm_series_is_many_times_faster_than_its_csv(
    measure: str, published_figures: Path
) -> None:
    warm, _, from_csv = times(measure, published_figures)
    assert from_csv / warm > AT_LEAST, f"{1000 * warm:.1f} ms, CSV {1000 * from_csv:.1f} ms"


if __name__ == "__main__":
    for measure in CASES:
        warm, disk, from_csv = times(measure, PUBLISHED_FIGURES)
        sys.stdout.write(
            f"{measure}: warm {1000 * warm:.1f} ms ({from_csv / warm:.0f} times faster than CSV), "
            f"first {1000 * disk:.1f} ms ({from_csv / disk:.1f} times)\n"
        )
