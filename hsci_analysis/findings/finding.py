"""A finding: a statement about one measure, area and period, with all that it rests on."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from hsci_analysis.errors import FindingError
from hsci_analysis.measures.catalogue import Basis
from hsci_analysis.periods import Month

Setting = str | int | float | bool | None


class Kind(StrEnum):
    """What sort of statement it is."""

    LEVEL = "level"


class Verdict(StrEnum):
    """What the figures allow to be said."""

    STATED = "stated"
    INCOMPLETE = "incomplete"
    NOT_AVAILABLE = "not available"


class IntervalKind(StrEnum):
    """What an interval is an interval of."""

    PROCESS_LIMITS = "process limits of single months"


@dataclass(frozen=True)
class Interval:
    """Two limits, what they are limits of, and the months they rest on.

    ``provisional``: they rest on too few months to have settled. ``carried_forward``: they come
    from months before the ones they are given for.
    """

    kind: IntervalKind
    lower: float
    upper: float
    first_month: Month
    last_month: Month
    points: int
    provisional: bool
    carried_forward: bool

    def broken_promises(self) -> Iterator[str]:
        if not (math.isfinite(self.lower) and math.isfinite(self.upper)):
            yield "an interval without end excludes nothing; both limits must be finite"
        elif self.lower > self.upper:
            yield "the interval's lower limit lies above its upper one"
        yield from _broken_months("the interval", self.first_month, self.last_month, self.points)


@dataclass(frozen=True)
class Evidence:
    """What a finding rests on.

    ``first_month``, ``last_month`` and ``months_used`` are the months the value is made from (None
    and 0 when there is no value); ``series_from`` and ``series_until`` are the first and the last
    month of the series it was drawn from. ``table`` is the key of the table and ``table_sha256``
    what identifies it.
    """

    method: str
    first_month: Month | None
    last_month: Month | None
    months_used: int
    series_from: Month
    series_until: Month
    source: str
    publisher: str
    release: str
    table: str
    table_sha256: str
    settings: Mapping[str, Setting] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", MappingProxyType(dict(self.settings)))

    def broken_promises(self) -> Iterator[str]:
        for name in ("method", "source", "publisher", "release", "table"):
            if not getattr(self, name).strip():
                yield f"its evidence does not say the {name}"
        if not re.fullmatch("[0-9a-f]{64}", self.table_sha256):
            yield "its table_sha256 is not a SHA-256 in hexadecimal"
        if self.series_until < self.series_from:
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


@dataclass(frozen=True)
class Finding:
    """A statement we would sign.

    ``people`` says who is counted and ``basis`` where they count; ``value`` is in ``unit``, as
    computed. A finding that lacks what it must rest on cannot be made.

    Raises
    ------
    FindingError
        With everything that is wrong.
    """

    measure: str
    measure_title: str
    people: str
    area_code: str
    area: str
    basis: Basis
    period: str
    kind: Kind
    verdict: Verdict
    value: float | None
    interval: Interval | None
    unit: str
    evidence: Evidence

    def __post_init__(self) -> None:
        broken = [*self._broken_promises(), *self.evidence.broken_promises()]
        broken += self.interval.broken_promises() if self.interval else ()
        if broken:
            raise FindingError(
                f"{self.id} cannot be stated: {'; '.join(broken)}. Correct the rule that made it."
            )

    @property
    def id(self) -> str:
        """The same for every run about the same measure, area, period and kind of statement."""
        return "/".join((self.measure, self.area_code, self.period.replace("/", "-"), self.kind))

    @property
    def lower(self) -> float | None:
        return self.interval.lower if self.interval else None

    @property
    def upper(self) -> float | None:
        return self.interval.upper if self.interval else None

    def _broken_promises(self) -> Iterator[str]:
        named = ("measure", "measure_title", "people", "area_code", "area", "period", "unit")
        for name in named:
            if not getattr(self, name).strip():
                yield f"it has no {name}"
        if self.verdict is Verdict.NOT_AVAILABLE:
            if self.value is not None or self.interval is not None or self.evidence.months_used:
                yield "what is not available has no value, no interval and no months used"
            return
        if self.value is None or not math.isfinite(self.value):
            yield f"its verdict is {self.verdict!r}, which needs a finite value"
        if not self.evidence.months_used:
            yield "a value rests on at least one month, and its evidence names none"


def _broken_months(what: str, first: Month, last: Month, months: int) -> Iterator[str]:
    if not 1 <= months <= last - first + 1:
        yield f"{what} cannot rest on {months} months from {first} to {last}"
