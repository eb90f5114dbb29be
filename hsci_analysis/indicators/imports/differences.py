"""Where an imported file says otherwise than the figures that come with the project."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pandas as pd

from hsci_analysis.areas import find_area
from hsci_analysis.errors import UnknownNameError
from hsci_analysis.indicators.indicator import PeriodRule
from hsci_analysis.indicators.period_rule import Period, SurveyRound
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.indicators.value import FilledCell
from hsci_analysis.indicators.values import held_here
from hsci_analysis.periods import CalendarYear, FinancialYear
from hsci_analysis.sources.releases import release, releases
from hsci_analysis.tables.imported_indicators import KEY, TABLE
from hsci_analysis.tables.revisions import NEEDS_A_NOTE, largest_first, revisions
from hsci_analysis.tables.store import read_release

COMMITTED = "committed"
PRINTED = 1
"""Decimals that most of the committed figures are printed with: less is no difference."""


def differences(name: str, codes: Collection[str] | None = None) -> pd.DataFrame:
    """The imported figures of that release that differ from the project's own, as ``revisions``.

    ``codes`` are of the areas that are asked for; left out, all of them.
    """
    imported = read_release(release(TABLE.key, name))
    if codes is not None:
        imported = imported[imported["area_code"].isin(codes)]
    years = imported[~imported["period"].str.contains("-") & imported["value"].notna()]
    own = [_own(*key) for key in years[KEY].itertuples(index=False, name=None)]
    before = years[KEY].assign(value=pd.Series(own, index=years.index, dtype="float64"))
    known = before["value"].notna()
    figures = [*KEY, "value"]
    after = years.loc[known, figures]
    alike = before.loc[known, "value"].round(PRINTED) == after["value"].round(PRINTED)
    return revisions(before[known & ~alike.reindex(known.index, fill_value=False)], after, KEY)


def first_differences(codes: Collection[str]) -> Iterator[tuple[str, pd.DataFrame]]:
    """By release, where it was the first import of a figure and differs from the project's own."""
    earlier = pd.DataFrame(columns=pd.Index(KEY), dtype="str")
    for each in releases(TABLE.key):
        found = differences(each.release_name, codes)
        known = found[KEY].merge(earlier, how="left", indicator=True)["_merge"] == "both"
        yield each.release_name, found[~known.to_numpy()]
        earlier = pd.concat([earlier, read_release(each)[KEY]]).drop_duplicates()


def tell_differences(table: str, name: str) -> str:
    """A short summary of them; largest first."""
    if table != TABLE.key:
        raise UnknownNameError("table with figures that come with the project", table, [TABLE.key])
    found = differences(name)
    lines = [
        f"{table}: {release(table, name).release_name} beside the figures of the project",
        f"  figures of both that differ: {len(found):,};"
        f" by more than {100 * NEEDS_A_NOTE:g} %: {found['large'].sum():,}",
    ]
    return "\n".join([*lines, *largest_first(found)])


def _own(key: str, period: str, code: str) -> float | None:
    cell, _ = held_here(INDICATORS[key], find_area(code), _period(key, period), None)
    return cell.value if isinstance(cell, FilledCell) else None


def _period(key: str, written: str) -> Period:
    if "/" not in written:
        return CalendarYear.parse(written)
    year = FinancialYear.parse(written)
    return SurveyRound(year) if INDICATORS[key].period_rule is PeriodRule.SURVEY_ROUND else year
