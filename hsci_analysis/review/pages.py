"""The pages for reviewers, written beside the reports of a year: the index, and what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from hsci_analysis.errors import RunError
from hsci_analysis.folders import reports_folder, write_whole
from hsci_analysis.narrative.open_items import OpenItem
from hsci_analysis.periods import FinancialYear
from hsci_analysis.reports.page import STYLE
from hsci_analysis.reports.security import security_policy
from hsci_analysis.review.changes import NotebookChanges, changes
from hsci_analysis.review.headlines import headlines
from hsci_analysis.review.held import read_failures, read_reports
from hsci_analysis.review.index import Held, Line, lines, reviews, standings
from hsci_analysis.review.tiles import tiles
from hsci_analysis.runs.turn import RUNS

TEMPLATES = Path(__file__).with_name("templates")
INDEX = "index.html"


def write_index(year: FinancialYear) -> Path | None:
    """Write ``reports/<year>/index.html`` and a page of changes beside each report; returns it.

    Both are made from what is on disk alone, and each is written whole. Nothing is written where
    there is no report and no failure of that year.

    Raises
    ------
    RunError
        If a page cannot be written; the one that was there stays.
    """
    folder = reports_folder() / year.slug
    reports = read_reports(folder)
    failures = tuple(read_failures(folder))
    if not reports and not failures:
        return None
    found = {area: changes(report.before, report) for area, report in reports.items()}
    by_job = {(each.area, each.notebook): each for each in failures}
    reviewed = reviews(reports)
    listed = lines(Held(reports, by_job, found, reviewed))
    for area, report in reports.items():
        page = _changes_page(
            f"{report.name}, {year}",
            {report.name: found[area]},
            lines=tuple(line for line in listed if line.area == area),
            open_items=reviewed[area].open_items if area in reviewed else (),
        )
        _write(folder / f"{area}.changes.html", page)
    page = _rendered(
        "index.html.j2",
        "index.js",
        year=year,
        lines=listed,
        failures=failures,
        standings=dict(standings(listed, reviewed)),
        tiles=tiles(),
        headlines=headlines(reports),
        reports=reports,
        runs=RUNS,
    )
    return _write(folder / INDEX, page)


def write_changes(page: Path, found: Mapping[str, Sequence[NotebookChanges]]) -> Path:
    """Write what changed in some reports, by the name of each, as a page that stands alone.

    Raises
    ------
    RunError
        If it cannot be written.
    """
    return _write(page, _changes_page("two runs compared", found))


def _changes_page(
    subject: str,
    found: Mapping[str, Sequence[NotebookChanges]],
    lines: Sequence[Line] = (),
    open_items: Sequence[OpenItem] = (),
) -> str:
    return _rendered(
        "changes.html.j2", "", subject=subject, found=found, lines=lines, open_items=open_items
    )


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["address"] = quote
    return environment


def _rendered(template: str, script: str, **given: object) -> str:
    style = "\n".join(
        path.read_text(encoding="utf-8") for path in (STYLE, TEMPLATES / "review.css")
    )
    code = (TEMPLATES / script).read_text(encoding="utf-8") if script else ""
    return (
        _templates()
        .get_template(template)
        .render(
            given,
            style=style,
            script=code,
            policy=security_policy(style, code),
            version=version("hsci-analysis"),
        )
    )


def _write(final: Path, text: str) -> Path:
    try:
        write_whole(final, text)
    except OSError as error:
        raise RunError(
            f"{final} cannot be written: {error.strerror or error}; the one that was there stays"
        ) from error
    return final
