"""The rows that evidence names give the figure: they were the ones used."""

from dataclasses import replace

import pytest

from hsci_analysis.findings.finding import Kind
from hsci_analysis.findings.recomputed import finding
from hsci_analysis.findings.rows_used import rows_used
from tests.notebooks.reference import CASES
from tests.unit.findings.test_recomputed import ledger_of

EVERY = {one.id: one for case in CASES for one in ledger_of(case).findings}
STATED = [one for one in EVERY.values() if one.value is not None]
DAYS = {"2024/25": 365, "2022/23": 365}


def test_every_value_names_rows_of_every_source_and_nothing_else_does() -> None:
    for one in EVERY.values():
        used = rows_used(one)
        assert len(used) == (0 if one.value is None else len(one.evidence.sources)), one.id
        assert not [str(each) for each in used if each.frame.empty], one.id


def test_a_published_figure_is_its_one_row() -> None:
    published = [
        one
        for one in STATED
        if one.kind is Kind.LEVEL and one.evidence.method == "As published for the period."
    ]
    assert len(published) > 30
    for one in published:
        (used,) = rows_used(one)
        assert used.frame["value"].tolist() == [one.value], one.id


def test_days_are_the_sum_of_their_rows() -> None:
    summed = [
        one
        for one in STATED
        if one.measure.startswith(("MSG-4", "delayed_discharge_bed_days"))
        and one.kind is Kind.LEVEL
    ]
    assert len({one.measure for one in summed}) == 8
    for one in summed:
        (used,) = rows_used(one)
        days = DAYS[one.period] if one.unit == "beds" else 1
        assert used.frame["bed_days"].sum() / days == pytest.approx(one.value), one.id


def test_a_rate_is_the_rows_of_its_two_tables() -> None:
    rates = [one for one in STATED if one.measure == "NI-19" and one.kind is Kind.LEVEL]
    assert {one.area for one in rates} == {"Scottish Borders", "Orkney Islands", "Scotland"}
    for one in rates:
        delays, people = (each.frame for each in rows_used(one))
        rate = delays["bed_days"].sum() / people["people"].sum() * 1_000
        assert rate == pytest.approx(one.value), one.id


def test_a_comparison_names_the_rows_of_both() -> None:
    one = finding("NI-14/S37000025/2022-23/comparison/scotland", "2022/23")
    assert one.value is not None
    held = [row for used in rows_used(one) for row in used.frame["value"]]
    assert sorted(held) == sorted([one.value, one.comparator.value])
    change = finding("NI-14/S37000025/2022-23/change/first_year", "2022/23")
    held = [row for used in rows_used(change) for row in used.frame["value"]]
    assert sorted(held) == sorted([change.value, change.comparator.value])


def test_a_release_no_longer_held_names_no_rows() -> None:
    one = finding("delayed_discharge_bed_days/S37000025/2024-25/level", "2024/25")
    (cited,) = one.evidence.sources
    gone = replace(cited, sha256="0" * 64)
    assert rows_used(replace(one, evidence=replace(one.evidence, sources=(gone,)))) == ()
