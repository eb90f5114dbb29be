"""NI-1 to NI-9: what people say of their care in the survey of every second year."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from hsci_analysis.indicators.breaks import (
    NARROWER_BASE,
    PRACTICE_AREA,
    QUESTION_2021_22,
    QUESTION_2023_24,
)
from hsci_analysis.indicators.indicator import Disclosure, Indicator, PeriodRule, Suite
from hsci_analysis.measures.catalogue import Better
from hsci_analysis.measures.intervals import IntervalMethod

RECEIVE_CARE = "adults who answered the survey and receive help or care"

_survey = partial(
    Indicator,
    suite=Suite.CORE,
    unit="%",
    decimals=1,
    better=Better.HIGHER,
    source="Health and Care Experience Survey",
    frequency="every second year",
    period_rule=PeriodRule.SURVEY_ROUND,
    interval_method=IntervalMethod.AS_PUBLISHED,
    disclosure=Disclosure.SURVEY,
)
_of_care = partial(
    _survey,
    population=RECEIVE_CARE,
    breaks=(QUESTION_2021_22, QUESTION_2023_24),
    notes=(PRACTICE_AREA, NARROWER_BASE),
)

EXPERIENCE: Sequence[Indicator] = (
    _survey(
        number=1,
        title="Percentage of adults able to look after their health very well or quite well",
        population="adults aged 17 and over registered with a GP",
        notes=(PRACTICE_AREA,),
    ),
    _of_care(
        number=2,
        title="Percentage of adults supported at home who agreed that they are supported to live "
        "as independently as possible",
    ),
    _of_care(
        number=3,
        title="Percentage of adults supported at home who agreed that they had a say in how their "
        "help, care or support was provided",
    ),
    _of_care(
        number=4,
        title="Percentage of adults supported at home who agreed that their health and social care "
        "services seemed to be well co-ordinated",
    ),
    _of_care(
        number=5,
        title="Percentage of adults receiving any care or support who rate it as excellent or good",
        population=f"{RECEIVE_CARE}, other than from family and friends",
    ),
    _survey(
        number=6,
        title="Percentage of people with positive experience of the care provided by their GP "
        "practice",
        population="all who answered the survey and used the practice",
        notes=(PRACTICE_AREA, NARROWER_BASE),
    ),
    _of_care(
        number=7,
        title="Percentage of adults supported at home who agree that their services and support "
        "had an impact on improving or maintaining their quality of life",
    ),
    _survey(
        number=8,
        title="Percentage of carers who feel supported to continue in their caring role",
        population="unpaid carers",
        notes=(PRACTICE_AREA, NARROWER_BASE),
    ),
    _of_care(number=9, title="Percentage of adults supported at home who agreed they felt safe"),
)
