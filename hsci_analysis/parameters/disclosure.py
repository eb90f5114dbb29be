"""The one policy of disclosure control: ``parameters/disclosure.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr

from hsci_analysis.folders import parameters_folder
from hsci_analysis.measures.disclosure import MOST_SUPPRESSED, DisclosurePolicy
from hsci_analysis.parameters.keys import Settings, checked


class LeftAsPublished(Settings):
    """Figures that the policy does not touch, and why."""

    figures: Annotated[StrictStr, Field(description="which figures, in words", min_length=1)]
    why: Annotated[StrictStr, Field(description="why the policy does not touch them", min_length=1)]


class DisclosureSettings(Settings):
    """``parameters/disclosure.yaml``: which counts are hidden, and which figures are left alone."""

    largest_suppressed: Annotated[
        StrictInt,
        Field(
            description=f"the largest count that is hidden, 1 to {MOST_SUPPRESSED}",
            ge=1,
            le=MOST_SUPPRESSED,
        ),
    ]
    zeros: Annotated[
        Literal["shown", "suppressed"], Field(description="zeros: shown or suppressed")
    ]
    left_as_published: Annotated[
        tuple[LeftAsPublished, ...],
        Field(description="figures the policy does not touch, each with the reason"),
    ]

    @property
    def policy(self) -> DisclosurePolicy:
        return DisclosurePolicy(self.largest_suppressed, zeros_shown=self.zeros == "shown")


def disclosure_file() -> Path:
    return parameters_folder() / "disclosure.yaml"


def read_disclosure() -> DisclosureSettings:
    """The policy, checked; raises ParametersError with all that is broken in its file."""
    return checked(disclosure_file(), DisclosureSettings)
