"""What one row of each input is, and what it promises, column by column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LONGEST_AGE = 130
OLDEST = 90
"""Population estimates put all ages from 90 on together."""

DATE = "a date such as 2023-04-01"
COUNCIL_AREA = "the code of a council area such as S12000047"
MADE_UP = "SYN"
"""What every person of a synthetic extract is named by; no CHI or link number has letters."""


@dataclass(frozen=True)
class Column:
    """A column by our name: its DuckDB type, and what a value keeps to.

    ``expected`` completes "3 rows are not ..."; ``promise`` is SQL about a value that is there.
    A file may do without an ``optional`` column.
    """

    name: str
    kind: str
    expected: str
    promise: str = "true"
    may_be_empty: bool = False
    optional: bool = False


@dataclass(frozen=True)
class RowPromise:
    """SQL about a whole row; asked only of a file that has the column ``of``."""

    expected: str
    promise: str
    of: str


@dataclass(frozen=True)
class Layout:
    """One input. No two rows are alike in ``key`` where its first column is not empty.

    Without ``key`` rows may be alike. ``of_people`` says that rows are told apart by ``person``,
    and ``dated`` which day they happened on.
    """

    name: str
    one_row: str
    columns: tuple[Column, ...]
    rows: tuple[RowPromise, ...] = ()
    key: tuple[str, ...] = ()
    of_people: bool = False
    dated: str = ""


def _text(name: str, *, optional: bool = False) -> Column:
    return Column(name, "VARCHAR", "text", may_be_empty=True, optional=optional)


def _date(name: str, *, may_be_empty: bool = False) -> Column:
    between = f"{name} BETWEEN DATE '1850-01-01' AND DATE '2199-12-31'"
    return Column(name, "DATE", DATE, between, may_be_empty)


def _number(name: str, kind: str, least: int, most: int, *, may_be_empty: bool = False) -> Column:
    between = f"{name} BETWEEN {least} AND {most}"
    return Column(name, kind, f"a whole number from {least:,} to {most:,}", between, may_be_empty)


def _one_of(name: str, *values: str, may_be_empty: bool = False) -> Column:
    listed = ", ".join(f"'{value}'" for value in values)
    return Column(name, "VARCHAR", f"one of {listed}", f"{name} IN ({listed})", may_be_empty)


def _icd_10(name: str, *, optional: bool = False) -> Column:
    promise = f"{name} GLOB '[A-Z][0-9][0-9]*'"
    expected = "an ICD-10 code such as W19 or W190"
    return Column(name, "VARCHAR", expected, promise, may_be_empty=True, optional=optional)


def _marker(name: str) -> Column:
    return Column(name, "BIGINT", "a whole number", f"{name} > 0", may_be_empty=True, optional=True)


RESIDENCE = (
    Column(
        "data_zone",
        "VARCHAR",
        "the code of a data zone such as S01006506",
        "data_zone GLOB 'S01" + "[0-9]" * 6 + "'",
        may_be_empty=True,
    ),
    Column(
        "council_area",
        "VARCHAR",
        COUNCIL_AREA,
        "council_area IN (SELECT code FROM every_council_area)",
        may_be_empty=True,
    ),
    _text("locality"),
)
IN_A_COUNCIL_AREA = RowPromise(
    "of a council area though of a locality",
    "locality IS NULL OR council_area IS NOT NULL",
    of="locality",
)
DIAGNOSES = tuple(f"diagnosis_{position}" for position in range(1, 7))
CAUSES = ("underlying_cause", *(f"cause_{position}" for position in range(1, 11)))
RECORD_TYPES = ("SMR01", "SMR01E", "SMR04")

_EPISODE_COLUMNS = (
    _text("person"),
    _one_of("record_type", *RECORD_TYPES),
    _one_of("inpatient_or_day_case", "I", "D"),
    _date("admission_date"),
    _date("discharge_date", may_be_empty=True),
    _number("admission_type", "INTEGER", 10, 48),
    _number("discharge_type", "INTEGER", 10, 79, may_be_empty=True),
    _number("age", "INTEGER", 0, LONGEST_AGE),
    _number("sex", "INTEGER", 0, 9),
    _text("location"),
    *RESIDENCE,
    *(_icd_10(name) for name in DIAGNOSES),
    _marker("stay_marker"),
    _marker("journey_marker"),
)
EPISODES = Layout(
    "episodes",
    "one record of a hospital episode: acute (SMR01), geriatric long stay (SMR01E) or psychiatric"
    " (SMR04)",
    _EPISODE_COLUMNS,
    rows=(
        RowPromise(
            "discharged on or after the day of admission",
            "discharge_date IS NULL OR discharge_date >= admission_date",
            of="discharge_date",
        ),
        RowPromise(
            "marked as part of a stay, as acute records of a known person are where any is",
            "stay_marker IS NOT NULL OR person IS NULL OR record_type <> 'SMR01'",
            of="stay_marker",
        ),
        RowPromise(
            "marked as part of a journey, as records of a known person are where any is",
            "journey_marker IS NOT NULL OR person IS NULL",
            of="journey_marker",
        ),
        IN_A_COUNCIL_AREA,
    ),
    key=tuple(column.name for column in _EPISODE_COLUMNS),
    of_people=True,
    dated="admission_date",
)
ATTENDANCES = Layout(
    "attendances",
    "one attendance at accident and emergency; who attended is not asked for",
    (
        _date("attendance_date"),
        _one_of("attendance_type", "new", "unplanned return", "planned return"),
        _text("discharge_destination"),
        _number("minutes_in_department", "INTEGER", 0, 100_000),
        *RESIDENCE[1:],
    ),
    rows=(IN_A_COUNCIL_AREA,),
    dated="attendance_date",
)
DEATHS = Layout(
    "deaths",
    "one death; no person dies twice",
    (
        _text("person"),
        _date("date_of_death"),
        _icd_10("underlying_cause"),
        *(_icd_10(name, optional=True) for name in CAUSES[1:]),
        *RESIDENCE,
    ),
    rows=(IN_A_COUNCIL_AREA,),
    key=("person",),
    of_people=True,
    dated="date_of_death",
)
POPULATIONS = Layout(
    "populations",
    "the people of one age in one locality in the middle of one year; 90 stands for 90 and over",
    (
        _number("year", "INTEGER", 1980, 2199),
        Column("council_area", "VARCHAR", COUNCIL_AREA, RESIDENCE[1].promise),
        Column("locality", "VARCHAR", "the name of a locality"),
        _number("age", "INTEGER", 0, OLDEST),
        _number("people", "INTEGER", 0, 10_000_000),
    ),
    key=("year", "council_area", "locality", "age"),
)
LAYOUTS: Mapping[str, Layout] = {
    each.name: each for each in (EPISODES, ATTENDANCES, DEATHS, POPULATIONS)
}
