"""The three aims: told as the measures' own pages tell them, and never of a year not held."""

import re
from itertools import pairwise

import pytest

from hsci_analysis.errors import UnknownNameError
from hsci_analysis.findings.aims import AIMS
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.findings.measured import measured
from hsci_analysis.narrative.annual_report import annual_report
from hsci_analysis.narrative.lint import contradictions, lint
from hsci_analysis.narrative.measure_sentences import level_and_changes
from hsci_analysis.parameters.report import report_parameters
from hsci_analysis.reports.annual_sections import aim
from tests.unit.narrative.reading import reading_age
from tests.unit.narrative.test_reading import OLDEST, skeleton

ASKED = ("scottish-borders", "clackmannanshire-and-stirling", "shetland-islands")


@pytest.fixture(scope="module", params=ASKED)
def report(request):
    return annual_report(report_parameters(request.param, "2024/25"))


@pytest.fixture(scope="module")
def sections(report):
    return [report.aim(number) for number in AIMS]


def test_every_aim_passes_the_lint_and_is_easy_to_read(report, sections):
    ledger = Ledger(report.stated)
    for section in sections:
        assert not [str(fault) for fault in lint(section.sentences, ledger)]
        assert not contradictions(section.sentences, ledger)
        assert reading_age(" ".join(map(str, section.sentences))) <= OLDEST


def test_no_two_neighbouring_paragraphs_begin_or_end_alike(sections):
    for section in sections:
        for before, after in pairwise(passage.sentence.text for passage in section.passages):
            assert skeleton(before) != skeleton(after)
            assert skeleton(before)[:3] != skeleton(after)[:3]


def test_a_measure_that_ends_before_the_year_claims_nothing_of_it(sections):
    for passage in sections[2].passages:
        assert "2024/25" not in passage.sentence.text.partition("2024/25")[2]
        assert not re.search(r"\b(rose|fell|more|less|probably)\b", passage.sentence.text)
        assert re.search(r"They end \w+ years? before", passage.sentence.text)


def test_a_measure_by_board_of_treatment_is_labelled_so(sections):
    labelled = [passage.heading for section in sections for passage in section.passages]
    assert sum("(board of treatment)" in heading for heading in labelled) == 3
    treated = [passage for passage in sections[0].passages if "NHS " in passage.sentence.text]
    assert all("(board of treatment)" in passage.heading for passage in treated)


def test_what_is_stated_is_what_the_measures_own_page_states(report, sections):
    own = measured("delayed_discharge_bed_days", report.parameters)
    assert set(own.findings) <= set(report.stated)
    assert str(level_and_changes(own)) in sections[1].passages[0].sentence.text


def test_an_aim_has_its_charts_and_only_three_are_known(report):
    assert [len(aim(report, number).figures) for number in AIMS] == [2, 2, 0]
    with pytest.raises(UnknownNameError, match="aim"):
        aim(report, 4)
