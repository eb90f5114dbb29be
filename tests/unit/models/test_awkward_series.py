"""Series made to be difficult: each model answers with finite figures, or refuses in words."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hsci_analysis as hsci
from hsci_analysis.areas import find_area
from hsci_analysis.errors import ParametersError, SeriesError
from hsci_analysis.models.change.result import ChangeTest
from hsci_analysis.models.forecast.result import Flag
from tests.monthly import monthly_series
from tests.unit.models import made

MONTHS = 110
COUNTS = np.random.default_rng(0).poisson(3000, MONTHS).astype("float64")
SHARES = np.clip(np.random.default_rng(1).normal(90, 3, MONTHS), 0, 100)
PLACES = np.arange(MONTHS)


def count(values):
    return monthly_series("2016-07", values, area=find_area("Fife"))


def share(values):
    basis = hsci.series("accident_and_emergency_within_4_hours", "NHS Fife")
    return replace(made.valued(made.shared(count(values)), values), area=basis.area)


def stretch_missing(values, first, last):
    return np.where((first <= PLACES) & (last > PLACES), np.nan, values)


def suppressed(of):
    frame = of.frame.copy()
    frame.loc[frame.index[-6:], "status"] = "suppressed"
    frame.loc[frame.index[-6:], ["value", "lower", "upper"]] = [np.nan, 0, 4]
    return replace(of, frame=frame)


CASES = {
    "zeros": (count(np.zeros(MONTHS)), Flag.CONSTANT),
    "one month of something": (count(np.r_[np.zeros(MONTHS - 1), 5000]), Flag.LATEST_SET_BACK),
    "constant": (count(np.full(MONTHS, 500.0)), Flag.CONSTANT),
    "two years": (count(COUNTS[:24]), Flag.SHORT_HISTORY),
    "a missing stretch": (count(stretch_missing(COUNTS, 60, 75)), Flag.GAPS),
    "every other month": (count(np.where(PLACES % 2, np.nan, COUNTS)), Flag.GAPS),
    "no latest months": (count(stretch_missing(COUNTS, 105, MONTHS)), Flag.LATEST_MISSING),
    "a last month ten times as high": (
        count(np.r_[COUNTS[:-1], 10 * COUNTS[-1]]),
        Flag.LATEST_SET_BACK,
    ),
    "huge": (count(COUNTS * 1e12), None),
    "tiny": (count(COUNTS * 1e-9), None),
    "two years of nothing": (count(np.r_[COUNTS[:-24], np.zeros(24)]), Flag.AT_LIMIT),
    "suppressed": (suppressed(count(COUNTS)), Flag.SUPPRESSED_FILLED),
    "all at 100 %": (share(np.full(MONTHS, 100.0)), Flag.CONSTANT),
    "some at 100 %": (share(np.where(PLACES % 3, SHARES, 100)), Flag.AT_LIMIT),
    "none within": (share(np.zeros(MONTHS)), Flag.CONSTANT),
    "a last month of 0 %": (share(np.r_[SHARES[:-1], 0]), Flag.LATEST_SET_BACK),
    "shares of two years": (share(SHARES[:24]), Flag.SHORT_HISTORY),
    "shares with a stretch missing": (share(stretch_missing(SHARES, 50, 70)), Flag.GAPS),
}


def ordered(forecast) -> bool:
    rows = forecast.frame[["lower95", "lower80", "median", "upper80", "upper95"]].to_numpy()
    highest = max(1.0, float(np.nanmax(forecast.series.frame["upper"])))
    within = 100 if forecast.series.measure.per == 100 else 20 * highest
    in_order = bool((np.diff(rows) >= 0).all())
    return in_order and bool(np.isfinite(rows).all() and rows.min() >= 0 and rows.max() <= within)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.filterwarnings("error")
def test_a_forecast_is_finite_and_flagged(name):
    series, flag = CASES[name]
    alone = hsci.forecast(series, pooled=False)
    for forecast in (hsci.forecast(series), alone):
        assert ordered(forecast)
        assert flag is None or flag in forecast.flags
        assert isinstance(forecast.licensed, bool)
    assert Flag.NOT_POOLED in alone.flags
    assert "worse than among other areas" in alone.summary.loc["next", "loses_alone"]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.filterwarnings("error")
def test_a_change_is_finite_or_not_tested_with_a_reason(name):
    found = hsci.change(CASES[name][0])
    for answer in found.answers:
        if isinstance(answer, ChangeTest):
            told = (answer.lower, answer.change, answer.upper, answer.smallest_rise, answer.p_value)
            assert np.isfinite(told).all()
            assert answer.lower <= answer.change <= answer.upper
        else:
            assert answer.reason
    assert len(found.summary) == 4


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("rule_set", ["phs_control_chart", "phs_run_chart", "making_data_count"])
@pytest.mark.filterwarnings("error")
def test_limits_are_finite_or_missing_with_a_reason(name, rule_set):
    found = hsci.limits(CASES[name][0], rule_set=rule_set)
    lines = found.frame[["value", "adjusted", "centre", "lower", "upper"]].to_numpy()
    assert not np.isinf(lines).any()
    known = lines[~np.isnan(lines).any(axis=1)]
    assert (known[:, 3] <= known[:, 2] + 1e-6).all()
    assert (known[:, 2] <= known[:, 4] + 1e-6).all()
    for stretch in found.without_limits:
        assert stretch.reason


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.one_of(st.just(np.nan), st.sampled_from([0.0, 1.0]), st.floats(0, 1e9)),
        min_size=0,
        max_size=70,
    ),
    st.sampled_from([hsci.forecast, hsci.change, hsci.limits]),
)
def test_whatever_the_figures_there_is_an_answer_or_words(values, model):
    series = monthly_series("2016-07", values, area=find_area("Fife"))
    try:
        found = model(series)
    except SeriesError as error:
        refusal = str(error)
    else:
        refusal = ""
        assert not np.isinf(found.frame.select_dtypes("number").to_numpy(dtype="float64")).any()
        assert isinstance(found.summary, pd.DataFrame)
    assert not refusal or "ask for a longer stretch" in refusal


# ---- what is no series, no window, no definition

FIFE = hsci.series("delayed_discharge_bed_days", "Fife")
EVERY_DAY = hsci.EstimationWindow((hsci.LeftOut(date(2000, 1, 1), date(2030, 1, 1)),))


@pytest.mark.parametrize("model", [hsci.forecast, hsci.change, hsci.limits])
@pytest.mark.parametrize("given", [None, "Fife", FIFE.frame, FIFE.values])
def test_what_is_no_series_is_refused(model, given):
    with pytest.raises(ParametersError, match=r"a series should be what hsci\.series"):
        model(given)


@pytest.mark.parametrize("model", [hsci.forecast, hsci.change, hsci.limits])
@pytest.mark.parametrize("window", [None, (), "2020"])
def test_what_is_no_window_is_refused(model, window):
    with pytest.raises(ParametersError, match="should be an EstimationWindow, such as report"):
        model(FIFE, estimation_window=window)


@pytest.mark.parametrize("spoilt", [-1.0, np.inf, 101.0])
@pytest.mark.parametrize("model", [hsci.forecast, hsci.change, hsci.limits])
def test_a_figure_that_cannot_be_is_refused(model, spoilt):
    with pytest.raises(SeriesError, match="correct them at their source"):
        model(share(np.r_[SHARES[:-1], spoilt]))


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: hsci.forecast(FIFE, horizon="12"), "a whole number of months"),
        (lambda: hsci.forecast(FIFE, horizon=2.5), "a whole number of months"),
        (lambda: hsci.change(FIFE, panel=FIFE), "a panel should be a list of series"),
        (lambda: hsci.panel_change(FIFE), "a panel should be a list of series"),
        (lambda: hsci.change(FIFE, scotland="Scotland"), r"what hsci\.series"),
        (lambda: hsci.limits(FIFE, panel=["Fife"]), r"what hsci\.series"),
        (lambda: hsci.limits(FIFE, segments=["all"]), r"one of report\.display_segments"),
        (lambda: hsci.limits(FIFE, rebasings=["2023-01"]), r"hsci\.Rebasing\(month, reason\)"),
        (lambda: hsci.limits(FIFE, target="10"), "a target should be a number"),
        (lambda: hsci.flow(None), "the area should be its name"),
        (lambda: hsci.flow("Fife", 2024), "a year should be a financial year"),
        (lambda: hsci.scenario("Fife", "20 %"), "should be BackToYear, ReducedBy or"),
        (lambda: hsci.scenario("Fife", hsci.ReducedBy("20", None)), "a number of per cent.*Month"),
        (lambda: hsci.scenario("Fife", hsci.BackToYear(2018)), "a FinancialYear or its text"),
        (lambda: hsci.scenario("Fife", hsci.GrownWithPopulation("2030")), "are whole numbers"),
        (
            lambda: hsci.scenario("Fife", hsci.ReducedBy(20, "2026-03"), forecast=FIFE),
            r"what hsci\.forecast\(series\) gives",
        ),
        (lambda: hsci.interrupted_series("Fife", "change"), r"one of report\.known_changes"),
        (lambda: hsci.LeftOut("2020-03-01", "2020-05-31"), "should be a day"),
        (lambda: hsci.EstimationWindow(FIFE), r"should be a tuple of LeftOut\(first, last\)"),
    ],
)
def test_other_types_are_refused_in_words(ask, said):
    with pytest.raises(ParametersError, match=said):
        ask()


def test_a_window_that_leaves_nothing_to_learn_from_is_refused_or_told_of():
    with pytest.raises(SeriesError, match="0 months are left to learn from once the estimation"):
        hsci.forecast(FIFE, estimation_window=EVERY_DAY)
    with pytest.raises(SeriesError, match="a baseline needs at least"):
        hsci.scenario("Fife", hsci.ReducedBy(20, "2026-03"), estimation_window=EVERY_DAY)
    assert set(hsci.change(FIFE, estimation_window=EVERY_DAY).summary["verdict"]) == {"not tested"}
    assert hsci.limits(FIFE, estimation_window=EVERY_DAY).without_limits


def test_weeks_are_refused_where_months_are_judged():
    weekly = hsci.series("emergency_admissions", "Fife")
    for model in (hsci.change, hsci.limits):
        with pytest.raises(SeriesError, match="is not monthly"):
            model(weekly)
