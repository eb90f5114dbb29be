"""Each rule of the number lint is tripped by a text that breaks it, and by no licensed one."""

from dataclasses import replace

import pytest

from hsci_analysis.areas import find_partnership
from hsci_analysis.findings.annual import annual_findings
from hsci_analysis.findings.finding import Kind, Verdict
from hsci_analysis.narrative.annual_report import annual_report
from hsci_analysis.narrative.indicator_sentences import indicator_sentence
from hsci_analysis.narrative.lint import contradictions, lint, missing_indicators
from hsci_analysis.narrative.sentences import Sentence
from hsci_analysis.parameters.report import report_parameters
from hsci_analysis.periods import FinancialYear

AWKWARD = (
    "clackmannanshire-and-stirling",
    "orkney-islands",
    "highland",
    "scottish-borders",
    "glasgow-city",
)


@pytest.fixture(scope="module")
def borders():
    return annual_findings(find_partnership("Scottish Borders"), FinancialYear(2022))


@pytest.fixture(scope="module")
def readmissions(borders):
    """Readmissions rose, clearly, from 97 to 114 in every 1,000 discharges."""
    (rose,) = [each for each in borders.of("NI-14").changes if each.verdict is Verdict.INCREASED]
    return rose


def told(text, finding, borders):
    return [str(fault) for fault in lint([Sentence(text, (finding.id,))], borders.ledger)]


def test_what_is_licensed_passes(borders, readmissions):
    for variant in range(2):
        assert not lint([indicator_sentence(readmissions, variant)], borders.ledger)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("That is 17.8% more than in 2021/22.", "a number that no finding backs"),
        ("It was 97.1 in 2021/22.", "a number that no finding backs"),
        ("That is {difference} more than in 2021/22.", "a blank that was not filled"),
        ("That is XX% of 1,000 discharges.", "a blank that was not filled"),
        ("It fell by 17.7% from 97 in 2021/22.", "a word that no verdict has earned"),
        ("It rose by 17.7% from 97 in 2021/22, an improvement.", "no verdict has earned"),
        ("It rose by 17.7% from 97 in 2021/22; higher is better.", "no verdict has earned"),
        ("It rose by 17.7% because of 2021/22.", "a word for a cause, praise or blame"),
    ],
)
def test_what_is_not_is_caught(text, rule, borders, readmissions):
    assert any(rule in each for each in told(text, readmissions, borders))


def test_a_finding_nobody_recorded_is_caught(borders):
    (fault,) = lint([Sentence("It is so.", ("NI-14/S37000025/1999-00/level",))], borders.ledger)
    assert fault.rule == "a finding that is not in the ledger"


def test_sentences_that_contradict_each_other_are_caught(borders, readmissions):
    up = Sentence("It rose by 17.7%.", (readmissions.id,))
    down = Sentence("It fell by 17.7%.", (readmissions.id,))
    assert contradictions([up, down], borders.ledger)
    assert not contradictions([up, up], borders.ledger)


def test_an_indicator_dropped_in_silence_is_caught():
    (fault,) = missing_indicators(
        [],
        [f"NI-{n}" for n in range(1, 23)] + ["NI-23 and MSG-1"] + [f"MSG-{n}" for n in range(2, 6)],
    )
    assert fault.told == "MSG-6"


@pytest.mark.parametrize("slug", AWKWARD)
@pytest.mark.parametrize("year", ["2016/17", "2021/22", "2022/23", "2024/25"])
def test_every_section_of_a_report_passes(slug, year):
    report = annual_report(report_parameters(slug, year))
    sections = [report.summary, report.ministerial, report.unmapped]
    sections += map(report.outcome, range(1, 10))
    sentences = [each for section in sections for each in section.sentences if each.findings]
    assert not lint(sentences, report.findings.ledger)
    assert not contradictions(sentences, report.findings.ledger)


def test_a_statement_against_its_sign_cannot_even_be_made(readmissions):
    assert readmissions.kind is Kind.CHANGE
    with pytest.raises(Exception, match="lies the other way"):
        replace(readmissions, verdict=Verdict.DECREASED)
