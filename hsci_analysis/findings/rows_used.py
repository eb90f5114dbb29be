"""Which rows of our tables a statement rests on, to be looked at one by one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from hsci_analysis.areas import SCOTLAND, find_area
from hsci_analysis.errors import ParametersError
from hsci_analysis.findings.finding import ComparatorKind, Finding
from hsci_analysis.indicators.delayed_discharges import OLDEST
from hsci_analysis.indicators.published import reference_file
from hsci_analysis.indicators.residence import council_areas_of
from hsci_analysis.measures.catalogue import MEASURES
from hsci_analysis.periods import FinancialYear, Month, months_between
from hsci_analysis.sources import Citation
from hsci_analysis.sources.releases import releases
from hsci_analysis.tables.store import read_release

AREAS = ("area_code", "health_board")
PERIODS = ("month", "quarter", "week_ending", "period", "year")
ESTIMATE = "population_estimate"
OF_INDICATOR = {"NI-19": {"age_group": OLDEST}}
"""The part of their tables that computed indicators count."""
LISTED = 3
"""From so many values on, a column is told by its first and its last."""


@dataclass(frozen=True, eq=False)
class RowsUsed:
    """The rows of one table as it was read; ``where`` says which, by columns that tell them."""

    citation: Citation
    where: tuple[tuple[str, str], ...]
    of: int
    frame: pd.DataFrame = field(repr=False)

    def __str__(self) -> str:
        told = "; ".join(f"{column} {values}" for column, values in self.where)
        rows = "row" if len(self.frame) == 1 else "rows"
        return f"{len(self.frame):,} {rows} of {self.of:,} in {self.citation.table}: {told}"


def rows_used(finding: Finding) -> tuple[RowsUsed, ...]:
    """The rows a statement's figures rest on, a table each.

    None where it has no value; a table is left out whose release is no longer held.
    """
    if finding.value is None:
        return ()
    found = ((citation, _table(citation)) for citation in finding.evidence.sources)
    return tuple(_used(finding, each, table) for each, table in found if table is not None)


@cache
def _table(citation: Citation) -> pd.DataFrame | None:
    if citation.table == reference_file().stem:
        return pd.read_csv(reference_file(), dtype={"period": "str"})
    held = (each for each in releases(citation.table) if each.table_sha256 == citation.sha256)
    return next((read_release(each) for each in held), None)


def _used(finding: Finding, citation: Citation, table: pd.DataFrame) -> RowsUsed:
    area = next(column for column in AREAS if column in table)
    places = _places(citation, area)
    codes = _codes(finding, places.keys())
    rows = table.take(np.concatenate([places[code] for code in sorted(codes)])) if codes else table
    where = {area: _listed(rows[area]) if codes else "all"}
    for column, values in (*_what(finding, citation, rows), *_when(finding, rows)):
        rows = rows[rows[column].isin(values)]
        where[column] = _listed(rows[column])
    return RowsUsed(citation, tuple(where.items()), len(table), rows)


@cache
def _places(citation: Citation, column: str) -> Mapping[str, npt.NDArray[np.intp]]:
    """Which rows are of each area, found once."""
    table = _table(citation)
    return {} if table is None else dict(table.groupby(column).indices)  # type: ignore[arg-type]


def _what(
    finding: Finding, citation: Citation, rows: pd.DataFrame
) -> Iterator[tuple[str, list[object]]]:
    """The columns that say what is counted: of an indicator, a measure or a part of one."""
    key, _, part = finding.measure.partition(", ")
    asked = {"indicator": key, "figure": key, **OF_INDICATOR.get(key, {})}
    if key in MEASURES:
        asked = {}
        for figures in MEASURES[key].figures:
            if figures.table == citation.table:
                asked = {**figures.rows, **figures.whole}
    column, _, value = part.partition(" ")
    for name, wanted in {**asked, column: value}.items():
        if name in rows:
            yield name, [each for each in rows[name].unique() if str(each) == wanted]


def _codes(finding: Finding, held: Collection[str]) -> set[str]:
    """Those of the area, or of its councils, and Scotland's where it is held against that.

    None at all where Scotland's figure is made of every row.
    """
    areas = [find_area(finding.area_code)]
    if finding.comparator and finding.comparator.kind is ComparatorKind.SCOTLAND:
        areas.append(SCOTLAND)
    codes = [{area.code} & set(held) or set(council_areas_of(area)) & set(held) for area in areas]
    return set().union(*codes) if all(codes) else set()


def _when(finding: Finding, rows: pd.DataFrame) -> Iterator[tuple[str, list[object]]]:
    """The columns that say when: of the value, and of what it is held against."""
    months = set(_months(finding))
    said = [finding.period, *([finding.comparator.period] if finding.comparator else [])]
    for column in PERIODS:
        if column not in rows:
            continue
        held = list(rows[column].unique())
        if pd.api.types.is_datetime64_any_dtype(rows[column]):
            yield column, [day for day in held if Month.of(day.date()) in months]
        elif pd.api.types.is_integer_dtype(rows[column]):
            estimate = re.search(r"\d{4}", str(finding.evidence.settings.get(ESTIMATE)))
            years = {estimate.group() if estimate else "", *(each[:4] for each in said[1:])}
            yield column, [year for year in held if str(year) in years]
        else:
            names = {*map(str, months), *(each.partition(" ")[0] for each in said)}
            yield column, [name for name in held if name in names]


def _months(finding: Finding) -> Iterator[Month]:
    """The months of the value, and of what it is held against."""
    first, last = finding.evidence.first_month, finding.evidence.last_month
    if first and last:
        yield from months_between(first, last)
    if finding.comparator:
        yield from months_between(*_ends(finding.comparator.period))


def _ends(period: str) -> tuple[Month, Month]:
    """The first and the last month of a period as it is printed."""
    try:
        year = FinancialYear.parse(period.partition(" ")[0])
    except ParametersError:
        first, _, last = period.partition(" to ")
        return _month(first), _month(last or first)
    return year.first_month, year.last_month


def _month(label: str) -> Month:
    return Month.of(datetime.strptime(label, "%B %Y").date())


def _listed(values: pd.Series) -> str:
    found = sorted(values.unique())
    texts = [f"{each:%Y-%m-%d}" if isinstance(each, datetime) else str(each) for each in found]
    if len(texts) <= LISTED:
        return ", ".join(texts)
    return f"{texts[0]} to {texts[-1]}"
