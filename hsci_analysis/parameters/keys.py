"""What a key of a parameter file may hold, and all that is wrong with a file told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, PlainValidator, ValidationError, WithJsonSchema

from hsci_analysis.areas import Partnership, find_partnership
from hsci_analysis.errors import HsciError, ParametersError, UnknownNameError
from hsci_analysis.folders import find_notebook
from hsci_analysis.indicators.indicator import Indicator
from hsci_analysis.indicators.registry import find_indicator
from hsci_analysis.measures.catalogue import find_measure
from hsci_analysis.parameters.yaml_file import read_settings, refuse
from hsci_analysis.periods import FinancialYear, Month

Value = TypeVar("Value")


def read_by(read: Callable[[str], Value], wanted: str) -> PlainValidator:
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
    read_by(Month.parse, "a month such as 2025-03"),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"}),
]
DayText = Annotated[
    date,
    read_by(_day, "a day such as 2025-03-31"),
    WithJsonSchema({"type": "string", "format": "date"}),
]
FinancialYearText = Annotated[
    FinancialYear,
    read_by(FinancialYear.parse, "a financial year such as 2024/25"),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}[/-]\d{2}$"}),
]
PartnershipName = Annotated[
    Partnership,
    read_by(find_partnership, "a partnership's name, slug or code"),
    WithJsonSchema({"type": "string"}),
]
NotebookName = Annotated[
    Path,
    read_by(find_notebook, "the name of a notebook"),
    WithJsonSchema({"type": "string"}),
]
IndicatorKey = Annotated[
    Indicator,
    read_by(find_indicator, "an indicator such as NI-19"),
    WithJsonSchema({"type": "string"}),
]


MeasureKey = Annotated[
    str,
    read_by(lambda key: find_measure(key).key, "the key of a measure"),
    WithJsonSchema({"type": "string"}),
]


class Settings(BaseModel):
    """A mapping of known keys; every field says in its description what is expected."""

    model_config = ConfigDict(frozen=True, extra="forbid")


FileSettings = TypeVar("FileSettings", bound=Settings)


def checked(path: Path, kind: type[FileSettings]) -> FileSettings:
    """The settings a file holds; raises ParametersError with all that is broken in it."""
    settings = read_settings(path)
    try:
        return kind.model_validate(settings)
    except ValidationError as error:
        faults = error.errors()
        broken = [
            _promise(kind, each["loc"], each) for each in faults if not _follows(each, faults)
        ]
    refuse(path, broken)
    raise AssertionError("pydantic refused a file without saying why")


def _follows(fault: Any, faults: Sequence[Any]) -> bool:
    """Whether a list is too short only because what is in it was refused, which is told."""
    where = fault["loc"]
    return fault["type"] == "too_short" and any(
        where == other["loc"][: len(where)] for other in faults if other is not fault
    )


def _promise(kind: type[Settings], where: tuple[int | str, ...], fault: Any) -> str:
    """One fault in our words: which key, what was expected and what came."""
    key = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in where)
    key = key.removeprefix(".")
    if fault["type"] == "value_error" and not where:
        return str(fault["ctx"]["error"])
    shape, name = _field(kind, where)
    if fault["type"] == "extra_forbidden":
        return f"{key}: {UnknownNameError('key', name, shape.model_fields)}"
    if fault["type"] == "value_error":
        return f"{key}: {fault['ctx']['error']}"
    described = shape.model_fields[name].description
    if fault["type"] == "missing":
        return f"{key}: is missing; expected {described}"
    return f"{key}: expected {described}; {fault['msg'][0].lower()}{fault['msg'][1:]}"


def _field(kind: type[Settings], where: tuple[int | str, ...]) -> tuple[type[Settings], str]:
    """The settings the fault is in, and which key of theirs."""
    shape, name = kind, str(where[0])
    for step in where[1:]:
        inner = next(_shapes(shape.model_fields[name].annotation), None)
        if isinstance(step, str) and inner is not None:
            shape, name = inner, step
    return shape, name


def _shapes(annotation: Any) -> Iterator[type[Settings]]:
    """The settings among the types a field may hold."""
    if isinstance(annotation, type) and issubclass(annotation, Settings):
        yield annotation
    for argument in get_args(annotation):
        yield from _shapes(argument)
