"""Derived indicators as files: written whole, beside what is there, and moved into its place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from hsci_analysis.errors import ParametersError, RunError
from hsci_analysis.indicators.withholding import PLACE, Place

CSV, PARQUET = ".csv", ".parquet"


def refuse_other_kinds(path: Path) -> None:
    """Raise ParametersError for a name that says neither CSV nor Parquet."""
    if path.suffix not in (CSV, PARQUET):
        raise ParametersError(f"{path.name} is neither {CSV} nor {PARQUET}; name it as one of them")


def given_out(paths: Iterable[Path]) -> frozenset[Place]:
    """The figures that these files show, by ``PLACE``.

    Raises
    ------
    ParametersError
        If one is no file of derived indicators.
    """
    shown: set[Place] = set()
    columns = [*PLACE, "value"]
    for path in paths:
        refuse_other_kinds(path)
        try:
            if path.suffix == CSV:
                rows = pd.read_csv(path, dtype="str", usecols=columns, keep_default_na=False)
                rows = rows[rows["value"] != ""]
            else:
                rows = pd.read_parquet(path, columns=columns).dropna(subset="value")
        except (OSError, ValueError) as error:  # of pandas and Arrow: a column that is not there
            raise ParametersError(
                f"{path.name} cannot be read as a file that hsci records derive wrote"
                f" ({type(error).__name__}); name one that it did"
            ) from error
        shown.update(rows[list(PLACE)].itertuples(index=False, name=None))
    return frozenset(shown)


def write_derived(rows: pd.DataFrame, path: Path, *, synthetic: bool) -> None:
    """Write the rows of ``tidy_derived``; only this user can read the file until it is shared.

    A Parquet file says in its metadata whether its figures are synthetic, as every row does.

    Raises
    ------
    RunError
        If it cannot be written; what was there stays.
    """
    refuse_other_kinds(path)
    aside: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        aside = Path(name)
        with os.fdopen(handle, "wb") as file:
            if path.suffix == CSV:
                rows.to_csv(file, index=False, lineterminator="\n")
            else:
                table = pa.Table.from_pandas(rows, preserve_index=False)
                label = {b"hsci_analysis": b"synthetic" if synthetic else b"derived"}
                pq.write_table(table.replace_schema_metadata(label), file)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise RunError(
            f"{path.name} could not be written: {error.strerror or error}; what was there stays"
        ) from error
    finally:
        if aside is not None:
            aside.unlink(missing_ok=True)
