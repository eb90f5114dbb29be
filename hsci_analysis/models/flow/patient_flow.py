"""How patients flow through an area's hospitals, as far as figures carry, each on its own basis."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from hsci_analysis.areas import Area, HealthBoard, Nation, Partnership, find_area, partnerships
from hsci_analysis.errors import SeriesError, check_type
from hsci_analysis.measures.catalogue import Basis
from hsci_analysis.measures.series import series as published
from hsci_analysis.models.drawable import Drawable
from hsci_analysis.models.flow.daily import FIGURES
from hsci_analysis.models.flow.identities import Gap, IdentityCheck, check_identities, open_gaps
from hsci_analysis.models.flow.one_basis import FlowOnOneBasis, SeriesOf, flow_on_one_basis
from hsci_analysis.models.flow.stages import DELAYED, StageHeld
from hsci_analysis.periods import FinancialYear


@dataclass(frozen=True)
class PatientFlow(Drawable):
    """Stocks and flows of an area: by residence, and by the board that treats, never mixed.

    ``residence`` is None for a health board, whose residents' figures are not held. For a
    partnership, ``treatment`` is that of the board it lies in: everybody treated there, wherever
    they live. ``same_borders`` says that board and partnership are the same place on the map; their
    figures still count different people. ``checks`` are the accounting identities that can be
    worked out, quarter by quarter, and ``gaps`` everything that cannot be closed, with its size
    where it has one.
    """

    area: Area
    year: FinancialYear
    residence: FlowOnOneBasis | None
    treatment: FlowOnOneBasis
    same_borders: bool
    checks: tuple[IdentityCheck, ...]
    gaps: tuple[Gap, ...]

    @property
    def bases(self) -> tuple[FlowOnOneBasis, ...]:
        return tuple(each for each in (self.residence, self.treatment) if each is not None)

    @property
    def frame(self) -> pd.DataFrame:
        """Both bases below one another, told apart by ``basis`` and ``area``."""
        named = [
            flow.frame.assign(basis=flow.basis.value, area=flow.area.name) for flow in self.bases
        ]
        return pd.concat(named, ignore_index=True)

    @property
    def summary(self) -> pd.DataFrame:
        """One row a stage and basis: its last figure, the period it is of, and how old that is."""
        rows = [_latest(flow, stage) for flow in self.bases for stage in flow.stages]
        return pd.DataFrame(rows)


def flow(
    area: str | Area,
    year: str | FinancialYear | None = None,
    *,
    series: SeriesOf = published,
) -> PatientFlow:
    """The stocks and flows of a partnership, a health board or Scotland.

    Parameters
    ----------
    area
        An area, or its name, spelling or code.
    year
        The financial year the figures are wanted for; left out, the last that delayed discharges
        are held for in full. Nothing later is served, and a stage that ends earlier says when.
    series
        Where each stage comes from: published figures, unless a partnership's own records give it.

    Raises
    ------
    UnknownNameError
        With the nearest names, for an area that is not known.
    SeriesError
        For a council area, or an area of which nothing is held.
    """
    place = area if isinstance(area, Area) else find_area(area)
    if year is not None:
        check_type("a year", year, (str, FinancialYear), "a financial year such as '2024/25'")
    wanted = FinancialYear.parse(year) if isinstance(year, str) else year or _last_year_held(place)
    if isinstance(place, Partnership):
        board, by_residence = find_area(place.health_board), True
    elif isinstance(place, HealthBoard | Nation):
        board, by_residence = place, isinstance(place, Nation)
    else:
        raise SeriesError(f"{place} is a {place.kind}; ask for its partnership")
    residence = flow_on_one_basis(place, Basis.RESIDENCE, wanted, series) if by_residence else None
    treatment = flow_on_one_basis(board, Basis.TREATMENT, wanted, series)
    checks = check_identities(treatment.wide, treatment.frame)
    return PatientFlow(
        area=place,
        year=wanted,
        residence=residence,
        treatment=treatment,
        same_borders=_same_borders(place, board),
        checks=checks,
        gaps=open_gaps(checks, [each for each in (residence, treatment) if each is not None]),
    )


def _last_year_held(area: Area) -> FinancialYear:
    after = published(DELAYED, area).last_month + 1
    return FinancialYear.of(after.first_day) + -1


def _same_borders(area: Area, board: Area) -> bool:
    within = [each for each in partnerships() if each.health_board == board.code]
    return within == [area]


def _latest(flow: FlowOnOneBasis, stage: StageHeld) -> dict[str, object]:
    served = flow.frame[flow.frame["stage"] == stage.measure]
    last = served.iloc[-1].to_dict() if len(served) else {}
    return {
        "stage": stage.measure,
        "kind": stage.kind.value,
        "basis": flow.basis.value,
        "area": flow.area.name,
        **{name: last.get(name) for name in ("period", *FIGURES, "status")},
        "unit": stage.unit,
        "last_month": stage.last_month and str(stage.last_month),
        "coverage": stage.coverage.value,
        "age_in_months": stage.age_in_months,
        "reason": stage.reason,
    }
