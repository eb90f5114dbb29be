"""The ledger: all findings of a run, as ``findings.json`` and as a table for people."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # ships no types

from hsci_analysis.errors import FindingError
from hsci_analysis.findings.evidence import Evidence, Interval, IntervalKind
from hsci_analysis.findings.finding import Comparator, ComparatorKind, Finding, Kind, Verdict
from hsci_analysis.findings.numerals import Nothing, write_figure
from hsci_analysis.measures.catalogue import Basis, Better
from hsci_analysis.periods import Month
from hsci_analysis.sources import Citation

SCHEMA_VERSION = 3
SCHEMA_FILE = Path(__file__).with_name("findings.schema.json")
MEDIA_TYPE = "application/vnd.hsci.findings+json"
NO_FINDINGS = "This page states nothing about any area, and so has no findings."
MANY = 40
"""From so many findings on, their table is folded away."""


@dataclass(frozen=True)
class Ledger:
    """Findings in order of their ids; raises FindingError when two have the same id."""

    findings: tuple[Finding, ...]

    def __post_init__(self) -> None:
        ids = Counter(finding.id for finding in self.findings)
        twice = sorted(name for name, times in ids.items() if times > 1)
        if twice:
            raise FindingError(
                f"a ledger holds each statement once, and these came more than once: "
                f"{', '.join(twice)}. State each of them once."
            )
        ordered = tuple(sorted(self.findings, key=lambda finding: finding.id))
        object.__setattr__(self, "findings", ordered)

    def to_json(self) -> str:
        """``findings.json``: the same findings give the same bytes; floats as computed."""
        return _written(self._record())

    @classmethod
    def from_json(cls, text: str, *, vouched: bool = False) -> Ledger:
        """Read ``findings.json``.

        Parameters
        ----------
        vouched
            Whether a manifest says that it is as a run wrote it; if it is of this version, its
            schema is then not checked anew, which takes four times as long as all the rest.

        Raises
        ------
        FindingError
            If the text is not JSON, does not keep to ``findings.schema.json`` (every broken promise
            is listed), or holds a finding that could not be stated.
        """
        try:
            record = json.loads(text)
        except json.JSONDecodeError as error:
            raise FindingError(
                f"findings.json is not JSON (line {error.lineno}); run the report again"
            ) from None
        if vouched and record["schema_version"] == SCHEMA_VERSION:
            with suppress(KeyError, TypeError):  # else the schema says what is wrong
                return cls(tuple(_finding(one) for one in record["findings"]))
        broken = sorted(
            f"  - {fault.json_path}: breaks {fault.validator!r}"
            for fault in Draft202012Validator(schema()).iter_errors(record)
        )
        if broken:
            must = f"It must keep to {SCHEMA_FILE.name}; run the report again."
            raise FindingError("\n".join(("findings.json is refused:", *broken, must)))
        return cls(tuple(_finding(one) for one in record["findings"]))

    def _record(self) -> dict[str, Any]:
        return {
            "schema_version": SCHEMA_VERSION,
            "findings": [{"id": finding.id, **_plain(finding)} for finding in self.findings],
        }

    def _repr_mimebundle_(self, **_asked: object) -> dict[str, Any]:
        return {
            MEDIA_TYPE: self._record(),
            "text/html": _table(self.findings),
            "text/plain": "\n".join(
                f"{finding.id}: {_value(finding)} ({finding.verdict})" for finding in self.findings
            )
            or NO_FINDINGS,
        }


def merged(parts: Iterable[tuple[str, Container[str]]]) -> str:
    """``findings.json`` of several, of each those findings whose ids are given.

    All have been read or written by a ledger; a finding in two is taken from the last.
    """
    by_id = {
        one["id"]: one
        for text, ids in parts
        for one in json.loads(text)["findings"]
        if one["id"] in ids
    }
    findings = [by_id[name] for name in sorted(by_id)]
    return _written({"schema_version": SCHEMA_VERSION, "findings": findings})


@cache
def schema() -> dict[str, Any]:
    """The published JSON Schema of ``findings.json``."""
    published: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return published


def _written(record: Mapping[str, Any]) -> str:
    text = json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return f"{text}\n"


def _plain(thing: Any) -> Any:
    """The thing as JSON has it: records, lists, texts, numbers."""
    if dataclasses.is_dataclass(thing) and not isinstance(thing, Month):
        return {f.name: _plain(getattr(thing, f.name)) for f in dataclasses.fields(thing)}
    if isinstance(thing, Mapping):
        return dict(thing)
    if isinstance(thing, tuple):
        return [_plain(each) for each in thing]
    return str(thing) if isinstance(thing, Month | StrEnum) else thing


def _finding(record: Mapping[str, Any]) -> Finding:
    finding = Finding(
        **{
            **{name: value for name, value in record.items() if name != "id"},
            "basis": Basis(record["basis"]),
            "kind": Kind(record["kind"]),
            "verdict": Verdict(record["verdict"]),
            "interval": record["interval"] and _interval(record["interval"]),
            "evidence": _evidence(record["evidence"]),
            "better": record["better"] and Better(record["better"]),
            "comparator": record["comparator"] and _comparator(record["comparator"]),
            "cautions": tuple(record["cautions"]),
        }
    )
    if finding.id != record["id"]:
        raise FindingError(
            f"findings.json calls {record['id']} what is {finding.id}; it was edited by hand. "
            "Run the report again."
        )
    return finding


def _interval(record: Mapping[str, Any]) -> Interval:
    return Interval(**{**_with_months(record), "kind": IntervalKind(record["kind"])})


def _comparator(record: Mapping[str, Any]) -> Comparator:
    return Comparator(**{**record, "kind": ComparatorKind(record["kind"])})


def _evidence(record: Mapping[str, Any]) -> Evidence:
    sources = tuple(Citation(**each) for each in record["sources"])
    return Evidence(**{**_with_months(record), "sources": sources})


def _with_months(record: Mapping[str, Any]) -> dict[str, Any]:
    months = ("first_month", "last_month", "series_from", "series_until")
    return {
        name: Month.parse(value) if name in months and value else value
        for name, value in record.items()
    }


def _value(finding: Finding) -> str:
    if finding.value is None:
        return Nothing.NOT_AVAILABLE
    return f"{write_figure(finding.value, finding.decimals)} {finding.unit}"


def _table(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return f"<p>{NO_FINDINGS}</p>"
    columns = ("What is stated", "Area", "Period", "Verdict", "Value", "Source")
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(f"{one.measure_title}: {one.kind} {one.part}".strip())}</th>'
        + "".join(
            f"<td>{escape(cell)}</td>"
            for cell in (
                f"{one.area} ({one.basis})",
                one.period,
                one.verdict,
                _value(one),
                "; ".join(map(str, one.evidence.sources)),
            )
        )
        + "</tr>"
        for one in findings
    )
    table = (
        "<table><caption>The findings of this page and their sources</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
    if len(findings) < MANY:
        return table
    return f"<details><summary>All {len(findings):,} findings as a table</summary>{table}</details>"
