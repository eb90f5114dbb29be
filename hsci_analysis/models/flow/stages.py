"""The stages of a patient's way that figures may be held of, in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from hsci_analysis.periods import FinancialYear, Month
from hsci_analysis.sources import Source


class StageKind(StrEnum):
    """What a figure of the stage is."""

    FLOW = "flow"  # people or stays a day
    STOCK = "stock"  # beds on an average day
    DURATION = "duration"  # days a stay lasts
    RATIO = "ratio"  # of two stocks, or of a stock and the people it is among


class Coverage(StrEnum):
    """How the figures held lie to the year that was asked for."""

    WHOLE = "held for all of it"
    PART = "held for part of it"
    ENDS_BEFORE = "ends before it"
    BEGINS_AFTER = "begins after it"
    NOT_HELD = "not held"


@dataclass(frozen=True)
class Stage:
    """One stage: the measure that counts it."""

    measure: str
    kind: StageKind


DELAYED = "delayed_discharge_bed_days"
DELAYED_PER_1_000 = "delayed_beds_per_1_000_aged_75_and_over"
"""Made here, of a measure and the population: no measure of the catalogue."""

STAGES = (
    Stage("accident_and_emergency_attendances", StageKind.FLOW),
    Stage("recorded_attendances", StageKind.FLOW),
    Stage("attendances_ending_in_admission", StageKind.FLOW),
    Stage("emergency_admissions", StageKind.FLOW),
    Stage("planned_admissions", StageKind.FLOW),
    Stage("emergency_stays", StageKind.FLOW),
    Stage("emergency_length_of_stay", StageKind.DURATION),
    Stage("emergency_bed_days", StageKind.STOCK),
    Stage("inpatient_bed_days", StageKind.STOCK),
    Stage("available_staffed_beds", StageKind.STOCK),
    Stage("occupied_beds", StageKind.STOCK),
    Stage("bed_occupancy", StageKind.RATIO),
    Stage(DELAYED, StageKind.STOCK),
    Stage(DELAYED_PER_1_000, StageKind.RATIO),
)
KINDS = {stage.measure: stage.kind for stage in STAGES}


@dataclass(frozen=True)
class StageHeld:
    """What is held of a stage, seen from the year that was asked for.

    ``first_month`` and ``last_month`` are those of all figures held. ``age_in_months`` is how far
    the last whole period served lies before the end of that year: 0 where it reaches it. Where
    nothing is held they are None, and ``reason`` says why.
    """

    measure: str
    kind: StageKind
    unit: str
    coverage: Coverage
    first_month: Month | None = None
    last_month: Month | None = None
    age_in_months: int | None = None
    reason: str = ""
    source: Source | None = field(default=None, repr=False)


def coverage(first: Month, last: Month, year: FinancialYear) -> Coverage:
    """How months from ``first`` to ``last`` lie to that year."""
    if last < year.first_month:
        return Coverage.ENDS_BEFORE
    if first > year.last_month:
        return Coverage.BEGINS_AFTER
    if first <= year.first_month and last >= year.last_month:
        return Coverage.WHOLE
    return Coverage.PART
