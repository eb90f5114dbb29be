"""What changed between two releases of one table: every figure of both that differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from hsci_analysis.sources import Source
from hsci_analysis.sources.releases import release, releases
from hsci_analysis.tables.imported_indicators import TABLE as IMPORTED
from hsci_analysis.tables.not_held import NOT_HELD
from hsci_analysis.tables.own_series import TABLE as OWN
from hsci_analysis.tables.revision_reasons import likely_reasons
from hsci_analysis.tables.snapshot import TABLES
from hsci_analysis.tables.store import read_release
from hsci_analysis.tables.table import Table

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


@dataclass(frozen=True)
class Revised:
    """What was revised between two releases: ``figures`` as ``revisions``, with ``reason``."""

    before: Source
    after: Source
    figures: pd.DataFrame
    new_rows: int
    gone_rows: int

    @property
    def large(self) -> pd.DataFrame:
        """The figures that moved by more than 5 %, which need a note."""
        return self.figures[self.figures["large"]]


def revised_between(table: str, before: str, after: str) -> Revised:
    """What was revised between two releases of a table, by their names or the start of them.

    Raises
    ------
    UnknownNameError
        If there is no such table or release; with the nearest.
    """
    earlier, later = release(table, before), release(table, after)
    described = described_table(table)
    key = list(described.contract.unique)
    old, new = read_release(earlier), read_release(later)
    shared = old[key].merge(new[key], on=key)
    figures = revisions(old, new, key)
    reasons = likely_reasons(figures, shared, key, described.period, earlier, later)
    gone, added = len(old) - len(shared), len(new) - len(shared)
    return Revised(earlier, later, figures.assign(reason=reasons), added, gone)


def revised_in(table: str) -> Iterator[Revised]:
    """What each release of a table revised, against the last one before it that has the figure.

    Releases need not hold the same: one of ``imported_indicators`` is what one file says.
    """
    key = list(described_table(table).contract.unique)
    held = releases(table)
    for place, later in enumerate(held):
        rest = read_release(later)[key]
        for earlier in reversed(held[:place]):
            revised = revised_between(table, earlier.release_name, later.release_name)
            yield replace(revised, figures=revised.figures.merge(rest, on=key))
            known = rest.merge(read_release(earlier)[key], how="left", indicator=True)["_merge"]
            rest = rest[(known == "left_only").to_numpy()]


def described_table(table: str) -> Table:
    """The table of that key, with its contract."""
    return next(each for each in (*TABLES, *NOT_HELD, IMPORTED, OWN) if each.key == table)


def tell_revisions(revised: Revised) -> str:
    """A short summary of what was revised; largest first."""
    before, after, figures = revised.before, revised.after, revised.figures
    lines = [
        f"{after.key}: {before.release_name} to {after.release_name}",
        f"  rows new: {revised.new_rows:,}; rows gone: {revised.gone_rows:,}",
        f"  figures revised in the others: {len(figures):,};"
        f" by more than {100 * NEEDS_A_NOTE:g} %: {len(revised.large):,}",
    ]
    lines += [
        f"  likely reason, {reason}: {number:,}"
        for reason, number in figures["reason"].value_counts().items()
    ]
    return "\n".join([*lines, *largest_first(figures)])


def largest_first(revised: pd.DataFrame) -> list[str]:
    """Lines that show the revisions that moved most, and how many more there are."""
    largest = revised.sort_values("per_cent", key=abs, ascending=False, kind="stable").head(SHOWN)
    if largest.empty:
        return []
    moved = ["" if pd.isna(each) else f"{each:+.1f}" for each in largest["per_cent"]]
    lines = [largest.assign(per_cent=moved).drop(columns="large").to_string(index=False)]
    if more := len(revised) - len(largest):
        lines.append(f"... and {more:,} more")
    return lines
