"""Which areas are forecast together; and their forecast, made once however often asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from hsci_analysis.areas import (
    SCOTLAND,
    Area,
    Nation,
    council_areas,
    health_boards,
    partnerships,
)
from hsci_analysis.errors import SeriesError
from hsci_analysis.measures.catalogue import MEASURES, Basis, Measure, find_measure
from hsci_analysis.measures.series import MeasureSeries, series
from hsci_analysis.models.estimation_window import EstimationWindow
from hsci_analysis.models.forecast.back_test import BackTest, back_test
from hsci_analysis.models.forecast.cadence import cadence_of
from hsci_analysis.models.forecast.history import History, history_of
from hsci_analysis.models.forecast.panel import PanelForecast
from hsci_analysis.models.forecast.reconciliation import (
    Hierarchy,
    HierarchyForecast,
    forecast_hierarchy,
)
from hsci_analysis.models.forecast.scale import scale_of
from hsci_analysis.sources import Source, register, releases

KINDS = {
    "partnership": partnerships,
    "health board": health_boards,
    "council area": council_areas,
}
ROUNDING = 1e-6


@dataclass(frozen=True)
class Panel:
    """The areas of one ``kind`` with a measure, in one release of its table.

    ``with_nation``: Scotland is one of the areas, as it is of percentages, which don't add up.
    """

    measure: str
    kind: str
    basis: Basis
    release: Source
    breakdown: tuple[tuple[str, str], ...]
    with_nation: bool

    @property
    def areas(self) -> tuple[Area, ...]:
        return (*KINDS[self.kind](), *((SCOTLAND,) if self.with_nation else ()))


@dataclass(frozen=True, eq=False)
class Fitted:
    """A hierarchy, its forecast, and what came of the same at recent origins.

    Columns are those of the areas, in their order, and then that of the total.
    """

    hierarchy: Hierarchy
    forecast: HierarchyForecast
    back_test: BackTest | None

    def column_of(self, area: Area) -> int:
        """The column of an area, or of the total."""
        areas = self.hierarchy.areas.areas
        return areas.index(area) if area in areas else len(areas)

    def within(self, column: int) -> tuple[History, PanelForecast, int]:
        """The history a column was forecast with, its forecast, and the column there."""
        number = len(self.hierarchy.areas.areas)
        total, of_total = self.hierarchy.total, self.forecast.of_total
        if column == number and total is not None and of_total is not None:
            return total, of_total, 0
        return self.hierarchy.areas, self.forecast.of_areas, column


def panel_of(series_asked: MeasureSeries) -> Panel | None:
    """The panel a series belongs to; None if its figures are not of a release we hold."""
    measure, release = series_asked.measure, series_asked.source
    if MEASURES.get(measure.key) != measure or release.key not in register():
        return None
    if release not in releases(release.key):
        return None
    nation = isinstance(series_asked.area, Nation)
    by_residence = series_asked.basis is Basis.RESIDENCE
    kind = ("partnership" if by_residence else "health board") if nation else series_asked.area.kind
    return Panel(
        measure=measure.key,
        kind=kind,
        basis=series_asked.basis,
        release=release,
        breakdown=series_asked.breakdown,
        with_nation=nation and not adds_up(measure),
    )


def adds_up(measure: Measure) -> bool:
    """Whether the figures of areas add up: counts do, percentages don't."""
    return all(figures.divided_by is None for figures in measure.figures)


@lru_cache(maxsize=64)
def hierarchy_of(panel: Panel) -> Hierarchy:
    """The whole history of a panel."""
    held = [found for area in panel.areas if (found := _held(panel, area)) is not None]
    areas = history_of(held)
    if not adds_up(find_measure(panel.measure)):
        return Hierarchy(areas)
    scotland = _held(panel, SCOTLAND)
    total = areas.total(SCOTLAND) if scotland is None else history_of([scotland])
    if not total.periods.equals(areas.periods):
        return Hierarchy(areas)
    left = total.values[:, 0] - np.nansum(areas.values, axis=1)
    if (left < -ROUNDING).any():
        return Hierarchy(areas)
    if not (left > ROUNDING).any():
        return Hierarchy(areas, total)
    rest = History((SCOTLAND,), areas.periods, left[:, None], total.suppressed)
    return Hierarchy(areas, total, rest)


@lru_cache(maxsize=64)
def fitted_panel(panel: Panel, n: int, window: EstimationWindow) -> Fitted:
    """The forecast of a panel from its first n periods."""
    return fit(find_measure(panel.measure), hierarchy_of(panel).until(n), window)


def fit(measure: Measure, hierarchy: Hierarchy, window: EstimationWindow) -> Fitted:
    """Forecast a hierarchy and test the same at recent origins."""
    cadence, scale = cadence_of(measure), scale_of(measure)
    return Fitted(
        hierarchy,
        forecast_hierarchy(hierarchy, window, cadence, scale),
        back_test(hierarchy, window, cadence, scale),
    )


def _held(panel: Panel, area: Area) -> MeasureSeries | None:
    """An area's series in that very release and on that basis; None where there is none."""
    try:
        found = series(panel.measure, area, as_of=panel.release.released, **dict(panel.breakdown))
    except SeriesError:
        return None
    return found if found.source == panel.release and found.basis == panel.basis else None
