"""Columns of files that name areas in words and years as financial years, as the framework does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import pandas as pd
import pandera.pandas as pa

from hsci_analysis.areas import SCOTLAND, council_areas
from hsci_analysis.errors import ParametersError
from hsci_analysis.periods import FinancialYear
from hsci_analysis.tables.columns import NAMES_VALUES, Column, in_sequence
from hsci_analysis.tables.reconciliation import told


@cache
def _codes() -> Mapping[str, str]:
    return {
        spelling: area.code for area in (*council_areas(), SCOTLAND) for spelling in area.spellings
    }


def council_area_named(published: str, scotland: str = SCOTLAND.name) -> Column:
    """A council area in one of its known spellings, or Scotland in that one; read as its code."""
    return Column(
        published,
        "area_code",
        read=lambda names: (
            names.replace({scotland: SCOTLAND.code})
            .map(lambda name: _codes().get(name, name))
            .astype("str")
        ),
        checks=(
            pa.Check(
                lambda codes: codes.isin(set(_codes().values())),
                name=NAMES_VALUES,
                error="the name of one of the council areas or Scotland",
            ),
        ),
        rank=in_sequence,
        every=lambda codes: [*(area.code for area in council_areas()), SCOTLAND.code],
    )


def financial_year(published: str) -> Column:
    """A financial year, written ``2019-20`` or ``2019/20``; read as ``2019/20``."""
    return Column(
        published, "year", "a financial year such as 2019/20", _years, every=every_financial_year
    )


def every_financial_year(years: pd.Series) -> list[str]:
    """Every year from the first to the last there is."""
    if years.dropna().empty:
        return []
    first, last = (FinancialYear.parse(year) for year in (years.min(), years.max()))
    return [str(FinancialYear(year)) for year in range(first.start, last.start + 1)]


def scotland_outside(published: str, frame: pd.DataFrame, by: list[str]) -> list[str]:
    """A line if Scotland, a weighted mean, is below the lowest or above the highest area there."""
    is_scotland = frame["area_code"] == SCOTLAND.code
    scotland = frame[is_scotland].set_index(by)["value"]
    areas = frame[~is_scotland].groupby(by)["value"]
    lowest, highest = areas.min(), areas.max()
    scotland = scotland.reindex(lowest.index)
    return told(
        f"column {published!r}: Scotland is not between the lowest and the highest area",
        ~((lowest <= scotland) & (scotland <= highest)),
    )


def _years(text: pd.Series) -> pd.Series:
    return text.map({written: _year(written) for written in text.unique()})


def _year(written: str) -> str | None:
    if not re.fullmatch("[0-9]{4}[-/][0-9]{2}", written):
        return None
    try:
        return str(FinancialYear.parse(written))
    except ParametersError:
        return None
