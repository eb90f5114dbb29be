"""The palette against the WCAG 2.2 formula for contrast, in colour and in grey."""

import itertools

import pytest

from hsci_analysis.charts import theme
from hsci_analysis.charts.theme import Colour

PHS_GREEN = "#83BB26"


def luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("colour", "published"),
    [("#3F3685", 10.1), ("#9B4393", 5.8), ("#1E7F84", 4.8), (PHS_GREEN, 2.3), ("#BEBEBE", 1.9)],
)
def test_the_formula_gives_the_published_figures(colour: str, published: float) -> None:
    assert contrast(colour, "#FFFFFF") == pytest.approx(published, abs=0.06)


GROUNDS = (
    Colour.PAPER,
    Colour.SET_APART,
    Colour.REPORTED_GROUND,
    Colour.LIKELY_GROUND,
    Colour.POSSIBLE_GROUND,
)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("colour", theme.GRAPHICS)
def test_lines_and_points_stand_out_from_every_ground(colour: Colour, ground: Colour) -> None:
    assert contrast(colour, ground) >= 3


@pytest.mark.parametrize("colour", theme.TEXTS)
def test_text_can_be_read_on_paper(colour: Colour) -> None:
    assert contrast(colour, Colour.PAPER) >= 4.5


def test_names_of_tabs_can_be_read_on_their_ground() -> None:
    assert contrast(Colour.WORDS, Colour.SET_APART) >= 4.5
    assert contrast(Colour.REPORTED, Colour.REPORTED_GROUND) >= 4.5
    assert contrast(Colour.REPORTED, Colour.SET_APART) >= 4.5


def test_lines_differ_in_grey() -> None:
    grey = sorted(luminance(colour) for colour in theme.GRAPHICS)
    assert all(after - before > 0.03 for before, after in itertools.pairwise(grey))


def test_publishers_green_is_not_used() -> None:
    assert PHS_GREEN not in {colour.upper() for colour in Colour}


def test_two_dash_styles_at_most() -> None:
    styles = {theme.SOLID, theme.DASHED, theme.DOTTED} - {(1, 0)}
    assert len(styles) == 2
