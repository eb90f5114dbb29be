"""Figures traced: each number a finding backs leads to its evidence, on the same page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape

from hsci_analysis.findings.card import anchor, card
from hsci_analysis.findings.finding import Finding
from hsci_analysis.findings.ledger import MANY, NO_FINDINGS, Ledger
from hsci_analysis.findings.numerals import write_figure
from hsci_analysis.narrative.lint import NUMERAL, figures_of, texts_of
from hsci_analysis.narrative.sentences import CITED, ids_in

CITING = re.compile(
    rf'<(?P<tag>p|li|td)(?P<rest>[^<>]*?) {CITED}="(?P<ids>[^"]*)">(?P<text>[^<]*)</(?P=tag)>'
)
"""An element that cites findings, as ``narrative`` writes it: text alone, and escaped."""
BLANK = re.compile(r"\{[^}]*\}")


def linked(shown: str, ledger: Ledger) -> str:
    """The HTML with each number that a cited finding backs as a link to its evidence."""
    findings = {finding.id: finding for finding in ledger.findings}

    def with_links(found: re.Match[str]) -> str:
        names = ids_in(unescape(found["ids"]))
        cited = [findings[name] for name in names if name in findings]
        text = (_cell if found["tag"] == "td" else _prose)(unescape(found["text"]), cited)
        return f"<{found['tag']}{found['rest']}>{text}</{found['tag']}>"

    return CITING.sub(with_links, shown)


def evidence(ledger: Ledger, reporting_year: str) -> str:
    """Every finding with what it rests on; folded away where there are many."""
    if not ledger.findings:
        return f"<p>{NO_FINDINGS}</p>"
    items = "\n".join(
        f'<li id="{escape(anchor(each.id))}" tabindex="-1">{card(each, reporting_year)}</li>'
        for each in ledger.findings
    )
    listed = f'<ol class="evidence">\n{items}\n</ol>'
    if len(ledger.findings) < MANY:
        return listed
    told = f"All {len(ledger.findings):,} findings, and what each rests on"
    return f'<details class="evidence"><summary>{told}</summary>{listed}</details>'


def _cell(text: str, cited: Sequence[Finding]) -> str:
    """A cell of a table is one link: its limits and marks belong to the one figure."""
    (finding,) = cited[:1] or (None,)
    if finding is None or not set(_numerals(text)) & set(figures_of(finding)):
        return escape(text)
    return _link(finding, text)


def _prose(text: str, cited: Sequence[Finding]) -> str:
    """Each figure a link; the same number again leads to the next finding that has it."""
    backing, said = _backing(cited), _said(text, cited)
    parts, done = [], 0
    for numeral in NUMERAL.finditer(text):
        written = numeral.group().rstrip(",")
        if any(one.start() <= numeral.start() < one.end() for one in said):
            continue
        if findings := backing.get(written):
            finding = findings.pop(0) if len(findings) > 1 else findings[0]
            parts += [escape(text[done : numeral.start()]), _link(finding, written)]
            done = numeral.start() + len(written)
    return "".join((*parts, escape(text[done:])))


def _link(finding: Finding, text: str) -> str:
    return f'<a class="figure" href="#{escape(anchor(finding.id))}">{escape(text)}</a>'


def _numerals(text: str) -> Iterator[str]:
    return (numeral.rstrip(",") for numeral in NUMERAL.findall(text))


def _backing(cited: Sequence[Finding]) -> Mapping[str, list[Finding]]:
    """By a number as it is written, the findings it may stand for, in their order.

    The value of a change or a comparison is that of a level, which comes before it.
    """
    backing: dict[str, list[Finding]] = {}
    for finding in cited:
        for figure in figures_of(finding):
            backing.setdefault(figure, []).append(finding)
    for finding in cited:
        if finding.comparator and finding.value is not None:
            held = backing[write_figure(finding.value, finding.decimals)]
            if len(held) > 1:
                held.remove(finding)
    return backing


def _said(text: str, cited: Sequence[Finding]) -> list[re.Match[str]]:
    """Where the text names a period, an age or a unit: its numbers are no figures."""
    phrases = {
        phrase.strip()
        for finding in cited
        for template in texts_of(finding)
        for phrase in BLANK.split(template)
        if NUMERAL.search(phrase)
    }
    return [found for phrase in phrases for found in re.finditer(re.escape(phrase), text)]
