"""Whether a series has changed: recovered where it has, refused where nobody can say."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hsci_analysis.areas import SCOTLAND
from hsci_analysis.errors import SeriesError
from hsci_analysis.measures.series import series
from hsci_analysis.models.change.change import change, panel_change
from hsci_analysis.models.change.result import (
    Caution,
    ChangeTest,
    ChangeUnit,
    ChangeVerdict,
    Form,
    NotTested,
    Question,
)
from hsci_analysis.models.estimation_window import EstimationWindow, LeftOut
from hsci_analysis.periods import Month
from tests.unit.models import made

PANEL = made.counts()
WHOLE = made.total(PANEL)


def asked(one, panel=PANEL, whole=WHOLE, **options):
    return change(one, panel=panel, scotland=whole, **options)


def values(one):
    return one.values.to_numpy().copy()


def refusal(answer) -> str:
    assert isinstance(answer, NotTested)
    return answer.reason


# ---- what is there is found


@pytest.mark.parametrize("factor", [0.8, 1.25, 1.5])
def test_a_step_is_recovered_with_its_interval(factor):
    found = asked(made.stepped(PANEL[0], factor)).year

    assert found.form is Form.YEARS
    assert found.verdict is (ChangeVerdict.INCREASE if factor > 1 else ChangeVerdict.DECREASE)
    assert found.unit is ChangeUnit.PER_CENT
    assert found.lower < 100 * (factor - 1) < found.upper
    assert found.change == pytest.approx(100 * (found.ratio - 1))
    assert found.p_value < 0.05


def test_without_a_step_there_is_no_clear_change():
    assert [one.year.verdict for one in map(asked, PANEL[:4])] == [
        ChangeVerdict.NO_CLEAR_CHANGE
    ] * 4


def test_a_slope_is_recovered_by_the_year():
    years = np.arange(made.MONTHS) / 12
    found = asked(made.valued(PANEL[0], values(PANEL[0]) * 1.1**years)).five_years

    assert (found.form, found.verdict) == (Form.SLOPE, ChangeVerdict.INCREASE)
    assert found.lower < 10 < found.upper


def test_a_share_changes_by_percentage_points_from_its_level_before():
    panel = made.shares()
    whole = made.average(panel)
    odds = values(panel[0]) / (100 - values(panel[0]))
    odds[-12:] *= 0.5
    found = asked(made.valued(panel[0], 100 * odds / (1 + odds)), panel, whole).year

    assert found.verdict is ChangeVerdict.DECREASE
    assert found.unit is ChangeUnit.PERCENTAGE_POINTS
    assert found.ratio == pytest.approx(0.5, abs=0.05)
    assert found.change == pytest.approx(100 * (2 / 3 - 0.8), abs=3)
    assert found.lower <= found.change <= found.upper < 0


def test_a_change_that_all_share_is_none_against_scotland():
    panel = [made.stepped(one, 1.4) for one in PANEL]
    found = asked(panel[0], panel, made.total(panel))

    assert found.year.verdict is ChangeVerdict.INCREASE
    assert found.year_against_scotland.verdict is ChangeVerdict.NO_CLEAR_CHANGE
    assert abs(found.year_against_scotland.change) < 5


def test_against_scotland_is_the_change_less_that_of_scotland_in_logarithms():
    still = replace(WHOLE, area=SCOTLAND)
    rest = made.valued(still, values(still) * np.where(np.arange(made.MONTHS) >= 60, 1.2, 1.0))
    own = asked(PANEL[1])
    found = asked(PANEL[1], whole=rest)

    ratio = found.year_against_scotland.ratio / own.year_against_scotland.ratio
    assert ratio == pytest.approx(1 / 1.2, rel=1e-6)


def test_by_day_or_by_month_is_the_same_question():
    by_month, by_day = asked(PANEL[0]).year, asked(PANEL[0].daily_average()).year
    assert by_day.change == pytest.approx(by_month.change)
    assert by_day.p_value == pytest.approx(by_month.p_value)


def test_the_smallest_change_that_would_be_seen_is_wider_than_the_interval():
    found = asked(PANEL[0]).year
    assert found.smallest_rise > found.upper - found.change
    assert 0 < found.smallest_fall < 100


# ---- how far months lean


def test_the_panel_holds_the_autocorrelation_up():
    panel = made.counts(rho=0.6, spread=0.3, areas=12)
    found = [asked(one, panel, made.total(panel)).year for one in panel]

    assert len({round(one.pooled_autocorrelation, 9) for one in found}) == 1
    assert all(
        one.autocorrelation == max(one.own_autocorrelation, one.pooled_autocorrelation)
        for one in found
    )
    assert found[0].pooled_autocorrelation == pytest.approx(0.6, abs=0.15)


def test_no_slope_is_claimed_of_what_is_almost_a_random_walk():
    panel = made.counts(rho=0.97, spread=0.3, areas=12)
    found = asked(panel[0], panel, made.total(panel)).five_years

    assert found.form is Form.LEVELS
    assert Caution.LEVELS_ONLY in found.cautions
    assert (found.before.first, found.before.last) == (Month(2015, 1), Month(2015, 12))
    assert (found.after.first, found.after.last) == (Month(2019, 1), Month(2019, 12))


def test_alone_it_is_said_to_be_alone():
    assert Caution.WITHOUT_PANEL in asked(PANEL[0], panel=[]).year.cautions
    assert Caution.WITHOUT_PANEL not in asked(PANEL[0]).year.cautions


# ---- the months used


def test_each_answer_says_which_months_it_compares():
    found = asked(PANEL[0]).year
    assert (found.before.first, found.before.last, found.before.months) == (
        Month(2018, 1),
        Month(2018, 12),
        12,
    )
    assert (found.after.first, found.after.last) == (Month(2019, 1), Month(2019, 12))
    assert found.months_used == 60
    assert found.cautions == ()


def test_months_of_the_estimation_window_are_left_out():
    window = EstimationWindow((LeftOut(date(2015, 3, 1), date(2016, 2, 29)),))
    found = asked(PANEL[0], estimation_window=window)

    assert found.year.months_used == found.five_years.months_used == 48
    assert found.year.cautions == (Caution.LEAVES_MONTHS_OUT,)
    assert found.year.settings["estimation_window"] == "2015-03-01 to 2016-02-29"


def test_but_not_where_they_are_what_is_compared():
    window = EstimationWindow((LeftOut(date(2018, 3, 1), date(2018, 5, 31)),))
    found = asked(PANEL[0], estimation_window=window).year

    assert found.months_used == 60
    assert Caution.COMPARES_PANDEMIC_MONTHS in found.cautions


def test_months_without_a_figure_are_left_out_and_told():
    holed = values(PANEL[0])
    holed[[20, 45, 70]] = np.nan
    found = asked(made.valued(PANEL[0], holed)).year

    assert isinstance(found, ChangeTest)
    assert found.months_used == 57
    assert Caution.LACKS_MONTHS in found.cautions


def test_a_last_month_without_a_figure_ends_the_year_before_it():
    holed = values(PANEL[0])
    holed[-1] = np.nan
    assert asked(made.valued(PANEL[0], holed)).year.after.last == Month(2019, 11)


def test_provisional_figures_are_told():
    status = PANEL[0].frame["status"].where(PANEL[0].frame.index < "2019-11", "provisional")
    provisional = replace(PANEL[0], frame=PANEL[0].frame.assign(status=status))
    assert asked(provisional).year.cautions == (Caution.PROVISIONAL,)


# ---- what cannot be answered


@pytest.mark.parametrize(
    ("months", "year", "five"),
    [
        (35, "needs 36 of the last 60 months, and 35", "needs 60 months, and there are 35"),
        (59, None, "needs 60 months, and there are 59"),
        (60, None, None),
    ],
)
def test_short_series(months, year, five):
    short = made.valued(
        made.counts(months=months, areas=1, first="2015-01")[0], np.arange(months) + 90
    )
    found = asked(short)
    for answer, reason in ((found.year, year), (found.five_years, five)):
        if reason is None:
            assert isinstance(answer, ChangeTest)
        else:
            assert reason in refusal(answer)


@pytest.mark.parametrize("months", [slice(None), slice(-12, None), slice(-24, -12), slice(0, -24)])
def test_a_year_of_nothing_has_no_ratio(months):
    nothing = values(PANEL[0])
    nothing[months] = 0
    assert "is 0 in every month" in refusal(asked(made.valued(PANEL[0], nothing)).year)


def test_some_zeros_are_figures_like_others():
    some = values(PANEL[0])
    some[[13, 40, 60, 71]] = 0
    assert isinstance(asked(made.valued(PANEL[0], some)).year, ChangeTest)


def test_a_series_that_never_varies_has_not_changed():
    days = PANEL[0].periods.days_in_month.to_numpy()
    found = asked(made.valued(PANEL[0], 7.0 * days)).year
    assert found.change == pytest.approx(0, abs=1e-6)
    assert (found.verdict, found.dispersion) == (ChangeVerdict.NO_CLEAR_CHANGE, 1.0)


@pytest.mark.parametrize(
    ("level", "said"), [(100.0, "100 % in every month"), (90.0, "its months do not differ")]
)
def test_a_share_that_never_varies_cannot_be_judged(level, said):
    panel = made.shares()
    flat = made.valued(panel[0], np.full(made.MONTHS, level))
    assert said in refusal(asked(flat, panel, made.average(panel)).year)


def test_months_at_a_hundred_per_cent_are_figures_like_others():
    panel = made.shares(level=95)
    full = values(panel[0])
    full[::5] = 100
    found = asked(made.valued(panel[0], full), panel, made.average(panel)).year
    assert math.isfinite(found.upper)


def test_too_many_months_missing_in_a_year_compared():
    holed = values(PANEL[0])
    holed[-20:-16] = np.nan
    assert "needs 10 months with a figure, and one has 8" in refusal(
        asked(made.valued(PANEL[0], holed)).year
    )


def test_scotland_is_not_set_against_itself():
    found = asked(WHOLE)
    assert refusal(found.year_against_scotland) == "it is Scotland"
    assert isinstance(found.year, ChangeTest)


def test_boards_of_treatment_are_not_set_against_where_people_live():
    found = change(series("delayed_discharge_bed_days", "NHS Borders"))
    assert "the two are not set against each other" in refusal(found.year_against_scotland)


@pytest.mark.parametrize(
    ("measure", "area", "said"),
    [
        ("emergency_admissions", "Fife", "is not monthly"),
        ("bed_occupancy", "NHS Fife", "is not monthly"),
    ],
)
def test_series_by_week_or_quarter_are_refused(measure, area, said):
    with pytest.raises(SeriesError, match=said):
        change(series(measure, area))


@pytest.mark.parametrize(
    ("wrong", "said"), [(-1.0, "0 or more"), (np.inf, "0 or more"), (np.nan, "no figure in any")]
)
def test_impossible_figures_are_refused(wrong, said):
    figures = np.full(made.MONTHS, np.nan) if math.isnan(wrong) else values(PANEL[0])
    figures[3] = wrong
    with pytest.raises(SeriesError, match=said):
        asked(made.valued(PANEL[0], figures))


def test_percentages_above_a_hundred_are_refused():
    with pytest.raises(SeriesError, match="between 0 and 100 %"):
        asked(made.valued(made.shared(PANEL[0]), np.full(made.MONTHS, 101.0)), [], None)


def test_a_measure_of_neither_kind_is_refused():
    odd = replace(PANEL[0], measure=replace(PANEL[0].measure, daily_unit=None, per=1))
    with pytest.raises(SeriesError, match="neither adds up over days nor is a percentage"):
        asked(odd)


def test_other_measures_are_no_panel_and_no_scotland():
    for options in ({"panel": made.shares()}, {"whole": made.shared(WHOLE)}):
        with pytest.raises(SeriesError, match="cannot be judged beside Seen within 4 hours"):
            asked(PANEL[0], **options)


# ---- a whole panel


def test_a_panel_says_how_many_chance_would_give():
    panel = made.counts(areas=12)
    panel[0] = made.stepped(panel[0], 2)
    found = panel_change(panel, scotland=made.total(panel))

    assert found.expected_by_chance(Question.YEAR) == pytest.approx(0.6)
    assert found.significant(Question.YEAR) >= 1
    stands_out = found.frame["stands_out"].xs(Question.YEAR.value, level="question")
    assert stands_out[panel[0].area.code]
    assert stands_out.sum() == 1


def test_a_panel_has_a_row_for_what_was_not_tested():
    panel = made.counts(areas=6)
    panel[2] = made.valued(panel[2], np.zeros(made.MONTHS))
    found = panel_change(panel, scotland=made.total(panel))

    row = found.frame.loc[(panel[2].area.code, Question.YEAR.value)]
    assert row["verdict"] == "not tested"
    assert "is 0 in every month" in row["reason"]
    assert found.expected_by_chance(Question.YEAR) == pytest.approx(0.25)


def test_the_order_of_areas_is_of_no_matter():
    found = panel_change(PANEL, scotland=WHOLE).frame
    turned = panel_change(PANEL[::-1], scotland=WHOLE).frame
    numbers = ["change", "p_value", "autocorrelation"]
    assert np.allclose(found[numbers].astype(float), turned.loc[found.index, numbers].astype(float))


def test_one_of_a_panel_is_the_same_as_it_alone_with_that_panel():
    together = panel_change(PANEL, scotland=WHOLE).changes[3]
    assert asked(PANEL[3]).year == together.year


@pytest.mark.parametrize(
    ("panel", "said"),
    [
        ([], "no series came"),
        ([PANEL[0], made.shared(PANEL[1])], "cannot be judged beside Seen within 4 hours"),
        ([PANEL[0], PANEL[1].until(Month(2019, 6))], "ends in one month"),
    ],
)
def test_a_mixed_panel_is_refused(panel, said):
    with pytest.raises(SeriesError, match=said):
        panel_change(panel, scotland=WHOLE)


# ---- laws


@settings(max_examples=25, deadline=None)
@given(st.sampled_from([2.0, 7.0, 40.0]), st.integers(0, 5))
def test_another_unit_leaves_the_change_as_it_is(scale, place):
    one = PANEL[place]
    before, after = asked(one).year, asked(made.valued(one, values(one) * scale)).year
    assert after.change == pytest.approx(before.change, rel=1e-6, abs=1e-6)
    assert after.p_value == pytest.approx(before.p_value, rel=1e-4)


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 11))
def test_nothing_after_the_end_is_known(later):
    end = Month(2018, 12)
    longer = [one.until(end + later) for one in PANEL]
    cut = [one.until(end) for one in longer]
    found = asked(cut[0], [one.until(end) for one in PANEL], WHOLE.until(end))
    again = asked(longer[0].until(end), longer, WHOLE)
    assert found.frame.equals(again.frame)


figures = st.lists(
    st.one_of(st.integers(0, 3), st.integers(0, 5000), st.just(np.nan)), min_size=1, max_size=72
)


@settings(max_examples=80, deadline=None)
@given(figures, st.booleans())
def test_whatever_the_figures_every_answer_is_finite_or_refused(numbers, share):
    typed = np.array(numbers, dtype="float64")
    if share:
        typed = 100 - np.minimum(typed, 100)
    one = replace(PANEL[0], frame=PANEL[0].frame.tail(len(typed)))
    one = made.valued(made.shared(one) if share else one, typed)
    panel = made.shares() if share else PANEL
    whole = made.average(panel) if share else WHOLE
    if np.isnan(typed).all():
        with pytest.raises(SeriesError, match="no figure in any month"):
            asked(one, panel, whole)
        return
    for answer in asked(one, panel, whole).answers:
        if isinstance(answer, ChangeTest):
            numbers = (answer.lower, answer.change, answer.upper, answer.smallest_rise)
            assert all(map(math.isfinite, numbers))
            assert answer.lower <= answer.change <= answer.upper
            assert 0 <= answer.p_value <= 1
            assert 0 <= answer.autocorrelation <= 0.95
        else:
            assert answer.reason
