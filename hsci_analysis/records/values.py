"""One column of a file as SQL: its text or value as it stands, and that value in our type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hsci_analysis.records.database import name, text
from hsci_analysis.records.layouts import Column

WHOLE = "[0-9]{1,18}"
WHOLE_TYPES = {f"{sign}{size}" for sign in ("", "U") for size in ("TINYINT", "SMALLINT", "INTEGER")}
WHOLE_TYPES |= {"BIGINT", "UBIGINT", "HUGEINT"}


@dataclass(frozen=True)
class SourceColumn:
    """What a column of ours is called in a file, and what its values mean in our terms."""

    name: str
    values: Mapping[str, str] = field(default_factory=dict)


def as_it_stands(source: SourceColumn, stored: str) -> str:
    """The value in the file, NULL where it is empty, its text replaced by what it means."""
    column = name(source.name)
    if stored in ("FLOAT", "DOUBLE"):
        column = f"CASE WHEN NOT isnan({column}) THEN {column} END"
    elif stored == "VARCHAR":
        column = f"nullif(trim({column}), '')"
    if not source.values:
        return column
    whens = " ".join(f"WHEN {text(old)} THEN {text(new)}" for old, new in source.values.items())
    return f"CASE CAST({column} AS VARCHAR) {whens} ELSE CAST({column} AS VARCHAR) END"


def in_our_type(column: Column, source: SourceColumn, stored: str | None) -> str:
    """The value as ``column`` promises it; NULL where it is empty or can't be read as such.

    ``stored`` is the type of the file's column, None where the file has no such column.
    """
    if stored is None:
        return f"NULL::{column.kind}"
    value = as_it_stands(source, stored)
    as_text = stored == "VARCHAR" or bool(source.values)
    if column.kind == "VARCHAR":
        return value if as_text else f"CAST({value} AS VARCHAR)"
    if column.kind == "DATE":
        dated = not as_text and stored.startswith(("DATE", "TIMESTAMP"))
        return f"CAST({value} AS DATE)" if dated else f"TRY_CAST(CAST({value} AS VARCHAR) AS DATE)"
    if not as_text and stored in WHOLE_TYPES:
        return f"TRY_CAST({value} AS {column.kind})"
    if not as_text and stored in ("FLOAT", "DOUBLE"):
        return f"CASE WHEN {value} % 1 = 0 THEN TRY_CAST({value} AS {column.kind}) END"
    whole = f"regexp_full_match(CAST({value} AS VARCHAR), '{WHOLE}')"
    return f"CASE WHEN {whole} THEN TRY_CAST(CAST({value} AS VARCHAR) AS {column.kind}) END"
