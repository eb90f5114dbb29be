"""A small quarterly series for tests, made from figures typed beside the test."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from hsci_analysis.areas import find_partnership
from hsci_analysis.measures.catalogue import Basis, find_measure
from hsci_analysis.measures.series import MeasureSeries
from tests.monthly import DELAYED_DISCHARGES


def quarterly_series(
    first: str, values: Iterable[float | None], *, measure: str = "care_at_home_hours"
) -> MeasureSeries:
    """A quarterly measure of Fife from ``first`` (``2020Q2``) on; None where none was submitted."""
    typed = [np.nan if value is None else float(value) for value in values]
    index = pd.period_range(first, periods=len(typed), freq="Q-DEC", name="quarter")
    value = pd.Series(typed, index=index)
    status = np.where(value.isna(), "not submitted", "published")
    found = find_measure(measure)
    return MeasureSeries(
        measure=found,
        area=find_partnership("Fife"),
        basis=Basis.RESIDENCE,
        source=DELAYED_DISCHARGES,
        unit=found.unit,
        frame=pd.DataFrame({"value": value, "lower": value, "upper": value, "status": status}),
    )
