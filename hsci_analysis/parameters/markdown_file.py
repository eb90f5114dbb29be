"""Reads a Markdown file that begins with settings between two lines of ``---``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hsci_analysis.parameters.yaml_file import read_text, refuse, settings_of

FENCE = "---"


def read_markdown(path: Path) -> tuple[dict[str, Any], str]:
    """The settings at the head of a Markdown file, and the Markdown below them.

    Raises
    ------
    ParametersError
        If the file cannot be read, does not begin with settings, or they are refused as those of
        any file of settings are.
    """
    lines = read_text(path).removeprefix("\ufeff").splitlines()
    head = [number for number, line in enumerate(lines) if line.rstrip() == FENCE][:2]
    if len(head) < len((FENCE, FENCE)) or head[0] != 0:
        refuse(path, [f"it should begin with settings between two lines of {FENCE}"])
    settings = settings_of(path, "\n".join(lines[1 : head[1]]))
    return settings, "\n".join(lines[head[1] + 1 :]).strip()
