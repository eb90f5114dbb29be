"""From a fit to a verdict: how large, how sure, and how small a change would have been seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import expit, logit  # type: ignore[import-untyped]  # ships no types
from scipy.stats import t as student  # type: ignore[import-untyped]  # ships no types

from hsci_analysis.models.autocorrelation import HIGHEST_USED
from hsci_analysis.models.change.fit import Fit
from hsci_analysis.models.change.result import (
    Caution,
    ChangeTest,
    ChangeUnit,
    ChangeVerdict,
    NotTested,
    Question,
    Stretch,
)
from hsci_analysis.models.change.window import HARMONICS, NO_SLOPE_FROM, WINDOW_MONTHS, Window
from hsci_analysis.models.estimation_window import EstimationWindow
from hsci_analysis.models.monthly import HUNDRED, Floats, Mask, Scale, month_of

SIGNIFICANCE: Final = 0.05
POWER: Final = 0.8
FURTHEST: Final = 10.0
"""An interval that reaches a ratio of e to this power, 22,000, excludes nothing."""

_UNITS: Final = {
    Scale.COUNT: ChangeUnit.PER_CENT,
    Scale.SHARE: ChangeUnit.PERCENTAGE_POINTS,
}
_METHODS: Final = {
    Scale.COUNT: "Quasi-Poisson regression of monthly counts, by day",
    Scale.SHARE: "Quasi-binomial regression of monthly shares",
}
_CORRECTION: Final = (
    "two harmonics of the year; first-order autocorrelation of the residuals, corrected for the "
    "fit and no less than that of the panel; t test on effective degrees of freedom"
)


@dataclass(frozen=True)
class Lean:
    """How far months lean on the one before: by themselves, in the panel, and as used."""

    own: float
    pooled: float | None
    used: float


def lean(fit: Fit, pooled: float | None) -> Lean:
    """The fit's own autocorrelation, corrected, and the panel's where that is larger.

    ``pooled`` is the panel's mean autocorrelation of residuals, not yet corrected.
    """
    corrected = fit.window.lag_one.corrected
    own = corrected(fit.autocorrelation)
    of_panel = None if pooled is None else corrected(pooled)
    return Lean(own, of_panel, min(HIGHEST_USED, max(own, of_panel or 0.0)))


def answer(
    question: Question,
    fit: Fit,
    leaning: Lean,
    left_out: EstimationWindow,
    cautions: tuple[Caution, ...],
) -> ChangeTest | NotTested:
    """Test the fit's coefficient, and say it in the unit of the reader."""
    rho, found = leaning.used, fit.coefficient
    error, degrees = fit.standard_error(rho), fit.degrees_of_freedom(rho)
    reach = float(student.ppf(1 - SIGNIFICANCE / 2, degrees)) * error
    seen = reach + float(student.ppf(POWER, degrees)) * error
    if not abs(found) + seen < FURTHEST:
        return NotTested(question, "its months differ so much that no change could be seen")
    p_value = 2 * float(student.sf(abs(found) / error, degrees))
    lower, change, upper = _until_now(fit, np.array([found - reach, found, found + reach]))
    rise, fall = _from_before(fit, np.array([seen, -seen]))
    return ChangeTest(
        question=question,
        form=fit.window.form,
        verdict=_verdict(found, p_value),
        unit=_UNITS[fit.scale],
        change=float(change),
        lower=float(lower),
        upper=float(upper),
        ratio=float(np.exp(found)),
        ratio_lower=float(np.exp(found - reach)),
        ratio_upper=float(np.exp(found + reach)),
        p_value=p_value,
        degrees_of_freedom=degrees,
        own_autocorrelation=leaning.own,
        pooled_autocorrelation=leaning.pooled,
        autocorrelation=rho,
        dispersion=fit.dispersion(rho),
        smallest_rise=float(rise),
        smallest_fall=-float(fall),
        before=_stretch(fit.window, fit.window.before),
        after=_stretch(fit.window, fit.window.after),
        months_used=len(fit.window.months),
        method=f"{_METHODS[fit.scale]}: {fit.window.form}; {_CORRECTION}.",
        cautions=cautions,
        settings={
            "window_months": WINDOW_MONTHS,
            "harmonics": HARMONICS,
            "significance": SIGNIFICANCE,
            "power": POWER,
            "no_slope_from": NO_SLOPE_FROM,
            "estimation_window": str(left_out),
        },
    )


def _until_now(fit: Fit, coefficients: Floats) -> Floats:
    """These changes as a reader counts them: per cent, or the points up to the level there is."""
    if fit.scale is Scale.COUNT:
        return HUNDRED * np.expm1(coefficients)
    return np.asarray(HUNDRED * (fit.level - expit(logit(fit.level) - coefficients)))


def _from_before(fit: Fit, coefficients: Floats) -> Floats:
    """These changes as a reader counts them, from the level before on."""
    if fit.scale is Scale.COUNT:
        return HUNDRED * np.expm1(coefficients)
    before = logit(fit.level) - fit.coefficient
    return np.asarray(HUNDRED * (expit(before + coefficients) - expit(before)))


def _verdict(coefficient: float, p_value: float) -> ChangeVerdict:
    if p_value >= SIGNIFICANCE:
        return ChangeVerdict.NO_CLEAR_CHANGE
    return ChangeVerdict.INCREASE if coefficient > 0 else ChangeVerdict.DECREASE


def _stretch(window: Window, which: Mask) -> Stretch:
    months = window.months[which]
    return Stretch(month_of(int(months[0])), month_of(int(months[-1])), len(months))
