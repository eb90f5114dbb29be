"""The back-test against the same sums done apart, and what it may not see."""

import numpy as np
import pytest

from hsci_analysis.areas import partnerships
from hsci_analysis.models.estimation_window import EstimationWindow
from hsci_analysis.models.forecast.back_test import back_test
from hsci_analysis.models.forecast.cadence import MONTHLY, WEEKLY
from hsci_analysis.models.forecast.history import History
from hsci_analysis.models.forecast.metrics import Floats, seasonal_naive, weighted_interval_score
from hsci_analysis.models.forecast.reconciliation import Hierarchy
from hsci_analysis.models.forecast.scale import ROOT_OF_COUNT
from tests.unit.models.forecast.drawn import made, months, panel

NONE = EstimationWindow()


def hierarchy(values: Floats) -> Hierarchy:
    areas = partnerships()[: values.shape[1]]
    return Hierarchy(History(areas, months(len(values)), values, np.zeros(values.shape, bool)))


def test_of_one_origin_it_is_the_score_of_that_forecast() -> None:
    values = panel(39, 4)  # two years, a year to forecast, and less than a third of one
    found = back_test(hierarchy(values), NONE, MONTHLY, ROOT_OF_COUNT)
    came = values[27:]
    ours = made(values[:27]).quantiles
    naive = np.maximum(seasonal_naive(values[:27], 12, 12), 0)
    assert found.origins == ("2019-03-31",)
    assert found.scores == pytest.approx(weighted_interval_score(came, ours).mean(axis=0))
    assert found.naive_scores == pytest.approx(weighted_interval_score(came, naive).mean(axis=0))
    within = (ours[..., 0] <= came) & (came <= ours[..., 4])
    assert found.covered95 == pytest.approx(within.mean(axis=0))
    assert found.relative_errors == pytest.approx(found.scores / found.naive_scores)


def test_six_origins_a_third_of_the_horizon_apart() -> None:
    found = back_test(hierarchy(panel(96, 3)), NONE, MONTHLY, ROOT_OF_COUNT)
    assert [origin[:7] for origin in found.origins] == [
        *("2022-04", "2022-08", "2022-12", "2023-04", "2023-08", "2023-12")
    ]


@pytest.mark.parametrize(("periods", "cadence"), [(35, MONTHLY), (116, WEEKLY)])
def test_with_less_than_two_years_before_the_first_origin_there_is_none(periods, cadence) -> None:
    assert back_test(hierarchy(panel(periods, 3)), NONE, cadence, ROOT_OF_COUNT) is None


def test_figures_that_are_missing_are_not_held_against_it() -> None:
    values = panel(96, 3)
    holed = values.copy()
    holed[-5:, 1] = np.nan
    found = back_test(hierarchy(holed), NONE, MONTHLY, ROOT_OF_COUNT)
    assert np.isfinite(found.scores).all()
    holed[24:, 1] = np.nan
    assert np.isnan(back_test(hierarchy(holed), NONE, MONTHLY, ROOT_OF_COUNT).scores[1])


def test_where_last_year_is_always_right_nothing_is_relative_to_it() -> None:
    constant = np.column_stack([np.full(96, 5.0), panel(96, 1)[:, 0]])
    relative = back_test(hierarchy(constant), NONE, MONTHLY, ROOT_OF_COUNT).relative_errors
    assert np.isnan(relative[0])
    assert np.isfinite(relative[1])
