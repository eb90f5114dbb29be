"""Each number of a page that a finding backs leads to its evidence, and no other does."""

import re
from dataclasses import replace
from html import escape

import nbformat
import pytest
from bs4 import BeautifulSoup

from hsci_analysis.findings.card import anchor, card, python_line
from hsci_analysis.findings.finding import Finding
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.findings.recomputed import finding
from hsci_analysis.narrative.lint import figures_of
from hsci_analysis.narrative.sentences import Sentence
from hsci_analysis.reports.page import render_page
from hsci_analysis.reports.traced import evidence, linked
from tests.executed_notebook import level
from tests.notebooks.reference import CASES, Case
from tests.unit.findings.test_recomputed import ledger_of

LEDGER = Ledger((level,))


def links(text: str, *findings: Finding, tag: str = "p") -> list[tuple[str, str]]:
    """The words that are links where these findings back the text, and where each leads."""
    cited = Sentence(text, tuple(each.id for each in findings)).html(tag)
    shown = BeautifulSoup(linked(cited, Ledger(findings)), "html.parser")
    assert shown.get_text() == text
    return [(link.get_text(), link["href"].removeprefix("#")) for link in shown.select("a.figure")]


def test_a_figure_is_a_link_and_other_numbers_are_not() -> None:
    said = "On an average day in 2024/25, 74.0 beds; not 75.0, and 74.0 of adults aged 18 and over."
    assert links(said, level) == [("74.0", level.id), ("74.0", level.id)]
    assert links(said) == []


def test_a_number_that_a_period_or_an_age_is_made_of_is_no_figure() -> None:
    of_18 = replace(level, value=18.04, interval=None)
    assert links("In 2024/25, 18.0 adults aged 18 and over; 18 of 2024.", of_18) == [
        ("18.0", level.id)
    ]
    of_25 = replace(level, value=25.0, interval=None, decimals=0)
    assert links("In 2024/25 it was 25.", of_25) == [("25", level.id)]


def test_the_same_number_twice_leads_to_the_finding_each_is_of() -> None:
    year = "2022/23"
    stated = [
        finding(f"NI-17/S37000025/2022-23/{kind}", year)
        for kind in ("level", "change/year_before", "change/first_year")
    ]
    assert links("It was 81%, then 78%, and 81% at first.", *stated) == [
        ("81", stated[0].id),
        ("78", stated[1].id),
        ("81", stated[2].id),
    ]


def test_a_cell_is_one_link() -> None:
    assert links("74.0 (58.5 to 86.7) p", level, tag="td") == [("74.0 (58.5 to 86.7) p", level.id)]
    assert links("75.0", level, tag="td") == []


def test_hostile_words_stay_words() -> None:
    hostile = replace(level, measure_title='<script>"', area="<b>", people="<i>18")
    assert "<script>" not in card(hostile) + linked(
        Sentence("74.0 <b>", (level.id,)).html(), LEDGER
    )
    assert 'href="#&quot;' not in linked('<p data-findings="&quot;&gt;">74.0</p>', LEDGER)
    assert python_line('a"\\b') == r'hsci.finding("a\"\\b")'


def test_evidence_says_all_that_the_finding_rests_on() -> None:
    shown = evidence(LEDGER, "2024/25")
    (source,) = level.evidence.sources
    said = [repr(level.value), level.evidence.method, source.title, source.release, source.sha256]
    said += ["96 rows of", "area_code S12000026", "2024-04-01 to 2025-03-01"]
    assert [each for each in map(escape, said) if each not in shown] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.stem)
def test_on_every_page_each_link_leads_to_a_finding_with_that_figure(case: Case) -> None:
    findings = {anchor(each.id): each for each in ledger_of(case).findings}
    page = BeautifulSoup(
        render_page(nbformat.read(case.path, as_version=4), heading="A heading"), "html.parser"
    )
    found = page.select("a.figure")
    assert bool(found) == bool(findings)
    assert "data-findings" not in str(page)
    for link in found:
        target = link["href"].removeprefix("#")
        assert page.find(id=target) is not None
        first = re.search(r"\d[\d,]*(?:\.\d+)?", link.get_text()).group()
        assert first in set(figures_of(findings[target])), link


def test_the_line_of_a_page_pasted_makes_the_statement_again() -> None:
    shown = BeautifulSoup(evidence(LEDGER, "2024/25"), "html.parser")
    (line,) = (code.get_text() for code in shown.select("code"))
    assert eval(line, {"hsci": __import__("hsci_analysis")}).id == level.id
