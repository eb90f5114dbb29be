"""A DuckDB that leaves nothing behind, and whose words are never repeated: they quote records."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import duckdb
import pandas as pd

from hsci_analysis.errors import RunError

Answer = TypeVar("Answer")

THREADS = 2
MEMORY = "2500MB"
"""Of DuckDB alone; with Python around it a process stays under 4 GiB."""


@dataclass(frozen=True)
class Database:
    """An open database in memory, and its private folder for what does not fit there."""

    connection: duckdb.DuckDBPyConnection
    folder: Path

    def run(self, sql: str, doing: str) -> None:
        """Run statements; ``doing`` says in the message of a failure what was going on.

        Raises
        ------
        RunError
            Without DuckDB's message, which may quote a value.
        """
        self._asked(sql, doing, lambda answer: None)

    def put(self, name: str, frame: pd.DataFrame) -> None:
        """Make a table of a frame of our own."""
        self.connection.register("given", frame)
        self.run(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM given", f"making the table {name}")
        self.connection.unregister("given")

    def frame(self, sql: str, doing: str) -> pd.DataFrame:
        """The rows of a query; raises as ``run``."""
        return self._asked(sql, doing, lambda answer: answer.df())

    def rows(self, sql: str, doing: str) -> list[tuple[Any, ...]]:
        """The rows of a query as plain tuples; raises as ``run``."""
        return self._asked(sql, doing, lambda answer: answer.fetchall())

    def _asked(
        self, sql: str, doing: str, fetch: Callable[[duckdb.DuckDBPyConnection], Answer]
    ) -> Answer:
        try:
            return fetch(self.connection.execute(sql))
        except duckdb.Error as error:
            kind: type[Exception] = type(error)
        except RuntimeError as error:  # what DuckDB makes of a signal
            kind = type(error)
        # Raised here and not above, so that DuckDB's error does not travel with ours.
        if kind is RuntimeError:
            raise KeyboardInterrupt
        raise RunError(f"{doing}: {_told(kind)}")


@contextmanager
def private_database(memory: str = MEMORY, threads: int = THREADS) -> Iterator[Database]:
    """A database in memory, with a folder only this user can read, removed whatever happens.

    The folder lies where ``TMPDIR`` says.
    """
    with TemporaryDirectory(prefix="hsci-records-") as folder:
        connection = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": memory,
                "threads": threads,
                "temp_directory": os.path.join(folder, "spilled"),  # noqa: PTH118 - for DuckDB
                "preserve_insertion_order": False,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "python_enable_replacements": False,
            },
        )
        try:
            connection.execute("SET enable_progress_bar = false")  # it draws over what we tell
            yield Database(connection, Path(folder))
        finally:
            connection.close()


def text(value: object) -> str:
    """A value as SQL text in quotes."""
    return "'" + str(value).replace("'", "''") + "'"


def name(column: str) -> str:
    """A column's name as SQL."""
    return '"' + column.replace('"', '""') + '"'


def texts(values: list[str]) -> str:
    """Values as an SQL list."""
    return "[" + ", ".join(map(text, values)) + "]"


def _told(kind: type[Exception]) -> str:
    if issubclass(kind, duckdb.OutOfMemoryException):
        return "out of memory; close other programs, or name a larger folder in TMPDIR"
    if issubclass(kind, duckdb.IOException):
        return "a file could not be read or written; check that it is there, whole, and not locked"
    return (
        f"DuckDB stopped with {kind.__name__}; its message is withheld, for it may quote a record."
        " Check that the files are whole: every line of a CSV with as many fields as its header"
    )
