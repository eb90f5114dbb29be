"""A known, dated change in a partnership's file: registered before anybody looks for it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictInt, StrictStr, WithJsonSchema

from hsci_analysis.areas import find_area
from hsci_analysis.models.interrupted.known_change import LONGEST_LAG, Form, KnownChange
from hsci_analysis.parameters.keys import DayText, MeasureKey, MonthText, Settings, read_by

AreaName = Annotated[
    str,
    read_by(lambda name: find_area(name).name, "an area's name or code"),
    WithJsonSchema({"type": "string"}),
]


class KnownChangeSetting(Settings):
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
