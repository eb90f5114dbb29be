"""Figures that others have published, taken as they are, and what is said of those not held.

They come from the file of the Local Government Benchmarking Framework of January 2022, and from
``data/reference/published_indicators.csv``: what its edition of March 2024 adds, as printed there
to one decimal, with its numerators and denominators where we have them, and premature mortality
from the Community Planning Outcomes Profile. The two editions agree on all they share but
readmissions (NI-14), whose whole series is therefore taken from the later one. The emergency
admission rate at 65 and over is the profile's too. A partnership of one council area has that
area's figure.

A period not held counts as published once a release has passed that must have had it. The core
suite is released in early July (7 July 2020, 13 July 2021, 4 July 2023), and reports rest on it by
31 July; figures that may still be of a calendar year in that release, that need deaths or a census,
or that are given to partnerships alone, are counted on a year later. "Passed" is as of the day the
newest figures held were released, so that the same figures always give the same words. Whether a
suite has years before its first is not known here, so of those nothing is claimed.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from hsci_analysis.areas import Area
from hsci_analysis.errors import SourceError
from hsci_analysis.folders import data_folder
from hsci_analysis.indicators.breaks import EQUIVALENT
from hsci_analysis.indicators.indicator import Indicator, PeriodRule, Suite
from hsci_analysis.indicators.nothing import EmptyCell, Reason
from hsci_analysis.indicators.period_rule import Period
from hsci_analysis.indicators.residence import council_areas_of
from hsci_analysis.indicators.value import FilledCell, Standing
from hsci_analysis.periods import FinancialYear, Month
from hsci_analysis.sources import Citation, source
from hsci_analysis.sources.releases import held_sources
from hsci_analysis.tables import read_table

TABLE = "benchmarking_framework_indicators"
PROFILE = "emergency_admission_rate_65_and_over"
PROFILE_FIGURE = "RELATED-1"
REVISED_SINCE = "NI-14"
NOTES = {"NI-11": (EQUIVALENT.text,)}
KEY = ["indicator", "period", "area_code"]
FIGURE = ["value", "numerator", "denominator", "standing", "source", "release"]
NUMBERS = FIGURE[:3]
TYPES = {**dict.fromkeys([*KEY, *FIGURE], "str"), **dict.fromkeys(NUMBERS, "float64")}
AUGUST = 8
FIRST_COMPARED = (
    FinancialYear(2011),
    "the first reports, of 2016/17, compare it with the five before",
)
FIRST_YEARS = {
    Suite.CORE: FIRST_COMPARED,
    Suite.RELATED: FIRST_COMPARED,
    Suite.MINISTERIAL: (FinancialYear(2017), "the ministerial group agreed its indicators in 2017"),
}
"""The first year that a suite is known to be about, and why."""


def published_figure(
    indicator: Indicator, area: Area, period: Period, as_of: date | None = None
) -> FilledCell | EmptyCell:
    """The published figure of exactly that period, or what is known of it by ``as_of``.

    A figure whose release came after that day is not known by then.
    """
    tables = tuple(source(key).table_sha256 for key in (TABLE, PROFILE))
    held = _held(tables, reference_file())
    parts = council_areas_of(area)
    for code in (area.code, *(parts if len(parts) == 1 else ())):
        if (found := held.get((indicator.key, str(period), code))) and (
            as_of is None or released(found[-1]) <= as_of
        ):
            value, numerator, denominator, standing, told, release = found
            return FilledCell(
                value,
                period,
                Standing(standing),
                told,
                release,
                numerator=_known(numerator),
                denominator=_known(denominator),
                citations=(_citation(told, release),),
                notes=NOTES.get(indicator.key, ()),
            )
    of_parts = len(parts) > 1 and (indicator.key, str(period), parts[0]) in held
    return _not_held(indicator, period, as_of or newest_release(), of_parts=of_parts)


def reference_file() -> Path:
    """The published figures kept by hand; one row is one indicator, period and area."""
    return data_folder() / "reference" / "published_indicators.csv"


@cache
def released(release: str) -> date:
    """The day, or the last of the month, that the words of a release begin with.

    Raises
    ------
    SourceError
        If they do not.
    """
    words = release.partition(",")[0]
    for written in ("%d %B %Y", "%B %Y"):
        with suppress(ValueError):
            day = datetime.strptime(words, written).date()
            return day if words[:1].isdecimal() else Month.of(day).last_day
    raise SourceError(f"the release {release!r} does not begin with its day or month: write it so")


def newest_release() -> date:
    """The day the newest figures held were released: until then we know what was published."""
    return max(each.released for each in held_sources())


def _not_held(indicator: Indicator, period: Period, as_of: date, *, of_parts: bool) -> EmptyCell:
    first, why = FIRST_YEARS[indicator.suite]
    if period.last_day < first.first_day:
        words = f"before {first}, and not held here: {why}"
        return EmptyCell(Reason.NOT_AVAILABLE, words)
    if _surely_published(indicator, period) > as_of:
        by = f"{as_of.day} {as_of:%B %Y}"
        words = f"not held here, and not sure to have been published by {by}"
        return EmptyCell(Reason.NOT_YET_AVAILABLE, words)
    words = "not held here"
    if indicator.suite is Suite.MINISTERIAL:
        words = "given to partnerships as management information, and not held here"
    if of_parts:
        words = (
            "held for each of its council areas alone, which cannot be put together without "
            "numerators and denominators"
        )
    return EmptyCell(Reason.NOT_SUPPLIED, f"{words}; {indicator.workbook} has it")


def _surely_published(indicator: Indicator, period: Period) -> date:
    last = period.last_day
    in_first_release = indicator.suite is Suite.CORE and indicator.period_rule in (
        PeriodRule.FINANCIAL_YEAR,
        PeriodRule.SURVEY_ROUND,
    )
    return date(last.year + (last.month >= AUGUST) + (not in_first_release), AUGUST - 1, 31)


def _citation(told: str, release: str) -> Citation:
    """The table of that source and release: one of ours, or the reference kept by hand."""
    for key in (TABLE, PROFILE):
        if (told, release) == (_from(key)["source"], _from(key)["release"]):
            return source(key).citation
    publisher, title = told.split(": ", maxsplit=1)
    return Citation(
        table=reference_file().stem,
        title=title,
        publisher=publisher,
        release=release,
        sha256=hashlib.sha256(reference_file().read_bytes()).hexdigest(),
        attribution=f"{publisher}, {title.split(',')[0]}.",
    )


def _known(number: float) -> float | None:
    return None if math.isnan(number) else number


@cache
def _held(
    _tables_sha256: tuple[str, ...], reference: Path
) -> Mapping[tuple[str, ...], tuple[Any, ...]]:
    """Kept by the hashes of the tables, so that no other table is answered from these."""
    framework = read_table(TABLE).rename(columns={"figure": "indicator", "year": "period"})
    framework = framework[framework["indicator"] != REVISED_SINCE]
    named = {"year": "period", "admissions_per_100_000": "value"}
    profile = read_table(PROFILE).rename(columns=named).assign(indicator=PROFILE_FIGURE)
    held = pd.concat(
        [
            framework.assign(**_from(TABLE)),
            profile.assign(**_from(PROFILE)),
            pd.read_csv(reference, dtype=TYPES),
        ]
    )
    keys, figures = (held[columns].itertuples(index=False, name=None) for columns in (KEY, FIGURE))
    return dict(zip(keys, figures, strict=True))


def _from(table: str) -> dict[str, Any]:
    """What is the same of every figure of a table."""
    entry = source(table)
    return {
        "numerator": math.nan,
        "denominator": math.nan,
        "standing": Standing.PUBLISHED.value,
        "source": f"{entry.publisher}: {entry.title}",
        "release": entry.release,
    }
