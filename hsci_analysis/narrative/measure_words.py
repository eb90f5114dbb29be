"""How each measure is said: its things, what was so of them, and both as a title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class MeasureWords:
    """The words of a measure, in the order of a sentence about it.

    ``on_average`` says what the level is an average over, ``whose`` stands after the things
    counted, then the verb (``was`` for one, ``were`` for others) and ``counted``, what was so of
    them. ``subject`` is all of it as a title, and ``caution`` what a reader of limits must know.
    ``whose``, ``counted`` and ``subject`` may name ``{living}``, the area and its basis.
    """

    singular: str
    plural: str
    counted: str
    subject: str
    caution: str = ""
    on_average: str = "On an average day"
    whose: str = ""
    was: str = "was"
    were: str = "were"


def _beds_of(clients: str) -> MeasureWords:
    return MeasureWords(
        singular="hospital bed",
        plural="hospital beds",
        counted=f"taken up by emergency stays of {clients}",
        subject=f"hospital beds taken up by emergency stays of {clients}, on an average day",
    )


def _admissions_of(clients: str) -> MeasureWords:
    return MeasureWords(
        singular="emergency admission to hospital",
        plural="emergency admissions to hospital",
        counted=f"of {clients}",
        subject=f"emergency admissions to hospital of {clients}, on an average day",
    )


def _attendances(ended: str, how: str) -> MeasureWords:
    return MeasureWords(
        singular="per cent of attendances",
        plural="per cent of attendances",
        counted=how,
        subject=(
            f"share of attendances at accident and emergency that {ended} {how}: people {{living}}"
        ),
        on_average="At accident and emergency",
        whose=" of people {living}",
        was=ended,
        were=ended,
    )


AT_HOME = "people {living} with care at home"
IN_CARE_HOMES = "care home residents {living}"
MEASURE_WORDS: Mapping[str, MeasureWords] = {
    # Measures told beside each other are an odd number of places apart: see ``turn_of``.
    "emergency_admissions": MeasureWords(
        singular="emergency admission to hospital",
        plural="emergency admissions to hospital",
        counted="recorded",
        subject="emergency admissions to hospital on an average day: people {living}",
        whose=" of people {living}",
    ),
    "accident_and_emergency_attendances": MeasureWords(
        singular="attendance at accident and emergency",
        plural="attendances at accident and emergency",
        counted="recorded",
        subject="attendances at accident and emergency on an average day: people {living}",
        whose=" of people {living}",
    ),
    "delayed_discharge_bed_days": MeasureWords(
        singular="hospital bed",
        plural="hospital beds",
        counted="occupied by {people} {living} who were clinically ready to leave",
        subject="hospital beds taken up by delayed discharge on an average day: people {living}",
        caution=(
            "Delays last from month to month, so several months together, or a whole year, can lie "
            "outside these lines without anything new having happened."
        ),
    ),
    "accident_and_emergency_within_4_hours": _attendances("ended", "within four hours"),
    "attendances_ending_in_admission_share": _attendances("ended", "in admission to hospital"),
    "care_at_home_people": MeasureWords(
        singular="person",
        plural="people",
        counted="care at home",
        subject="people {living} who had care at home in the quarter",
        on_average="In an average quarter",
        whose=" {living}",
        was="had",
        were="had",
    ),
    "care_at_home_hours": MeasureWords(
        singular="hour of care at home",
        plural="hours of care at home",
        counted="given to people {living}",
        subject="hours of care at home on an average day: people {living}",
    ),
    "care_home_emergency_admissions": _admissions_of(IN_CARE_HOMES),
    "care_at_home_emergency_admissions": _admissions_of(AT_HOME),
    "care_at_home_emergency_bed_days": _beds_of(AT_HOME),
    "care_home_emergency_bed_days": _beds_of(IN_CARE_HOMES),
}


def turn_of(measure: str) -> int:
    """Which of the sentences that mean the same a measure takes, the same on every page."""
    return list(MEASURE_WORDS).index(measure)
