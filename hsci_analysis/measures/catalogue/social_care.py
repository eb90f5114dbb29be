"""Measures of social care: care at home, and the emergency care of people who have care."""

from __future__ import annotations

from hsci_analysis.measures.measure import Basis, Better, Figures, Frequency, Measure

ROUNDED = "Rounded to 5 by the publisher."


def _figures(table: str, **rows: str) -> tuple[Figures]:
    figures = Figures(
        table=table,
        column="value",
        basis=Basis.RESIDENCE,
        period_column="quarter",
        rows=rows,
        breakdowns=("age_group",),
        whole={"age_group": "all ages"},
    )
    return (figures,)


def _emergency_care(setting: str, people: str) -> tuple[Measure, ...]:
    """What emergency care the people of that setting had, each kind a measure."""
    kinds = {
        "attendances": ("accident and emergency attendances", "attendances", "attendances a day"),
        "emergency admissions": ("emergency admissions", "admissions", "admissions a day"),
        "emergency bed days": ("emergency bed days", "bed days", "beds"),
    }
    return tuple(
        Measure(
            key=f"{setting} {figure}".replace(" ", "_"),
            title=f"{name.capitalize()} of {people}",
            unit=unit,
            daily_unit=daily_unit,
            people=people,
            definition=f"{name.capitalize()} of {people}, in the quarter. {ROUNDED}",
            better=Better.LOWER,
            frequency=Frequency.QUARTERLY,
            figures=_figures(
                "emergency_care_of_social_care_clients", setting=setting, figure=figure
            ),
        )
        for figure, (name, unit, daily_unit) in kinds.items()
    )


MEASURES = (
    Measure(
        key="care_at_home_people",
        title="People with care at home",
        unit="people",
        daily_unit=None,
        people="people with care at home",
        definition=f"People who had care at home at any time in the quarter. {ROUNDED}",
        better=None,
        frequency=Frequency.QUARTERLY,
        figures=_figures("care_at_home", figure="people"),
    ),
    Measure(
        key="care_at_home_hours",
        title="Hours of care at home",
        unit="hours",
        daily_unit="hours a day",
        people="people with care at home",
        definition=f"Hours of care at home in the quarter. {ROUNDED}",
        better=None,
        frequency=Frequency.QUARTERLY,
        figures=_figures("care_at_home", figure="hours"),
    ),
    *_emergency_care("care at home", "people with care at home"),
    *_emergency_care("care home", "people who live in care homes"),
)
