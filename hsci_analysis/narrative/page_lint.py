"""The number lint of a whole page: what a reader sees of it, block by block, cells included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from hsci_analysis.findings.finding import Finding, Kind
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.indicators.indicator import ReportingStatus
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.narrative.lint import NOT_BACKED, NUMERAL, Fault, backed

BLOCKS = {"p", "li", "th", "td", "caption", "figcaption", "h2", "h3", "tr"}
UNSEEN = {"style", "svg", "script", "nav", "header", "footer", "head"}
CODE = ("details", "code")
KEY = re.compile(r"\b(?:NI|MSG)-\d+\b")


@dataclass
class Block:
    """A stretch of text under one h2: a paragraph, a row of a table, an alt text."""

    section: str
    kind: str
    text: str = ""


@dataclass
class _Reader(HTMLParser):
    """Gathers the blocks of a page, without code, pictures, head and foot."""

    blocks: list[Block] = field(default_factory=list)
    section: str = ""
    unseen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if label := given.get("aria-label", "") if given.get("role") == "img" else "":
            self.blocks.append(Block(self.section, "alt text", label))
        if self.unseen or tag in UNSEEN or (tag, given.get("class")) == CODE:
            self.unseen += [tag] * (tag in UNSEEN or tag == CODE[0])
        elif tag in BLOCKS and not (tag in {"th", "td"} and self._in_row()):
            kind = given.get("class") if given.get("class") == "official" else tag
            self.blocks.append(Block(self.section, kind or tag))

    def handle_endtag(self, tag: str) -> None:
        if self.unseen and tag == self.unseen[-1]:
            self.unseen.pop()
        elif not self.unseen and tag == "h2":
            self.section = self.blocks[-1].text.strip()
            self.blocks[-1].section = self.section
        elif not self.unseen and tag == "tr":
            self.blocks.append(Block(self.section, "after"))

    def handle_data(self, data: str) -> None:
        if self.blocks and not self.unseen:
            self.blocks[-1].text += f" {data}" if self.blocks[-1].kind == "tr" else data

    def _in_row(self) -> bool:
        return bool(self.blocks) and self.blocks[-1].kind == "tr"


def blocks_of(page: str) -> tuple[Block, ...]:
    """What a reader sees or hears of a page, in order; a row of a table is one block."""
    reader = _Reader()
    reader.feed(page)
    return tuple(block for block in reader.blocks if block.text.strip())


def lint_page(page: str, ledger: Ledger, *, apart: Sequence[str]) -> tuple[Fault, ...]:
    """Every number on the page that no finding backs, outside the sections ``apart``.

    A block that names indicators, or stands below the official title of one, is held to the
    findings of these alone. Sections apart are those whose numbers are no figures: of laws,
    releases and methods; or the partnership's own.
    """
    return tuple(_faults(blocks_of(page), ledger, set(apart)))


def _faults(blocks: Sequence[Block], ledger: Ledger, apart: set[str]) -> Iterator[Fault]:
    by_measure: dict[str, list[Finding]] = {}
    for finding in ledger.findings:
        by_measure.setdefault(finding.measure, []).append(finding)
    allowed = {measure: backed(findings) for measure, findings in by_measure.items()}
    counts = _counts(ledger)
    about: list[str] = []
    for block in blocks:
        if block.kind in {"h2", "h3", "alt text", "figcaption"}:
            about = []
        if block.section in apart or not block.section:
            continue
        named = [key for key in KEY.findall(block.text) if key in allowed]
        about = named if block.kind == "official" else about
        of = named or about or list(allowed)
        numbers = counts.union(*(allowed[key] for key in of))
        for numeral in NUMERAL.findall(block.text):
            if numeral.rstrip(",") not in numbers:
                yield Fault(NOT_BACKED, tuple(of[:1]), numeral)


def _counts(ledger: Ledger) -> frozenset[str]:
    """How many indicators are reported, and how many have a figure of a period."""
    reported = [key for key, i in INDICATORS.items() if i.status is ReportingStatus.REPORTED]
    of_period: dict[str, set[str]] = {}
    for finding in ledger.findings:
        if finding.kind is Kind.LEVEL and finding.value is not None:
            of_period.setdefault(finding.period, set()).add(finding.measure)
    return frozenset(map(str, (len(reported), *map(len, of_period.values()))))
