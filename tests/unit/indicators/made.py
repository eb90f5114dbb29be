"""Figures made up for a test, in the column their indicator has for the year."""

from hsci_analysis.areas import Area, find_area
from hsci_analysis.indicators.limits import with_limits
from hsci_analysis.indicators.nothing import EmptyCell
from hsci_analysis.indicators.period_rule import resolve
from hsci_analysis.indicators.registry import find_indicator
from hsci_analysis.indicators.value import FilledCell, IndicatorValue, Standing
from hsci_analysis.measures.intervals import IntervalMethod
from hsci_analysis.periods import FinancialYear, Month


def made(
    key: str,
    year: str,
    value: float | None = None,
    *,
    counts: tuple[float, float] | None = None,
    limits: tuple[float, float] | None = None,
    area: str | Area = "Fife",
    complete_to: Month | None = None,
    standing: Standing = Standing.COMPUTED,
    release: str = "one release",
) -> IndicatorValue:
    """A figure by its value or its counts, with the limits that its counts give or those given."""
    indicator = find_indicator(key)
    column = resolve(indicator, FinancialYear.parse(year), complete_to)
    assert not isinstance(column.period, EmptyCell)
    numerator, denominator = counts or (None, None)
    if value is None:
        assert counts
        assert indicator.per
        value = counts[0] / counts[1] * indicator.per
    lower, upper = limits or (None, None)
    figure = FilledCell(
        value,
        column.period,
        standing,
        "made up",
        release,
        numerator=numerator,
        denominator=denominator,
        lower=lower,
        upper=upper,
        limits_method=IntervalMethod.AS_PUBLISHED if limits else None,
    )
    place = area if isinstance(area, Area) else find_area(area)
    return IndicatorValue(indicator, place, column, with_limits(indicator, figure))
