"""The three strategic aims, and the measures that speak to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hsci_analysis.findings.finding import Finding
from hsci_analysis.findings.measured import Measured, measured
from hsci_analysis.parameters.report import ReportParameters


@dataclass(frozen=True)
class Aim:
    """What a partnership strives for, and the keys of the measures that speak to it."""

    title: str
    measures: tuple[str, ...]


AIMS: Mapping[int, Aim] = {
    1: Aim(
        "Fewer emergency admissions",
        (
            "emergency_admissions",
            "accident_and_emergency_attendances",
            "attendances_ending_in_admission_share",
        ),
    ),
    2: Aim(
        "Better flow through hospital",
        ("delayed_discharge_bed_days", "accident_and_emergency_within_4_hours"),
    ),
    3: Aim(
        "Capacity in the community",
        (
            "care_at_home_hours",
            "care_at_home_people",
            "care_at_home_emergency_admissions",
            "care_home_emergency_admissions",
        ),
    ),
}
AIM_MEASURES = tuple(measure for aim in AIMS.values() for measure in aim.measures)


@dataclass(frozen=True, eq=False)
class AimFindings:
    """What is stated of an aim, measure by measure, as their own pages state it."""

    aim: Aim
    measured: tuple[Measured, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for each in self.measured for finding in each.findings)


def aim_findings(report: ReportParameters) -> dict[int, AimFindings]:
    """State the three aims for a report's partnership and year, by their numbers."""
    return {
        number: AimFindings(aim, tuple(measured(each, report) for each in aim.measures))
        for number, aim in AIMS.items()
    }
