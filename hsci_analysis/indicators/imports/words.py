"""What the words of a file mean: which period, indicator or area, and what a column is for.

A word that means nothing here is None, never the nearest thing.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache

from hsci_analysis.areas import Area, find_area
from hsci_analysis.errors import HsciError, ParametersError, UnknownNameError
from hsci_analysis.indicators.imports.description import Role
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.periods import CalendarYear, FinancialYear, Month, Quarter
from hsci_analysis.sources.workbook import Cell
from hsci_analysis.tables.benchmarking_framework import FIGURES as FRAMEWORK

PeriodFound = FinancialYear | CalendarYear | Month | Quarter

NOTE = re.compile(r"\s*\[note[^]]*\]", re.IGNORECASE)
PROVISIONAL = re.compile(r"(?<=\d)\s*(p|\(p\)|\[p\]|\(?provisional\)?)$")
HYPHENS = re.compile("[\u2010\u2011]")
CENTURY = 2000
MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
YEARS = r"(\d{4})\s*(?:/|-|–|to)\s*(\d{4}|\d{2})"
SHORT_YEARS = re.compile(r"(?:fy|financial year)\s*(\d{2})\s*(/|-|–)\s*(\d{2})", re.ASCII)
WHOLE_YEAR = re.compile(
    r"(?:1 )?apr(?:il)? (\d{4})\s*(?:to|-|–)\s*(?:31 )?mar(?:ch)? (\d{4})", re.ASCII
)
FINANCIAL = re.compile(
    rf"(?:fy|financial year|survey)?\s*{YEARS}(?:\s*\(?(?:survey|fy|financial year)\)?)?"
    r"(?:\s*q([1-4]))?",
    re.ASCII,
)
CALENDAR = re.compile(
    r"(?:cy|calendar year|calendar)?\s*(\d{4})(?:\s*\(?calendar(?: year)?\)?)?", re.ASCII
)
CALENDAR_QUARTER = re.compile(r"(\d{4})\s*q([1-4])", re.ASCII)
MONTH_NUMBERS = re.compile(r"(?:(?:01/)(\d{2})/(\d{4}))|(?:(\d{4})-?(\d{2})(?:-01)?)", re.ASCII)
MONTH_NAMED = re.compile(r"([a-z]+)[\s-]+(?:(\d{4})|(\d{2}))", re.ASCII)

KEY = re.compile(
    r"(NI|MSG)\s*[-–.]?\s*0*(\d{1,2})([a-c])?(?![\d])(?:[\s:.–-]+(.*))?", re.IGNORECASE | re.ASCII
)
OTHERS = re.compile(r"^(?:\d|to\b|and\b|&)|\b(?:NI|MSG)\s*[-–.]?\s*\d", re.IGNORECASE | re.ASCII)
"""After a key: that it is only the first of several, as in ``NI-12 to NI-16``."""
FRAMEWORK_CODE = re.compile(r"SW\s*0*(\d{1,2})([a-e])?", re.IGNORECASE | re.ASCII)

MSG_COLUMNS: Mapping[str, str] = {
    "one admissions": "MSG-1",
    "one b ae admissions": "MSG-1b",
    "two a": "MSG-2a",
    "two b": "MSG-2b",
    "two c": "MSG-2c",
    "three attendances": "MSG-3",
    "number of attendances": "MSG-3",
    "four all beddays": "MSG-4",
}
"""Columns of the MSG files, as the publisher's programs name them."""
MSG_SHEETS: Mapping[str, Mapping[str, str]] = {
    "data1": {"admissions": "MSG-1"},
    "data2": {"unplanned beddays": "MSG-2a"},
    "a&edata": {"admissions": "MSG-1b", "attendances": "MSG-3"},
}
"""Columns whose name alone could be of anything else, by the sheet of the MSG workbook."""

ROLES: Mapping[Role, str] = {
    Role.AREA: (
        r"(hscp|partnership|council|council area|local ?authority|la|ca|area|integration authority"
        r"|health (and|&) social care partnership)( (name|desc|code))?"
    ),
    Role.LOCALITY: r"(hscp )?locality( name)?",
    Role.INDICATOR: r"indicator ?2?( (name|code|title))?|measure|ni|code",
    Role.NUMBER: r"(ind|indicator) (no|number)",
    Role.PERIOD: r"year|financial year|fy|reporting year|survey year|period|month|data month",
    Role.PART: r"time period|quarter",
    Role.AGE: r"age ?groups?|age grp 18|ages?",
    Role.VALUE: r"value|rate|percent(age)?( positive)?|%|figure|(la )?indicator value|la indicator",
    Role.NUMERATOR: r"(la )?numerator",
    Role.DENOMINATOR: r"(la )?denominator",
    Role.LOWER: r"lower( .*)?|95 ?% (ci|confidence interval),? lower|lci|lcl",
    Role.UPPER: r"upper( .*)?|95 ?% (ci|confidence interval),? upper|uci|ucl",
    Role.ESTIMATE: r"estimate( flag)?",
}


def folded(text: str) -> str:
    """Without case, footnote marks, and the marks that programs put for blanks in a header."""
    return " ".join(re.sub(r"[._]", " ", NOTE.sub("", text).casefold()).split())


def role_of(header: str) -> Role | None:
    """What a column of that header is for."""
    text = folded(header)
    return next((role for role, words in ROLES.items() if re.fullmatch(words, text)), None)


def period_of(cell: Cell) -> PeriodFound | None:
    """The period a cell names, in any of the usual spellings.

    ``2010-11`` is a financial year wherever the second number follows the first, and a month
    otherwise; four digits alone are a calendar year.
    """
    if isinstance(cell.value, datetime):
        month = Month(cell.value.year, cell.value.month)
        return month if cell.value.date() in (month.first_day, month.last_day) else None
    text = PROVISIONAL.sub("", NOTE.sub("", cell.text).casefold().strip())
    try:
        return _period(text)
    except ParametersError:
        return None


def is_provisional(cell: Cell) -> bool:
    """Whether a period or a number is marked as provisional: ``2024/25p``."""
    return bool(PROVISIONAL.search(NOTE.sub("", cell.text).casefold().strip()))


def _period(text: str) -> PeriodFound | None:
    text = WHOLE_YEAR.sub(r"\1/\2", SHORT_YEARS.sub(rf"{CENTURY // 100}\1\2\3", text))
    if found := FINANCIAL.fullmatch(text):
        start, quarter = int(found[1]), found[3]
        if found[2] == str(start + 1)[-len(found[2]) :]:
            year = FinancialYear(start)
            return Quarter.parse_financial(f"{year} Q{quarter}") if quarter else year
    if found := CALENDAR.fullmatch(text):
        return CalendarYear(int(found[1]))
    if found := CALENDAR_QUARTER.fullmatch(text):
        return Quarter(int(found[1]), int(found[2]))
    if found := MONTH_NUMBERS.fullmatch(text):
        return Month(int(found[2] or found[3]), int(found[1] or found[4]))
    if (found := MONTH_NAMED.fullmatch(text)) and found[1] in MONTHS:
        return Month(int(found[2] or CENTURY + int(found[3])), MONTHS[found[1]])
    return None


def indicator_of(text: str) -> str | None:
    """The key an indicator is named by: ``NI-14``, or ``MSG-2a`` for a part of one.

    By its key, its title, or its code in the Local Government Benchmarking Framework. A key that
    is followed by another's title, or by other keys, names none.
    """
    text = " ".join(HYPHENS.sub("-", NOTE.sub("", text)).split())
    if found := KEY.fullmatch(text):
        if OTHERS.search(found[4] or ""):
            return None
        key = f"{found[1].upper()}-{found[2]}"
        titled = _titles().get(_plain(found[4] or ""))
        part = (found[3] or "").lower()
        return (
            None if titled not in (None, key) else "MSG-1" if key + part == "MSG-1a" else key + part
        )
    if found := FRAMEWORK_CODE.fullmatch(text):
        return FRAMEWORK.get(f"SW{found[1]}{(found[2] or '').lower()}")
    return _titles().get(_plain(text))


def msg_column(header: str, sheet: str) -> str | None:
    """The indicator a column of the MSG files holds, by its publisher's name of the column."""
    name = folded(header)
    return MSG_COLUMNS.get(name) or MSG_SHEETS.get(sheet.casefold(), {}).get(name)


@cache
def area_of(name: str) -> Area | UnknownNameError:
    """The area of that name or code; else the error that offers the nearest ones."""
    try:
        return find_area(NOTE.sub("", name))
    except UnknownNameError as unknown:
        return unknown


def same(text: str, kind: Role) -> object | None:
    """What a header means as an area or a period; None if it is neither."""
    if kind is Role.AREA:
        found = area_of(text)
        return None if isinstance(found, HsciError) else found
    return period_of(Cell(text))


@cache
def _titles() -> Mapping[str, str]:
    return {_plain(each.title): key for key, each in INDICATORS.items()}


def _plain(title: str) -> str:
    return " ".join(re.sub(r"[^\w%]+", " ", title.casefold()).split())
