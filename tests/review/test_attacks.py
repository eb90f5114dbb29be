"""Attacks through all that a page is made of: words, tables, pictures, settings, commentary."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from hsci_analysis.commentary.local import Anchored, Commentary
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.narrative.own_words import beside_figures
from hsci_analysis.narrative.sentences import sentence
from hsci_analysis.narrative.tables import Table
from hsci_analysis.reports.page import render_page
from tests.executed_notebook import code, figure, level, notebook, text
from tests.review.test_page import HOSTILE

SCHEME = "[click](javascript:document.title='taken') <javascript:document.title='taken'>"


def hostile_page() -> str:
    """A page whose data, commentary, parameters and workbook cells all try to be more than text."""
    words = f"\"{HOSTILE}'>{HOSTILE}"
    stated = replace(level, measure_title=words, area=words, people=words, cautions=(words,))
    said = f"{words} {SCHEME}"
    own = Commentary(level.id, words, date(2025, 6, 30), figure="1", text=said, file="a.md")
    shown = Table(words, ("A", words), ((words, words),), folded=words, notes=(words,))
    cells = (
        text("# Name"),
        code(words, tag="parameters"),
        code("commentary", beside_figures([Anchored(own, None, None, None)])),
        code("table", shown),
        code("sentence", replace(sentence(level), text=words)),
        code("figure", figure(alt_text=words, caption=words)),
        code("ledger", Ledger((stated,))),
    )
    return render_page(notebook(*cells), heading=words, attributions=[words], reporting_year=words)


def test_hostile_words_are_words_even_without_the_policy(opened, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(hostile_page(), encoding="utf-8")
    page = opened(path, bypass_csp=True)
    page.wait_for_load_state("networkidle")
    for link in page.locator("main a").all():
        assert not (link.get_attribute("href") or "").startswith("javascript:")
    assert page.title() != "taken"
    assert page.locator("main script, main img[onerror]").count() == 0
    assert page.answered == [path.as_uri()]


def test_the_policy_lets_nothing_run() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', hostile_page()).group(1)
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert "unsafe" not in policy
