"""How each indicator is said in a sentence: once as what was so, once as the name of the figure.

``{amount}`` is the figure with its unit, ``{people}`` the people of the area. A reader who knows
neither the number nor the official title must understand both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class IndicatorWords:
    """``so`` completes "In 2023/24, ..."; ``name`` stands for the figure ("the rate of falls").

    ``amount`` writes the figure: ``{figure}`` is the number at the indicator's decimals.
    """

    so: str
    name: str
    amount: str


def _share(so: str, name: str) -> IndicatorWords:
    return IndicatorWords(so, name, "{figure}%")


INDICATOR_WORDS: Mapping[str, IndicatorWords] = {
    "NI-1": _share(
        "{amount} of adults {living} said they could look after their health very well or quite "
        "well",
        "the share of adults who can look after their health well",
    ),
    "NI-2": _share(
        "{amount} of adults supported at home {living} agreed that they were supported to live as "
        "independently as possible",
        "the share who felt supported to live independently",
    ),
    "NI-3": _share(
        "{amount} of adults supported at home {living} agreed that they had a say in how their "
        "help, care or support was provided",
        "the share who had a say in their care",
    ),
    "NI-4": _share(
        "{amount} of adults supported at home {living} agreed that their health and social care "
        "services seemed to be well co-ordinated",
        "the share who found their services well co-ordinated",
    ),
    "NI-5": _share(
        "{amount} of adults {living} who received care or support rated it as excellent or good",
        "the share who rated their care as excellent or good",
    ),
    "NI-6": _share(
        "{amount} of people {living} had a positive experience of the care their GP practice gave",
        "the share with a positive experience of their GP practice",
    ),
    "NI-7": _share(
        "{amount} of adults supported at home {living} agreed that their services and support "
        "improved or maintained their quality of life",
        "the share whose support kept up their quality of life",
    ),
    "NI-8": _share(
        "{amount} of unpaid carers {living} felt supported to continue in their caring role",
        "the share of carers who felt supported",
    ),
    "NI-9": _share(
        "{amount} of adults supported at home {living} agreed that they felt safe",
        "the share who felt safe",
    ),
    "NI-10": _share(
        "{amount} of staff {living} said they would recommend their workplace",
        "the share of staff who would recommend their workplace",
    ),
    "NI-11": IndicatorWords(
        "{amount} under 75 {living} died, with ages made comparable",
        "the rate of deaths before 75",
        "{figure} in every 100,000 people",
    ),
    "NI-12": IndicatorWords(
        "there were {amount} {living}",
        "the emergency admission rate",
        "{figure} emergency admissions to hospital for every 100,000 adults",
    ),
    "NI-13": IndicatorWords(
        "people spent {amount} {living}",
        "the emergency bed day rate",
        "{figure} days in hospital after an emergency admission for every 100,000 adults",
    ),
    "NI-14": IndicatorWords(
        "{amount} from hospital of adults {living} were followed by an emergency readmission "
        "within 28 days",
        "the readmission rate",
        "{figure} in every 1,000 discharges",
    ),
    "NI-15": _share(
        "people {living} spent {amount} of the last six months of their life at home or in a "
        "community setting",
        "the share of the last six months of life spent at home or in a community setting",
    ),
    "NI-16": IndicatorWords(
        "there were {amount} {living}",
        "the rate of falls",
        "{figure} emergency admissions for a fall for every 1,000 people aged 65 and over",
    ),
    "NI-17": _share(
        "{amount} of care services {living} were graded good or better by the Care Inspectorate",
        "the share of care services graded good or better",
    ),
    "NI-18": _share(
        "{amount} of adults {living} with intensive care needs received care at home",
        "the share of adults with intensive needs who are cared for at home",
    ),
    "NI-19": IndicatorWords(
        "people aged 75 and over {living} spent {amount} in hospital when they were ready to leave",
        "the rate of days spent in hospital when ready to leave",
        "{figure} days for every 1,000 of them",
    ),
    "NI-20": _share(
        "{amount} of spending on health and care {living} went on hospital stays that began as an "
        "emergency",
        "the share of spending that went on emergency hospital stays",
    ),
    "NI-21": _share(
        "{amount} of people {living} admitted to hospital from home were discharged to a care home",
        "the share discharged from hospital to a care home",
    ),
    "NI-22": _share(
        "{amount} of people {living} left hospital within 72 hours of being ready",
        "the share who left hospital within 72 hours of being ready",
    ),
    "NI-23": IndicatorWords(
        "the cost of care in the last six months of life was {amount} {living}",
        "the cost of end of life care",
        "£{figure} for each person who died",
    ),
    "MSG-1": IndicatorWords(
        "there were {amount} of people {living}",
        "the number of emergency admissions",
        "{figure} emergency admissions to hospital",
    ),
    "MSG-2": IndicatorWords(
        "people {living} spent {amount} that had not been planned",
        "the number of unplanned bed days",
        "{figure} days in hospital",
    ),
    "MSG-3": IndicatorWords(
        "people {living} went to accident and emergency {amount}",
        "the number of attendances at accident and emergency",
        "{figure} times",
    ),
    "MSG-4": IndicatorWords(
        "adults {living} spent {amount} in hospital when they were ready to leave",
        "the number of days spent in hospital when ready to leave",
        "{figure} days",
    ),
    "MSG-5": _share(
        "people {living} spent {amount} of the last six months of their life at home or in a "
        "community setting",
        "the share of the last six months of life spent out of hospital",
    ),
    "MSG-6": _share(
        "{amount} of people aged 65 and over {living} were supported at home",
        "the share of older people supported at home",
    ),
}
