"""What can be read off a chart: the value of every mark above the label of a period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from hsci_analysis.narrative.lint import NUMERAL

NUMBER = r"-?\d+(?:\.\d+)?"
MOVED = re.compile(rf"translate\(({NUMBER})[ ,]+({NUMBER})\)")
LINE = re.compile(rf"[MLml]\s*({NUMBER})[ ,]+({NUMBER})")
AXIS = 60.0
"""Pixels that the numbers of a vertical axis take up at the left."""
BASELINE = 4.0
"""Pixels that such a number stands below the line it is of."""
NEAR = 1.0
"""Pixels from the middle of its label within which a mark stands for that period."""


@dataclass(frozen=True)
class Mark:
    """A value read off a chart at a period, to within ``exact`` of it."""

    about: str
    period: str
    value: float
    exact: float


def marks_in(text: str, periods: frozenset[str]) -> Iterator[Mark]:
    """Every mark of every chart in a page or picture that stands at one of these periods.

    A chart is read by the numbers at its vertical axis and the periods written below it; one that
    has other axes gives nothing.
    """
    soup = BeautifulSoup(text, "html.parser")
    heading = ""
    for tag in soup.find_all(["h1", "h2", "h3", "p", "svg"]):
        if tag.name != "svg":
            is_head = tag.name != "p" or "official" in str(tag.get("class"))
            heading = tag.get_text(" ") if is_head else heading
        else:
            yield from _marks(tag, f"{heading}; {tag.get('aria-label', '')}", periods)


def _marks(chart: Tag, about: str, periods: frozenset[str]) -> Iterator[Mark]:
    labels = [(label.get_text().strip(), *_at(label)) for label in chart.find_all("text")]
    left = min((x for _, x, _ in labels), default=0.0) + AXIS
    numbers = [(y, said) for said, x, y in labels if NUMERAL.fullmatch(said) and x < left]
    scale = sorted((y, float(said.replace(",", ""))) for y, said in numbers)
    below = [(said, x) for said, x, _ in labels if said in periods]
    if not below or not scale or scale[0][0] == scale[-1][0]:
        return
    (top, most), (bottom, least) = scale[0], scale[-1]
    each = (most - least) / (bottom - top)
    for mark in chart.find_all(["path", "circle", "rect"]):
        for x, y in _points(mark):
            for period, place in below:
                if abs(x - place) <= NEAR and top - 2 * AXIS <= y <= bottom:
                    yield Mark(about, period, least + (bottom - BASELINE - y) * each, 1.5 * each)


def _points(mark: Tag) -> Iterator[tuple[float, float]]:
    x, y = _at(mark)
    d = str(mark.get("d", ""))
    if mark.name == "circle":
        yield x + _number(mark, "cx"), y + _number(mark, "cy")
    elif mark.name == "rect":
        yield x + _number(mark, "x") + _number(mark, "width") / 2, y + _number(mark, "y")
    elif re.search("[Aa]", d):  # a symbol, drawn around its place
        yield x, y
    else:
        yield from ((x + float(right), y + float(down)) for right, down in LINE.findall(d))


def _number(tag: Tag, attribute: str) -> float:
    found = re.match(NUMBER, str(tag.get(attribute)))
    return float(found.group()) if found else 0.0


def _at(tag: Tag) -> tuple[float, float]:
    """Where a thing is drawn, by all that moves it."""
    x = y = 0.0
    for each in (tag, *tag.parents):
        if found := MOVED.search(str(each.get("transform", "")) if each.attrs else ""):
            x, y = x + float(found[1]), y + float(found[2])
    return x, y
