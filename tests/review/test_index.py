"""The index and the pages of changes as reviewers meet them: by eye, keyboard, phone and paper."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from hsci_analysis.areas import find_partnership, partnerships
from hsci_analysis.commentary.local import commentary_folder
from hsci_analysis.folders import ROOT
from hsci_analysis.periods import FinancialYear
from hsci_analysis.review.pages import write_index
from tests.executed_notebook import figure
from tests.made_reports import PAGE, level, make_report
from tests.review.test_page import HOSTILE, WCAG_2_2_AA

YEAR = FinancialYear(2024)
SAID = f"patient_flow stopped at cell In [3], which begins 'flow':\n  TableError: {HOSTILE}"
FAILED = {"job": "2024-25/moray/patient_flow", "said": SAID, "run": "2026-01-14T0000-1"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of a year in which all that can be told is to be told; with hostile words in it."""
    reports = tmp_path_factory.mktemp("reports")
    year = reports / YEAR.slug
    before, now = figure(), figure(alt_text=HOSTILE)
    for each in partnerships():
        years = [
            level(100.0 + 7 * len(each.name), each.slug, period=f"{start}/{start % 100 + 1}")
            for start in (2020, 2021, 2022, 2024)
        ]
        stated = [*years, level(3.0, each.slug, measure="NI-17", cautions=(HOSTILE,))]
        pages = {"patient_flow": PAGE.format(now.html)}
        settings = {"partnership": each.slug, "note": HOSTILE}
        report = year / each.slug
        make_report(report, {"patient_flow": stated}, pages=pages, parameters=settings)
        old = [level(99.0, each.slug), level(3.0, each.slug, measure="NI-18")]
        kept = {"patient_flow": PAGE.format(before.html)}
        make_report(report / "previous", {"patient_flow": old}, pages=kept)
    (year / "moray.patient_flow.failed.json").write_text(json.dumps(FAILED))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HSCI_REPORTS", str(reports))
        patch.setenv("HSCI_PARAMETERS", str(shutil.copytree(ROOT / "parameters", reports / "p")))
        figure_read = {"about": level(1.0).id, "figure": HOSTILE, "author": HOSTILE}
        commentary("fife", figure_read | {"written": "2025-06-30"})
        commentary("moray", {HOSTILE: HOSTILE})
        page = write_index(YEAR)
    assert page is not None
    return page


def commentary(slug: str, settings: dict[str, str]) -> None:
    """A text with hostile settings, in a file of a hostile name."""
    folder = commentary_folder(find_partnership(slug), YEAR)
    folder.mkdir(parents=True)
    name = HOSTILE.partition(" = ")[0]
    (folder / f"{name}.md").write_text(f"---\n{json.dumps(settings)}\n---\n{HOSTILE}\n")


@pytest.fixture(scope="module", params=["index.html", "fife.changes.html"])
def page_file(index: Path, request: pytest.FixtureRequest) -> Path:
    return index.with_name(request.param)


@pytest.mark.parametrize("settings", [{}, {"width": 320}, {"forced_colors": "active"}])
def test_axe_finds_nothing_against_it(opened, page_file: Path, settings: dict[str, object]) -> None:
    page = opened(page_file, bypass_csp=True, **settings)
    found = Axe().run(page, options={"runOnly": WCAG_2_2_AA})
    assert [one["id"] for one in found.response["violations"]] == []


def test_it_asks_for_nothing_and_runs_nothing_that_is_not_its_own(opened, page_file: Path) -> None:
    page = opened(page_file)
    page.wait_for_load_state("networkidle")
    assert [each for each in page.requests_made if not each.startswith("data:")] == [
        page_file.as_uri()
    ]
    assert page.complaints == []
    assert page.title() != "taken"


def test_hostile_words_are_words_even_without_the_policy(opened, page_file: Path) -> None:
    """What came from an error, a parameter, a caution, a caption or a commentary is escaped."""
    page = opened(page_file, bypass_csp=True)
    page.wait_for_load_state("networkidle")
    assert page.title() != "taken"
    expect(page.get_by_text(HOSTILE[:40]).first).to_be_attached()


def test_a_hostile_commentary_is_told_word_for_word(opened, index: Path) -> None:
    said = {"fife": f"was {HOSTILE} when it was written", "moray": "no key called '<script>"}
    for slug, words in said.items():
        page = opened(index.with_name(f"{slug}.changes.html"), bypass_csp=True)
        assert any(words in each for each in page.locator("li.open").all_inner_texts())
        assert page.title() != "taken"


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_it_never_scrolls_sideways(opened, page_file: Path, width: int) -> None:
    page = opened(page_file, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def names(page: Page) -> list[str]:
    return page.locator("#reports tbody th").all_inner_texts()


def test_a_keyboard_finds_sorts_and_turns_round(opened, index: Path) -> None:
    page = opened(index)
    page.get_by_label("Find").focus()
    page.keyboard.type("ayrshire")
    assert names(page) == ["East Ayrshire", "North Ayrshire", "South Ayrshire"]
    expect(page.get_by_role("status")).to_have_text("3 of 31 reports")
    head = page.get_by_role("columnheader", name="Partnership")
    while not page.evaluate("document.activeElement.closest('th')"):
        page.keyboard.press("Tab")
    expect(head.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert names(page) == ["South Ayrshire", "North Ayrshire", "East Ayrshire"]


def test_choices_narrow_and_numbers_sort_as_numbers(opened, index: Path) -> None:
    page = opened(index)
    page.get_by_label("Outcome").select_option("failed")
    assert names(page) == ["Moray"]
    page.get_by_label("Outcome").select_option("")
    page.get_by_label("What changed").select_option("nothing new")
    expect(page.get_by_role("status")).to_have_text("0 of 31 reports")
    page.get_by_label("What changed").select_option("anything")
    expect(page.get_by_role("status")).to_have_text("31 of 31 reports")


def test_a_keyboard_reaches_every_tile_and_gets_out(opened, index: Path) -> None:
    page = opened(index)
    met: list[str] = []
    while (at := page.evaluate(STEP)) != "BODY" or not met:
        page.keyboard.press("Tab")
        met.append(at)
        assert len(met) < 150, "the keyboard never leaves the page"
    assert page.locator(".map a").count() == 31
    assert sum(at.startswith("tile") for at in met) == 31
    assert "INPUT" in met


STEP = """() => {
  const at = document.activeElement;
  return at.closest(".map") ? `tile ${at.textContent}` : at.tagName;
}"""


def test_without_script_all_of_it_can_be_read(opened, page_file: Path) -> None:
    page = opened(page_file, java_script_enabled=False)
    expect(page.locator("form")).to_be_hidden()
    assert page.locator("#reports tbody tr").count() in {0, 31}
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_word_of_a_tile_is_cut_off(opened, index: Path, width: int) -> None:
    page = opened(index, width=width)
    wide = page.locator(".map li").evaluate_all(
        "tiles => tiles.filter(one => one.scrollWidth > one.clientWidth).map(one => one.innerText)"
    )
    assert wide == []


def test_two_charts_stand_side_by_side_where_there_is_room(opened, index: Path) -> None:
    """Under each other on a phone; and each is heard."""
    for width, beside in ((1280, True), (320, False)):
        page = opened(index.with_name("fife.changes.html"), width=width)
        before, now = (box.bounding_box() for box in page.locator(".pair img").all())
        assert (before["y"] == now["y"]) == beside
        expect(page.get_by_role("img").first).to_have_accessible_name(figure().alt_text)


def test_on_paper_every_report_is_there_and_nothing_to_click(opened, index: Path) -> None:
    page = opened(index)
    page.get_by_label("Find").fill("ayrshire")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("form")).to_be_hidden()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
