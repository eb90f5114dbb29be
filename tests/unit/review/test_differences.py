"""Two runs, finding by finding: each difference is told once, by its kind, in words."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hsci_analysis.findings.evidence import Interval, IntervalKind
from hsci_analysis.findings.finding import Comparator, ComparatorKind, Finding, Kind, Verdict
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.review.differences import What, differences
from hsci_analysis.review.words import tell
from tests.made_reports import CITED, level


def by_id(findings: Iterable[Finding]) -> dict[str, dict[str, Any]]:
    records = json.loads(Ledger(tuple(findings)).to_json())["findings"]
    return {each["id"]: each for each in records}


def changed(was: Finding, verdict: Verdict, value: float, held_against: float) -> Finding:
    against = Comparator(
        ComparatorKind.YEAR_BEFORE, "the year before", "2023/24", held_against, None, "%"
    )
    return replace(was, kind=Kind.CHANGE, verdict=verdict, value=value, comparator=against)


FIGURE = level(115.3)
LIMITS = Interval(IntervalKind.CONFIDENCE, 110.0, 120.0)
CHANGED = changed(FIGURE, Verdict.SIMILAR, 115.3, 115.0)
REWORDED = replace(FIGURE, cautions=("A provisional figure may still move.",))
OTHERWISE = replace(FIGURE, evidence=replace(FIGURE.evidence, method="Worked out again."))


@pytest.mark.parametrize(
    ("was", "now", "what", "said"),
    [
        (None, FIGURE, What.NEW, "now stated, 115.3 per 1,000 discharges."),
        (FIGURE, None, What.LOST, "no longer stated; it was 115.3 per 1,000 discharges."),
        (
            FIGURE,
            replace(FIGURE, value=120.0),
            What.REVISED,
            "it was 115.3 per 1,000 discharges and is 120.0 per 1,000 discharges (+4.1 %).",
        ),
        (
            FIGURE,
            replace(FIGURE, value=115.3001),
            What.REVISED,
            "it differs in decimals that are not shown.",
        ),
        (
            replace(FIGURE, interval=LIMITS),
            replace(FIGURE, interval=replace(LIMITS, upper=121.0)),
            What.REVISED,
            "its limits were 110.0 to 120.0 and are 110.0 to 121.0.",
        ),
        (
            CHANGED,
            changed(FIGURE, Verdict.SIMILAR, 115.3, 114.0),
            What.REVISED,
            "the figure it is held against was 115.0 and is 114.0.",
        ),
        (
            CHANGED,
            changed(FIGURE, Verdict.INCREASED, 125.3, 115.0),
            What.VERDICT,
            "the verdict was “similar” and is “increased”; it was 115.3 per 1,000 discharges and is"
            " 125.3 per 1,000 discharges (+8.7 %).",
        ),
        (
            FIGURE,
            REWORDED,
            What.WORDING,
            "cautions was “nothing” and is “A provisional figure may still move.”.",
        ),
        (
            FIGURE,
            OTHERWISE,
            What.METHOD,
            "the figure is the same, 115.3 per 1,000 discharges, and it rests on something else:"
            " method.",
        ),
    ],
)
def test_each_kind_of_difference_in_words(
    was: Finding | None, now: Finding | None, what: What, said: str
) -> None:
    (found,) = differences(by_id([was] if was else []), by_id([now] if now else []))
    assert (found.what, tell(found).said) == (what, said)


def test_a_figure_that_came_or_went_is_another_verdict() -> None:
    (found,) = differences(by_id([level(None)]), by_id([FIGURE]))
    assert found.what is What.VERDICT
    assert "it was no figure and is 115.3" in tell(found).said


def test_the_same_figure_from_a_newer_release_is_no_difference() -> None:
    newer = replace(CITED, release="2025-11 edition", sha256="1" * 64)
    again = replace(FIGURE, evidence=replace(FIGURE.evidence, sources=(newer,)))
    assert differences(by_id([FIGURE]), by_id([again])) == ()


def test_digits_in_which_machines_differ_are_no_difference() -> None:
    assert differences(by_id([FIGURE]), by_id([replace(FIGURE, value=115.3 * (1 + 1e-13))])) == ()


def test_a_field_that_another_version_adds_empty_is_no_difference() -> None:
    before, after = by_id([FIGURE]), by_id([FIGURE])
    after[FIGURE.id]["added"] = None
    after[FIGURE.id]["evidence"]["added"] = []
    assert differences(before, after) == ()


MEASURES = st.dictionaries(
    st.sampled_from("ABCDE"), st.none() | st.floats(0, 1e6, allow_subnormal=False), max_size=5
)


def made(figures: dict[str, float | None]) -> dict[str, dict[str, Any]]:
    return by_id(level(value, measure=name) for name, value in figures.items())


@given(MEASURES, MEASURES)
@settings(deadline=None, max_examples=40)
def test_every_finding_differs_in_one_way_at_most_and_the_way_back_is_the_same(
    was: dict[str, float | None], now: dict[str, float | None]
) -> None:
    there, back = differences(made(was), made(now)), differences(made(now), made(was))
    ids = [each.stated["id"] for each in there]
    assert len(ids) == len(set(ids))
    assert set(ids) == {each.stated["id"] for each in back}
    turned = {What.NEW: What.LOST, What.LOST: What.NEW}
    assert sorted(turned.get(each.what, each.what) for each in there) == sorted(
        each.what for each in back
    )
    assert differences(made(was), made(was)) == ()
