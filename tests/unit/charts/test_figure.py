"""A figure speaks once, in its alt text, and gives the same bytes everywhere."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree

import altair
import pytest
from bs4 import BeautifulSoup

from hsci_analysis.charts.figure import INTERACTIVE, Figure
from hsci_analysis.errors import FindingError
from tests.environment import ROOT
from tests.executed_notebook import figure

HOSTILE = 'Beds & "bays" <script>alert(1)</script>'


@pytest.fixture(scope="module")
def shown() -> Figure:
    return figure()


@pytest.fixture(autouse=True)
def _in_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)


def page(of: Figure) -> BeautifulSoup:
    return BeautifulSoup(of._repr_mimebundle_()["text/html"], "html.parser")


@pytest.mark.parametrize("missing", [{"alt_text": " "}, {"caption": ""}])
def test_a_figure_without_words_is_refused(shown: Figure, missing: dict[str, str]) -> None:
    with pytest.raises(FindingError, match="take the words from the finding"):
        replace(shown, **missing)


def test_both_missing_words_are_named_at_once(shown: Figure) -> None:
    with pytest.raises(FindingError, match="an alt text and a caption"):
        replace(shown, alt_text="", caption="")


def test_it_speaks_once(shown: Figure) -> None:
    spoken = page(shown).select("[role], [aria-label], [aria-labelledby], title, desc")
    assert [(part.name, part["role"], part["aria-label"]) for part in spoken] == [
        ("div", "img", shown.alt_text)
    ]


def test_its_shapes_are_silent(shown: Figure) -> None:
    pictures = page(shown).select("svg")
    assert [picture["aria-hidden"] for picture in pictures] == ["true", "true"]
    assert page(shown).select("svg [aria-hidden], svg [aria-roledescription]") == []


def test_its_caption_is_text_above_the_picture(shown: Figure) -> None:
    caption, picture = page(shown).figure.find_all(recursive=False)
    assert caption.name == "figcaption"
    assert caption.get_text() == shown.caption
    assert picture["class"] == ["picture"]


def test_one_of_the_two_drawings_shows_without_a_style_sheet(shown: Figure) -> None:
    wide, narrow = page(shown).select(".picture > div")
    assert not wide.has_attr("hidden")
    assert narrow.has_attr("hidden")


def test_a_figure_may_have_one_drawing_only(shown: Figure) -> None:
    assert len(page(replace(shown, narrow=None)).select("svg")) == 1


def test_its_words_are_escaped(shown: Figure) -> None:
    hostile = replace(shown, alt_text=HOSTILE, caption=HOSTILE)
    parsed = page(hostile)
    assert parsed.select("script") == []
    assert parsed.find(role="img")["aria-label"] == HOSTILE
    assert parsed.figcaption.get_text() == HOSTILE
    assert ElementTree.fromstring(hostile.svg).get("aria-label") == HOSTILE


def test_it_carries_no_script_style_or_address(shown: Figure) -> None:
    text = shown._repr_mimebundle_()["text/html"]
    parsed = BeautifulSoup(text, "html.parser")
    assert parsed.select("script, style, image, use, a, [style], [id], [href]") == []
    assert text.replace("http://www.w3.org/2000/svg", "").count("http") == 0
    assert "@font-face" not in text


def test_nothing_is_in_it_that_is_not_shown(shown: Figure) -> None:
    parsed = page(shown)
    assert parsed.select('svg [opacity="0"], svg [display="none"]') == []
    assert "August 2019" not in parsed.select_one("svg").get_text()


def test_text_plain_is_the_alt_text(shown: Figure) -> None:
    assert shown._repr_mimebundle_()["text/plain"] == shown.alt_text


def test_standing_alone_the_picture_names_itself(shown: Figure) -> None:
    root = ElementTree.fromstring(shown.svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", shown.alt_text)
    assert shown.svg.count("aria-") == 1


def test_two_drawings_of_one_finding_are_the_same_bytes(shown: Figure) -> None:
    assert figure().svg == shown.svg
    assert figure()._repr_mimebundle_() == shown._repr_mimebundle_()


def test_another_process_with_another_clock_draws_the_same_bytes(shown: Figure) -> None:
    program = (
        "import hashlib; from tests.executed_notebook import figure;"
        "html = figure()._repr_mimebundle_()['text/html'];"
        "print(hashlib.sha256(html.encode()).hexdigest())"
    )
    elsewhere = {**os.environ, "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"}
    printed = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=elsewhere, capture_output=True, check=True
    )
    here = shown._repr_mimebundle_()["text/html"].encode()
    assert printed.stdout.decode().strip() == hashlib.sha256(here).hexdigest()


def test_a_batch_gets_no_interactive_chart(shown: Figure) -> None:
    assert set(shown._repr_mimebundle_()) == {"text/html", "text/plain"}


def test_jupyterlab_gets_the_interactive_chart(
    shown: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JPY_SESSION_NAME", "notebooks/patient_flow.ipynb")
    bundle = shown._repr_mimebundle_()
    assert bundle[INTERACTIVE]["description"] == shown.alt_text
    assert altair.LayerChart.from_dict(bundle[INTERACTIVE])
