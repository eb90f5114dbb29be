"""One batch of made-up people and their spells in hospital."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import TypeAlias

import numpy as np
from numpy.random import Generator

FIRST_DAY, LAST_DAY = date(2019, 7, 1), date(2025, 6, 30)
DAYS = (LAST_DAY - FIRST_DAY).days + 1
OLD = 65
DAYS_IN_YEAR = 365.25
READMISSION = 28

Numbers: TypeAlias = np.ndarray
"""One number, or truth, for each person, spell or record."""


class Kind(IntEnum):
    """What a spell in hospital is for."""

    DAY_CASE = 0
    ELECTIVE = 1
    EMERGENCY = 2
    GERIATRIC = 3
    PSYCHIATRIC = 4


KINDS = (0.33, 0.12, 0.49, 0.03, 0.03)
TYPICAL_DAYS = (0, 3, 4, 60, 35)
SAME_DAY_EMERGENCIES, OLD_PEOPLE, READMITTED, NO_CHI = 0.25, 0.42, 0.25, 0.004


@dataclass(frozen=True)
class People:
    """Those of one batch; ages are on the first day, in years with a fraction."""

    number: Numbers
    locality: Numbers
    age: Numbers
    sex: Numbers
    known: Numbers


@dataclass(frozen=True)
class Spells:
    """Spells in hospital, each of the person at ``owner``; days are counted from the first day."""

    owner: Numbers
    kind: Numbers
    start: Numbers
    end: Numbers
    last: Numbers


def people(random: Generator, first_number: int, size: int, shares: Numbers) -> People:
    """So many people, from ``first_number`` on, spread over localities by their shares."""
    old = random.random(size) < OLD_PEOPLE
    ages = np.where(old, random.triangular(OLD, 78, 102, size), random.uniform(0, OLD, size))
    return People(
        number=first_number + np.arange(size),
        locality=random.choice(len(shares), size, p=shares),
        age=ages,
        sex=random.choice((0, 1, 2), size, p=(0.002, 0.478, 0.52)),
        known=random.random(size) >= NO_CHI,
    )


def spells(random: Generator, of: People) -> Spells:
    """Each person's spells, one after another; some follow within 28 days of the one before."""
    times = np.minimum(random.geometric(0.42, len(of.age)), 14)
    owner = np.repeat(np.arange(len(times)), times)
    kind = random.choice(len(KINDS), len(owner), p=KINDS)
    # Geriatric long stay is for the old; the young have an emergency instead.
    kind = np.where((kind == Kind.GERIATRIC) & (of.age[owner] < OLD), Kind.EMERGENCY, kind)
    days = _days(random, kind)
    first = np.r_[True, owner[1:] != owner[:-1]]
    soon = random.random(len(owner)) < READMITTED
    wait = np.where(
        soon,
        random.integers(1, READMISSION + 1, len(owner)),
        1 + random.exponential(330, len(owner)),
    )
    wait = np.where(first, random.uniform(0, DAYS, len(owner)), wait).astype("int64")
    end = _running_total(wait + days, first)
    start = end - days
    began = start < DAYS
    owner, kind, start, end = owner[began], kind[began], start[began], end[began]
    return Spells(owner, kind, start, end, last=np.r_[owner[1:] != owner[:-1], True])


def _days(random: Generator, kind: Numbers) -> Numbers:
    size = len(kind)
    days = random.lognormal(np.log(np.maximum(np.take(TYPICAL_DAYS, kind), 1)), 0.9, size)
    none = (kind == Kind.DAY_CASE) | (
        (kind == Kind.EMERGENCY) & (random.random(size) < SAME_DAY_EMERGENCIES)
    )
    return np.where(none, 0, np.ceil(days)).astype("int64")


def _running_total(amounts: Numbers, first: Numbers) -> Numbers:
    """Totals that begin anew at each ``first``."""
    total = np.cumsum(amounts)
    before = (total - amounts)[first]
    within: Numbers = total - np.repeat(before, np.diff(np.r_[np.flatnonzero(first), len(first)]))
    return within
