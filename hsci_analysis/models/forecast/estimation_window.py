"""Which periods an estimate leaves out: a setting by measure, told with every forecast.

It isn't what a chart sets apart (``display_segments``). Months of the pandemic say nothing of
ordinary seasons and errors, so these leave them out; the level follows them like all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from hsci_analysis.errors import ParametersError
from hsci_analysis.models.forecast.metrics import Mask


@dataclass(frozen=True)
class LeftOut:
    """Days of which no period is learnt from, both ends included.

    Raises
    ------
    ParametersError
        If they end before they begin.
    """

    first: date
    last: date
    reason: str = "pandemic"

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ParametersError(
                f"what is left out of estimation ends ({self.last}) before it begins"
                f" ({self.first}); swap the two"
            )


EstimationWindow = tuple[LeftOut, ...]
"""All history but these; the empty one leaves nothing out."""


def left_out(window: EstimationWindow, periods: pd.PeriodIndex) -> Mask:
    """Which periods have a day that is left out, shape (n,)."""
    out = np.zeros(len(periods), dtype=bool)
    for span in window:
        begins_before = periods.start_time <= pd.Timestamp(span.last)
        out |= np.asarray(begins_before & (periods.end_time >= pd.Timestamp(span.first)))
    return out


def estimation_window_of(measure: str) -> EstimationWindow:
    """What forecasts of that measure leave out unless told otherwise; nothing for others."""
    return DEFAULTS.get(measure, ())


def _until(year: int, month: int, day: int) -> EstimationWindow:
    return (LeftOut(date(2020, 3, 1), date(year, month, day)),)


def _weeks(last: date) -> EstimationWindow:
    """From the week that ends on 15 March 2020."""
    return (LeftOut(date(2020, 3, 9), last),)


_WAITS = _until(2021, 4, 30)
_ATTENDANCES = _until(2021, 5, 31)
_WEEKLY_ATTENDANCES = _weeks(date(2021, 5, 30))

DEFAULTS: Final[Mapping[str, EstimationWindow]] = {
    "delayed_discharge_bed_days": _until(2020, 9, 30),
    "accident_and_emergency_attendances": _ATTENDANCES,
    "accident_and_emergency_within_4_hours": _WAITS,
    "emergency_admissions": _weeks(date(2020, 8, 30)),
    "weekly_emergency_department_attendances": _WEEKLY_ATTENDANCES,
    # Those above are the benchmark's; these are taken from the nearest of them, not tested.
    "accident_and_emergency_over_8_hours": _WAITS,
    "accident_and_emergency_over_8_hours_share": _WAITS,
    "accident_and_emergency_over_12_hours": _WAITS,
    "accident_and_emergency_over_12_hours_share": _WAITS,
    "recorded_attendances": _ATTENDANCES,
    "attendances_ending_in_admission": _ATTENDANCES,
    "attendances_ending_in_admission_share": _ATTENDANCES,
    "planned_admissions": _WEEKLY_ATTENDANCES,
    "weekly_emergency_department_within_4_hours": _WEEKLY_ATTENDANCES,
    "weekly_emergency_department_over_8_hours": _WEEKLY_ATTENDANCES,
    "weekly_emergency_department_over_12_hours": _WEEKLY_ATTENDANCES,
}
