"""What is said of a measure: earned words, its numbers alone, and no two neighbours alike."""

from dataclasses import replace
from itertools import pairwise

import pytest

from hsci_analysis.findings.finding import Verdict
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.findings.measured import measured
from hsci_analysis.narrative.lint import contradictions, lint
from hsci_analysis.narrative.measure_sentences import (
    level_and_changes,
    months_ahead,
    parts_of_change,
    special_causes,
)
from hsci_analysis.narrative.sentences import Sentence
from hsci_analysis.parameters.report import report_parameters
from tests.unit.narrative.reading import reading_age
from tests.unit.narrative.test_reading import OLDEST, sentences_of, skeleton

MEASURES = (
    "delayed_discharge_bed_days",
    "accident_and_emergency_attendances",
    "accident_and_emergency_within_4_hours",
    "attendances_ending_in_admission_share",
    "emergency_admissions",
)
SAID = (level_and_changes, special_causes, parts_of_change, months_ahead)
ASKED = (
    ("scottish-borders", "2024/25"),
    ("orkney-islands", "2022/23"),
    ("highland", "2024/25"),
    ("clackmannanshire-and-stirling", "2022/23"),
    ("shetland-islands", "2024/25"),
)


@pytest.fixture(scope="module", params=ASKED, ids=" ".join)
def told(request):
    report = report_parameters(*request.param)
    return [measured(measure, report) for measure in MEASURES]


def paragraphs(each):
    return [say(each) for say in SAID]


def test_every_paragraph_passes_the_lint(told):
    for each in told:
        ledger = Ledger(each.findings)
        said = paragraphs(each)
        assert not [str(fault) for fault in lint(said, ledger)]
        assert not contradictions(said, ledger)


def test_no_two_neighbours_are_built_alike(told):
    for each in told:
        for paragraph in paragraphs(each):
            for before, after in pairwise(map(skeleton, sentences_of(paragraph.text))):
                assert before != after


def test_they_are_read_at_the_age_the_summaries_are(told):
    text = " ".join(str(one) for each in told for one in paragraphs(each))
    assert reading_age(text) <= OLDEST


@pytest.fixture(scope="module")
def borders():
    return measured(MEASURES[0], report_parameters("scottish-borders", "2024/25"))


def test_what_is_said_of_borders(borders):
    assert str(level_and_changes(borders)).endswith(
        "In 2023/24 it was 76.2; a difference of that size may be chance. A rise of up to 89.2%, "
        "or a fall of up to 47.2%, might not have been seen. It rose by 49.9% from 49.4 in the "
        "months from June 2021 to May 2022, a worsening."
    )
    assert str(months_ahead(borders)) == (
        "The figure for March 2026 will probably lie between 53.9 and 93.3 hospital beds, if the "
        "months ahead are like past ones."
    )
    assert "890 fewer than in 2023/24" in str(parts_of_change(borders))


def test_the_chance_of_a_false_signal_is_told_once_and_only_with_a_signal(borders):
    assert "charts like this one" not in str(special_causes(borders))
    report = report_parameters("orkney-islands", "2022/23")
    text = str(special_causes(measured(MEASURES[2], report)))
    assert text.count("Of charts like this one, about one in two") == 1
    assert "stood out below what was expected in the months from October 2022 to March 2023" in text
    assert "February 2023 to March 2023" not in text  # a longer run holds these months


@pytest.mark.parametrize(
    ("of", "text", "rule"),
    [
        ("level", "It will probably be 74.0.", "a forecast that no back-test has licensed"),
        ("ahead", "It will probably be 98.7.", "a number that no finding backs"),
        ("causes", "The figures stood out above what was expected.", "no verdict has earned"),
        ("causes", "Below what was expected, 2024/25 stood out.", "no verdict has earned"),
        ("changes", "It rose in 2024/25.", "no verdict has earned"),
        ("beside", "It moved up against the figure for Scotland.", "no verdict has earned"),
        ("flow", "That is 890 more than in 2023/24.", "no verdict has earned"),
        ("flow", "That is 891 fewer than in 2023/24.", "a number that no finding backs"),
        ("changes", "A rise of up to 88.2% might not have been seen.", "no finding backs"),
    ],
)
def test_what_no_finding_has_earned_is_caught(borders, of, text, rule):
    cited = {
        "level": borders.level,
        "ahead": borders.ahead,
        "causes": borders.special_causes[0],
        "changes": borders.changes[0],
        "beside": borders.against_scotland[0],
        "flow": borders.flow[0],
    }[of]
    faults = lint([Sentence(text, (cited.id,))], Ledger(borders.findings))
    assert any(rule in str(fault) for fault in faults)


def test_a_forecast_without_a_licence_is_not_said(borders):
    refused = replace(
        borders.ahead, verdict=Verdict.NOT_STATED, value=None, interval=None, reason="it was poor"
    )
    text = str(months_ahead(replace(borders, ahead=refused)))
    assert "probably" not in text
    assert text.endswith("it was poor.")
