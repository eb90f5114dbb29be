"""A partnership's own mapping decides what stands where, and drops no indicator."""

from dataclasses import replace

import pytest

from hsci_analysis.areas import find_partnership
from hsci_analysis.findings.annual import annual_findings
from hsci_analysis.indicators.outcomes import EDINBURGH_2022_23, OutcomeMapping
from hsci_analysis.narrative.annual_report import AnnualReport
from hsci_analysis.narrative.lint import missing_indicators
from hsci_analysis.narrative.outcome_sections import told_first
from hsci_analysis.parameters.report import report_parameters
from hsci_analysis.periods import FinancialYear

OWN = OutcomeMapping("of its own", "a plan", {1: ("ni 14", "NI-19"), 2: ("NI-19", "RELATED-1")})


@pytest.fixture(scope="module")
def borders():
    return annual_findings(find_partnership("Scottish Borders"), FinancialYear(2022))


def report(borders, mapping):
    parameters = report_parameters("scottish-borders", "2022/23")
    return AnnualReport(replace(parameters, outcome_mapping=mapping), borders, ())


@pytest.mark.parametrize("mapping", [EDINBURGH_2022_23, OWN, OutcomeMapping("none", "a", {})])
def test_no_outcome_is_empty_and_no_indicator_is_dropped(borders, mapping):
    of = report(borders, mapping)
    outcomes = [of.outcome(number) for number in range(1, 10)]
    assert all(each.passages for each in outcomes)
    assert not missing_indicators([], list(map(repr, [*outcomes, of.unmapped, of.ministerial])))


def test_an_outcome_without_indicators_says_so_and_eight_names_that_of_staff(borders):
    of = report(borders, OWN)
    assert repr(of.outcome(7)) == "No national indicator is reported under this outcome."
    assert of.outcome(7).table is None
    assert "NI-10, has never been reported" in repr(of.outcome(8))


def test_an_indicator_is_told_once_and_named_under_every_outcome(borders):
    of = report(borders, OWN)
    assert [each.official[:5] for each in of.outcome(1).passages] == ["NI-14", "NI-19"]
    (again,) = of.outcome(2).passages
    assert again.heading == "Also told under outcome one"
    assert [str(item) for item in again.items] == [
        "Ready to leave hospital: people aged 75 and over (NI-19): 1,252 days for every 1,000 "
        "people aged 75 and over (2022/23)"
    ]
    assert (told_first(OWN, 1), told_first(OWN, 2)) == (("NI-14", "NI-19"), ())


def test_what_no_outcome_names_closes_the_indicators(borders):
    of = report(borders, EDINBURGH_2022_23)
    (never,) = of.unmapped.passages
    assert [str(item)[:5] for item in never.items] == ["NI-10", "NI-21", "NI-22", "NI-23"]
    everything = OutcomeMapping("all", "a", {1: [f"NI-{number}" for number in range(1, 24)]})
    assert repr(report(borders, everything).unmapped) == (
        "Every core indicator is reported under one outcome or more."
    )


def test_the_partnerships_own_threshold_decides_what_is_similar(borders):
    assert "rose" in repr(report(borders, OWN).summary)
    lenient = annual_findings(borders.partnership, borders.year, similar_within=20.0)
    verdicts = [str(change.verdict) for change in lenient.of("NI-14").changes]
    assert verdicts == ["similar", "similar"]
