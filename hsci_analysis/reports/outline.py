"""Markdown as the page shows it: one h1, headings in order and linkable, no HTML let through."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

TITLE_LEVEL: Final = 1
SECTION_LEVEL: Final = 2


@dataclass
class Outline:
    """The headings of a page, gathered while its Markdown is rendered from top to bottom.

    The first ``# `` heading becomes ``title`` and leaves the text: the head of the page shows it.
    ``sections`` are the second-level headings, each with the id it is reached by. A heading that
    skips a level is raised to follow the one before.
    """

    title: str = ""
    sections: list[tuple[str, str]] = field(default_factory=list)
    _level: int = TITLE_LEVEL
    _ids: Counter[str] = field(default_factory=Counter)

    def render(self, markdown: str) -> str:
        """The Markdown as HTML; HTML written in it is shown, not obeyed."""
        return MarkdownWithMath(renderer=_Renderer(self)).render(markdown)

    def heading(self, text: str, level: int) -> str:
        """A heading as HTML, with ``text`` as HTML already; nothing for the title."""
        plain = html.unescape(re.sub(r"<[^>]+>", "", text)).strip()
        if level == TITLE_LEVEL and not self.title:
            self.title = plain
            return ""
        self._level = min(max(level, SECTION_LEVEL), self._level + 1)
        anchor = self._anchor(plain)
        if self._level == SECTION_LEVEL:
            self.sections.append((anchor, plain))
        return f'<h{self._level} id="{anchor}">{text}</h{self._level}>\n'

    def _anchor(self, plain: str) -> str:
        """An id from the heading's words, numbered when the words come again."""
        words = "-".join(re.findall(r"[a-z0-9]+", plain.casefold())) or "section"
        self._ids[words] += 1
        return words if self._ids[words] == 1 else f"{words}-{self._ids[words]}"


class _Renderer(IPythonRenderer):
    """nbconvert's renderer, with HTML and harmful links refused and headings kept by an outline."""

    def __init__(self, outline: Outline) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False)
        self._outline = outline

    def heading(self, text: str, level: int, **_: Any) -> str:
        return self._outline.heading(text, level)
