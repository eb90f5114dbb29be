"""The stages of one area on one basis: what is held of each, and its figures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

import pandas as pd

from hsci_analysis.areas import Area
from hsci_analysis.errors import SeriesError
from hsci_analysis.indicators.delayed_discharges import COPIED_FORWARD_AT_MOST
from hsci_analysis.measures.catalogue import Basis, Frequency
from hsci_analysis.measures.series import MeasureSeries, NotHeldError, Status
from hsci_analysis.models.flow.daily import FIGURES, daily_average_by, unit_of
from hsci_analysis.models.flow.population import OLDEST, last_estimate, people_aged
from hsci_analysis.models.flow.stages import (
    DELAYED,
    DELAYED_PER_1_000,
    KINDS,
    STAGES,
    Coverage,
    StageHeld,
    StageKind,
    coverage,
)
from hsci_analysis.periods import FinancialYear, Month


class SeriesOf(Protocol):
    """Gives a measure of an area, or one part of it; raises NotHeldError where it holds none."""

    def __call__(
        self, measure: str, area: Area, *, as_of: date | None = None, **breakdown: str
    ) -> MeasureSeries: ...


FREQUENCIES = {Basis.RESIDENCE: Frequency.MONTHLY, Basis.TREATMENT: Frequency.QUARTERLY}
PER = 1_000


@dataclass(frozen=True)
class FlowOnOneBasis:
    """What is held of one area on one basis, up to the end of the year asked for.

    ``frame`` has one row a stage and period (months by residence, quarters by treatment): columns
    ``stage``, ``kind``, ``period``, ``value``, ``lower``, ``upper``, ``unit``, ``status``. Flows
    are a day and stocks are of an average day, so that periods of any length compare.
    """

    area: Area
    basis: Basis
    stages: tuple[StageHeld, ...]
    frame: pd.DataFrame = field(repr=False)

    @property
    def wide(self) -> pd.DataFrame:
        """The values: one row a period, one column a stage, in the order of a patient's way."""
        by_stage = dict(list(self.frame.set_index("period").groupby("stage", sort=False)["value"]))
        return pd.DataFrame(by_stage).sort_index()

    def of(self, measure: str) -> StageHeld:
        """The stage counted by that measure."""
        return next(stage for stage in self.stages if stage.measure == measure)


def flow_on_one_basis(
    area: Area, basis: Basis, year: FinancialYear, series: SeriesOf
) -> FlowOnOneBasis:
    """Every stage of an area on one basis; raises SeriesError where nothing is held of any."""
    stages, frames = [], []
    for stage in STAGES:
        if stage.measure == DELAYED_PER_1_000:
            continue
        held, frame = _stage(stage.measure, area, basis, year, series)
        stages.append(held)
        frames += [frame] if frame is not None else []
    delayed = next(held for held in stages if held.measure == DELAYED)
    if basis is Basis.RESIDENCE and delayed.coverage is not Coverage.NOT_HELD:
        held, frame = _delayed_per_1_000(area, year, delayed, series)
        stages.append(held)
        frames += [frame] if frame is not None else []
    if not frames:
        raise SeriesError(
            f"nothing is held of {area} by {basis} up to {year}; ask for a later year or area"
        )
    return FlowOnOneBasis(area, basis, tuple(stages), pd.concat(frames, ignore_index=True))


def _stage(
    measure: str, area: Area, basis: Basis, year: FinancialYear, series: SeriesOf
) -> tuple[StageHeld, pd.DataFrame | None]:
    """What is held of a stage and its rows; one that is not held keeps the reason."""
    try:
        held = series(measure, area)
        if held.basis is not basis:
            raise NotHeldError(f"{held.measure.title} of {area} is held by {held.basis} only")
        frame = daily_average_by(held, FREQUENCIES[basis])
    except NotHeldError as error:
        return StageHeld(measure, KINDS[measure], "", Coverage.NOT_HELD, reason=str(error)), None
    stage = StageHeld(
        measure=measure,
        kind=KINDS[measure],
        unit=unit_of(held),
        coverage=coverage(held.first_month, held.last_month, year),
        first_month=held.first_month,
        last_month=held.last_month,
        source=held.source,
    )
    ended = pd.PeriodIndex(frame.index).end_time.normalize() <= pd.Timestamp(year.last_day)
    return _served(stage, frame[ended], year)


def _delayed_per_1_000(
    area: Area, year: FinancialYear, delayed: StageHeld, series: SeriesOf
) -> tuple[StageHeld, pd.DataFrame | None]:
    """Beds of people aged 75 and over per 1,000 of them, by month: indicator NI-19, by day.

    As there, the population is that of the middle of the financial year's first calendar year, or
    the last estimate copied forward up to three years, which makes the figure provisional.
    """
    stage = StageHeld(
        measure=DELAYED_PER_1_000,
        kind=StageKind.RATIO,
        unit=f"beds per {PER:,} people aged {OLDEST} and over",
        coverage=delayed.coverage,
        first_month=delayed.first_month,
        last_month=delayed.last_month,
        source=delayed.source,
    )
    frame = daily_average_by(series(DELAYED, area, age_group=f"{OLDEST}+"), Frequency.MONTHLY)
    frame = frame[: str(year.last_month)]
    if frame.empty:
        return stage, None
    last = last_estimate()
    months = pd.PeriodIndex(frame.index)
    starts = [FinancialYear.of(month.start_time.date()).start for month in months]
    frame = frame[[start <= last + COPIED_FORWARD_AT_MOST for start in starts]]
    starts = starts[: len(frame)]
    people = {start: people_aged(area, min(start, last)).people for start in set(starts)}
    scale = pd.Series([PER / people[start] for start in starts], index=frame.index)
    copied = pd.Series([start > last for start in starts], index=frame.index)
    status = frame["status"].mask(copied, Status.PROVISIONAL.value)
    frame = frame[FIGURES].mul(scale, axis="index").assign(status=status)
    return _served(stage, frame, year)


def _served(
    stage: StageHeld, frame: pd.DataFrame, year: FinancialYear
) -> tuple[StageHeld, pd.DataFrame | None]:
    """The rows of a stage, and how far its last whole period lies before the year's end."""
    if frame.empty:
        return stage, None
    last = Month.of(pd.PeriodIndex(frame.index)[-1].end_time.date())
    stage = replace(stage, age_in_months=year.last_month - last)
    return stage, pd.DataFrame(
        {
            "stage": stage.measure,
            "kind": stage.kind.value,
            "period": frame.index,
            **{name: frame[name].array for name in FIGURES},
            "unit": stage.unit,
            "status": frame["status"].array,
        }
    )
