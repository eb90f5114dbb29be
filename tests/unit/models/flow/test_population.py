"""People of an age: as estimated, or the last estimate grown as the projections grow."""

import numpy as np
import pytest

from hsci_analysis.areas import SCOTLAND, find_area
from hsci_analysis.errors import SeriesError
from hsci_analysis.models.flow.population import (
    error_over,
    growth,
    growth_error,
    last_estimate,
    log_of_projected_over_estimated,
    people_aged,
)
from hsci_analysis.tables import read_table

FIFE = find_area("Fife")


def projected(year, area, aged_from=75):
    people = read_table("population_projections")
    kept = people[(people["year"] == year) & (people["age"] >= aged_from)]
    return kept[kept["area_code"] == area.code]["people"].sum()


def test_an_estimate_is_the_sum_of_its_ages():
    people = read_table("population_estimates")
    of_fife = people[(people["year"] == 2023) & (people["area_code"] == FIFE.code)]
    expected = of_fife[of_fife["age"] >= 75]["people"].sum()

    found = people_aged(FIFE, 2023)
    assert (found.people, found.grown_from) == (expected, None)
    assert people_aged(FIFE, 2023, aged_from=0).people == of_fife["people"].sum()


def test_scotland_is_everybody():
    people = read_table("population_estimates")
    assert people_aged(SCOTLAND, 2020, 0).people == (people[people["year"] == 2020]["people"].sum())


def test_later_years_are_the_last_estimate_times_the_growth_of_the_projections():
    """The projections start elsewhere: their own level is never used."""
    found = people_aged(FIFE, 2030)

    estimate = people_aged(FIFE, 2023).people
    growth = projected(2030, FIFE) / projected(2023, FIFE)
    assert found.people == pytest.approx(estimate * growth)
    assert found.grown_from == last_estimate() == 2023
    assert abs(found.people - projected(2030, FIFE)) > 100


@pytest.mark.parametrize(
    ("area", "year", "said"),
    [
        ("NHS Fife", 2023, "people are counted where they live"),
        ("Stirling", 2023, "is a council area; ask for one of those"),
        ("Fife", 1980, "no population of Fife is held for 1980: estimates run from 1981"),
        ("Fife", 2044, "and projections to 2043"),
    ],
)
def test_what_is_not_held_is_refused(area, year, said):
    with pytest.raises(SeriesError, match=said):
        people_aged(find_area(area), year)


def five_years(area_code):
    """Log of projected over estimated growth of the people aged 75 and over, 2018 to 2023."""
    ratio = {}
    for table in ("population_projections", "population_estimates"):
        people = read_table(table)
        of_area = people[(people["age"] >= 75) & people["area_code"].isin(area_code)]
        in_year = of_area.groupby("year")["people"].sum()
        ratio[table] = in_year[2023] / in_year[2018]
    return np.log(ratio["population_projections"] / ratio["population_estimates"])


def test_the_error_of_growth_is_that_of_the_years_projected_and_estimated_both():
    codes = read_table("population_estimates")["area_code"].unique()
    off = [five_years([code]) for code in codes]

    assert len(off) == 31
    assert growth_error(FIFE, 5) == pytest.approx(np.sqrt(np.mean(np.square(off))))
    assert growth_error(SCOTLAND, 5) >= abs(five_years(codes))
    assert growth_error(SCOTLAND, 5) < growth_error(FIFE, 5) / 2


def test_the_error_grows_with_the_years_and_beyond_what_is_held_in_proportion():
    by_years = [growth_error(FIFE, years) for years in range(21)]

    assert by_years[0] == 0
    assert by_years == sorted(by_years)
    assert by_years[20] == pytest.approx(4 * by_years[5])
    # never faster than in proportion where it is measured, so that going on so is wide enough
    assert np.diff([error / years for years, error in enumerate(by_years[1:6], 1)]).max() < 0


def test_errors_by_hand():
    off = np.array([[0.0, 0.0], [0.03, -0.01], [0.01, 0.01]])
    one_year = np.sqrt((0.03**2 + 0.01**2 + 0.02**2 + 0.02**2) / 4)
    assert error_over(1, off) == pytest.approx(one_year)
    # over two years the root mean square is 0.01: less, so that of one year holds
    assert error_over(2, off) == pytest.approx(one_year)
    assert error_over(6, off) == pytest.approx(3 * one_year)


def within(off, error, years, deviations):
    return np.abs(off[years:] - off[:-years]) < deviations * error


@pytest.mark.parametrize("years", range(1, 6))
def test_errors_of_the_other_areas_hold_what_they_say(years):
    off = log_of_projected_over_estimated(FIFE)
    areas = range(off.shape[1])
    others = np.array([error_over(years, np.delete(off, area, axis=1)) for area in areas])

    assert within(off, others, years, 1.2816).mean() == pytest.approx(0.8, abs=0.05)
    assert within(off, others, years, 1.9600).mean() == pytest.approx(0.95, abs=0.06)


@pytest.mark.parametrize("years", range(1, 6))
def test_errors_known_in_2021_hold_what_came_in_the_two_years_after(years):
    off = log_of_projected_over_estimated(FIFE)
    error = error_over(years, off[:4])
    after = slice(-2, None)

    assert 0.78 < within(off, error, years, 1.2816)[after].mean() < 0.97
    assert within(off, error, years, 1.9600)[after].mean() > 0.93


def test_growth_between_estimates_has_no_error_of_a_projection():
    assert growth(FIFE, 2018, 2023).error == 0
    assert growth(FIFE, 2018, 2026).error == growth_error(FIFE, 3)
    # what is projected up to now and on from now starts at now
    assert growth(FIFE, 2025, 2030).error == growth_error(FIFE, 5)
