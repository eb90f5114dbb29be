"""Parts that add up to their total, each giving way as far as it is uncertain."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from hsci_analysis.models.forecast.reconciliation import reconciled


def quantiles(median: float, spread: float) -> list[float]:
    return [median - 2 * spread, median - spread, median, median + spread, median + 2 * spread]


def test_who_is_less_certain_gives_way_more() -> None:
    """Variances 1, 4 and 4 with a gap of 9: the parts rise by 1 and 4, the total falls by 4."""
    parts = np.array([[quantiles(100, 1), quantiles(200, 2)]])
    total = np.array([quantiles(309, 2)])
    moved, added = reconciled(parts, total)
    assert moved[0, :, 2] == pytest.approx([101, 204])
    assert added[0, 2] == pytest.approx(305)


def test_every_quantile_moves_as_far_as_its_median() -> None:
    parts = np.array([[quantiles(100, 1), quantiles(200, 2)]])
    total = np.array([quantiles(309, 2)])
    moved, added = reconciled(parts, total)
    assert moved - parts == pytest.approx(np.array([1, 4])[None, :, None] * np.ones((1, 2, 5)))
    assert added - total == pytest.approx(-4 * np.ones((1, 5)))


def test_forecasts_that_are_certain_stay_and_the_total_follows() -> None:
    moved, added = reconciled(np.full((2, 3, 5), 10.0), np.full((2, 5), 40.0))
    assert (moved == 10).all()
    assert (added == 30).all()


FIGURES = arrays(np.float64, (3, 4, 5), elements=st.floats(0, 1e6))


@given(parts=FIGURES, total=arrays(np.float64, (3, 5), elements=st.floats(0, 4e6)))
def test_medians_add_up_whatever_comes(parts: np.ndarray, total: np.ndarray) -> None:
    parts, total = np.sort(parts), np.sort(total)
    moved, added = reconciled(parts, total)
    assert moved[:, :, 2].sum(axis=1) == pytest.approx(added[:, 2])
    assert min(moved.min(), added.min()) >= 0
    assert (np.diff(moved) >= -1e-9).all()
    assert (np.diff(added) >= -1e-9).all()
