"""Why a figure was revised: what its two releases say of it, and what people noted."""

from __future__ import annotations

from functools import cache

import pandas as pd

from hsci_analysis.areas import Partnership, find_area
from hsci_analysis.errors import HsciError
from hsci_analysis.parameters.revision_notes import notes_on
from hsci_analysis.review.differences import Difference
from hsci_analysis.review.settings import releases_of
from hsci_analysis.runs.provenance import Record
from hsci_analysis.tables.revision_reasons import LikelyReason
from hsci_analysis.tables.revisions import Revised, revised_between

SAME_RELEASE = "it was read from the same release, so the reason lies in settings, code or versions"
NOT_HELD = "cannot be told, since the release before is no longer held"


def likely_reason(difference: Difference, before: Record, after: Record) -> str:
    """The likely reason of a revised figure, the releases, and what people noted on it, in words.

    ``before`` and ``after`` are the records of the two runs in their manifests. The rules are those
    of ``tables.revision_reasons``, for what was revised of the finding's area and period.
    """
    was, now = releases_of(before), releases_of(after)
    cited = {each["table"] for each in difference.stated["evidence"]["sources"]}
    moved = sorted(name for name in cited & was.keys() & now.keys() if was[name] != now[name])
    if not moved:
        return SAME_RELEASE
    reasons = dict.fromkeys(
        reason
        for name in moved
        for reason in _reasons(_revised(name, was[name], now[name]), difference.stated)
    )
    releases = "; ".join(f"{name}, release {was[name]} before, {now[name]} now" for name in moved)
    codes = _codes(difference.stated["area_code"])
    notes = (_noted(name, was[name], now[name], codes) for name in moved)
    return f"{' or '.join(reasons) or LikelyReason.UNKNOWN} ({releases}){''.join(notes)}"


def _noted(table: str, before: str, after: str, codes: set[str]) -> str:
    """What people noted; a file of notes that is refused is told, and keeps no page back."""
    try:
        notes = notes_on(table, before, after, codes)
    except HsciError as error:
        return f"; notes cannot be read: {error}"
    return "".join(f"; noted by {note.by}: “{note.note}”" for note in notes)


@cache
def _revised(table: str, before: str, after: str) -> Revised | None:
    """What was revised; None where one of the releases cannot be read any more."""
    try:
        return revised_between(table, before, after)
    except HsciError:
        return None


def _reasons(revised: Revised | None, finding: Record) -> list[str]:
    """The different reasons of what was revised of the finding's area, in its period if told."""
    if revised is None:
        return [NOT_HELD]
    figures = revised.figures
    if "area_code" in figures:
        figures = figures[figures["area_code"].isin(_codes(finding["area_code"]))]
    in_period = figures[_in_period(figures, finding)]
    found = in_period if len(in_period) else figures
    return [str(reason) for reason in found["reason"].unique()]


def _codes(code: str) -> set[str]:
    """The codes of an area and, of a partnership, of its council areas; current and retired."""
    area = find_area(code)
    areas = [area]
    if isinstance(area, Partnership):
        areas += map(find_area, area.council_areas)
    return {each for one in areas for each in (one.code, *one.retired_codes)}


def _in_period(figures: pd.DataFrame, finding: Record) -> pd.Series[bool]:
    """Which rows are of the months, or of the period, of the finding."""
    first, last = (finding["evidence"][name] for name in ("first_month", "last_month"))
    within = pd.Series(False, index=figures.index)
    for _, column in figures.drop(columns=["old", "new"]).items():
        if not pd.api.types.is_datetime64_any_dtype(column):
            within |= column == finding["period"]
        elif first and last:
            end = pd.Timestamp(last) + pd.offsets.MonthEnd()
            within |= column.between(pd.Timestamp(first), end)
    return within
