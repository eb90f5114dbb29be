"""What process control found: limits, special causes and what they mean, without prose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

import pandas as pd

from hsci_analysis.areas import Area
from hsci_analysis.models.drawable import Drawable
from hsci_analysis.models.process_control.rule_sets import RuleSet
from hsci_analysis.models.process_control.rules import Direction, Rule, Runs
from hsci_analysis.models.process_control.stretches import Rebasing, WithoutLimits
from hsci_analysis.models.spc import POINTS_FOR_SETTLED_LIMITS
from hsci_analysis.periods import MONTHS_IN_YEAR, Month

Setting = str | int | float | bool


class Charted(StrEnum):
    """What is held against limits."""

    LEVEL = "each month, with the season out"
    ERROR = "each month against what the month before led to expect, with the season out"
    """Where months lean on each other, so that limits of the level would be crossed by drifting."""


class Meaning(StrEnum):
    """What a special cause is for people, by which way is better for the measure."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEITHER = "neither"


class Assurance(StrEnum):
    """Whether ordinary months reach the target."""

    MEETS = "consistently meets the target"
    MISSES = "consistently misses the target"
    INCONSISTENT = "sometimes meets the target, by chance"


class LimitsCaution(StrEnum):
    """What a reader of limits must be told."""

    PROVISIONAL_LIMITS = f"limits rest on fewer than {POINTS_FOR_SETTLED_LIMITS} months"
    SEASON_NOT_KNOWN = "less than two years came before, so the season is still in"
    LACKS_MONTHS = "months without a figure break the line and every run"
    PROVISIONAL_FIGURES = "provisional figures were used"
    WITHOUT_PANEL = "season and autocorrelation are of this series alone"


@dataclass(frozen=True)
class Stretch:
    """Months with one set of limits.

    ``centre``, ``lower`` and ``upper`` are in the unit of the result; where errors are charted, of
    a month before which nothing is known. Limits are None for a rule set without. ``baseline`` are
    the months they rest on. ``season_known`` tells whether there was one to take out.
    ``false_signals`` is the chance of at least one special cause in twelve months in which nothing
    has changed; None of months set apart, which are not judged.
    """

    name: str
    first: Month
    last: Month
    charted: Charted
    baseline_first: Month
    baseline_last: Month
    baseline_months: int
    centre: float
    lower: float | None
    upper: float | None
    own_autocorrelation: float | None
    pooled_autocorrelation: float | None
    autocorrelation: float
    season_known: bool
    set_apart: bool
    rebasing: Rebasing | None
    runs: Runs | None
    false_signals: float | None

    @property
    def provisional(self) -> bool:
        """Whether the limits rest on fewer than 24 months."""
        return self.baseline_months < POINTS_FOR_SETTLED_LIMITS


@dataclass(frozen=True)
class SpecialCause:
    """Months that a rule singles out together, and what that means."""

    rule: Rule
    direction: Direction
    meaning: Meaning
    months: tuple[Month, ...]

    @property
    def first(self) -> Month:
        return self.months[0]

    @property
    def last(self) -> Month:
        return self.months[-1]


@dataclass(frozen=True, eq=False)
class ProcessControl(Drawable):
    """A series under a set of rules.

    ``frame`` has one row a month, indexed by month, in ``unit`` (of a count, on an average day):

    - ``value`` as published, ``adjusted`` with the season out;
    - ``centre``, ``lower`` and ``upper`` in force, to hold ``adjusted`` against (missing where
      there are none), and ``lower_with_season``, ``upper_with_season`` to hold ``value`` against;
    - ``former_centre``, ``former_lower``, ``former_upper``: the limits left behind by a rebasing;
    - ``stretch`` (its name), ``set_apart``, ``baseline`` (whether the limits rest on the month);
    - ``special_cause``: the rules that single the month out, in one text, empty where none does,
      and ``meaning``, empty likewise.
    """

    measure: str
    title: str
    area: Area
    unit: str
    rule_set: RuleSet
    stretches: tuple[Stretch, ...]
    without_limits: tuple[WithoutLimits, ...]
    special_causes: tuple[SpecialCause, ...]
    target: float | None
    assurance: Assurance | None
    cautions: tuple[LimitsCaution, ...]
    frame: pd.DataFrame = field(repr=False)
    settings: Mapping[str, Setting] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", MappingProxyType(dict(self.settings)))

    @property
    def summary(self) -> pd.DataFrame:
        """One row a stretch: what is charted, its limits, its special causes, or why it has none.

        ``false_signals`` is the chance of a special cause in a year in which nothing has changed.
        """
        told: list[dict[str, object]] = [
            {
                "stretch": one.name,
                "first": one.first.label,
                "last": one.last.label,
                "charted": one.charted.value,
                "centre": one.centre,
                "lower": one.lower,
                "upper": one.upper,
                "provisional": one.provisional,
                "special_causes": sum(
                    one.first <= each.last <= one.last for each in self.special_causes
                ),
                "false_signals": one.false_signals,
                "reason": "",
            }
            for one in self.stretches
        ]
        told += [
            {
                "stretch": one.name,
                "first": one.first.label,
                "last": one.last.label,
                "charted": "nothing",
                "reason": one.reason,
            }
            for one in self.without_limits
        ]
        return pd.DataFrame(told).set_index("stretch")

    @property
    def current(self) -> Stretch | None:
        """The stretch of the last month, or None where it has no limits."""
        last = self.stretches[-1] if self.stretches else None
        ends = Month.parse(str(self.frame.index[-1]))
        return last if last and last.last == ends else None

    @property
    def latest(self) -> tuple[SpecialCause, ...]:
        """The special causes that the last month is part of."""
        ends = Month.parse(str(self.frame.index[-1]))
        return tuple(cause for cause in self.special_causes if ends in cause.months)

    @property
    def lasting_shift(self) -> SpecialCause | None:
        """A shift the last month is part of and that began at least a year before, or None.

        Then it is worth asking whether something is known to have changed; limits begin anew only
        where somebody says what.
        """
        shifts = (cause for cause in self.latest if cause.rule is Rule.SHIFT)
        return next((one for one in shifts if one.last - one.first >= MONTHS_IN_YEAR - 1), None)
