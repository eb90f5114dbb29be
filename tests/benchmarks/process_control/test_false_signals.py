"""A smaller run of what the table of false signals holds, with the room that chance needs."""

import numpy as np
import pytest

from hsci_analysis.models.process_control.false_signals import false_signals, simulated
from hsci_analysis.models.process_control.result import Charted
from hsci_analysis.models.process_control.rule_sets import RULE_SETS
from tests.benchmarks.change.nulls import REGIMES, imitation, nulls
from tests.benchmarks.process_control.either import as_published, charted, independent
from tests.benchmarks.process_control.false_signals import WATCHED, lenders, signalled

PANELS, SERIES = 8, 248
DELAYS = nulls(REGIMES["delays 2022-25"])


@pytest.mark.parametrize("rule_set", RULE_SETS.values(), ids=list(RULE_SETS))
@pytest.mark.parametrize(("rho", "kind"), [(0.0, Charted.LEVEL), (0.75, Charted.ERROR)])
def test_thesimulated_holds_what_simulation_gives(rule_set, rho, kind) -> None:
    rng = np.random.default_rng(99)
    found = []
    for _ in range(PANELS):
        panel = [imitation(null, rng, months=24 + WATCHED) for null in lenders(rho)]
        found += [signal for what, signal in signalled(rule_set, 24, panel) if what is kind]
    stated = false_signals(rule_set.key, kind, 24, rho)
    room = 3.5 * (stated * (1 - stated) / len(found)) ** 0.5
    assert len(found) > 150
    assert np.mean(found) == pytest.approx(stated, abs=room)


def test_thesimulated_has_every_rule_set_and_baseline() -> None:
    for rule_set in RULE_SETS:
        assert set(simulated()[rule_set, "LEVEL"]) == {6, 12, 24}
        assert set(simulated()[rule_set, "ERROR"]) == {12, 24}
    chances = [
        chance for held in simulated().values() for points in held.values() for _, chance in points
    ]
    assert all(0 < chance < 1 for chance in chances)


@pytest.mark.parametrize("months", [5, 11, 12, 13, 24, 60])
@pytest.mark.parametrize("kind", Charted)
def test_a_chance_is_stated_for_any_baseline(months, kind) -> None:
    assert 0 < false_signals("phs_control_chart", kind, months, 0.5) < 1


def test_charts_of_delays_signal_hardly_more_often_than_independent_figures_do() -> None:
    usual = independent(1000, seed=5)
    room = 3 * 100 * (0.24 * 0.76 / SERIES) ** 0.5
    assert charted(DELAYS, SERIES, seed=5) <= 1.6 * usual + room
    assert as_published(DELAYS, SERIES, seed=5) > 4 * usual
