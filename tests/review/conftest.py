"""A real Chromium for tests of what people see."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from hsci_analysis.reports.page import render_page
from tests.executed_notebook import HEADING, patient_flow
from tests.review.chromium import NAMES, QUIETLY, chromium_path

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the machine has it; ``HSCI_REQUIRE_BROWSER=1`` lets none of these tests skip."""
    path = chromium_path()
    if path is None:
        told = f"needs a Chromium: none of {', '.join(NAMES)} is on the PATH"
        if os.environ.get("HSCI_REQUIRE_BROWSER") == "1":
            pytest.fail(told)
        pytest.skip(told)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIETLY))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the patient-flow notebook, as a file."""
    path = tmp_path_factory.mktemp("page") / "patient_flow.html"
    path.write_text(
        render_page(patient_flow(), heading=HEADING, attributions=["Licensed."]), encoding="utf-8"
    )
    return path


@pytest.fixture
def opened(browser: Browser, written: Path) -> Iterator[Open]:
    """Open a page in a window of its own; without a path, that of the patient-flow notebook.

    The page keeps what it asked for in ``page.requests_made``, what it got in ``page.answered``
    and what the browser complained of in ``page.complaints``.
    """
    contexts = []

    def open_page(path: Path = written, width: int = 1280, **settings: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.requests_made, page.answered, page.complaints = [], [], []
        page.on("request", lambda request: page.requests_made.append(request.url))
        page.on("requestfinished", lambda request: page.answered.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
