"""Pictures of what people see, for a reviewer: ``python -m tests.review.screenshots``.

Of every page in the reports folder, into the folder that ``HSCI_ARTEFACTS`` names.
"""

import os
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from hsci_analysis.folders import reports_folder
from tests.review.chromium import QUIETLY, chromium_path

WIDTHS = {"wide": 1280, "narrow": 400}
HEIGHT = 5_000
"""The first screens; Chromium draws no picture of the whole of the longest pages."""


def keep(page: Page, name: str) -> None:
    """A screenshot, where ``HSCI_ARTEFACTS`` names a folder for them."""
    if folder := os.environ.get("HSCI_ARTEFACTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")


def keep_all(folder: Path) -> None:
    """Each page of each report, and those about them, nothing unfolded; and each as printed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(QUIETLY))
        page = browser.new_page()
        for path in sorted(reports_folder().rglob("*.html")):
            name = f"{path.parent.name}-{path.stem}"
            page.goto(path.as_uri())
            for kind, width in WIDTHS.items():
                page.set_viewport_size({"width": width, "height": HEIGHT})
                keep(page, f"{name}-{kind}")
            page.pdf(path=folder / f"{name}-print.pdf", prefer_css_page_size=True)
        browser.close()


if __name__ == "__main__":
    keep_all(Path(os.environ["HSCI_ARTEFACTS"]))
