"""The areas figures are about: partnerships, council areas, health boards and Scotland.

Areas are known by their nine-character code and shown by name; nothing is ever joined on a name.
Names, spellings and retired codes come from ``data/reference/``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Final, TypeVar

from hsci_analysis.errors import SourceError, UnknownNameError, check_type
from hsci_analysis.folders import data_folder


class GovernanceModel(StrEnum):
    """How a council and a health board share their functions under section 1 of the 2014 Act."""

    INTEGRATION_JOINT_BOARD = "integration joint board"
    LEAD_AGENCY = "lead agency"


@dataclass(frozen=True)
class Area:
    """An area of Scotland that figures are published for."""

    code: str
    name: str
    retired_codes: tuple[str, ...] = field(default=(), repr=False)
    other_spellings: tuple[str, ...] = field(default=(), repr=False)

    kind = "area"

    @property
    def in_text(self) -> str:
        """The name as it stands in a sentence: people live in *the* Scottish Borders."""
        return self.name

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every text this area is found by: name, other spellings, current and retired codes."""
        return (self.name, *self.other_spellings, self.code, *self.retired_codes)

    def __str__(self) -> str:
        return self.name


Found = TypeVar("Found", bound=Area)
DASHES = "\\-\u2010-\u2015"  # a hyphen becomes another dash when a name is pasted from a page
BODY = "health and social care partnership|hscp|integration joint board|ijb"


@dataclass(frozen=True)
class CouncilArea(Area):
    """One of the 32 council areas."""

    kind = "council area"


@dataclass(frozen=True)
class HealthBoard(Area):
    """One of the 14 territorial NHS boards."""

    kind = "health board"


@dataclass(frozen=True)
class Partnership(Area):
    """One of the 31 health and social care partnerships (integration authorities).

    ``family_people`` and ``family_other`` are the groups the Local Government Benchmarking
    Framework puts its council areas in: one number for each, in the order of ``council_areas``.
    """

    slug: str = ""
    name_in_text: str = field(default="", repr=False)
    council_areas: tuple[str, ...] = field(default=(), repr=False)
    health_board: str = field(default="", repr=False)
    governance_model: GovernanceModel = field(
        default=GovernanceModel.INTEGRATION_JOINT_BOARD, repr=False
    )
    family_people: tuple[int, ...] = field(default=(), repr=False)
    family_other: tuple[int, ...] = field(default=(), repr=False)

    kind = "partnership"

    @property
    def in_text(self) -> str:
        return self.name_in_text

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.slug, *super().spellings)

    @property
    def official_name(self) -> str:
        return f"{self.name} Health and Social Care Partnership"


@dataclass(frozen=True)
class Nation(Area):
    """Scotland as a whole."""

    kind = "nation"


SCOTLAND = Nation("S92000003", "Scotland", retired_codes=("S99999999",))


@cache
def partnerships() -> tuple[Partnership, ...]:
    """The 31 partnerships, by name."""
    return tuple(
        Partnership(
            code=row["code"],
            name=row["name"],
            retired_codes=_split(row["retired_codes"]),
            other_spellings=_split(row["other_spellings"]),
            slug=row["slug"],
            name_in_text=row["name_in_text"],
            council_areas=_split(row["council_areas"]),
            health_board=row["health_board"],
            governance_model=GovernanceModel(row["governance_model"]),
            family_people=tuple(int(number) for number in _split(row["family_people"])),
            family_other=tuple(int(number) for number in _split(row["family_other"])),
        )
        for row in _reference("partnerships")
    )


@cache
def partnerships_by_slug() -> Mapping[str, Partnership]:
    """The 31 partnerships by the name of their folders and files, such as ``fife``."""
    return {each.slug: each for each in partnerships()}


@cache
def council_areas() -> tuple[CouncilArea, ...]:
    """The 32 council areas, by name."""
    return tuple(CouncilArea(*_fields(row)) for row in _reference("council_areas"))


@cache
def health_boards() -> tuple[HealthBoard, ...]:
    """The 14 territorial health boards, by name."""
    return tuple(HealthBoard(*_fields(row)) for row in _reference("health_boards"))


def find_partnership(name: str) -> Partnership:
    """The partnership of that slug, code (current or retired), name or known spelling.

    Raises
    ------
    UnknownNameError
        With the nearest partnership names, or what kind of area it is instead.
    """
    try:
        return _find("partnership", name, partnerships())
    except UnknownNameError as unknown:
        other = _among(name, _other_areas())
        if other is None:
            raise
        raise UnknownNameError(
            "partnership", name, unknown.known, instead=_partnership_of(other)
        ) from None


class PartnershipsByName(Mapping[str, Partnership]):
    """``find_partnership`` in brackets, so that a notebook completes the names of all 31."""

    def __getitem__(self, name: str) -> Partnership:
        return find_partnership(name)

    def __iter__(self) -> Iterator[str]:
        return (each.name for each in partnerships())

    def __len__(self) -> int:
        return len(partnerships())

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)


PARTNERSHIPS: Final = PartnershipsByName()


def find_area(name: str) -> Area:
    """The area of that code, name or spelling; where a name serves several kinds, the partnership.

    Raises
    ------
    UnknownNameError
        With the nearest names.
    """
    return _find("area", name, (*partnerships(), *_other_areas()))


def current_code(code: str) -> str:
    """The code in force for a current or retired area code; raises UnknownNameError for others."""
    known = {
        spelled: area.code
        for area in (*partnerships(), *_other_areas())
        for spelled in (area.code, *area.retired_codes)
    }
    try:
        return known[code]
    except KeyError:
        raise UnknownNameError("area code", code, known) from None


def _other_areas() -> tuple[Area, ...]:
    return (*health_boards(), *council_areas(), SCOTLAND)


def _partnership_of(area: Area) -> str:
    """What to ask for in place of an area that is no partnership."""
    within = [p for p in partnerships() if area.code in (*p.council_areas, p.health_board)]
    named = " or ".join(partnership.name for partnership in within)
    advice = f"ask for {named}" if named else "hsci partnerships lists those there are"
    return f"it is a {area.kind}; {advice}"


def _find(kind: str, name: str, among: tuple[Found, ...]) -> Found:
    check_type(f"the {kind}", name, str, "its name or code, such as 'Fife'")
    found = _among(name, among)
    if found is None:
        raise UnknownNameError(kind, name, dict.fromkeys(area.name for area in among))
    return found


def _among(name: str, areas: tuple[Found, ...]) -> Found | None:
    wanted = _folded(name)
    return next((a for a in areas if wanted in map(_folded, a.spellings)), None)


def _folded(name: str) -> str:
    """Two spellings that differ in case, ``&``, dashes or the words for a partnership are one."""
    words = " ".join(re.sub(rf"[{DASHES},_]", " ", name.casefold().replace("&", " and ")).split())
    return " ".join(re.sub(rf"\b({BODY})\b", " ", words).split())


def _reference(name: str) -> list[dict[str, str]]:
    path = data_folder() / "reference" / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))
    except OSError as error:
        raise SourceError(
            f"{path} cannot be read ({error.strerror}); restore data/ from git, or let HSCI_DATA "
            "name a folder that holds reference/"
        ) from None


def _fields(row: dict[str, str]) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    """The fields of every Area, in its order."""
    return row["code"], row["name"], _split(row["retired_codes"]), _split(row["other_spellings"])


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)
