"""The files of one input: labelled or not, read by our names, held to their promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from pyarrow import ArrowException

from hsci_analysis.areas import Partnership
from hsci_analysis.errors import ParametersError, RunError
from hsci_analysis.periods import Month
from hsci_analysis.records.database import Database, text, texts
from hsci_analysis.records.layouts import MADE_UP, POPULATIONS, Column, Layout
from hsci_analysis.records.values import SourceColumn, as_it_stands, in_our_type

LABEL = b"hsci_analysis"
SYNTHETIC = "synthetic"
"""What that key says in the metadata of a synthetic file; also a column, true in every row."""
EVERY_AGE = 91
HASHED = 5
PATTERNS = "*?["


@dataclass(frozen=True)
class InputFiles:
    """The files of one input, with what their columns are called there."""

    database: Database
    layout: Layout
    files: tuple[Path, ...]
    called: Mapping[str, SourceColumn]

    @property
    def view(self) -> str:
        """The rows by our names and types: what is empty or not of its type is NULL."""
        return f"{self.layout.name}_rows"

    @property
    def _source(self) -> str:
        return f"{self.layout.name}_source"

    @cached_property
    def labelled(self) -> set[bool]:
        """Whether the files say that they are synthetic; both where they differ."""
        return {
            _metadata(file).get(LABEL) == SYNTHETIC.encode() or SYNTHETIC in columns
            for file, columns in self._columns.items()
        }

    def lacking(self) -> list[str]:
        """The columns that a file lacks. Those it has are not told: they may be its first row."""
        return [
            f"{self.layout.name}: {file.name} has no column {self.called[column.name].name!r},"
            f" which should hold {column.name}"
            for file, columns in self._columns.items()
            for column in self.layout.columns
            if not column.optional and self.called[column.name].name not in columns
        ]

    def create_views(self) -> None:
        """Make the view; a CSV is first turned into Parquet in the database's private folder."""
        files = [str(self._as_parquet(number)) for number in range(len(self.files))]
        self._run(
            f"CREATE VIEW {self._source} AS FROM read_parquet({texts(files)}, union_by_name = true)"
        )
        ours = ", ".join(
            f"{in_our_type(each, self.called[each.name], self._stored(each))} AS {each.name}"
            for each in self.layout.columns
        )
        self._run(f"CREATE VIEW {self.view} AS SELECT {ours} FROM {self._source}")

    @cached_property
    def rows(self) -> int:
        """How many rows there are."""
        ((number,),) = self._query(f"SELECT count(*) FROM {self._source}")
        return int(number)

    def broken_promises(self) -> list[str]:
        """Every promise that rows break, one line each: how many rows, and what was expected."""
        promised = list(self._promises())
        counts = ", ".join(
            f"count(*) FILTER (NOT coalesce(({kept}), false))" for *_, kept in promised
        )
        values = ", ".join(
            f"{self._standing(each)} AS {_standing(each)},"
            f" {in_our_type(each, self.called[each.name], self._stored(each))} AS {each.name}"
            for each in self._there
        )
        label = f", TRY_CAST({SYNTHETIC} AS BOOLEAN) AS {SYNTHETIC}" * (SYNTHETIC in self._types)
        (numbers,) = self._query(
            f"SELECT {counts} FROM (SELECT {values}{label} FROM {self._source})"
        )
        broken = [
            f"{self.layout.name}: {of}{rows_number(number)} not {expected}"
            for (of, expected, _), number in zip(promised, numbers, strict=True)
            if number
        ]
        return [*broken, *self._alike(), *self._ages_missing()]

    def without(self, partnerships: Sequence[Partnership]) -> list[str]:
        """A line if there is no row of some of these partnerships."""
        there = self._query(
            f"SELECT DISTINCT partnership FROM {self.view}"
            " JOIN every_council_area ON code = council_area"
        )
        missing = [each.name for each in partnerships if (each.code,) not in there]
        ask = "ask for the partnerships that the extract was made for"
        return [f"{self.layout.name}: there is no row of {', '.join(missing)}; {ask}"] * bool(
            missing
        )

    @cached_property
    def span(self) -> tuple[date, date] | None:
        """The first and last day something happened on; None where rows are of no day, or none."""
        if not self.layout.dated:
            return None
        day = self.layout.dated
        ((first, last),) = self._query(f"SELECT min({day}), max({day}) FROM {self.view}")
        return None if first is None else (first, last)

    def not_covering(self, months: tuple[Month, Month]) -> list[str]:
        """A line if there is nothing from the first of these months, or to the last of them."""
        if self.span is None:
            return []
        first, last = map(Month.of, self.span)
        if first <= months[0] and last >= months[1]:
            return []
        return [
            f"{self.layout.name}: they reach from {first} to {last}, and {months[0]} to {months[1]}"
            " is asked for; ask for months that the extract covers"
        ]

    def _promises(self) -> Iterator[tuple[str, str, str]]:
        """Whose promise it is, what rows should be, and SQL that says a row is so."""
        for column in self._there:
            of = f"column {self.called[column.name].name!r}: "
            kept = f"{column.name} IS NOT NULL AND {column.promise}"
            if column.may_be_empty:
                yield of, f"{column.expected} or empty", f"{_standing(column)} IS NULL OR ({kept})"
            else:
                yield of, column.expected, kept
        for row in self.layout.rows:
            if row.of in [column.name for column in self._there]:
                # A row that cannot be judged breaks the promise of one of its columns.
                yield "", row.expected, f"coalesce({row.promise}, true)"
        if SYNTHETIC in self._types:
            yield "", "labelled synthetic as others are", SYNTHETIC
        elif self.layout.of_people and True not in self.labelled:
            expected = "of real people, by their names, though not labelled synthetic"
            yield "", expected, f"NOT starts_with(coalesce(person, ''), {text(MADE_UP)})"

    def _alike(self) -> list[str]:
        """A line if rows are alike; looked for among those whose first columns hash the same."""
        key = [each for each in self._there if each.name in self.layout.key]
        if not key:
            return []
        columns = ", ".join(each.name for each in key)
        values = ", ".join(f"{self._standing(each)} AS {each.name}" for each in key)
        hashed = f"hash({', '.join(each.name for each in key[:HASHED])})"
        ((copies,),) = self._query(
            f"WITH keyed AS NOT MATERIALIZED (SELECT *, {hashed} AS hashed FROM"
            f" (SELECT {values} FROM {self._source}) WHERE {key[0].name} IS NOT NULL),"
            " twice AS (SELECT hashed FROM keyed GROUP BY hashed HAVING count(*) > 1)"
            " SELECT coalesce(sum(times - 1), 0) FROM (SELECT count(*) AS times FROM keyed"
            f" WHERE hashed IN (FROM twice) GROUP BY {columns} HAVING count(*) > 1)"
        )
        line = f"{self.layout.name}: {rows_number(int(copies))} there already, by {columns}"
        return [f"{line}; one row is {self.layout.one_row}"] * bool(copies)

    def _ages_missing(self) -> list[str]:
        if self.layout is not POPULATIONS:
            return []
        ((incomplete,),) = self._query(
            f"SELECT count(*) FROM (SELECT count(*) AS ages FROM {self.view}"
            f" GROUP BY year, council_area, locality) WHERE ages <> {EVERY_AGE}"
        )
        line = f"{self.layout.name}: {incomplete:,} localities and years lack ages from 0 to 90"
        return [line] * bool(incomplete)

    def _as_parquet(self, number: int) -> Path:
        file = self.files[number]
        if file.suffix == ".parquet":
            return file
        copy = self.database.folder / f"{self.layout.name}-{number}.parquet"
        self._run(f"COPY (FROM {_reader(file)}) TO {text(copy)} (FORMAT parquet)")
        return copy

    @cached_property
    def _columns(self) -> dict[Path, set[str]]:
        """The columns of each file."""
        for file in self.files:
            if not file.is_file():
                raise ParametersError(f"{self.layout.name}: there is no file {file.name}")
            if set(PATTERNS) & set(str(file)):
                raise ParametersError(
                    f"{file.name}, or a folder it is in, has one of {PATTERNS} in its name, which"
                    " would be read as a pattern for many files; rename it"
                )
        described = "SELECT column_name FROM (DESCRIBE FROM {})"
        return {
            file: {name for (name,) in self._query(described.format(_reader(file)))}
            for file in self.files
        }

    @cached_property
    def _types(self) -> dict[str, str]:
        """The type of each column the files have; known once the views are made."""
        return dict(
            self._query(f"SELECT column_name, column_type FROM (DESCRIBE FROM {self._source})")
        )

    @property
    def _there(self) -> list[Column]:
        return [column for column in self.layout.columns if self._stored(column)]

    def _stored(self, column: Column) -> str | None:
        return self._types.get(self.called[column.name].name)

    def _standing(self, column: Column) -> str:
        return as_it_stands(self.called[column.name], self._types[self.called[column.name].name])

    def _run(self, sql: str) -> None:
        self.database.run(sql, f"reading the {self.layout.name}")

    def _query(self, sql: str) -> list[tuple[Any, ...]]:
        return self.database.rows(sql, f"reading the {self.layout.name}")


def rows_number(number: int) -> str:
    """``1 row is``, ``1,234 rows are``."""
    return f"{number:,} row{' is' if number == 1 else 's are'}"


def _standing(column: Column) -> str:
    return f"{column.name}_as_it_stands"


def _reader(file: Path) -> str:
    if file.suffix == ".parquet":
        return f"read_parquet({text(file)})"
    if file.suffix == ".csv":
        return (
            f"read_csv({text(file)}, delim = ',', quote = '\"', header = true, all_varchar = true)"
        )
    raise ParametersError(f"{file.name} is neither .parquet nor .csv; say which it is by its name")


def _metadata(file: Path) -> Mapping[bytes, bytes]:
    if file.suffix != ".parquet":
        return {}
    try:
        return pq.read_metadata(file).metadata or {}
    except (ArrowException, OSError) as error:
        kind = type(error).__name__
    raise RunError(f"{file.name} cannot be read as Parquet ({kind}); fetch the file again")
