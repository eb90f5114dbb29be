"""The annual report says what is held, what is not, and who still has to write what."""

import pytest

from hsci_analysis.narrative.annual_report import annual_report
from hsci_analysis.narrative.lint import missing_indicators
from hsci_analysis.parameters.report import report_parameters

PARAMETERS = {"highland": "2024/25", "scottish-borders": "2022/23"}


@pytest.fixture(scope="module", params=PARAMETERS)
def report(request):
    return annual_report(report_parameters(request.param, PARAMETERS[request.param]))


def test_every_indicator_is_named_somewhere(report):
    sections = [report.ministerial, report.unmapped, *map(report.outcome, range(1, 10))]
    assert not missing_indicators([], list(map(repr, sections)))


def test_the_most_that_moved_comes_first():
    borders = annual_report(report_parameters("scottish-borders", "2022/23"))
    main, first = borders.summary.passages[:2]
    assert main.sentence.text == (
        "In the Scottish Borders, the readmission rate rose in 2022/23, a worsening, and it is "
        "higher than in Scotland."
    )
    assert first.heading == "Readmissions to hospital"
    assert first.official == "NI-14 Readmission to hospital within 28 days"
    assert first.sentence.text.startswith(
        "In 2022/23, of every 1,000 discharges of adults in the Scottish Borders, 114 were followed"
    )
    assert "17.7% more than in 2021/22, when it was 97: a worsening" in first.sentence.text


def test_a_year_without_a_figure_makes_no_claim_and_tells_the_latest():
    borders = annual_report(report_parameters("scottish-borders", "2024/25"))
    (said,) = [p for p in borders.outcome(9).passages if p.official.startswith("NI-14")]
    assert said.sentence.text == (
        "The figure for 2024/25 is not held, and may not be out yet. The latest figure held is of "
        "2022/23: of every 1,000 discharges of adults in the Scottish Borders, 114 were followed "
        "by an emergency return to hospital within 28 days."
    )


def test_the_checklist_says_where_to_write_what_is_missing(report):
    states = {row[0]: row[-1] for row in report.checklist.rows}
    slug, year = report.parameters.partnership.slug, report.parameters.reporting_year.slug
    assert states["Financial performance"] == (
        f"still missing: write parameters/partnerships/{slug}/commentary/{year}/finance.md"
    )
    lead_agency = "Recommendations of the joint monitoring committee" in states
    assert lead_agency == (slug == "highland")


def test_prompts_stand_where_nothing_is_written(report):
    assert "*Still to be written by the partnership.*" in report.own_words.markdown
    assert "### Financial performance" in report.own_words.markdown
