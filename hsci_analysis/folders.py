"""Where the workbench's own folders lie."""

from __future__ import annotations

import os
from pathlib import Path

from hsci_analysis.errors import UnknownNameError

ROOT = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """The folder that holds ``sources.toml``, ``reference/`` and ``snapshot/``.

    The environment variable ``HSCI_DATA`` names another one, so that a run can be repeated on
    other figures without touching the committed ones.
    """
    return Path(os.environ.get("HSCI_DATA") or ROOT / "data")


def store_folder() -> Path:
    """The folder of the releases fetched since, ``store/`` in the data folder.

    The environment variable ``HSCI_STORE`` names another one; an empty one leaves the committed
    figures alone.
    """
    return Path(os.environ.get("HSCI_STORE") or data_folder() / "store")


def notebooks_folder() -> Path:
    """The folder of the parameterised notebooks; ``HSCI_NOTEBOOKS`` names another."""
    return Path(os.environ.get("HSCI_NOTEBOOKS") or ROOT / "notebooks")


def find_notebook(name: str) -> Path:
    """The notebook of that name; raises UnknownNameError with the nearest names."""
    known = {path.stem: path for path in sorted(notebooks_folder().glob("*.ipynb"))}
    try:
        return known[name]
    except KeyError:
        raise UnknownNameError("notebook", name, known) from None


def parameters_folder() -> Path:
    """The folder of ``defaults.yaml`` and ``partnerships/``; ``HSCI_PARAMETERS`` names another."""
    return Path(os.environ.get("HSCI_PARAMETERS") or ROOT / "parameters")


def reports_folder() -> Path:
    """The folder rendered reports go to; ``HSCI_REPORTS`` names another."""
    return Path(os.environ.get("HSCI_REPORTS") or ROOT / "reports")


def write_whole(final: Path, text: str) -> None:
    """Write a file beside its place, then move it there; raises OSError, and leaves the old one."""
    aside = final.with_name(f".{final.name}.aside")
    try:
        aside.write_text(text, encoding="utf-8")
        aside.replace(final)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
