"""Colours by what they mean, and the look every chart shares.

The colours are Public Health Scotland's where their contrast allows: 3 to 1 against white for
lines and points, 4.5 to 1 for text (WCAG 2.2, 1.4.11 and 1.4.3). Its green, at 2.3 to 1, is never
used. Lightness differs along with hue, so that charts survive greyscale, and nothing is said by
colour alone: every line and band is named where it stands.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final


class Colour(StrEnum):
    """What a colour stands for."""

    MEASURED = "#3F3685"
    """What was counted: purple, 10.1 to 1."""
    REPORTED = "#9B4393"
    """The period the report is about: magenta, 5.8 to 1."""
    EXPECTED = "#1E7F84"
    """Mean and limits of a process: teal, 4.8 to 1."""
    WORDS = "#222222"
    """Text, 15.9 to 1."""
    QUIET_WORDS = "#595959"
    """Text that may be read last, 7.0 to 1."""
    PAPER = "#FFFFFF"
    REPORTED_GROUND = "#F7E9F5"
    """The ground under the period the report is about."""
    SET_APART = "#EEEEEE"
    """The ground under months that are described apart; its name is written on it."""
    LIKELY_GROUND = "#B5D9DB"
    """The ground of an 80 % interval; its name stands at its end."""
    POSSIBLE_GROUND = "#DCEEEF"
    """The ground of a 95 % interval; its name stands at its end."""
    GRIDLINE = "#BEBEBE"
    """Decoration only, 1.9 to 1: the axis labels carry the scale."""


GRAPHICS: Final = (Colour.MEASURED, Colour.REPORTED, Colour.EXPECTED)
"""Colours lines and points may have; they need 3 to 1 against the paper."""

TEXTS: Final = (Colour.MEASURED, Colour.REPORTED, Colour.EXPECTED, Colour.WORDS, Colour.QUIET_WORDS)
"""Colours text may have; they need 4.5 to 1 against the paper."""

FONT: Final = "Arial, Helvetica, sans-serif"
"""Faces every machine has or replaces, so that no page fetches one."""

SOLID: Final = (1, 0)
DASHED: Final = (5, 3)
DOTTED: Final = (1.5, 3)
"""With DASHED, the only two dash styles."""


def configuration(text_size: int) -> dict[str, Any]:
    """What every chart shares, as Altair's ``configure`` takes it.

    Shapes are hidden from assistive technology one by one, since the figure speaks for all of them.
    The sizes are given, never measured from text, so that a machine's fonts don't move anything.
    """
    return {
        "aria": False,
        "autosize": {"type": "none"},
        "background": Colour.PAPER.value,
        "font": FONT,
        "view": {"stroke": None},
        "text": {"fontSize": text_size, "color": Colour.WORDS.value},
        "axis": {
            "domainColor": Colour.QUIET_WORDS.value,
            "grid": False,
            "labelAngle": 0,
            "labelColor": Colour.WORDS.value,
            "labelFontSize": text_size,
            "labelOverlap": False,
            "labelPadding": 6,
            "ticks": False,
            "title": None,
        },
    }
