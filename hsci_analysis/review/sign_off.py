"""The review of one report: what is signed, what is not, and what still needs a human."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hsci_analysis.areas import Partnership, find_partnership, partnerships_by_slug
from hsci_analysis.commentary.local import anchor, read_commentary
from hsci_analysis.commentary.signed import seals, signed_and_gone, signed_findings
from hsci_analysis.errors import ParametersError, RunError, UnknownNameError
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.narrative.open_items import Needs, OpenItem, open_items
from hsci_analysis.parameters.sign_off import (
    Signature,
    add_signature,
    role_named,
    sign_off_file,
)
from hsci_analysis.parameters.yaml_file import label
from hsci_analysis.periods import FinancialYear
from hsci_analysis.runs.manifest import FINDINGS, read_parts


@dataclass(frozen=True)
class ReviewState:
    """The ids of the findings that are signed as they are now, of all others, and what is open."""

    signed: tuple[str, ...]
    unsigned: tuple[str, ...]
    open_items: tuple[OpenItem, ...]

    @property
    def is_open(self) -> bool:
        """Whether anything stands between this report and its final edition."""
        return any(each.blocks for each in self.open_items)


def state(report: Path) -> ReviewState:
    """How far the review of ``reports/<year>/<slug>`` has come.

    A report about Scotland as a whole has nobody who signs it, and nothing open.

    Raises
    ------
    RunError
        If there is no such report, or it does not agree with its manifest.
    HsciError
        If a file of parameters or commentary is refused.
    """
    ledger, year = _ledger(report), FinancialYear.parse(report.parent.name)
    partnership = partnerships_by_slug().get(report.name)
    if partnership is None:
        return ReviewState((), tuple(each.id for each in ledger.findings), ())
    found = signed_findings(ledger, partnership, year)
    texts = anchor(read_commentary(partnership, year), ledger, year)
    return ReviewState(
        tuple(each.finding.id for each in found if each.now),
        tuple(each.finding.id for each in found if not each.now),
        (*open_items(ledger, texts, partnership, year), *_gone(ledger, partnership, year)),
    )


def sign(report: Path, role: str, only: Sequence[str] = ()) -> tuple[str, ...]:
    """Sign findings of a report as they are now; returns the ids of those signed.

    Findings this role has signed already, as they are, are left alone.

    Parameters
    ----------
    role
        Of who signs, such as ``Chief Finance Officer``; no person's name.
    only
        Ids of findings, or how they begin: ``NI-19`` signs all findings on it. Left out, all.

    Raises
    ------
    UnknownNameError
        If one of ``only`` is no finding of the report; nothing is signed then.
    ParametersError, RunError
        If the role, the report or ``sign_off.yaml`` is refused, or it cannot be written.
    """
    ledger, year = _ledger(report), FinancialYear.parse(report.parent.name)
    partnership, role = find_partnership(report.name), role_named(role)
    wanted = {name for each in only for name in _named(each, ledger)}
    found = signed_findings(ledger, partnership, year)
    findings = [
        each.finding
        for each in found
        if (not only or each.finding.id in wanted)
        and role not in {signature.role for signature in each.now}
    ]
    if findings:
        moment = datetime.now(UTC).replace(microsecond=0)
        signature = Signature.model_construct(
            reporting_year=year,
            role=role,
            signed=moment,
            findings=seals(findings, year, role, moment),
        )
        add_signature(partnership, signature)
    return tuple(each.id for each in findings)


def _ledger(report: Path) -> Ledger:
    """What the report states, if it is whole and is the one of its folder."""
    where = f"{report.parent.name}/{report.name}"
    parts = read_parts(report)
    if not parts:
        raise RunError(
            f"there is no report {where}, or it is not as its manifest says; make it with hsci run"
        )
    ledger = Ledger.from_json((report / FINDINGS).read_text(encoding="utf-8"), vouched=True)
    about = {part["parameters"].get("partnership", report.name) for part in parts.values()}
    if about != {report.name}:
        raise ParametersError(
            f"the report in {where} is that of {', '.join(sorted(about - {report.name}))}; "
            "make it anew with hsci run"
        )
    return ledger


def _named(name: str, ledger: Ledger) -> list[str]:
    ids = [each.id for each in ledger.findings]
    found = [each for each in ids if each == name or each.startswith(f"{name.rstrip('/')}/")]
    if not found:
        raise UnknownNameError("finding", name, [*ids, *(each.measure for each in ledger.findings)])
    return found


def _gone(ledger: Ledger, partnership: Partnership, year: FinancialYear) -> Iterator[OpenItem]:
    for name, signature in signed_and_gone(ledger, partnership, year):
        yield OpenItem(
            Needs.REMOVED,
            f"{name}, signed by {signature.role} on {signature.signed:%Y-%m-%d}",
            label(sign_off_file(partnership)),
            "find out why; if it is rightly gone, take its line out",
        )
