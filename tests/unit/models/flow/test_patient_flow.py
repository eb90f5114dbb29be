"""What a flow shows, on which basis, until when; and what it says cannot be closed."""

from dataclasses import replace

import pandas as pd
import pytest

from hsci_analysis.areas import find_area
from hsci_analysis.errors import SeriesError, UnknownNameError
from hsci_analysis.measures.catalogue import Basis, Frequency, find_measure
from hsci_analysis.measures.series import series
from hsci_analysis.models.flow.identities import CLOSES_WITHIN, Identity, Why
from hsci_analysis.models.flow.patient_flow import flow
from hsci_analysis.models.flow.stages import DELAYED, STAGES, Coverage


@pytest.fixture(scope="module")
def fife():
    return flow("Fife", "2024/25")


def test_residence_and_treatment_stand_apart_even_within_the_same_borders(fife):
    assert fife.same_borders
    assert (fife.residence.area.name, fife.treatment.area.name) == ("Fife", "NHS Fife")
    assert set(zip(fife.frame["basis"], fife.frame["area"], strict=True)) == {
        ("area of residence", "Fife"),
        ("board of treatment", "NHS Fife"),
    }
    apart = next(gap for gap in fife.gaps if gap.identity is Identity.RESIDENCE_AND_TREATMENT)
    assert apart.why == (Why.BASES,)
    assert not flow("Angus").same_borders


def test_a_partnership_is_by_month_and_its_board_by_quarter(fife):
    assert fife.residence.wide.index.freqstr == "M"
    assert fife.treatment.wide.index.freqstr == "Q-DEC"


def test_no_stage_is_on_two_bases_by_mistake(fife):
    held = {
        (stage.measure, each.basis)
        for each in fife.bases
        for stage in each.stages
        if stage.coverage is not Coverage.NOT_HELD
    }
    assert ("occupied_beds", Basis.RESIDENCE) not in held
    assert ("emergency_admissions", Basis.TREATMENT) not in held
    assert ("delayed_discharge_bed_days", Basis.RESIDENCE) in held
    assert ("delayed_discharge_bed_days", Basis.TREATMENT) in held


def test_nothing_is_shown_from_after_the_year(fife):
    ends = {str(each.wide.index[-1].end_time.date()) for each in fife.bases}
    assert ends == {"2025-03-31"}
    earlier = flow("Fife", "2018/19")
    assert str(earlier.residence.wide.index[-1]) == "2019-03"


def test_a_stage_that_ends_earlier_says_when_and_how_old_it_is(fife):
    admissions = fife.residence.of("emergency_admissions")
    assert admissions.coverage is Coverage.ENDS_BEFORE
    assert str(admissions.last_month) == "2023-06"
    # the last whole month is May 2023
    assert admissions.age_in_months == 22
    row = fife.summary.query("stage == 'emergency_admissions' and area == 'Fife'").iloc[0]
    assert (str(row["period"]), row["age_in_months"]) == ("2023-05", 22)


@pytest.mark.parametrize(
    ("year", "coverage"),
    [
        ("2015/16", Coverage.BEGINS_AFTER),
        ("2016/17", Coverage.PART),
        ("2017/18", Coverage.WHOLE),
        ("2030/31", Coverage.ENDS_BEFORE),
    ],
)
def test_coverage_is_told_from_the_year_asked_for(year, coverage):
    beds = flow("NHS Fife", year).treatment.of("available_staffed_beds")
    assert beds.coverage is coverage


def test_without_a_year_it_is_the_last_that_delays_are_held_for_in_full():
    assert str(flow("Fife").year) == "2024/25"


def test_a_board_has_no_residents_figures_and_scotland_has_both():
    assert flow("NHS Fife").residence is None
    scotland = flow("Scotland")
    assert scotland.residence.of("delayed_discharge_bed_days").coverage is Coverage.WHOLE
    assert scotland.treatment.of("delayed_discharge_bed_days").coverage is Coverage.NOT_HELD
    assert "held by area of residence only" in (
        scotland.treatment.of("delayed_discharge_bed_days").reason
    )


def test_suppressed_weeks_leave_bounds_and_no_value():
    shetland = flow("Shetland Islands", "2022/23").residence.frame
    admissions = shetland[shetland["stage"] == "emergency_admissions"]
    hidden = admissions[admissions["status"] == "suppressed"]
    assert len(hidden)
    assert hidden["value"].isna().all()
    assert (hidden["lower"] < hidden["upper"]).all()


def test_population_copied_forward_makes_a_rate_provisional():
    rate = flow("Fife", "2024/25").residence.frame.query(
        "stage == 'delayed_beds_per_1_000_aged_75_and_over'"
    )
    status = dict(zip(rate["period"].astype(str), rate["status"], strict=True))
    assert (status["2024-03"], status["2024-04"]) == ("published", "provisional")


def test_a_stage_may_come_from_elsewhere():
    """A partnership's own records can give what no published figures do."""

    def own(measure, area, *, as_of=None, **breakdown):
        if measure == "occupied_beds" and area.name == "Fife":
            by_month = replace(find_measure(measure), frequency=Frequency.MONTHLY)
            return replace(series(DELAYED, area).daily_average(), measure=by_month)
        return series(measure, area, as_of=as_of, **breakdown)

    residence = flow("Fife", series=own).residence
    assert residence.of("occupied_beds").coverage is Coverage.WHOLE
    assert "occupied_beds" in residence.wide
    assert flow("Fife").residence.of("occupied_beds").coverage is Coverage.NOT_HELD


def test_a_fault_in_the_figures_is_never_taken_for_figures_not_held():
    def broken(measure, area, *, as_of=None, **breakdown):
        if measure == "occupied_beds":
            raise SeriesError("a quarter is missing")
        return series(measure, area, as_of=as_of, **breakdown)

    with pytest.raises(SeriesError, match="a quarter is missing"):
        flow("NHS Fife", series=broken)


def test_a_figure_that_cannot_be_given_by_month_is_not_held_and_says_why():
    def own(measure, area, *, as_of=None, **breakdown):
        if measure == "occupied_beds" and area.name == "Fife":
            by_quarter = series(measure, "NHS Fife")
            return replace(by_quarter, area=area, basis=Basis.RESIDENCE)
        return series(measure, area, as_of=as_of, **breakdown)

    beds = flow("Fife", series=own).residence.of("occupied_beds")
    assert beds.coverage is Coverage.NOT_HELD
    assert "cannot be given by month" in beds.reason


@pytest.mark.parametrize(
    ("area", "year", "error", "said"),
    [
        ("Fief", None, UnknownNameError, "did you mean 'Fife'"),
        ("Stirling", None, SeriesError, "is a council area; ask for its partnership"),
        ("Fife", "1999/00", SeriesError, "nothing is held of Fife by area of residence up to"),
    ],
)
def test_what_cannot_be_shown_is_refused(area, year, error, said):
    with pytest.raises(error, match=said):
        flow(area, year)


def test_every_stage_is_told_of_on_each_basis(fife):
    for each in fife.bases:
        told = {stage.measure for stage in each.stages}
        missing = {stage.measure for stage in STAGES} - told
        assert missing <= {"delayed_beds_per_1_000_aged_75_and_over"}


# identities


def check(of, identity):
    return next(one for one in of.checks if one.identity is identity)


def test_littles_law_is_stays_a_day_times_their_length(fife):
    """NHS Fife, October to December 2019: 629.2 beds occupied, 651.4 by the law."""
    quarter = check(fife, Identity.LITTLES_LAW).frame.loc["2019Q4"]

    stays = series("emergency_stays", "NHS Fife").values["2019Q4"] / 92
    length = series("emergency_length_of_stay", "NHS Fife").values["2019Q4"]
    assert quarter["emergency stays"] == pytest.approx(stays * length)
    assert quarter["left"] == pytest.approx(629.16, abs=0.005)
    assert quarter["residual"] == pytest.approx(629.163 - 651.435, abs=0.01)
    assert quarter["closes"]


@pytest.mark.parametrize("area", ["Fife", "NHS Lothian", "Scotland", "Orkney Islands"])
def test_residuals_are_what_is_left_over_and_gaps_are_those_that_do_not_close(area):
    of = flow(area)
    for one in of.checks:
        frame = one.frame
        terms = frame.drop(columns=["left", "residual", "share", "closes", "status"])
        pd.testing.assert_series_equal(
            frame["left"] - terms.sum(axis="columns"), frame["residual"], check_names=False
        )
        assert (frame["closes"] == (frame["share"].abs() <= CLOSES_WITHIN)).all()
        measured = [gap for gap in of.gaps if gap.identity is one.identity and gap.quarters]
        assert bool(measured) is not one.closes
        for gap in measured:
            assert gap.open_quarters == (~frame["closes"]).sum() > 0
            assert gap.lowest_share == frame["share"].min()
            assert gap.why


def test_what_was_never_held_is_a_gap_that_says_so(fife):
    law = [gap for gap in fife.gaps if gap.identity is Identity.LITTLES_LAW]
    by_area = {gap.area: gap for gap in law}
    assert by_area["Fife"].why == (Why.NOT_HELD,)
    assert "occupied_beds" in by_area["Fife"].not_held
    assert Why.PROVISIONAL in by_area["NHS Fife"].why
    early = flow("NHS Fife", "2016/17")
    (gap,) = [gap for gap in early.gaps if gap.identity is Identity.LITTLES_LAW]
    assert "emergency_stays" in gap.not_held


def test_stock_and_flow_is_never_claimed_to_close(fife):
    stock = next(gap for gap in fife.gaps if gap.identity is Identity.STOCK_AND_FLOW)
    assert Why.NOT_HELD in stock.why
    assert stock.mean_residual is None


def test_areas_may_be_given_as_areas():
    assert flow(find_area("Fife")).area.name == "Fife"
