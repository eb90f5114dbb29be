"""False alarms on series in which nothing happened, and a step that is found where there is one."""

import numpy as np
import pytest
from scipy.stats import t as student

from hsci_analysis.models.interrupted.known_change import Form
from hsci_analysis.models.interrupted.segmented import Coincidence, Observed, fit
from tests.unit.models.interrupted.nulls import wandering

AREAS = 31
PANELS = 8


def panel(generator, months, **about):
    """As many areas as there are partnerships, each with its own autocorrelation."""
    return [
        wandering(
            generator,
            months,
            autocorrelation=float(np.clip(generator.normal(0.7, 0.1), 0, 0.95)),
            spread=0.22,
            **about,
        )
        for _ in range(AREAS)
    ]


def readings(observed, at, form):
    """Each area's reading, its errors lasting no less than they do in the panel."""
    own = [fit(one, at, form).reading.autocorrelation for one in observed]
    pooled = float(np.mean(own))
    return [fit(one, at, form, autocorrelation=pooled).reading for one in observed]


@pytest.mark.parametrize("form", [Form.LEVEL, Form.SLOPE])
def test_false_alarms_are_no_more_than_they_should_be(form):
    """Levels that wander as delayed discharges do, 60 months, a change in the 36th; nominal 5 %."""
    generator = np.random.default_rng(20_250_331)
    found = [
        one.effect.p_value < 0.05
        for _ in range(PANELS)
        for one in readings(panel(generator, 60), 36, form)
    ]
    assert 0.01 < np.mean(found) < 0.08


def test_a_step_is_found_and_its_interval_holds_it():
    generator = np.random.default_rng(7)
    found = [
        one
        for _ in range(PANELS // 2)
        for one in readings(panel(generator, 96, step=-0.5, at=60), 60, Form.LEVEL)
    ]
    inside = [one.effect.lower <= 0.5 <= one.effect.upper for one in found]
    fell = [one.coincidence is Coincidence.FALL for one in found]
    assert np.median([one.effect.ratio for one in found]) == pytest.approx(0.5, abs=0.04)
    assert np.mean(inside) > 0.88
    assert np.mean(fell) > 0.75
    assert not any(one.coincidence is Coincidence.RISE for one in found)


def test_what_could_have_been_seen_is_seen_four_times_in_five():
    """Steps as large as each reading calls detectable, were its error the true one."""
    generator = np.random.default_rng(11)
    (null,) = readings(panel(generator, 96)[:1], 60, Form.LEVEL)
    error = np.log(null.effect.upper / null.effect.ratio) / student.ppf(
        0.975, null.degrees_of_freedom
    )
    size = np.log(null.effect.detectable)
    draws = size + error * generator.standard_t(null.degrees_of_freedom, 4_000)
    seen = np.abs(draws) / error > student.ppf(0.975, null.degrees_of_freedom)
    assert seen.mean() == pytest.approx(0.8, abs=0.02)


def exact(effect):
    """Counts that follow the model without error, with that effect from month 36 on."""
    months = np.arange(72.0)
    season = 0.1 * np.cos(2 * np.pi * months / 12)
    counts = 5_000 * np.exp(0.004 * months + season + np.where(months >= 36, effect(months), 0))
    return Observed(months, counts, np.full(72, 30.0))


@pytest.mark.parametrize(
    ("form", "effect", "level", "slope"),
    [
        (Form.LEVEL, lambda months: np.log(0.8), 0.8, None),
        (Form.SLOPE, lambda months: np.log(1.1) * (months - 36) / 12, None, 1.1),
        (Form.BOTH, lambda months: np.log(0.9) + np.log(1.2) * (months - 36) / 12, 0.9, 1.2),
    ],
)
def test_a_known_effect_without_error_is_recovered_exactly(form, effect, level, slope):
    segmented = fit(exact(effect), 36, form)
    reading = segmented.reading

    for found, true in ((reading.level, level), (reading.slope, slope)):
        assert (found is None) is (true is None)
        if true is not None:
            assert found.ratio == pytest.approx(true, rel=1e-6)
    after = np.arange(36, 72.0)
    assert reading.effect.ratio == pytest.approx(np.exp(np.mean(effect(after) + 0 * after)))
    assert segmented.without[36:] * np.exp(effect(after)) == pytest.approx(segmented.fitted[36:])
    assert (reading.months_before, reading.months_after) == (36, 36)


def test_what_area_and_control_share_cancels_out():
    """A shock to both, in whatever months, leaves the effect as it was."""
    alone = exact(lambda months: np.log(0.8))
    shock = np.where((alone.months > 40) & (alone.months < 50), 0.3, 1.0)
    beside = Observed(alone.months, alone.counts * shock, 1_000 * shock)
    assert fit(beside, 36, Form.LEVEL).reading.effect.ratio == pytest.approx(0.8)


def test_the_order_of_magnitude_does_not_matter():
    small = exact(lambda months: np.log(0.8))
    large = Observed(small.months + 500, small.counts * 10, small.exposure / 7)
    ratios = [
        fit(one, at, Form.LEVEL).reading.effect.ratio for one, at in ((small, 36), (large, 536))
    ]
    assert ratios[0] == pytest.approx(ratios[1])
