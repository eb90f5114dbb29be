"""Why a figure was likely revised: by rules that look at what moved together, the first that holds.

1. *code change*: a code of the area came into force between the days of the two releases.
2. *denominator re-based*: it is a population estimate; or an indicator whose denominator moved and
   whose numerator did not.
3. *definition break*: every figure of the same area and kind from one period on was revised and
   none before, and that period is older than records come late.
4. *late records*: the period lies at most two years before the last one both releases have.
5. Otherwise the reason is *not known*, and a person has to find it.

A likely reason is no explanation: a move of more than 5 % needs a note by a person all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import pandas as pd

from hsci_analysis.sources import Source
from hsci_analysis.tables import (
    imported_indicators,
    population_by_council_area,
    population_estimates,
)
from hsci_analysis.tables.store import read_table

LATE = pd.DateOffset(years=2)
RE_BASED = {
    population_estimates.TABLE.key,
    population_estimates.PROJECTIONS.key,
    population_by_council_area.TABLE.key,
}
AREA_COLUMNS = ("area_code", "health_board")


class LikelyReason(StrEnum):
    """What the rules say."""

    CODE_CHANGE = "code change"
    RE_BASED = "denominator re-based"
    DEFINITION = "definition break"
    LATE_RECORDS = "late records"
    UNKNOWN = "not known"


def likely_reasons(
    revised: pd.DataFrame,
    shared: pd.DataFrame,
    key: Sequence[str],
    period: str | None,
    before: Source,
    after: Source,
) -> pd.Series[str]:
    """The likely reason of each row of ``revised``.

    Parameters
    ----------
    revised
        As ``revisions`` gives it.
    shared
        The keys that both releases have, revised or not.
    key, period
        The columns that tell rows apart, and the one of them that is the period, if there is one.
    """
    reasons = pd.Series(LikelyReason.UNKNOWN.value, index=revised.index, dtype="str")
    if period and not revised.empty:
        ends, all_ends = _ends(revised[period]), _ends(shared[period])
        recent = all_ends.max() - LATE
        group = [name for name in key if name != period]
        reasons[ends >= recent] = LikelyReason.LATE_RECORDS.value
        older_run = _runs_from_before(recent, revised, ends, shared[group].assign(end=all_ends))
        reasons[older_run] = LikelyReason.DEFINITION.value
    reasons[_re_based(revised, list(key), before.key)] = LikelyReason.RE_BASED.value
    reasons[_recoded(revised, before, after)] = LikelyReason.CODE_CHANGE.value
    return reasons


def _runs_from_before(
    recent: pd.Timestamp, revised: pd.DataFrame, ends: pd.Series, held: pd.DataFrame
) -> pd.Series:
    """Whether all periods of its kind were revised, from one before ``recent`` to the last."""
    group = [name for name in held.columns if name != "end"]
    of_kind = [*group, "figure"]
    runs = revised[of_kind].assign(end=ends).groupby(of_kind, as_index=False)["end"]
    run = runs.agg(first="min", times="size")
    joined = run.merge(held, on=group) if group else run.merge(held, how="cross")
    since = joined[joined["end"] >= joined["first"]].groupby(of_kind)["end"].size()
    run = run.set_index(of_kind)
    whole = (since == run["times"]) & (run["first"] < recent)
    return (
        revised[of_kind]
        .merge(whole.rename("whole").reset_index(), on=of_kind, how="left", validate="many_to_one")[
            "whole"
        ]
        .set_axis(revised.index)
    )


def _re_based(revised: pd.DataFrame, key: list[str], table: str) -> pd.Series:
    if table in RE_BASED:
        return pd.Series(True, index=revised.index)
    if table != imported_indicators.TABLE.key:
        return pd.Series(False, index=revised.index)
    moved = revised.groupby(key)["figure"].agg(set)
    of = pd.Series(moved.reindex(pd.MultiIndex.from_frame(revised[key])).to_list(), revised.index)
    return of.map(lambda figures: "denominator" in figures and "numerator" not in figures)


def _recoded(revised: pd.DataFrame, before: Source, after: Source) -> pd.Series:
    """Whether a code of the row's area came into force after the one release, by the other."""
    codes = read_table("geography_codes")
    enacted: set[str] = set()
    for kind in ("council_area", "partnership", "health_board"):
        days = codes[f"{kind}_enacted"]
        between = (days > pd.Timestamp(before.released)) & (days <= pd.Timestamp(after.released))
        enacted |= set(codes.loc[between, f"{kind}_code"])
    columns = [name for name in AREA_COLUMNS if name in revised]
    return revised[columns].isin(enacted).any(axis="columns")


def _ends(periods: pd.Series) -> pd.Series:
    """A day that orders periods of any kind."""
    if pd.api.types.is_datetime64_any_dtype(periods):
        return periods
    days = {each: imported_indicators.last_day_of(str(each)) for each in periods.unique()}
    return pd.to_datetime(periods.map(days))
