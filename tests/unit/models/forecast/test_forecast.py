"""``hsci.forecast`` on the committed figures and on series made to be difficult."""

from dataclasses import FrozenInstanceError, replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hsci_analysis.areas import SCOTLAND, find_area, partnerships
from hsci_analysis.errors import ParametersError, SeriesError
from hsci_analysis.measures.catalogue import Basis
from hsci_analysis.measures.series import MeasureSeries, Status, series
from hsci_analysis.models.estimation_window import DEFAULT, Model
from hsci_analysis.models.forecast import pooling
from hsci_analysis.models.forecast.cadence import MONTHLY
from hsci_analysis.models.forecast.forecast import FRAME_COLUMNS, forecast
from hsci_analysis.models.forecast.history import history_of
from hsci_analysis.models.forecast.reconciliation import Hierarchy, forecast_hierarchy
from hsci_analysis.models.forecast.result import UNSAFE, Flag, Forecast, TrackRecord
from hsci_analysis.models.forecast.scale import ROOT_OF_COUNT
from hsci_analysis.periods import Month, Week
from tests.monthly import monthly_series

DELAYED = "delayed_discharge_bed_days"
ATTENDANCES = "accident_and_emergency_attendances"
WITHIN = "accident_and_emergency_within_4_hours"
ADMISSIONS = "emergency_admissions"


def of(measure: str, area: str) -> Forecast:
    return forecast(series(measure, area))


def sane(made: Forecast) -> bool:
    figures = made.frame.to_numpy()
    ordered = made.frame[["lower95", "lower80", "median", "upper80", "upper95"]].to_numpy()
    return bool(
        np.isfinite(figures).all() and (figures >= 0).all() and (np.diff(ordered) >= 0).all()
    )


@pytest.mark.parametrize(
    ("measure", "area", "periods", "first", "last"),
    [
        (DELAYED, "Fife", 12, Month(2025, 9), Month(2026, 8)),
        (DELAYED, "NHS Orkney", 12, Month(2025, 9), Month(2026, 8)),
        (WITHIN, "NHS Lothian", 12, Month(2025, 3), Month(2026, 2)),
        (ADMISSIONS, "Shetland Islands", 13, Week(date(2023, 7, 2)), Week(date(2023, 9, 24))),
        ("weekly_emergency_department_over_12_hours", "NHS Fife", 13, None, None),
    ],
)
def test_the_frame_has_a_row_a_period_ahead(measure, area, periods, first, last) -> None:
    made = of(measure, area)
    assert list(made.frame.columns) == FRAME_COLUMNS
    assert len(made.frame) == len(made.ahead) == periods
    assert made.frame.index.name == made.series.frame.index.name
    assert sane(made)
    if first:
        assert (made.ahead[0].period, made.ahead[-1].period) == (first, last)


def test_a_forecast_says_what_was_chosen_for_it() -> None:
    made = of(DELAYED, "Fife").settings
    assert made.areas == 31
    assert len(made.members) == 5
    assert 0 <= made.pooled_share <= 1
    assert made.volatility > 0
    assert made.estimation_window == DEFAULT.of(DELAYED, Model.FORECAST)


def test_every_area_of_a_panel_is_forecast_at_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    pooling.fitted_panel.cache_clear()
    runs = []
    monkeypatch.setattr(pooling, "fit", lambda *told, fit=pooling.fit: runs.append(1) or fit(*told))
    for partnership in partnerships():
        of(DELAYED, partnership.code)
    assert len(runs) == 1


def test_partnerships_and_who_lives_in_none_add_up_to_scotland() -> None:
    scotland = of(DELAYED, "Scotland")
    each = [of(DELAYED, partnership.code) for partnership in partnerships()]
    assert scotland.adds_up_to == each[0].adds_up_to == SCOTLAND
    added = sum(one.frame["median"] for one in each) + scotland.parts["rest"]
    assert added.to_numpy() == pytest.approx(scotland.frame["median"].to_numpy())
    assert list(scotland.parts)[:-1] == [partnership.code for partnership in partnerships()]


def test_boards_of_treatment_add_up_on_their_own_basis() -> None:
    scotland = of(ATTENDANCES, "Scotland")
    assert scotland.series.basis is Basis.TREATMENT
    assert len(scotland.parts.columns) == 14
    assert scotland.parts.sum(axis=1).to_numpy() == pytest.approx(
        scotland.frame["median"].to_numpy()
    )


def test_a_board_and_a_partnership_of_the_same_borders_are_not_made_to_agree() -> None:
    board, partnership = of(DELAYED, "NHS Fife"), of(DELAYED, "Fife")
    assert board.settings.areas == 14
    assert (board.frame["median"] != partnership.frame["median"]).all()


def test_percentages_do_not_add_up_and_scotland_is_one_of_the_areas() -> None:
    scotland = of(WITHIN, "Scotland")
    assert scotland.adds_up_to is None
    assert scotland.parts is None
    assert scotland.settings.areas == 15
    assert of(WITHIN, "NHS Fife").settings.areas == 14


def test_what_came_after_the_cut_changes_nothing() -> None:
    """A forecast from June 2023 is that of a panel that never had more."""
    cut = {place: series(DELAYED, place).until(Month(2023, 6)) for place in ("Fife", SCOTLAND)}
    areas = history_of([series(DELAYED, one).until(Month(2023, 6)) for one in partnerships()])
    total = history_of([cut[SCOTLAND]])
    rest = replace(total, values=total.values - areas.values.sum(axis=1, keepdims=True))
    expected = forecast_hierarchy(
        Hierarchy(areas, total, rest), DEFAULT.of(DELAYED, Model.FORECAST), MONTHLY, ROOT_OF_COUNT
    ).quantiles
    fife = forecast(cut["Fife"])
    at = areas.areas.index(find_area("Fife"))
    assert fife.frame["median"].to_numpy() == pytest.approx(expected[:, at, 2])
    assert fife.frame["upper95"].to_numpy() == pytest.approx(expected[:, at, 4])
    assert str(fife.frame.index[0]) == "2023-07"


def test_fewer_periods_are_the_first_rows_of_the_same_forecast() -> None:
    fife = series(DELAYED, "Fife")
    short, whole = forecast(fife, horizon=3), forecast(fife)
    pd.testing.assert_frame_equal(short.frame, whole.frame.iloc[:3])


@pytest.mark.parametrize("horizon", [0, -1, 13])
def test_a_horizon_that_was_not_tested_is_refused(horizon: int) -> None:
    with pytest.raises(ParametersError, match="not between 1 and 12"):
        forecast(series(DELAYED, "Fife"), horizon=horizon)


def test_a_daily_average_is_the_forecast_over_the_days_ahead() -> None:
    fife = series(DELAYED, "Fife")
    beds, days = forecast(fife.daily_average()).frame, forecast(fife).frame
    assert (beds.mul(days.index.days_in_month, axis=0) / days).to_numpy() == pytest.approx(1)


def test_a_series_that_was_changed_is_forecast_as_it_was_given() -> None:
    fife = series(DELAYED, "Fife")
    doubled = fife.frame.assign(
        **{name: 2 * fife.frame[name] for name in ("value", "lower", "upper")}
    )
    made = forecast(replace(fife, frame=doubled))
    assert made.settings.areas == 31
    assert made.adds_up_to is None
    assert made.frame["median"].to_numpy() == pytest.approx(
        2 * forecast(fife).frame["median"].to_numpy(), rel=0.1
    )


def test_a_series_alone_says_so() -> None:
    alone = forecast(series(DELAYED, "Fife"), pooled=False)
    assert alone.flags == (Flag.NOT_POOLED,)
    least, most = alone.loses_alone
    assert 1 < least < most < 1.1
    assert of(DELAYED, "Fife").loses_alone is None
    assert alone.settings.areas == 1
    assert alone.settings.pooled_share == 0
    assert sane(alone)


def test_figures_and_results_are_not_changed() -> None:
    shetland = series(ADMISSIONS, "Shetland Islands")
    before = shetland.frame.copy()
    made = forecast(shetland)
    pd.testing.assert_frame_equal(shetland.frame, before)
    with pytest.raises(FrozenInstanceError):
        made.flags = ()  # type: ignore[misc]
    made.frame.iloc[0] = -1.0
    assert sane(forecast(shetland))


def test_suppressed_figures_are_filled_and_told_of() -> None:
    shetland = of(ADMISSIONS, "Shetland Islands")
    assert Flag.SUPPRESSED_FILLED in shetland.flags
    assert Flag.SUPPRESSED_FILLED not in of(DELAYED, "Fife").flags
    column = history_of([shetland.series]).values[:, 0]
    hidden = (shetland.series.frame["status"] == Status.SUPPRESSED).to_numpy()
    frame = shetland.series.frame[hidden]
    assert column[hidden] == pytest.approx((frame["lower"] + frame["upper"]).to_numpy() / 2)


def test_months_at_a_hundred_per_cent_are_told_of() -> None:
    orkney = of(WITHIN, "NHS Orkney")
    assert Flag.AT_LIMIT in orkney.flags
    assert sane(orkney)
    assert orkney.frame.max(axis=None) <= 100


def test_quarters_are_refused() -> None:
    with pytest.raises(SeriesError, match="published by quarter"):
        forecast(series("care_at_home_hours", "Fife"))


def test_figures_that_may_be_negative_are_refused() -> None:
    with pytest.raises(SeriesError, match="may be negative"):
        forecast(monthly_series("2020-01", range(40), not_negative=False))


def test_fewer_than_two_years_are_refused() -> None:
    with pytest.raises(SeriesError, match="has 23 figures, and a forecast needs 24 months"):
        forecast(monthly_series("2022-01", range(23)))


SEASON = [100, 95, 90, 92, 97, 101, 104, 99, 93, 96, 103, 110]
WIGGLE = np.random.default_rng(5).normal(0, 4, 96)
ORDINARY = [10 * value for value in SEASON * 8] + 10 * WIGGLE


def with_values(values: list[float]) -> MeasureSeries:
    return monthly_series("2017-01", values)


@pytest.mark.parametrize(
    ("values", "flag"),
    [
        ([0.0] * 96, Flag.CONSTANT),
        ([12.0] * 96, Flag.CONSTANT),
        ([*ORDINARY[:50], 0, *ORDINARY[51:]], Flag.AT_LIMIT),
        ([*ORDINARY[:40], *[np.nan] * 9, *ORDINARY[49:]], Flag.GAPS),
        ([*ORDINARY[:94], np.nan, np.nan], Flag.LATEST_MISSING),
        ([*ORDINARY[:95], 10 * ORDINARY[95]], Flag.LATEST_SET_BACK),
        ([*ORDINARY[:95], 0], Flag.LATEST_SET_BACK),
        (list(ORDINARY[:30]), Flag.SHORT_HISTORY),
    ],
    ids=lambda value: value.name if isinstance(value, Flag) else "",
)
def test_what_is_difficult_is_forecast_and_told_of(values: list[float], flag: Flag) -> None:
    made = forecast(with_values(values))
    assert sane(made)
    assert flag in made.flags
    assert flag is Flag.LATEST_UNUSUAL or Flag.LATEST_UNUSUAL not in made.flags
    assert Flag.NOT_POOLED in made.flags
    if flag in UNSAFE:
        assert not made.licensed
        assert flag.value in made.unlicensed_because


def test_an_unusual_last_figure_is_told_of_and_followed() -> None:
    high = forecast(with_values([*ORDINARY[:95], 1.1 * ORDINARY[95]]))
    assert Flag.LATEST_UNUSUAL in high.flags
    assert (
        high.frame["median"].mean() > forecast(with_values(list(ORDINARY))).frame["median"].mean()
    )


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.one_of(st.just(np.nan), st.integers(0, 3), st.floats(0, 1e5)), min_size=30, max_size=70
    )
)
def test_no_series_makes_a_forecast_explode(values: list[float]) -> None:
    known = sum(not np.isnan(value) for value in values)
    if known < 24:
        with pytest.raises(SeriesError, match="a forecast needs"):
            forecast(with_values(values))
        return
    made = forecast(with_values(values))
    assert sane(made)
    assert isinstance(made.licensed, bool)
    assert made.frame["median"].max() <= 10 * max(1, np.nanmax(values))


GOOD = TrackRecord(("2024-08-31",), 0.8, 0.75, 0.81, 0.95)


@pytest.mark.parametrize(
    ("record", "shortcomings"),
    [
        (GOOD, 0),
        (replace(GOOD, relative_error=1.0), 1),
        (replace(GOOD, panel_relative_error=1.2), 1),
        (replace(GOOD, covered80=0.69), 1),
        (replace(GOOD, covered80=0.91, covered95=0.995), 2),
        (replace(GOOD, covered95=0.89), 1),
        (replace(GOOD, relative_error=np.nan), 1),
    ],
)
def test_the_licence_to_speak(record: TrackRecord, shortcomings: int) -> None:
    assert len(record.shortcomings) == shortcomings
    made = replace(of(DELAYED, "Fife"), back_test=record, flags=())
    assert made.licensed is (shortcomings == 0)


def test_without_a_back_test_nothing_is_said() -> None:
    short = forecast(with_values(list(ORDINARY[:30])))
    assert short.back_test is None
    assert short.unlicensed_because == ("no back-test could be made",)


def test_the_back_test_is_of_recent_origins_and_of_the_whole_panel() -> None:
    fife, borders = of(DELAYED, "Fife").back_test, of(DELAYED, "Scottish Borders").back_test
    assert fife.origins[-1] == "2024-08-31"
    assert len(fife.origins) == 6
    assert fife.relative_error != borders.relative_error
    assert (fife.panel_relative_error, fife.covered95) == (
        borders.panel_relative_error,
        borders.covered95,
    )


def test_shown_in_a_notebook_it_says_what_it_is_in_a_line() -> None:
    shown = repr(of(DELAYED, "Fife"))
    assert shown == "Forecast(Delayed discharge bed days, Fife, 2025-09 to 2026-08, licensed)"


def test_a_series_longer_than_its_panel_is_forecast_alone() -> None:
    fife = series(DELAYED, "Fife")
    earlier = fife.frame.set_axis(fife.frame.index - 12)
    made = forecast(replace(fife, frame=pd.concat([earlier.iloc[:12], fife.frame])))
    assert Flag.NOT_POOLED in made.flags
    assert sane(made)


def test_numbers_for_a_sentence() -> None:
    made = of(DELAYED, "Fife")
    assert made.last_known == (Month(2025, 8), 4033.0)
    assert made.year_before[0] == made.series.values["2024-09"]
    assert made.ahead[0].median == made.frame["median"].iloc[0]
    assert made.ahead[0].upper95 == made.frame["upper95"].iloc[0]
