"""A run: what is stale, done a few jobs at a time; each report swapped in as soon as it is made."""

from __future__ import annotations

import os
import shutil
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from hsci_analysis.errors import HsciError, RunError
from hsci_analysis.folders import reports_folder
from hsci_analysis.runs.cluster import Cluster
from hsci_analysis.runs.forked import CAN_FORK, Forked
from hsci_analysis.runs.jobs import Asked, Job, find_jobs
from hsci_analysis.runs.journal import Event, Journal, Kind, Tell
from hsci_analysis.runs.kernels import Kernels
from hsci_analysis.runs.manifest import FAILED
from hsci_analysis.runs.order import Cell, Failed, Made, Order, Workshop
from hsci_analysis.runs.panels import shared_panels
from hsci_analysis.runs.plan import Planned, forget_failure, note_failure, plan
from hsci_analysis.runs.provenance import Record
from hsci_analysis.runs.publish import publish
from hsci_analysis.runs.surroundings import surroundings
from hsci_analysis.runs.turn import RUNS, turn

SECONDS = 600.0


@dataclass(frozen=True)
class Options:
    """How a run goes about its jobs.

    ``seconds`` is the time and ``memory``, in bytes, what a job may use; where nothing is said, an
    even share of what there is. ``kernels`` asks for a Jupyter kernel a notebook, ``scheduler`` is
    the address of a Dask cluster to do the jobs. ``admit`` raises an HsciError for a job that may
    not be done.
    """

    workers: int = field(default_factory=lambda: len(os.sched_getaffinity(0)))
    seconds: float = SECONDS
    memory: int | None = None
    force: bool = False
    fail_fast: bool = False
    kernels: bool = False
    scheduler: str | None = None
    admit: Callable[[Job], object] = lambda _: None


@dataclass
class Outcome:
    """What became of each job: made, with its record; failed; up to date before; not begun.

    ``wrong`` is what went wrong beside the jobs, after them.
    """

    made: list[tuple[Job, Record]] = field(default_factory=list)
    failed: list[tuple[Job, Failed]] = field(default_factory=list)
    up_to_date: list[Job] = field(default_factory=list)
    not_begun: list[Job] = field(default_factory=list)
    seconds: float = 0.0
    wrong: list[HsciError] = field(default_factory=list)

    @property
    def jobs(self) -> list[Job]:
        """All of them."""
        begun = [job for job, _ in (*self.made, *self.failed)]
        return [*begun, *self.up_to_date, *self.not_begun]

    @property
    def exit_code(self) -> int:
        """0, or the code that all failures have in common, or that of a run that failed."""
        codes = {failed.exit_code for _, failed in self.failed}
        codes |= {error.exit_code for error in self.wrong}
        return 0 if not codes else codes.pop() if len(codes) == 1 else RunError.exit_code


def run(
    asked: Asked,
    options: Options,
    *tell: Tell,
    outcome: Outcome | None = None,
    after: Callable[[Outcome], object] = lambda _: None,
) -> Outcome:
    """Run the jobs asked for that are stale; ``tell`` are called with every event.

    One job's failure is told and leaves the others alone; its report stays as it was. Give an
    ``outcome`` to be filled and returned, to know what a run had done that was interrupted.
    ``after`` is called with it when all is done, or cannot be, while no other run writes; not after
    an interruption, which ends at once.

    Raises
    ------
    UnknownNameError, ParametersError
        If a name is unknown or a parameter refused; before anything starts.
    RunError
        If the reports folder cannot be written, or no worker started.
    """
    jobs = find_jobs(asked)
    outcome = outcome or Outcome()
    started = perf_counter()
    with turn(_all(tell)) as folder:
        journal = Journal(reports_folder() / RUNS / f"{folder.name}.jsonl")
        with closing(journal):
            planned = plan(jobs, force=options.force)
            outcome.up_to_date = [each.job for each in planned if not each.stale]
            stale = [each for each in planned if each.stale]
            try:
                _Run(stale, options, folder, _all((*tell, journal)), outcome).go(started)
            except HsciError:
                after(outcome)
                raise
            after(outcome)
    return outcome


def _all(listeners: Sequence[Tell]) -> Tell:
    def tell(event: Event) -> None:
        for listener in listeners:
            listener(event)

    return tell


class _Run:
    """One run under way."""

    def __init__(
        self, stale: list[Planned], options: Options, folder: Path, tell: Tell, outcome: Outcome
    ) -> None:
        self._waiting = deque(enumerate(stale, start=1))
        self._running: dict[int, Order] = {}
        self._options, self._folder = options, folder
        self._tell, self._outcome = tell, outcome

    def go(self, started: float) -> None:
        """Do every job, and tell."""
        outcome = self._outcome
        facts = {"jobs": len(self._waiting), "up_to_date": len(outcome.up_to_date)}
        self._tell(Event(Kind.RUN_STARTED, facts=facts))
        try:
            self._admit()
            if self._waiting and not (outcome.failed and self._options.fail_fast):
                with surroundings(self._folder), closing(self._workshop()) as workshop:
                    self._work(workshop)
        finally:
            outcome.not_begun = [planned.job for _, planned in self._waiting]
            outcome.not_begun += [order.job for order in self._running.values()]
            outcome.seconds = round(perf_counter() - started, 3)
            ended: dict[str, object] = {
                "made": len(outcome.made),
                "failed": len(outcome.failed),
                "not_begun": len(outcome.not_begun),
                "seconds": outcome.seconds,
            }
            self._tell(Event(Kind.RUN_ENDED, facts=ended))

    def _admit(self) -> None:
        """Settle the jobs that may not be done, before anything is begun."""
        for number, planned in tuple(self._waiting):
            try:
                self._options.admit(planned.job)
            except HsciError as error:
                self._waiting.remove((number, planned))
                order = self._order(number, planned)
                self._settle(order, Failed(str(error), error.exit_code))

    def _workshop(self) -> Workshop:
        if self._options.scheduler:
            return Cluster(self._options.scheduler)
        workers = min(self._options.workers, len(self._waiting))
        if self._options.kernels or not CAN_FORK:
            if not self._options.kernels:
                slower = "processes cannot be forked here: each notebook has a kernel, much slower"
                self._tell(Event(Kind.WARNING, facts={"said": slower}))
            return Kernels(workers)
        panels = shared_panels(planned.job for _, planned in self._waiting)
        several = len(self._waiting) > 1
        forked = Forked(workers, self._folder, tables=several, panels=panels)
        if forked.wrong:
            self._tell(Event(Kind.WARNING, facts={"said": forked.wrong}))
        return forked

    def _work(self, workshop: Workshop) -> None:
        while self._waiting or self._running:
            while self._waiting and len(self._running) < workshop.places:
                self._begin(workshop)
            for number, news in workshop.news():
                if isinstance(news, Cell):
                    event = Event(
                        Kind.CELL_STARTED, self._running[number].job.id, {"cell": news.cell}
                    )
                    self._tell(event)
                else:
                    self._settle(self._running.pop(number), news)
            if self._outcome.failed and self._options.fail_fast and self._waiting:
                self._outcome.not_begun = [planned.job for _, planned in self._waiting]
                return

    def _begin(self, workshop: Workshop) -> None:
        number, planned = self._waiting[0]
        order = self._order(number, planned)
        order.folder.mkdir()
        self._waiting.popleft()
        self._running[number] = order
        workshop.take(order)

    def _order(self, number: int, planned: Planned) -> Order:
        self._tell(Event(Kind.JOB_STARTED, planned.job.id, {"why": planned.reasons}))
        return Order(
            number=number,
            job=planned.job,
            made_from=planned.made_from,
            folder=self._folder / str(number),
            seconds=self._options.seconds,
            memory=self._options.memory,
        )

    def _settle(self, order: Order, news: Made | Failed) -> None:
        """Put what was made in its place, or note why nothing was."""
        job, started = order.job, perf_counter()
        if isinstance(news, Made):
            try:
                publish(job, order.folder)
                forget_failure(job)
            except (RunError, OSError) as error:
                news = Failed(str(error))
        if isinstance(news, Made):
            self._outcome.made.append((job, news.record))
            seconds = news.record["seconds"] | {"publish": round(perf_counter() - started, 3)}
            self._tell(Event(Kind.JOB_DONE, job.id, {"seconds": seconds}))
        else:
            if order.folder.exists():  # else it was refused before it was begun
                news = self._keep(order, news)
            self._outcome.failed.append((job, news))
            facts = {"said": news.said, "exit_code": news.exit_code, "log": news.log}
            self._tell(Event(Kind.JOB_FAILED, job.id, facts))
        shutil.rmtree(order.folder, ignore_errors=True)

    def _keep(self, order: Order, failed: Failed) -> Failed:
        """Keep a failed notebook and why it failed beside its report, where that can be done."""
        job, said = order.job, failed.said
        try:
            note_failure(job, said, self._folder.name)
            if (order.folder / FAILED).exists():
                (order.folder / FAILED).replace(job.failed)
                said += f"\nThe notebook as far as it ran is in {job.failed}"
        except OSError as error:
            said += f"\nThe notebook could not be kept: {error.strerror}"
        return Failed(said, failed.exit_code, failed.log)
