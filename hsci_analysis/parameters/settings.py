"""What the files in ``parameters/`` may say, key by key; their JSON schemas are made from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    StrictBool,
    StrictInt,
    StrictStr,
    ValidationError,
    WithJsonSchema,
    model_validator,
)

from hsci_analysis.areas import Partnership, find_area, find_partnership
from hsci_analysis.errors import HsciError, ParametersError, UnknownNameError
from hsci_analysis.folders import parameters_folder
from hsci_analysis.measures.catalogue import find_measure
from hsci_analysis.models.interrupted.known_change import LONGEST_LAG, Form, KnownChange
from hsci_analysis.models.spc import Segment
from hsci_analysis.parameters.yaml_file import read_settings, refuse
from hsci_analysis.periods import FinancialYear, Month

Value = TypeVar("Value")


def _read_by(read: Callable[[str], Value], wanted: str) -> PlainValidator:
    """Let pydantic collect our own errors with the rest instead of stopping at the first."""

    def validate(written: object) -> Value:
        if not isinstance(written, str):
            raise ValueError(f"{written!r} is not {wanted}")
        try:
            return read(written)
        except HsciError as error:
            raise ValueError(str(error)) from None

    return PlainValidator(validate)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ParametersError(f"{written!r} is not a day such as 2025-03-31") from None


MonthText = Annotated[
    Month,
    _read_by(Month.parse, "a month such as 2025-03"),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"}),
]
FinancialYearText = Annotated[
    FinancialYear,
    _read_by(FinancialYear.parse, "a financial year such as 2024/25"),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}[/-]\d{2}$"}),
]
DayText = Annotated[
    date,
    _read_by(_day, "a day such as 2025-03-31"),
    WithJsonSchema({"type": "string", "format": "date"}),
]
PartnershipName = Annotated[
    Partnership,
    _read_by(find_partnership, "a partnership's name, slug or code"),
    WithJsonSchema({"type": "string"}),
]
AreaName = Annotated[
    str,
    _read_by(lambda name: find_area(name).name, "an area's name or code"),
    WithJsonSchema({"type": "string"}),
]
MeasureKey = Annotated[
    str,
    _read_by(lambda key: find_measure(key).key, "the key of a measure"),
    WithJsonSchema({"type": "string"}),
]


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DisplaySegment(_Settings):
    """A stretch of months that a process chart describes on its own."""

    name: Annotated[StrictStr, Field(description="what the chart calls it", min_length=1)]
    first: Annotated[MonthText, Field(description="its first month, such as 2016-07")]
    last: Annotated[
        MonthText | None, Field(description="its last month; left out, it goes on until now")
    ] = None
    carried_forward: Annotated[
        StrictBool,
        Field(description="true: no limits of its own, those of the segment before are drawn on"),
    ] = False

    def as_segment(self) -> Segment:
        return Segment(self.name, self.first, self.last, self.carried_forward)


class KnownChangeSetting(_Settings):
    """A known, dated change to look for in a series; written down before anybody looks."""

    name: Annotated[StrictStr, Field(description="what changed, in a few words", min_length=1)]
    month: Annotated[MonthText, Field(description="the first month it held in, such as 2023-06")]
    form: Annotated[Form, Field(description="what it would change: level, slope, level and slope")]
    registered: Annotated[DayText, Field(description="the day this was written down")]
    lag_months: Annotated[
        StrictInt, Field(description="months left out from its first one on", ge=0, le=LONGEST_LAG)
    ] = 0
    control: Annotated[
        tuple[AreaName, ...],
        Field(description="names of areas it did not touch, or Scotland for all others"),
    ] = ()
    measure: Annotated[MeasureKey, Field(description="key of the monthly measure to look in")] = (
        KnownChange.measure
    )

    def as_known_change(self) -> KnownChange:
        return KnownChange(
            name=self.name,
            month=self.month,
            form=self.form,
            registered=self.registered,
            lag_months=self.lag_months,
            control=self.control,
            measure=self.measure,
        )


def _follow_each_other(segments: tuple[DisplaySegment, ...]) -> None:
    """Raise ValueError unless the segments cover every month from the first one on, each once."""
    if segments[0].carried_forward:
        raise ValueError(
            f"{segments[0].name!r} comes first, so there are no limits to carry forward"
        )
    for before, after in pairwise(segments):
        if before.last is None or after.first - before.last != 1:
            raise ValueError(
                f"{after.name!r} should begin the month after {before.name!r} ends"
                f" ({before.last or 'it has no last month'}), and begins in {after.first}"
            )
    for segment in segments:
        if segment.last is not None and segment.last < segment.first:
            raise ValueError(f"{segment.name!r} ends ({segment.last}) before it begins")


SEGMENTS_ARE = "stretches of months that a chart describes apart, in order, at least one"
YEAR_IS = "the financial year to report on, such as 2024/25"
DisplaySegments = Annotated[tuple[DisplaySegment, ...], Field(min_length=1)]


class _Segmented(_Settings):
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


class PartnershipParameters(_Segmented):
    """``parameters/partnerships/<slug>.yaml``: which partnership, and what it does differently."""

    partnership: Annotated[
        PartnershipName, Field(description="the partnership: its name, slug or nine-character code")
    ]
    reporting_year: Annotated[FinancialYearText | None, Field(description=YEAR_IS)] = None
    display_segments: Annotated[DisplaySegments | None, Field(description=SEGMENTS_ARE)] = None
    known_changes: Annotated[
        tuple[KnownChangeSetting, ...], Field(description="known, dated changes to look for")
    ] = ()


LISTED: dict[str, type[_Settings]] = {
    "display_segments": DisplaySegment,
    "known_changes": KnownChangeSetting,
}
FileSettings = TypeVar("FileSettings", Defaults, PartnershipParameters)


def defaults_file() -> Path:
    return parameters_folder() / "defaults.yaml"


def partnership_file(partnership: Partnership) -> Path:
    return parameters_folder() / "partnerships" / f"{partnership.slug}.yaml"


def read_defaults() -> Defaults:
    """``defaults.yaml``, checked; raises ParametersError with all that is broken in it."""
    return _checked(defaults_file(), Defaults)


def read_partnership(partnership: Partnership) -> PartnershipParameters:
    """A partnership's own file, checked; raises ParametersError with all that is broken in it."""
    path = partnership_file(partnership)
    settings = _checked(path, PartnershipParameters)
    if settings.partnership != partnership:
        refuse(
            path,
            [f"partnership: the file is named for {partnership}, and says {settings.partnership}"],
        )
    return settings


def _checked(path: Path, kind: type[FileSettings]) -> FileSettings:
    settings = read_settings(path)
    try:
        return kind.model_validate(settings)
    except ValidationError as error:
        broken = [_promise(kind, fault["loc"], fault) for fault in error.errors()]
    refuse(path, broken)
    raise AssertionError("pydantic refused a file without saying why")


def _promise(kind: type[_Settings], where: tuple[int | str, ...], fault: Any) -> str:
    """One fault in our words: which key, what was expected and what came."""
    key = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in where)
    key = key.removeprefix(".") or "display_segments"
    named = [step for step in where if isinstance(step, str)] or ["display_segments"]
    shape: type[_Settings] = kind if len(named) == 1 else LISTED[named[0]]
    if fault["type"] == "extra_forbidden":
        return f"{key}: {UnknownNameError('key', named[-1], shape.model_fields)}"
    described = shape.model_fields[named[-1]].description
    if fault["type"] == "missing":
        return f"{key}: is missing; expected {described}"
    if fault["type"] == "value_error":
        return f"{key}: {fault['ctx']['error']}"
    return f"{key}: expected {described}; {fault['msg'][0].lower()}{fault['msg'][1:]}"
