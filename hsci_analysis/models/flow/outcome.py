"""The months ahead in few figures: beds, days and people, over all paths they may take."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hsci_analysis.models.flow.baseline import LEVELS, Paths

HIGH = 0.95
BEDS = "beds"


@dataclass(frozen=True)
class Spread:
    """A figure over all paths: the middle one, and limits 80 % and 95 % of paths lie within."""

    median: float
    lower80: float
    upper80: float
    lower95: float
    upper95: float


@dataclass(frozen=True)
class Outcome:
    """The months ahead in few figures.

    ``daily`` is the mean of an average day over all months (beds), ``high_month`` the level that 95
    of 100 months stay below on their average day (single days go higher), ``total`` what is counted
    over all months (bed days). ``people`` are those in the beds on an average day, a bed a person;
    None where no beds are counted.
    """

    daily: Spread
    high_month: float
    total: Spread
    people: Spread | None


def outcome_of(paths: Paths, days: Paths, daily_unit: str) -> Outcome:
    """What paths mean, each of as many months as there are ``days``, in units of a day."""
    totals = paths @ days
    daily = _spread(totals / days.sum())
    return Outcome(
        daily=daily,
        high_month=float(np.quantile(paths, HIGH)),
        total=_spread(totals),
        people=daily if daily_unit == BEDS else None,
    )


def _spread(of_paths: Paths) -> Spread:
    limits = ("lower80", "upper80", "lower95", "upper95")
    reached = np.quantile(of_paths, [LEVELS[name] for name in limits])
    return Spread(float(np.median(of_paths)), *map(float, reached))
