"""People of an age: as estimated, or the last estimate grown as the projections grow."""

import pytest

from hsci_analysis.areas import SCOTLAND, find_area
from hsci_analysis.errors import SeriesError
from hsci_analysis.models.flow.population import last_estimate, people_aged
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
