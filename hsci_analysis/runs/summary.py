"""The summary of a run, for whatever sends mail: a text, and the same as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hsci_analysis.errors import RunError
from hsci_analysis.folders import write_whole
from hsci_analysis.runs.runner import Outcome
from hsci_analysis.runs.traces import Traces

ENDINGS = (".txt", ".json")


def write_summary(path: Path, outcome: Outcome, *, exit_code: int, said: str = "") -> None:
    """Write ``path`` with ``.txt`` and ``.json`` behind it, each whole or not at all.

    The first line of the text is short enough for the subject of a mail.

    Parameters
    ----------
    said
        Why nothing, or not everything, was begun, where that is so.

    Raises
    ------
    RunError
        If it cannot be written.
    """
    facts = Traces()(_facts(outcome, exit_code, said))
    written = (_text(facts), json.dumps(facts, indent=2, ensure_ascii=False) + "\n")
    for ending, text in zip(ENDINGS, written, strict=True):
        final = path.with_name(path.name + ending)
        try:
            write_whole(final, text)
        except OSError as error:
            raise RunError(f"{final} cannot be written: {error.strerror}") from None


def _facts(outcome: Outcome, exit_code: int, said: str) -> dict[str, Any]:
    return {
        "exit_code": exit_code,
        "said": said,
        "seconds": outcome.seconds,
        "made": [job.id for job, _ in outcome.made],
        "failed": [
            {"job": job.id, "said": failed.said, "exit_code": failed.exit_code, "log": failed.log}
            for job, failed in outcome.failed
        ],
        "up_to_date": [job.id for job in outcome.up_to_date],
        "not_begun": [job.id for job in outcome.not_begun],
    }


def _text(facts: dict[str, Any]) -> str:
    counts = ", ".join(
        f"{len(facts[name])} {name.replace('_', ' ')}"
        for name in ("made", "failed", "up_to_date", "not_begun")
    )
    lines = [f"hsci: {counts} (exit code {facts['exit_code']})", ""]
    lines += [facts["said"], ""] * bool(facts["said"])
    for failed in facts["failed"]:
        lines += [f"{failed['job']} failed:", failed["said"], ""]
    for name in ("made", "not_begun"):
        if facts[name]:
            lines += [f"{name.replace('_', ' ').capitalize()}:", *facts[name], ""]
    return "\n".join(lines)
