"""What a run would do, and why: a job is stale when what its page rests on is no longer so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hsci_analysis.errors import HsciError
from hsci_analysis.folders import write_whole
from hsci_analysis.narrative.fixed_parts import Edition
from hsci_analysis.runs.jobs import Job
from hsci_analysis.runs.manifest import read_parts
from hsci_analysis.runs.provenance import Provenance, Record, table_record
from hsci_analysis.sources import source
from hsci_analysis.sources.releases import release

FAILURES = "*.failed.json"
"""The files that remember failures, below a year's folder of reports."""


@dataclass(frozen=True)
class Planned:
    """A job, what a page of it would rest on but the tables, and why it should run."""

    job: Job
    made_from: Record
    reasons: tuple[str, ...]

    @property
    def stale(self) -> bool:
        return bool(self.reasons)


def plan(jobs: Iterable[Job], *, force: bool = False) -> tuple[Planned, ...]:
    """Each job with every reason it should run; none for one whose page is up to date."""
    provenance = Provenance()
    reports: dict[Path, dict[str, Record]] = {}
    planned = []
    for job in jobs:
        if job.folder not in reports:
            reports[job.folder] = read_parts(job.folder)
        held = reports[job.folder].get(job.name)
        one = _still_final(job, held)
        made_from = provenance.of(one)
        reasons = ["asked for with --force"] * force
        reasons += _reasons(one, made_from, held)
        planned.append(Planned(one, made_from, tuple(reasons)))
    return tuple(planned)


def _still_final(job: Job, held: Record | None) -> Job:
    """The job; of a report that is final, the final edition until somebody asks for a draft."""
    before = (held or {}).get("parameters", {})
    if before.get("edition") == Edition.FINAL and "edition" not in job.parameters:
        return replace(job, parameters={**job.parameters, "edition": before["edition"]})
    return job


def _reasons(job: Job, now: Record, then: Record | None) -> Iterator[str]:
    failure = last_failure(job)
    if failure is not None:
        yield f"failed last time: {failure}"
    if then is None:
        exists = job.page.exists()
        yield "damaged output: not as its manifest says" if exists else "missing output"
        return
    try:
        yield from stale_tables(then["inputs"]["tables"])
        yield from differences(now, then)
    except (KeyError, TypeError, AttributeError):
        yield "changed code: its manifest was written by another version"


def stale_tables(recorded: Sequence[Record]) -> list[str]:
    """Which of the tables recorded are not the newest held, or are not as they were."""
    return list(dict.fromkeys(why for table in recorded for why in _stale(table, recorded)))


def differences(now: Record, then: Record) -> Iterator[str]:
    """In what two records differ, the tables apart."""
    inputs_now, inputs_then = now["inputs"], then["inputs"]
    without_now, without_then = (set(each["tables_not_held"]) for each in (inputs_now, inputs_then))
    for key in sorted(without_then - without_now):
        yield f"stale input: {key} was not held, and now is"
    for key in sorted(without_now - without_then):
        yield f"stale input: {key} was held, and now is not"
    for files in ("parameter_files", "reference_files"):
        for name in _changed(inputs_now[files], inputs_then[files]):
            yield f"stale input: {name} has changed"
    for name in _changed(now["parameters"], then["parameters"]):
        before, after = (of["parameters"].get(name, "not given") for of in (then, now))
        yield f"changed parameter: {name} was {before}, is {after}"
    if now["notebook"] != then["notebook"]:
        yield "changed code: the notebook"
    if now["code_sha256"] != then["code_sha256"]:
        yield "changed code: hsci_analysis"
    for name in _changed(now["versions"], then["versions"]):
        before, after = (of["versions"].get(name, "none") for of in (then, now))
        yield f"changed code: {name} was {before}, is {after}"


def _stale(table: Record, recorded: Iterable[Record]) -> Iterator[str]:
    """Whether a release is still what it was, and still the newest of its table."""
    key = table["table"]
    try:
        if table_record(release(key, table["release_name"])) != table:
            yield f"stale input: {key} is described otherwise"
        newest = source(key).release_name
    except HsciError:
        yield f"stale input: the release of {key} is no longer held"
        return
    if newest not in {one["release_name"] for one in recorded if one["table"] == key}:
        yield f"stale input: {key} has the newer release {newest}"


def _changed(now: Mapping[str, object], then: Mapping[str, object]) -> list[str]:
    return sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))


def note_failure(job: Job, said: str, run: str) -> None:
    """Remember beside its report that a job failed, why and in which run, until it succeeds."""
    path = _failure(job)
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = {"job": job.id, "said": said, "run": run}
    write_whole(path, json.dumps(facts, indent=2) + "\n")


def forget_failure(job: Job) -> None:
    """Take away what a failed job left, now that it has succeeded."""
    for path in (_failure(job), job.failed):
        path.unlink(missing_ok=True)


def last_failure(job: Job) -> str | None:
    """The first line of why the job failed when it last ran; nothing if it did not."""
    failure = read_failure(_failure(job))
    return failure["said"].partition("\n")[0] if failure else None


def read_failure(path: Path) -> dict[str, str] | None:
    """What is remembered of a failure: ``said``, and ``run`` where it is known; None if nothing."""
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        return {"said": str(facts["said"]), "run": str(facts.get("run", ""))}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {"said": "its record is damaged", "run": ""}


def _failure(job: Job) -> Path:
    return job.failed.with_suffix(".json")
