"""What a published file or a table of ours promises, and how a broken promise is told.

pandera checks; this file turns its failures into lines that name the column, how many rows, and
what was expected, and never show a row of data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaError, SchemaErrorReason, SchemaErrors

from hsci_analysis.areas import Area
from hsci_analysis.tables.columns import NAMES_VALUES, Column
from hsci_analysis.tables.reconciliation import Total, told

VALUES_NAMED = 5
LETTERS_TOLD = 40


def rows(promise: Callable[[pd.DataFrame], pd.Series], expected: str) -> pa.Check:
    """A promise about whole rows: ``expected`` completes "3 rows are not ..."."""
    return pa.Check(promise, error=expected, ignore_na=False)


def flagged(flag: str, total: Total) -> pa.Check:
    """The derived flag ``d`` stands on the rows of that total, and on no others."""
    return rows(
        lambda frame: (frame[flag] == "d") == total.of(frame),
        f"flagged 'd' (derived) in {flag} exactly where {total.total!r} stands",
    )


@dataclass(frozen=True)
class PublishedFile:
    """One layout of a published file.

    ``key`` tells a row from all others. ``order`` is what rows are sorted by as published. Every
    combination of the columns in ``grid`` is there, in every period from the first to the last.
    ``unverified`` marks a layout described from documents, before a file of it was seen.
    """

    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: tuple[str, ...] = ()
    grid: tuple[str, ...] = ()
    rows: tuple[pa.Check, ...] = ()
    unverified: bool = False

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.published for column in self.columns)

    def read(self, published: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
        """The file's rows with our names and types, and the promises they break, one line each.

        No rows where none keeps the promises of its columns, or a column is missing: nothing could
        be reconciled. The columns that are there are held to their own promises all the same.
        """
        there = [column for column in self.columns if column.published in published]
        frame = pd.DataFrame(
            {column.name: column.read(published[column.published]) for column in there}
        )
        whole = len(there) == len(self.columns)
        failures = _failures(self._schema if whole else _schema_of(there), frame)
        published_as = {column.name: column.published for column in there}
        broken = [_told(error, published_as) for error in failures]
        if not whole:
            return pd.DataFrame(columns=[column.name for column in self.columns]), broken
        broken += self._missing(frame)
        return (frame if len(_unsound(failures)) < len(frame) else frame.iloc[:0]), broken

    @cached_property
    def _schema(self) -> pa.DataFrameSchema:
        names = ", ".join(column.published for column in self.columns if column.name in self.key)
        promises = [
            rows(lambda frame: ~frame.duplicated(list(self.key)), f"the only one for {names}"),
            rows(self._in_order, "in the order they are published in (sorted or shuffled since?)"),
            *self.rows,
        ]
        return _schema_of(self.columns, promises)

    def _in_order(self, frame: pd.DataFrame) -> pd.Series:
        ranks = {column.name: column.rank for column in self.columns}
        before = pd.Series(False, index=frame.index)
        level = pd.Series(True, index=frame.index)  # with the row above, so far
        for name in self.order:
            step = ranks[name](frame[name]).diff()
            before |= level & (step < 0)
            level &= step == 0
        return ~before

    def _missing(self, frame: pd.DataFrame) -> list[str]:
        if not self.grid:
            return []
        every = {column.name: column.every for column in self.columns}
        full = pd.MultiIndex.from_product(
            [list(every[name](frame[name].dropna())) for name in self.grid], names=self.grid
        )
        return rows_missing(frame, full)


def _schema_of(columns: Sequence[Column], promises: Sequence[pa.Check] = ()) -> pa.DataFrameSchema:
    each = {
        column.name: pa.Column(checks=list(column.checks), description=column.expected)
        for column in columns
    }
    return pa.DataFrameSchema(each, checks=list(promises))


def rows_missing(frame: pd.DataFrame, full: pd.MultiIndex) -> list[str]:
    """A line if the frame lacks some of these combinations of the columns the index names."""
    there = pd.MultiIndex.from_frame(frame[list(full.names)].dropna())
    return told("rows are missing", pd.Series(~full.isin(there), index=full))


def area_code(kind: Callable[[], tuple[Area, ...]], *also: str) -> pa.Column:
    """A table's column of current codes of that kind of area, or one of ``also``."""
    return pa.Column(
        "str", pa.Check(lambda codes: codes.isin([*(area.code for area in kind()), *also]))
    )


def broken_promises(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> list[str]:
    """Every promise of the schema that the frame breaks, one line each; none if it keeps them."""
    return [_told(error, {}) for error in _failures(schema, frame)]


def _failures(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> list[SchemaError]:
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as failure:
        return list(failure.schema_errors)
    return []


def _unsound(failures: list[SchemaError]) -> set[object]:
    """The rows, by their index, that break a promise of a column."""
    return {
        row
        for error in failures
        if isinstance(error.schema, pa.Column) and isinstance(error.failure_cases, pd.DataFrame)
        for row in error.failure_cases.get("index", pd.Series()).dropna()
    }


def _told(error: SchemaError, published: dict[str, str]) -> str:
    cases, check = error.failure_cases, error.check
    if error.reason_code is SchemaErrorReason.CHECK_ERROR and isinstance(check, pa.Check):
        return f"{error.schema.name or 'rows'}: cannot be held to the promise: {check.error}"
    if not isinstance(cases, pd.DataFrame) or "index" not in cases or cases["index"].isna().all():
        return str(error)  # a promise about columns; pandera's own words name them
    number = cases["index"].nunique()
    expected = error.schema.description if check == "not_nullable" else check.error
    line = f"{rows_number(number)} {'is' if number == 1 else 'are'} not {expected}"
    if isinstance(error.schema, pa.DataFrameSchema):
        return line
    if isinstance(check, pa.Check) and check.name == NAMES_VALUES:
        line += f" (found {named(cases['failure_case'])})"
    return f"column {published.get(error.schema.name, error.schema.name)!r}: {line}"


def rows_number(number: int) -> str:
    """``1 row``, ``1,234 rows``."""
    return f"{number:,} row{'' if number == 1 else 's'}"


def named(values: Iterable[object]) -> str:
    """The first few different values, quoted; only for codes and categories, never for figures."""
    different = sorted({str(value) for value in values})
    listed = ", ".join(repr(value[:LETTERS_TOLD]) for value in different[:VALUES_NAMED])
    return listed + (", ..." if len(different) > VALUES_NAMED else "")
