"""A small monthly series for tests, made from figures typed beside the test."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pandas as pd

from hsci_analysis.areas import Area, find_partnership
from hsci_analysis.measures.catalogue import Basis, find_measure
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.models.spc import Segment
from hsci_analysis.periods import Month
from hsci_analysis.sources.register import Input, Source

DELAYED_DISCHARGES = Source(
    key="delayed_discharges_by_council_area",
    title="Delayed discharge bed days by council area",
    publisher="Public Health Scotland",
    portal_dataset="delayed-discharges",
    portal_dataset_id="",
    licence="Open Government Licence v3.0",
    attribution="Contains Public Health Scotland information.",
    basis="area of residence",
    one_row="one council area, month, age group and reason",
    released=date(2025, 10, 9),
    inputs=(Input(file="figures.csv", portal_resource_id="", release="August 2025"),),
    table_sha256="0123456789abcdef" * 4,
)

BEFORE = Segment("before the pandemic", Month(2016, 7), Month(2020, 2))
PANDEMIC = Segment("pandemic", Month(2020, 3), Month(2022, 6), carried_forward=True)
SINCE = Segment("since", Month(2022, 7), None)
SEGMENTS = (BEFORE, PANDEMIC, SINCE)


def monthly_series(
    first: str,
    values: Iterable[float],
    *,
    area: Area | None = None,
    basis: Basis = Basis.RESIDENCE,
    not_negative: bool = True,
) -> MeasureSeries:
    """Delayed discharge bed days by month, from ``first`` (``2022-09``) on, without gaps."""
    typed = [float(value) for value in values]
    index = pd.period_range(first, periods=len(typed), freq="M", name="month")
    value = pd.Series(typed, index=index, dtype="float64")
    frame = pd.DataFrame({"value": value, "lower": value, "upper": value, "status": "published"})
    measure = find_measure("delayed_discharge_bed_days")
    return MeasureSeries(
        measure=replace(measure, not_negative=not_negative),
        area=area or find_partnership("Scottish Borders"),
        basis=basis,
        source=DELAYED_DISCHARGES,
        unit=measure.unit,
        frame=frame,
    )
