"""A finding: a statement about one measure or indicator, area and period, and what it rests on."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from hsci_analysis.errors import FindingError
from hsci_analysis.findings.evidence import Evidence, Interval
from hsci_analysis.measures.catalogue import Basis, Better


class Kind(StrEnum):
    """What sort of statement it is."""

    LEVEL = "level"
    CHANGE = "change"
    COMPARISON = "comparison"
    POSITION = "position"
    SPECIAL_CAUSE = "special cause"
    TREND = "trend"
    FORECAST = "forecast"
    FLOW = "flow"


class Verdict(StrEnum):
    """What the figures allow to be said."""

    STATED = "stated"
    INCOMPLETE = "incomplete"
    NOT_AVAILABLE = "not available"
    INCREASED = "increased"
    DECREASED = "decreased"
    SIMILAR = "similar"
    NO_CLEAR_CHANGE = "no clear change"
    HIGHER = "higher"
    LOWER = "lower"
    IN_LINE = "in line"
    NOT_ASSESSED = "cannot be assessed"
    ABOVE = "above what was expected"
    BELOW = "below what was expected"
    CLOSE = "closer together than expected"
    AS_EXPECTED = "as expected"
    NOT_STATED = "not stated"
    MORE = "more"
    FEWER = "fewer"
    AS_MANY = "as many"


class ComparatorKind(StrEnum):
    """What a figure is held against."""

    YEAR_BEFORE = "the year before"
    FIRST_YEAR = "the first of the six years"
    FIRST_MONTHS = "the first twelve months of five years"
    SCOTLAND = "Scotland"


VERDICTS = {
    Kind.LEVEL: {Verdict.STATED, Verdict.INCOMPLETE, Verdict.NOT_AVAILABLE},
    Kind.CHANGE: {
        Verdict.INCREASED,
        Verdict.DECREASED,
        Verdict.SIMILAR,
        Verdict.NO_CLEAR_CHANGE,
        Verdict.NOT_ASSESSED,
    },
    Kind.COMPARISON: {Verdict.HIGHER, Verdict.LOWER, Verdict.IN_LINE, Verdict.NOT_ASSESSED},
    Kind.POSITION: {Verdict.STATED},
    Kind.SPECIAL_CAUSE: {Verdict.ABOVE, Verdict.BELOW, Verdict.CLOSE, Verdict.AS_EXPECTED},
    Kind.TREND: {Verdict.INCREASED, Verdict.DECREASED, Verdict.NO_CLEAR_CHANGE},
    Kind.FORECAST: {Verdict.STATED, Verdict.NOT_STATED},
    Kind.FLOW: {Verdict.MORE, Verdict.FEWER, Verdict.AS_MANY},
}
"""The verdicts each kind of statement can have."""
UP = {Verdict.INCREASED, Verdict.HIGHER}
DOWN = {Verdict.DECREASED, Verdict.LOWER}
"""Earned by a test; ``MORE`` and ``FEWER`` count exactly, and test nothing."""
HELD_AGAINST = {Kind.CHANGE, Kind.COMPARISON, Kind.FLOW}
"""The kinds that name what their value is held against; all others stand alone."""
WITHOUT_VALUE = {Verdict.NOT_AVAILABLE, Verdict.NOT_STATED}


@dataclass(frozen=True)
class Comparator:
    """What the value is held against: its figure in the same unit, and the period of it.

    ``difference`` is the value less the comparator's in ``unit`` ("percentage points"), or in per
    cent of the comparator's ("%"); None where none is told.
    """

    kind: ComparatorKind
    name: str
    period: str
    value: float
    difference: float | None
    unit: str

    def broken_promises(self) -> Iterator[str]:
        for name in ("name", "period"):
            if not getattr(self, name).strip():
                yield f"its comparator has no {name}"
        if not math.isfinite(self.value):
            yield "its comparator has no finite value"
        if self.difference is not None and not math.isfinite(self.difference):
            yield "its difference from the comparator is not finite"


@dataclass(frozen=True)
class Finding:
    """A statement we would sign.

    ``measure`` is the key of a measure or an indicator. ``people`` says who is counted and
    ``basis`` where they count; ``value`` is in ``unit``, as computed, and written with ``decimals``
    (None: as any measured figure is). ``better`` is which way is better for people. ``reason`` says
    why there is no value or no verdict, ``cautions`` what a reader must be told with it. ``part``
    tells apart what is stated of one period: a rule, or the part of a whole. A finding that lacks
    what it must rest on cannot be made.

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
    decimals: int | None = None
    better: Better | None = None
    comparator: Comparator | None = None
    reason: str = ""
    cautions: tuple[str, ...] = ()
    part: str = ""

    def __post_init__(self) -> None:
        broken = [*self._broken_promises(), *self.evidence.broken_promises()]
        broken += self.interval.broken_promises() if self.interval else ()
        broken += self.comparator.broken_promises() if self.comparator else ()
        if broken:
            raise FindingError(
                f"{self.id} cannot be stated: {'; '.join(broken)}. Correct the rule that made it."
            )

    @property
    def id(self) -> str:
        """The same for every run about the same subject, area, period, kind and comparator."""
        against = [self.comparator.kind.name.casefold()] if self.comparator else []
        part = [self.part.replace("/", "-")] if self.part else []
        about = (self.measure, self.area_code, self.period.replace("/", "-"), self.kind)
        return "/".join((*about, *against, *part))

    def _repr_html_(self) -> str:
        from hsci_analysis.findings.card import card  # which reads findings, as here they are made

        return card(self)

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
        if self.verdict not in VERDICTS[self.kind]:
            yield f"a {self.kind} cannot have the verdict {self.verdict!r}"
        if (self.kind in HELD_AGAINST) == (self.comparator is None):
            names = "names what it is held against" if self.comparator is None else "stands alone"
            yield f"a {self.kind} {names}"
        if self.verdict in WITHOUT_VALUE:
            yield from self._without_value()
            return
        if self.value is None or not math.isfinite(self.value):
            yield f"its verdict is {self.verdict!r}, which needs a finite value"
        if not self.evidence.months_used:
            yield "a value rests on at least one month, and its evidence names none"
        if self.verdict is Verdict.NOT_ASSESSED and not self.reason.strip():
            yield "a comparison without a verdict says why"
        yield from self._against_its_sign()

    def _without_value(self) -> Iterator[str]:
        if self.value is not None or self.interval is not None:
            yield f"what is {self.verdict} has no value and no interval"
        if self.verdict is Verdict.NOT_AVAILABLE and self.evidence.months_used:
            yield "what is not available has no months used"
        if self.verdict is Verdict.NOT_STATED and not self.reason.strip():
            yield "what is not stated says why"

    def _against_its_sign(self) -> Iterator[str]:
        """A word for up or down needs a difference of that sign; of a trend, a slope of it."""
        if self.value is None or (self.comparator is None and self.kind is not Kind.TREND):
            return
        difference = self.value - (self.comparator.value if self.comparator else 0)
        up, down = UP | {Verdict.MORE}, DOWN | {Verdict.FEWER}
        if (self.verdict in up and difference <= 0) or (self.verdict in down and difference >= 0):
            yield f"its verdict is {self.verdict!r}, and its value lies the other way"
