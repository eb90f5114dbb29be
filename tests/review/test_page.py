"""The rendered page as people meet it: by eye, keyboard, screen reader, phone and paper."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from hsci_analysis.reports.page import render_page
from tests.executed_notebook import HEADING, code, figure, notebook, text

PHONE = 320
"""A phone, and a window of 1,280 px at 400 %."""

WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SKIP = "Skip to the report"


def test_it_is_one_file_that_asks_for_nothing(opened, written: Path) -> None:
    page = opened()
    page.wait_for_load_state("networkidle")
    assert page.requests_made == [written.as_uri()]
    assert page.complaints == []


def test_its_style_sheet_is_in_force(opened) -> None:
    page = opened()
    expect(page.locator("header")).to_have_css("background-color", "rgb(63, 54, 133)")


def test_a_screen_reader_meets_one_title_and_each_landmark(opened) -> None:
    page = opened()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_accessible_name(f"Patient flow: {HEADING}")
    for landmark in ("banner", "navigation", "main", "contentinfo"):
        expect(page.get_by_role(landmark)).to_have_count(1)
    expect(page.get_by_role("navigation")).to_have_accessible_name("On this page")


def test_headings_are_in_order(opened) -> None:
    levels = opened().eval_on_selector_all(
        "h1, h2, h3, h4, h5, h6", "found => found.map(heading => +heading.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_first_key_leads_past_the_head(opened) -> None:
    page = opened()
    link = page.get_by_role("link", name=SKIP)
    expect(link).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_focus_is_seen(opened) -> None:
    page = opened()
    for _ in range(8):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert "solid" in outline
        assert float(re.search(r"(\d+)px", outline).group(1)) >= 2


def test_a_keyboard_reaches_everything_and_gets_out(opened) -> None:
    page = opened()
    met = []
    for _ in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate("document.activeElement.outerHTML.slice(0, 40)")
        if at.startswith("<body"):
            break
        met.append(at)
    else:
        pytest.fail("the keyboard never leaves the page")
    frames = page.locator(".frame:visible").count()
    assert sum(at.startswith('<div class="frame"') for at in met) == frames == 1
    assert sum(at.startswith("<summary") for at in met) == page.locator("summary").count()


def test_code_is_hidden_and_one_key_away(opened) -> None:
    page = opened()
    expect(page.locator("code").first).to_be_hidden()
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("code").first).to_be_visible()
    expect(page.locator("code").first).to_contain_text("scottish-borders")


def test_the_picture_is_heard_as_its_alt_text(opened) -> None:
    picture = opened().get_by_role("img")
    expect(picture).to_have_count(1)
    expect(picture).to_have_accessible_name(figure().alt_text)


def test_tables_are_heard_as_tables(opened) -> None:
    table = opened().get_by_role("table").first
    expect(table).to_have_accessible_name(re.compile("^Delayed discharge bed days"))
    expect(table.get_by_role("columnheader")).to_have_count(3)
    expect(table.get_by_role("rowheader")).to_have_count(12)


@pytest.mark.parametrize("width", [PHONE, 480, 768, 1280])
def test_it_never_scrolls_sideways(opened, width: int) -> None:
    page = opened(width=width)
    page.evaluate("document.querySelectorAll('details').forEach(folded => folded.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_wide_table_scrolls_by_itself_and_by_keyboard(opened) -> None:
    page = opened(width=PHONE)
    page.get_by_text("All months as a table").click()
    frame = page.locator("details[open] .frame")
    expect(frame).to_have_accessible_name(re.compile("^Delayed discharge bed days"))
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")
    frame.focus()
    scrolled = "frame => new Promise(done => frame.addEventListener('scroll', () => done(true)))"
    moving = frame.evaluate_handle(f"frame => ({{moved: ({scrolled})(frame)}})")
    page.keyboard.press("ArrowRight")
    assert moving.evaluate("moving => moving.moved")


@pytest.mark.parametrize(("width", "drawing"), [(PHONE, "narrow"), (1280, "wide")])
def test_the_picture_is_drawn_for_the_window(opened, width: int, drawing: str) -> None:
    page = opened(width=width)
    expect(page.locator(".picture svg:visible")).to_have_count(1)
    shown = page.locator(f".picture .{drawing} svg")
    expect(shown).to_be_visible()
    # An SVG keeps its own scale, so the size of its text on the screen is measured.
    heights = shown.locator("text").evaluate_all(
        "texts => texts.map(text => text.getBoundingClientRect().height)"
    )
    assert min(heights) >= 12


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_no_word_in_the_picture_is_cut_off(opened, width: int) -> None:
    page = opened(width=width)
    outside = page.locator(".picture svg:visible").evaluate(
        """picture => [...picture.querySelectorAll("text")].filter(text => {
            const [inner, outer] = [text.getBoundingClientRect(), picture.getBoundingClientRect()];
            return inner.left < outer.left - 1 || inner.right > outer.right + 1
                || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1;
        }).map(text => text.textContent)"""
    )
    assert outside == []


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_no_two_words_in_the_picture_overlap(opened, width: int) -> None:
    page = opened(width=width)
    overlapping = page.locator(".picture svg:visible").evaluate(
        """picture => {
            const texts = [...picture.querySelectorAll("text")];
            const boxes = texts.map(text => text.getBoundingClientRect());
            return texts.flatMap((one, i) => texts.slice(i + 1).filter((_, k) => {
                const [a, b] = [boxes[i], boxes[i + 1 + k]];
                return a.left < b.right && b.left < a.right
                    && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
            }).map(other => [one.textContent, other.textContent]));
        }"""
    )
    assert overlapping == []


def test_larger_text_is_followed(opened) -> None:
    """Text spacing as WCAG 2.2, 1.4.12 lets a reader set it."""
    page = opened(width=PHONE, bypass_csp=True)
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
        " word-spacing: 0.16em !important } p { margin-block-end: 2em !important }"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_on_paper_there_is_nothing_to_click(opened) -> None:
    page = opened()
    page.emulate_media(media="print")
    for gone in (page.get_by_text(SKIP), page.locator("nav"), page.locator("summary").first):
        expect(gone).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".picture .wide svg")).to_be_visible()
    expect(page.locator(".picture .narrow svg")).to_be_hidden()


def test_on_paper_folded_tables_are_there_and_code_only_if_opened(opened) -> None:
    page = opened()
    expect(page.get_by_role("cell", name="1,827")).to_be_hidden()
    page.locator("details.code summary").nth(1).click()
    page.emulate_media(media="print")
    expect(page.get_by_role("cell", name="1,827")).to_be_visible()
    shown = page.locator("details.code").evaluate_all(
        "folded => folded.map(one => one.checkVisibility())"
    )
    assert [at for at, visible in enumerate(shown) if visible] == [1]


def test_on_paper_links_name_where_they_lead(opened) -> None:
    page = opened()
    page.emulate_media(media="print")
    after = "link => getComputedStyle(link, '::after').content"
    assert "opendata.nhs.scot" in page.locator("main a[href^=http]").first.evaluate(after)


def test_it_prints(opened) -> None:
    assert opened().pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_forced_colours_leave_the_picture_as_it_is(opened) -> None:
    page = opened(forced_colors="active")
    word = page.locator(".picture .wide text").first
    assert word.evaluate("word => getComputedStyle(word).forcedColorAdjust") == "none"
    expect(page.locator(".picture")).to_have_css("background-color", "rgb(255, 255, 255)")


HOSTILE = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title='taken'\">"


def test_nothing_written_into_it_is_executed(opened, tmp_path: Path) -> None:
    """Even what an output passes off as our own HTML: the browser is told to run nothing."""
    shown = code(HOSTILE)
    shown.outputs = [
        {"output_type": "display_data", "metadata": {}, "data": {"text/html": HOSTILE}},
        {"output_type": "display_data", "metadata": {}, "data": {"text/markdown": HOSTILE}},
    ]
    hostile = figure(alt_text=f'"{HOSTILE}', caption=HOSTILE)
    path = tmp_path / "hostile.html"
    cells = (text(f"# Name\n\n{HOSTILE}"), shown, code("figure", hostile))
    path.write_text(render_page(notebook(*cells), heading=HOSTILE), encoding="utf-8")
    page = opened(path)
    page.wait_for_load_state("networkidle")
    assert page.title() != "taken"
    assert page.answered == [path.as_uri()]
    assert any("Content Security Policy" in complaint for complaint in page.complaints)
    assert_it_can_be_taken(opened, path)


def assert_it_can_be_taken(opened, path: Path) -> None:
    """Without its policy the same page is taken: the test above tests something."""
    page: Page = opened(path, bypass_csp=True)
    page.wait_for_load_state("networkidle")
    assert page.title() == "taken"


@pytest.mark.parametrize("settings", [{}, {"width": 320}, {"forced_colors": "active"}])
def test_axe_finds_nothing_against_it(opened, settings: dict[str, object]) -> None:
    page = opened(bypass_csp=True, **settings)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page, options={"runOnly": WCAG_2_2_AA})
    assert [one["id"] for one in found.response["violations"]] == []
    assert len(found.response["passes"]) > 15


def test_axe_would_notice(opened) -> None:
    page = opened(bypass_csp=True)
    page.evaluate("document.documentElement.removeAttribute('lang')")
    found = Axe().run(page, options={"runOnly": WCAG_2_2_AA})
    assert [one["id"] for one in found.response["violations"]] == ["html-has-lang"]
