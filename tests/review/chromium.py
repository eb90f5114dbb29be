"""The Chromium of this machine, and how to start it without its calls home."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str | None:
    """Where it is, or None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)
