"""Limits of a series: what is charted, what is singled out, and what never moves."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hsci_analysis.areas import SCOTLAND
from hsci_analysis.errors import ParametersError, SeriesError, UnknownNameError
from hsci_analysis.measures.catalogue import Better
from hsci_analysis.measures.series import series
from hsci_analysis.models.estimation_window import EstimationWindow, LeftOut
from hsci_analysis.models.process_control.limits import limits
from hsci_analysis.models.process_control.result import (
    Assurance,
    Charted,
    LimitsCaution,
    Meaning,
)
from hsci_analysis.models.process_control.rules import Direction, Rule
from hsci_analysis.models.process_control.stretches import Rebasing
from hsci_analysis.models.spc import Segment
from hsci_analysis.periods import Month
from tests.unit.models import made

PANEL = made.counts(areas=8)
LEANING = made.counts(areas=8, rho=0.8, spread=0.3)
ALL = (Segment("all", Month(2014, 1), None),)
SPLIT = (Segment("first", Month(2014, 1), Month(2016, 12)), Segment("then", Month(2017, 1), None))


def asked(one, panel=PANEL, **options):
    return limits(one, panel=panel, **options)


def values(one):
    return one.values.to_numpy().copy()


def marked(result, rule: Rule) -> set[str]:
    causes = (cause for cause in result.special_causes if cause.rule is rule)
    return {str(month) for cause in causes for month in cause.months}


# ---- what is charted


def test_a_steady_series_is_charted_by_its_level():
    (stretch,) = asked(PANEL[1]).stretches
    assert stretch.charted is Charted.LEVEL
    assert stretch.autocorrelation <= 0.3
    assert stretch.season_known


def test_a_series_whose_months_lean_is_charted_by_its_errors():
    result = asked(LEANING[0], LEANING)
    (stretch,) = result.stretches
    assert stretch.charted is Charted.ERROR
    assert stretch.autocorrelation > 0.3
    # the first month follows none, so nothing was expected of it
    assert math.isnan(result.frame["centre"].iloc[0])
    assert result.frame["centre"].iloc[1:].notna().all()


def test_what_is_expected_lies_between_the_month_before_and_the_level():
    result = asked(LEANING[0], LEANING)
    stretch, frame = result.stretches[0], result.frame
    before = np.sqrt(frame["adjusted"].shift()[2:])
    expected, level = np.sqrt(frame["centre"][2:]), math.sqrt(stretch.centre)
    lean = (expected - level) / (before - level)
    assert np.median(lean) == pytest.approx(stretch.autocorrelation, abs=0.05)


def test_without_a_season_winters_are_no_special_causes():
    rng = np.random.default_rng(4)
    index = PANEL[1].periods
    winter = 1 + 0.5 * np.cos(2 * np.pi * np.asarray(index.month - 1) / 12)
    panel = [
        made.valued(one, rng.poisson(3000 * winter * np.asarray(index.days_in_month) / 30))
        for one in PANEL
    ]
    result = asked(panel[0], panel)
    assert marked(result, Rule.OUTSIDE) == set()
    spread = result.frame["adjusted"].std() / result.frame["value"].std()
    assert spread < 0.15


def test_months_of_other_lengths_are_compared_by_day():
    days = np.asarray(PANEL[1].periods.days_in_month, dtype=float)
    result = asked(made.valued(PANEL[1], 10 * days), [])
    assert result.frame["adjusted"].std() == pytest.approx(0, abs=1e-9)
    assert result.special_causes == ()


def test_the_unit_is_that_of_an_average_day_or_per_cent():
    panel = made.shares()
    assert asked(PANEL[1]).unit == "beds"
    share = asked(panel[0], panel)
    assert share.unit == "% of attendances"
    assert share.frame["value"].equals(panel[0].values.rename("value"))


# ---- what is singled out


def test_a_leap_is_outside_and_is_a_concern_where_less_is_better():
    leaping = values(PANEL[1])
    leaping[50] *= 1.6
    result = asked(made.valued(PANEL[1], leaping))

    (cause,) = (
        one
        for one in result.special_causes
        if one.rule is Rule.OUTSIDE and one.months == (Month(2018, 3),)
    )
    assert (cause.direction, cause.meaning) == (Direction.UP, Meaning.CONCERN)
    assert result.frame.loc["2018-03", "special_cause"].startswith(Rule.OUTSIDE)


@pytest.mark.parametrize(
    ("better", "meaning"),
    [
        (Better.LOWER, Meaning.IMPROVEMENT),
        (Better.HIGHER, Meaning.CONCERN),
        (None, Meaning.NEITHER),
    ],
)
def test_what_a_fall_means_depends_on_the_measure_alone(better, meaning):
    one = made.stepped(PANEL[1], 0.8)
    one = replace(one, measure=replace(one.measure, better=better))
    result = asked(one)
    assert {cause.meaning for cause in result.latest if cause.rule is Rule.SHIFT} == {meaning}


def test_a_shift_that_has_lasted_a_year_is_offered_for_an_explanation():
    lasting = asked(made.stepped(PANEL[1], 0.8)).lasting_shift
    assert lasting.first <= Month(2019, 1) < lasting.last == Month(2019, 12)
    assert asked(PANEL[1]).lasting_shift is None


def test_months_set_apart_are_shown_and_not_judged():
    leaping = values(PANEL[1])
    leaping[36:48] *= 3
    apart = (
        Segment("before", Month(2014, 1), Month(2016, 12)),
        Segment("shock", Month(2017, 1), Month(2017, 12), carried_forward=True),
        Segment("since", Month(2018, 1), None),
    )
    result = asked(made.valued(PANEL[1], leaping), segments=apart)

    assert result.frame["set_apart"].sum() == 12
    assert not any("2017" in month for month in marked(result, Rule.OUTSIDE))
    before, shock, _ = result.stretches
    assert (shock.upper, shock.false_signals) == (before.upper, None)


def test_a_run_chart_has_a_median_counts_runs_and_has_no_limits():
    result = asked(PANEL[1], rule_set="phs_run_chart")
    (stretch,) = result.stretches
    assert (stretch.lower, stretch.upper) == (None, None)
    assert stretch.runs.useful + (result.frame["adjusted"] == stretch.centre).sum() == made.MONTHS
    assert result.frame[["lower", "upper"]].isna().all(axis=None)
    baseline = result.frame["adjusted"][result.frame["baseline"]]
    assert stretch.centre == pytest.approx(baseline.median(), rel=0.001)


def test_screening_narrows_the_limits_of_making_data_count():
    leaping = values(PANEL[1])
    leaping[10] *= 2
    one = made.valued(PANEL[1], leaping)
    screened, whole = (
        asked(one, rule_set=rule_set).stretches[0]
        for rule_set in ("making_data_count", "phs_control_chart")
    )
    assert screened.upper - screened.lower < whole.upper - whole.lower


def test_an_unknown_rule_set_is_refused():
    with pytest.raises(UnknownNameError, match="making_data_count"):
        asked(PANEL[1], rule_set="making_data_counts")


# ---- limits that stay


def test_limits_rest_on_the_first_24_months_and_no_later_month_moves_them():
    shown = ["adjusted", "centre", "lower", "upper", "special_cause"]
    early = [one.until(Month(2017, 6)) for one in LEANING]
    before = asked(early[0], early).frame[shown]
    after = asked(LEANING[0], LEANING).frame[shown].loc[:"2017-06"]
    numbers = shown[:4]
    assert np.allclose(before[numbers], after[numbers], equal_nan=True)


@pytest.mark.parametrize(("months", "provisional"), [(23, True), (24, False)])
def test_limits_of_fewer_months_are_provisional(months, provisional):
    panel = made.counts(months=months)
    result = asked(panel[0], panel)
    assert result.stretches[0].provisional is provisional
    assert (LimitsCaution.PROVISIONAL_LIMITS in result.cautions) is provisional
    assert (LimitsCaution.SEASON_NOT_KNOWN in result.cautions) is provisional


def test_the_chance_of_a_false_signal_is_stated_and_greater_for_fewer_months():
    whole, short = made.counts(months=40), made.counts(months=9)
    chances = [asked(panel[0], panel).stretches[0].false_signals for panel in (whole, short)]
    assert 0.1 < chances[0] < 0.4 < chances[1] < 0.8


def test_limits_begin_anew_with_a_reason_and_the_old_ones_stay_visible():
    step = values(PANEL[1])
    step[40:] *= 1.5
    reason = Rebasing(Month(2017, 5), "a ward was opened in May 2017")
    result = asked(made.valued(PANEL[1], step), rebasings=[reason])

    old, new = result.stretches
    assert (old.last, new.first, new.rebasing) == (Month(2017, 4), Month(2017, 5), reason)
    assert new.centre > old.upper
    assert result.frame["former_centre"].loc["2017-05":].notna().all()
    assert result.frame["former_centre"].loc[:"2017-04"].isna().all()
    former = result.frame["former_upper"].loc["2019-01"]
    assert former == pytest.approx(old.upper, rel=0.02)


@pytest.mark.parametrize("reason", ["", "  "])
def test_limits_do_not_begin_anew_without_a_reason(reason):
    with pytest.raises(ParametersError, match="without a reason"):
        Rebasing(Month(2017, 5), reason)


@pytest.mark.parametrize(
    ("month", "said"),
    [
        (Month(2014, 1), "is not after"),
        (Month(2031, 1), "is not after"),
        (Month(2016, 3), "set apart or left out"),
    ],
)
def test_limits_do_not_begin_anew_just_anywhere(month, said):
    window = EstimationWindow((LeftOut(date(2016, 1, 1), date(2016, 6, 30)),))
    with pytest.raises(ParametersError, match=said):
        asked(PANEL[1], rebasings=[Rebasing(month, "why")], estimation_window=window)


def test_limits_do_not_begin_anew_twice_in_a_month():
    twice = [Rebasing(Month(2017, 5), "a"), Rebasing(Month(2017, 5), "b")]
    with pytest.raises(ParametersError, match="is given twice"):
        asked(PANEL[1], rebasings=twice)


def test_segments_are_told_apart_and_have_limits_of_their_own():
    step = values(PANEL[1])
    step[36:] *= 1.5
    first, then = asked(made.valued(PANEL[1], step), segments=SPLIT).stretches
    assert then.centre > first.upper
    assert (first.baseline_last, then.baseline_last) == (Month(2015, 12), Month(2018, 12))


@pytest.mark.parametrize("segments", [SPLIT[::-1], (ALL[0], SPLIT[1]), ()])
def test_segments_that_overlap_are_refused(segments):
    with pytest.raises(ParametersError, match="segment"):
        asked(PANEL[1], segments=segments)


# ---- targets


@pytest.mark.parametrize(
    ("better", "target", "found"),
    [
        (Better.LOWER, 40.0, Assurance.MEETS),
        (Better.LOWER, 17.0, Assurance.INCONSISTENT),
        (Better.LOWER, 5.0, Assurance.MISSES),
        (Better.HIGHER, 40.0, Assurance.MISSES),
        (Better.HIGHER, 5.0, Assurance.MEETS),
    ],
)
def test_assurance(better, target, found):
    one = replace(PANEL[1], measure=replace(PANEL[1].measure, better=better))
    assert asked(one, target=target).assurance is found


def test_assurance_is_by_the_limits_in_force_now():
    # NHSRplotthedots issue 172: after a rebase, by those left behind
    step = values(PANEL[1])
    step[40:] *= 0.4
    one = made.valued(PANEL[1], step)
    reason = [Rebasing(Month(2017, 5), "a ward was closed")]
    assert asked(one, target=10.0).assurance is Assurance.MISSES
    assert asked(one, target=10.0, rebasings=reason).assurance is Assurance.MEETS


def test_a_winter_beyond_the_target_is_no_consistency():
    result = asked(PANEL[1])
    between = (result.frame["upper"].max() + result.frame["upper_with_season"].max()) / 2
    assert result.frame["upper"].max() < between
    assert asked(PANEL[1], target=float(between)).assurance is Assurance.INCONSISTENT


def test_a_target_of_what_has_no_better_way_is_refused():
    one = replace(PANEL[1], measure=replace(PANEL[1].measure, better=None))
    with pytest.raises(ParametersError, match="no better way"):
        asked(one, target=3.0)
    with pytest.raises(ParametersError, match="give a number"):
        asked(PANEL[1], target=math.nan)


def test_without_a_target_or_limits_there_is_no_assurance():
    assert asked(PANEL[1]).assurance is None
    assert asked(PANEL[1], rule_set="phs_run_chart", target=40.0).assurance is None


# ---- what is missing


def test_a_month_without_a_figure_breaks_the_line_and_is_told():
    holed = values(LEANING[0])
    holed[[30, 31]] = np.nan
    result = asked(made.valued(LEANING[0], holed), LEANING)
    assert result.frame["adjusted"].isna().sum() == 2
    assert LimitsCaution.LACKS_MONTHS in result.cautions
    # nothing is expected of the month that follows them
    assert math.isnan(result.frame["centre"].iloc[32])


@pytest.mark.parametrize("months", [1, 4])
def test_too_few_months_have_no_limits_and_say_so(months):
    panel = made.counts(months=months)
    result = asked(panel[0], panel)
    assert result.stretches == ()
    assert result.current is None
    (without,) = result.without_limits
    assert without.reason == "it has fewer than 5 months with a figure"
    assert len(result.frame) == months
    assert result.frame["value"].notna().all()


def test_nothing_to_carry_forward_is_said():
    apart = (Segment("shock", Month(2014, 1), Month(2014, 12), carried_forward=True),)
    result = asked(PANEL[1], segments=(*apart, Segment("since", Month(2015, 1), None)))
    assert result.without_limits[0].reason == "there are no limits before it to carry forward"
    assert [one.name for one in result.stretches] == ["since"]


def test_months_outside_every_segment_have_values_alone():
    result = asked(PANEL[1], segments=(Segment("a year", Month(2015, 1), Month(2015, 12)),))
    assert (result.frame["stretch"] == "a year").sum() == 12
    assert result.frame["value"].notna().all()
    assert result.current is None


@pytest.mark.parametrize("level", [0.0, 7.0])
def test_a_series_that_never_varies_has_limits_without_width_and_no_special_cause(level):
    days = np.asarray(PANEL[1].periods.days_in_month, dtype=float)
    result = asked(made.valued(PANEL[1], level * days), [])
    (stretch,) = result.stretches
    assert (stretch.lower, stretch.centre, stretch.upper) == pytest.approx((level,) * 3)
    assert result.special_causes == ()


def test_zeros_are_figures_and_limits_never_fall_below_nothing():
    rare = made.valued(PANEL[1], np.random.default_rng(1).poisson(0.7, made.MONTHS))
    frame = asked(rare, [rare, *PANEL[2:]]).frame
    assert (frame["lower"].dropna() >= 0).all()


def test_limits_of_a_share_never_pass_a_hundred_per_cent():
    panel = made.shares(level=99)
    frame = asked(panel[0], panel).frame
    assert (frame["upper"].dropna() <= 100).all()


def test_alone_it_is_said_to_be_alone():
    assert LimitsCaution.WITHOUT_PANEL in asked(PANEL[1], []).cautions
    assert LimitsCaution.WITHOUT_PANEL not in asked(PANEL[1]).cautions


def test_another_measure_is_no_panel():
    with pytest.raises(SeriesError, match="cannot be judged beside Seen within 4 hours"):
        asked(PANEL[1], made.shares())


def test_a_weekly_series_is_refused():
    with pytest.raises(SeriesError, match="is not monthly"):
        limits(series("emergency_admissions", "Fife"))


# ---- figures we hold


def test_the_pandemic_is_set_apart_unless_told_otherwise():
    result = limits(series("delayed_discharge_bed_days", "Fife"))
    assert [one.name for one in result.stretches] == ["before", "left out of estimation", "since"]
    assert result.frame["set_apart"].sum() == 15
    assert result.stretches[0].pooled_autocorrelation > 0.5


def test_scotland_learns_from_the_areas_it_is_made_of():
    result = limits(series("delayed_discharge_bed_days", SCOTLAND))
    assert LimitsCaution.WITHOUT_PANEL not in result.cautions


def test_figures_held_and_the_same_ones_handed_over_have_the_same_limits():
    one = series("delayed_discharge_bed_days", "Orkney")
    panel = [series("delayed_discharge_bed_days", area) for area in ("Fife", "Orkney", "Moray")]
    pd.testing.assert_frame_equal(limits(one).frame, limits(one.daily_average()).frame)
    assert not limits(one).frame.equals(limits(one, panel=panel).frame)


# ---- laws


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(1, 8)))
def test_the_order_of_the_panel_is_of_no_matter(order):
    turned = asked(LEANING[0], [LEANING[place] for place in [*order, 0]]).frame
    pd.testing.assert_frame_equal(turned, asked(LEANING[0], LEANING).frame)


figures = st.lists(
    st.one_of(st.integers(0, 3), st.integers(0, 5000), st.just(np.nan)), min_size=1, max_size=72
)


@settings(max_examples=80, deadline=None)
@given(
    figures,
    st.booleans(),
    st.sampled_from(["phs_control_chart", "phs_run_chart", "making_data_count"]),
)
def test_whatever_the_figures_limits_are_finite_or_there_are_none(numbers, share, rule_set):
    typed = np.array(numbers, dtype="float64")
    if share:
        typed = 100 - np.minimum(typed, 100)
    one = replace(PANEL[1], frame=PANEL[1].frame.tail(len(typed)))
    one = made.valued(made.shared(one) if share else one, typed)
    panel = made.shares() if share else PANEL
    if np.isnan(typed).all():
        with pytest.raises(SeriesError, match="no figure in any month"):
            asked(one, panel)
        return
    result = asked(one, panel, rule_set=rule_set, target=50.0)
    lines = result.frame[["centre", "lower", "upper", "value", "adjusted"]].to_numpy()
    assert not np.isinf(lines).any()
    for stretch in result.stretches:
        assert math.isfinite(stretch.centre)
        if stretch.upper is not None:
            assert stretch.lower <= stretch.centre <= stretch.upper


def test_each_stretch_left_out_is_shown_apart_unless_told_otherwise():
    window = EstimationWindow(
        (
            LeftOut(date(2015, 3, 1), date(2015, 5, 31)),
            LeftOut(date(2015, 6, 1), date(2015, 6, 30), "adjoins the one before"),
            LeftOut(date(2018, 3, 1), date(2018, 5, 31)),
        )
    )
    found = asked(PANEL[1], estimation_window=window)
    told = [(one.name, str(one.first), str(one.last)) for one in found.stretches]
    assert told == [
        ("before", "2014-01", "2015-02"),
        ("left out of estimation", "2015-03", "2015-06"),
        ("since, from July 2015", "2015-07", "2018-02"),
        ("left out of estimation, from March 2018", "2018-03", "2018-05"),
        ("since", "2018-06", "2019-12"),
    ]
    assert [one.set_apart for one in found.stretches] == [False, True, False, True, False]
    assert len(asked(PANEL[1], estimation_window=EstimationWindow()).stretches) == 1
