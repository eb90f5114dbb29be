"""The five panels of the benchmark, read from the published files, and where to forecast from.

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

PUBLISHED_FIGURES = Path(__file__).resolve().parents[4] / "shared" / "data"
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
    percentage: bool
    window: tuple[pd.Period, pd.Period]
    origins: tuple[Origin, ...]

    @property
    def weekly(self) -> bool:
        return pd.PeriodIndex(self.values.index).freqstr != "M"

    @property
    def season(self) -> int:
        return 52 if self.weekly else 12

    @property
    def horizon(self) -> int:
        return 13 if self.weekly else 12

    def training(self, origin: Origin) -> pd.DataFrame:
        return self.values.iloc[: origin.periods]

    def target(self, origin: Origin) -> pd.DataFrame:
        return self.values.iloc[origin.periods : origin.periods + self.horizon]

    def core(self) -> Iterator[Origin]:
        return (origin for origin in self.origins if origin.core)


@dataclass(frozen=True)
class Protocol:
    """All of a set but its figures: what the pandemic left out, and the origins of each era.

    An origin is its last month, or the number of weeks known (after the ``weeks_before``); a star
    marks the core ones.
    """

    title: str
    window: tuple[str, str]
    origins: dict[Era, str]
    percentage: bool = False
    weeks_before: int = 0

    def panel(self, key: str, values: pd.DataFrame) -> Panel:
        """The set with its figures, indexed by month or week."""
        if not np.isfinite(values.to_numpy()).all():
            raise ValueError(f"set {key} has holes; the benchmark's panels have none")
        frequency = pd.PeriodIndex(values.index).freqstr
        first, last = (pd.Period(day, frequency) for day in self.window)
        origins = tuple(
            Origin(label, self._periods(label, values), era, word.endswith("*"))
            for era, words in self.origins.items()
            for word in words.split()
            for label in [word.rstrip("*")]
        )
        return Panel(key, self.title, values, self.percentage, (first, last), origins)

    def _periods(self, label: str, values: pd.DataFrame) -> int:
        if label.isdigit():
            return int(label) + self.weeks_before
        return int((values.index <= pd.Period(label, "M")).sum())


OF_MONTHLY_ATTENDANCES = {
    Era.BEFORE: "2012-02 2013-06 2014-10* 2016-02 2017-06* 2018-02 2018-10 2019-02*",
    Era.DURING: "2020-02 2020-06* 2020-10 2021-02*",
    Era.AFTER: "2022-02* 2022-06 2022-10* 2023-02 2023-06* 2023-10 2024-02*",
}
PROTOCOLS = {
    "A": Protocol(
        "Delayed discharge bed days, 31 partnerships, months",
        ("2020-03", "2020-09"),
        {
            Era.BEFORE: "2018-08 2018-11* 2019-02*",
            Era.DURING: "2020-02 2020-06* 2020-10 2021-02*",
            Era.AFTER: "2022-02* 2022-06 2022-10* 2023-02 2023-06* 2023-10 2024-02* 2024-08*",
        },
    ),
    "B": Protocol(
        "A&E attendances, 14 boards, months", ("2020-03", "2021-05"), OF_MONTHLY_ATTENDANCES
    ),
    "C": Protocol(
        "A&E seen within 4 hours (%), 14 boards, months",
        ("2020-03", "2021-04"),
        OF_MONTHLY_ATTENDANCES,
        percentage=True,
    ),
    "D": Protocol(
        "Emergency admissions, 31 partnerships, weeks",
        ("2020-03-15", "2020-08-30"),
        {Era.DURING: "52 65* 78 91*", Era.AFTER: "104* 112 121* 130* 139 148* 156* 169*"},
        weeks_before=WEEKS_BEFORE,
    ),
    "E": Protocol(
        "Emergency department attendances, 14 boards, weeks (held back)",
        ("2020-03-15", "2021-05-30"),
        {
            Era.BEFORE: "121* 173* 199* 225* 247*",
            Era.AFTER: "360* 386* 412* 438* 464* 490* 516* 526*",
        },
    ),
}


def published_panels(folder: Path = PUBLISHED_FIGURES) -> dict[str, Panel]:
    """Every set, from the files as they were published."""
    return {key: protocol.panel(key, READ[key](folder)) for key, protocol in PROTOCOLS.items()}


def _delayed_discharges(folder: Path) -> pd.DataFrame:
    file = "delayed_discharges/delayed_discharge_beddays_council_area_201607_202508.csv"
    rows = pd.read_csv(folder / file, keep_default_na=False)
    rows = rows[
        (rows["age_group"] == "18plus")
        & (rows["delay_reason"] == "All Delay Reasons")
        & rows["ltla_code"].str.startswith("S12")
    ]
    partnership = rows["ltla_code"].replace("S12000030", "S12000005")
    return _wide(rows.assign(area=partnership), "date", "num_delayed_bed_days", "M")


def _at_sites(folder: Path) -> pd.DataFrame:
    rows = pd.read_csv(folder / "ae/ae_monthly_hospital_200707_202502.csv")
    activity = pd.read_csv(
        folder / "ae/raw_monthly_ae_activity_202305.csv", usecols=["HBT", "TreatmentLocation"]
    )
    sites = pd.read_csv(folder / "ae/raw_hospital_site_list.csv")
    boards = sites.drop_duplicates("TreatmentLocationCode").set_index("TreatmentLocationCode")["HB"]
    first = activity.drop_duplicates("TreatmentLocation").set_index("TreatmentLocation")["HBT"]
    area = rows["hospital_code"].map(first).fillna(rows["hospital_code"].map(boards))
    return rows.assign(area=area)


def _attendances(folder: Path) -> pd.DataFrame:
    return _wide(_at_sites(folder), "date", "attendances", "M")


def _within_four_hours(folder: Path) -> pd.DataFrame:
    rows = _at_sites(folder)
    within, of = (_wide(rows, "date", column, "M") for column in ("within_4_hours", "attendances"))
    return 100 * within / of


def _admissions(folder: Path) -> pd.DataFrame:
    """Behind the first 52 weeks of the mean of 2018 and 2019, known at every origin, as 2019."""
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
    return behind(before, counted)


def behind(before: pd.DataFrame, counted: pd.DataFrame) -> pd.DataFrame:
    """Weeks counted, behind the first 52 of those before as the weeks just before them."""
    earlier = before.iloc[:WEEKS_BEFORE]
    return pd.concat([earlier.set_axis(earlier.index - WEEKS_BEFORE), counted])


def _weekly_attendances(folder: Path) -> pd.DataFrame:
    columns = ["WeekEndingDate", "HBT", "AttendanceCategory", "NumberOfAttendancesEpisode"]
    rows = pd.read_csv(
        folder / "ae/raw_weekly_ae_activity_20250615.csv",
        usecols=columns,
        dtype={"WeekEndingDate": str},
    )
    rows = rows[rows["AttendanceCategory"] == "All"].assign(area=lambda frame: frame["HBT"])
    return _wide(rows, "WeekEndingDate", "NumberOfAttendancesEpisode", "W-SUN")


def _wide(rows: pd.DataFrame, day: str, figure: str, frequency: str) -> pd.DataFrame:
    period = pd.PeriodIndex(pd.to_datetime(rows[day]), freq=frequency)
    wide = rows.assign(period=period).pivot_table(
        index="period", columns="area", values=figure, aggfunc="sum"
    )
    return wide.astype("float64")


READ: dict[str, Callable[[Path], pd.DataFrame]] = {
    "A": _delayed_discharges,
    "B": _attendances,
    "C": _within_four_hours,
    "D": _admissions,
    "E": _weekly_attendances,
}
