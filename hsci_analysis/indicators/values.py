"""The value of any of the 29 indicators for any area and financial year, from what is held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from hsci_analysis.areas import Area, HealthBoard, find_area
from hsci_analysis.errors import SeriesError
from hsci_analysis.indicators import delayed_discharges, published
from hsci_analysis.indicators.indicator import Indicator
from hsci_analysis.indicators.limits import with_limits
from hsci_analysis.indicators.nothing import EmptyCell
from hsci_analysis.indicators.period_rule import YearColumn, resolve
from hsci_analysis.indicators.registry import INDICATORS, find_indicator
from hsci_analysis.indicators.value import FilledCell, IndicatorValue
from hsci_analysis.periods import FinancialYear, Month

TIDY_COLUMNS = {
    "indicator": "str",
    "area_code": "str",
    "area": "str",
    "period": "str",
    "value": "float64",
    "lower": "float64",
    "upper": "float64",
    "numerator": "float64",
    "denominator": "float64",
    "unit": "str",
    "status": "str",
    "reason": "str",
    "source": "str",
    "release": "str",
}


def indicator_value(
    indicator: str | Indicator, area: str | Area, year: str | FinancialYear
) -> IndicatorValue:
    """An indicator of one area in the column of a financial year; every cell says what it is.

    Parameters
    ----------
    indicator
        A key, such as ``"NI-19"``.
    area
        A partnership, council area or Scotland, by name, spelling or code.
    year
        The reporting year whose column it stands in, such as ``"2024/25"``.

    Raises
    ------
    UnknownNameError
        With the nearest names, for an unknown indicator or area.
    SeriesError
        For a health board: indicators are by area of residence.
    """
    wanted = indicator if isinstance(indicator, Indicator) else find_indicator(indicator)
    place = area if isinstance(area, Area) else find_area(area)
    if isinstance(place, HealthBoard):
        raise SeriesError(
            f"{wanted.key} is counted by area of residence, and {place} is a health board; ask "
            "for a partnership, a council area or Scotland"
        )
    reporting = year if isinstance(year, FinancialYear) else FinancialYear.parse(year)
    column = resolve(wanted, reporting, complete_to(wanted))
    return IndicatorValue(wanted, place, column, _cell(wanted, place, column))


def complete_to(indicator: Indicator) -> Month | None:
    """The last month an indicator's own records are held for; None where we hold no records."""
    return (
        delayed_discharges.complete_to() if indicator.key in delayed_discharges.COMPUTED else None
    )


def tidy_indicators(areas: Iterable[str | Area], year: str | FinancialYear) -> pd.DataFrame:
    """All 29 indicators of these areas in the column of one year; one row an indicator and area.

    ``period`` is the period the figure is of, as it is printed; ``value``, ``lower`` and ``upper``
    are in ``unit``, unrounded; ``status`` is published, computed, provisional or a kind of nothing;
    ``reason`` then gives the reason's name and what is known.
    """
    places = [area if isinstance(area, Area) else find_area(area) for area in areas]
    return tidy([indicator_value(key, place, year) for key in INDICATORS for place in places])


def tidy(values: Sequence[IndicatorValue]) -> pd.DataFrame:
    """Values as rows of the tidy table, in the order given."""
    rows = [_row(each) for each in values]
    return pd.DataFrame(rows, columns=pd.Index(TIDY_COLUMNS)).astype(TIDY_COLUMNS)


def _cell(indicator: Indicator, area: Area, column: YearColumn) -> FilledCell | EmptyCell:
    if isinstance(column.period, EmptyCell):
        return column.period
    compute = delayed_discharges.COMPUTED.get(indicator.key)
    if compute and isinstance(column.period, FinancialYear):
        held = compute(area, column.period)
    else:
        held = published.published_figure(indicator, area, column.period)
    return held if isinstance(held, EmptyCell) else with_limits(indicator, held)


def _row(each: IndicatorValue) -> dict[str, object]:
    figure = each.figure
    numbers = ("value", "lower", "upper", "numerator", "denominator")
    return {
        "indicator": each.indicator.key,
        "area_code": each.area.code,
        "area": each.area.name,
        "period": each.column.label,
        **{name: getattr(figure, name, None) for name in numbers},
        "unit": each.indicator.unit,
        "status": str(each.status),
        "reason": each.reason,
        "source": figure.source if figure else "",
        "release": figure.release if figure else "",
    }
