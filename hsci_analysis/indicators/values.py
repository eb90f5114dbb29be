"""The value of any of the 29 indicators for any area and financial year, from what is held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from hsci_analysis.areas import Area, HealthBoard, find_area
from hsci_analysis.errors import SeriesError
from hsci_analysis.indicators import delayed_discharges, end_of_life, imported, published
from hsci_analysis.indicators.indicator import Indicator
from hsci_analysis.indicators.limits import with_limits
from hsci_analysis.indicators.nothing import EmptyCell
from hsci_analysis.indicators.period_rule import Period, YearColumn, resolve
from hsci_analysis.indicators.registry import INDICATORS, find_indicator
from hsci_analysis.indicators.value import FilledCell, IndicatorValue
from hsci_analysis.periods import FinancialYear, Month
from hsci_analysis.sources.releases import known_releases

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
    indicator: str | Indicator,
    area: str | Area,
    year: str | FinancialYear,
    *,
    as_of: date | None = None,
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
    as_of
        What was known on that day; left out, the newest that is held.

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
    column = resolve(wanted, reporting, complete_to(wanted, place, as_of))
    if column.stands_in and held_here(wanted, place, reporting, as_of)[1] > date.min:
        column = resolve(wanted, reporting, reporting.last_month)  # its own figure is held
    return IndicatorValue(wanted, place, column, _cell(wanted, place, column, as_of))


def complete_to(
    indicator: Indicator, area: Area | None = None, as_of: date | None = None
) -> Month | None:
    """The last month an indicator's records are complete for; None where we know of none.

    Of records held, their last month; of an area's figures in imported files, the last month of
    the last year its publisher gives.
    """
    if indicator.key in delayed_discharges.COMPUTED:
        known = known_releases(delayed_discharges.BED_DAYS, as_of)
        return delayed_discharges.complete_to(as_of) if known else None
    return imported.complete_to(indicator, area, as_of) if area else None


def tidy_indicators(
    areas: Iterable[str | Area], year: str | FinancialYear, *, as_of: date | None = None
) -> pd.DataFrame:
    """All 29 indicators of these areas in the column of one year; one row an indicator and area.

    ``period`` is the period the figure is of, as it is printed; ``value``, ``lower`` and ``upper``
    are in ``unit``, unrounded; ``status`` is published, computed, provisional or a kind of nothing;
    ``reason`` then gives the reason's name and what is known.
    """
    places = [area if isinstance(area, Area) else find_area(area) for area in areas]
    return tidy(
        [indicator_value(key, place, year, as_of=as_of) for key in INDICATORS for place in places]
    )


def tidy(values: Sequence[IndicatorValue]) -> pd.DataFrame:
    """Values as rows of the tidy table, in the order given."""
    rows = [_row(each) for each in values]
    return pd.DataFrame(rows, columns=pd.Index(TIDY_COLUMNS)).astype(TIDY_COLUMNS)


def _cell(
    indicator: Indicator, area: Area, column: YearColumn, as_of: date | None
) -> FilledCell | EmptyCell:
    """What the newest source says: our own figures, an imported file, or one that was fetched."""
    if isinstance(column.period, EmptyCell):
        return column.period
    known = [
        held_here(indicator, area, column.period, as_of),
        imported.imported_cell(indicator, area, column.period, as_of),
        end_of_life.fetched_cell(indicator, area, column.period, as_of),
    ]
    cell, _ = max((each for each in reversed(known) if each), key=lambda each: each[1])
    return cell if isinstance(cell, EmptyCell) else with_limits(indicator, cell)


def held_here(
    indicator: Indicator, area: Area, period: Period, as_of: date | None
) -> imported.Known:
    """What the tables of the project give, and since when; an empty cell is older than any."""
    compute = delayed_discharges.COMPUTED.get(indicator.key)
    if compute and isinstance(period, FinancialYear):
        cell = compute(area, period, as_of)
    else:
        cell = published.published_figure(indicator, area, period, as_of)
    if isinstance(cell, EmptyCell):
        return cell, date.min
    if compute:
        return cell, delayed_discharges.released(as_of)
    return cell, published.released(cell.release)


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
