"""Measures of accident and emergency: who comes, how long they wait, and who is admitted."""

from __future__ import annotations

from dataclasses import replace

from hsci_analysis.measures.measure import Basis, Better, Figures, Frequency, Measure

PEOPLE = "people of all ages"
BOARD = "health_board"
RECORDED = "Of sites that send a record of each attendance."


def _at_sites(column: str, divided_by: str | None = None) -> tuple[Figures]:
    figures = Figures(
        table="accident_and_emergency_attendances",
        column=column,
        basis=Basis.TREATMENT,
        period_column="month",
        area_column=BOARD,
        breakdowns=("site",),
        divided_by=divided_by,
    )
    return (figures,)


def _discharges(column: str, divided_by: str | None = None) -> tuple[Figures]:
    figures = Figures(
        table="accident_and_emergency_discharges",
        column=column,
        basis=Basis.TREATMENT,
        period_column="month",
        area_column=BOARD,
        breakdowns=("age_group",),
        divided_by=divided_by,
    )
    return (figures,)


def _long_waits(hours: int) -> tuple[Measure, Measure]:
    """How many waited longer than that, and what share of all they are."""
    waits = Figures(
        table="accident_and_emergency_waits",
        column=f"over_{hours}_hours",
        basis=Basis.TREATMENT,
        period_column="month",
        area_column=BOARD,
    )
    key, title = f"accident_and_emergency_over_{hours}_hours", f"Waits of more than {hours} hours"
    definition = f"Attendances at accident and emergency that lasted longer than {hours} hours"
    return (
        Measure(
            key=key,
            title=f"{title} in accident and emergency",
            unit="attendances",
            daily_unit="attendances a day",
            people=PEOPLE,
            definition=f"{definition}. {RECORDED}",
            better=Better.LOWER,
            frequency=Frequency.MONTHLY,
            figures=(waits,),
        ),
        Measure(
            key=f"{key}_share",
            title=f"{title} in accident and emergency, share",
            unit="% of attendances",
            daily_unit=None,
            people=PEOPLE,
            definition=f"{definition}, as a percentage of all. {RECORDED}",
            better=Better.LOWER,
            frequency=Frequency.MONTHLY,
            figures=(replace(waits, divided_by="attendances"),),
            per=100,
        ),
    )


def _weekly(column: str, divided_by: str | None = None) -> tuple[Figures]:
    figures = Figures(
        table="weekly_emergency_department_waits",
        column=column,
        basis=Basis.TREATMENT,
        period_column="week_ending",
        area_column=BOARD,
        divided_by=divided_by,
    )
    return (figures,)


def _weekly_share(column: str, title: str, which: str, better: Better) -> Measure:
    return Measure(
        key=f"weekly_emergency_department_{column}",
        title=f"{title} in emergency departments, weekly",
        unit="% of attendances",
        daily_unit=None,
        people=PEOPLE,
        definition=f"Attendances at emergency departments in the week that lasted {which}, as a "
        "percentage of all.",
        better=better,
        frequency=Frequency.WEEKLY,
        figures=_weekly(column, divided_by="attendances"),
        per=100,
    )


MEASURES = (
    Measure(
        key="accident_and_emergency_attendances",
        title="Accident and emergency attendances",
        unit="attendances",
        daily_unit="attendances a day",
        people=PEOPLE,
        definition=(
            "New and unplanned return attendances at emergency departments, minor injury units "
            "and other accident and emergency sites."
        ),
        better=None,
        frequency=Frequency.MONTHLY,
        figures=_at_sites("attendances"),
    ),
    Measure(
        key="accident_and_emergency_within_4_hours",
        title="Seen within 4 hours in accident and emergency",
        unit="% of attendances",
        daily_unit=None,
        people=PEOPLE,
        definition=(
            "Attendances that ended in admission, transfer or discharge within 4 hours of arrival, "
            "as a percentage of all."
        ),
        better=Better.HIGHER,
        frequency=Frequency.MONTHLY,
        figures=_at_sites("within_4_hours", divided_by="attendances"),
        per=100,
    ),
    *_long_waits(8),
    *_long_waits(12),
    Measure(
        key="recorded_attendances",
        title="Attendances recorded one by one",
        unit="attendances",
        daily_unit="attendances a day",
        people=PEOPLE,
        definition="Attendances at accident and emergency. " + RECORDED,
        better=None,
        frequency=Frequency.MONTHLY,
        figures=_discharges("attendances"),
    ),
    Measure(
        key="attendances_ending_in_admission",
        title="Attendances ending in admission",
        unit="attendances",
        daily_unit="attendances a day",
        people=PEOPLE,
        definition=(
            "Attendances at accident and emergency that ended in admission to the same hospital. "
            + RECORDED
        ),
        better=None,
        frequency=Frequency.MONTHLY,
        figures=_discharges("admitted"),
    ),
    Measure(
        key="attendances_ending_in_admission_share",
        title="Attendances ending in admission, share",
        unit="% of attendances",
        daily_unit=None,
        people=PEOPLE,
        definition=(
            "Attendances at accident and emergency that ended in admission to the same hospital, "
            "as a percentage of all. " + RECORDED
        ),
        better=None,
        frequency=Frequency.MONTHLY,
        figures=_discharges("admitted", divided_by="attendances"),
        per=100,
    ),
    Measure(
        key="weekly_emergency_department_attendances",
        title="Attendances at emergency departments, weekly",
        unit="attendances",
        daily_unit="attendances a day",
        people=PEOPLE,
        definition="Unplanned and new planned attendances at emergency departments in the week.",
        better=None,
        frequency=Frequency.WEEKLY,
        figures=_weekly("attendances"),
    ),
    _weekly_share("within_4_hours", "Seen within 4 hours", "4 hours at most", Better.HIGHER),
    _weekly_share(
        "over_8_hours", "Waits of more than 8 hours", "longer than 8 hours", Better.LOWER
    ),
    _weekly_share(
        "over_12_hours", "Waits of more than 12 hours", "longer than 12 hours", Better.LOWER
    ),
)
