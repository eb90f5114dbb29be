"""The records and deaths that a batch of made-up people leave behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.random import Generator

from hsci_analysis.records.layouts import CAUSES, DIAGNOSES, MADE_UP
from hsci_analysis.records.synthetic_people import (
    DAYS,
    DAYS_IN_YEAR,
    FIRST_DAY,
    OLD,
    Kind,
    Numbers,
    People,
    Spells,
)
from hsci_analysis.records.synthetic_places import Places

EMERGENCY_TYPES = (20, 21, 30, 31, 33, 34, 35, 36)
ELECTIVE_TYPES = (10, 11, 12)
AFTER_INJURY = (33, 34, 35)
TRANSFER = 18
DISCHARGED, TRANSFERRED, DIED = 10, 52, 42
FALLS = ("W010", "W06X", "W109", "W180", "W199")
CONDITIONS = ("I219", "J189", "N390", "R074", "K529", "C349", "E119", "A419", "G459", "M545")
INJURIES = ("S720", "S525", "S065", "S420")
DISTRESS = ("F209", "F319", "F322", "F03X", "F603")
NATURAL = ("I219", "C349", "J189", "F03X", "I639", "K703")
EXTERNAL = ("X420", "V435", "X700", "Y120")
HOSPITALS = tuple(f"{board}{number}H" for board in "ABCFGHLNSTVWYZ" for number in (101, 204, 307))
RARER = ("T113H", "G106H", "G105V", "T337V", "C413V", "G414V", "S121K")
"""Dental hospitals, care homes and hospices, by their public codes."""

LONG_ENOUGH_TO_MOVE, LONG_ENOUGH_TO_FALL_ILL = 3, 15
FALL_ILL, DIE_IN_HOSPITAL, PLANNED, RARE = 0.2, 0.45, 0.3, 0.02
EXTERNAL_CAUSE, FATAL_FALL, FALL, ADMITTED = 0.05, 0.04, 0.6, 0.27
NOWHERE, VAGUE = 0.006, 0.01
"""Shares of spells, deaths, injuries, attendances and residences that are so."""

SMR01, SMR01E, SMR04 = 0, 1, 2


@dataclass(frozen=True)
class Records:
    """Records, each of the spell at ``spell``; ``position`` in it from 0, of ``of`` records."""

    spell: Numbers
    position: Numbers
    of: Numbers
    start: Numbers
    end: Numbers
    inside: Numbers


def records(random: Generator, of: Spells) -> Records:
    """One record a spell, more where there are transfers; acute ones inside psychiatric ones."""
    days = of.end - of.start
    moved = np.isin(of.kind, (Kind.EMERGENCY, Kind.GERIATRIC)) & (days >= LONG_ENOUGH_TO_MOVE)
    parts = 1 + np.where(moved, random.binomial(2, 0.25, len(days)), 0)
    parts = np.where(
        (of.kind == Kind.GERIATRIC) & (days >= LONG_ENOUGH_TO_MOVE), np.maximum(parts, 2), parts
    )
    spell = np.repeat(np.arange(len(parts)), parts)
    position = np.arange(len(spell)) - np.repeat(np.cumsum(parts) - parts, parts)
    start = of.start[spell] + days[spell] * position // parts[spell]
    end = of.start[spell] + days[spell] * (position + 1) // parts[spell]
    within = np.flatnonzero(
        (of.kind == Kind.PSYCHIATRIC)
        & (days >= LONG_ENOUGH_TO_FALL_ILL)
        & (random.random(len(days)) < FALL_ILL)
    )
    begins = of.start[within] + days[within] // 3
    return Records(
        spell=np.r_[spell, within],
        position=np.r_[position, 0 * within],
        of=np.r_[parts[spell], 1 + 0 * within],
        start=np.r_[start, begins],
        end=np.r_[end, begins + 5],
        inside=np.r_[np.zeros(len(spell), "bool"), np.ones(len(within), "bool")],
    )


@dataclass(frozen=True)
class Ends:
    """For each person the day they died on, or none in sight; for each spell whether in it."""

    day: Numbers
    in_spell: Numbers


NEVER = 10**6


def ends(random: Generator, people: People, of: Spells) -> Ends:
    """Who dies, some at the end of their last spell and some after it."""
    size = len(people.age)
    dies = random.random(size) < np.where(people.age >= OLD, 0.2, 0.02)
    last = np.full(size, -1)
    last[of.owner[of.last]] = np.flatnonzero(of.last)
    in_hospital = dies & (last >= 0) & (random.random(size) < DIE_IN_HOSPITAL)
    in_hospital &= np.isin(of.kind[last], (Kind.EMERGENCY, Kind.GERIATRIC))
    discharged = np.where(last >= 0, of.end[last], random.integers(0, DAYS, size))
    after = discharged + random.exponential(70, size).astype("int64") + 1
    in_spell = np.zeros(len(of.owner), "bool")
    in_spell[last[in_hospital]] = True
    return Ends(np.where(in_hospital, discharged, np.where(dies, after, NEVER)), in_spell)


def episodes_table(
    random: Generator, people: People, of: Spells, made: Records, ended: Ends, where: Places
) -> pa.Table:
    """The records as the layout of episodes has them; acute ones only once they are complete."""
    kind = np.where(made.inside, Kind.EMERGENCY, of.kind[made.spell])
    first, last = made.position == 0, made.position == made.of - 1
    record_type = np.select(
        [kind == Kind.PSYCHIATRIC, (kind == Kind.GERIATRIC) & ~first], [SMR04, SMR01E], SMR01
    )
    still_in = made.end >= DAYS
    kept = (~still_in | (record_type != SMR01)) & (made.start < DAYS)
    begun = random.choice(EMERGENCY_TYPES, len(kind))
    planned = np.isin(kind, (Kind.DAY_CASE, Kind.ELECTIVE)) | (
        (kind == Kind.PSYCHIATRIC) & (random.random(len(kind)) < PLANNED)
    )
    admission = np.where(
        first, np.where(planned, random.choice(ELECTIVE_TYPES, len(kind)), begun), TRANSFER
    )
    discharge = np.where(
        last, np.where(ended.in_spell[made.spell] & ~made.inside, DIED, DISCHARGED), TRANSFERRED
    )
    owner = of.owner[made.spell]
    age = (people.age[owner] + made.start / DAYS_IN_YEAR).astype("int64")
    rare = random.random(len(kind)) < RARE
    location = np.where(
        rare,
        len(HOSPITALS) + random.integers(0, len(RARER), len(kind)),
        (people.locality[owner] + made.position * 5) % len(HOSPITALS),
    )
    table = pa.table(
        {
            "person": _names(people, owner),
            "record_type": _coded(("SMR01", "SMR01E", "SMR04"), record_type),
            "inpatient_or_day_case": _coded(("I", "D"), (kind == Kind.DAY_CASE).astype("int64")),
            "admission_date": _dates(made.start),
            "discharge_date": _dates(made.end, missing=still_in),
            "admission_type": pa.array(admission, pa.uint8()),
            "discharge_type": pa.array(discharge, pa.uint8(), mask=still_in),
            "age": pa.array(age, pa.uint8()),
            "sex": pa.array(people.sex[owner], pa.uint8()),
            "location": _coded((*HOSPITALS, *RARER), location),
            **_residence(random, people.locality[owner], where),
            **_diagnoses(random, admission, first, kind),
        }
    )
    return _labelled(table.filter(pa.array(kept)))


def deaths_table(random: Generator, people: People, ended: Ends, where: Places) -> pa.Table:
    """The deaths by the last day, as their layout has them."""
    died = np.flatnonzero(ended.day < DAYS)
    size = len(died)
    natural = random.integers(0, len(NATURAL), size)
    external = random.random(size) < EXTERNAL_CAUSE
    cause = np.where(external, len(NATURAL) + random.integers(0, len(EXTERNAL), size), natural)
    fell = random.integers(0, len(FALLS), size)
    nothing = pa.nulls(size, pa.string())
    causes = dict.fromkeys(CAUSES, nothing) | {
        "underlying_cause": _coded((*NATURAL, *EXTERNAL), cause),
        "cause_1": _coded(FALLS, fell, missing=random.random(size) >= FATAL_FALL),
    }
    return _labelled(
        pa.table(
            {
                "person": _names(people, died),
                "date_of_death": _dates(ended.day[died]),
                **causes,
                **_residence(random, people.locality[died], where),
            }
        )
    )


def attendances_table(random: Generator, size: int, where: Places) -> pa.Table:
    """So many attendances at accident and emergency, as their layout has them."""
    admitted = random.random(size) < ADMITTED
    minutes = random.lognormal(np.log(np.where(admitted, 230, 140)), 0.6, size)
    table = pa.table(
        {
            "attendance_date": _dates(random.integers(0, DAYS, size)),
            "attendance_type": _coded(
                ("new", "unplanned return", "planned return"),
                random.choice(3, size, p=(0.91, 0.05, 0.04)),
            ),
            "discharge_destination": _coded(
                ("admission", "home", "other"),
                np.where(admitted, 0, random.choice((1, 1, 2), size)),
            ),
            "minutes_in_department": pa.array(minutes.astype("int32")),
            **_residence(random, random.choice(len(where.shares), size, p=where.shares), where),
        }
    )
    return _labelled(table.drop_columns(["data_zone"]))


def _diagnoses(
    random: Generator, admission: Numbers, first: Numbers, kind: Numbers
) -> dict[str, pa.Array]:
    size = len(admission)
    hurt = np.isin(admission, AFTER_INJURY)
    main = np.select(
        [hurt, kind == Kind.PSYCHIATRIC],
        [
            len(CONDITIONS) + random.integers(0, len(INJURIES), size),
            len(CONDITIONS) + len(INJURIES) + random.integers(0, len(DISTRESS), size),
        ],
        random.integers(0, len(CONDITIONS), size),
    )
    fell = hurt & (random.random(size) < FALL)
    position = random.choice((2, 2, 2, 3, 4, 5, 6), size)
    code = random.integers(0, len(FALLS), size)
    return {DIAGNOSES[0]: _coded((*CONDITIONS, *INJURIES, *DISTRESS), main)} | {
        name: _coded(FALLS, code, missing=~(fell & (position == place)))
        for place, name in enumerate(DIAGNOSES[1:], start=2)
    }


def _residence(random: Generator, locality: Numbers, where: Places) -> dict[str, pa.Array]:
    """Where somebody lives; now and then not known at all, or only the council area."""
    size = len(locality)
    nowhere = random.random(size) < NOWHERE
    vague = nowhere | (random.random(size) < VAGUE)
    zone = pc.utf8_lpad(pa.array(6000 + locality).cast(pa.string()), 6, "0")
    return {
        "data_zone": _unless(nowhere, pc.binary_join_element_wise("S01", zone, "")),
        "council_area": _unless(nowhere, where.council_areas.take(pa.array(locality))),
        "locality": _unless(vague, where.localities.take(pa.array(locality))),
    }


def _names(people: People, who: Numbers) -> pa.Array:
    numbers = pc.utf8_lpad(pa.array(people.number[who]).cast(pa.string()), 9, "0")
    return _unless(~people.known[who], pc.binary_join_element_wise(MADE_UP, numbers, ""))


def _dates(day: Numbers, missing: Numbers | None = None) -> pa.Array:
    first = np.datetime64(FIRST_DAY, "D").astype("int64")
    return pa.array((first + day).astype("int32"), mask=missing).cast(pa.date32())


def _coded(values: Sequence[str], index: Numbers, missing: Numbers | None = None) -> pa.Array:
    return pa.array(values).take(pa.array(index, mask=missing))


def _unless(missing: Numbers, values: pa.Array) -> pa.Array:
    return pc.if_else(pa.array(missing), None, values)


def _labelled(table: pa.Table) -> pa.Table:
    return table.append_column("synthetic", pa.array(np.ones(table.num_rows, "bool")))
