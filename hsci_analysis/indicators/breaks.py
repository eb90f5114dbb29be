"""Where figures stop being comparable with the ones before, and who says so.

Only what was read in a source, or computed from published figures, stands here. The fewer
inspections of care services in the pandemic, often given for NI-17, could not be verified.
"""

from __future__ import annotations

from hsci_analysis.indicators.indicator import Break, Note
from hsci_analysis.periods import FinancialYear

EDINBURGH_2023_24 = (
    "Edinburgh Integration Joint Board, annual performance report 2023/24, "
    "https://www.edinburghhsc.scot/the-ijb/annual-performance-report-2023-2024/performance/"
)
HACE_FURTHER_ANALYSIS = (
    "Scottish Government, Health and Care Experience Survey: further analysis of care experience, "
    "https://gov.scot/publications/health-and-care-experience-hace-survey-further-analysis-of-care-"
    "experience/pages/data-and-methodology"
)
DELAYED_DISCHARGES = (
    "Public Health Scotland, Delayed discharges in NHSScotland monthly, "
    "https://publichealthscotland.scot/publications/delayed-discharges-in-nhsscotland-monthly/"
)
LGBF = (
    "computed from the Local Government Benchmarking Framework, January 2022 and March 2024, "
    "https://github.com/Improvement-Service/LGBF_Analysis and https://github.com/SC-TPP/LGBF"
)

QUESTION_2021_22 = Break(
    footnote=(
        "The survey's opening question on receiving care changed in 2021/22: compare with earlier "
        "rounds with caution."
    ),
    source=HACE_FURTHER_ANALYSIS,
    first_affected=FinancialYear(2021),
    bars_change=False,
)
QUESTION_2023_24 = Break(
    footnote=(
        "The survey's opening question on receiving care changed again in 2023/24: figures from "
        "then on cannot be compared with earlier ones."
    ),
    source=f"{HACE_FURTHER_ANALYSIS}; {EDINBURGH_2023_24}",
    first_affected=FinancialYear(2023),
)
PANDEMIC = Break(
    footnote=(
        "In 2020/21 and part of 2021/22, the first years of the pandemic, there were fewer "
        "admissions and fewer planned discharges than in other years."
    ),
    source=LGBF,
    first_affected=FinancialYear(2020),
    last_affected=FinancialYear(2021),
    bars_change=False,
    outside_baseline=True,
)
FORTH_VALLEY = ("S37000005", "S37000013", "S12000005", "S12000014", "S12000030")
FORTH_VALLEY_RECORDING = Break(
    footnote=(
        "Recording in the Forth Valley was revised back to 2019/20: figures from then on are not "
        "comparable with those before."
    ),
    source=LGBF,
    first_affected=FinancialYear(2019),
    areas=FORTH_VALLEY,
)
DELAY_DEFINITIONS = Break(
    footnote=(
        "The definitions of a delayed discharge changed on 1 July 2016: 2017/18 is the first whole "
        "year on the present ones."
    ),
    source=DELAYED_DISCHARGES,
    first_affected=FinancialYear(2017),
)

PRACTICE_AREA = Note(
    "The area is that of the respondent's GP practice, not of the home.",
    "Public Health Scotland, https://github.com/Public-Health-Scotland/"
    "health-and-care-experience-survey-2025",
)
NARROWER_BASE = Note(
    "The indicator counts fewer people than the survey's headline figures do; the two are never "
    "exchanged, nor mixed with the Scottish Government's re-based series.",
    HACE_FURTHER_ANALYSIS,
)
STANDARD_POPULATION = Note(
    "Standardised to the European Standard Population 2013, ages 0 to 74; figures on the standard "
    "population of 1976 are not comparable.",
    "Scottish Government, National Performance Framework: premature mortality, "
    "https://nationalperformance.gov.scot/national-outcomes/national-outcomes/health/"
    "about-national-indicators/premature-mortality",
)
FALLS_LEFT_OUT = Note(
    "Older series left out deaths from falls: figures of one release only are put side by side.",
    "Public Health Scotland, Percentage of end of life spent at home or in a community setting, "
    "https://publichealthscotland.scot/publications/percentage-of-end-of-life-spent-at-home-or-in-"
    "a-community-setting",
)
EQUIVALENT = Note(
    "The figures are those of the Community Planning Outcomes Profile, equivalent to this "
    "indicator and not its own publication.",
    "Improvement Service, https://github.com/Improvement-Service/CPOP",
)
NOT_THE_CORE_RATE = Note(
    "People aged 65 and over alone: not NI-12, which counts all adults.",
    "Improvement Service, https://github.com/Improvement-Service/CPOP",
)
