"""How a run is told: a moving bar on a terminal, a line for each job elsewhere."""

from __future__ import annotations

from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from hsci_analysis.runs.journal import Event, Kind

if TYPE_CHECKING:
    from hsci_analysis.runs.runner import Outcome

SHOWN_RUNNING = 3
SLOWEST_CELLS = 10


class Told:
    """Listens to a run and tells it on standard error."""

    def __init__(self) -> None:
        console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
        self._moving = console.is_terminal
        self._say = console.print
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[failed]} failed", markup=False),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not self._moving,
        )
        self._task = self._progress.add_task("", total=None, failed=0)
        self._running: list[str] = []
        self._jobs, self._settled, self._failed = 0, 0, 0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def __call__(self, event: Event) -> None:
        """Tell one event."""
        facts = event.facts
        match event.kind:
            case Kind.RUN_WAITS:
                self._say(f"hsci: waiting for {facts['for']}, which writes to the same reports")
            case Kind.WARNING:
                self._say(f"hsci: {facts['said']}")
            case Kind.RUN_STARTED:
                self._jobs = int(str(facts["jobs"]))
                self._progress.update(self._task, total=self._jobs)
            case Kind.JOB_STARTED:
                self._running.append(event.job)
            case Kind.JOB_DONE | Kind.JOB_FAILED:
                self._settle(event)
            case Kind.RUN_ENDED:
                self._say(
                    f"hsci: {facts['made']} made, {facts['failed']} failed,"
                    f" {facts['not_begun']} not begun, in {facts['seconds']:.1f} s"
                )
        running = ", ".join(self._running[:SHOWN_RUNNING])
        self._progress.update(
            self._task, description=running, completed=self._settled, failed=self._failed
        )

    def _settle(self, event: Event) -> None:
        self._running.remove(event.job)
        self._settled += 1
        failed = event.kind is Kind.JOB_FAILED
        self._failed += failed
        if failed or not self._moving:
            first_line = str(event.facts.get("said", "")).partition("\n")[0]
            how = f"failed: {first_line}" if failed else "made"
            self._say(f"hsci: [{self._settled}/{self._jobs}] {event.job} {how}")


def show_profile(outcome: Outcome) -> None:
    """Where the time of a run went, by stage and by cell, on standard error."""
    stages: Counter[str] = Counter()
    cells: Counter[str] = Counter()
    times: Counter[str] = Counter()
    processor = 0.0
    for job, record in outcome.made:
        own = {f"{job.name}: {cell}": took for cell, took in record["cell_seconds"].items()}
        stages.update(record["seconds"])
        cells.update(own)
        times.update([*record["seconds"], *own])
        processor += record["processor_seconds"]
    console = Console(stderr=True, highlight=False)
    for title, counted in (
        ("stage", stages),
        ("cell", Counter(dict(cells.most_common(SLOWEST_CELLS)))),
    ):
        table = Table(title, "seconds in all", "milliseconds each")
        for name, seconds in counted.items():
            table.add_row(name, f"{seconds:.2f}", f"{1000 * seconds / times[name]:.0f}")
        console.print(table)
    console.print(
        f"{len(outcome.made)} jobs, {processor:.1f} s of processor in workers,"
        f" {outcome.seconds:.1f} s in all"
    )
