"""Small extracts written by hand, and what they count up to."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from hsci_analysis.areas import Partnership, find_partnership
from hsci_analysis.periods import Month
from hsci_analysis.records.counts import Counts, derive_counts
from hsci_analysis.records.extracts import Declaration
from hsci_analysis.records.layouts import LAYOUTS, RECORD_TYPES
from hsci_analysis.records.values import SourceColumn

Row = Mapping[str, Any]

HOME = {"data_zone": "S01006506", "council_area": "S12000047", "locality": "Levenmouth"}
USUAL: Mapping[str, Row] = {
    "episodes": {
        "person": "A",
        "record_type": "SMR01",
        "inpatient_or_day_case": "I",
        "admission_type": 30,
        "discharge_type": 10,
        "age": 70,
        "sex": 2,
        "location": "F704H",
        "diagnosis_1": "J189",
        **HOME,
    },
    "attendances": {
        "attendance_type": "new",
        "discharge_destination": "home",
        "minutes_in_department": 100,
        "council_area": HOME["council_area"],
        "locality": HOME["locality"],
    },
    "deaths": {"person": "A", "underlying_cause": "I219", **HOME},
}
"""What a row of an example is where it doesn't say otherwise."""

OUTSIDE: Mapping[str, Sequence[Row]] = {
    "episodes": (
        {"person": "X", "admission_date": "2001-01-01", "discharge_date": "2001-01-02"},
        {"person": "Y", "admission_date": "2024-06-01", "discharge_date": "2024-06-02"},
    ),
    "attendances": ({"attendance_date": "2001-01-01"}, {"attendance_date": "2024-06-01"}),
    "deaths": (
        {"person": "X", "date_of_death": "2001-01-03"},
        {"person": "Y", "date_of_death": "2024-06-03"},
    ),
}
"""Rows of each input before and after every period asked for: an extract covers its months."""

MARKERS = {"stay_marker", "journey_marker"}
MONTHS = Month(2022, 4), Month(2024, 3)
SETTINGS = {
    "care home": ("G105V",),
    "hospice": ("C413V",),
    "community hospital": ("F708H",),
}
DECLARED = Declaration(
    {
        key: {c.name: SourceColumn(c.name) for c in layout.columns}
        for key, layout in LAYOUTS.items()
    },
    SETTINGS,
    none_occurred=RECORD_TYPES,
)


def write(folder: Path, key: str, rows: Iterable[Row], metadata: Mapping[str, str] = {}) -> Path:
    """An input as a Parquet file, each row as usual but for what it says."""
    layout = LAYOUTS[key]
    usual = [{**USUAL.get(key, {}), **row} for row in rows]
    given = {name for row in usual for name in row}
    columns = {
        column.name: pa.array(
            [_value(column.kind, row.get(column.name)) for row in usual], _TYPES[column.kind]
        )
        for column in layout.columns
        if not column.optional or column.name in given
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{key}.parquet"
    pq.write_table(pa.table(columns).replace_schema_metadata(dict(metadata)), path)
    return path


def populations(
    council_area: str = HOME["council_area"], localities: Iterable[str] = ("Levenmouth",)
) -> list[Row]:
    """Ten people of each age in each locality, in the middle of 2022 and of 2023."""
    return [
        {"year": year, "council_area": council_area, "locality": name, "age": age, "people": 10}
        for year in (2022, 2023)
        for name in localities
        for age in range(91)
    ]


def count(
    folder: Path,
    rows: Mapping[str, Iterable[Row]],
    covered: Iterable[Partnership] = (find_partnership("fife"),),
    inputs: Iterable[str] = tuple(LAYOUTS),
    **settings: Any,
) -> Counts:
    """What an extract of these rows counts up to; ``inputs`` have rows before and after as well."""
    given = [*rows.get("episodes", ())]
    marked = dict.fromkeys({name for row in given for name in MARKERS & row.keys()}, 1)
    filled = {
        key: [
            *({**row, **marked} if key == "episodes" else row for row in OUTSIDE[key]),
            *rows.get(key, ()),
        ]
        for key in inputs
        if key in OUTSIDE
    }
    if "populations" in inputs:
        filled["populations"] = list(rows.get("populations", ()) or populations())
    files = {key: [write(folder, key, each)] for key, each in filled.items()}
    settings = {"months": MONTHS, "declared": DECLARED, "threads": 1} | settings
    return derive_counts(files, covered=tuple(covered), **settings)


def figures(counts: Counts, *, kind: str | None = None) -> pd.DataFrame:
    """The figures that are not zero, by indicator, period, area and locality."""
    frame = counts.frame
    kept = frame[
        (frame["numerator"] != 0)
        | ((frame["divided_by"] == "counted") & (frame["denominator"] > 0))
    ]
    return kept if kind is None else kept[kept["kind"] == kind]


_TYPES = {"VARCHAR": pa.string(), "DATE": pa.date32(), "INTEGER": pa.int32(), "BIGINT": pa.int64()}


def _value(kind: str, value: Any) -> Any:
    if kind == "DATE" and isinstance(value, str):
        return datetime.date.fromisoformat(value)
    return value
