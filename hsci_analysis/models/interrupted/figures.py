"""The months of an area and of its control, ready to be fitted; or all that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
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
from hsci_analysis.measures.catalogue import Frequency
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.measures.series import series as published
from hsci_analysis.models.interrupted.known_change import KnownChange
from hsci_analysis.models.interrupted.segmented import Observed
from hsci_analysis.models.monthly import Floats, Mask, number_of, numbers_of
from hsci_analysis.periods import Month


@dataclass(frozen=True, eq=False)
class Control:
    """Areas the change did not touch, and what they counted together by month."""

    areas: tuple[Area, ...]
    name: str
    total: pd.Series[float]


@dataclass(frozen=True, eq=False)
class Figures:
    """What an area counted by month, and the control over the same months (None without one)."""

    area: Area
    series: MeasureSeries
    control: pd.Series[float] | None
    control_name: str

    @property
    def exposure(self) -> Floats:
        """The control, or the days of each month."""
        if self.control is None:
            return np.array(self.series.periods.days_in_month, dtype="float64")
        return np.array(self.control, dtype="float64")

    def observed(self, change: KnownChange) -> Observed:
        """The months before the change and after its lag."""
        months = numbers_of(self.series.periods).astype("float64")
        every = Observed(months, np.array(self.series.values, dtype="float64"), self.exposure)
        return every.where(~during(every.months, change.month, change.effect_month + -1))

    def without_control(self) -> Figures:
        return replace(self, control=None, control_name="")

    def broken(self, change: KnownChange) -> Iterator[str]:
        """Everything that keeps the change from being looked for."""
        broken = list(change.broken_promises(self.series.first_month, self.series.last_month))
        yield from broken
        if missing := int(self.series.values.isna().sum()):
            yield f"{missing} months have no figure"
        elif broken:
            pass  # too few months for anything else to be asked of them
        elif not self.series.since(change.effect_month).values.any():
            yield "nothing was counted after it, and a ratio to nothing is no number"
        elif not self.series.until(change.month + -1).values.any():
            yield "nothing was counted before it, and a ratio to nothing is no number"
        if self.control is not None and not (self.control > 0).all():
            yield f"the control ({self.control_name}) has a month that is missing or of nothing"


def control_of(area: Area, change: KnownChange) -> Control | None:
    """The areas named as control, added up; None where none is named.

    Raises
    ------
    UnknownNameError
        For a name that is no area's.
    SeriesError
        If they cannot be the control of this area.
    """
    if not change.control:
        return None
    areas = tuple(find_area(name) for name in change.control)
    of_areas = [published(change.measure, one) for one in areas]
    _refuse_controls(areas, area, of_areas, published(change.measure, area))
    together = pd.concat([one.values for one in of_areas], axis="columns")
    name = " and ".join(one.name for one in areas)
    return Control(areas, name, together.sum(axis="columns", skipna=False))


def figures(area: Area, change: KnownChange, control: Control | None) -> Figures:
    """The figures of an area for a known change.

    Raises
    ------
    SeriesError
        If the measure is not counted by month.
    """
    held = published(change.measure, area)
    if held.measure.frequency is not Frequency.MONTHLY or held.measure.daily_unit is None:
        raise SeriesError(
            f"{held.measure.title} is not counted by month; a known change is looked for in counts "
            "of single months"
        )
    if control is None:
        return Figures(area, held, None, "")
    within = any(isinstance(one, Nation) for one in control.areas)
    rest = (control.total - held.values * within).reindex(held.values.index)
    return Figures(area, held, rest, control.name + (f" without {area.name}" if within else ""))


def peers(area: Area) -> tuple[Area, ...]:
    """Areas of its kind, itself among them, whose errors may be looked at together."""
    if isinstance(area, Partnership):
        return partnerships()
    return health_boards() if isinstance(area, HealthBoard) else ()


def during(months: Floats, first: Month, last: Month) -> Mask:
    """Which months, as whole numbers, lie from ``first`` to ``last``."""
    return (months >= number_of(first)) & (months <= number_of(last))


def _refuse_controls(
    areas: Sequence[Area], area: Area, of_areas: Sequence[MeasureSeries], held: MeasureSeries
) -> None:
    broken = [f"{area} cannot be its own control"] if area in areas else []
    if len(set(areas)) < len(areas):
        broken.append("an area is named twice")
    if len(areas) > 1 and any(isinstance(one, Nation) for one in areas):
        broken.append("Scotland holds the other areas named with it")
    broken += [
        f"{one.area} is counted by {one.basis}, and {area} by {held.basis}"
        for one in of_areas
        if one.basis is not held.basis
    ]
    if broken:
        raise SeriesError(
            f"the control of {area} cannot be used: {'; '.join(broken)}; name areas of the same "
            "basis that the change did not touch"
        )
