"""What changed between two runs of a report: its findings, its words, its charts, its settings."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hsci_analysis.review.charts_kept import Pair, charts_changed
from hsci_analysis.review.differences import Difference, What, differences
from hsci_analysis.review.held import Part, Report
from hsci_analysis.review.reasons import likely_reason
from hsci_analysis.review.settings import settings_changed
from hsci_analysis.review.words import Told, tell

FIRST = "made for the first time"
NOTHING = "nothing new"
GONE = "no longer made"
PASSAGE = re.compile(r"<(p|li|h[1-4])\b[^>]*>(.*?)</\1>", flags=re.DOTALL)


@dataclass(frozen=True)
class NotebookChanges:
    """What one notebook says now, and what it said before; one is None where it was not made."""

    before: Part | None
    after: Part | None

    @property
    def title(self) -> str:
        return next(part.title for part in (self.after, self.before) if part)

    @cached_property
    def findings(self) -> tuple[Difference, ...]:
        if self.before is None or self.after is None:
            return ()
        return differences(self.before.findings, self.after.findings)

    @cached_property
    def told(self) -> dict[What, tuple[Told, ...]]:
        """The differences in words, by what became of the finding."""
        return {
            what: tuple(self._tell(each) for each in self.findings if each.what is what)
            for what in dict.fromkeys(each.what for each in self.findings)
        }

    @cached_property
    def settings(self) -> tuple[str, ...]:
        if self.before is None or self.after is None:
            return ()
        return settings_changed(self.before.record, self.after.record)

    @cached_property
    def charts(self) -> tuple[Pair, ...]:
        return charts_changed(*self._pages) if self._other_page else ()

    @cached_property
    def passages(self) -> tuple[Sequence[str], Sequence[str]]:
        """What the page no longer says, and what it says now."""
        if not self._other_page:
            return (), ()
        was, now = map(_passages, self._pages)
        return [each for each in was if each not in now], [each for each in now if each not in was]

    @property
    def summary(self) -> str:
        """One line: how many findings differ and how, or what else does, or nothing new."""
        if self.before is None:
            return FIRST
        if self.after is None:
            return GONE
        counts = Counter(each.what for each in self.findings)
        if counts:
            return ", ".join(f"{counts[what]:,} {what}" for what in What if counts[what])
        if any(self.passages) or self.charts:
            return "other words or charts only"
        return "other settings or versions only" if self.settings else NOTHING

    @property
    def anything(self) -> bool:
        return self.summary != NOTHING

    @property
    def lines(self) -> Iterator[str]:
        """All of it in words, a line each."""
        for what, told in self.told.items():
            yield from (f"{what}: {one}" for one in told)
        for pair in self.charts:
            yield f"chart: {pair.caption}"
        was, now = self.passages
        yield from (f"words gone: {text}" for text in was)
        yield from (f"words new: {text}" for text in now)
        yield from self.settings

    def _tell(self, difference: Difference) -> Told:
        reason = ""
        if difference.what is What.REVISED and self.before and self.after:
            reason = likely_reason(difference, self.before.record, self.after.record)
        return tell(difference, reason)

    @property
    def _other_page(self) -> bool:
        """Whether both pages are there and differ."""
        if self.before is None or self.after is None:
            return False
        name = self.after.page.name
        was, now = (part.record["outputs"].get(name) for part in (self.before, self.after))
        return bool(was != now)

    @property
    def _pages(self) -> tuple[Path, Path]:
        assert self.before is not None  # noqa: S101 - both are there, or nothing asks
        assert self.after is not None  # noqa: S101
        return self.before.page, self.after.page


def changes(before: Report, after: Report) -> tuple[NotebookChanges, ...]:
    """What changed, notebook by notebook, in the order of their names."""
    names = sorted(before.parts.keys() | after.parts.keys())
    return tuple(NotebookChanges(before.parts.get(name), after.parts.get(name)) for name in names)


def _passages(page: Path) -> dict[str, None]:
    """The paragraphs, items and headings of a page as text, each once, in order."""
    found = PASSAGE.finditer(page.read_text(encoding="utf-8"))
    texts = (html.unescape(re.sub(r"<[^>]+>", "", each[2])) for each in found)
    return dict.fromkeys(" ".join(text.split()) for text in texts)
