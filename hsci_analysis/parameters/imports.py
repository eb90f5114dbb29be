"""The layouts in ``parameters/imports/``: how somebody's own file is laid out, without code."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self, TypeVar

from pydantic import Field, StrictBool, StrictInt, StrictStr, WithJsonSchema, model_validator

from hsci_analysis.areas import find_area
from hsci_analysis.errors import UnknownNameError
from hsci_analysis.folders import parameters_folder
from hsci_analysis.indicators.imports.description import WHOLE, FileDescription, Role
from hsci_analysis.indicators.registry import find_indicator
from hsci_analysis.measures.catalogue import MEASURES, find_measure
from hsci_analysis.parameters.keys import Settings, checked, read_by
from hsci_analysis.tables.imported_indicators import CellStatus

Chosen = TypeVar("Chosen", bound=StrEnum)
ACROSS = (Role.AREA, Role.PERIOD)
Words = Annotated[StrictStr, Field(min_length=1)]


def _one_of(kind: str, known: type[Chosen]) -> Callable[[str], Chosen]:
    """Reads one of a few words, and offers the nearest of them for another."""

    def read(written: str) -> Chosen:
        words = [each.value for each in known]
        if written not in words:
            raise UnknownNameError(kind, written, words)
        return known(written)

    return read


def _area(name: str) -> str:
    find_area(name)
    return name


RoleName = Annotated[
    Role,
    read_by(_one_of("role of a column", Role), "the role of a column"),
    WithJsonSchema({"type": "string", "enum": [role.value for role in Role]}),
]
Meaning = Annotated[
    CellStatus,
    read_by(_one_of("meaning of a symbol", CellStatus), "the meaning of a symbol"),
    WithJsonSchema({"type": "string", "enum": [each.value for each in CellStatus]}),
]
MeasureKey = Annotated[
    str,
    read_by(lambda key: find_measure(key).key, "the key of a measure"),
    WithJsonSchema({"type": "string", "enum": list(MEASURES)}),
]
OurArea = Annotated[str, read_by(_area, "the name of an area"), WithJsonSchema({"type": "string"})]


class FileLayout(Settings):
    """``parameters/imports/<name>.yaml``: where in one kind of file each figure stands."""

    title: Annotated[Words, Field(description="what the figures are, as a report cites them")]
    publisher: Annotated[Words, Field(description="whose figures they are")]
    sheet: Annotated[Words | None, Field(description="the sheet; left out, every sheet")] = None
    header_row: Annotated[
        StrictInt | None, Field(description="the row of the header, counted from 1", ge=1)
    ] = None
    columns: Annotated[
        dict[RoleName, Words], Field(description="for each role, the header of its column")
    ]
    across: Annotated[
        RoleName | None,
        Field(description="area or period: every column headed by one holds its figures"),
    ] = None
    fixed: Annotated[
        dict[RoleName, Words],
        Field(
            default_factory=dict, description="area, indicator or period that all figures are of"
        ),
    ]
    symbols: Annotated[
        dict[Words, Meaning],
        Field(default_factory=dict, description="symbols of the file, and what each means"),
    ]
    areas: Annotated[
        dict[Words, OurArea],
        Field(default_factory=dict, description="the file's own names of areas, and ours"),
    ]
    leave_areas: Annotated[
        tuple[Words, ...], Field(description="names of areas whose rows are not for us")
    ] = ()
    shares: Annotated[
        StrictBool, Field(description="true: percentages are written as shares of 1")
    ] = False
    measure: Annotated[
        MeasureKey | None,
        Field(description="the measure it is a partnership's own monthly series of"),
    ] = None

    @model_validator(mode="after")
    def _says_of_each_figure_what_it_is(self) -> Self:
        said = [*self.columns, *self.fixed, *([self.across] if self.across else [])]
        said += [Role.INDICATOR] * (self.measure is not None)
        if self.across not in (None, *ACROSS):
            raise ValueError(f"across: expected area or period, not {self.across}")
        for role in self.fixed:
            if role not in WHOLE:
                raise ValueError(f"fixed: expected area, indicator or period, not {role}")
        if lacking := [role for role in WHOLE if role not in said]:
            raise ValueError(
                f"nothing says which {' and '.join(lacking)} a figure is of: name a column, or say"
                " it in fixed or across"
            )
        if twice := [role for role in WHOLE if said.count(role) > 1]:
            raise ValueError(f"{' and '.join(twice)} is said more than once")
        if (Role.VALUE in self.columns) == (self.across is not None):
            raise ValueError("figures stand in a column (value) or across columns: say one of them")
        if Role.INDICATOR in self.fixed:
            try:
                find_indicator(self.fixed[Role.INDICATOR])
            except UnknownNameError as error:
                raise ValueError(f"fixed: {error}") from None
        return self


def read_layout(name: str) -> FileDescription:
    """The layout of that name in ``parameters/imports/``.

    Raises
    ------
    UnknownNameError
        With the nearest names, if there is none.
    ParametersError
        With all that is broken in it.
    """
    path = _folder() / f"{name}.yaml"
    known = sorted(each.stem for each in _folder().glob("*.yaml"))
    if name not in known:
        raise UnknownNameError("layout in parameters/imports", name, known)
    said = checked(path, FileLayout)
    return FileDescription(**{key: getattr(said, key) for key in FileLayout.model_fields})


def _folder() -> Path:
    return parameters_folder() / "imports"
