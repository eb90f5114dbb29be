"""Rebuilding ``data/snapshot/`` and its register from published files: all of it, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa
import pyarrow.parquet as pq

from hsci_analysis.errors import SourceError, TableError
from hsci_analysis.periods import Quarter
from hsci_analysis.sources.published import read_published
from hsci_analysis.sources.register import (
    Measured,
    Source,
    register,
    updated_register,
)
from hsci_analysis.sources.releases import forget
from hsci_analysis.tables import (
    accident_and_emergency,
    accident_and_emergency_discharges,
    accident_and_emergency_waits,
    benchmarking_framework,
    community_planning_profile,
    delayed_discharges,
    geography_codes,
    hospital_beds,
    inpatient_stays,
    population_by_council_area,
    population_estimates,
    social_care,
    weekly_admissions,
    weekly_admissions_by_age_and_sex,
)
from hsci_analysis.tables.contracts import PublishedFile, broken_promises
from hsci_analysis.tables.imported_indicators import last_day_of
from hsci_analysis.tables.swap import swapped_in
from hsci_analysis.tables.table import Table

TABLES = (
    delayed_discharges.BY_COUNCIL_AREA,
    delayed_discharges.BY_HEALTH_BOARD,
    accident_and_emergency.TABLE,
    weekly_admissions.TABLE,
    weekly_admissions_by_age_and_sex.BY_HEALTH_BOARD,
    population_estimates.TABLE,
    population_by_council_area.TABLE,
    benchmarking_framework.TABLE,
    community_planning_profile.TABLE,
    geography_codes.TABLE,
    inpatient_stays.TABLE,
    hospital_beds.TABLE,
    accident_and_emergency_discharges.TABLE,
    accident_and_emergency_waits.MONTHLY,
    accident_and_emergency_waits.WEEKLY,
    social_care.CARE_AT_HOME,
    social_care.EMERGENCY_CARE_OF_CLIENTS,
    population_estimates.PROJECTIONS,
)
STORED = {
    "str": pa.string(),
    "bool": pa.bool_(),
    "int64": pa.int32(),
    "Int64": pa.int32(),
    "float64": pa.float64(),
    "datetime64[us]": pa.timestamp("us"),
}
REMEDY = (
    "Nothing was replaced. Fetch the file anew and do not save it from a spreadsheet; where its"
    " publisher has changed it, change its description in hsci_analysis/tables/."
)
PROMISES_TOLD = 20
"""Of one file; with more, it is another file than its name says."""
UNVERIFIED = (
    "nobody here has seen a file of this layout: it was described from what its publisher writes"
    " about it, and may be what is wrong"
)


@dataclass(frozen=True)
class Imported:
    """What became of one table's published files: its rows, or else the promises they break."""

    rows: pd.DataFrame
    input_sha256: tuple[str, ...]
    broken: tuple[str, ...]


def build_snapshot(folder: Path, tables: Sequence[Table] = TABLES) -> list[Source]:
    """Make every table anew from the published files below ``folder``, and update the register.

    The same files give the same bytes. Tables and register are replaced together, and only when
    all of them keep every promise.

    Returns
    -------
    list of Source
        The register's entries for these tables, as they now are.

    Raises
    ------
    SourceError
        If the register's list of files does not fit the table, or data/ cannot be written.
    TableError
        With every broken promise of every file. Tables and register are as they were.
    """
    imported = {table.key: import_table(table, folder, register()[table.key]) for table in tables}
    # Two tables may be made from one file, whose faults are told once.
    broken = dict.fromkeys(promise for each in imported.values() for promise in each.broken)
    if broken:
        raise TableError(f"the snapshot from {folder}", broken, REMEDY)

    with swapped_in() as (folder_of_tables, new_register):
        measured = {
            table.key: write_table(
                table, imported[table.key], folder_of_tables / f"{table.key}.parquet"
            )
            for table in tables
        }
        new_register.write_text(updated_register(measured), encoding="utf-8", newline="\n")
    forget()
    return [register()[table.key] for table in tables]


def import_table(table: Table, folder: Path, entry: Source) -> Imported:
    """Read the published files of one table, hold them to all their promises, and tidy them.

    ``entry`` names the files, below ``folder``, and says what the edition before them held.
    """
    if len(entry.inputs) != len(table.inputs):
        raise SourceError(
            f"data/sources.toml lists {len(entry.inputs)} inputs of {table.key!r}; its description"
            f" in hsci_analysis/tables/ takes {len(table.inputs)}: list those"
        )
    frames: list[pd.DataFrame] = []
    broken: list[str] = []
    hashes = []
    for published, layouts in zip(entry.inputs, table.inputs, strict=True):
        frame, sha256, promises = _read(folder / published.file, layouts)
        hashes.append(sha256)
        broken += [f"{published.file}: {promise}" for promise in promises]
        if frame is not None and not frame.empty:
            frames.append(frame)
    if len(frames) == len(table.inputs):
        files = " with ".join(each.file for each in entry.inputs)
        broken += [f"{files}: {promise}" for promise in table.reconcile(*frames)]
    tidied = pd.DataFrame()
    if not broken:
        tidied = _as_contracted(table.tidy(*frames), table.contract)
        promises = broken_promises(table.contract, tidied) + _lost(table, tidied, entry)
        broken += [f"{entry.file}: {promise}" for promise in promises]
    return Imported(tidied, tuple(hashes), tuple(broken))


def _read(
    path: Path, layouts: Sequence[PublishedFile]
) -> tuple[pd.DataFrame | None, str, list[str]]:
    published = read_published(path, [layout.header for layout in layouts])
    layout = next(each for each in layouts if each.header == published.header)
    broken, frame = list(published.broken), None
    if published.rows is not None:
        frame, promises = layout.read(published.rows)
        broken += promises
        frame = frame.drop_duplicates(list(layout.key))  # told; reconciled without
    if more := len(broken[PROMISES_TOLD:]):
        broken = [*broken[:PROMISES_TOLD], f"and {more} more broken promises"]
    if broken and layout.unverified:
        broken.append(UNVERIFIED)
    return frame, published.sha256, broken


def _as_contracted(rows: pd.DataFrame, contract: pandera.DataFrameSchema) -> pd.DataFrame:
    """The contract's columns, in its order and types, sorted by its key."""
    types = {name: str(column.dtype) for name, column in contract.columns.items()}
    whole = {name: dtype for name, dtype in types.items() if dtype in ("int64", "Int64")}
    rows = rows[list(types)].astype(whole)
    return rows.sort_values(list(contract.unique), ignore_index=True)


def _lost(table: Table, tidied: pd.DataFrame, entry: Source) -> list[str]:
    """What the register's edition held that this one does not: a later edition only ever adds."""
    first, last = periods_of(table, tidied)
    lost = []
    if len(tidied) < entry.rows:
        lost.append(f"gives {len(tidied):,} rows; the edition held gave {entry.rows:,}")
    if entry.first_period and first > entry.first_period:
        lost.append(f"begins with {first}; the edition held, with {entry.first_period}")
    if last < entry.last_period:
        lost.append(f"ends with {last}; the edition held, with {entry.last_period}")
    return lost


def periods_of(table: Table, tidied: pd.DataFrame) -> tuple[str, str]:
    """The first and last period of these rows, as they are written; empty where rows have none."""
    if table.period is None:
        return "", ""
    if table.period == "period":  # of several kinds
        in_order = sorted(tidied[table.period].unique(), key=last_day_of)
        return str(in_order[0]), str(in_order[-1])
    ends = tidied[table.period].min(), tidied[table.period].max()
    if table.period == "year":
        return str(ends[0]), str(ends[1])
    if table.period == "quarter":
        return str(Quarter.of(ends[0])), str(Quarter.of(ends[1]))
    written = "%Y-%m" if table.period == "month" else "%Y-%m-%d"
    return ends[0].strftime(written), ends[1].strftime(written)


def write_table(table: Table, imported: Imported, path: Path) -> Measured:
    """Write the same rows as the same bytes: no pandas metadata, one row group."""
    tidied = imported.rows
    schema = pa.schema(
        pa.field(name, STORED[str(tidied[name].dtype)], nullable=column.nullable)
        for name, column in table.contract.columns.items()
    )
    rows = pa.Table.from_pandas(tidied, schema=schema, preserve_index=False)
    rows = rows.replace_schema_metadata(None)
    pq.write_table(rows, path, compression="zstd", row_group_size=max(len(tidied), 1))
    first, last = periods_of(table, tidied)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Measured(len(tidied), first, last, sha256, imported.input_sha256)
