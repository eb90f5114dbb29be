"""What happens in a run, for whoever listens: a file of JSON lines, a terminal."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from hsci_analysis.runs.traces import Traces


class Kind(StrEnum):
    """What happened."""

    RUN_WAITS = "run waits"
    RUN_STARTED = "run started"
    WARNING = "warning"
    JOB_STARTED = "job started"
    CELL_STARTED = "cell started"
    JOB_DONE = "job done"
    JOB_FAILED = "job failed"
    RUN_ENDED = "run ended"


@dataclass(frozen=True)
class Event:
    """What happened to which job, or to the run, and the facts of it."""

    kind: Kind
    job: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


Tell = Callable[[Event], object]


def untold(_: Event) -> None:
    """For whoever does not listen."""


class Journal:
    """A run's events as lines of JSON, in a file of its own: when, which run, what, which job.

    No path of this machine is in it. A disk that is full ends the journal, not the run.
    """

    def __init__(self, path: Path) -> None:
        self._run, self._traces = path.stem, Traces()
        self._file: TextIO | None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a", encoding="utf-8", buffering=1)
        except OSError as error:
            self._give_up(error)

    def __call__(self, event: Event) -> None:
        """Write an event; that a cell has begun is for terminals only."""
        if event.kind is Kind.CELL_STARTED or self._file is None:
            return
        about = {"job": event.job} if event.job else {}
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "run": self._run, "event": event.kind, **about, **event.facts}
        try:
            self._file.write(json.dumps(self._traces(line), ensure_ascii=False) + "\n")
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        self._file = None
        sys.stderr.write(f"hsci: the log of this run ends here: {error.strerror}\n")

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


def run_id() -> str:
    """``2026-03-01T0412-4711``: when the run started, and its process."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H%M%S}-{os.getpid()}"
