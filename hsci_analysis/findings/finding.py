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


class ComparatorKind(StrEnum):
    """What a figure is held against."""

    YEAR_BEFORE = "the year before"
    FIRST_YEAR = "the first of the six years"
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
}
"""The verdicts each kind of statement can have."""
UP = {Verdict.INCREASED, Verdict.HIGHER}
DOWN = {Verdict.DECREASED, Verdict.LOWER}


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
    why there is no value or no verdict, ``cautions`` what a reader must be told with it. A finding
    that lacks what it must rest on cannot be made.

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
        parts = (self.measure, self.area_code, self.period.replace("/", "-"), self.kind, *against)
        return "/".join(parts)

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
        if (self.kind is Kind.LEVEL) == (self.comparator is not None):
            yield "a level stands alone, and any other statement names what it is held against"
        if self.verdict is Verdict.NOT_AVAILABLE:
            if self.value is not None or self.interval is not None or self.evidence.months_used:
                yield "what is not available has no value, no interval and no months used"
            return
        if self.value is None or not math.isfinite(self.value):
            yield f"its verdict is {self.verdict!r}, which needs a finite value"
        if not self.evidence.months_used:
            yield "a value rests on at least one month, and its evidence names none"
        if self.verdict is Verdict.NOT_ASSESSED and not self.reason.strip():
            yield "a comparison without a verdict says why"
        yield from self._against_its_sign()

    def _against_its_sign(self) -> Iterator[str]:
        """A word for up or down needs a difference of that sign."""
        if self.comparator is None or self.value is None:
            return
        difference = self.value - self.comparator.value
        if (self.verdict in UP and difference <= 0) or (self.verdict in DOWN and difference >= 0):
            yield f"its verdict is {self.verdict!r}, and its value lies the other way"
