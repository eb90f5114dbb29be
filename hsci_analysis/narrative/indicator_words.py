"""How each indicator is said: a short name, what was so, and the name of the figure.

``{amount}`` is the figure with its unit, ``{people}`` the people of the area. A reader who knows
neither the number nor the official title must understand both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class IndicatorWords:
    """``so`` completes "In 2023/24, ..."; ``name`` stands for the figure ("the rate of falls").

    ``short`` is what a heading calls it. ``amount`` writes the figure with all its unit, ``brief``
    the figure where its unit has just been said, as ``so`` may: ``{figure}`` is the number.
    """

    short: str
    so: str
    name: str
    amount: str
    brief: str = "{figure}"


def _share(short: str, so: str, name: str) -> IndicatorWords:
    return IndicatorWords(short, so, name, "{figure}%", "{figure}%")


INDICATOR_WORDS: Mapping[str, IndicatorWords] = {
    "NI-1": _share(
        "Looking after one's own health",
        "{amount} of adults {living} said they could look after their health very well or quite "
        "well",
        "the share of adults who can look after their health well",
    ),
    "NI-2": _share(
        "Living independently",
        "{amount} of adults supported at home {living} agreed that they were supported to live as "
        "independently as possible",
        "the share who felt supported to live independently",
    ),
    "NI-3": _share(
        "Having a say in one's care",
        "{amount} of adults supported at home {living} agreed that they had a say in how their "
        "help, care or support was provided",
        "the share who had a say in their care",
    ),
    "NI-4": _share(
        "Services that work together",
        "{amount} of adults supported at home {living} agreed that their health and social care "
        "services seemed to be well co-ordinated",
        "the share who found their services well co-ordinated",
    ),
    "NI-5": _share(
        "Care rated excellent or good",
        "{amount} of adults {living} who received care or support rated it as excellent or good",
        "the share who rated their care as excellent or good",
    ),
    "NI-6": _share(
        "Care from GP practices",
        "{amount} of people {living} had a positive experience of the care their GP practice gave",
        "the share with a positive experience of their GP practice",
    ),
    "NI-7": _share(
        "Quality of life",
        "{amount} of adults supported at home {living} agreed that their services and support "
        "improved or maintained their quality of life",
        "the share whose support kept up their quality of life",
    ),
    "NI-8": _share(
        "Carers who feel supported",
        "{amount} of unpaid carers {living} felt supported to continue in their caring role",
        "the share of carers who felt supported",
    ),
    "NI-9": _share(
        "Feeling safe",
        "{amount} of adults supported at home {living} agreed that they felt safe",
        "the share who felt safe",
    ),
    "NI-10": _share(
        "Staff who would recommend their workplace",
        "{amount} of staff {living} said they would recommend their workplace",
        "the share of staff who would recommend their workplace",
    ),
    "NI-11": IndicatorWords(
        "Early deaths",
        "of every 100,000 people under 75 {living}, {brief} died, after allowing for age",
        "the rate of deaths before 75",
        "{figure} of every 100,000 people under 75",
    ),
    "NI-12": IndicatorWords(
        "Emergency admissions",
        "for every 100,000 adults {living}, there were {brief} emergency admissions to hospital",
        "the emergency admission rate",
        "{figure} emergency admissions to hospital for every 100,000 adults",
    ),
    "NI-13": IndicatorWords(
        "Days in hospital after an emergency admission",
        "for every 100,000 adults {living}, {brief} days were spent in hospital after an emergency "
        "admission",
        "the emergency bed day rate",
        "{figure} days in hospital after an emergency admission for every 100,000 adults",
    ),
    "NI-14": IndicatorWords(
        "Readmissions to hospital",
        "of every 1,000 discharges of adults {living}, {brief} were followed by an emergency "
        "return to hospital within 28 days",
        "the readmission rate",
        "{figure} of every 1,000 discharges",
    ),
    "NI-15": _share(
        "The last six months of life",
        "people {living} spent {amount} of the last six months of their life at home or in a "
        "community setting",
        "the share of the last six months of life spent at home or in a community setting",
    ),
    "NI-16": IndicatorWords(
        "Falls",
        "for every 1,000 people aged 65 and over {living}, there were {brief} emergency admissions "
        "for a fall",
        "the rate of falls",
        "{figure} emergency admissions for a fall for every 1,000 people aged 65 and over",
    ),
    "NI-17": _share(
        "Grades of care services",
        "{amount} of care services {living} were graded good or better by the Care Inspectorate",
        "the share of care services graded good or better",
    ),
    "NI-18": _share(
        "Care at home for intensive needs",
        "{amount} of adults {living} with intensive care needs received care at home",
        "the share of adults with intensive needs who are cared for at home",
    ),
    "NI-19": IndicatorWords(
        "Ready to leave hospital: people aged 75 and over",
        "for every 1,000 people aged 75 and over {living}, {brief} days were spent in hospital by "
        "people ready to leave",
        "the rate of days that older people spend in hospital when ready to leave",
        "{figure} days for every 1,000 people aged 75 and over",
    ),
    "NI-20": _share(
        "Spending on emergency hospital stays",
        "{amount} of spending on health and care {living} went on hospital stays that began as an "
        "emergency",
        "the share of spending that went on emergency hospital stays",
    ),
    "NI-21": _share(
        "From hospital to a care home",
        "{amount} of people {living} admitted to hospital from home were discharged to a care home",
        "the share discharged from hospital to a care home",
    ),
    "NI-22": _share(
        "Leaving hospital soon after being ready",
        "{amount} of people {living} left hospital within 72 hours of being ready",
        "the share who left hospital within 72 hours of being ready",
    ),
    "NI-23": IndicatorWords(
        "The cost of end of life care",
        "the cost of care in the last six months of life was {amount} {living}",
        "the cost of end of life care",
        "£{figure} for each person who died",
        "£{figure}",
    ),
    "MSG-1": IndicatorWords(
        "Emergency admissions of all ages",
        "there were {amount} of people {living}",
        "the number of emergency admissions",
        "{figure} emergency admissions to hospital",
    ),
    "MSG-2": IndicatorWords(
        "Unplanned days in hospital",
        "people {living} spent {amount} that had not been planned",
        "the number of unplanned bed days",
        "{figure} days in hospital",
    ),
    "MSG-3": IndicatorWords(
        "Attendances at accident and emergency",
        "people {living} went to accident and emergency {amount}",
        "the number of attendances at accident and emergency",
        "{figure} times",
    ),
    "MSG-4": IndicatorWords(
        "Ready to leave hospital: all adults",
        "adults {living} spent {amount} in hospital when they were ready to leave",
        "the number of days that adults spend in hospital when ready to leave",
        "{figure} days",
    ),
    "MSG-5": _share(
        "The last six months of life, by setting",
        "people {living} spent {amount} of the last six months of their life at home or in a "
        "community setting",
        "the share of the last six months of life spent out of hospital",
    ),
    "MSG-6": _share(
        "Balance of care",
        "{amount} of people aged 65 and over {living} were supported at home",
        "the share of older people supported at home",
    ),
}
