"""Which findings are signed as they are now, and which have changed since somebody signed them.

A signature seals what a finding states and how it was arrived at, with who signed and when. It is
kept in version control like all parameters; it shows a slip or a swapped line, and does not keep
out somebody who can run this code under another's role.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hsci_analysis.areas import Partnership
from hsci_analysis.findings.finding import Finding
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.parameters.sign_off import Signature, read_sign_off
from hsci_analysis.periods import FinancialYear

WHERE_IT_WAS_READ = ("sources", "series_from", "series_until")
"""Of the evidence, what a newer release changes without changing any figure."""
DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b")
"""In the reason for an empty cell: up to when releases are known, which each newer one moves."""
DIGITS = 12
"""Significant ones: in the last few, machines differ."""


@dataclass(frozen=True)
class SignedFinding:
    """A finding, the signatures it has as it is now, and those it had as it was."""

    finding: Finding
    now: tuple[Signature, ...]
    before: tuple[Signature, ...]


def signed_findings(
    ledger: Ledger, partnership: Partnership, year: FinancialYear
) -> tuple[SignedFinding, ...]:
    """Each finding with its signatures; raises ParametersError for a file that is refused."""
    signatures = _of_year(partnership, year)
    by_name = {name for each in signatures for name in each.findings}
    records = _records(each for each in ledger.findings if each.id in by_name)
    found = []
    for finding in ledger.findings:
        named = [each for each in signatures if finding.id in each.findings]
        now = [
            each
            for each in named
            if each.findings[finding.id] == _seal_by(each, records[finding.id])
        ]
        before = [each for each in named if each not in now]
        found.append(SignedFinding(finding, tuple(now), tuple(before)))
    return tuple(found)


def signed_and_gone(
    ledger: Ledger, partnership: Partnership, year: FinancialYear
) -> tuple[tuple[str, Signature], ...]:
    """The findings that were signed and are no longer stated, each with the last signature."""
    stated = {finding.id for finding in ledger.findings}
    gone = {
        name: each
        for each in _of_year(partnership, year)
        for name in each.findings
        if name not in stated
    }
    return tuple(gone.items())


def seals(
    findings: Iterable[Finding], year: FinancialYear, role: str, signed: datetime
) -> dict[str, str]:
    """The seal of each finding, by its id, for a signature of that role and moment."""
    records = _records(findings)
    return {name: _seal(record, year, role, signed) for name, record in records.items()}


def _records(findings: Iterable[Finding]) -> dict[str, Mapping[str, Any]]:
    """By id, the findings as ``findings.json`` has them."""
    records = json.loads(Ledger(tuple(findings)).to_json())["findings"]
    return {each["id"]: each for each in records}


def _of_year(partnership: Partnership, year: FinancialYear) -> list[Signature]:
    signatures = read_sign_off(partnership).signatures
    return [each for each in signatures if each.reporting_year == year]


def _seal_by(signature: Signature, record: Mapping[str, Any]) -> str:
    return _seal(record, signature.reporting_year, signature.role, signature.signed)


def _seal(record: Mapping[str, Any], year: FinancialYear, role: str, signed: datetime) -> str:
    evidence = {
        name: value for name, value in record["evidence"].items() if name not in WHERE_IT_WAS_READ
    }
    stated = {**record, "evidence": evidence, "reason": DAY.sub("", record["reason"])}
    sealed = [str(year), role, signed.isoformat(), _plain(stated)]
    text = json.dumps(sealed, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _plain(value: Any) -> Any:
    """Without what is empty, so that a field a later version adds breaks no seal."""
    if isinstance(value, Mapping):
        plain = {name: _plain(each) for name, each in value.items()}
        return {name: each for name, each in plain.items() if each not in (None, "", [], {})}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value
