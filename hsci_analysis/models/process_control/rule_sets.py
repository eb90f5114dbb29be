"""Three sets of rules, by the names their users know them by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hsci_analysis.errors import UnknownNameError
from hsci_analysis.models.process_control import rules
from hsci_analysis.models.process_control.rules import Signal


class Centre(StrEnum):
    """What the centre line is of the baseline's points."""

    MEAN = "mean"
    MEDIAN = "median"


@dataclass(frozen=True)
class RuleSet:
    """Which rules are asked, with how many points.

    ``shift`` and ``trend`` are the points of such a run; ``inner_third`` None is a rule not asked.
    With ``ties_pass``, a point on the centre or equal to the one before neither breaks a run nor
    counts. ``limits`` tells whether there are any; ``count_runs``, whether too many or too few runs
    are a signal of the whole; ``screen``, whether ranges that stick out are left out of the limits.
    """

    key: str
    name: str
    centre: Centre
    shift: int
    trend: int
    limits: bool = True
    two_of_three: bool = False
    inner_third: int | None = None
    ties_pass: bool = False
    count_runs: bool = False
    screen: bool = False

    def signals(
        self, values: Sequence[float], deviations: Sequence[float], limit: float
    ) -> list[Signal]:
        """Every special cause among these points.

        Parameters
        ----------
        values
            The points, whose direction a trend goes by.
        deviations
            Their distances from the centre.
        limit
            How far the limits lie from it; not a number where there are none.
        """
        found = rules.shift(deviations, self.shift, skip_centre=self.ties_pass)
        found += rules.trend(values, self.trend, skip_ties=self.ties_pass)
        if self.limits:
            found += rules.outside(deviations, limit)
            if self.two_of_three:
                found += rules.two_of_three(deviations, limit)
            if self.inner_third is not None:
                found += rules.inner_third(deviations, limit, self.inner_third)
        return sorted(found, key=lambda signal: (signal.points, signal.rule))


PHS_RUN_CHART: Final = RuleSet(
    key="phs_run_chart",
    name="Public Health Scotland run chart",
    centre=Centre.MEDIAN,
    shift=6,
    trend=5,
    limits=False,
    ties_pass=True,
    count_runs=True,
)
PHS_CONTROL_CHART: Final = RuleSet(
    key="phs_control_chart",
    name="Public Health Scotland control chart",
    centre=Centre.MEAN,
    shift=8,
    trend=6,
    two_of_three=True,
    inner_third=15,
)
MAKING_DATA_COUNT: Final = RuleSet(
    key="making_data_count",
    name="NHS England Making Data Count",
    centre=Centre.MEAN,
    shift=7,
    trend=7,
    two_of_three=True,
    screen=True,
)
RULE_SETS: Final = {one.key: one for one in (PHS_RUN_CHART, PHS_CONTROL_CHART, MAKING_DATA_COUNT)}


def find_rule_set(key: str) -> RuleSet:
    """The rule set of that key; raises UnknownNameError with the nearest keys."""
    try:
        return RULE_SETS[key]
    except KeyError:
        raise UnknownNameError("rule set", key, RULE_SETS) from None
