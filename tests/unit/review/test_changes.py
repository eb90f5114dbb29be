"""What changed between two runs: told in words and in an exit code, nothing new in one line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hsci_analysis.cli import commands
from hsci_analysis.errors import RunError
from hsci_analysis.findings.finding import Finding
from hsci_analysis.review.changes import NotebookChanges, changes
from hsci_analysis.review.held import read_report
from tests.executed_notebook import figure
from tests.made_reports import PAGE, TABLE, level, make_report, record

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A report of one notebook, in a folder of that name below ``fife``'s."""

    def made(name: str, *findings: Finding, page: str = "", **altered: object) -> Path:
        pages = {"patient_flow": PAGE.format(page)}
        return make_report(tmp_path / name, {"patient_flow": findings}, pages=pages, **altered)

    return made


def diff(*arguments: object) -> Result:
    return CliRunner().invoke(commands, ["diff", *map(str, arguments)])


def between(before: Path, after: Path) -> NotebookChanges:
    (changed,) = changes(read_report(before), read_report(after))
    return changed


def test_nothing_new_is_one_line_and_exit_code_0(make: Make) -> None:
    told = diff(make("a", level(115.3)), make("b", level(115.3), started="2026-01-14T09:00:00"))
    assert (told.output, told.exit_code) == ("B, Patient flow: nothing new\n", 0)


def test_differences_are_told_in_words_and_end_with_1(make: Make, tmp_path: Path) -> None:
    before = make("a", level(115.3), level(3.0, measure="NI-17"))
    after = make("b", level(120.0), level(2.0, measure="NI-18"), versions={"python": "3.12.0"})
    told = diff(before, after, "--html", tmp_path / "page.html")
    assert told.exit_code == 1
    assert told.output.splitlines() == [
        "B, Patient flow: 1 new, 1 no longer stated, 1 revised figure",
        "  new: Emergency readmissions, Fife, 2024/25: now stated, 2.0 per 1,000 discharges.",
        "  no longer stated: Emergency readmissions, Fife, 2024/25: no longer stated; it was 3.0"
        " per 1,000 discharges.",
        "  revised figure: Emergency readmissions, Fife, 2024/25: it was 115.3 per 1,000 discharges"
        " and is 120.0 per 1,000 discharges (+4.1 %). Reason: it was read from the same release, so"
        " the reason lies in settings, code or versions.",
        "  Version: python was 3.11.7, is 3.12.0",
    ]
    assert "120.0 per 1,000 discharges" in (tmp_path / "page.html").read_text()


def test_two_years_of_reports_are_paired_by_area(make: Make) -> None:
    for run, value in (("a", 1.0), ("b", 2.0)):
        make(f"{run}/2024-25/fife", level(value))
        make(f"{run}/2024-25/fife/previous", level(0.0))
    folder = make("b/2024-25/moray", level(1.0, "moray")).parent.parent
    told = diff(folder.parent / "a", folder)
    assert told.output.splitlines()[0] == "2024-25/fife, Patient flow: 1 revised figure"
    assert told.output.splitlines()[-1] == "2024-25/moray, Patient flow: made for the first time"


def test_what_is_no_report_is_refused(make: Make, tmp_path: Path) -> None:
    report = make("a", level(1.0))
    (tmp_path / "empty").mkdir()
    for other in (tmp_path / "empty", make("year/fife", level(1.0)).parent):
        refused = diff(report, other)
        assert isinstance(refused.exception, RunError)
        assert "have no report in common" in str(refused.exception)
    torn = shutil.copytree(report, tmp_path / "torn")
    (torn / "patient_flow.html").write_text("altered")
    assert "not as its manifest says" in str(diff(report, torn).exception)


EVIDENCE = '<ol class="evidence"><li><p>The finding once more.</p></li></ol>'


def test_other_words_and_charts_are_told_though_no_finding_differs(make: Make) -> None:
    drawn = figure(caption="Beds, April 2024 to March 2025")
    again = figure(caption="Beds, April 2024 to May 2025", alt_text="Other words.")
    before = make("a", level(1.0), page=f"<p>It was so &amp; so.</p><p>Kept.</p>{drawn.html}")
    after = make("b", level(1.0), page=f"<p>It is <b>so</b>.</p><p>Kept.</p>{again.html}{EVIDENCE}")
    changed = between(before, after)
    assert changed.summary == "other words or charts only"
    assert changed.words_gone == ("It was so & so.",)
    assert changed.words_new == ("It is so.",)
    (pair,) = changed.charts
    assert pair.before
    assert pair.after
    assert (pair.before.caption, pair.after.caption) == (drawn.caption, again.caption)
    assert pair.after.address.startswith("data:image/svg+xml;base64,")
    assert between(before, before).charts == ()


def inputs(**altered: object) -> dict[str, object]:
    inputs: dict[str, object] = record("patient_flow", ())["inputs"]
    return inputs | altered


def test_settings_are_told_one_by_one(make: Make) -> None:
    released = [{"table": TABLE, "source": "Bed days", "release_name": "2026-02-01-newer"}]
    files = {"parameters/partnerships/fife.yaml": "4" * 64}
    after = make(
        "b",
        level(1.0),
        inputs=inputs(tables=released, parameter_files=files),
        parameters={"partnership": "fife", "reporting_year": "2025/26"},
        notebook={"path": "notebooks/patient_flow.ipynb", "sha256": "5" * 64},
        code_sha256="6" * 64,
    )
    changed = between(make("a", level(1.0)), after)
    assert changed.summary == "other settings or versions only"
    assert changed.settings == (
        "Figures: Bed days: release 2025-10-09-368cd469 before, 2026-02-01-newer now",
        "Setting: reporting_year was 2024/25, is 2025/26",
        "Settings: parameters/defaults.yaml is gone",
        "Settings: parameters/partnerships/fife.yaml is new",
        "Code: notebooks/patient_flow.ipynb has changed",
        "Code: hsci_analysis has changed",
    )


def test_a_release_that_is_no_longer_held_gives_no_reason(make: Make) -> None:
    gone = inputs(tables=[{"table": TABLE, "source": "Bed days", "release_name": "gone"}])
    changed = between(make("a", level(1.0), inputs=gone), make("b", level(2.0)))
    (line,) = (line for line in changed.lines if line.startswith("revised"))
    assert "cannot be told, since the release before is no longer held" in line
