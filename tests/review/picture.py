"""Take the README's picture of a rendered page: `python -m tests.review.picture`."""

from playwright.sync_api import sync_playwright

from hsci_analysis.folders import ROOT
from hsci_analysis.runs.report import run_report
from tests.review.chromium import QUIETLY, chromium_path

PICTURE = ROOT / "notebooks" / "patient_flow.png"
WIDTH, HEIGHT = 960, 1880


def take() -> None:
    """Run the report and photograph its first screens."""
    page_file = run_report("patient_flow", "Scottish Borders", "2024/25") / "patient_flow.html"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(QUIETLY))
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(page_file.as_uri())
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    take()
