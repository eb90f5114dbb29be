"""A chart that can be heard: static SVG with its caption, its alt text, and nothing else."""

from __future__ import annotations

import html
import os
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final
from xml.etree import ElementTree

import altair

from hsci_analysis.charts.converter import checked, to_svg
from hsci_analysis.errors import FindingError

Chart = altair.Chart | altair.LayerChart

INTERACTIVE: Final = "application/vnd.vegalite.v5+json"
INTERACTIVE_SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"
"""The newest chart format the JupyterLab of the lock draws by itself."""

TITLE_WIDTH: Final = 78
TITLE_LINE: Final = 20

SVG: Final = "http://www.w3.org/2000/svg"
UNSEEN: Final = {("opacity", "0"), ("display", "none")}
UNSEEN_ATTRIBUTES: Final = ("role", "class", "pointer-events")
LONG_FRACTION: Final = re.compile(r"-?\d+\.\d{3,}")


@dataclass(frozen=True, eq=False)
class Figure:
    """A chart with the words that introduce it and the words that stand in for it.

    Parameters
    ----------
    chart
        The picture, of a fixed size and padding, with a configuration.
    alt_text
        What the picture shows, for whoever does not see it.
    caption
        The title, written above the picture as text.
    narrow
        The same picture drawn for a phone, or for a page at 400 %; the page shows one of the two.

    Raises
    ------
    FindingError
        If the alt text or the caption is empty.
    """

    chart: Chart = field(repr=False)
    alt_text: str
    caption: str
    narrow: Chart | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        missing = [
            name
            for name, words in (("an alt text", self.alt_text), ("a caption", self.caption))
            if not words.strip()
        ]
        if missing:
            raise FindingError(
                f"a figure needs {' and '.join(missing)}, and none came; "
                "take the words from the finding the figure shows"
            )

    @cached_property
    def svg(self) -> str:
        """The picture as an SVG that stands alone; the same bytes every time."""
        root = _drawn(self.chart)
        root.attrib |= {"role": "img", "aria-label": self.alt_text}
        return _written(root)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        # One picture only: given both, JupyterLab shows the HTML.
        bundle: dict[str, Any] = {"text/plain": self.alt_text}
        if _in_jupyterlab(os.environ):
            bundle[INTERACTIVE] = self._interactive()
        else:
            bundle["text/html"] = self.html
        return bundle

    def _interactive(self) -> dict[str, Any]:
        """The chart as JupyterLab draws it: with tooltips, its title, and a name of its own."""
        specification = self.chart.to_dict()
        title = textwrap.wrap(self.caption, TITLE_WIDTH)
        padding = specification["padding"]
        return specification | {
            "$schema": INTERACTIVE_SCHEMA,
            "config": specification["config"] | {"aria": True},
            "description": self.alt_text,
            "padding": padding | {"top": padding["top"] + TITLE_LINE * len(title)},
            "title": {"text": title, "anchor": "start", "frame": "bounds", "fontSize": 15},
        }

    @cached_property
    def html(self) -> str:
        pictures = f'<div class="wide">{_written(_hidden(self.chart))}</div>'
        if self.narrow is not None:
            # `hidden` holds wherever the page's style sheet is absent; the style sheet swaps them.
            pictures += f'<div class="narrow" hidden>{_written(_hidden(self.narrow))}</div>'
        return (
            f"<figure><figcaption>{html.escape(self.caption)}</figcaption>"
            f'<div class="picture" role="img" aria-label="{html.escape(self.alt_text)}">'
            f"{pictures}</div></figure>"
        )


def _in_jupyterlab(environment: Mapping[str, str]) -> bool:
    """Whether a person sits at this kernel: Jupyter Server names the session, a batch does not."""
    return "JPY_SESSION_NAME" in environment


def _drawn(chart: Chart) -> ElementTree.Element:
    """The chart as SVG elements, without what nobody sees and without roles of its own."""
    text = to_svg(chart.to_dict(validate=checked()))
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(text)  # noqa: S314 - written by our own converter a line above
    for parent in list(root.iter()):
        for child in list(parent):
            if UNSEEN & set(child.attrib.items()):
                parent.remove(child)
    for element in root.iter():
        for name in list(element.attrib):
            if name in UNSEEN_ATTRIBUTES or name.startswith("aria-"):
                del element.attrib[name]
            else:
                element.attrib[name] = LONG_FRACTION.sub(_shortened, element.attrib[name])
    return root


def _shortened(number: re.Match[str]) -> str:
    """A coordinate to a hundredth of a pixel."""
    return f"{float(number.group()):.2f}".rstrip("0").rstrip(".")


def _hidden(chart: Chart) -> ElementTree.Element:
    """The chart as SVG inside a figure that already speaks for it."""
    root = _drawn(chart)
    root.attrib |= {"aria-hidden": "true", "focusable": "false"}
    return root


def _written(root: ElementTree.Element) -> str:
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)
