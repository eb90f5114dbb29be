"""No edition is final while anything stands open; one that is stays so until told."""

from dataclasses import replace

import pytest

from hsci_analysis.errors import ParametersError, RunError
from hsci_analysis.narrative.annual_report import annual_report
from hsci_analysis.parameters.report import report_parameters
from hsci_analysis.review.final import final_editions, refuse_unreviewed
from hsci_analysis.review.sign_off import sign
from hsci_analysis.runs.jobs import Asked, Job, find_jobs
from hsci_analysis.runs.plan import plan
from hsci_analysis.runs.runner import Options, run
from tests.unit.review.conftest import Report, moved
from tests.unit.review.test_sign_off import ROLE, write_all_parts

ASKED = final_editions(Asked(("Scottish Borders",), reporting_year="2024/25"))


def job(**parameters: str) -> Job:
    (found,) = find_jobs(ASKED)
    return replace(found, parameters={"partnership": "scottish-borders", **parameters})


def test_only_what_has_editions_is_asked_for():
    assert ASKED.notebooks == ("annual_performance_report",)
    assert job().edition == "draft"
    assert job(edition="final").edition == "final"
    (flow,) = find_jobs(replace(ASKED, notebooks=("patient_flow",), parameters={}))
    assert flow.edition is None


def test_a_final_edition_is_refused_with_all_that_stands_open(report: Report) -> None:
    final = job(edition="final")
    with pytest.raises(RunError, match="there is no draft"):
        refuse_unreviewed(final)
    folder = report()
    with pytest.raises(ParametersError, match="cannot be final while this stands open") as refused:
        refuse_unreviewed(final)
    assert str(refused.value).count("  - ") == 10
    assert "write it anew" not in str(refused.value)
    refuse_unreviewed(job())

    write_all_parts("We opened 12,345 homes.")
    sign(folder, ROLE)
    refuse_unreviewed(final)


def test_a_run_refuses_it_before_anything_is_begun_and_tells(report: Report) -> None:
    folder = report()
    events: list[str] = []
    outcome = run(
        ASKED, Options(admit=refuse_unreviewed), lambda event: events.append(str(event.kind))
    )
    assert (outcome.exit_code, outcome.made) == (ParametersError.exit_code, [])
    assert "cannot be final" in outcome.failed[0][1].said
    assert events == ["run started", "job started", "job failed", "run ended"]
    assert list(folder.parent.iterdir()) == [folder]  # it did not fail: it was not tried


def test_what_the_final_edition_itself_states_must_be_signed(report, findings):
    sign(report(moved(findings[0])), ROLE)
    write_all_parts()
    with pytest.raises(ParametersError, match=r"not signed: \d+ of \d+ findings\n"):
        annual_report(report_parameters("scottish-borders", "2024/25"), edition="final")


def test_a_final_report_stays_final_until_a_draft_is_asked_for(report: Report) -> None:
    report(notebook="annual_performance_report", edition="final")
    assert [each.job.edition for each in plan([job(), job(edition="draft")])] == ["final", "draft"]
    report(notebook="annual_performance_report", edition="draft")
    assert plan([job()])[0].job.edition == "draft"


def test_who_signed_makes_no_draft_stale(report):
    before = [plan([job(edition=edition)])[0].made_from for edition in ("draft", "final")]
    sign(report(), ROLE)
    after = [plan([job(edition=edition)])[0].made_from for edition in ("draft", "final")]
    assert before[0] == after[0]
    assert before[1] != after[1]
