"""What a run is asked for, as jobs: one notebook, for one area and year, with its parameters."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from hsci_analysis.areas import SCOTLAND, Partnership, find_partnership, partnerships
from hsci_analysis.errors import HsciError, ParametersError, UnknownNameError
from hsci_analysis.folders import find_notebook, reports_folder
from hsci_analysis.parameters.report import check_year, report_parameters
from hsci_analysis.parameters.schedule import Schedule, ScheduledNotebook, read_schedule
from hsci_analysis.parameters.settings import read_defaults
from hsci_analysis.periods import FinancialYear
from hsci_analysis.runs.declared import (
    Value,
    checked_parameters,
    declared_parameters,
    secret_parameters,
)

OF_ITS_OWN = {"partnership", "reporting_year"}


@dataclass(frozen=True)
class Job:
    """One notebook for one area and year.

    ``partnership`` is empty for a notebook that has no such parameter: it is about Scotland as a
    whole and runs once. ``secret`` names the parameters whose values are never written down.
    """

    notebook: Path
    partnership: Partnership | None
    reporting_year: FinancialYear
    parameters: Mapping[str, Value] = field(repr=False)
    secret: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return self.notebook.stem

    @property
    def area(self) -> str:
        """The name of its folder: the partnership's slug, or ``scotland``."""
        return self.partnership.slug if self.partnership else SCOTLAND.name.casefold()

    @property
    def id(self) -> str:
        """``2024-25/fife/patient_flow``: where it is in the reports, and what it is in the log."""
        return f"{self.reporting_year.slug}/{self.area}/{self.name}"

    @property
    def heading(self) -> str:
        """Whom and when its page is about."""
        about = self.partnership.official_name if self.partnership else SCOTLAND.name
        return f"{about}, {self.reporting_year}"

    @property
    def edition(self) -> str | None:
        """``draft`` or ``final``; None for a notebook that has no editions."""
        declared = declared_parameters(self.notebook).get("edition")
        if declared is None:
            return None
        return str(self.parameters.get("edition", ast.literal_eval(declared["default"])))

    @property
    def folder(self) -> Path:
        """The report that its page belongs to."""
        return reports_folder() / self.reporting_year.slug / self.area

    @property
    def secret_values(self) -> tuple[str, ...]:
        return tuple(str(self.parameters[name]) for name in self.secret & self.parameters.keys())

    @property
    def page(self) -> Path:
        return self.folder / f"{self.name}.html"

    @property
    def failed(self) -> Path:
        """Where its notebook is kept as far as it ran, should it fail."""
        return self.folder.with_name(f"{self.area}.{self.name}.failed.ipynb")


@dataclass(frozen=True)
class Asked:
    """Which part of the schedule, or beside it; names as a person types them.

    Without partnerships or notebooks, all that the schedule has for the others. A notebook that is
    not in the schedule runs for the partnerships named, or for all.
    """

    partnerships: tuple[str, ...] = ()
    notebooks: tuple[str, ...] = ()
    reporting_year: str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)


def find_jobs(asked: Asked) -> tuple[Job, ...]:
    """The jobs asked for, in the order of the schedule.

    Raises
    ------
    UnknownNameError, ParametersError
        If a name is not known, or a value or a parameter file breaks its promise. Where there is
        more than one, all are told at once, as a ParametersError.
    """
    refusals = _Refusals()
    with refusals.kept():
        read_defaults()
    with refusals.kept():
        schedule = read_schedule()
    for name in asked.partnerships:
        with refusals.kept():
            find_partnership(name)
    for name in asked.notebooks:
        with refusals.kept():
            find_notebook(name)
    with refusals.kept():
        if asked.reporting_year is not None:
            FinancialYear.parse(asked.reporting_year)
    refusals.tell()
    jobs = list(_expanded(asked, schedule, refusals))
    refusals.tell()
    if not jobs:
        raise ParametersError(
            "parameters/schedule.yaml has nothing of that kind to run; name a notebook as well"
        )
    twice = [name for name, times in Counter(job.id for job in jobs).items() if times > 1]
    if twice:
        raise ParametersError(
            f"parameters/schedule.yaml asks twice for {', '.join(twice)}; keep one of each"
        )
    return tuple(jobs)


def _expanded(asked: Asked, schedule: Schedule, refusals: _Refusals) -> Iterator[Job]:
    """Every job of every entry that was asked for; what is wrong goes to ``refusals``."""
    of_partnership = cache(report_parameters)
    named = [find_partnership(name) for name in asked.partnerships]
    for entry in _entries(asked, schedule, named):
        with refusals.kept():
            declared = declared_parameters(entry.notebook)
            scheduled = entry.reporting_year and str(entry.reporting_year)
            year = asked.reporting_year or scheduled or None
            if "partnership" not in declared:
                if not named or asked.notebooks:
                    yield _national(entry, asked, year)
                continue
            for partnership in entry.partnerships or partnerships():
                if not named or partnership in named:
                    with refusals.kept():
                        about = of_partnership(partnership.slug, year).reporting_year
                        yield _job(entry, asked, partnership, about)


def _entries(
    asked: Asked, schedule: Schedule, named: Iterable[Partnership]
) -> Iterator[ScheduledNotebook]:
    """What the schedule says of what is asked; and what is asked for by name beside it."""
    if not asked.notebooks:
        yield from schedule.notebooks
        return
    for name in asked.notebooks:
        scheduled = [each for each in schedule.notebooks if each.notebook.stem == name]
        yield from scheduled
        foreseen = {one for each in scheduled for one in each.partnerships or partnerships()}
        beside = tuple(one for one in named if one not in foreseen)
        if beside or not scheduled:
            yield ScheduledNotebook.model_construct(
                notebook=find_notebook(name), partnerships=beside or None
            )


def _national(entry: ScheduledNotebook, asked: Asked, year: str | None) -> Job:
    if asked.partnerships or entry.partnerships:
        raise ParametersError(
            f"{entry.notebook.stem} is about Scotland as a whole; name no partnership for it"
        )
    about = FinancialYear.parse(year) if year else read_defaults().reporting_year
    check_year(about)
    return _job(entry, asked, None, about)


def _job(
    entry: ScheduledNotebook,
    asked: Asked,
    partnership: Partnership | None,
    year: FinancialYear,
) -> Job:
    """The job, with the value of every parameter given, of the type the notebook declares."""
    given: dict[str, Value] = {**entry.parameters, **asked.parameters}
    twice = sorted(OF_ITS_OWN & given.keys())
    if twice:
        raise ParametersError(
            f"{' and '.join(twice)} is given by an option of its own;"
            " use --partnership and --year, and -p for other parameters"
            " (in schedule.yaml, the keys beside the notebook)"
        )
    if partnership:
        given["partnership"] = partnership.slug
    if "reporting_year" in declared_parameters(entry.notebook):
        given["reporting_year"] = str(year)
    return Job(
        notebook=entry.notebook,
        partnership=partnership,
        reporting_year=year,
        parameters=checked_parameters(entry.notebook, given),
        secret=secret_parameters(entry.notebook),
    )


class _Refusals:
    """Errors of names and parameters, kept until all are known."""

    def __init__(self) -> None:
        self._errors: list[HsciError] = []

    @contextmanager
    def kept(self) -> Iterator[None]:
        try:
            yield
        except (UnknownNameError, ParametersError) as error:
            self._errors.append(error)

    def tell(self) -> None:
        """Raise the one error there is, or one that tells them all."""
        different = {str(error): error for error in self._errors}
        if len(different) == 1:
            raise self._errors[0]
        if different:
            all_of_them = ParametersError("\n".join(different))
            codes = {error.exit_code for error in self._errors}
            all_of_them.exit_code = codes.pop() if len(codes) == 1 else ParametersError.exit_code
            raise all_of_them
