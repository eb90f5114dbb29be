"""What an extract of records is called and what its codes mean: ``parameters/records.yaml``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictStr, ValidationError, create_model

from hsci_analysis.errors import UnknownNameError
from hsci_analysis.folders import parameters_folder
from hsci_analysis.parameters.yaml_file import read_settings, refuse
from hsci_analysis.records.derivations import CARE_HOME, COMMUNITY_HOSPITAL, HOSPICE
from hsci_analysis.records.extracts import Declaration
from hsci_analysis.records.layouts import LAYOUTS, Layout
from hsci_analysis.records.values import SourceColumn

Codes = Annotated[tuple[StrictStr, ...], Field(description="a list of location codes")]
RecordType = Literal["SMR01", "SMR01E", "SMR04"]


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ColumnMapping(_Settings):
    """A column whose values are translated as well."""

    column: Annotated[StrictStr, Field(description="what the file calls the column")]
    values: Annotated[
        dict[StrictStr, StrictStr], Field(description="the file's values, and ours for each")
    ]


class Locations(_Settings):
    """Which places are no large hospitals."""

    care_homes: Codes
    hospices: Codes
    community_hospitals: Codes


def _input(layout: Layout) -> type[BaseModel]:
    """The model of one input: each column has our name unless another is given."""
    columns: dict[str, Any] = {
        column.name: (
            StrictStr | ColumnMapping,
            Field(
                default=column.name,
                description=f"the column that holds {column.expected}"
                + ", or empty" * column.may_be_empty
                + "; a file may do without it" * column.optional,
            ),
        )
        for column in layout.columns
    }
    name, told = layout.name.capitalize(), f"One row is {layout.one_row}."
    return create_model(name, __base__=_Settings, __doc__=told, **columns)


INPUTS: Mapping[str, type[BaseModel]] = {key: _input(layout) for key, layout in LAYOUTS.items()}


class _Declared(_Settings):
    locations: Annotated[Locations, Field(description="which places are no large hospitals")]
    none_occurred: Annotated[
        tuple[RecordType, ...],
        Field(description="a list of record types that were asked for and did not occur"),
    ] = ()


_INPUT_FIELDS: dict[str, Any] = {
    key: (model, Field(default_factory=model, description=f"the columns of the {key}"))
    for key, model in INPUTS.items()
}
RecordsMapping = create_model(
    "RecordsMapping",
    __base__=_Declared,
    __doc__="``parameters/records.yaml``, or another file like it: what an extract is called.",
    **_INPUT_FIELDS,
)


def records_file() -> Path:
    return parameters_folder() / "records.yaml"


def read_declaration(path: Path | None = None) -> Declaration:
    """The declaration in a file, or in ``parameters/records.yaml``, where columns have our names.

    Raises
    ------
    ParametersError
        With all that is broken in it.
    """
    file = path or records_file()
    try:
        read = RecordsMapping.model_validate(read_settings(file))
    except ValidationError as error:
        broken = list(dict.fromkeys(map(_promise, error.errors())))
        refuse(file, broken)
        raise AssertionError("pydantic refused a file without saying why") from None
    listed = Counter(code for _, codes in read.locations for code in codes)
    refuse(
        file,
        [f"locations: {code} is listed {n} times; keep one" for code, n in listed.items() if n > 1],
    )
    return Declaration(
        {key: _columns(getattr(read, key)) for key in LAYOUTS},
        {
            CARE_HOME: read.locations.care_homes,
            HOSPICE: read.locations.hospices,
            COMMUNITY_HOSPITAL: read.locations.community_hospitals,
        },
        read.none_occurred,
    )


def _columns(given: BaseModel) -> Mapping[str, SourceColumn]:
    return {
        ours: SourceColumn(theirs.column, theirs.values)
        if isinstance(theirs, ColumnMapping)
        else SourceColumn(theirs)
        for ours, theirs in given
    }


def _promise(fault: Any) -> str:
    """One fault in our words: which key, and what was expected of it."""
    head, *rest = map(str, fault["loc"])
    models: dict[str, type[BaseModel]] = {"locations": Locations, **INPUTS}
    inside = models.get(head) if rest else None
    of: type[BaseModel] = inside or RecordsMapping
    name = rest[0] if inside else head
    key = f"{head}.{name}" if inside else head
    if name not in of.model_fields:
        return f"{key}: {UnknownNameError('key', name, of.model_fields)}"
    expected = f"{key}: expected {of.model_fields[name].description}"
    if inside and head in INPUTS:
        return f"{expected}, by name or as a mapping of 'column' and 'values'"
    return f"{expected}; {fault['msg'][0].lower()}{fault['msg'][1:]}"
