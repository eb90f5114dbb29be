"""What changed between two runs of a report: its findings, its words, its charts, its settings."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from hsci_analysis.review.charts_kept import Pair, charts_changed
from hsci_analysis.review.differences import Difference, What, differences
from hsci_analysis.review.held import Part, Report
from hsci_analysis.review.reasons import likely_reason
from hsci_analysis.review.settings import settings_changed
from hsci_analysis.review.words import Told, tell

Found = TypeVar("Found")
FIRST = "made for the first time"
NOTHING = "nothing new"
GONE = "no longer made"
PASSAGE = re.compile(r"<(p|li|h[1-4])\b[^>]*>(.*?)</\1>", flags=re.DOTALL)

EVIDENCE = re.compile(r'<ol class="evidence">.*?</ol>', flags=re.DOTALL)
"""The findings once more, at the end of a page; they are compared one by one."""


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
        return _of_both(self, lambda was, now: differences(was.findings, now.findings))

    @cached_property
    def told(self) -> dict[What, tuple[Told, ...]]:
        """The differences in words, by what became of the finding."""
        return {
            what: tuple(self._tell(each) for each in self.findings if each.what is what)
            for what in dict.fromkeys(each.what for each in self.findings)
        }

    @cached_property
    def settings(self) -> tuple[str, ...]:
        return _of_both(self, lambda was, now: settings_changed(was.record, now.record))

    @cached_property
    def charts(self) -> tuple[Pair, ...]:
        return _of_pages(self, charts_changed)

    @cached_property
    def words_gone(self) -> tuple[str, ...]:
        """What the page no longer says."""
        return _of_pages(self, _gone)

    @cached_property
    def words_new(self) -> tuple[str, ...]:
        """What the page says now and did not say before."""
        return _of_pages(self, lambda was, now: _gone(now, was))

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
        if self.words_gone or self.words_new or self.charts:
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
        yield from (f"other chart: {pair.caption}" for pair in self.charts)
        yield from (f"words gone: {text}" for text in self.words_gone)
        yield from (f"words new: {text}" for text in self.words_new)
        yield from self.settings

    def _tell(self, difference: Difference) -> Told:
        reason = ""
        if difference.what is What.REVISED and self.before and self.after:
            reason = likely_reason(difference, self.before.record, self.after.record)
        return tell(difference, reason)


def _of_both(
    changed: NotebookChanges, what: Callable[[Part, Part], tuple[Found, ...]]
) -> tuple[Found, ...]:
    """What differs between the two; nothing where there is only one."""
    if changed.before is None or changed.after is None:
        return ()
    return what(changed.before, changed.after)


def _of_pages(
    changed: NotebookChanges, what: Callable[[Path, Path], tuple[Found, ...]]
) -> tuple[Found, ...]:
    """What differs between the two pages; nothing where they are the same file."""

    def of(was: Part, now: Part) -> tuple[Found, ...]:
        return () if was.page_sha256 == now.page_sha256 else what(was.page, now.page)

    return _of_both(changed, of)


def changes(before: Report, after: Report) -> tuple[NotebookChanges, ...]:
    """What changed, notebook by notebook, in the order of their names."""
    names = sorted(before.parts.keys() | after.parts.keys())
    return tuple(NotebookChanges(before.parts.get(name), after.parts.get(name)) for name in names)


def _gone(was: Path, now: Path) -> tuple[str, ...]:
    """The passages of one page that the other has not."""
    kept = _passages(now)
    return tuple(text for text in _passages(was) if text not in kept)


def _passages(page: Path) -> dict[str, None]:
    """The paragraphs, items and headings of a page as text, each once, in order."""
    found = PASSAGE.finditer(EVIDENCE.sub("", page.read_text(encoding="utf-8")))
    texts = (html.unescape(re.sub(r"<[^>]+>", "", each[2])) for each in found)
    return dict.fromkeys(" ".join(text.split()) for text in texts)
