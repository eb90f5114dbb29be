"""What a forecast may say: only one whose back-test has earned it is stated."""

from __future__ import annotations

from dataclasses import replace

from hsci_analysis.findings.evidence import Interval, IntervalKind, Setting
from hsci_analysis.findings.finding import Finding, Kind, Verdict
from hsci_analysis.models.forecast.result import Forecast
from hsci_analysis.periods import Month

METHOD = (
    "Exponential smoothing of the level, several rates averaged by their past errors; season and "
    "intervals learnt from all areas together. The value is the median of the last {period} ahead."
)


def state_forecast(forecast: Forecast, level: Finding) -> Finding:
    """State where the last period ahead will probably lie, or why that is not stated.

    Parameters
    ----------
    forecast
        Of the series whose level was stated, in the same unit.
    level
        The level of a year, which says what is counted and whose.
    """
    known = forecast.series.frame[forecast.series.frame["lower"].notna()]
    ends = known.index.end_time  # type: ignore[attr-defined]  # an index of periods
    first, last = (Month.of(end.date()) for end in (ends[0], ends[-1]))
    ahead = forecast.ahead[-1]
    stated = forecast.licensed
    return replace(
        level,
        kind=Kind.FORECAST,
        verdict=Verdict.STATED if stated else Verdict.NOT_STATED,
        period=ahead.period.label,
        value=ahead.median if stated else None,
        interval=Interval(IntervalKind.PREDICTION, ahead.lower80, ahead.upper80)
        if stated
        else None,
        unit=forecast.series.unit,
        reason="; ".join(forecast.unlicensed_because),
        cautions=tuple(flag.value for flag in forecast.flags),
        evidence=replace(
            level.evidence,
            method=METHOD.format(period=forecast.series.measure.frequency.period),
            first_month=first,
            last_month=last,
            months_used=len({Month.of(end.date()) for end in ends}),
            settings=_settings(forecast),
        ),
    )


def _settings(forecast: Forecast) -> dict[str, Setting]:
    chosen, ahead = forecast.settings, forecast.ahead
    settings: dict[str, Setting] = {
        "periods_ahead": len(ahead),
        "first_period_ahead": str(ahead[0].period),
        "lower_95": ahead[-1].lower95,
        "upper_95": ahead[-1].upper95,
        "areas": chosen.areas,
        "scale": chosen.scale,
        "pooled_share_of_season": chosen.pooled_share,
        "volatility": chosen.volatility,
        "estimation_window": str(chosen.estimation_window),
    }
    if tested := forecast.back_test:
        settings |= {
            "back_test_origins": ", ".join(tested.origins),
            "error_relative_to_seasonal_naive": tested.relative_error,
            "error_relative_in_all_areas": tested.panel_relative_error,
            "covered_by_80_per_cent_intervals": tested.covered80,
            "covered_by_95_per_cent_intervals": tested.covered95,
        }
    return settings
