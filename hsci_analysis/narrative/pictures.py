"""Small pictures for easy reading, drawn here: dark shapes on white, each with its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

INK = "#3F3685"
"""The purple of measured figures in the charts, 10.1 to 1 against white."""


@dataclass(frozen=True)
class SmallPicture:
    """What it shows in words, and its shapes within 64 by 64."""

    alt_text: str
    shapes: str

    @property
    def svg(self) -> str:
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64"'
            f' role="img" aria-label="{escape(self.alt_text)}">'
            f'<g fill="none" stroke="{INK}" stroke-width="4" stroke-linecap="round"'
            f' stroke-linejoin="round">{self.shapes}</g></svg>'
        )


PICTURES: Mapping[str, SmallPicture] = {
    "calendar": SmallPicture(
        "A calendar",
        '<rect x="8" y="12" width="48" height="44" rx="4"/><path d="M8 26h48M22 6v10M42 6v10"/>',
    ),
    "care": SmallPicture(
        "A hand that holds a heart",
        '<path d="M32 34c-14-10-14-22-5-22 3 0 5 3 5 5 0-2 2-5 5-5 9 0 9 12-5 22z"/>'
        '<path d="M6 46h14l8 6h14c5 0 14-10 14-10"/>',
    ),
    "down": SmallPicture("An arrow down", '<path d="M32 8v46M14 38l18 18 18-18"/>'),
    "grade": SmallPicture(
        "A star", '<path d="M32 6l8 17 18 2-13 13 3 19-16-9-16 9 3-19L6 25l18-2z"/>'
    ),
    "home": SmallPicture(
        "A house", '<path d="M6 32L32 8l26 24M14 26v30h36V26"/><path d="M27 56V40h10v16"/>'
    ),
    "hospital": SmallPicture(
        "A hospital",
        '<rect x="10" y="10" width="44" height="46" rx="3"/><path d="M32 20v24M20 32h24"/>',
    ),
    "people": SmallPicture(
        "Two people",
        '<circle cx="22" cy="18" r="9"/><circle cx="44" cy="22" r="7"/>'
        '<path d="M6 56c0-14 6-22 16-22s16 8 16 22M42 36c9 0 14 8 14 20"/>',
    ),
    "question": SmallPicture(
        "A question mark",
        '<path d="M20 22c0-8 5-14 12-14s12 5 12 12c0 9-12 10-12 20"/><path d="M32 54v1"/>',
    ),
    "same": SmallPicture("An equals sign", '<path d="M12 24h40M12 42h40"/>'),
    "scotland": SmallPicture(
        "The flag of Scotland",
        '<rect x="5" y="14" width="54" height="36"/><path d="M5 14l54 36M59 14L5 50"/>',
    ),
    "up": SmallPicture("An arrow up", '<path d="M32 56V10M14 26L32 8l18 18"/>'),
}
