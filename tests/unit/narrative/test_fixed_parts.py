"""Due days, editions, copies by governance model, and the sources of a report."""

from datetime import date

import pytest

from hsci_analysis.areas import find_partnership, partnerships
from hsci_analysis.errors import ParametersError
from hsci_analysis.narrative.annual_report import annual_report
from hsci_analysis.narrative.fixed_parts import Edition, about, due_day, edition_of
from hsci_analysis.parameters.report import report_parameters
from hsci_analysis.periods import FinancialYear

YEAR = FinancialYear(2022)


def said(name, **given):
    due = due_day(given.pop("due", ""), YEAR)
    return about(find_partnership(name), YEAR, given.get("edition", Edition.DRAFT), due).markdown


def test_it_is_due_four_months_after_the_year_unless_another_day_is_set():
    assert due_day("", YEAR) == date(2023, 7, 31)
    assert "published by 31 July 2023 (Public Bodies" in said("Fife")
    moved = said("Scottish Borders", due="2023-10-31")
    assert "published by 31 October 2023. By law the usual day is 31 July 2023" in moved


@pytest.mark.parametrize(("day", "told"), [("31.7.2023", "no|not a day"), ("2023-03-31", "before")])
def test_a_day_that_cannot_be_is_refused(day, told):
    with pytest.raises(ParametersError, match=told):
        due_day(day, YEAR)


def test_the_edition_is_marked_and_no_other_is_known():
    assert said("Fife").startswith("**Draft.**")
    assert said("Fife", edition=Edition.FINAL).startswith("**Final.**")
    with pytest.raises(ParametersError, match="draft or final, and 'finished'"):
        edition_of("finished")


def test_copies_go_by_the_governance_model():
    assert "the councils for Clackmannanshire and Stirling, and NHS Forth Valley" in said(
        "Clackmannanshire and Stirling"
    )
    assert "joint monitoring committee" in said("Highland")
    with_committee = [each for each in partnerships() if "committee" in said(each.name)]
    assert [each.slug for each in with_committee] == ["highland"]


def test_a_report_names_the_threshold_it_used_and_every_source():
    report = annual_report(report_parameters("scottish-borders", "2022/23"))
    assert "moved by 1 per cent or less" in report.methods.markdown
    cited = {each.title for finding in report.stated for each in finding.evidence.sources}
    assert {row[0] for row in report.sources.rows} == cited
