"""The charts of a page as they were beside the charts as they are."""

from __future__ import annotations

import base64
import html
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from hsci_analysis.reports.pictures import FIGURE

NARROW = re.compile(r'<div class="narrow" hidden>(<svg.*?</svg>)</div>', flags=re.DOTALL)
"""The drawing for a phone; two of them stand side by side on a page."""


@dataclass(frozen=True)
class Chart:
    """A chart of a page: its caption, its alt text, and its picture as an address that holds it.

    As an image a picture runs nothing and asks for nothing, whatever is in it.
    """

    caption: str
    alt_text: str
    address: str


@dataclass(frozen=True)
class Pair:
    """One chart before and after; one of them is missing where the chart is new or gone."""

    before: Chart | None
    after: Chart | None

    @property
    def caption(self) -> str:
        return next(chart.caption for chart in (self.after, self.before) if chart)


def charts_changed(before: Path, after: Path) -> tuple[Pair, ...]:
    """The charts that differ between two pages, in the order of the second."""
    was, now = _charts(before), _charts(after)
    names = [*now, *(name for name in was if name not in now)]
    pairs = (Pair(was.get(name), now.get(name)) for name in names)
    return tuple(pair for pair in pairs if pair.before != pair.after)


def _charts(page: Path) -> dict[tuple[str, int], Chart]:
    """By subject, and which of that subject it is; a subject is a caption without its period."""
    charts: dict[tuple[str, int], Chart] = {}
    times: Counter[str] = Counter()
    for found in FIGURE.finditer(page.read_text(encoding="utf-8")):
        caption = html.unescape(found["caption"])
        subject = re.sub(r", [^,]*\d[^,]*$", "", caption)
        narrow = NARROW.search(found.group())
        drawing = narrow[1] if narrow else found["svg"]
        picture = base64.b64encode(drawing.encode()).decode()
        chart = Chart(caption, html.unescape(found["alt"]), f"data:image/svg+xml;base64,{picture}")
        charts[subject, times[subject]] = chart
        times[subject] += 1
    return charts
