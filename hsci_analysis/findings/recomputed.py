"""A statement by its id: made again from the data and the parameters, or read from a run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hsci_analysis.areas import SCOTLAND, Partnership, partnerships
from hsci_analysis.errors import FindingError, UnknownNameError
from hsci_analysis.findings.annual import annual_findings
from hsci_analysis.findings.breakdowns import BREAKDOWNS, breakdown_findings
from hsci_analysis.findings.finding import Finding
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.findings.measured import measured
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.measures.catalogue import MEASURES
from hsci_analysis.parameters.report import (
    ReportParameters,
    national_parameters,
    report_parameters,
)

FINDINGS = "findings.json"
PARTED = {breakdown.measure for breakdown in BREAKDOWNS}


def finding(
    id: str,
    reporting_year: str | None = None,
    *,
    folder: str | Path | None = None,
) -> Finding:
    """The statement of that id, made again: the same figures give the same statement.

    Parameters
    ----------
    id
        As the page or ``findings.json`` has it: measure, area, period and kind, with strokes.
    reporting_year
        The year of the report that states it, such as ``"2024/25"``; left out, the one the
        partnership's parameters say, and then the year the id names.
    folder
        A report on disk, such as ``reports/2024-25/fife``: read what it stated, make nothing.

    Raises
    ------
    UnknownNameError
        With the nearest ids, where no such statement is made.
    FindingError
        If it is no id, or the folder holds no ``findings.json``.
    """
    if folder is not None:
        return _among(id, _read(Path(folder)).findings)
    measure, area_code = _parts(id)
    partnership = _whose(area_code)
    known: list[Finding] = []
    for report in _reports(partnership, id, reporting_year):
        stated = _stated(measure, report, national=area_code == SCOTLAND.code)
        if found := [each for each in stated if each.id == id]:
            return found[0]
        known += stated
    return _among(id, known)


def _parts(name: str) -> tuple[str, str]:
    parts = name.split("/")
    if len(parts) < 4:  # noqa: PLR2004 - measure, area, period, kind
        raise FindingError(
            f"{name!r} is no finding's id: one reads measure/area code/period/kind, as in "
            "NI-14/S37000025/2024-25/level; copy it from the page"
        )
    return parts[0], parts[1]


def _whose(area_code: str) -> Partnership:
    """A partnership in whose report that area is spoken of."""
    codes = {each.code for each in partnerships()} | {SCOTLAND.code}
    for each in partnerships():
        if area_code in (each.code, each.health_board, SCOTLAND.code):
            return each
    raise UnknownNameError("area code", area_code, sorted(codes))


def _reports(partnership: Partnership, name: str, year: str | None) -> Iterator[ReportParameters]:
    if year is not None:
        yield report_parameters(partnership.slug, year)
        return
    usual = report_parameters(partnership.slug)
    yield usual
    if named := re.search(r"/(\d{4})-(\d{2})/", name):
        own = report_parameters(partnership.slug, "/".join(named.groups()))
        if own.reporting_year != usual.reporting_year:
            yield own


def _stated(measure: str, report: ReportParameters, *, national: bool) -> tuple[Finding, ...]:
    """All that a report of that partnership and year states of a measure or an indicator.

    Measures of Scotland are stated by the national page; its indicators, beside a partnership's.
    """
    key, _, part = measure.partition(", ")
    if key in INDICATORS:
        annual = annual_findings(
            report.partnership,
            report.reporting_year,
            similar_within=report.similar_within_per_cent,
            among={key: INDICATORS[key]},
        )
        return annual.ledger.findings
    if part and key in PARTED:
        return breakdown_findings(report.partnership, report.reporting_year)
    if key not in MEASURES:
        raise UnknownNameError("measure or indicator", key, (*MEASURES, *INDICATORS))
    if national:
        return measured(key, national_parameters(str(report.reporting_year))).findings
    return measured(key, report).findings


def _read(folder: Path) -> Ledger:
    try:
        return Ledger.from_json((folder / FINDINGS).read_text(encoding="utf-8"))
    except OSError as error:
        raise FindingError(
            f"{folder.name} holds no {FINDINGS} that can be read ({error.strerror}); name the "
            "folder of a report, such as reports/2024-25/fife"
        ) from None


def _among(name: str, stated: tuple[Finding, ...] | list[Finding]) -> Finding:
    by_id = {each.id: each for each in stated}
    if name not in by_id:
        raise UnknownNameError("finding", name, by_id)
    return by_id[name]
