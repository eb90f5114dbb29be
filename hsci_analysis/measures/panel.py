"""What a series belongs among: the same figures of every area of its kind, and of Scotland."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hsci_analysis.areas import (
    SCOTLAND,
    Area,
    CouncilArea,
    HealthBoard,
    council_areas,
    health_boards,
    partnerships,
)
from hsci_analysis.errors import SeriesError, check_type
from hsci_analysis.measures.measure import Basis
from hsci_analysis.measures.series import MeasureSeries, series
from hsci_analysis.periods import Month
from hsci_analysis.tables.own_series import TABLE as OWN


@dataclass(frozen=True)
class Panel:
    """The same figures of several areas: one release, one breakdown, up to one month.

    ``table_sha256`` tells two releases of one day apart; ``own`` says that it is of a series that a
    partnership keeps itself.
    """

    measure: str
    areas: tuple[Area, ...]
    basis: Basis
    breakdown: tuple[tuple[str, str], ...]
    released: date
    table_sha256: str
    until: Month
    own: bool = False

    def series(self) -> tuple[MeasureSeries, ...]:
        """One series an area, as ``hsci.series`` gives it; none where an area has no figures."""
        found = []
        for area in self.areas:
            try:
                found.append(self._of(area))
            except SeriesError:
                continue  # that area has no such figures, as its own series would say
        return tuple(found)

    def of_scotland(self) -> MeasureSeries:
        """The same figures of the whole of Scotland.

        Raises
        ------
        SeriesError
            If there are none on that basis: figures of a board of treatment are never set against
            those of where people live, nor what a partnership keeps itself against what is
            published.
        """
        if self.own:
            raise SeriesError(
                "what a partnership keeps itself is not set against published figures"
            )
        whole = self._of(SCOTLAND)
        if whole.basis is not self.basis:
            raise SeriesError(
                f"{whole.measure.title} of Scotland is counted by {whole.basis}, and the panel by "
                f"{self.basis}; the two are not set against each other"
            )
        return whole

    def _of(self, area: Area) -> MeasureSeries:
        whole = series(self.measure, area, as_of=self.released, **dict(self.breakdown))
        return whole.until(self.until)


def refuse_other_measures(of: MeasureSeries, others: Iterable[MeasureSeries]) -> None:
    """Raise SeriesError unless all are of the same measure, by the same basis.

    Raises
    ------
    ParametersError
        For what is no series at all.
    """
    others = tuple(others)
    for one in (of, *others):
        check_series(one)
    mixed = sorted(
        {
            f"{one.measure.title} by {one.basis}"
            for one in others
            if (one.measure.key, one.measure.title, one.basis)
            != (of.measure.key, of.measure.title, of.basis)
        }
    )
    if mixed:
        raise SeriesError(
            f"{of.measure.title} by {of.basis} cannot be judged beside {', '.join(mixed)}; "
            "ask for the same measure of other areas"
        )


def check_series(given: object) -> None:
    """Raise ParametersError for what is no series: a table, a name, nothing."""
    check_type("a series", given, MeasureSeries, "what hsci.series(measure, area) gives")


def panel_of(of: MeasureSeries) -> Panel:
    """The panel a series belongs to: all areas of its kind.

    Of Scotland, the areas its figures are of: partnerships, or boards where people are counted
    where they are treated.
    """
    return Panel(
        measure=of.measure.key,
        areas=_alike(of),
        basis=of.basis,
        breakdown=of.breakdown,
        released=of.source.released,
        table_sha256=of.source.table_sha256,
        until=of.last_month,
        own=of.source.key == OWN.key,
    )


def _alike(of: MeasureSeries) -> tuple[Area, ...]:
    if isinstance(of.area, CouncilArea):
        return council_areas()
    if isinstance(of.area, HealthBoard) or of.basis is Basis.TREATMENT:
        return health_boards()
    return partnerships()
