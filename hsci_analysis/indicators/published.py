"""Figures that others have published, taken as they are, and what is said of those not held.

They come from the file of the Local Government Benchmarking Framework of January 2022, and from
``data/reference/published_indicators.csv``: what its edition of March 2024 adds, as printed there
to one decimal, and premature mortality from the Community Planning Outcomes Profile. The two
editions agree on all they share but readmissions (NI-14), whose whole series is therefore taken
from the later one. A partnership of one council area has that area's figure.

A period not held counts as published once a release has passed that must have had it. The core
suite is released in early July (7 July 2020, 13 July 2021, 4 July 2023), and reports rest on it by
31 July; figures that may still be of a calendar year in that release, that need deaths or a census,
or that are given to partnerships alone, are counted on a year later. "Passed" is as of the day the
newest figures held were released, so that the same figures always give the same words.
"""

from __future__ import annotations

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
from hsci_analysis.indicators.indicator import Indicator, PeriodRule, Suite
from hsci_analysis.indicators.nothing import EmptyCell, Reason
from hsci_analysis.indicators.period_rule import Period
from hsci_analysis.indicators.residence import council_areas_of
from hsci_analysis.indicators.value import FilledCell, Standing
from hsci_analysis.periods import Month
from hsci_analysis.sources import register, releases, source
from hsci_analysis.tables import read_table

TABLE = "benchmarking_framework_indicators"
REVISED_SINCE = "NI-14"
KEY = ["indicator", "period", "area_code"]
FIGURE = ["value", "standing", "source", "release"]
TYPES = {**dict.fromkeys([*KEY, *FIGURE], "str"), "value": "float64"}
AUGUST = 8


def published_figure(
    indicator: Indicator, area: Area, period: Period, as_of: date | None = None
) -> FilledCell | EmptyCell:
    """The published figure of exactly that period, or what is known of it by ``as_of``.

    A figure whose release came after that day is not known by then.
    """
    held = _held(source(TABLE).table_sha256, reference_file())
    parts = council_areas_of(area)
    for code in (area.code, *(parts if len(parts) == 1 else ())):
        if (found := held.get((indicator.key, str(period), code))) and (
            as_of is None or released(found[-1]) <= as_of
        ):
            value, standing, told, release = found
            return FilledCell(value, period, Standing(standing), told, release)
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
    return max(source(key).released for key in register() if releases(key))


def _not_held(indicator: Indicator, period: Period, as_of: date, *, of_parts: bool) -> EmptyCell:
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


@cache
def _held(_table_sha256: str, reference: Path) -> Mapping[tuple[str, ...], tuple[Any, ...]]:
    """Kept by the hash of the table, so that another table is never answered from this one."""
    entry = source(TABLE)
    framework = read_table(TABLE).rename(columns={"figure": "indicator", "year": "period"})
    framework = framework[framework["indicator"] != REVISED_SINCE].assign(
        standing=Standing.PUBLISHED.value,
        source=f"{entry.publisher}: {entry.title}",
        release=entry.release,
    )
    held = pd.concat([framework, pd.read_csv(reference, dtype=TYPES)])
    keys, figures = (held[columns].itertuples(index=False, name=None) for columns in (KEY, FIGURE))
    return dict(zip(keys, figures, strict=True))
