"""What a finding rests on: figures with their sources, a method, and its interval if any."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from hsci_analysis.periods import Month
from hsci_analysis.sources import Citation

Setting = str | int | float | bool | None


class IntervalKind(StrEnum):
    """What an interval is an interval of."""

    PROCESS_LIMITS = "process limits of single months"
    CONFIDENCE = "95 % confidence interval of the value"
    DIFFERENCE = "95 % confidence interval of the difference"
    PREDICTION = "80 % prediction interval"
    RANKS = "ranks it could have, all areas together at 95 %"
    WITHHELD = "the least and the most it can be, with what is withheld"


@dataclass(frozen=True)
class Interval:
    """Two limits and what they are limits of.

    Process limits name the months they rest on: ``provisional`` if these are too few to have
    settled, ``carried_forward`` if they come before the months the limits are given for. Other
    intervals belong to the months of the evidence, and name none.
    """

    kind: IntervalKind
    lower: float
    upper: float
    first_month: Month | None = None
    last_month: Month | None = None
    points: int | None = None
    provisional: bool = False
    carried_forward: bool = False

    def broken_promises(self) -> Iterator[str]:
        if not (math.isfinite(self.lower) and math.isfinite(self.upper)):
            yield "an interval without end excludes nothing; both limits must be finite"
        elif self.lower > self.upper:
            yield "the interval's lower limit lies above its upper one"
        months = (self.first_month, self.last_month, self.points)
        if None not in months:
            yield from _broken_months("the interval", *months)  # type: ignore[arg-type]  # none is None
        elif self.kind is IntervalKind.PROCESS_LIMITS or set(months) != {None}:
            yield "process limits name the months they rest on, and no other interval does"


@dataclass(frozen=True)
class Evidence:
    """What a finding rests on.

    ``first_month``, ``last_month`` and ``months_used`` are the months the value is of (None and 0
    when there is no value); ``series_from`` and ``series_until`` are the first and the last month
    for which figures are held, None where there are none. ``sources`` are the tables read.
    """

    method: str
    first_month: Month | None
    last_month: Month | None
    months_used: int
    series_from: Month | None
    series_until: Month | None
    sources: tuple[Citation, ...]
    settings: Mapping[str, Setting] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", MappingProxyType(dict(self.settings)))

    def broken_promises(self) -> Iterator[str]:
        if not self.method.strip():
            yield "its evidence does not say the method"
        if self.months_used and not self.sources:
            yield "its evidence cites no source"
        for each in self.sources:
            yield from each.broken_promises()
        if (self.series_from is None) != (self.series_until is None):
            yield "its evidence says either from when until when figures are held, or neither"
        elif self.series_from and self.series_until and self.series_until < self.series_from:
            yield f"figures cannot be held from {self.series_from} until {self.series_until}"
        if self.first_month and self.last_month:
            yield from _broken_months(
                "its evidence", self.first_month, self.last_month, self.months_used
            )
        elif self.first_month or self.last_month or self.months_used:
            yield "its evidence names some of first month, last month and number of months only"
        for name, setting in self.settings.items():
            if not isinstance(setting, Setting):
                yield f"its setting {name!r} is not text, a number, true, false or nothing"
            elif isinstance(setting, float) and not math.isfinite(setting):
                yield f"its setting {name!r} is not finite"


def _broken_months(what: str, first: Month, last: Month, months: int) -> Iterator[str]:
    if not 1 <= months <= last - first + 1:
        yield f"{what} cannot rest on {months} months from {first} to {last}"
