"""A known change in real figures: as registered, beside its control, and in the ways agreed."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from hsci_analysis.errors import SeriesError, UnknownNameError
from hsci_analysis.measures.series import series
from hsci_analysis.models.interrupted.interrupted_series import interrupted_series
from hsci_analysis.models.interrupted.known_change import Form, KnownChange
from hsci_analysis.models.interrupted.segmented import Coincidence
from hsci_analysis.periods import Month

CHANGE = KnownChange(
    name="home first",
    month=Month(2022, 9),
    form=Form.LEVEL,
    registered=date(2022, 6, 1),
    lag_months=2,
    control=("Scotland",),
)


@pytest.fixture(scope="module")
def fife():
    return interrupted_series("Fife", CHANGE)


def test_months_of_the_lag_are_neither_before_nor_after(fife):
    assert not {"2022-09", "2022-10"} & set(fife.frame.index.astype(str))
    assert not fife.frame.loc["2022-08", "after"]
    assert fife.frame.loc["2022-11", "after"]
    # July 2016 to August 2022, and November 2022 to August 2025
    assert (fife.reading.months_before, fife.reading.months_after) == (74, 34)


def test_scotland_as_control_is_scotland_without_the_area(fife):
    assert fife.control == "Scotland without Fife"
    held = series("delayed_discharge_bed_days", "Fife").daily_average().values
    assert fife.frame["value"].to_numpy() == pytest.approx(held[fife.frame.index].to_numpy())


def test_the_line_and_the_line_without_part_at_the_change_alone(fife):
    before = fife.frame[~fife.frame["after"]]
    after = fife.frame[fife.frame["after"]]
    assert before["fitted"].to_numpy() == pytest.approx(before["without"].to_numpy())
    ratio = (after["fitted"] / after["without"]).to_numpy()
    assert ratio == pytest.approx(np.full(len(after), fife.reading.effect.ratio))


def test_all_ways_agreed_are_there(fife):
    assert [way.name for way in fife.sensitivity] == [
        "without 2020-03-01 to 2020-09-30",
        "as if 3 months earlier",
        "as if 3 months later",
        "without the control",
    ]
    assert list(fife.summary.index) == ["as registered", *(way.name for way in fife.sensitivity)]
    alone = next(way for way in fife.sensitivity if way.name == "without the control")
    assert alone.reading == interrupted_series("Fife", replace(CHANGE, control=())).reading
    assert len(interrupted_series("Fife", replace(CHANGE, control=())).sensitivity) == 3


def test_robust_is_when_all_ways_say_the_same(fife):
    said = {way.reading.coincidence for way in fife.sensitivity}
    assert fife.robust is (said == {fife.coincidence})
    turned = replace(
        fife.sensitivity[0],
        reading=replace(fife.sensitivity[0].reading, coincidence=Coincidence.RISE),
    )
    assert fife.coincidence is Coincidence.NEITHER
    assert not replace(fife, sensitivity=(turned, *fife.sensitivity[1:])).robust


def test_no_word_says_more_than_coincided():
    assert all(word.value.startswith("coincided with ") for word in Coincidence)


def test_errors_last_no_less_than_in_areas_of_its_kind(fife):
    alone = interrupted_series("Scotland", replace(CHANGE, control=()))
    assert alone.reading.autocorrelation > 0
    others = [
        interrupted_series(name, CHANGE).reading.autocorrelation
        for name in ("Midlothian", "East Renfrewshire")
    ]
    assert min(fife.reading.autocorrelation, *others) > 0.5


def test_a_board_may_have_other_boards_beside_it():
    found = interrupted_series("NHS Fife", replace(CHANGE, control=("NHS Tayside", "NHS Lothian")))
    assert found.control == "NHS Tayside and NHS Lothian"


def test_a_shifted_date_with_too_few_months_is_not_done():
    late = replace(CHANGE, month=Month(2024, 7), lag_months=1)
    found = interrupted_series("Fife", late)
    later = next(way for way in found.sensitivity if way.name == "as if 3 months later")
    assert later.reading is None
    assert later.not_done == "10 months lie after it, and 12 are needed"


def changed(**fields):
    return replace(CHANGE, **fields)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (changed(month=Month(2018, 6)), ["23 months lie before it, and 24 are needed"]),
        (changed(month=Month(2024, 8)), ["11 months lie after it, and 12 are needed"]),
        (changed(month=Month(2010, 1)), ["0 months lie before it"]),
        (changed(month=Month(2025, 1), name=" "), ["it has no name", "6 months lie after it"]),
        (changed(lag_months=13), ["a lag of 13 months is not between 0 and 12"]),
        (changed(control=("Fife", "Fife")), ["cannot be its own control", "named twice"]),
        (changed(control=("Scotland", "Angus")), ["Scotland holds the other areas named"]),
        (changed(control=("NHS Fife",)), ["NHS Fife is counted by board of treatment"]),
        (changed(control=("Orkney Islands",)), ["has a month that is missing or of nothing"]),
        (changed(measure="emergency_admissions"), ["is not counted by month"]),
    ],
)
def test_what_cannot_be_looked_for_is_refused_with_all_that_is_wrong(change, said):
    with pytest.raises(SeriesError) as refused:
        interrupted_series("Fife", change)
    for wrong in said:
        assert wrong in str(refused.value)


def test_the_fewest_months_are_enough():
    assert interrupted_series("Fife", changed(month=Month(2018, 7))).reading.months_before == 24
    assert interrupted_series("Fife", changed(month=Month(2024, 7))).reading.months_after == 12


def test_names_that_are_not_known_are_refused():
    with pytest.raises(UnknownNameError, match="no area called 'Fief'"):
        interrupted_series("Fife", changed(control=("Fief",)))
    with pytest.raises(UnknownNameError, match="no measure called"):
        interrupted_series("Fife", changed(measure="delays"))
