"""Whether ordinary months reach a target, by the limits in force now."""

from __future__ import annotations

import math

import pandas as pd

from hsci_analysis.errors import ParametersError, check_type
from hsci_analysis.measures.measure import Better, Measure
from hsci_analysis.models.process_control.result import Assurance


def check_target(target: float | None, measure: Measure) -> None:
    """Raise ParametersError for a target that no month can be held against."""
    if target is None:
        return
    check_type("a target", target, (int, float), "a number")
    if not math.isfinite(target):
        raise ParametersError(f"a target of {target} cannot be reached or missed; give a number")
    if measure.better is None:
        raise ParametersError(
            f"{measure.title} has no better way, so no month meets or misses a target of "
            f"{target:g}; leave the target out"
        )


def assurance(current: pd.DataFrame, target: float, better: Better) -> Assurance | None:
    """Where the limits of the current stretch lie against the target.

    With the season in them, since a target is met or missed by figures as published: a winter
    beyond the target is no consistency.

    Parameters
    ----------
    current
        The rows of the stretch of the last month, of ``ProcessControl.frame``.
    """
    limits = current[["lower_with_season", "upper_with_season"]].dropna()
    if limits.empty:
        return None
    lowest, highest = limits["lower_with_season"].min(), limits["upper_with_season"].max()
    if better is Better.HIGHER:
        # Turned round, so that below is better for both.
        lowest, highest, target = -highest, -lowest, -target
    if highest <= target:
        return Assurance.MEETS
    return Assurance.MISSES if lowest > target else Assurance.INCONSISTENT
