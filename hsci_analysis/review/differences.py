"""What differs between two runs of a notebook, finding by finding, by the ids they share."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hsci_analysis.runs.provenance import Record


class What(StrEnum):
    """What became of a finding; the first that applies, in this order."""

    NEW = "new"
    LOST = "no longer stated"
    VERDICT = "another verdict"
    REVISED = "revised figure"
    METHOD = "arrived at otherwise"
    WORDING = "other words only"


FIGURES = {
    *("value", "interval/lower", "interval/upper"),
    *("comparator/value", "comparator/difference"),
}
WORDS = {"measure_title", "people", "area", "reason", "cautions", "comparator/name", "decimals"}
WHERE_IT_WAS_READ = {"evidence/sources", "evidence/series_from", "evidence/series_until"}
"""What a newer release changes in every finding; it is told once, with the releases."""
MACHINES_AGREE = 1e-11
"""Share of a figure; in digits beyond it, two machines may differ."""


@dataclass(frozen=True)
class Difference:
    """One finding that is not what it was: its records, and the names of the fields that differ."""

    what: What
    before: Record | None
    after: Record | None
    fields: tuple[str, ...] = ()

    @property
    def stated(self) -> Record:
        """The finding as it is now; as it was, where it is lost."""
        stated = self.after or self.before
        assert stated is not None  # noqa: S101 - a difference is of something
        return stated


def differences(
    before: Mapping[str, Record], after: Mapping[str, Record]
) -> tuple[Difference, ...]:
    """What differs between the findings of two runs, by kind of difference and then by id."""
    order = list(What)
    found = _differences(before, after)
    return tuple(sorted(found, key=lambda each: (order.index(each.what), each.stated["id"])))


def _differences(before: Mapping[str, Record], after: Mapping[str, Record]) -> Iterator[Difference]:
    for name in before.keys() | after.keys():
        was, now = before.get(name), after.get(name)
        if was is None or now is None:
            yield Difference(What.NEW if now else What.LOST, was, now)
        elif was != now and (fields := _fields(was, now)):
            yield Difference(_what(set(fields)), was, now, fields)


def _fields(was: Record, now: Record) -> tuple[str, ...]:
    one, other = (dict(_leaves(each)) for each in (was, now))
    names = one.keys() | other.keys()
    return tuple(
        sorted(
            name for name in names - WHERE_IT_WAS_READ if not _alike(one.get(name), other.get(name))
        )
    )


def _what(fields: set[str]) -> What:
    if "verdict" in fields:
        return What.VERDICT
    if fields & FIGURES:
        return What.REVISED
    return What.WORDING if fields <= WORDS else What.METHOD


def _leaves(record: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    """Each field that is not empty, by its path: a field that a version adds is no difference."""
    for name, value in record.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{within}{name}/")
        elif value not in (None, "", []):
            yield f"{within}{name}", value


def _alike(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=MACHINES_AGREE)
    return one == other
