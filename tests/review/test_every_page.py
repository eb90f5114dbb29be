"""Every page there is, as executed: by screen reader, keyboard, phone, paper, in forced colours.

References hold no pictures: `test_page` looks at those.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from hsci_analysis.reports.page import render_page
from tests.notebooks.reference import CASES
from tests.review.test_page import PHONE, SKIP, WCAG_2_2_AA

ONE_OF_EACH = tuple({case.notebook: case for case in CASES}.values())
WIDE = {"width": 1280, "height": 800}
NARROW = {"width": PHONE, "height": 800}
UNFOLD = "document.querySelectorAll('details').forEach(folded => folded.open = true)"
AT = "[...document.querySelectorAll('*')].indexOf(document.activeElement)"
FEWER = """() => {
    const many = ":is(ol.evidence > li, tbody > tr):nth-child(n + 9):not(:nth-child(20n))";
    document.querySelectorAll(many).forEach(piece => piece.remove());
}"""
"""Of hundreds of rows and pieces of evidence, all of one template, axe reads some of each."""


@pytest.fixture(scope="module", params=ONE_OF_EACH, ids=lambda case: case.notebook)
def page_file(request, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a notebook as it was executed for its reference."""
    case = request.param
    path = tmp_path_factory.mktemp("pages") / f"{case.notebook}.html"
    node = nbformat.read(case.path, as_version=4)
    shown = render_page(node, heading="A partnership", reporting_year=case.reporting_year)
    path.write_text(shown, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def loaded(browser: Browser, page_file: Path) -> Iterator[Page]:
    """The page, loaded once for all tests; axe needs to be let in."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(page_file.as_uri())
    yield page
    context.close()


@pytest.fixture
def page(loaded: Page) -> Page:
    """The page in a wide window on a screen."""
    loaded.set_viewport_size(WIDE)
    loaded.emulate_media(media="screen", forced_colors="none")
    return loaded


def violations(page: Page, rules: list[str], context: str | None = None) -> list[tuple[str, int]]:
    """What axe finds against the page, and in how many places."""
    asked = {"runOnly": rules, "resultTypes": ["violations"]}
    found = Axe().run(page, context=context, options=asked).response
    assert found["passes"]
    return [(one["id"], len(one["nodes"])) for one in found["violations"]]


def test_it_is_read_without_javascript_and_asks_for_nothing(opened, page_file: Path) -> None:
    page = opened(page_file, java_script_enabled=False)
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("main p:visible").count() > 3
    assert page.requests_made == [page_file.as_uri()]
    assert page.complaints == []


def test_a_keyboard_gets_through(page: Page) -> None:
    """From the first link to the last, each seen when it is reached, and none a trap."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == SKIP
    reachable = page.locator("a:visible, summary:visible, [tabindex='0']:visible").count()
    unseen = page.evaluate(
        """() => [...document.querySelectorAll("a, summary, [tabindex='0']")].filter(one => {
            if (!one.checkVisibility()) return false;
            one.focus({focusVisible: true});
            return document.activeElement !== one
                || !getComputedStyle(one).outline.includes("solid");
        }).map(one => one.outerHTML.slice(0, 80))"""
    )
    assert unseen == []
    page.locator("a.skip").focus()
    met = {page.evaluate(AT)}
    for _ in range(min(reachable + 2, 60)):
        page.keyboard.press("Tab")
        at = page.evaluate(AT)
        if at in met:
            break
        met.add(at)
    assert len(met) >= min(reachable, 60) - 1


def test_on_paper_figures_read_like_other_words(page: Page) -> None:
    page.emulate_media(media="print")
    lines = page.locator("a.figure").evaluate_all(
        "links => links.map(link => getComputedStyle(link).textDecorationLine)"
    )
    assert set(lines) <= {"none"}
    expect(page.locator("nav")).to_be_hidden()


def test_a_figure_leads_to_its_evidence_by_keyboard(page: Page) -> None:
    link = page.locator("a.figure:visible").first
    if link.count() == 0:
        pytest.skip("a page without findings")
    link.focus()
    target = link.get_attribute("href").removeprefix("#")
    page.keyboard.press("Enter")
    evidence = page.locator(f'[id="{target}"]')
    expect(evidence).to_be_in_viewport()
    expect(evidence).to_contain_text("Before rounding")
    expect(evidence).to_contain_text("hsci.finding(")


def test_nothing_is_lost_on_a_phone(page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.evaluate(UNFOLD)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.evaluate(FEWER)
    assert violations(page, ["target-size", "scrollable-region-focusable"]) == []


def test_axe_finds_nothing_against_it(page: Page) -> None:
    """All of it once; in forced colours again what these can change."""
    page.evaluate(UNFOLD)
    page.evaluate(FEWER)
    assert violations(page, WCAG_2_2_AA) == []
    page.emulate_media(forced_colors="active")
    assert violations(page, ["color-contrast"], context="header, figure") == []
