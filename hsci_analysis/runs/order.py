"""An order for one job, and the news of how it goes, as they travel between processes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hsci_analysis.errors import RunError
from hsci_analysis.runs.jobs import Job
from hsci_analysis.runs.provenance import Record


@dataclass(frozen=True)
class Order:
    """One job, the folder its part is made in, and what it may use.

    ``seconds`` is of time, ``memory`` in bytes beyond what all jobs share; none is no limit.
    """

    number: int
    job: Job
    made_from: Record
    folder: Path
    seconds: float
    memory: int | None = None


@dataclass(frozen=True)
class Cell:
    """A cell is about to run, counted from 1."""

    cell: int


@dataclass(frozen=True)
class Made:
    """The part is in its folder, with this record."""

    record: Record


@dataclass(frozen=True)
class Failed:
    """The job failed: why, in words, with which exit code, and the end of what it wrote."""

    said: str
    exit_code: int = RunError.exit_code
    log: str = ""


News = Cell | Made | Failed


class Workshop(Protocol):
    """Where jobs are done, a few at a time: as many as it has ``places``."""

    places: int

    def take(self, order: Order) -> None:
        """Begin with a job."""

    def news(self) -> Iterator[tuple[int, News]]:
        """Wait for news; each with the number of its order."""

    def close(self) -> None:
        """Leave no process and no job behind, whatever is under way."""
