"""Pictures of what people see, for a reviewer to look at."""

import os
from pathlib import Path

from playwright.sync_api import Page


def keep(page: Page, name: str, *, full_page: bool = False) -> None:
    """A screenshot, where ``HSCI_ARTEFACTS`` names a folder for them."""
    if folder := os.environ.get("HSCI_ARTEFACTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=full_page)
