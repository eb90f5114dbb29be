"""Taking out of a run's outputs what is secret, and what only this machine has."""

from __future__ import annotations

import os
import re
import site
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hsci_analysis.folders import (
    ROOT,
    data_folder,
    notebooks_folder,
    parameters_folder,
    reports_folder,
)

WITHHELD = "(secret)"
# Each process of a kernel names its cells after itself.
CELL_FILE = re.compile(r"/\S*/ipykernel_\d+/\d+\.py")


class Traces:
    """What must not be written; calling it gives the text, or the parts of a notebook, without it.

    Parameters
    ----------
    secrets
        Texts that are never written, whatever a notebook does with them.
    """

    def __init__(self, secrets: Iterable[object] = ()) -> None:
        self._secrets = sorted({str(secret) for secret in secrets} - {""}, key=len, reverse=True)
        folders = {
            ROOT,
            data_folder().parent,
            notebooks_folder().parent,
            parameters_folder().parent,
            reports_folder().parent,
            Path.cwd(),
            Path.home(),
            Path(sys.prefix),
            Path(sys.base_prefix),
            *map(Path, site.getsitepackages()),
        }
        # The longest first, since one may lie in another; and none that is but a name or two.
        absolute = {f"{folder.absolute()}{os.sep}" for folder in folders}
        self._folders = sorted(absolute - {os.sep * 2, os.sep}, key=len, reverse=True)
        alone = "|".join(re.escape(folder.rstrip(os.sep)) for folder in self._folders)
        self._alone = re.compile(rf"(?<![\w/.:-])(?:{alone})(?![\w/.-])")

    def __call__(self, thing: Any) -> Any:
        """The text, or each text in a list or mapping, without them; nothing else is changed."""
        if isinstance(thing, str):
            return self._without(thing)
        if isinstance(thing, dict):
            for key, value in thing.items():
                thing[key] = self(value)
        elif isinstance(thing, list):
            thing[:] = map(self, thing)
        return thing

    def _without(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, WITHHELD)
        if os.sep in text:
            for folder in self._folders:
                text = text.replace(folder, "")
            text = self._alone.sub(".", text)
            text = CELL_FILE.sub("<cell>", text)
        return text
