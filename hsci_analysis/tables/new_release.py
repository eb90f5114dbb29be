"""Adding a release to the store: written whole beside it, then moved in; nothing is overwritten."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hsci_analysis.errors import SourceError
from hsci_analysis.folders import store_folder
from hsci_analysis.sources.register import Source
from hsci_analysis.sources.releases import forget, table_file, written
from hsci_analysis.tables.snapshot import Imported, write_table
from hsci_analysis.tables.table import Table

BESIDE = ".fetching-"
A_DAY = 24 * 60 * 60


@contextmanager
def beside_the_store() -> Iterator[Path]:
    """A folder on the store's own disk to write a release in; gone when the block ends.

    Raises
    ------
    SourceError
        If the store cannot be written.
    """
    try:
        store_folder().mkdir(parents=True, exist_ok=True)
        _remove_leftovers()
        with tempfile.TemporaryDirectory(dir=store_folder(), prefix=BESIDE) as folder:
            yield Path(folder)
    except OSError as error:
        raise SourceError(
            f"{store_folder()} cannot be written ({error.strerror or error}); the releases held are"
            " as they were. Make room or allow writing there, and run the command again"
        ) from error


def add_release(
    table: Table, imported: Imported, described: Source, beside: Path
) -> tuple[Source, bool]:
    """Add a release of a table that kept its promises, and say whether it was not there before.

    ``described`` says where the figures come from and when they became public; what is measured
    of the table is added to it.
    """
    whole = beside / f"{table.key}.release"
    whole.mkdir()
    measured = write_table(table, imported, whole / "table.parquet")
    new = replace(
        described,
        held=True,
        fetched=datetime.now(UTC),
        rows=measured.rows,
        first_period=measured.first_period,
        last_period=measured.last_period,
        table_sha256=measured.table_sha256,
    )
    (whole / "release.toml").write_text(written(new), encoding="utf-8")
    home = table_file(new).parent
    home.parent.mkdir(exist_ok=True)
    if home.exists():  # other bytes of the same day, and the same figures
        return new, False
    whole.rename(home)
    forget()
    return new, True


def _remove_leftovers() -> None:
    """What a command that was killed left beside the store; one that still runs is younger."""
    for folder in store_folder().glob(f"{BESIDE}*"):
        if time.time() - folder.stat().st_mtime > A_DAY:
            shutil.rmtree(folder)
