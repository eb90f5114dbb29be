"""What a scenario would mean for beds, days and people; never why, and never on which day."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from hsci_analysis.areas import Area, find_area
from hsci_analysis.errors import ParametersError, SeriesError, check_type
from hsci_analysis.measures.catalogue import Basis, Measure
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.measures.series import series as published
from hsci_analysis.models.drawable import Drawable
from hsci_analysis.models.estimation_window import (
    DEFAULT,
    EstimationWindow,
    Model,
    left_out_of,
)
from hsci_analysis.models.flow.baseline import (
    LEVELS,
    Baseline,
    Paths,
    errors_of,
    from_forecast,
    from_history,
    monthly,
    normal_scores,
    shifted,
)
from hsci_analysis.models.flow.outcome import Outcome, outcome_of
from hsci_analysis.models.flow.population import Growth, growth
from hsci_analysis.models.flow.scenarios import (
    PERCENT,
    BackToYear,
    GrownWithPopulation,
    ReducedBy,
    ScenarioDefinition,
    broken_promises,
    parsed_month,
    parsed_year,
)
from hsci_analysis.models.flow.stages import DELAYED
from hsci_analysis.models.forecast.result import Forecast
from hsci_analysis.periods import Month
from hsci_analysis.sources import Source

GROWTHS = 39
"""How many growths of the people, each as likely, every path is combined with."""
NOT_OF_POPULATION = (
    "They do not carry that rates change until {year}, that other ages, or ages within the group, "
    "grow differently, or that the estimates themselves are off."
)


@dataclass(frozen=True)
class ScenarioResult(Drawable):
    """The coming twelve months as a scenario has them, beside the baseline.

    ``difference`` is the scenario less the baseline, path by path. ``frame`` has one row a month,
    of an average day, as ``held`` has the past: ``baseline`` (its median), ``median``, ``lower80``,
    ``upper80``, ``lower95``, ``upper95``. ``growth`` is that of the people, for a
    scenario of population. Nothing here says that anything would bring it about.
    """

    area: Area
    basis: Basis
    measure: Measure
    definition: ScenarioDefinition
    figures_until: Month
    first_month: Month
    last_month: Month
    unit: str
    daily_unit: str
    method: str
    baseline: Outcome
    outcome: Outcome
    source: Source = field(repr=False)
    frame: pd.DataFrame = field(repr=False)
    held: pd.Series[float] = field(repr=False)
    difference: Outcome
    growth: Growth | None = None

    @property
    def uncertainty(self) -> str:
        """What the limits of the scenario carry and what they do not, in a sentence or two."""
        carried = "The limits carry how far the baseline has been from later months"
        match self.definition, self.growth:
            case GrownWithPopulation(year), Growth() as people if people.years_projected:
                return (
                    f"{carried}, and how far the projections have been from the people counted "
                    f"since: over {people.years_projected} years, a standard error of "
                    f"{PERCENT * people.error:.1f} %. {NOT_OF_POPULATION.format(year=year)}"
                )
            case GrownWithPopulation(year), _:
                return f"{carried}. {NOT_OF_POPULATION.format(year=year)}"
        return f"{carried}. They do not carry whether it will come about."

    @property
    def summary(self) -> pd.DataFrame:
        """One row for the baseline, one for the scenario, one for the difference between them.

        Paths of the two are paired, each with the same errors of the past, so that the limits of
        the difference are not the difference of their limits. Its middle figures are differences of
        the two rows above, and of monthly means there is none.
        """
        rows = {"baseline": self.baseline, "scenario": self.outcome, "difference": self.difference}
        told = {
            name: {
                f"mean {self.daily_unit}": one.daily.median,
                "lower80": one.daily.lower80,
                "upper80": one.daily.upper80,
                "lower95": one.daily.lower95,
                "upper95": one.daily.upper95,
                "95th percentile of monthly means": one.high_month,
                self.unit: one.total.median,
                "people on an average day": np.nan if one.people is None else one.people.median,
            }
            for name, one in rows.items()
        }
        frame = pd.DataFrame.from_dict(told, orient="index")
        middle = frame.loc["scenario"] - frame.loc["baseline"]
        limits = middle.index.isin(list(LEVELS))
        frame.loc["difference"] = middle.mask(limits, frame.loc["difference"])
        return frame


def scenario(
    area: str | Area,
    definition: ScenarioDefinition,
    *,
    measure: str = DELAYED,
    forecast: Forecast | None = None,
    estimation_window: EstimationWindow = DEFAULT,
) -> ScenarioResult:
    """Work out a scenario for the twelve months after the last one held.

    Parameters
    ----------
    area
        An area, or its name, spelling or code; figures are by residence, or by treatment for a
        health board.
    definition
        What is asked: ``BackToYear``, ``ReducedBy`` or ``GrownWithPopulation``.
    measure
        A measure that adds up over days, by month or week.
    forecast
        The baseline: what ``hsci.forecast`` gives of that measure and area for those twelve months,
        where it is licensed. It knows the season, and its months are taken to be high together, so
        that a total is as wide as it can be. Without one, the past alone gives the baseline (see
        ``baseline``), and what lasts from month to month lasts as it did.
    estimation_window
        The months of the past that no error is taken from, such as ``report.estimation_window``;
        left out, what is customary for the measure.

    Raises
    ------
    ParametersError
        With everything in the definition that makes no sense.
    SeriesError
        If the measure cannot be had by month, or with all that is wrong with the forecast: it is of
        another measure or area, not for these months, or not licensed.
    """
    place = area if isinstance(area, Area) else find_area(area)
    kinds = (BackToYear, ReducedBy, GrownWithPopulation)
    check_type("a scenario", definition, kinds, "BackToYear, ReducedBy or GrownWithPopulation")
    if forecast is not None:
        check_type("a forecast", forecast, Forecast, "what hsci.forecast(series) gives")
    held = published(measure, place)
    left_out = left_out_of(held.measure.key, Model.SCENARIO, estimation_window)
    daily_unit = held.measure.daily_unit
    if daily_unit is None:
        raise SeriesError(
            f"{held.measure.title} ({held.unit}) does not add up over days, so there is no total "
            "to work out; ask for a measure that is counted"
        )
    past = monthly(held)
    if forecast is None:
        baseline = from_history(past, left_out)
    else:
        _refuse_forecast(forecast, held)
        baseline = from_forecast(past, forecast.frame, forecast.unit, daily_unit)
    _refuse(definition, place, baseline)
    paths, grown = _paths(definition, place, baseline)
    paired = np.repeat(baseline.paths, len(paths) // len(baseline.paths), axis=0)
    levels = np.quantile(paths, list(LEVELS.values()), axis=0)
    frame = pd.DataFrame(dict(zip(LEVELS, levels, strict=True)), index=baseline.months)
    frame.insert(0, "baseline", baseline.centre)
    return ScenarioResult(
        area=place,
        basis=held.basis,
        measure=held.measure,
        definition=definition,
        figures_until=Month.parse(str(past.index[-1])),
        first_month=Month.parse(str(baseline.months[0])),
        last_month=Month.parse(str(baseline.months[-1])),
        unit=held.unit,
        daily_unit=daily_unit,
        method=baseline.method,
        baseline=outcome_of(baseline.paths, baseline.days, daily_unit),
        outcome=outcome_of(paths, baseline.days, daily_unit),
        source=held.source,
        frame=frame,
        held=past,
        difference=outcome_of(paths - paired, baseline.days, daily_unit),
        growth=grown,
    )


def _refuse_forecast(forecast: Forecast, held: MeasureSeries) -> None:
    of = forecast.series
    broken = [
        f"it is of {came}, and the scenario of {wanted}"
        for came, wanted in (
            (of.measure.title, held.measure.title),
            (str(of.area), str(held.area)),
        )
        if came != wanted
    ]
    if forecast.unlicensed_because:
        broken.append(f"it is not licensed: {', '.join(forecast.unlicensed_because)}")
    if broken:
        raise SeriesError(
            f"the forecast cannot be the baseline: {'; '.join(broken)}; leave it out, and the past "
            "alone gives one"
        )


def _refuse(definition: ScenarioDefinition, area: Area, baseline: Baseline) -> None:
    if broken := list(broken_promises(definition, area, baseline.held, baseline.months)):
        raise ParametersError(
            f"the scenario for {area} cannot be worked out: {'; '.join(broken)}; ask for another"
        )


def _paths(
    definition: ScenarioDefinition, area: Area, baseline: Baseline
) -> tuple[Paths, Growth | None]:
    """The paths of the scenario, and the growth of the people in one with a population.

    With a population each path of the baseline comes once for every growth, next to each other.
    """
    match definition:
        case BackToYear(year):
            wanted = parsed_year(year)
            of_year = baseline.held[str(wanted.first_month) : str(wanted.last_month)]
            by_month = dict(zip(pd.PeriodIndex(of_year.index).month, of_year, strict=True))
            centre = np.array([by_month[month.month] for month in baseline.months])
            return shifted(errors_of(baseline), centre), None
        case ReducedBy(percent, by):
            steps = parsed_month(by) - Month.parse(str(baseline.months[0])) + 1
            done = np.minimum(np.arange(1, len(baseline.months) + 1) / steps, 1)
            return baseline.paths * (1 - percent / PERCENT * done), None
        case GrownWithPopulation(year, aged_from):
            people = growth(area, baseline.held.index[-1].year, year, aged_from)
            errors = people.error * normal_scores(GROWTHS)
            ratios = people.ratio * np.exp(errors)
            each = baseline.paths[:, None, :] * ratios[:, None]
            return each.reshape(-1, len(baseline.months)), people
