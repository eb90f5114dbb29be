"""What lies in a folder of reports: what was made, and what failed; read from its files alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hsci_analysis.areas import SCOTLAND, partnerships_by_slug
from hsci_analysis.errors import RunError
from hsci_analysis.runs.manifest import FILE, FINDINGS, PREVIOUS, read_parts
from hsci_analysis.runs.plan import FAILURES, read_failure
from hsci_analysis.runs.provenance import Record

RECORDED = {
    *("notebook", "parameters", "inputs", "code_sha256", "versions"),
    *("findings", "started", "outputs"),
}
"""What a record has to say to be read here; one of another version may not."""


@dataclass(frozen=True)
class Part:
    """What one notebook left in a report: its record in the manifest, its findings by id."""

    notebook: str
    record: Record
    findings: Mapping[str, Record]
    page: Path

    @property
    def title(self) -> str:
        return title_of(self.notebook)

    @property
    def page_sha256(self) -> str:
        digest: str = self.record["outputs"][self.page.name]
        return digest


@dataclass(frozen=True)
class Report:
    """The report of one area: its parts by notebook, and the notebooks whose files are damaged."""

    folder: Path
    parts: Mapping[str, Part]
    damaged: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of its area."""
        return area_name(self.folder.name)

    @property
    def notebooks(self) -> tuple[str, ...]:
        return (*self.parts, *self.damaged)

    @property
    def before(self) -> Report:
        """What it said before; a report without parts where nothing is kept."""
        return read_report(self.folder / PREVIOUS)


@dataclass(frozen=True)
class Failure:
    """A job that failed when it last ran: what was said, and the files that tell more."""

    area: str
    notebook: str
    said: str
    run: str
    kept: Path | None

    @property
    def subject(self) -> str:
        return f"{area_name(self.area)}: {title_of(self.notebook)}"


def read_report(folder: Path) -> Report:
    """The report in that folder, as far as its manifest vouches for it."""
    records = read_parts(folder)
    by_id: dict[str, Record] = {}
    if records:
        text = (folder / FINDINGS).read_text(encoding="utf-8")
        by_id = {finding["id"]: finding for finding in json.loads(text)["findings"]}
    parts = {
        name: Part(
            name,
            record,
            {each: by_id[each] for each in record["findings"]},
            folder / f"{name}.html",
        )
        for name, record in records.items()
        if record.keys() >= RECORDED and by_id.keys() >= set(record["findings"])
    }
    return Report(folder, parts, tuple(sorted(_named(folder) - parts.keys())))


def read_reports(folder: Path) -> dict[str, Report]:
    """By folder name, the reports of a year."""
    found = {path.parent.name: path.parent for path in sorted(folder.glob(f"*/{FILE}"))}
    return {name: read_report(path) for name, path in found.items()}


def read_failures(folder: Path) -> Iterator[Failure]:
    """What failed when it last ran, of a year, in the order of the areas."""
    for path in sorted(folder.glob(FAILURES)):
        area, notebook = path.name.split(".")[:2]
        facts = read_failure(path) or {"said": "", "run": ""}
        kept = path.with_suffix(".ipynb")
        yield Failure(area, notebook, **facts, kept=kept if kept.exists() else None)


def paired_reports(before: Path, after: Path) -> dict[str, tuple[Report, Report]]:
    """The reports of two folders, by area: the two themselves, or those that both have below.

    A report that only one of them has is there with one that holds nothing.

    Raises
    ------
    RunError
        If a report is not as its manifest says, or the two have none in common.
    """
    was, now = _reports_below(before), _reports_below(after)
    if not was.keys() & now.keys():
        raise RunError(
            f"{before} and {after} have no report in common; name the folders of two reports, such"
            " as reports/2024-25/fife, or two that hold such folders"
        )
    none = {name: Report(Path(name), {}) for name in was.keys() | now.keys()}
    return {name: ((none | was)[name], (none | now)[name]) for name in sorted(none)}


def _reports_below(folder: Path) -> dict[str, Report]:
    """The report in a folder, as ``.``; or those at any depth below it, by where they lie."""
    files = [folder / FILE] if (folder / FILE).exists() else sorted(folder.rglob(FILE))
    found = {
        path.parent.relative_to(folder).as_posix(): read_report(path.parent)
        for path in files
        if path.parent == folder or PREVIOUS not in path.relative_to(folder).parts
    }
    torn = [name for name, report in found.items() if report.damaged or not report.parts]
    if torn:
        raise RunError(
            f"in {folder}, not as its manifest says: {', '.join(torn)}; run it again, or compare"
            " others"
        )
    return found


def area_name(slug: str) -> str:
    """The name of the area whose reports lie in a folder of that name."""
    if slug == SCOTLAND.name.casefold():
        return SCOTLAND.name
    partnership = partnerships_by_slug().get(slug)
    return partnership.name if partnership else title_of(slug)


def title_of(name: str) -> str:
    """``patient_flow`` as people read it."""
    return name.replace("_", " ").replace("-", " ").capitalize()


def _named(folder: Path) -> set[str]:
    """The notebooks its manifest names, whether or not their files are as it says."""
    try:
        named = json.loads((folder / FILE).read_text(encoding="utf-8"))["notebooks"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return set(named)
