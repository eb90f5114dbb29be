"""How a file is laid out, said by the person whose file it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hsci_analysis.tables.imported_indicators import CellStatus


class Role(StrEnum):
    """What a column is for."""

    AREA = "area"
    LOCALITY = "locality"
    INDICATOR = "indicator"
    NUMBER = "indicator number"
    PERIOD = "period"
    PART = "part of the year"
    AGE = "age group"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    LOWER = "lower"
    UPPER = "upper"
    ESTIMATE = "estimate"


WHOLE = (Role.AREA, Role.INDICATOR, Role.PERIOD)
"""What every figure must have, by a column of its row, the header above it, or once for all."""


@dataclass(frozen=True)
class FileDescription:
    """One layout of one partnership's or publisher's file.

    ``columns`` gives the header of each column that counts. ``across`` says that every column
    whose header is an area or a period holds the figures of that one. ``fixed`` is the same for
    all figures. ``symbols`` are those beside the usual ones, ``areas`` the file's own names for
    areas, ``leave_areas`` those of no partnership. ``shares`` says that percentages are written as
    shares of one. ``measure`` is the key of the measure that the figures are a monthly series of,
    where they are of no indicator.
    """

    title: str
    publisher: str
    columns: Mapping[Role, str]
    sheet: str | None = None
    header_row: int | None = None
    across: Role | None = None
    fixed: Mapping[Role, str] = field(default_factory=dict)
    symbols: Mapping[str, CellStatus] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    leave_areas: tuple[str, ...] = ()
    shares: bool = False
    measure: str | None = None
