"""The two ways to ask: has this series changed, and which of these series have."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from hsci_analysis.areas import Nation
from hsci_analysis.errors import SeriesError, check_type
from hsci_analysis.measures.panel import Panel, panel_of, refuse_other_measures
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.models.change.panel_change import PanelChange
from hsci_analysis.models.change.pool import Pool
from hsci_analysis.models.change.result import Answer, Change, NotTested, Question
from hsci_analysis.models.estimation_window import (
    DEFAULT,
    EstimationWindow,
    Model,
    left_out_of,
)
from hsci_analysis.models.monthly import Monthly, monthly


def change(
    series: MeasureSeries,
    *,
    panel: Sequence[MeasureSeries] | None = None,
    scotland: MeasureSeries | None = None,
    estimation_window: EstimationWindow = DEFAULT,
) -> Change:
    """Whether a monthly series has changed over the year and over five, and against Scotland.

    The last twelve months are held against the twelve before, and sixty months for a slope; where
    months lean on each other almost as in a random walk, no slope is claimed and the last twelve
    months are held against the first twelve. On series simulated without a change, about 3 to
    6 in 100 are called changed (``tests/benchmarks/change``).

    Parameters
    ----------
    series
        As ``hsci.series`` gives it, or by day. Its last month that has a figure ends the year.
    panel
        The series of other areas, from which is learnt how far months lean on each other; left
        out, the same measure of every area of its kind.
    scotland
        What it is held against; left out, the same measure of Scotland.
    estimation_window
        Months not used, unless they lie in the two years compared, such as
        ``report.estimation_window``; left out, what is customary for the measure.

    Returns
    -------
    Change
        One answer a question: a ``ChangeTest``, or a ``NotTested`` with the reason.

    Raises
    ------
    SeriesError
        If the series is not monthly, neither a count nor a percentage, has no figure, or has one
        that such a measure cannot have; or if panel or Scotland are of another measure.

    References
    ----------
    McCullagh and Nelder, *Generalized Linear Models*, ch. 9, for quasi-likelihood; Kendall, *Note
    on bias in the estimation of autocorrelation*, Biometrika, 1954, for why it is corrected.
    """
    check_type("a panel", panel or (), Sequence, "a list of series")
    refuse_other_measures(series, [*(panel or ()), *([scotland] if scotland else ())])
    figures = monthly(series)
    left_out = left_out_of(series.measure.key, Model.CHANGE, estimation_window)
    alike = panel_of(series)
    if panel is None and scotland is None:
        pool = _known(alike, left_out)
    else:
        others = (
            alike.series() if panel is None else [one.until(series.last_month) for one in panel]
        )
        whole = _scotland(alike) if scotland is None else monthly(scotland)
        pool = Pool([monthly(one) for one in others], whole, left_out)
    return _change(series, figures, pool)


def panel_change(
    panel: Sequence[MeasureSeries],
    *,
    scotland: MeasureSeries | None = None,
    estimation_window: EstimationWindow = DEFAULT,
) -> PanelChange:
    """As ``change``, of several areas at once, with how many verdicts chance alone would give.

    Parameters
    ----------
    panel
        One measure of several areas, up to the same month.
    scotland, estimation_window
        As in ``change``.

    Raises
    ------
    SeriesError
        As in ``change``; or if there is no series, or they are of several measures or do not end
        in the same month.
    """
    check_type("a panel", panel, Sequence, "a list of series")
    if not panel:
        raise SeriesError("a panel is of several areas, and no series came; give at least one")
    refuse_other_measures(panel[0], [*panel, *([scotland] if scotland else ())])
    _refuse_other_ends(panel)
    figures = [monthly(one) for one in panel]
    whole = _scotland(panel_of(panel[0])) if scotland is None else monthly(scotland)
    left_out = left_out_of(panel[0].measure.key, Model.CHANGE, estimation_window)
    pool = Pool(figures, whole, left_out)
    return PanelChange(tuple(map(_change, panel, figures, [pool] * len(panel))))


def _change(series: MeasureSeries, figures: Monthly, pool: Pool) -> Change:
    def answer(question: Question) -> Answer:
        if question.against_scotland and isinstance(series.area, Nation):
            return NotTested(question, "it is Scotland")
        return pool.answer(question, figures)

    return Change(
        measure=series.measure.key,
        title=series.measure.title,
        area=series.area,
        scale=figures.scale,
        year=answer(Question.YEAR),
        five_years=answer(Question.FIVE_YEARS),
        year_against_scotland=answer(Question.YEAR_AGAINST_SCOTLAND),
        five_years_against_scotland=answer(Question.FIVE_YEARS_AGAINST_SCOTLAND),
        series=series,
    )


@lru_cache(maxsize=64)
def _known(panel: Panel, left_out: EstimationWindow) -> Pool:
    """The pool of a panel we hold, kept: what thirty areas share is learnt once."""
    return Pool([monthly(one) for one in panel.series()], _scotland(panel), left_out)


def _scotland(panel: Panel) -> Monthly | str:
    try:
        return monthly(panel.of_scotland())
    except SeriesError as error:
        return str(error)


def _refuse_other_ends(panel: Sequence[MeasureSeries]) -> None:
    ends = sorted({one.last_month for one in panel})
    if len(ends) != 1:
        raise SeriesError(
            f"a panel ends in one month, and these series end between {ends[0].label} and "
            f"{ends[-1].label}; cut them with series.until({ends[0]!r})"
        )
