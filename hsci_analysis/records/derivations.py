"""What each file of SQL counts, what it needs for that, and what its counts are divided by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from hsci_analysis.periods import Month
from hsci_analysis.records.extracts import Declaration, Extract
from hsci_analysis.records.layouts import RECORD_TYPES

ADULTS, OLDER_PEOPLE = "aged 18 and over", "aged 65 and over"
COUNTED = "counted"
NOTHING = "nothing"
"""What a count is divided by: people of an age, another count of the same file, or nothing."""

CARE_HOME, HOSPICE, COMMUNITY_HOSPITAL = "care home", "hospice", "community hospital"


@dataclass(frozen=True)
class Derivation:
    """One file of SQL.

    ``indicators`` are the keys it counts and what they are divided by. It ``needs`` inputs, records
    of ``record_types`` among them, and the locations of ``settings``; scripts ``after`` which it
    comes are run before it. It looks so many ``days_before`` the first month and ``days_after``
    the last. Where it counts ``days``, one stay is among the cases of many months.
    """

    script: str
    indicators: Mapping[str, str]
    needs: tuple[str, ...] = ("episodes",)
    record_types: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    days_before: int = 0
    days_after: int = 0
    days: bool = False

    def lacking(
        self, extract: Extract, declared: Declaration, months: tuple[Month, Month]
    ) -> Iterator[str]:
        """What is missing from an extract, as a reader would call it."""
        yield from (needed for needed in self.needs if needed not in extract.rows)
        if "episodes" in extract.rows:
            for kind in self.record_types:
                if kind not in extract.record_types:
                    yield f"{kind} records"
        if extract.admissions:
            first, last = extract.admissions
            if first > months[0].first_day - timedelta(days=self.days_before) and self.days_before:
                yield f"records of the {self.days_before} days before {months[0]}"
            if last < months[1].last_day + timedelta(days=self.days_after) and self.days_after:
                yield f"records of the {self.days_after} days after {months[1]}"
        for setting in self.settings:
            if not declared.settings.get(setting):
                yield f"locations of any {setting}"


_of_journeys = partial(
    Derivation,
    needs=("episodes", "populations"),
    record_types=RECORD_TYPES,
    after=("journeys",),
)
_of_stays = partial(Derivation, record_types=("SMR01",), after=("stays",))
_of_lives = partial(
    Derivation,
    needs=("episodes", "deaths"),
    record_types=RECORD_TYPES,
    after=("last_six_months",),
    days_before=183,
)
_of_attendances = partial(Derivation, needs=("attendances",), after=("counted_attendances",))

DERIVATIONS: Sequence[Derivation] = (
    _of_journeys("ni_12", {"NI-12": ADULTS}),
    _of_journeys("ni_13", {"NI-13": ADULTS}, days=True),
    _of_stays("ni_14", {"NI-14": COUNTED}, needs=("episodes", "deaths"), days_after=28),
    _of_lives("ni_15", {"NI-15": COUNTED}, settings=(CARE_HOME,)),
    Derivation("ni_16", {"NI-16": OLDER_PEOPLE}, ("episodes", "populations"), ("SMR01",)),
    _of_stays("msg_1a", {"MSG-1a": NOTHING}),
    _of_attendances("msg_1b", {"MSG-1b": NOTHING, "MSG-1b-conversion": COUNTED}),
    _of_stays("msg_2a", {"MSG-2a": NOTHING}, days=True),
    Derivation("msg_2b", {"MSG-2b": NOTHING}, record_types=("SMR01E",), days=True),
    Derivation("msg_2c", {"MSG-2c": NOTHING}, record_types=("SMR04",), days=True),
    _of_attendances("msg_3", {"MSG-3": NOTHING, "MSG-3-within-4-hours": COUNTED}),
    _of_lives(
        "msg_5",
        {
            "MSG-5-community": COUNTED,
            "MSG-5-community-hospital": COUNTED,
            "MSG-5-hospice": COUNTED,
            "MSG-5-large-hospital": COUNTED,
        },
        settings=(CARE_HOME, HOSPICE, COMMUNITY_HOSPITAL),
    ),
)
