"""A year's change in delayed discharge bed days, by reason, age, month and area, exactly."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from hsci_analysis.areas import (
    Area,
    HealthBoard,
    Nation,
    Partnership,
    find_area,
    health_boards,
    partnerships,
)
from hsci_analysis.errors import SeriesError
from hsci_analysis.measures.catalogue import Basis, find_measure
from hsci_analysis.models.flow.stages import DELAYED
from hsci_analysis.periods import (
    APRIL,
    MONTHS_IN_YEAR,
    FinancialYear,
    Month,
    months_between,
)
from hsci_analysis.sources import Source, source
from hsci_analysis.tables.store import read_release

PARTS = ("area", "reason", "age_group", "month")
UNKNOWN = "no known council area"
YEARS = ("before", "after")
PERCENT = 100


@dataclass(frozen=True)
class Decomposition:
    """What a year's change in bed days is made of.

    ``frame`` has one row for each area, reason, age group and month of the year (April first):
    bed days ``before`` and ``after``, their ``change``, and its two parts: ``from_beds`` (more or
    fewer beds on an average day, at the mean length of the two months) and ``from_days`` (a longer
    or shorter month, at their mean beds). Only February's length ever differs. Changes add up to
    ``change`` and the parts to each of them.
    """

    area: Area
    basis: Basis
    before: FinancialYear
    after: FinancialYear
    source: Source = field(repr=False)
    frame: pd.DataFrame = field(repr=False)

    @property
    def change(self) -> int:
        """Bed days of the later year less those of the earlier."""
        return int(self.frame["change"].sum())

    def by(self, *parts: str) -> pd.DataFrame:
        """The change by one part or several: ``reason``, ``age_group``, ``month``, ``area``.

        Columns as in ``frame``, and ``points``: percentage points of the whole change against the
        earlier year that this part accounts for (missing where that year had no bed days).

        Raises
        ------
        SeriesError
            For a part that there is none of.
        """
        if unknown := [part for part in parts if part not in PARTS]:
            raise SeriesError(
                f"a change has no part {' or '.join(map(repr, unknown))}; "
                f"its parts are {', '.join(PARTS)}"
            )
        by_part = self.frame.groupby([*parts], sort=False)[
            [*YEARS, "change", "from_beds", "from_days"]
        ].sum()
        whole = self.frame["before"].sum()
        return by_part.assign(points=PERCENT * by_part["change"] / (whole or float("nan")))


def decompose(
    area: str | Area, before: str | FinancialYear, after: str | FinancialYear
) -> Decomposition:
    """Take the change in delayed discharge bed days between two financial years apart.

    Parameters
    ----------
    area
        A partnership or Scotland (by residence; Scotland's areas are its partnerships and people
        of no known council area), or a health board (by treatment).
    before, after
        Two financial years, both held in full; they need not follow each other.

    Raises
    ------
    UnknownNameError
        With the nearest names, for an area that is not known.
    ParametersError
        For a text that is no financial year.
    SeriesError
        With everything that is wrong with the years, or for a council area.
    """
    place = area if isinstance(area, Area) else find_area(area)
    years = [FinancialYear.parse(y) if isinstance(y, str) else y for y in (before, after)]
    basis = Basis.TREATMENT if isinstance(place, HealthBoard) else Basis.RESIDENCE
    if not isinstance(place, Partnership | HealthBoard | Nation):
        raise SeriesError(f"{place} is a {place.kind}; ask for its partnership")
    figures = next(one for one in find_measure(DELAYED).figures if one.basis is basis)
    release = source(figures.table)
    rows = read_release(release)
    _refuse_years(years, rows)
    rows = rows.assign(area=rows["area_code"].map(_names(basis)).fillna(UNKNOWN).astype("str"))
    if not isinstance(place, Nation):
        rows = rows[rows["area"] == place.name]
    return Decomposition(place, basis, years[0], years[1], release, _cells(rows, years))


def _names(basis: Basis) -> dict[str, str]:
    if basis is Basis.TREATMENT:
        return {board.code: board.name for board in health_boards()}
    return {code: each.name for each in partnerships() for code in each.council_areas}


def _refuse_years(years: list[FinancialYear], rows: pd.DataFrame) -> None:
    first, last = Month.of(rows["month"].min().date()), Month.of(rows["month"].max().date())
    broken = [
        f"{year} is not held in full"
        for year in dict.fromkeys(years)
        if year.first_month < first or year.last_month > last
    ]
    if years[0] >= years[1]:
        broken.append(f"{years[0]} does not come before {years[1]}")
    if broken:
        raise SeriesError(
            f"the change cannot be taken apart: {'; '.join(broken)}; figures run from "
            f"{first.label} to {last.label}"
        )


def _cells(rows: pd.DataFrame, years: list[FinancialYear]) -> pd.DataFrame:
    """One row a cell, April first, with the bed days of both years and the parts of the change."""
    counted = [
        rows[rows["month"].between(str(year.first_day), str(year.last_day))]
        .assign(month=lambda held: held["month"].dt.month)
        .groupby(["area", "reason", "age_group", "month"])["bed_days"]
        .sum()
        for year in years
    ]
    cells = pd.concat(counted, axis="columns", keys=YEARS)
    if cells.isna().any(axis=None):
        raise SeriesError(
            "the two years are not split into the same areas, reasons, ages and months; rebuild "
            "the tables from a complete file with: hsci data snapshot --from DIR"
        )
    cells = cells.astype("int64").reset_index()
    lengths = [cells["month"].map(_days(year)) for year in years]
    beds = [cells[name] / length for name, length in zip(YEARS, lengths, strict=True)]
    cells["change"] = cells["after"] - cells["before"]
    from_days = (beds[0] + beds[1]) / 2 * (lengths[1] - lengths[0])
    cells["from_beds"] = cells["change"] - from_days
    cells["from_days"] = from_days
    after_march = (cells["month"] - APRIL) % MONTHS_IN_YEAR
    return cells.iloc[after_march.argsort(kind="stable")].reset_index(drop=True)


def _days(year: FinancialYear) -> dict[int, int]:
    """How many days each month of that year has."""
    return {month.month: month.days for month in months_between(year.first_month, year.last_month)}
