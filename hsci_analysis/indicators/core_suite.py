"""The 23 core integration indicators, NI-1 to NI-23.

Titles, units and rules are the Scottish Government's and Public Health Scotland's. An early draft
numbered them otherwise from 13 on, so that nothing is ever keyed on a place in a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from hsci_analysis.indicators.breaks import (
    DELAY_DEFINITIONS,
    FALLS_LEFT_OUT,
    FORTH_VALLEY_RECORDING,
    PANDEMIC,
    STANDARD_POPULATION,
)
from hsci_analysis.indicators.experience import EXPERIENCE
from hsci_analysis.indicators.indicator import (
    Disclosure,
    Indicator,
    PeriodRule,
    ReportingStatus,
    Suite,
)
from hsci_analysis.measures.catalogue import Better
from hsci_analysis.measures.intervals import IntervalMethod
from hsci_analysis.periods import FinancialYear

HOSPITAL_RECORDS = "hospital records SMR01, SMR01E and SMR04"
DEATHS = "National Records of Scotland, deaths"
ADULTS = "people aged 18 and over"
PEOPLE_WHO_DIED = "people who died, of all ages, except by external causes other than falls"
CLUSTERED_DAYS = (
    "No limits are given: days are clustered within patients, and limits from counts mislead."
)
DAYS_ARE_NOT_PEOPLE = "No limits are given: days are not people, and the publisher gives none."

_core = partial(Indicator, suite=Suite.CORE)
_hospital = partial(
    _core,
    source=HOSPITAL_RECORDS,
    better=Better.LOWER,
    period_rule=PeriodRule.FINANCIAL_YEAR_OR_PROXY,
    breaks=(PANDEMIC,),
)
_never_reported = partial(
    _core,
    population="not defined",
    source="Scottish Parliament, answer to question S6W-28791, August 2024, "
    "https://www.parliament.scot/chamber-and-committees/questions-and-answers/"
    "question?ref=S6W-28791",
    frequency="never",
    period_rule=PeriodRule.NONE,
    interval_note="There are no figures.",
    disclosure=Disclosure.NONE,
    status=ReportingStatus.NEVER_REPORTED,
)

CORE_SUITE: Sequence[Indicator] = (
    *EXPERIENCE,
    _never_reported(
        number=10,
        title="Percentage of staff who say they would recommend their workplace as a good place to "
        "work",
        unit="%",
        better=Better.HIGHER,
        population="staff",
    ),
    _core(
        number=11,
        title="Premature mortality rate per 100,000 persons aged under 75",
        unit="per 100,000 aged under 75, age-standardised",
        better=Better.LOWER,
        population="residents aged under 75",
        source=DEATHS,
        period_rule=PeriodRule.CALENDAR_YEAR,
        interval_method=IntervalMethod.DOBSON,
        notes=(STANDARD_POPULATION,),
    ),
    _hospital(
        number=12,
        title="Emergency admission rate",
        unit="per 100,000 aged 18 and over",
        per=100_000,
        population=ADULTS,
        interval_method=IntervalMethod.BYAR,
    ),
    _hospital(
        number=13,
        title="Emergency bed day rate",
        unit="per 100,000 aged 18 and over",
        per=100_000,
        population=ADULTS,
        interval_note=CLUSTERED_DAYS,
    ),
    _hospital(
        number=14,
        title="Readmission to hospital within 28 days",
        unit="per 1,000 discharges",
        per=1_000,
        population="discharges of people aged 18 and over",
        source="hospital records SMR01",
        interval_method=IntervalMethod.WILSON,
        breaks=(PANDEMIC, FORTH_VALLEY_RECORDING),
    ),
    _hospital(
        number=15,
        title="Proportion of last 6 months of life spent at home or in a community setting",
        unit="%",
        decimals=1,
        better=Better.HIGHER,
        population=PEOPLE_WHO_DIED,
        source=f"{DEATHS}; {HOSPITAL_RECORDS}",
        interval_note=DAYS_ARE_NOT_PEOPLE,
        breaks=(),
        notes=(FALLS_LEFT_OUT,),
    ),
    _hospital(
        number=16,
        title="Falls rate per 1,000 population aged 65+",
        unit="per 1,000 aged 65 and over",
        per=1_000,
        decimals=1,
        population="people aged 65 and over",
        source="hospital records SMR01",
        interval_method=IntervalMethod.BYAR,
    ),
    _core(
        number=17,
        title="Proportion of care services graded “good” (4) or better in Care Inspectorate "
        "inspections",
        unit="%",
        per=100,
        better=Better.HIGHER,
        population="care services registered in the area",
        source="Care Inspectorate",
        interval_method=IntervalMethod.WILSON,
        disclosure=Disclosure.SERVICES,
    ),
    _core(
        number=18,
        title="Percentage of adults with intensive care needs receiving care at home",
        unit="%",
        per=100,
        decimals=1,
        better=Better.HIGHER,
        population=ADULTS,
        source="Scottish Government and Public Health Scotland, social care",
        period_rule=PeriodRule.CENSUS_YEAR,
        interval_method=IntervalMethod.WILSON,
    ),
    _core(
        number=19,
        title="Number of days people aged 75+ spend in hospital when they are ready to be "
        "discharged, per 1,000 population",
        unit="per 1,000 aged 75 and over",
        per=1_000,
        better=Better.LOWER,
        population="people aged 75 and over",
        source="Public Health Scotland, delayed discharges",
        interval_note=CLUSTERED_DAYS,
        breaks=(DELAY_DEFINITIONS,),
    ),
    _core(
        number=20,
        title="Percentage of health and care resource spent on hospital stays where the patient "
        "was admitted in an emergency",
        unit="%",
        better=Better.LOWER,
        population=ADULTS,
        source="Public Health Scotland, source linkage files with costs",
        frequency="every year from 2016/17 to 2019/20",
        interval_note="No limits are given: a share of spending is not a sample.",
        disclosure=Disclosure.NONE,
        status=ReportingStatus.STOPPED,
        first_published=FinancialYear(2016),
        last_published=FinancialYear(2019),
    ),
    _never_reported(
        number=21,
        title="Percentage of people admitted to hospital from home during the year, who are "
        "discharged to a care home",
        unit="%",
        better=Better.LOWER,
    ),
    _never_reported(
        number=22,
        title="Percentage of people who are discharged from hospital within 72 hours of being "
        "ready",
        unit="%",
        better=Better.HIGHER,
    ),
    _never_reported(
        number=23,
        title="Expenditure on end of life care (cost in last 6 months per death)",
        unit="£",
    ),
)
