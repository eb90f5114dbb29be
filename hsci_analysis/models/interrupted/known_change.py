"""A change that is known and dated, written down before anybody looks at results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hsci_analysis.periods import Month

FEWEST_BEFORE = 24
FEWEST_AFTER = 12
LONGEST_LAG = 12


class Form(StrEnum):
    """What the change would do to a series, if anything."""

    LEVEL = "level"
    SLOPE = "slope"
    BOTH = "level and slope"


@dataclass(frozen=True)
class KnownChange:
    """A change at a known date, and what is to be looked for.

    ``month`` is the first month it held in. The ``lag_months`` months from there on are left out:
    they are neither before nor after. ``control`` names areas the change did not touch, such as
    ``("Scotland",)``; an area within one of them is taken out of it. ``registered`` is the day on
    which date, form, lag and control were written down.
    """

    name: str
    month: Month
    form: Form
    registered: date
    lag_months: int = 0
    control: tuple[str, ...] = ()
    measure: str = "delayed_discharge_bed_days"

    @property
    def effect_month(self) -> Month:
        """The first month that counts as after the change."""
        return self.month + self.lag_months

    def broken_promises(self, first: Month, last: Month) -> Iterator[str]:
        """Everything that keeps it from being looked for in months from ``first`` to ``last``."""
        if not self.name.strip():
            yield "it has no name"
        if not 0 <= self.lag_months <= LONGEST_LAG:
            yield f"a lag of {self.lag_months} months is not between 0 and {LONGEST_LAG}"
            return
        yield from self.too_few(self.month - first, last - self.effect_month + 1)

    def too_few(self, before: int, after: int) -> list[str]:
        """What is short of the fewest months it can be looked for in."""
        sides = (("before", before, FEWEST_BEFORE), ("after", after, FEWEST_AFTER))
        return [
            f"{max(months, 0)} months lie {side} it, and {fewest} are needed"
            for side, months, fewest in sides
            if months < fewest
        ]
