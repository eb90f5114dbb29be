"""What the files in ``parameters/`` may say, key by key; their JSON schemas are made from it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, StrictBool, StrictInt, StrictStr, model_validator

from hsci_analysis.areas import Partnership
from hsci_analysis.folders import parameters_folder
from hsci_analysis.indicators.outcomes import OUTCOMES, OutcomeMapping
from hsci_analysis.models.spc import Segment
from hsci_analysis.parameters.estimation_window import LeftOutSetting
from hsci_analysis.parameters.keys import (
    FinancialYearText,
    IndicatorKey,
    MonthText,
    PartnershipName,
    Settings,
    checked,
)
from hsci_analysis.parameters.known_changes import KnownChangeSetting
from hsci_analysis.parameters.yaml_file import refuse


class DisplaySegment(Settings):
    """A stretch of months that a process chart describes on its own."""

    name: Annotated[StrictStr, Field(description="what the chart calls it", min_length=1)]
    first: Annotated[MonthText, Field(description="its first month, such as 2016-07")]
    last: Annotated[
        MonthText | None, Field(description="its last month; left out, it goes on until now")
    ] = None
    carried_forward: Annotated[
        StrictBool,
        StrictInt,
        Field(description="true: no limits of its own, those of the segment before are drawn on"),
    ] = False

    def as_segment(self) -> Segment:
        return Segment(self.name, self.first, self.last, self.carried_forward)


def _follow_each_other(segments: tuple[DisplaySegment, ...]) -> None:
    """Raise ValueError unless the segments cover every month from the first one on, each once."""
    if segments[0].carried_forward:
        raise ValueError(
            f"display_segments: {segments[0].name!r} comes first,"
            " so there are no limits to carry forward"
        )
    for before, after in pairwise(segments):
        if before.last is None or after.first - before.last != 1:
            raise ValueError(
                f"display_segments: {after.name!r} should begin the month after"
                f" {before.name!r} ends ({before.last or 'it has no last month'}),"
                f" and begins in {after.first}"
            )
    for segment in segments:
        if segment.last is not None and segment.last < segment.first:
            raise ValueError(
                f"display_segments: {segment.name!r} ends ({segment.last}) before it begins"
            )


class OutcomeIndicators(Settings):
    """The indicators a partnership reports under one outcome."""

    outcome: Annotated[
        StrictInt,
        Field(description=f"a national outcome by its number, 1 to {len(OUTCOMES)}", ge=1, le=9),
    ]
    indicators: Annotated[
        tuple[IndicatorKey, ...],
        Field(description="the indicators reported under it, such as NI-19", min_length=1),
    ]


class OutcomeSettings(Settings):
    """Which indicators a partnership reports under which outcomes, and where it says so."""

    source: Annotated[
        StrictStr, Field(description="where the partnership says so, in words", min_length=1)
    ]
    mapping: Annotated[
        tuple[OutcomeIndicators, ...],
        Field(description="outcomes, each with its indicators, each once", min_length=1),
    ]

    @model_validator(mode="after")
    def _each_outcome_once(self) -> Self:
        numbers = [each.outcome for each in self.mapping]
        if again := sorted({number for number in numbers if numbers.count(number) > 1}):
            raise ValueError(
                f"outcome {', '.join(map(str, again))} is given more than once; put its indicators "
                "together"
            )
        return self

    def as_mapping(self, partnership: Partnership) -> OutcomeMapping:
        return OutcomeMapping(
            f"as {partnership} reports",
            self.source,
            {each.outcome: [one.key for one in each.indicators] for each in self.mapping},
        )


SIMILAR_IS = "per cent up to which a change of a rate is called similar, such as 1.0"
SimilarWithin = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]
LEFT_OUT_IS = "days no model learns from, each stretch with its reason; none: []"
SEGMENTS_ARE = "stretches of months that a chart describes apart, in order, at least one"
YEAR_IS = "the financial year to report on, such as 2024/25"
DisplaySegments = Annotated[tuple[DisplaySegment, ...], Field(min_length=1)]


class _Segmented(Settings):
    display_segments: DisplaySegments | None

    @model_validator(mode="after")
    def _segments_follow_each_other(self) -> Self:
        if self.display_segments is not None:
            _follow_each_other(self.display_segments)
        return self


class Defaults(_Segmented):
    """``parameters/defaults.yaml``: what holds for every partnership that says nothing else."""

    reporting_year: Annotated[FinancialYearText, Field(description=YEAR_IS)]
    display_segments: Annotated[DisplaySegments, Field(description=SEGMENTS_ARE)]
    estimation_window: Annotated[tuple[LeftOutSetting, ...], Field(description=LEFT_OUT_IS)]
    similar_within_per_cent: Annotated[SimilarWithin, Field(description=SIMILAR_IS)]


class PartnershipParameters(_Segmented):
    """``parameters/partnerships/<slug>.yaml``: which partnership, and what it does differently."""

    partnership: Annotated[
        PartnershipName, Field(description="the partnership: its name, slug or nine-character code")
    ]
    reporting_year: Annotated[FinancialYearText | None, Field(description=YEAR_IS)] = None
    display_segments: Annotated[DisplaySegments | None, Field(description=SEGMENTS_ARE)] = None
    estimation_window: Annotated[
        tuple[LeftOutSetting, ...] | None, Field(description=LEFT_OUT_IS)
    ] = None
    similar_within_per_cent: Annotated[SimilarWithin | None, Field(description=SIMILAR_IS)] = None
    outcomes: Annotated[
        OutcomeSettings | None,
        Field(description="its own mapping of indicators to outcomes, if it has one"),
    ] = None
    known_changes: Annotated[
        tuple[KnownChangeSetting, ...], Field(description="known, dated changes to look for")
    ] = ()


def defaults_file() -> Path:
    return parameters_folder() / "defaults.yaml"


def partnership_file(partnership: Partnership) -> Path:
    return parameters_folder() / "partnerships" / f"{partnership.slug}.yaml"


def read_defaults() -> Defaults:
    """``defaults.yaml``, checked; raises ParametersError with all that is broken in it."""
    return checked(defaults_file(), Defaults)


def read_partnership(partnership: Partnership) -> PartnershipParameters:
    """A partnership's own file, checked; raises ParametersError with all that is broken in it."""
    path = partnership_file(partnership)
    settings = checked(path, PartnershipParameters)
    if settings.partnership != partnership:
        refuse(
            path,
            [f"partnership: the file is named for {partnership}, and says {settings.partnership}"],
        )
    return settings
