"""The six indicators of the Ministerial Strategic Group for Health and Community Care, MSG-1 to 6.

As counted in https://github.com/Public-Health-Scotland/msg-indicators. They count all ages or
adults by month of discharge, where the core suite counts adults by admission: NI-12 and MSG-1
never agree exactly, and a page that shows both says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from hsci_analysis.indicators.breaks import DELAY_DEFINITIONS
from hsci_analysis.indicators.core_suite import (
    ADULTS,
    CLUSTERED_DAYS,
    DAYS_ARE_NOT_PEOPLE,
    DEATHS,
    HOSPITAL_RECORDS,
    PEOPLE_WHO_DIED,
)
from hsci_analysis.indicators.indicator import Indicator, Note, Suite
from hsci_analysis.measures.catalogue import Better

NOT_NI_12 = Note(
    "Counted by month of discharge and for all ages, so that it does not agree exactly with NI-12, "
    "which counts adults by admission.",
    "Public Health Scotland, https://github.com/Public-Health-Scotland/msg-indicators",
)

_monthly = partial(
    Indicator,
    suite=Suite.MINISTERIAL,
    population="people of all ages",
    frequency="every month",
    count=True,
    interval_note="No limits are given: it is a count of all, not a sample.",
)
_yearly = partial(Indicator, suite=Suite.MINISTERIAL, unit="%", decimals=1)

MINISTERIAL: Sequence[Indicator] = (
    _monthly(
        number=1,
        title="Emergency admissions",
        unit="admissions",
        source="hospital records SMR01, month of discharge",
        better=Better.LOWER,
        notes=(NOT_NI_12,),
    ),
    _monthly(
        number=2,
        title="Unplanned bed days",
        unit="bed days",
        source=HOSPITAL_RECORDS,
        better=Better.LOWER,
        interval_note=CLUSTERED_DAYS,
    ),
    _monthly(
        number=3,
        title="A&E attendances",
        unit="attendances",
        source="A&E datamart, new and unplanned return attendances",
    ),
    _monthly(
        number=4,
        title="Delayed discharge bed days",
        unit="bed days",
        population=ADULTS,
        source="Public Health Scotland, delayed discharges",
        better=Better.LOWER,
        interval_note=CLUSTERED_DAYS,
        breaks=(DELAY_DEFINITIONS,),
    ),
    _yearly(
        number=5,
        title="Percentage of last six months of life by setting",
        population=PEOPLE_WHO_DIED,
        source=f"{DEATHS}; {HOSPITAL_RECORDS}",
        interval_note=DAYS_ARE_NOT_PEOPLE,
    ),
    _yearly(
        number=6,
        title="Balance of care: percentage of population in each setting",
        population="people aged 65 and over",
        source="hospital bed days; care at home and care home censuses",
        interval_note="No limits are given: bed days are turned into people, which is not a "
        "sample.",
    ),
)
