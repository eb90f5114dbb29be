"""Suppressed counts that the shown ones bound too narrowly, over areas, breakdowns and months."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
from scipy.optimize import Bounds  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from hsci_analysis.areas import SCOTLAND, health_boards, partnerships
from hsci_analysis.findings.finding import Finding
from hsci_analysis.indicators.nothing import Reason
from hsci_analysis.measures.additive_table import furthest
from hsci_analysis.measures.disclosure import DisclosurePolicy
from hsci_analysis.periods import FinancialYear, months_between

DOES_NOT_ADD_UP = ("%", "£", "per ", "rate", "average", "index")
Cell = tuple[str, str, str]
"""A part of a breakdown (empty for all of it), an area by its code, and a period."""
Sum = tuple[Cell, tuple[Cell, ...]]
NAMED = 6
"""Cells that are named of those that give one away."""


def is_suppressed(finding: Finding) -> bool:
    """Whether the level has no figure because it is withheld."""
    return finding.value is None and finding.reason.startswith(Reason.SUPPRESSED)


def given_away(
    findings: Iterable[Finding], policy: DisclosurePolicy
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each suppressed count that is bounded more narrowly than the policy's range, and by what.

    Parameters
    ----------
    findings
        Levels, a cell once; those without a value are suppressed or unknown.
    """
    counted: dict[tuple[str, str], dict[Cell, Finding]] = defaultdict(dict)
    for each in findings:
        measure, _, part = each.measure.partition(", ")
        if not any(word in each.unit for word in DOES_NOT_ADD_UP):
            counted[measure, each.unit][part, each.area_code, each.period] = each
    for cells in counted.values():
        yield from _of_measure(cells, policy)


def _of_measure(
    cells: Mapping[Cell, Finding], policy: DisclosurePolicy
) -> Iterator[tuple[str, tuple[str, ...]]]:
    hidden = [cell for cell, each in cells.items() if is_suppressed(each)]
    sums = _linked(_sums(cells), cells, hidden) if hidden else []
    if not sums:
        return
    unknown = sorted({cell for total, parts in sums for cell in (total, *parts)} - _shown(cells))
    place = {cell: number for number, cell in enumerate(unknown)}
    matrix, known = np.zeros((len(sums), len(unknown))), np.zeros(len(sums))
    for row, (total, parts) in enumerate(sums):
        for sign, cell in ((1.0, total), *((-1.0, part) for part in parts)):
            if cell in place:
                matrix[row, place[cell]] += sign
            else:
                known[row] -= sign * float(cells[cell].value or 0)
    least = [float(policy.smallest) if cell in hidden else 0.0 for cell in unknown]
    bounds = Bounds(np.array(least), np.full(len(unknown), np.inf))
    for cell in hidden:
        if cell in place:
            low, high = (
                furthest(csr_array(matrix), place[cell], way, bounds, known) for way in (1, -1)
            )
            if high - low < policy.largest_suppressed - policy.smallest:
                yield cells[cell].id, _named(cell, sums, cells)


def _shown(cells: Mapping[Cell, Finding]) -> set[Cell]:
    return {cell for cell, each in cells.items() if each.value is not None}


def _sums(cells: Mapping[Cell, Finding]) -> Iterator[Sum]:
    """Every sum that these cells could be in.

    One that does not hold, as of averages over months, leaves no table possible, and tells nothing.
    """
    dimensions: dict[str, set[str]] = defaultdict(set)
    for part, _, _ in cells:
        dimensions[part.partition(" ")[0]].add(part)
    for part, area, period in cells:
        for members in _parts_of_area().get(area, ()):
            yield (part, area, period), tuple((part, each, period) for each in members)
        if part == "":
            for dimension, parts in dimensions.items():
                if dimension:
                    whole = tuple((each, area, period) for each in sorted(parts))
                    yield (part, area, period), whole
        if re.fullmatch(r"\d{4}/\d{2}", period):
            year = FinancialYear.parse(period)
            months = tuple(months_between(year.first_month, year.last_month))
            yield (part, area, period), tuple((part, area, str(month)) for month in months)
            yield (part, area, period), tuple((part, area, month.label) for month in months)


def _parts_of_area() -> dict[str, list[tuple[str, ...]]]:
    every = partnerships()
    parts = {SCOTLAND.code: [tuple(each.code for each in every)]}
    for board in health_boards():
        within = tuple(each.code for each in every if each.health_board == board.code)
        if within:
            parts[board.code] = [within]
    return parts


def _linked(
    sums: Iterable[Sum], cells: Mapping[Cell, Finding], hidden: Sequence[Cell]
) -> list[Sum]:
    """The sums that can tell of a hidden cell, through others that are not shown or at once."""
    shown = _shown(cells)
    found = [
        (total, parts)
        for total, parts in sums
        if total in cells and any(part in cells for part in parts)
    ]
    reached, wider = set[Cell](), set(hidden)
    while wider != reached:
        reached = wider
        kept = [each for each in found if reached & {each[0], *each[1]}]
        wider = reached | ({cell for total, parts in kept for cell in (total, *parts)} - shown)
    return kept


def _named(cell: Cell, sums: Iterable[Sum], cells: Mapping[Cell, Finding]) -> tuple[str, ...]:
    """The shown cells of the sums it is in."""
    within = [each for each in sums if cell in (each[0], *each[1])]
    shown = dict.fromkeys(
        cells[one].id
        for one in chain.from_iterable((total, *parts) for total, parts in within)
        if one in cells and cells[one].value is not None
    )
    more = len(shown) - NAMED
    return (*list(shown)[:NAMED], *[f"{more} more"] * (more > 0))
