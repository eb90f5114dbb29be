"""A statement with all it rests on, for whoever checks it: alike on a page and in JupyterLab."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from hsci_analysis.findings.finding import Finding
from hsci_analysis.findings.rows_used import rows_used


def card(finding: Finding, reporting_year: str = "") -> str:
    """The statement, its evidence term by term, and the line of Python that makes it again."""
    facts = "".join(
        f"<dt>{escape(term)}</dt><dd>{escape(words)}</dd>" for term, words in _facts(finding)
    )
    said = f"{finding.measure_title}: {finding.area}, {finding.period} ({finding.kind})"
    python = f"<code>{escape(python_line(finding.id, reporting_year))}</code>"
    return f"<p>{escape(said)}</p><dl>{facts}<dt>In Python</dt><dd>{python}</dd></dl>"


def python_line(name: str, reporting_year: str = "") -> str:
    """What to paste to make the statement again, as the report of that year states it."""
    given = [name, reporting_year] if reporting_year else [name]
    return f"hsci.finding({', '.join(f'{_quoted(each)}' for each in given)})"


def anchor(name: str) -> str:
    """Where on a page the evidence of the finding of that id stands."""
    return re.sub(r"[^\w/.-]+", "-", name)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _facts(finding: Finding) -> Iterator[tuple[str, str]]:
    yield "Verdict", ": ".join(filter(None, (finding.verdict, finding.reason)))
    yield from _numbers(finding)
    yield "Method", finding.evidence.method
    for used in rows_used(finding):
        yield "Rows", str(used)
    for source in finding.evidence.sources:
        yield "Source", str(source)
        yield "SHA-256", source.sha256


def _numbers(finding: Finding) -> Iterator[tuple[str, str]]:
    """All its numbers as computed: nothing is rounded here."""
    if finding.value is not None:
        yield "Before rounding", f"{finding.value!r} {finding.unit}"
    if finding.interval:
        kind = f"{finding.interval.kind[:1].upper()}{finding.interval.kind[1:]}"
        yield kind, f"{finding.interval.lower!r} to {finding.interval.upper!r}"
    if against := finding.comparator:
        told = f"{against.value!r} ({against.name}, {against.period})"
        if against.difference is not None:
            told = f"{told}; the difference is {against.difference!r} {against.unit}"
        yield "Held against", told
    for name, setting in finding.evidence.settings.items():
        yield name.replace("_", " ").capitalize(), str(setting)
