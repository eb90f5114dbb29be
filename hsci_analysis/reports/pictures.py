"""The pictures of a page as files of their own: SVG as drawn, and PNG for programs without it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

from hsci_analysis.charts.converter import to_png

FOLDER = "figures"
FIGURE = re.compile(
    r"<figure><figcaption>(?P<caption>.*?)</figcaption>"
    r'<div class="picture" role="img" aria-label="(?P<alt>[^"]*)">'
    r'<div class="wide">(?P<svg><svg.*?</svg>)</div>.*?</figure>',
    flags=re.DOTALL,
)
"""A figure as ``charts`` writes it."""
PICTURE = re.compile(r'<svg\b[^>]*aria-label="(?P<alt>[^"]*)".*?</svg>', flags=re.DOTALL)
"""A small picture that speaks for itself, as the easy-read part has them."""
UNHEARD = ' aria-hidden="true" focusable="false"'


@dataclass(frozen=True)
class Picture:
    """One picture of the page: its file names without a suffix, and the words that go with it."""

    name: str
    svg: str
    alt_text: str
    caption: str

    def write(self, folder: Path) -> dict[str, Path]:
        """Write SVG and PNG below ``folder``; returns both by their names."""
        files = {f"{FOLDER}/{self.name}.{kind}": folder for kind in ("svg", "png")}
        paths = {name: folder / name for name in files}
        drawn, painted = paths.values()
        drawn.parent.mkdir(exist_ok=True)
        drawn.write_text(f"{self.svg}\n", encoding="utf-8")
        painted.write_bytes(to_png(self.svg))
        return paths

    @property
    def image(self) -> str:
        """The picture as HTML that points at its PNG."""
        alt = html.escape(self.alt_text)
        image = f'<img src="{FOLDER}/{self.name}.png" alt="{alt}" />'
        if not self.caption:
            return image
        caption = f"<figcaption>{html.escape(self.caption)}</figcaption>"
        return f"<figure>{image}{caption}</figure>"


class Pictures:
    """Takes the pictures out of shown HTML, one after the other, and keeps them."""

    def __init__(self) -> None:
        self.taken: list[Picture] = []

    def taken_out_of(self, shown: str) -> str:
        """The HTML with each picture replaced by an image of its file."""
        return PICTURE.sub(self._small, FIGURE.sub(self._figure, shown))

    def _figure(self, found: re.Match[str]) -> str:
        alt, caption = found["alt"], html.unescape(found["caption"])
        heard = f' role="img" aria-label="{alt}"'
        return self._kept(found["svg"].replace(UNHEARD, heard, 1), alt, caption)

    def _small(self, found: re.Match[str]) -> str:
        return self._kept(found.group(), found["alt"], "")

    def _kept(self, svg: str, alt: str, caption: str) -> str:
        same = [each for each in self.taken if each.svg == svg]
        if same:
            return same[0].image
        words = html.unescape(alt)
        named = re.sub(r"[^a-z0-9]+", "-", (caption or words).casefold()).strip("-")
        name = f"{len(self.taken) + 1:02}-{named[:60].strip('-')}"
        self.taken.append(Picture(name, svg, words, caption))
        return self.taken[-1].image
