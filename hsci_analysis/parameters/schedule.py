"""``parameters/schedule.yaml``: what ``hsci run --all`` makes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, StrictFloat, StrictInt, StrictStr

from hsci_analysis.folders import parameters_folder
from hsci_analysis.parameters.keys import (
    FinancialYearText,
    NotebookName,
    PartnershipName,
    Settings,
    checked,
)

PARTNERSHIPS_ARE = "the partnerships it runs for; left out, all of them"
PARAMETERS_ARE = "further parameters of the notebook, by name: text or numbers"


class ScheduledNotebook(Settings):
    """One notebook, for whom, for which year and with which further parameters."""

    notebook: Annotated[NotebookName, Field(description="the name of a notebook in notebooks/")]
    partnerships: Annotated[
        Annotated[tuple[PartnershipName, ...], Field(min_length=1)] | None,
        Field(description=PARTNERSHIPS_ARE),
    ] = None
    reporting_year: Annotated[
        FinancialYearText | None,
        Field(
            description="its financial year; left out, as the partnership's file or defaults.yaml"
        ),
    ] = None
    parameters: Annotated[
        Mapping[StrictStr, StrictStr | StrictInt | StrictFloat],
        Field(description=PARAMETERS_ARE),
    ] = {}


class Schedule(Settings):
    """``parameters/schedule.yaml``: what ``hsci run --all`` makes."""

    notebooks: Annotated[
        Annotated[tuple[ScheduledNotebook, ...], Field(min_length=1)],
        Field(description="the notebooks to run, at least one"),
    ]


def schedule_file() -> Path:
    return parameters_folder() / "schedule.yaml"


def read_schedule() -> Schedule:
    """``schedule.yaml``, checked; raises ParametersError with all that is broken in it."""
    return checked(schedule_file(), Schedule)
