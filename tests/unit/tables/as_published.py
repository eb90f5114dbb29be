"""Published files made back from our own tables: real figures of the last three periods.

So that every promise can be tested on any clone, without the files exactly as published.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import tomlkit

from hsci_analysis.areas import SCOTLAND, council_areas, health_boards, partnerships
from hsci_analysis.folders import data_folder
from hsci_analysis.sources import source
from hsci_analysis.sources.releases import forget
from hsci_analysis.tables import (
    accident_and_emergency,
    benchmarking_framework,
    community_planning_profile,
    delayed_discharges,
    geography_codes,
    population_by_council_area,
    population_estimates,
    read_table,
    snapshot,
    weekly_admissions,
)
from hsci_analysis.tables.suppression import SMALLEST_PUBLISHED

COMPUTED = ("rows", "first_period", "last_period", "table_sha256")


def data_without_tables(committed: Path, copy: Path) -> Path:
    """A data folder like the committed one before its first import."""
    shutil.copytree(committed / "reference", copy / "reference")
    document = tomlkit.parse((committed / "sources.toml").read_text(encoding="utf-8"))
    for entry in document.values():
        for computed in COMPUTED:
            entry.pop(computed, None)
        for published in entry["inputs"]:
            published.pop("sha256", None)
    (copy / "sources.toml").write_text(tomlkit.dumps(document), encoding="utf-8")
    return copy


def write_published(folder: Path) -> None:
    """Every input file of the register, below ``folder``."""
    for key, files in AS_PUBLISHED.items():
        for published, frame in zip(source(key).inputs, files(last_periods(key)), strict=True):
            path = folder / published.file
            path.parent.mkdir(parents=True, exist_ok=True)
            frame.to_csv(path, index=False, lineterminator="\n")


def last_periods(key: str) -> pd.DataFrame:
    """The rows of a table's last three periods."""
    table = read_table(key)
    period = table.columns[0]
    if key == geography_codes.TABLE.key:
        return table
    return table[table[period].isin(sorted(table[period].unique())[-3:])].reset_index(drop=True)


def _with_total(frame: pd.DataFrame, column: str, total: str) -> pd.DataFrame:
    by = [name for name in frame.columns if name not in (column, "bed_days", "people")]
    sums = frame.groupby(by, as_index=False).sum(numeric_only=True).assign(**{column: total})
    return pd.concat([frame, sums], ignore_index=True)


def _flag(is_total: pd.Series) -> pd.Series:
    return is_total.map({True: "d", False: ""})


def _delayed_discharges(code: str) -> Callable[[pd.DataFrame], list[pd.DataFrame]]:
    def files(table: pd.DataFrame) -> list[pd.DataFrame]:
        reasons = {ours: theirs for theirs, ours in delayed_discharges.REASONS.items()}
        delays = table.assign(
            area_code=table["area_code"].replace({"other": "NA"}),
            age_group=table["age_group"].replace({"75+": "75plus"}),
            reason=table["reason"].map(reasons),
        )
        for total in delayed_discharges.TOTALS:
            delays = _with_total(delays, total.column, total.total)
        places = {value: place for place, value in enumerate(ORDER)}
        delays = delays.assign(
            age_place=delays["age_group"].map(places), reason_place=delays["reason"].map(places)
        ).sort_values(["month", "area_code", "age_place", "reason_place"])
        beds = np.floor(delays["bed_days"] / delays["month"].dt.days_in_month + 0.5).astype(int)
        return [
            pd.DataFrame(
                {
                    code: delays["area_code"],
                    "date": delays["month"].dt.strftime("%Y-%m-%d"),
                    "age_group": delays["age_group"],
                    "delay_reason": delays["reason"],
                    "num_delayed_bed_days": delays["bed_days"],
                    "average_daily_delayed_beds": beds,
                }
            )
        ]

    return files


ORDER = ("18plus", "18-74", "75plus", "All Delay Reasons", *delayed_discharges.REASONS)


def boards_as_published(copy: pd.DataFrame) -> pd.DataFrame:
    """The portal's own layout, with its flags, of the re-shaped file by health board."""
    names = ["HBT", "MonthOfDelay", "AgeGroup", "ReasonForDelay", "NumberOfDelayedBedDays"]
    named = copy.set_axis([*names, "AverageDailyNumberOfDelayedBeds"], axis="columns")
    flagged = named.assign(
        MonthOfDelay=named["MonthOfDelay"].str[:7].str.replace("-", ""),
        HBTQF=_flag(named["HBT"] == SCOTLAND.code),
        AgeGroupQF=_flag(named["AgeGroup"] == "18plus"),
        ReasonForDelayQF=_flag(named["ReasonForDelay"] == "All Delay Reasons"),
    )
    return flagged[list(delayed_discharges.BOARDS_AS_PUBLISHED.header)]


def councils_as_published(copy: pd.DataFrame) -> pd.DataFrame:
    """The portal's own layout by council area, as its publisher's programs write it."""
    published = boards_as_published(copy).rename(columns={"HBT": "CA", "HBTQF": "CAQF"})
    published.loc[published["CA"] == "NA", ["CA", "CAQF"]] = ["", ":"]
    return published


def _attendances(table: pd.DataFrame) -> list[pd.DataFrame]:
    by_site = table.sort_values(["month", "site"])
    month_end = by_site["month"] + pd.offsets.MonthEnd()
    copy = pd.DataFrame(
        {
            "hospital_code": by_site["site"],
            "hospital_name": "Site " + by_site["site"],
            "date": month_end.dt.strftime("%Y-%m-%d"),
            "attendances": by_site["attendances"],
            "within_4_hours": by_site["within_4_hours"],
            "over_4_hours": by_site["attendances"] - by_site["within_4_hours"],
        }
    )
    activity = pd.DataFrame(
        {
            "Month": by_site["month"].dt.strftime("%Y%m"),
            "Country": SCOTLAND.code,
            "HBT": by_site["health_board"],
            "TreatmentLocation": by_site["site"],
            "NumberOfAttendancesAll": by_site["attendances"],
            "NumberWithin4HoursAll": by_site["within_4_hours"],
            "NumberOver4HoursAll": by_site["attendances"] - by_site["within_4_hours"],
        }
    ).reindex(columns=list(accident_and_emergency.ACTIVITY.header))
    return [copy, activity]


def _admissions(table: pd.DataFrame) -> list[pd.DataFrame]:
    types = {ours: theirs for theirs, ours in weekly_admissions.TYPES.items()}
    cells = table.assign(admission_type=table["admission_type"].map(types))
    figures = ["admissions", "mean_2018_2019"]
    everything = cells.groupby(weekly_admissions.GROUP, as_index=False)[figures].sum()
    cells = pd.concat([cells, everything.assign(admission_type="All")], ignore_index=True)
    cells = cells[cells["admissions"].fillna(0) >= SMALLEST_PUBLISHED]
    scotland = cells.groupby(weekly_admissions.WEEKLY, as_index=False)[figures].sum()
    weeks = pd.DataFrame({"week_ending": cells["week_ending"].unique()})
    boards = weeks.merge(
        pd.DataFrame({"area_code": [*(board.code for board in health_boards()), "NA"]}), how="cross"
    ).assign(deprivation_quintile=1, admission_type="All", admissions=5, mean_2018_2019=5.0)
    by_board = pd.concat([boards, scotland.assign(area_code=SCOTLAND.code)], ignore_index=True)
    by_board["flag"] = by_board["area_code"].map({SCOTLAND.code: "d", "NA": "NA"}).fillna("")
    return [_admissions_file(cells, "HSCP"), _admissions_file(by_board, "HB")]


def _admissions_file(cells: pd.DataFrame, code: str) -> pd.DataFrame:
    cells = cells.sort_values(
        ["admission_type", "week_ending", "area_code", "deprivation_quintile"]
    )
    before = cells["mean_2018_2019"]
    variation = 100 * (cells["admissions"].astype(float) - before) / before.where(before != 0)
    layout = weekly_admissions.BY_PARTNERSHIP if code == "HSCP" else weekly_admissions.BY_BOARD
    return pd.DataFrame(
        {
            "WeekEnding": cells["week_ending"].dt.strftime("%Y%m%d"),
            code: cells["area_code"],
            "HBQF": cells.get("flag"),
            "SIMDQuintile": cells["deprivation_quintile"],
            "AdmissionType": cells["admission_type"],
            "AdmissionTypeQF": _flag(cells["admission_type"] == "All"),
            "NumberAdmissions": cells["admissions"],
            "Average20182019": before,
            "PercentVariation": variation.round(1).fillna(8000),
        }
    )[list(layout.header)]


def _population(table: pd.DataFrame) -> list[pd.DataFrame]:
    people = table.assign(sex=table["sex"].str.title())
    for column, total in (("sex", "All"), ("area_code", SCOTLAND.code)):
        people = _with_total(people, column, total)
    wide = people.pivot_table("people", ["year", "area_code", "sex"], "age").astype(int)
    wide.columns = pd.Index(population_estimates.AGES)
    wide.insert(0, "AllAges", wide.sum(axis="columns"))
    wide = wide.reset_index().rename(columns={"year": "Year", "area_code": "HSCP", "sex": "Sex"})
    wide = wide.assign(
        HSCPQF=_flag(wide["HSCP"] == SCOTLAND.code), SexQF=_flag(wide["Sex"] == "All")
    )
    return [wide[list(population_estimates.BY_PARTNERSHIP.header)]]


def _population_by_council_area(table: pd.DataFrame) -> list[pd.DataFrame]:
    """Ages of a partnership of two councils lie in the one until it has its published people."""
    by_age = last_periods(population_estimates.TABLE.key)
    by_age["age_group"] = by_age["age"].map(population_by_council_area.GROUP_OF_AGE)
    lies_in = [(part, each.code) for each in partnerships() for part in each.council_areas]
    areas = pd.DataFrame(lies_in, columns=["council", "area_code"])
    cells = by_age.merge(areas, on="area_code").merge(
        table.rename(columns={"area_code": "council", "people": "wanted"}),
        on=["year", "council", "age_group"],
    )
    group = cells.groupby(["year", "council", "age_group"])["people"]
    so_far = group.cumsum() * cells["wanted"] // group.transform("sum")
    cells["people"] = so_far - so_far.groupby(
        [cells["year"], cells["council"], cells["age_group"]]
    ).shift(fill_value=0)
    is_second = cells["council"] == "S12000030"
    whole = cells[cells["council"] == "S12000005"].set_index(["year", "sex", "age"])["people"]
    both = by_age[by_age["area_code"] == "S37000005"].set_index(["year", "sex", "age"])["people"]
    rest = (both - whole).reindex(
        pd.MultiIndex.from_frame(cells.loc[is_second, ["year", "sex", "age"]])
    )
    cells.loc[is_second, "people"] = rest.to_numpy()
    councils = cells.drop(columns=["area_code", "age_group", "wanted"])
    (published,) = _population(councils.rename(columns={"council": "area_code"}))
    (of_partnerships,) = _population(by_age.drop(columns="age_group"))
    return [published.rename(columns={"HSCP": "CA", "HSCPQF": "CAQF"}), of_partnerships]


def _framework(table: pd.DataFrame) -> list[pd.DataFrame]:
    """With the figures we do not keep, made up."""
    theirs = {ours: published for published, ours in benchmarking_framework.FIGURES.items()}
    kept = table.assign(published_figure=table["figure"].map(theirs)).drop(columns="figure")
    full = benchmarking_framework.every_row(table["year"]).to_frame(index=False)
    full = full.merge(kept, how="left").fillna({"value": 20.5})
    in_order = full.assign(
        place=full["published_figure"].isin(benchmarking_framework.ORDER[-2:]),
        block=full["year"].where(full["published_figure"].isin(benchmarking_framework.ORDER[-2:])),
    )
    last = in_order[in_order["place"]].sort_values("block", kind="stable")
    in_order = pd.concat([in_order[~in_order["place"]], last])
    return [
        pd.DataFrame(
            {
                "Local Authority": in_order["area_code"].map(_names()),
                "Year": in_order["year"].str.replace("/", "-"),
                "Indicator2": in_order["published_figure"],
                "Value": in_order["value"],
            }
        ).reindex(columns=list(benchmarking_framework.FRAMEWORK.header))
    ]


def _profile(table: pd.DataFrame) -> list[pd.DataFrame]:
    """With attendances, and three years after the last, made up."""
    admissions = table.rename(columns={"admissions_per_100_000": "value"})
    last = admissions[admissions["year"] == admissions["year"].max()]
    admissions["Type"] = "Raw data"
    after = [last.assign(year=year, Type="Projected") for year in ("2022/23", "2023/24", "2024/25")]
    rows = pd.concat(
        [
            admissions.assign(Indicator="Unplanned Hospital Attendances"),
            pd.concat([admissions, *after]).assign(Indicator="Emergency Admissions"),
        ]
    )
    named = rows.assign(CPP=rows["area_code"].map(_names())).rename(columns={"year": "Year"})
    return [named.reindex(columns=list(community_planning_profile.PROFILE.header))]


def _names() -> dict[str, str]:
    return {area.code: area.name for area in (*council_areas(), SCOTLAND)}


def _geography(table: pd.DataFrame) -> list[pd.DataFrame]:
    text = table.drop(columns="in_force").astype("object")
    for name in text.columns[text.columns.str.contains("enacted|archived")]:
        text[name] = table[name].dt.strftime("%Y%m%d").fillna("")
    text["country"] = SCOTLAND.code
    councils, boards = geography_codes.COUNCIL_AREAS, geography_codes.HEALTH_BOARDS
    both = text.set_axis(list(councils.header), axis="columns")
    of_boards = both[list(boards.header)].drop_duplicates().sort_values("HB")
    return [both, of_boards]


AS_PUBLISHED: dict[str, Callable[[pd.DataFrame], list[pd.DataFrame]]] = {
    delayed_discharges.BY_COUNCIL_AREA.key: _delayed_discharges("ltla_code"),
    delayed_discharges.BY_HEALTH_BOARD.key: _delayed_discharges("hb_code"),
    accident_and_emergency.TABLE.key: _attendances,
    weekly_admissions.TABLE.key: _admissions,
    population_estimates.TABLE.key: _population,
    population_by_council_area.TABLE.key: _population_by_council_area,
    benchmarking_framework.TABLE.key: _framework,
    community_planning_profile.TABLE.key: _profile,
    geography_codes.TABLE.key: _geography,
}


TABLES = [table for table in snapshot.TABLES if table.key in AS_PUBLISHED]


def build(published: Path) -> None:
    """Import the tables whose files can be made back."""
    snapshot.build_snapshot(published, TABLES)


def new_editions(data: Path) -> None:
    """Do as a person who notes that every published file is a new edition."""
    path = data / "sources.toml"
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    for entry in document.values():
        for published in entry["inputs"]:
            published["sha256"] = ""
    path.write_text(tomlkit.dumps(document), encoding="utf-8")
    forget()


@dataclass(frozen=True)
class Workbench:
    """A data folder of its own, built from a folder of published files of three periods."""

    data: Path
    published: Path

    def file(self, name: str) -> Path:
        """The published file whose path holds ``name``."""
        (path,) = (path for path in self.published.rglob("*.csv") if name in path.name)
        return path

    def copy(self, to: Path) -> "Workbench":
        shutil.copytree(self.data, to / "data")
        shutil.copytree(self.published, to / "published")
        return Workbench(to / "data", to / "published")

    def state(self) -> dict[str, bytes]:
        """Every file of the data folder, byte for byte."""
        paths = sorted(path for path in self.data.rglob("*") if path.is_file())
        return {str(path.relative_to(self.data)): path.read_bytes() for path in paths}


def make_workbench(folder: Path) -> Workbench:
    """Published files, and the data folder that a first import of them makes."""
    write_published(folder / "published")
    data = data_without_tables(data_folder(), folder / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HSCI_DATA", str(data))
        build(folder / "published")
    return Workbench(data, folder / "published")
