"""The index of a year's reports: one line a report, and how each partnership stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hsci_analysis.areas import partnerships_by_slug
from hsci_analysis.errors import HsciError
from hsci_analysis.findings.finding import Verdict
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.narrative.open_items import Needs, OpenItem
from hsci_analysis.review.changes import FIRST, NOTHING, NotebookChanges
from hsci_analysis.review.held import Failure, Part, Report, area_name, title_of
from hsci_analysis.review.settings import releases_of
from hsci_analysis.review.sign_off import ReviewState, state
from hsci_analysis.sources import source

MADE, FAILED, DAMAGED, NOT_MADE = "made", "failed", "damaged", "not made"
NOT_SIGNED: Final = "not signed"


@dataclass(frozen=True)
class Line:
    """One notebook for one area, as the index shows it.

    ``missing`` counts the statutory items still to be written, None for a notebook that has no
    checklist of them.
    """

    area: str
    notebook: str
    outcome: str
    part: Part | None = None
    changes: NotebookChanges | None = None
    missing: int | None = None
    review: str = ""

    @property
    def name(self) -> str:
        return area_name(self.area)

    @property
    def title(self) -> str:
        return title_of(self.notebook)

    @property
    def made(self) -> str:
        """The day it was made, as ISO 8601 writes it."""
        return str(self.part.record["started"])[:10] if self.part else ""

    @property
    def until(self) -> str:
        """The last month of its newest figure, and whether newer figures are held."""
        if self.part is None:
            return ""
        months = [each["evidence"]["last_month"] for each in self.part.findings.values()]
        newer = any(_newest(key) != name for key, name in releases_of(self.part.record).items())
        return ", ".join([max(filter(None, months), default="none"), *["newer held"] * newer])

    @property
    def verdicts(self) -> str:
        """How many findings have which verdict."""
        if self.part is None:
            return ""
        counts = Counter(each["verdict"] for each in self.part.findings.values())
        return ", ".join(f"{counts[each]} {each}" for each in Verdict if counts[each]) or "none"

    @property
    def caveats(self) -> tuple[str, ...]:
        """What a reader must be told with its figures, each once."""
        if self.part is None:
            return ()
        cautions = (each["cautions"] for each in self.part.findings.values())
        return tuple(dict.fromkeys(caution for each in cautions for caution in each))

    @property
    def changed(self) -> str:
        return self.changes.summary if self.changes else ""


@dataclass(frozen=True)
class Held:
    """What is on disk of a year: by area, or by area and notebook what failed."""

    reports: Mapping[str, Report]
    failures: Mapping[tuple[str, str], Failure]
    changes: Mapping[str, Sequence[NotebookChanges]]
    reviews: Mapping[str, ReviewState]


@dataclass(frozen=True)
class Standing:
    """How a partnership stands, in a word or two, and how much it asks to be looked at."""

    lines: tuple[Line, ...]
    open_items: int

    @property
    def state(self) -> str:
        outcomes = {line.outcome for line in self.lines}
        for worst in (FAILED, DAMAGED):
            if worst in outcomes:
                return worst
        if outcomes == {NOT_MADE}:
            return NOT_MADE
        changed = sum(len(line.changes.findings) for line in self.lines if line.changes)
        if changed:
            return f"{changed:,} changed"
        news = {line.changed for line in self.lines} - {"", NOTHING}
        return "new" if FIRST in news else "other changes" if news else NOTHING

    @property
    def kind(self) -> str:
        """The class that the style sheet gives it."""
        return {FAILED: "bad", DAMAGED: "bad", NOT_MADE: "none", NOTHING: "same"}.get(
            self.state, "moved"
        )


def lines(held: Held) -> tuple[Line, ...]:
    """Every partnership with every notebook that anybody has a report of; areas by name.

    What was not made comes last. What failed counts as failed, whatever older page there is of it.
    """
    there = {(area, name) for area, report in held.reports.items() for name in report.notebooks}
    there |= held.failures.keys()
    own = {notebook for area, notebook in there if area in partnerships_by_slug()}
    there |= {(area, notebook) for area in partnerships_by_slug() for notebook in own}
    ordered = sorted(there, key=lambda each: (area_name(each[0]), each[1]))
    found = [_line(area, notebook, held) for area, notebook in ordered]
    return tuple(sorted(found, key=lambda line: line.outcome == NOT_MADE))


def reviews(reports: Mapping[str, Report]) -> dict[str, ReviewState]:
    """How far the review of each partnership's report has come; what is refused stands open."""
    return {
        area: _reviewed(report)
        for area, report in reports.items()
        if area in partnerships_by_slug()
    }


def _reviewed(report: Report) -> ReviewState:
    try:
        return state(report.folder)
    except HsciError as error:
        refused = OpenItem(Needs.MENDING, str(error), report.name, "mend it, and run again")
        return ReviewState((), (), (refused,))


def has_checklist(part: Part) -> bool:
    """Whether it is an annual report: it states every indicator."""
    return set(INDICATORS) <= {finding["measure"] for finding in part.findings.values()}


def _line(area: str, notebook: str, held: Held) -> Line:
    report = held.reports.get(area)
    part = report.parts.get(notebook) if report else None
    if (area, notebook) in held.failures:
        outcome = FAILED
    elif report and notebook in report.damaged:
        outcome = DAMAGED
    else:
        outcome = MADE if part else NOT_MADE
    if part is None:
        return Line(area, notebook, outcome)
    (changed,) = (each for each in held.changes[area] if each.after is part)
    review = held.reviews.get(area)
    if review is None:
        return Line(area, notebook, outcome, part, changed)
    needs = Counter(each.needs for each in review.open_items if each.blocks)
    if Needs.MENDING in needs:
        return Line(area, notebook, outcome, part, changed, review=Needs.MENDING)
    annual = has_checklist(part)
    return Line(
        area,
        notebook,
        outcome,
        part,
        changed,
        missing=needs[Needs.WORDS] if annual else None,
        review=", ".join([_signed(part, review), *(_beside(needs) if annual else ())]),
    )


def _signed(part: Part, review: ReviewState) -> str:
    """How many of a notebook's findings are signed as they are now."""
    signed = len(part.findings.keys() & set(review.signed))
    return f"{signed:,} of {len(part.findings):,} signed" if signed else NOT_SIGNED


def _beside(needs: Mapping[Needs, int]) -> Iterator[str]:
    """What else stands open in the whole report, beside signatures and parts to write."""
    for each, times in needs.items():
        if each not in (Needs.SIGNATURE, Needs.WORDS):
            yield f"{times:,} {each}"


def standings(
    lines: tuple[Line, ...], reviews: Mapping[str, ReviewState]
) -> Iterator[tuple[str, Standing]]:
    """By area, how it stands."""
    for area in dict.fromkeys(line.area for line in lines):
        items = reviews[area].open_items if area in reviews else ()
        own = tuple(line for line in lines if line.area == area)
        yield area, Standing(own, sum(each.blocks for each in items))


def _newest(table: str) -> str:
    """The name of the newest release held of a table; none where nothing is."""
    try:
        return source(table).release_name
    except HsciError:
        return "none"
