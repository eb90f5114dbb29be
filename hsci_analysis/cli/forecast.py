"""``hsci forecast``: the coming months or weeks of a measure, as tidy CSV."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from hsci_analysis.cli.shown import write_csv

if TYPE_CHECKING:
    from hsci_analysis.areas import Area
    from hsci_analysis.measures.catalogue import Measure
    from hsci_analysis.periods import Month, Week

ALL, PARTNERSHIPS, BOARDS = "all", "partnerships", "boards"


@click.command()
@click.argument("measure")
@click.option(
    "--area",
    required=True,
    help="Name or code; or partnerships, or boards, or all: the first of these there is.",
)
@click.option("--horizon", type=int, help="Periods ahead; left out, 12 months or 13 weeks.")
@click.option("--until", help="Know nothing after that: 2024-02, or a week's Sunday, 2023-06-25.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Figures as they were public that day."
)
@click.option("--csv", "csv_file", default="-", show_default=True, help="File; - for the terminal.")
def forecast(
    measure: str,
    area: str,
    horizon: int | None,
    until: str | None,
    as_of: datetime | None,
    csv_file: str,
) -> None:
    """Forecast MEASURE, with 80 % and 95 % prediction intervals, as CSV.

    An area is forecast from the panel of all areas of its kind. It is written by its code, a month
    as 2024-02, and a week by the Sunday it ends on. What no season or error is learnt from is read
    from parameters/: of one partnership its own, of several areas that of the defaults.
    """
    import pandas as pd

    from hsci_analysis.measures.catalogue import find_measure
    from hsci_analysis.measures.series import series
    from hsci_analysis.models.forecast.forecast import forecast as forecast_of
    from hsci_analysis.models.forecast.result import period_of
    from hsci_analysis.parameters.report import estimation_window_for

    wanted = find_measure(measure)
    last = _last_known(until, wanted) if until else None
    places = _areas(area, wanted)
    window = estimation_window_for(places)
    tables = []
    for place in places:
        held = series(measure, place, as_of=as_of and as_of.date())
        known = held.until(last) if last else held
        made = forecast_of(known, horizon=horizon, estimation_window=window)
        periods = [str(period_of(period)) for period in made.frame.index]
        code = held.area.code
        tables.append(made.frame.assign(area=code, period=periods))
    rows = pd.concat(tables)[["area", "period", *made.frame.columns]]
    write_csv(rows.to_csv(index=False, lineterminator="\n"), csv_file)


def _last_known(written: str, measure: Measure) -> Month | Week:
    from datetime import date

    from hsci_analysis.errors import ParametersError
    from hsci_analysis.measures.catalogue import Frequency
    from hsci_analysis.periods import Month, Week

    if measure.frequency is not Frequency.WEEKLY:
        return Month.parse(written)
    try:
        return Week(date.fromisoformat(written))
    except ValueError:
        raise ParametersError(
            f"{written!r} is not the Sunday that ends a week, such as 2023-06-25"
        ) from None


def _areas(asked: str, measure: Measure) -> tuple[Area | str, ...]:
    from hsci_analysis.areas import health_boards, partnerships
    from hsci_analysis.measures.catalogue import Basis

    by_residence = any(figures.basis is Basis.RESIDENCE for figures in measure.figures)
    if asked == PARTNERSHIPS or (asked == ALL and by_residence):
        return partnerships()
    if asked in (BOARDS, ALL):
        return health_boards()
    return (asked,)
