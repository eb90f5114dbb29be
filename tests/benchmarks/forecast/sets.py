"""The five panels of the benchmark, read from the published files, and the origins to forecast from.

Pure pandas, so that the rivals' own environment can read them too. Sets A to D served to choose the
few settings of our method; E was held back and chose nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
import pandas as pd

SUPPRESSED = 2
"""The middle of 0 to 4, where a cell of a combination seen elsewhere is not published."""
WEEKS_BEFORE = 52


class Era(StrEnum):
    BEFORE = "before the pandemic"
    DURING = "pandemic"
    AFTER = "after the pandemic"


@dataclass(frozen=True)
class Origin:
    """The last period of a training window; ``periods`` is how many it has, counted from the start.

    The slow methods were run at ``core`` origins alone.
    """

    label: str
    periods: int
    era: Era
    core: bool


@dataclass(frozen=True)
class Panel:
    """One set: its values (a row a period, a column an area) and its origins."""

    key: str
    title: str
    values: pd.DataFrame
    season: int
    horizon: int
    percentage: bool
    window: tuple[pd.Period, pd.Period]
    origins: tuple[Origin, ...]

    def training(self, origin: Origin) -> pd.DataFrame:
        return self.values.iloc[: origin.periods]

    def target(self, origin: Origin) -> pd.DataFrame:
        return self.values.iloc[origin.periods : origin.periods + self.horizon]

    def core(self) -> Iterator[Origin]:
        return (origin for origin in self.origins if origin.core)


A_ORIGINS = {
    Era.BEFORE: "2018-08 2018-11* 2019-02*",
    Era.DURING: "2020-02 2020-06* 2020-10 2021-02*",
    Era.AFTER: "2022-02* 2022-06 2022-10* 2023-02 2023-06* 2023-10 2024-02* 2024-08*",
}
BC_ORIGINS = {
    Era.BEFORE: "2012-02 2013-06 2014-10* 2016-02 2017-06* 2018-02 2018-10 2019-02*",
    Era.DURING: "2020-02 2020-06* 2020-10 2021-02*",
    Era.AFTER: "2022-02* 2022-06 2022-10* 2023-02 2023-06* 2023-10 2024-02*",
}
D_ORIGINS = {
    Era.DURING: "52 65* 78 91*",
    Era.AFTER: "104* 112 121* 130* 139 148* 156* 169*",
}
E_ORIGINS = {
    Era.BEFORE: "121* 173* 199* 225* 247*",
    Era.AFTER: "360* 386* 412* 438* 464* 490* 516* 526*",
}
"""A star marks the core ones; months, or the number of weeks in training."""


def _origins(
    written: dict[Era, str], values: pd.DataFrame, weeks_before: int = 0
) -> tuple[Origin, ...]:
    return tuple(
        Origin(label, _periods(label, values, weeks_before), era, word.endswith("*"))
        for era, words in written.items()
        for word in words.split()
        for label in [word.rstrip("*")]
    )


def _periods(label: str, values: pd.DataFrame, weeks_before: int) -> int:
    if "-" in label:
        return int(values.index.get_loc(pd.Period(label, "M"))) + 1
    return int(label) + weeks_before


def _months(first: str, last: str) -> tuple[pd.Period, pd.Period]:
    return pd.Period(first, "M"), pd.Period(last, "M")


def _weeks(first: str, last: str) -> tuple[pd.Period, pd.Period]:
    return pd.Period(first, "W-SUN"), pd.Period(last, "W-SUN")


def delayed_discharges(folder: Path) -> Panel:
    file = "delayed_discharges/delayed_discharge_beddays_council_area_201607_202508.csv"
    rows = pd.read_csv(folder / file, keep_default_na=False)
    rows = rows[
        (rows["age_group"] == "18plus")
        & (rows["delay_reason"] == "All Delay Reasons")
        & rows["ltla_code"].str.startswith("S12")
    ]
    partnership = rows["ltla_code"].replace("S12000030", "S12000005")
    values = _wide(rows.assign(area=partnership), "date", "num_delayed_bed_days", "M")
    return Panel(
        "A",
        "Delayed discharge bed days, 31 partnerships, months",
        values,
        season=12,
        horizon=12,
        percentage=False,
        window=_months("2020-03", "2020-09"),
        origins=_origins(A_ORIGINS, values),
    )


def _attendances(folder: Path) -> pd.DataFrame:
    rows = pd.read_csv(folder / "ae/ae_monthly_hospital_200707_202502.csv")
    activity = pd.read_csv(
        folder / "ae/raw_monthly_ae_activity_202305.csv", usecols=["HBT", "TreatmentLocation"]
    )
    sites = pd.read_csv(folder / "ae/raw_hospital_site_list.csv")
    boards = sites.drop_duplicates("TreatmentLocationCode").set_index("TreatmentLocationCode")["HB"]
    first = activity.drop_duplicates("TreatmentLocation").set_index("TreatmentLocation")["HBT"]
    area = rows["hospital_code"].map(first).fillna(rows["hospital_code"].map(boards))
    return rows.assign(area=area)


def attendances(folder: Path) -> Panel:
    values = _wide(_attendances(folder), "date", "attendances", "M")
    return Panel(
        "B",
        "A&E attendances, 14 boards, months",
        values,
        season=12,
        horizon=12,
        percentage=False,
        window=_months("2020-03", "2021-05"),
        origins=_origins(BC_ORIGINS, values),
    )


def within_four_hours(folder: Path) -> Panel:
    rows = _attendances(folder)
    within, of = (_wide(rows, "date", column, "M") for column in ("within_4_hours", "attendances"))
    values = 100 * within / of
    return Panel(
        "C",
        "A&E seen within 4 hours (%), 14 boards, months",
        values,
        season=12,
        horizon=12,
        percentage=True,
        window=_months("2020-03", "2021-04"),
        origins=_origins(BC_ORIGINS, values),
    )


def admissions(folder: Path) -> Panel:
    """Weekly admissions, behind the first 52 weeks of the mean of 2018 and 2019 as a year 2019."""
    file = "admissions_weekly/raw_hospital_admissions_hscp_simd_20230706.csv"
    columns = ["WeekEnding", "HSCP", "SIMDQuintile", "AdmissionType"]
    figures = ["NumberAdmissions", "Average20182019"]
    rows = pd.read_csv(folder / file, usecols=[*columns, *figures], dtype={"WeekEnding": str})
    rows = rows[rows["AdmissionType"] == "Emergency"]
    week = pd.PeriodIndex(pd.to_datetime(rows["WeekEnding"]), freq="W-SUN")
    counted, before = (
        rows.assign(week=week)
        .pivot_table(index="week", columns=["HSCP", "SIMDQuintile"], values=figure)
        .fillna(SUPPRESSED)
        .T.groupby(level="HSCP")
        .sum()
        .T
        for figure in figures
    )
    before = before.iloc[:WEEKS_BEFORE]
    before.index = before.index - WEEKS_BEFORE
    values = pd.concat([before, counted])
    return Panel(
        "D",
        "Emergency admissions, 31 partnerships, weeks",
        values,
        season=52,
        horizon=13,
        percentage=False,
        window=_weeks("2020-03-15", "2020-08-30"),
        origins=_origins(D_ORIGINS, values, WEEKS_BEFORE),
    )


def weekly_attendances(folder: Path) -> Panel:
    columns = ["WeekEndingDate", "HBT", "AttendanceCategory", "NumberOfAttendancesEpisode"]
    rows = pd.read_csv(
        folder / "ae/raw_weekly_ae_activity_20250615.csv",
        usecols=columns,
        dtype={"WeekEndingDate": str},
    )
    rows = rows[rows["AttendanceCategory"] == "All"].assign(area=lambda frame: frame["HBT"])
    values = _wide(rows, "WeekEndingDate", "NumberOfAttendancesEpisode", "W-SUN")
    return Panel(
        "E",
        "Emergency department attendances, 14 boards, weeks (held back)",
        values,
        season=52,
        horizon=13,
        percentage=False,
        window=_weeks("2020-03-15", "2021-05-30"),
        origins=_origins(E_ORIGINS, values),
    )


def _wide(rows: pd.DataFrame, day: str, figure: str, frequency: str) -> pd.DataFrame:
    period = pd.PeriodIndex(pd.to_datetime(rows[day]), freq=frequency)
    wide = rows.assign(period=period).pivot_table(
        index="period", columns="area", values=figure, aggfunc="sum"
    )
    if not np.isfinite(wide.to_numpy()).all():
        raise ValueError(f"{figure} has holes; the benchmark's panels have none")
    return wide.astype("float64")


SETS: dict[str, Callable[[Path], Panel]] = {
    "A": delayed_discharges,
    "B": attendances,
    "C": within_four_hours,
    "D": admissions,
    "E": weekly_attendances,
}
