"""Every page there is, as executed: by screen reader, keyboard, phone, paper, in forced colours."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from hsci_analysis.reports.page import render_page
from tests.notebooks.reference import CASES
from tests.review.test_page import PHONE, SKIP, WCAG_2_2_AA

ONE_OF_EACH = tuple({case.notebook: case for case in CASES}.values())
FOCUSED = "document.activeElement"


@pytest.fixture(scope="module", params=ONE_OF_EACH, ids=lambda case: case.notebook)
def page_file(request, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a notebook as it was executed for its reference."""
    case = request.param
    path = tmp_path_factory.mktemp("pages") / f"{case.notebook}.html"
    node = nbformat.read(case.path, as_version=4)
    shown = render_page(node, heading="A partnership", reporting_year=case.reporting_year)
    path.write_text(shown, encoding="utf-8")
    return path


def keep(page, path: Path, name: str) -> None:
    """A screenshot of all of it, where ``HSCI_ARTEFACTS`` names a folder for them."""
    if folder := os.environ.get("HSCI_ARTEFACTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{path.stem}-{name}.png", full_page=True)


@pytest.mark.parametrize(
    "settings",
    [{}, {"width": PHONE}, {"forced_colors": "active"}],
    ids=["wide", "narrow", "forced-colours"],
)
def test_axe_finds_nothing_against_it(opened, page_file: Path, settings, request) -> None:
    page = opened(page_file, bypass_csp=True, **settings)
    keep(page, page_file, request.node.callspec.id.partition("-")[2])
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page, options={"runOnly": WCAG_2_2_AA})
    assert [(one["id"], len(one["nodes"])) for one in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= settings.get("width", 1280)


def test_it_is_read_without_javascript_and_asks_for_nothing(opened, page_file: Path) -> None:
    page = opened(page_file, java_script_enabled=False)
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("main p:visible").count() > 3
    assert page.requests_made == [page_file.as_uri()]
    assert page.complaints == []


def test_a_keyboard_gets_through(opened, page_file: Path) -> None:
    """From the first link to the last, each seen when it is reached, and none a trap."""
    page = opened(page_file)
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.textContent") == SKIP
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
    met = {page.evaluate(f"[...document.querySelectorAll('*')].indexOf({FOCUSED})")}
    for _ in range(min(reachable + 2, 60)):
        page.keyboard.press("Tab")
        at = page.evaluate(f"[...document.querySelectorAll('*')].indexOf({FOCUSED})")
        if at in met:
            break
        met.add(at)
    assert len(met) >= min(reachable, 60) - 1


def test_a_figure_leads_to_its_evidence_by_keyboard(opened, page_file: Path) -> None:
    page = opened(page_file)
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
    keep(page, page_file, "evidence")


def test_on_paper_figures_read_like_other_words(opened, page_file: Path) -> None:
    page = opened(page_file)
    page.emulate_media(media="print")
    keep(page, page_file, "print")
    lines = page.locator("a.figure").evaluate_all(
        "links => links.map(link => getComputedStyle(link).textDecorationLine)"
    )
    assert set(lines) <= {"none"}
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
