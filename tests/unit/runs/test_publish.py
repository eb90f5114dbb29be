"""What a report keeps of the one before it: one generation, by notebook, whole or not at all."""

import json
from pathlib import Path

import pytest

from hsci_analysis.runs.jobs import Asked, Job, find_jobs
from hsci_analysis.runs.publish import publish
from tests.made_reports import level, make_part
from tests.small_house import SmallHouse, whole


@pytest.fixture
def jobs(house: SmallHouse) -> tuple[Job, Job]:
    for name in ("small", "other"):
        house.notebook(name)
    small, other = find_jobs(Asked(("fife",), ("small", "other")))
    return small, other


def put(job: Job, value: float, work: Path) -> None:
    finding = level(value, measure=f"measure of {job.name}")
    publish(job, make_part(work / f"{job.name} {value}", job.name, (finding,), str(value)))


def stated(report: Path) -> list[float]:
    """The figures of other and small, in that order, as far as they are stated."""
    findings = json.loads((report / "findings.json").read_text())["findings"]
    return [finding["value"] for finding in findings]


def test_each_notebook_keeps_what_it_said_before_it_was_last_made(
    jobs: tuple[Job, Job], tmp_path: Path
) -> None:
    small, other = jobs
    report, previous = small.folder, small.folder / "previous"
    put(small, 1.0, tmp_path)
    put(other, 10.0, tmp_path)
    assert not previous.exists()
    put(small, 2.0, tmp_path)
    assert (stated(report), stated(previous)) == ([10.0, 2.0], [1.0])
    put(other, 20.0, tmp_path)
    put(small, 3.0, tmp_path)
    assert (stated(report), stated(previous)) == ([20.0, 3.0], [10.0, 2.0])
    assert (previous / "small.html").read_text() == "2.0"
    assert whole(report, {"html", "ipynb"}) == whole(previous, {"html"}) == {"small", "other"}
    assert not (previous / "previous").exists()


def test_what_a_manifest_cannot_vouch_for_is_not_kept(
    jobs: tuple[Job, Job], tmp_path: Path
) -> None:
    small, _ = jobs
    put(small, 1.0, tmp_path)
    put(small, 2.0, tmp_path)
    (small.folder / "previous" / "small.html").write_text("altered")
    (small.folder / "small.html").write_text("altered")
    put(small, 3.0, tmp_path)
    assert stated(small.folder) == [3.0]
    assert not (small.folder / "previous").exists()
