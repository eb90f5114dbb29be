"""One measure of one area as a gap-free series of quarters, months or weeks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache

import numpy as np
import pandas as pd

from hsci_analysis.areas import Area, CouncilArea, HealthBoard, Nation, Partnership, find_area
from hsci_analysis.errors import SeriesError, UnknownNameError
from hsci_analysis.measures.catalogue import Basis, Figures, Measure, find_measure
from hsci_analysis.measures.days import days_in
from hsci_analysis.measures.series_shown import shown
from hsci_analysis.periods import Month, Week
from hsci_analysis.sources import Source, source
from hsci_analysis.tables.store import read_release
from hsci_analysis.tables.suppression import LARGEST_SUPPRESSED

SHOWN_GAPS = 5


class NotHeldError(SeriesError):
    """The measure is not held on the basis asked for; nothing is wrong with its figures."""


class Status(StrEnum):
    """Whether a figure is known; where parts of it differ, the last of these that any part has."""

    PUBLISHED = "published"
    PROVISIONAL = "provisional"
    SUPPRESSED = "suppressed"
    NOBODY = "nobody to divide by"
    NOT_SUBMITTED = "not submitted"


STATUSES = [status.value for status in Status]
RANK = {status: place for place, status in enumerate(Status)}


@dataclass(frozen=True)
class MeasureSeries:
    """A measure of one area over time.

    ``frame`` has one row a period, without gaps, indexed by period; columns ``value`` (in ``unit``;
    missing where a part of it is suppressed or was not submitted), ``lower`` and ``upper`` (what it
    must lie between; both equal the value where there is one, and are missing where nothing is
    known) and ``status``, a ``Status``; of a ratio also ``denominator``, what it is a share of.
    """

    measure: Measure
    area: Area
    basis: Basis
    source: Source
    unit: str
    frame: pd.DataFrame = field(repr=False)
    breakdown: tuple[tuple[str, str], ...] = ()

    @property
    def values(self) -> pd.Series[float]:
        """The values alone, by period."""
        return self.frame["value"]

    @property
    def periods(self) -> pd.PeriodIndex:
        """The periods, one a row of ``frame``."""
        return pd.PeriodIndex(self.frame.index)

    @property
    def first_month(self) -> Month:
        return Month.of(self.periods[0].start_time.date())

    @property
    def last_month(self) -> Month:
        return Month.of(self.periods[-1].end_time.date())

    def _repr_html_(self) -> str:
        return shown(self)

    def until(self, period: Month | Week) -> MeasureSeries:
        """The same series without what comes after that month or week."""
        return self._where(self.periods.end_time.normalize() <= pd.Timestamp(period.last_day))

    def since(self, month: Month) -> MeasureSeries:
        """The same series without what comes before ``month``."""
        return self._where(self.periods.start_time >= pd.Timestamp(month.first_day))

    def daily_average(self) -> MeasureSeries:
        """The series divided by the days in each period, so that months of 28 and 31 days compare.

        Days spent in hospital divided by days in the month are the beds occupied on an average day.

        Raises
        ------
        SeriesError
            If it is by day already, or a longer period has no more of it, as of a percentage.
        """
        if self.unit != self.measure.unit:
            raise SeriesError(
                f"{self.measure.title} of {self.area} is in {self.unit} already; take the daily "
                "average of the series as hsci.series gives it"
            )
        if self.measure.daily_unit is None:
            raise SeriesError(
                f"{self.measure.title} ({self.unit}) does not add up over days, so it has no daily "
                "average; use the series as it is"
            )
        days = days_in(self.periods)
        columns = ["value", "lower", "upper"]
        frame = self.frame.assign(**{name: self.frame[name] / days for name in columns})
        return replace(self, unit=self.measure.daily_unit, frame=frame)

    def _where(self, kept: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> MeasureSeries:
        frame = self.frame[kept]
        if frame.empty:
            raise SeriesError(
                f"{self.measure.title} of {self.area} has no figures there; they run from "
                f"{self.first_month.label} to {self.last_month.label}"
            )
        return replace(self, frame=frame)


def series(
    measure: str | Measure, area: str | Area, *, as_of: date | None = None, **breakdown: str | int
) -> MeasureSeries:
    """One measure of one area, every period for which figures are held.

    Parameters
    ----------
    measure
        A measure, or its key in the catalogue, such as ``"delayed_discharge_bed_days"``.
    area
        An area, or its name, spelling or code. A partnership, a council area or Scotland gives
        figures by area of residence where there are any; a health board, by board of treatment.
    as_of
        Take the figures as they were public on that day; left out, the newest we hold.
    breakdown
        One part only, such as ``age_group="75+"``; left out, the parts are added up. Of a ratio,
        numerators and denominators are.

    Raises
    ------
    UnknownNameError
        With the nearest names, for a measure, area, breakdown or part that is not known.
    NotHeldError
        If the measure has no figures for that kind of area.
    SeriesError
        If a period is missing.
    SourceError
        If no release we hold was public on ``as_of``.
    """
    wanted = measure if isinstance(measure, Measure) else find_measure(measure)
    place = area if isinstance(area, Area) else _found(area)
    figures = _figures(wanted, place, breakdown)
    release = source(figures.table, as_of)
    whole = {name: part for name, part in figures.whole.items() if name not in breakdown}
    kept = figures.rows | whole
    rows = read_release(release)
    needed = {figures.period_column, figures.column, figures.divided_by, "status"}
    needed |= {*kept, *breakdown}
    rows = rows[[name for name in rows.columns if name in needed]]
    rows = _in_area(rows, _places(release, figures.area_column), wanted, place)
    for column, value in kept.items():
        rows = rows[rows[column] == value]
    for column, part in breakdown.items():
        rows = _part(rows, figures, wanted, column, part)
    frame = _by_period(rows, figures, wanted)
    _refuse_gaps(frame, wanted, place)
    return MeasureSeries(
        measure=wanted,
        area=place,
        basis=figures.basis,
        source=release,
        unit=wanted.unit,
        frame=frame,
        breakdown=tuple((column, str(part)) for column, part in sorted(breakdown.items())),
    )


_found = cache(find_area)
Places = np.ndarray[tuple[int], np.dtype[np.intp]]


def _figures(measure: Measure, area: Area, breakdown: Collection[str]) -> Figures:
    """The figures that kind of area is counted by; of several, those that have the breakdown.

    Scotland takes what there is by area of residence, or else what there is.
    """
    if isinstance(area, HealthBoard):
        served = [
            each for each in measure.figures if each.basis is Basis.TREATMENT or each.of_boards
        ]
    else:
        of_residence = [each for each in measure.figures if each.basis is Basis.RESIDENCE]
        served = [each for each in of_residence if not each.of_boards]
        if isinstance(area, Nation):
            served = served or list(measure.figures)
    if not served:
        basis = Basis.TREATMENT if isinstance(area, HealthBoard) else Basis.RESIDENCE
        held = " and ".join(dict.fromkeys(figures.basis for figures in measure.figures))
        raise NotHeldError(
            f"{measure.title} is held by {held} only, and {area} is a {area.kind}; "
            f"figures by {basis} cannot be made from them"
        )
    broken_down = (each for each in served if set(breakdown) <= set(each.breakdowns))
    return next(broken_down, served[0])


def _in_area(
    rows: pd.DataFrame, places: Mapping[str, Places], measure: Measure, area: Area
) -> pd.DataFrame:
    if isinstance(area, Nation):
        return rows.take(places[area.code]) if area.code in places else rows
    wanted = {area.code}
    if isinstance(area, Partnership) and area.code not in places:
        wanted = set(area.council_areas)
    missing = wanted - set(places)
    if missing:
        finer = isinstance(area, CouncilArea)
        advice = "ask for its partnership" if finer else "import a release that holds them"
        raise SeriesError(
            f"{measure.title} has no figures for {area} ({', '.join(sorted(missing))}); {advice}"
        )
    return rows.take(np.concatenate([places[code] for code in sorted(wanted)]))


@cache
def _places(release: Source, column: str) -> Mapping[str, Places]:
    """Which rows of a table are of each area, found once: most of a series' time would go there."""
    return read_release(release).groupby(column).indices  # type: ignore[return-value]  # by text


def _part(
    rows: pd.DataFrame, figures: Figures, measure: Measure, column: str, part: str | int
) -> pd.DataFrame:
    if column not in figures.breakdowns:
        raise UnknownNameError(f"breakdown of {measure.key}", column, figures.breakdowns)
    parts = {str(held): held for held in rows[column].unique()}
    if str(part) not in parts:
        raise UnknownNameError(column, str(part), sorted(parts))
    return rows[rows[column].isin([parts[str(part)]])]


def _by_period(rows: pd.DataFrame, figures: Figures, measure: Measure) -> pd.DataFrame:
    """Add the rows of each period up; what is suppressed widens the bounds and hides the value."""
    begins, place = np.unique(rows[figures.period_column].to_numpy(), return_inverse=True)

    def total(column: str) -> np.ndarray:
        return np.bincount(place, rows[column].to_numpy("float64", na_value=0), len(begins))

    value, ranks = total(figures.column), _ranks(rows)
    rank = np.zeros(len(begins), dtype=np.intp)
    np.maximum.at(rank, place, ranks)
    suppressed = np.bincount(place, ranks == RANK[Status.SUPPRESSED], len(begins))
    if figures.divided_by:
        of = total(figures.divided_by)
        rank = np.where(of == 0, np.maximum(rank, RANK[Status.NOBODY]), rank)
        value = measure.per * value / np.where(of == 0, np.nan, of)
    bounded = rank <= RANK[Status.SUPPRESSED]
    ratio = {"denominator": total(figures.divided_by)} if figures.divided_by else {}
    return pd.DataFrame(
        {
            "value": np.where(rank < RANK[Status.SUPPRESSED], value, np.nan),
            "lower": np.where(bounded, value, np.nan),
            "upper": np.where(bounded, value + LARGEST_SUPPRESSED * suppressed, np.nan),
            "status": pd.array([STATUSES[each] for each in rank], dtype="str"),
            **ratio,
        },
        index=pd.DatetimeIndex(begins, name=measure.frequency.period).to_period(
            measure.frequency.value
        ),
    )


def _ranks(rows: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """How far down the list of statuses each row is; without a status, all are published."""
    if "status" not in rows:
        return np.full(len(rows), RANK[Status.PUBLISHED], dtype=np.intp)
    codes, statuses = pd.factorize(rows["status"])
    return np.array([RANK[Status(status)] for status in statuses], dtype=np.intp)[codes]


def _refuse_gaps(frame: pd.DataFrame, measure: Measure, area: Area) -> None:
    periods = pd.PeriodIndex(frame.index)
    if len(periods) == periods.asi8[-1] - periods.asi8[0] + 1:
        return
    complete = pd.period_range(frame.index[0], frame.index[-1], name=frame.index.name)
    missing = complete.difference(periods)
    shown = ", ".join(str(period) for period in missing[:SHOWN_GAPS])
    more = ", ..." if len(missing) > SHOWN_GAPS else ""
    raise SeriesError(
        f"{measure.title} of {area} lacks {len(missing)} of {len(complete)} "
        f"{measure.frequency.period}s ({shown}{more}); rebuild the tables from a complete file "
        "with: hsci data snapshot --from DIR"
    )
