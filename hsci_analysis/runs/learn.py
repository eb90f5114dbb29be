"""Learning national panels ahead, so that processes forked from this one need not.

The models keep what a panel has taught them; asked once for one of its areas, they know all.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from hsci_analysis.areas import find_area, partnerships
from hsci_analysis.errors import HsciError, SeriesError
from hsci_analysis.measures.series import MeasureSeries, series
from hsci_analysis.models.change.change import change
from hsci_analysis.models.forecast.forecast import forecast
from hsci_analysis.models.process_control.limits import limits
from hsci_analysis.parameters.report import estimation_window_for
from hsci_analysis.periods import Month
from hsci_analysis.runs.panels import SharedPanel
from hsci_analysis.tables.store import unrecorded


def learn(panels: Iterable[SharedPanel]) -> None:
    """Let the models learn these panels, as a partnership's notebook would ask for them.

    What cannot be learnt is left to the notebook that asks for it, which says why.
    """
    with unrecorded():
        for measure, until in panels:
            with suppress(HsciError):
                _learn(_of_one(measure).until(Month.parse(until)))


def _learn(of: MeasureSeries) -> None:
    window = estimation_window_for(partnerships())
    for model in (forecast, change, limits):
        with suppress(SeriesError):
            model(of, estimation_window=window)


def _of_one(measure: str) -> MeasureSeries:
    """That of a partnership; of its board, where people count where they are treated."""
    one, *_ = partnerships()
    try:
        return series(measure, one)
    except SeriesError:
        return series(measure, find_area(one.health_board))
