"""Reading our tables: the committed ones, and those of releases fetched since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from hsci_analysis.errors import TableError
from hsci_analysis.sources import Source, source
from hsci_analysis.sources.releases import held_sources, table_file
from hsci_analysis.tables.swap import kept_aside

REMEDY = "restore data/ from git, or run: hsci data snapshot --from DIR"
FETCH_AGAIN = "delete {} and run: hsci data fetch"

_read_so_far: dict[str, Source] = {}


def read_table(key: str, as_of: date | None = None) -> pd.DataFrame:
    """The table of that key, which passed its contract when it was written.

    The newest release held, or the newest that was public on ``as_of``; ``source`` says which.
    What one row is stands in the register (``source(key).one_row``). Months and weeks are
    timestamps, whole numbers int64 (Int64 where a figure may be suppressed), the rest text.

    Raises
    ------
    UnknownNameError
        If the register has no such table.
    SourceError
        If no release held was public by then.
    TableError
        If the table is missing, or is not the one the register or the release describes.
    """
    return read_release(source(key, as_of))


def read_release(release: Source) -> pd.DataFrame:
    """The table of that release, as ``read_table``."""
    _read_so_far[f"{release.key} {release.release_name}"] = release
    # pandas copies what is written to, so that a shallow copy is the reader's own all the same.
    return _held(release).copy(deep=False)


def releases_read() -> tuple[Source, ...]:
    """Every release this process has asked for: what its figures rest on."""
    return tuple(_read_so_far[name] for name in sorted(_read_so_far))


@contextmanager
def unrecorded() -> Iterator[None]:
    """Read on others' behalf: whoever uses it reads its own rows, and has them recorded then."""
    before = dict(_read_so_far)
    try:
        yield
    finally:
        _read_so_far.clear()
        _read_so_far.update(before)


def read_ahead() -> None:
    """Read the newest release of every table, so that processes forked from this one need not.

    Raises
    ------
    TableError
        At the first table that is not the one described.
    """
    for each in held_sources():
        _held(each)


def _held(release: Source) -> pd.DataFrame:
    remedy = REMEDY if release.fetched is None else FETCH_AGAIN.format(table_file(release).parent)
    return _read(table_file(release), release.table_sha256, remedy)


@cache
def _read(path: Path, expected_sha256: str, remedy: str) -> pd.DataFrame:
    found = False
    # In place, or aside while a rebuild swaps the snapshot; and in place by the time we looked.
    for place in (path, kept_aside(path), path):
        try:
            content = place.read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise TableError(path.name, [f"it cannot be read: {error.strerror}"], remedy) from None
        found = True
        if hashlib.sha256(content).hexdigest() == expected_sha256:
            break
    else:
        wrong = "its hash is not the one noted when it was written"
        raise TableError(path.name, [wrong if found else "there is no such table"], remedy)
    # One thread: these tables are small, and a process that has started threads cannot be forked.
    table = pq.ParquetFile(pa.BufferReader(content), pre_buffer=False).read(use_threads=False)
    frame: pd.DataFrame = table.to_pandas(use_threads=False)
    return frame.astype({field.name: _dtype(field) for field in table.schema})


def _dtype(field: pa.Field) -> str:
    """The pandas type of a stored column: how a figure is stored is not what it is."""
    kind = field.type
    if pa.types.is_integer(kind):
        return "Int64" if field.nullable else "int64"
    if pa.types.is_timestamp(kind):
        return "datetime64[us]"
    if pa.types.is_floating(kind):
        return "float64"
    return "bool" if pa.types.is_boolean(kind) else "str"
