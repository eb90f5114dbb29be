"""Days a parameter file leaves out of estimation; not what a chart sets apart."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StrictStr, WithJsonSchema, model_validator

from hsci_analysis.errors import ParametersError, UnknownNameError
from hsci_analysis.models.estimation_window import EstimationWindow, LeftOut, Model
from hsci_analysis.parameters.keys import DayText, MeasureKey, Settings, read_by


def _model(written: str) -> Model:
    try:
        return Model(written)
    except ValueError:
        raise UnknownNameError("model", written, [model.value for model in Model]) from None


ModelName = Annotated[
    Model,
    read_by(_model, "the name of a model"),
    WithJsonSchema({"type": "string", "enum": list(Model)}),
]


class LeftOutSetting(Settings):
    """Days of which no season, error or slope is learnt, both ends included."""

    first: Annotated[DayText, Field(description="the first of these days, such as 2020-03-01")]
    last: Annotated[DayText, Field(description="the last of these days, such as 2020-09-30")]
    reason: Annotated[StrictStr, Field(description="why, in a few words", min_length=1)]
    measures: Annotated[
        tuple[MeasureKey, ...], Field(description="keys of measures; left out, every measure")
    ] = ()
    models: Annotated[
        tuple[ModelName, ...],
        Field(description=f"{', '.join(Model)}; left out, every model"),
    ] = ()

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        try:
            self.as_left_out()
        except ParametersError as error:
            raise ValueError(str(error)) from None
        return self

    def as_left_out(self) -> LeftOut:
        return LeftOut(self.first, self.last, self.reason, self.measures, self.models)


def window_of(left_out: tuple[LeftOutSetting, ...]) -> EstimationWindow:
    """The setting as models take it."""
    return EstimationWindow(tuple(each.as_left_out() for each in left_out))
