"""The kinds of column that published files have, from text to checked values.

A source is described by listing its columns; what a kind promises is written here once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
import pandera.pandas as pa

from hsci_analysis.areas import Area, current_code
from hsci_analysis.errors import ParametersError, UnknownNameError
from hsci_analysis.periods import Quarter

NUMBER = r"-?[0-9]{1,15}(?:\.[0-9]+)?"  # more digits than that are no figure
NAMES_VALUES = "names values"  # the checks of codes and categories, whose values may be told


@dataclass(frozen=True)
class Column:
    """One column of a published file.

    ``published`` is its name there, ``name`` ours. ``read`` turns its text into values and leaves
    a cell empty that is not what ``expected`` says. ``rank`` numbers values in the order they are
    published in. ``every`` gives, from the values there are, all that a complete file has.
    """

    published: str
    name: str
    expected: str = "text"
    read: Callable[[pd.Series], pd.Series] = lambda text: text
    checks: tuple[pa.Check, ...] = ()
    rank: Callable[[pd.Series], pd.Series] = lambda values: values.rank(method="dense")
    every: Callable[[pd.Series], Iterable[object]] = lambda values: values.unique()


def text(published: str, name: str | None = None) -> Column:
    """A column of text we don't judge."""
    return Column(published, name or published)


def amount(published: str, name: str, *, at_most: int, because: str) -> Column:
    """A number from 0 up that may have decimals, such as an average."""
    checks = (
        pa.Check.ge(0, error="0 or more"),
        pa.Check.le(at_most, error=f"at most {at_most:,} ({because})"),
    )
    return Column(published, name, "a number", _numbers, checks)


def count(published: str, name: str, *, at_most: int, because: str) -> Column:
    """A whole number, 0 or more; ``at_most`` is the most that can be true, and ``because`` why."""
    checks = (
        pa.Check.ge(0, error="0 or more"),
        pa.Check(lambda values: values % 1 == 0, error="a whole number"),
        pa.Check.le(at_most, error=f"at most {at_most:,} ({because})"),
    )
    return Column(published, name, "a number", _numbers, checks)


def decimal(published: str, name: str, *, at_least: float | None = None) -> Column:
    """A number that may have decimals, and be negative unless ``at_least`` says otherwise."""
    checks = () if at_least is None else (pa.Check.ge(at_least, error=f"{at_least:g} or more"),)
    return Column(published, name, "a number", _numbers, checks)


def matching(published: str, name: str, pattern: str, expected: str) -> Column:
    """Text of that pattern."""
    check = pa.Check(lambda values: values.str.fullmatch(pattern), error=expected)
    return Column(published, name, checks=(check,))


def year(published: str, name: str) -> Column:
    """A calendar year since the first one that published figures reach back to."""

    def read(text: pd.Series) -> pd.Series:
        return _numbers(text.where(text.str.fullmatch("(?:19|20)[0-9]{2}")))

    def every(years: pd.Series) -> list[float]:
        return [] if years.empty else list(np.arange(years.min(), years.max() + 1))

    return Column(published, name, "a year such as 2023", read, every=every)


def one_of(published: str, name: str, *allowed: str) -> Column:
    """One of a few texts, listed in the order they are published in."""
    words = "one of " + ", ".join(map(repr, allowed))
    places = {value: float(place) for place, value in enumerate(allowed)}
    return Column(
        published,
        name,
        checks=(pa.Check.isin(allowed, name=NAMES_VALUES, error=words),),
        rank=lambda values: values.map(places),
        every=lambda values: allowed,
    )


class Which(StrEnum):
    """The day that stands for a month or a week in a published file."""

    FIRST_OF_MONTH = "the first day of a month"
    LAST_OF_MONTH = "the last day of a month"
    FIRST_OF_QUARTER = "the first day of a quarter"
    SUNDAY = "a Sunday"


FREQUENCY = {
    Which.FIRST_OF_MONTH: "MS",
    Which.LAST_OF_MONTH: "ME",
    Which.FIRST_OF_QUARTER: "QS",
    Which.SUNDAY: "W-SUN",
}


def _days_between(which: Which) -> Callable[[pd.Series], pd.DatetimeIndex]:
    def every(days: pd.Series) -> pd.DatetimeIndex:
        if days.empty:
            return pd.DatetimeIndex([])
        return pd.date_range(days.min(), days.max(), freq=FREQUENCY[which]).as_unit("us")

    return every


def day(published: str, name: str, *, written: str, which: Which) -> Column:
    """A date, ``written`` as strptime has it, that stands for a month or a week."""
    every = _days_between(which)
    return Column(
        published,
        name,
        "a date written " + written.replace("%Y", "YYYY").replace("%m", "MM").replace("%d", "DD"),
        lambda text: _days(text, written),
        (pa.Check(lambda days: days.isin(every(days)), error=str(which)),),
        every=every,
    )


def quarter(published: str, name: str, read: Callable[[str], Quarter], such_as: str) -> Column:
    """A quarter in words that ``read`` understands; kept as the day it begins."""
    return Column(
        published,
        name,
        f"a quarter such as {such_as}",
        lambda text: quarters_begin(text, read),
        every=_days_between(Which.FIRST_OF_QUARTER),
    )


def quarters_begin(text: pd.Series, read: Callable[[str], Quarter]) -> pd.Series:
    """The first day of the quarter each text names; empty where it names none."""
    days = {}
    for written in text.unique():
        with suppress(ParametersError):
            days[written] = read(written).first_day
    return pd.to_datetime(text.map(days)).astype("datetime64[us]")


def date(published: str, name: str, *, may_be_empty: bool = False) -> Column:
    """A day written ``20190401``; kept as text where it may be empty, for that means "not yet"."""

    def holds(text: pd.Series) -> pd.Series:
        return _days(text, "%Y%m%d").notna() | (may_be_empty & (text == ""))

    check = pa.Check(holds, error="a date written YYYYMMDD")
    return Column(published, name, checks=(check,))


def area(published: str, name: str, kind: Callable[[], tuple[Area, ...]], *also: str) -> Column:
    """The code of an area of that kind, current or retired, or one of ``also``.

    Retired codes are read as the code now in force. A file publishes its areas in one sequence,
    the same in every period.
    """

    def every(codes: pd.Series) -> list[str]:
        return [*(area.code for area in kind()), *also]

    words = " or ".join([f"the code of one of the {kind.__name__.replace('_', ' ')}", *also])
    check = pa.Check(lambda codes: codes.isin(every(codes)), name=NAMES_VALUES, error=words)
    return Column(
        published,
        name,
        read=_current_codes,
        checks=(check,),
        rank=in_sequence,
        every=every,
    )


def in_sequence(values: pd.Series) -> pd.Series:
    """The rank of values that come in one sequence, whichever it is, in every period."""
    return pd.Series(pd.factorize(values)[0], index=values.index, dtype="float64")


def _days(text: pd.Series, written: str) -> pd.Series:
    """Only what is written just so: pandas takes 2016-7-1 too, and a slip of the century."""
    digits = {"%Y": "(?:19|20)[0-9]{2}", "%m": "[0-9]{2}", "%d": "[0-9]{2}"}
    exactly = re.sub("%[Ymd]", lambda field: digits[field[0]], written)
    return pd.to_datetime(
        text.where(text.str.fullmatch(exactly)), format=written, errors="coerce"
    ).astype("datetime64[us]")


def _numbers(text: pd.Series) -> pd.Series:
    return pd.to_numeric(text.where(text.str.fullmatch(NUMBER)), errors="coerce").astype("float64")


def _current_codes(codes: pd.Series) -> pd.Series:
    current = {}
    for code in codes.unique():
        try:
            current[code] = current_code(code)
        except UnknownNameError:
            current[code] = code  # the column's own promise says which codes it may hold
    return codes.map(current).astype("str")
