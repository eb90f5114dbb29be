"""A measure as a partnership keeps it itself: monthly figures that it has imported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pandas as pd

from hsci_analysis.areas import Area, find_area
from hsci_analysis.errors import SeriesError
from hsci_analysis.measures.catalogue import find_measure
from hsci_analysis.measures.measure import Basis, Figures, Frequency, Measure
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.sources import Source
from hsci_analysis.sources.releases import known_releases
from hsci_analysis.tables.own_series import TABLE
from hsci_analysis.tables.store import read_release


def own_series(measure: str, area: str | Area, *, as_of: date | None = None) -> MeasureSeries:
    """The monthly series of a measure that a partnership keeps itself, as it was last imported.

    Nothing published is among its figures, and nothing of it in those of ``series``: ``source``
    and the measure's title say whose it is. Of several imports the newest counts, whole.

    Parameters
    ----------
    measure, area
        As for ``series``.
    as_of
        What had been released by that day; left out, the newest we hold.

    Raises
    ------
    UnknownNameError
        With the nearest names, for a measure or area that is not known.
    SeriesError
        If none of that area was imported.
    """
    wanted = find_measure(measure)
    place = area if isinstance(area, Area) else find_area(area)
    of_area = (each for each, codes in own_releases(wanted, as_of) if place.code in codes)
    release = next(of_area, None)
    if release is None:
        raise SeriesError(
            f"no figures of {wanted.key} that {place} keeps itself were imported; describe its file"
            f" in parameters/imports/ with 'measure: {wanted.key}', and run: hsci data import"
        )
    rows = read_release(release)
    rows = rows[(rows["measure"] == wanted.key) & (rows["area_code"] == place.code)]
    months = pd.DatetimeIndex(rows["month"], name="month").to_period("M")
    # How large a count it withholds, a file does not say: no bounds where there is no value.
    bounds = {"lower": rows["value"], "upper": rows["value"]}
    frame = rows[["value", "status"]].assign(**bounds).set_index(months)
    return MeasureSeries(
        measure=_as_kept(wanted),
        area=place,
        basis=Basis.RESIDENCE,
        source=release,
        unit=wanted.unit,
        frame=frame[["value", "lower", "upper", "status"]],
    )


def own_releases(measure: Measure, as_of: date | None = None) -> Iterator[tuple[Source, set[str]]]:
    """The releases with figures of a measure, newest first, and the codes of the areas in each."""
    for release in reversed(known_releases(TABLE.key, as_of)):
        rows = read_release(release)
        if codes := set(rows.loc[rows["measure"] == measure.key, "area_code"]):
            yield release, codes


def _as_kept(measure: Measure) -> Measure:
    figures = Figures(TABLE.key, "value", Basis.RESIDENCE, "month", rows={"measure": measure.key})
    return replace(
        measure,
        title=f"{measure.title}, the partnership's own figures",
        frequency=Frequency.MONTHLY,
        figures=(figures,),
    )
