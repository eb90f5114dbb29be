"""Nothing small can be worked out from what is still written: we try."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from hsci_analysis.areas import SCOTLAND
from hsci_analysis.indicators.withholding import withheld
from hsci_analysis.measures.disclosure import DisclosurePolicy
from hsci_analysis.records.counts import FINANCIAL_YEAR, MONTH
from hsci_analysis.records.derivations import ADULTS, COUNTED, NOTHING

POLICY = DisclosurePolicy()
PLACES = (("P1", "L1"), ("P1", "L2"), ("P1", None), ("P2", "L3"), ("P2", "L4"), ("P2", None))
PERIODS = (("2023-04", "2023/24"), ("2023-05", "2023/24"), ("2024-04", "2024/25"))
"""Each month with the year it is of; that these have few months changes nothing."""

COUNTS = st.lists(
    st.sampled_from((0, 0, 3, 9, 10, 40, 500)),
    min_size=len(PLACES) * len(PERIODS),
    max_size=len(PLACES) * len(PERIODS),
)


def figures_of(counts: list[int]) -> tuple[pd.DataFrame, np.ndarray]:
    """All figures such counts add up to, and which of the counts each is the sum of."""
    cells = list(product(PERIODS, PLACES))
    rows, sums = {}, {}
    for place, ((month, year), (partnership, locality)) in enumerate(cells):
        for kind, period in ((MONTH, month), (FINANCIAL_YEAR, year)):
            for area, name in {
                (SCOTLAND.code, ""),
                (partnership, ""),
                *([(partnership, locality)] if locality else []),
            }:
                key = (kind, period, area, name)
                rows[key] = rows.get(key, 0) + counts[place]
                sums.setdefault(key, np.zeros(len(cells)))[place] = 1
    frame = pd.DataFrame(
        [(*key, float(number)) for key, number in rows.items()],
        columns=["kind", "period", "area_code", "locality", "numerator"],
    ).assign(indicator="MSG-1a", divided_by=NOTHING, denominator=np.nan)
    return frame.assign(cases=frame["numerator"]), np.array([sums[key] for key in rows])


def worked_out(sums: np.ndarray, shown: np.ndarray) -> list[int]:
    """The figures that are a combination of those shown, and so no secret."""
    rank = np.linalg.matrix_rank(sums[shown]) if shown.any() else 0
    return [
        row
        for row in range(len(sums))
        if np.linalg.matrix_rank(np.vstack([sums[shown], sums[row]])) == rank
    ]


@given(COUNTS)
@settings(deadline=None, max_examples=60, derandomize=True)
def test_no_small_count_can_be_had_by_adding_and_subtracting(counts: list[int]) -> None:
    frame, sums = figures_of(counts)
    shown = ~withheld(frame, POLICY).to_numpy()
    small = frame["numerator"].between(1, POLICY.largest_suppressed).to_numpy()
    assert not (small & shown).any()
    told = worked_out(sums, shown)
    assert not small[told].any()


@given(COUNTS)
@settings(deadline=None, max_examples=30, derandomize=True)
def test_those_of_no_known_locality_are_as_safe(counts: list[int]) -> None:
    frame, sums = figures_of(counts)
    shown = ~withheld(frame, POLICY).to_numpy()
    for place, ((month, _), (_, locality)) in enumerate(product(PERIODS, PLACES)):
        if locality is None and 1 <= counts[place] <= POLICY.largest_suppressed:
            alone = np.zeros(len(counts))
            alone[place] = 1
            rank = np.linalg.matrix_rank(sums[shown]) if shown.any() else 0
            assert np.linalg.matrix_rank(np.vstack([sums[shown], alone])) > rank, month


def test_large_counts_are_all_written() -> None:
    frame, _ = figures_of([10, 40, 500, 10, 40, 500] * 3)
    assert not withheld(frame, POLICY).any()


def test_the_attempt_to_work_out_would_succeed_where_one_alone_is_hidden() -> None:
    frame, sums = figures_of([3, 40, 0, 40, 40, 0] + [40, 40, 0, 40, 40, 0] * 2)
    only = ~frame["numerator"].between(1, POLICY.largest_suppressed).to_numpy()
    assert int(np.flatnonzero(~only)[0]) in worked_out(sums, only)


def one(**figure: object) -> pd.DataFrame:
    usual = {
        "indicator": "NI-12",
        "kind": FINANCIAL_YEAR,
        "period": "2023/24",
        "area_code": "P1",
        "locality": "",
        "numerator": 500.0,
        "divided_by": ADULTS,
        "denominator": 9000.0,
        "cases": 500,
    }
    return pd.DataFrame([{**usual, **figure}])


def test_what_is_small_is_people_and_not_their_days() -> None:
    assert not withheld(one(), POLICY).item()
    assert withheld(one(numerator=9.0, cases=9), POLICY).item()
    assert not withheld(one(numerator=0.0, cases=0), POLICY).item()
    few_people = one(indicator="NI-13", numerator=900.0, cases=9)
    assert withheld(few_people, POLICY).item()
    few_days = one(indicator="MSG-2a", numerator=9.0, cases=10, divided_by=NOTHING)
    assert not withheld(few_days, POLICY).item()
    assert not withheld(one(denominator=5.0), POLICY).item(), "how many live there is published"


def test_a_proportion_is_small_by_what_it_is_of_too() -> None:
    of_few = {"divided_by": COUNTED, "numerator": 0.0, "denominator": 9.0, "cases": 9}
    assert withheld(one(indicator="NI-14", **of_few), POLICY).item()
    of_many = {"divided_by": COUNTED, "numerator": 12.0, "denominator": 90.0, "cases": 90}
    assert not withheld(one(indicator="NI-14", **of_many), POLICY).item()
    nine_lives = {"divided_by": COUNTED, "numerator": 1500.0, "denominator": 9 * 182.5, "cases": 9}
    assert withheld(one(indicator="NI-15", **nine_lives), POLICY).item()


def test_settings_that_add_up_to_a_life_go_together() -> None:
    lives = {"divided_by": COUNTED, "denominator": 90 * 182.5}
    frame = pd.concat(
        [
            one(indicator="MSG-5-hospice", numerator=40.0, cases=3, **lives),
            one(indicator="MSG-5-large-hospital", numerator=900.0, cases=80, **lives),
            one(indicator="NI-15", numerator=15_000.0, cases=90, **lives),
        ],
        ignore_index=True,
    )
    assert withheld(frame, POLICY).all()


def test_what_is_small_is_what_the_policy_says() -> None:
    frame, _ = figures_of([10] + [500] * (len(PLACES) * len(PERIODS) - 1))
    assert not withheld(frame, POLICY).any()
    assert withheld(frame, DisclosurePolicy(largest_suppressed=10)).any()


def test_zeros_are_small_where_the_policy_says_so() -> None:
    frame, _ = figures_of([0] + [500] * (len(PLACES) * len(PERIODS) - 1))
    assert not withheld(frame, POLICY).any()
    assert withheld(frame, DisclosurePolicy(zeros_shown=False)).any()
