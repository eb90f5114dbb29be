"""Measures of people in hospital: admitted, staying, ready to leave, and the beds they are in."""

from __future__ import annotations

from dataclasses import replace

from hsci_analysis.measures.measure import Basis, Better, Figures, Frequency, Measure


def _delayed_discharges(table: str, basis: Basis) -> Figures:
    return Figures(table, "bed_days", basis, "month", breakdowns=("age_group", "reason"))


def _weekly_admissions(admission_type: str) -> tuple[Figures, ...]:
    """By deprivation for partnerships; by age or sex for boards, and for partnerships once fetched.

    Ages are not crossed with sexes, and neither adds up to all, so that wholes are taken as such.
    """
    by_deprivation = Figures(
        table="weekly_admissions_by_partnership",
        column="admissions",
        basis=Basis.RESIDENCE,
        period_column="week_ending",
        rows={"admission_type": admission_type},
        breakdowns=("deprivation_quintile",),
    )
    by_age_and_sex = replace(
        by_deprivation,
        table="weekly_admissions_by_partnership_age_and_sex",
        breakdowns=("age_group", "sex"),
        whole={"age_group": "all", "sex": "all"},
    )
    of_boards = replace(by_age_and_sex, table="weekly_admissions_by_health_board", of_boards=True)
    return by_deprivation, by_age_and_sex, of_boards


EMERGENCY = {"admission_type": "emergency"}


def _stays(
    column: str, divided_by: str | None = None, rows: dict[str, str] = EMERGENCY
) -> tuple[Figures]:
    figures = Figures(
        table="inpatient_stays",
        column=column,
        basis=Basis.TREATMENT,
        period_column="quarter",
        rows=rows,
        divided_by=divided_by,
    )
    return (figures,)


def _beds(column: str, divided_by: str | None = None) -> tuple[Figures]:
    return (Figures("hospital_beds", column, Basis.TREATMENT, "quarter", divided_by=divided_by),)


MEASURES = (
    Measure(
        key="emergency_admissions",
        title="Emergency admissions",
        unit="admissions",
        daily_unit="admissions a day",
        people="people of all ages",
        definition=(
            "Emergency admissions to hospital in the week, from rapid returns that are not "
            "directly comparable with completed hospital records."
        ),
        better=Better.LOWER,
        frequency=Frequency.WEEKLY,
        figures=_weekly_admissions("emergency"),
    ),
    Measure(
        key="planned_admissions",
        title="Planned admissions",
        unit="admissions",
        daily_unit="admissions a day",
        people="people of all ages",
        definition=(
            "Planned admissions to hospital in the week, from rapid returns that are not "
            "directly comparable with completed hospital records."
        ),
        better=None,
        frequency=Frequency.WEEKLY,
        figures=_weekly_admissions("planned"),
    ),
    Measure(
        key="emergency_stays",
        title="Emergency stays in hospital",
        unit="stays",
        daily_unit="stays a day",
        people="people of all ages",
        definition=(
            "Stays in hospital that began with an emergency admission and ended in the quarter, "
            "from completed hospital records."
        ),
        better=Better.LOWER,
        frequency=Frequency.QUARTERLY,
        figures=_stays("stays"),
    ),
    Measure(
        key="emergency_bed_days",
        title="Emergency bed days",
        unit="bed days",
        daily_unit="beds",
        people="people of all ages",
        definition=(
            "All days, from admission to discharge, of the stays that began with an emergency "
            "admission and ended in the quarter."
        ),
        better=Better.LOWER,
        frequency=Frequency.QUARTERLY,
        figures=_stays("length_of_stay"),
    ),
    Measure(
        key="emergency_length_of_stay",
        title="Average length of an emergency stay",
        unit="days",
        daily_unit=None,
        people="people of all ages",
        definition=(
            "Days of the stays that began with an emergency admission and ended in the quarter, "
            "divided by the number of those stays."
        ),
        better=Better.LOWER,
        frequency=Frequency.QUARTERLY,
        figures=_stays("length_of_stay", divided_by="stays"),
    ),
    Measure(
        key="inpatient_bed_days",
        title="Bed days of all stays",
        unit="bed days",
        daily_unit="beds",
        people="people of all ages",
        definition=(
            "All days, from admission to discharge, of the stays that ended in the quarter, "
            "however they began; day cases stay none."
        ),
        better=None,
        frequency=Frequency.QUARTERLY,
        figures=_stays("length_of_stay", rows={}),
    ),
    Measure(
        key="available_staffed_beds",
        title="Available staffed beds",
        unit="beds",
        daily_unit=None,
        people="people of all ages",
        definition="Staffed beds available for acute care, on the average day of the quarter.",
        better=None,
        frequency=Frequency.QUARTERLY,
        figures=_beds("available_staffed_beds"),
    ),
    Measure(
        key="occupied_beds",
        title="Occupied beds",
        unit="beds",
        daily_unit=None,
        people="people of all ages",
        definition="Beds occupied for acute care, on the average day of the quarter.",
        better=None,
        frequency=Frequency.QUARTERLY,
        figures=_beds("occupied_beds"),
    ),
    Measure(
        key="bed_occupancy",
        title="Bed occupancy",
        unit="% of staffed beds",
        daily_unit=None,
        people="people of all ages",
        definition="Occupied beds for acute care as a percentage of available staffed beds.",
        better=Better.LOWER,
        frequency=Frequency.QUARTERLY,
        figures=_beds("occupied_beds", divided_by="available_staffed_beds"),
        per=100,
    ),
    Measure(
        key="delayed_discharge_bed_days",
        title="Delayed discharge bed days",
        unit="bed days",
        daily_unit="beds",
        people="adults aged 18 and over",
        definition=(
            "Days that people aged 18 and over spent in hospital after they were clinically "
            "ready to leave, every day of the month counted, all reasons for delay."
        ),
        better=Better.LOWER,
        frequency=Frequency.MONTHLY,
        figures=(
            _delayed_discharges("delayed_discharges_by_council_area", Basis.RESIDENCE),
            _delayed_discharges("delayed_discharges_by_health_board", Basis.TREATMENT),
        ),
    ),
)
