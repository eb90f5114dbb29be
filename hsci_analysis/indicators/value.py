"""One figure of one indicator, or why there is none; all that a table, chart or sentence needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hsci_analysis.areas import Area
from hsci_analysis.errors import FindingError
from hsci_analysis.indicators.indicator import Indicator
from hsci_analysis.indicators.nothing import EmptyCell
from hsci_analysis.indicators.period_rule import Period, YearColumn
from hsci_analysis.measures.intervals import IntervalMethod
from hsci_analysis.sources import Citation


class Standing(StrEnum):
    """How far a figure can be relied on to stay as it is."""

    PUBLISHED = "published"
    COMPUTED = "computed"
    PROVISIONAL = "provisional"


@dataclass(frozen=True)
class FilledCell:
    """A number and what it rests on.

    ``period`` is the one it is a figure of; ``citations`` are the tables it was read from, as held
    here. ``denominator_vintage`` says which population estimate a rate is on, and ``notes`` what a
    reader must know of this figure alone. ``lower`` and
    ``upper``, its limits at 95 %, are set together or not at all, and ``limits_method`` with them.
    """

    value: float
    period: Period
    standing: Standing
    source: str
    release: str
    numerator: float | None = None
    denominator: float | None = None
    citations: tuple[Citation, ...] = ()
    denominator_vintage: str = ""
    lower: float | None = None
    upper: float | None = None
    limits_method: IntervalMethod | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.lower is None) != (self.upper is None):
            raise FindingError("a figure has both limits or none; this one has only one of them")
        lower = self.value if self.lower is None else self.lower
        upper = self.value if self.upper is None else self.upper
        if not lower <= self.value <= upper:
            raise FindingError(
                "a figure lies between its limits; check whether the columns of the file it came "
                "from were exchanged"
            )


@dataclass(frozen=True)
class IndicatorValue:
    """An indicator of one area in the column of one financial year: a figure, or an empty cell."""

    indicator: Indicator
    area: Area
    column: YearColumn
    cell: FilledCell | EmptyCell

    def __post_init__(self) -> None:
        if self.figure and self.figure.period != self.column.period:
            raise FindingError(
                f"{self.indicator.key} of {self.figure.period} stands in a column labelled "
                f"{self.column.label!r}; look it up by the period of the column"
            )

    @property
    def figure(self) -> FilledCell | None:
        """The figure, where there is one."""
        return self.cell if isinstance(self.cell, FilledCell) else None

    @property
    def value(self) -> float | None:
        """The number in the indicator's unit, unrounded; None in an empty cell."""
        return self.figure.value if self.figure else None

    @property
    def status(self) -> str:
        """Published, computed, provisional, or which kind of nothing."""
        return self.cell.standing if isinstance(self.cell, FilledCell) else self.cell.kind

    @property
    def reason(self) -> str:
        """The name of the reason a cell is empty, and its words; nothing beside a figure."""
        return "" if isinstance(self.cell, FilledCell) else f"{self.cell.reason}: {self.cell.words}"
