"""Interrupted time series: whether a series moved when a known change came, beside its control."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from hsci_analysis.areas import Area, find_area
from hsci_analysis.errors import SeriesError, check_type
from hsci_analysis.measures.catalogue import Basis, Measure
from hsci_analysis.models.estimation_window import (
    DEFAULT,
    EstimationWindow,
    Model,
    left_out_of,
)
from hsci_analysis.models.interrupted.figures import (
    Control,
    Figures,
    control_of,
    figures,
    peers,
)
from hsci_analysis.models.interrupted.known_change import KnownChange
from hsci_analysis.models.interrupted.segmented import (
    Coincidence,
    Observed,
    Reading,
    Segmented,
    fit,
)
from hsci_analysis.models.monthly import number_of, numbers_of
from hsci_analysis.sources import Source

SHIFTED_BY = 3


@dataclass(frozen=True)
class Sensitivity:
    """Another way of looking, chosen beforehand: what it gives, or why it cannot be done."""

    name: str
    reading: Reading | None
    not_done: str = ""


@dataclass(frozen=True)
class InterruptedSeries:
    """A known change, and what a series did when it came.

    ``frame`` has one row a month that was fitted: ``value`` and ``fitted`` (of an average day),
    ``without`` (the line had it gone on as before) and ``after``.
    """

    change: KnownChange
    area: Area
    basis: Basis
    measure: Measure
    unit: str
    control: str
    reading: Reading
    sensitivity: tuple[Sensitivity, ...]
    source: Source = field(repr=False)
    frame: pd.DataFrame = field(repr=False)

    @property
    def coincidence(self) -> Coincidence:
        return self.reading.coincidence

    @property
    def robust(self) -> bool:
        """Whether every other way of looking that could be done says the same."""
        done = [one.reading for one in self.sensitivity if one.reading is not None]
        return all(reading.coincidence is self.coincidence for reading in done)

    @property
    def summary(self) -> pd.DataFrame:
        """One row a way of looking: the effect, its interval, and what may be said of it."""
        ways = [Sensitivity("as registered", self.reading), *self.sensitivity]
        return pd.DataFrame([_told(way) for way in ways]).set_index("way")


def interrupted_series(
    area: str | Area,
    change: KnownChange,
    *,
    estimation_window: EstimationWindow = DEFAULT,
) -> InterruptedSeries:
    """Look for a known change in a monthly series, as it was registered and in the ways agreed.

    A quasi-Poisson model of the counts: a line, two yearly waves, and from the month of the change
    on a step, a bend or both. The control, or else the days of the month, is the offset, so that
    what area and control share cancels out. Errors last from month to month, and no less than they
    do in areas of its kind.

    Parameters
    ----------
    area
        An area, or its name, spelling or code.
    change
        What is looked for: its date, form, lag and control, settled before results.
    estimation_window
        What one of the other ways of looking leaves out, such as ``report.estimation_window``; left
        out, what is customary for the measure.

    Raises
    ------
    UnknownNameError
        For an area, control or measure that is not known.
    SeriesError
        With everything that keeps the change from being looked for: fewer than 24 months before or
        12 after, figures missing, a control that is the area itself or has a month of nothing.

    References
    ----------
    Lopez Bernal, Cummins and Gasparrini (2017), *International Journal of Epidemiology* 46:
    348-355, doi 10.1093/ije/dyw098.
    """
    place = area if isinstance(area, Area) else find_area(area)
    check_type("a known change", change, KnownChange, "one of report.known_changes")
    left_out = left_out_of(change.measure, Model.INTERRUPTED_SERIES, estimation_window)
    control = control_of(place, change)
    held = figures(place, change, control)
    if broken := list(held.broken(change)):
        raise SeriesError(
            f"{change.name!r} cannot be looked for in {held.series.measure.title} of {place}: "
            f"{'; '.join(broken)}"
        )
    leaning = _autocorrelation_of_peers(place, change, control)
    observed = held.observed(change)
    segmented = _fit(observed, change, leaning)
    return InterruptedSeries(
        change=change,
        area=place,
        basis=held.series.basis,
        measure=held.series.measure,
        unit=held.series.measure.daily_unit or held.series.unit,
        control=held.control_name,
        reading=segmented.reading,
        sensitivity=tuple(
            _sensitivity(
                held,
                change,
                leaning,
                left_out,
            )
        ),
        source=held.series.source,
        frame=_frame(held, observed, segmented, change),
    )


def _fit(observed: Observed, change: KnownChange, leaning: float) -> Segmented:
    return fit(observed, number_of(change.effect_month), change.form, autocorrelation=leaning)


def _autocorrelation_of_peers(area: Area, change: KnownChange, control: Control | None) -> float:
    """The mean autocorrelation of areas of its kind, each fitted as it is; 0 for Scotland."""
    found = []
    for peer in peers(area):
        if control is not None and peer in control.areas:
            continue
        held = figures(peer, change, control)
        if not any(held.broken(change)):
            reading = _fit(held.observed(change), change, 0.0).reading
            found.append(reading.autocorrelation)
    return float(np.mean(found)) if found else 0.0


def _sensitivity(
    held: Figures, change: KnownChange, leaning: float, left_out: EstimationWindow
) -> Iterator[Sensitivity]:
    """The ways agreed: without what is left out, at other dates, without the control."""
    observed = held.observed(change)
    if left_out != EstimationWindow():
        kept = observed.where(~left_out.covers_months(observed.months.astype("int64")))
        yield _way(f"without {left_out}", kept, change, leaning)
    for months in (-SHIFTED_BY, SHIFTED_BY):
        shifted = replace(change, month=change.month + months)
        side = "earlier" if months < 0 else "later"
        name = f"as if {SHIFTED_BY} months {side}"
        yield _way(name, held.observed(shifted), shifted, leaning)
    if held.control is not None:
        alone = held.without_control()
        yield _way("without the control", alone.observed(change), change, leaning)


def _way(name: str, observed: Observed, change: KnownChange, leaning: float) -> Sensitivity:
    before = int((observed.months < number_of(change.month)).sum())
    after = len(observed.months) - before
    if short := change.too_few(before, after):
        return Sensitivity(name, None, "; ".join(short))
    return Sensitivity(name, _fit(observed, change, leaning).reading)


def _frame(
    held: Figures, observed: Observed, segmented: Segmented, change: KnownChange
) -> pd.DataFrame:
    index = held.series.periods[np.isin(numbers_of(held.series.periods), observed.months)]
    days = np.asarray(index.days_in_month)
    return pd.DataFrame(
        {
            "value": observed.counts / days,
            "fitted": segmented.fitted / days,
            "without": segmented.without / days,
            "after": observed.months >= number_of(change.effect_month),
        },
        index=index,
    )


def _told(way: Sensitivity) -> dict[str, object]:
    reading = way.reading
    if reading is None:
        return {"way": way.name, "not_done": way.not_done}
    return {
        "way": way.name,
        "effect": reading.effect.ratio,
        "lower": reading.effect.lower,
        "upper": reading.effect.upper,
        "p_value": reading.effect.p_value,
        "detectable": reading.effect.detectable,
        "coincidence": reading.coincidence.value,
        "not_done": "",
    }
