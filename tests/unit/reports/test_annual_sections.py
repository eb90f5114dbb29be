"""The sections of the page: charts where there are figures, described from the findings."""

import pytest

from hsci_analysis.errors import UnknownNameError
from hsci_analysis.narrative.annual_report import annual_report
from hsci_analysis.narrative.indicator_charts import FEWEST, chart_words
from hsci_analysis.narrative.lint import lint
from hsci_analysis.parameters.report import report_parameters
from hsci_analysis.reports.annual_sections import ministerial, outcome, unmapped


@pytest.fixture(scope="module")
def report():
    return annual_report(report_parameters("scottish-borders", "2022/23"))


def test_an_indicator_with_three_figures_has_one_chart_on_the_page(report):
    sections = [*(outcome(report, number) for number in range(1, 10))]
    sections += [ministerial(report), unmapped(report)]
    drawn = [figure.caption.split(":")[0] for each in sections for figure in each.figures]
    enough = [
        each
        for each in report.findings.indicators
        if sum(level.value is not None for level in each.levels) >= FEWEST
    ]
    assert len(drawn) == len(enough) > 0


def test_the_words_of_a_chart_are_backed_by_its_findings(report):
    words = [words for each in report.findings.indicators if (words := chart_words(each))]
    sentences = [each for pair in words for each in (pair.caption, pair.alt_text)]
    assert not lint(sentences, report.findings.ledger)


def test_a_section_shows_words_charts_and_table_in_that_order(report):
    shown = outcome(report, 9)._repr_mimebundle_()["text/html"]
    assert shown.startswith('<p class="official">Resources are used effectively and efficiently')
    assert shown.index("Readmissions to hospital</h3>") < shown.index("<figure>")
    assert shown.index("<figure>") < shown.index("<table>")


def test_there_are_nine_outcomes(report):
    with pytest.raises(UnknownNameError, match="no outcome called '10'"):
        outcome(report, 10)
