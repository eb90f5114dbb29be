"""Which days nothing is learnt from: one setting for every model, told with every result.

It isn't what a chart sets apart (``display_segments``). Days of the pandemic say nothing of
ordinary seasons, errors and slopes, so these leave them out; a level follows them like all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

import numpy as np
import pandas as pd

from hsci_analysis.errors import ParametersError, check_type
from hsci_analysis.models.monthly import Mask, Whole, number_of
from hsci_analysis.periods import Month


class Model(StrEnum):
    """The models that leave days out, by the name one calls them by."""

    FORECAST = "forecast"
    CHANGE = "change"
    LIMITS = "limits"
    SCENARIO = "scenario"
    INTERRUPTED_SERIES = "interrupted_series"


@dataclass(frozen=True)
class LeftOut:
    """Days left out, both ends included, of some measures in some models; of none named, of all.

    Raises
    ------
    ParametersError
        If they end before they begin.
    """

    first: date
    last: date
    reason: str = "pandemic"
    measures: tuple[str, ...] = ()
    models: tuple[Model, ...] = ()

    def __post_init__(self) -> None:
        for end in (self.first, self.last):
            check_type("an end of what is left out", end, date, "a day, as date(2020, 3, 1)")
        if self.last < self.first:
            raise ParametersError(
                f"what is left out of estimation ends ({self.last}) before it begins"
                f" ({self.first}); swap the two"
            )

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


@dataclass(frozen=True)
class EstimationWindow:
    """All history but these days; a period with one of them is left out whole.

    The empty one leaves nothing out.
    """

    left_out: tuple[LeftOut, ...] = ()

    def __post_init__(self) -> None:
        given = "a tuple of LeftOut(first, last)"
        check_type("an estimation window", self.left_out, tuple, given)
        for each in self.left_out:
            check_type("an estimation window", each, LeftOut, given)

    def __iter__(self) -> Iterator[LeftOut]:
        return iter(self.left_out)

    def of(self, measure: str, model: Model) -> EstimationWindow:
        """What that model leaves out of that measure, and no more."""
        return EstimationWindow(
            tuple(
                replace(each, measures=(), models=())
                for each in self
                if measure in (each.measures or (measure,)) and model in (each.models or (model,))
            )
        )

    def covers(self, periods: pd.PeriodIndex) -> Mask:
        """Which periods are left out, shape (n,)."""
        out = np.zeros(len(periods), dtype=bool)
        for each in self:
            first, last = (pd.Period(day, freq=periods.freqstr) for day in (each.first, each.last))
            out |= np.asarray((periods >= first) & (periods <= last))
        return out

    def covers_months(self, months: Whole) -> Mask:
        """Which months are left out, by their numbers, shape (n,)."""
        out = np.zeros(len(months), dtype=bool)
        for each in self:
            first, last = (number_of(Month.of(day)) for day in (each.first, each.last))
            out |= (months >= first) & (months <= last)
        return out

    def __str__(self) -> str:
        return " and ".join(map(str, self)) or "nothing"


def left_out_of(measure: str, model: Model, window: EstimationWindow) -> EstimationWindow:
    """What a model leaves out of a measure; raises ParametersError for what is no window."""
    given = "an EstimationWindow, such as report.estimation_window"
    check_type("the estimation window", window, EstimationWindow, given)
    return window.of(measure, model)


_DELAYED = ("delayed_discharge_bed_days",)

DEFAULT: Final = EstimationWindow(
    (
        LeftOut(date(2020, 3, 1), date(2020, 9, 30), measures=_DELAYED),
        LeftOut(
            date(2020, 10, 1),
            date(2021, 5, 31),
            reason="fewer people delayed than before or since, so that no later level is held "
            "against theirs",
            measures=_DELAYED,
            models=(Model.CHANGE, Model.LIMITS),
        ),
        LeftOut(
            date(2020, 3, 1),
            date(2021, 5, 31),
            measures=(
                "accident_and_emergency_attendances",
                "recorded_attendances",
                "attendances_ending_in_admission",
                "attendances_ending_in_admission_share",
            ),
        ),
        LeftOut(
            date(2020, 3, 1),
            date(2021, 4, 30),
            measures=(
                "accident_and_emergency_within_4_hours",
                "accident_and_emergency_over_8_hours",
                "accident_and_emergency_over_8_hours_share",
                "accident_and_emergency_over_12_hours",
                "accident_and_emergency_over_12_hours_share",
            ),
        ),
        LeftOut(date(2020, 3, 9), date(2020, 8, 30), measures=("emergency_admissions",)),
        LeftOut(
            date(2020, 3, 9),
            date(2021, 5, 30),
            measures=(
                "planned_admissions",
                "weekly_emergency_department_attendances",
                "weekly_emergency_department_within_4_hours",
                "weekly_emergency_department_over_8_hours",
                "weekly_emergency_department_over_12_hours",
            ),
        ),
    )
)
"""What models leave out unless told otherwise: what ``parameters/defaults.yaml`` is shipped with.

Of delayed discharges, attendances, the four-hour share, emergency admissions and weekly attendances
they are the benchmark's; of the rest, taken from the nearest of them and not tested.
"""
