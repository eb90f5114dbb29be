"""The same five panels from the committed tables, so that the benchmark runs on a fresh clone."""

from __future__ import annotations

import pandas as pd

from hsci_analysis.areas import partnerships
from hsci_analysis.tables import read_table
from tests.benchmarks.forecast.sets import PROTOCOLS, SUPPRESSED, Panel, behind


def snapshot_panels() -> dict[str, Panel]:
    """Every set, from ``data/snapshot``."""
    read = {
        "A": _delayed_discharges,
        "B": lambda: _at_sites("attendances"),
        "C": lambda: 100 * _at_sites("within_4_hours") / _at_sites("attendances"),
        "D": _admissions,
        "E": _weekly_attendances,
    }
    return {key: protocol.panel(key, read[key]()) for key, protocol in PROTOCOLS.items()}


def _delayed_discharges() -> pd.DataFrame:
    rows = read_table("delayed_discharges_by_council_area")
    first_council = {
        council: partnership.council_areas[0]
        for partnership in partnerships()
        for council in partnership.council_areas
    }
    rows = rows[rows["area_code"].isin(first_council)]
    return _wide(rows.assign(area=rows["area_code"].map(first_council)), "month", "bed_days", "M")


def _at_sites(figure: str) -> pd.DataFrame:
    rows = read_table("accident_and_emergency_attendances")
    return _wide(rows.rename(columns={"health_board": "area"}), "month", figure, "M")


def _weekly_attendances() -> pd.DataFrame:
    rows = read_table("weekly_emergency_department_waits")
    named = rows.rename(columns={"health_board": "area"})
    return _wide(named, "week_ending", "attendances", "W-SUN")


def _admissions() -> pd.DataFrame:
    rows = read_table("weekly_admissions_by_partnership")
    rows = rows[rows["admission_type"] == "emergency"]
    seen = rows.groupby(["area_code", "deprivation_quintile"])["admissions"].transform("count") > 0
    rows = rows[seen].rename(columns={"area_code": "area"})
    before, counted = (
        _wide(
            rows.assign(**{figure: rows[figure].astype("float64").fillna(SUPPRESSED)}),
            "week_ending",
            figure,
            "W-SUN",
        )
        for figure in ("mean_2018_2019", "admissions")
    )
    return behind(before, counted)


def _wide(rows: pd.DataFrame, day: str, figure: str, frequency: str) -> pd.DataFrame:
    sums = rows.pivot_table(index=day, columns="area", values=figure, aggfunc="sum")
    sums = sums.astype("float64")
    return sums.set_axis(pd.DatetimeIndex(sums.index).to_period(frequency).rename("period"))
