"""What a measure is: a definition, so that adding one is adding an entry to the catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Basis(StrEnum):
    """Whose figures they are; the two are never mixed, not even where the areas coincide."""

    RESIDENCE = "area of residence"
    TREATMENT = "board of treatment"
    PRACTICE = "area of the GP practice"


class Better(StrEnum):
    """Which way is better for people, by convention; no law says so."""

    LOWER = "lower"
    HIGHER = "higher"


class Frequency(StrEnum):
    """How often figures are published, as pandas writes it."""

    QUARTERLY = "Q-DEC"
    MONTHLY = "M"
    WEEKLY = "W-SUN"

    @property
    def period(self) -> str:
        """What one period is called."""
        return {
            Frequency.QUARTERLY: "quarter",
            Frequency.MONTHLY: "month",
            Frequency.WEEKLY: "week",
        }[self]


@dataclass(frozen=True)
class Figures:
    """Where a measure's figures stand: the rows of a table that count, and the column to add up.

    ``rows`` picks the rows by a column's value; ``breakdowns`` are the columns the figures can be
    asked for by, and are added over when they are not. Where a column in ``whole`` is not asked
    for, the rows of that value are taken instead, because its rounded parts do not add up to it.
    ``divided_by`` is the column of a ratio's denominator: both are added up, then divided.
    ``of_boards`` says that figures by area of residence are of health boards' areas, not of
    partnerships or council areas.
    """

    table: str
    column: str
    basis: Basis
    period_column: str
    area_column: str = "area_code"
    rows: dict[str, str] = field(default_factory=dict)
    breakdowns: tuple[str, ...] = ()
    whole: dict[str, str] = field(default_factory=dict)
    divided_by: str | None = None
    of_boards: bool = False


@dataclass(frozen=True)
class Measure:
    """What is counted, of whom, in which unit, and which way is better.

    ``daily_unit`` is what the figure of an average day is in: bed days a day are beds. It is None
    where a longer period has no more of it, as of a percentage or of beds. ``per`` scales a ratio:
    100 for a percentage.
    """

    key: str
    title: str
    unit: str
    daily_unit: str | None
    people: str
    definition: str
    better: Better | None
    frequency: Frequency
    figures: tuple[Figures, ...]
    not_negative: bool = True
    per: int = 1
