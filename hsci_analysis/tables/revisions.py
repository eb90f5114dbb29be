"""What changed between two releases of one table: every figure of both that differs."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from hsci_analysis.sources.releases import release
from hsci_analysis.tables.snapshot import TABLES
from hsci_analysis.tables.store import read_release

SHOWN = 20
NEEDS_A_NOTE = 0.05
"""The share above which a revision is explained before a report is final."""


def revisions(before: pd.DataFrame, after: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    """The figures that were revised between two releases of a table.

    Parameters
    ----------
    before, after
        The table in the earlier and the later release.
    key
        The columns that tell a row from all others.

    Returns
    -------
    pandas.DataFrame
        One row for each cell that both releases have and that differs, in the order of the table:
        the key, ``figure`` (its column), ``old``, ``new``, ``per_cent`` (of the old; empty where
        that is zero, or either is not a number) and ``large`` (more than 5 % of the old).
    """
    names = list(key)
    both = before.merge(after, on=names, suffixes=(" old", " new"), validate="one_to_one")
    changed = [_changed(both, names, column) for column in before.columns if column not in names]
    return pd.concat(changed).sort_values(names, kind="stable", ignore_index=True)


def _changed(both: pd.DataFrame, key: list[str], column: str) -> pd.DataFrame:
    old, new = both[f"{column} old"], both[f"{column} new"]
    moved = ~((old == new).fillna(False).astype("bool") | (old.isna() & new.isna()))
    rows = both.loc[moved, key].assign(figure=column, old=old[moved], new=new[moved])
    numbers = pd.api.types.is_numeric_dtype(old) and not pd.api.types.is_bool_dtype(old)
    earlier = (old if numbers else pd.Series(index=old.index))[moved].astype("float64")
    later = (new if numbers else pd.Series(index=new.index))[moved].astype("float64")
    return rows.assign(
        per_cent=100 * (later - earlier) / earlier.abs().where(earlier != 0),
        large=(later - earlier).abs() > NEEDS_A_NOTE * earlier.abs(),
    ).astype({"old": "object", "new": "object"})


def tell_revisions(table: str, before: str, after: str) -> str:
    """A short summary of what was revised between two releases, by their names; largest first."""
    earlier, later = release(table, before), release(table, after)
    key = next(list(each.contract.unique) for each in TABLES if each.key == table)
    old, new = read_release(earlier), read_release(later)
    revised = revisions(old, new, key)
    shared = len(old.merge(new, on=key))
    lines = [
        f"{table}: {earlier.release_name} to {later.release_name}",
        f"  rows new: {len(new) - shared:,}; rows gone: {len(old) - shared:,}",
        f"  figures revised in the others: {len(revised):,};"
        f" by more than {100 * NEEDS_A_NOTE:g} %: {revised['large'].sum():,}",
    ]
    largest = revised.sort_values("per_cent", key=abs, ascending=False, kind="stable").head(SHOWN)
    if not largest.empty:
        lines.append(largest.drop(columns="large").to_string(index=False, float_format="%+.1f"))
    if len(revised) > SHOWN:
        lines.append(f"... and {len(revised) - SHOWN:,} more")
    return "\n".join(lines)
