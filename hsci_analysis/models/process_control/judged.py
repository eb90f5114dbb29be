"""One stretch of months judged: its lines, its special causes, and how far to trust them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hsci_analysis.measures.measure import Better
from hsci_analysis.models.monthly import Floats, Monthly, month_of, number_of
from hsci_analysis.models.process_control import rules
from hsci_analysis.models.process_control.adjusted import AdjustedPanel
from hsci_analysis.models.process_control.baseline_limits import BaselineLimits, learn_limits
from hsci_analysis.models.process_control.false_signals import false_signals
from hsci_analysis.models.process_control.result import Charted, Meaning, SpecialCause, Stretch
from hsci_analysis.models.process_control.rule_sets import RuleSet
from hsci_analysis.models.process_control.rules import Direction
from hsci_analysis.models.process_control.season import DECIMALS, from_even, to_even
from hsci_analysis.models.process_control.stretches import Plan, WithoutLimits

TOO_SHORT = "too few of its months follow a month with a figure"


@dataclass(frozen=True, eq=False)
class Judged:
    """A stretch, the special causes in it, and its rows of the frame of the whole."""

    stretch: Stretch
    causes: tuple[SpecialCause, ...]
    frame: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Judge:
    """A series, the panel its season is learnt from, and the rules it is judged by."""

    figures: Monthly
    panel: AdjustedPanel
    area: int
    rule_set: RuleSet
    better: Better | None

    def judge(self, plan: Plan) -> Judged | WithoutLimits:
        """The stretch of that plan."""
        limits = self._limits(plan.baseline)
        if limits is None:
            return WithoutLimits(plan.name, month_of(plan.first), month_of(plan.last), TOO_SHORT)
        even = self._even(plan.first, plan.last)
        adjusted = limits.adjusted(plan.first, even)
        deviations = limits.deviations(adjusted)
        causes = () if plan.set_apart else self._causes(plan.first, limits, adjusted)
        lower, centre, upper = limits.ends(self.figures.scale)
        counted = self.rule_set.count_runs and not plan.set_apart
        chance = false_signals(self.rule_set.key, limits.charted, limits.months, limits.rho)
        stretch = Stretch(
            name=plan.name,
            first=month_of(plan.first),
            last=month_of(plan.last),
            charted=limits.charted,
            baseline_first=month_of(plan.baseline[0]),
            baseline_last=month_of(plan.baseline[1]),
            baseline_months=limits.months,
            centre=centre,
            lower=lower if self.rule_set.limits else None,
            upper=upper if self.rule_set.limits else None,
            own_autocorrelation=limits.baseline.own_autocorrelation,
            pooled_autocorrelation=limits.baseline.pooled_autocorrelation,
            autocorrelation=limits.rho,
            season_known=limits.baseline.season_known,
            set_apart=plan.set_apart,
            rebasing=plan.rebasing,
            runs=rules.runs(deviations.tolist()) if counted else None,
            false_signals=None if plan.set_apart else chance,
        )
        return Judged(stretch, causes, self._frame(plan, limits, even, causes))

    def signals(self, plan: Plan) -> tuple[Charted, tuple[SpecialCause, ...]] | None:
        """What is charted of that plan and its special causes alone; None without limits."""
        limits = self._limits(plan.baseline)
        if limits is None:
            return None
        adjusted = limits.adjusted(plan.first, self._even(plan.first, plan.last))
        return limits.charted, self._causes(plan.first, limits, adjusted)

    def _limits(self, baseline: tuple[int, int]) -> BaselineLimits | None:
        first, last = baseline
        known = self.panel.baseline(self.area, first, last)
        return learn_limits(known, first, self._even(first, last), self.rule_set)

    def _even(self, first: int, last: int) -> Floats:
        """These months on the scale of even spread; not a number where there is no figure."""
        figures, even = self.figures, np.full(last - first + 1, np.nan)
        inside = (figures.months >= first) & (figures.months <= last)
        values, days = figures.values[inside], figures.days[inside]
        even[figures.months[inside] - first] = to_even(figures.scale, values, days)
        return even

    def _causes(
        self, first: int, limits: BaselineLimits, adjusted: Floats
    ) -> tuple[SpecialCause, ...]:
        points = adjusted - limits.expected(adjusted)
        deviations = limits.deviations(adjusted)
        return tuple(
            SpecialCause(
                rule=signal.rule,
                direction=signal.direction,
                meaning=self._meaning(signal.direction),
                months=tuple(month_of(first + point) for point in signal.points),
            )
            for signal in self.rule_set.signals(
                np.round(points, DECIMALS).tolist(), deviations.tolist(), limits.spread
            )
        )

    def _meaning(self, direction: Direction) -> Meaning:
        if self.better is None or direction is Direction.NEITHER:
            return Meaning.NEITHER
        better = Direction.DOWN if self.better is Better.LOWER else Direction.UP
        return Meaning.IMPROVEMENT if direction is better else Meaning.CONCERN

    def _frame(
        self, plan: Plan, limits: BaselineLimits, even: Floats, causes: tuple[SpecialCause, ...]
    ) -> pd.DataFrame:
        scale, first = self.figures.scale, plan.first
        lines = limits.lines(scale, first, even, season=False)
        seasonal = limits.lines(scale, first, even, season=True)
        former = self._limits(plan.former.baseline) if plan.former else None
        nothing = dict.fromkeys(lines, np.full(len(even), np.nan))
        left = former.lines(scale, first, even, season=False) if former else nothing
        numbers = np.arange(first, plan.last + 1)
        named: dict[int, list[SpecialCause]] = {number: [] for number in numbers.tolist()}
        for cause in causes:
            for month in cause.months:
                named[number_of(month)].append(cause)
        return pd.DataFrame(
            {
                "adjusted": from_even(scale, limits.adjusted(first, even)),
                **lines,
                "lower_with_season": seasonal["lower"],
                "upper_with_season": seasonal["upper"],
                **{f"former_{name}": line for name, line in left.items()},
                "stretch": plan.name,
                "set_apart": plan.set_apart,
                "baseline": (numbers >= plan.baseline[0]) & (numbers <= plan.baseline[1]),
                "special_cause": [_joined(cause.rule for cause in each) for each in named.values()],
                "meaning": [_joined(cause.meaning for cause in each) for each in named.values()],
            },
            index=pd.period_range(str(month_of(first)), periods=len(even), freq="M", name="month"),
        )


def _joined(names: Iterable[str]) -> str:
    """Each name once, in the order given."""
    return "; ".join(dict.fromkeys(names))
