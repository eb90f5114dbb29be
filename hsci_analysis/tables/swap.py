"""Putting a new snapshot and its register in place of the old ones: both, or neither.

The old tables are kept aside until the new register lies in its place, which is the one moment
when old becomes new. A process killed before it leaves all that was; whatever is read is found by
its hash, aside or in place, and the next rebuild tidies up.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hsci_analysis.errors import SourceError
from hsci_analysis.folders import data_folder
from hsci_analysis.sources.register import register_file

NEW = ".snapshot-new"
KEPT = ".snapshot-kept"


def kept_aside(table: Path) -> Path:
    """Where that table of the snapshot lies while, or after, a swap was interrupted."""
    return table.parent.parent / KEPT / table.name


@contextmanager
def swapped_in() -> Iterator[tuple[Path, Path]]:
    """A folder of copies of our tables to write new ones into, and where to write the register.

    Both are put in place when the block ends; whatever fails leaves the old ones.

    Raises
    ------
    SourceError
        If the data folder cannot be written.
    """
    data = data_folder()
    snapshot, new = data / "snapshot", data / NEW
    try:
        _settle()
        snapshot.mkdir(exist_ok=True)
        try:
            shutil.copytree(snapshot, new / "tables")
            yield new / "tables", new / register_file().name
            snapshot.rename(data / KEPT)
            (new / "tables").rename(snapshot)
            (new / register_file().name).replace(register_file())
        finally:
            _settle()
    except OSError as error:
        raise SourceError(
            f"{data} cannot be written: {error.strerror or error}; tables and register are as they"
            " were. Make room or allow writing there, and run the command again"
        ) from error


def _settle() -> None:
    """Undo a swap that did not reach its register, finish one that did, and leave nothing aside."""
    data = data_folder()
    snapshot, new, kept = data / "snapshot", data / NEW, data / KEPT
    if kept.exists() and (new / register_file().name).exists():
        if snapshot.exists():
            shutil.rmtree(snapshot)
        kept.rename(snapshot)
    for aside in (kept, *data.glob(".snapshot-*")):
        if aside.exists():
            shutil.rmtree(aside)
