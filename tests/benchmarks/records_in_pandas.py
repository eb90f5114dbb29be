"""The rules of the records written straightforwardly in pandas, to be fast against.

Statement by statement what the SQL does: whole columns at a time, groups by person, one row a day
or a month where days are split.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from hsci_analysis.areas import partnerships

EMERGENCY = {20, 21, 22, *range(30, 40)}
FALLS = {f"W{number:02d}" for number in range(20)}
DENTAL = {"T113H", "S206H", "G106H"}
DIAGNOSES = [f"diagnosis_{position}" for position in range(1, 7)]
ORDER = ["person", "admission_date", "discharge_date", "admission_type"]
PARTNERSHIP = {council: each.code for each in partnerships() for council in each.council_areas}
FAR = pd.Timestamp("2250-01-01")
DAY = pd.Timedelta(days=1)


class Counting:
    """An extract's folder, the months asked for, and the counts so far."""

    def __init__(
        self,
        folder: Path,
        first: pd.Timestamp,
        day_after: pd.Timestamp,
        settings: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.first, self.day_after, self.settings = first, day_after, settings
        self.episodes = self._read(folder / "episodes.parquet")
        self.deaths = self._read(folder / "deaths.parquet")
        self.attendances = self._read(folder / "attendances.parquet")
        self.counts: list[pd.DataFrame] = []

    def run(self) -> pd.DataFrame:
        """Numerators and denominators by indicator, period, area and locality."""
        self.check()
        self.journeys()
        self.stays()
        self.falls()
        self.long_stays()
        self.last_six_months()
        self.accident_and_emergency()
        return self.totals()

    def check(self) -> None:
        """What the extract promises, so that both sides do the same work."""
        records, deaths, seen = self.episodes, self.deaths, self.attendances
        broken = {
            "type": ~records["record_type"].isin(["SMR01", "SMR01E", "SMR04"]),
            "day case": ~records["inpatient_or_day_case"].isin(["I", "D"]),
            "dates": records["discharge_date"] < records["admission_date"],
            "admitted": records["admission_date"].isna(),
            "admission": ~records["admission_type"].between(10, 48),
            "discharge": ~records["discharge_type"].dropna().between(10, 79),
            "age": ~records["age"].between(0, 130),
            "sex": ~records["sex"].between(0, 9),
            "data zone": ~records["data_zone"].dropna().str.fullmatch(r"S01\d{6}"),
            "council": ~records["council_area"].dropna().isin(PARTNERSHIP),
            "locality": records["locality"].notna() & records["council_area"].isna(),
            "copies": records[records["person"].notna()].duplicated(),
            "deaths": deaths["person"].dropna().duplicated(),
            "died": deaths["date_of_death"].isna(),
            "attended": seen["attendance_date"].isna(),
            "minutes": ~seen["minutes_in_department"].between(0, 100_000),
        }
        for frame, columns in ((records, DIAGNOSES), (deaths, list(deaths.filter(like="cause")))):
            for column in columns:
                codes = frame[column].dropna()
                broken[column] = ~codes.str.fullmatch("[A-Z][0-9]{2}.*")
        assert not [name for name, rows in broken.items() if rows.any()]

    def totals(self) -> pd.DataFrame:
        """The counts added up to years, partnerships and Scotland."""
        monthly = pd.concat(self.counts, ignore_index=True)
        month = monthly["month"].dt
        financial = month.year - (month.month < 4)
        kinds = {
            "month": month.strftime("%Y-%m"),
            "financial year": financial.astype("str") + "/" + ((financial + 1) % 100).astype("str"),
            "calendar year": month.year.astype("str") + " (calendar year)",
        }
        added = []
        for kind, period in kinds.items():
            for places in ([], ["partnership"], ["partnership", "locality"]):
                rows = monthly.assign(kind=kind, period=period)
                summed = rows.groupby(["indicator", "kind", "period", *places])[
                    ["numerator", "denominator"]
                ].sum(min_count=1)
                added.append(summed.reset_index())
        totals = pd.concat(added, ignore_index=True)
        return totals.assign(
            area_code=totals["partnership"].fillna("S92000003"),
            locality=totals["locality"].fillna(""),
        ).drop(columns="partnership")

    def journeys(self) -> None:
        records = self.episodes
        records = records[
            (records["inpatient_or_day_case"] == "I")
            & (records["age"] >= 18)
            & records["person"].notna()
            & records["data_zone"].notna()
            & ~records["location"].isin(DENTAL)
        ]
        journeys = linked(records)
        journeys = journeys[journeys["admission_type"].isin(EMERGENCY | {18})]
        self.add("NI-12", journeys["admission_date"], journeys)
        same_day = journeys["admission_date"] == journeys["discharge_date"]
        end = journeys["discharge_date"].fillna(self.day_after) + DAY * same_day.astype("int64")
        self.add_days("NI-13", journeys["admission_date"], end, journeys)

    def stays(self) -> None:
        acute = self.episodes[self.episodes["record_type"] == "SMR01"]
        alone = acute[acute["person"].isna()]
        alone = alone.assign(
            first_partnership=alone["partnership"], first_locality=alone["locality"]
        )
        stays = linked(acute[acute["person"].notna()])
        adults = stays[stays["age"] >= 18].sort_values(ORDER)
        later = adults.groupby("person")[["admission_date", "admission_type"]].shift(-1)
        adults["readmitted"] = (later["admission_date"] - adults["discharge_date"]).dt.days.between(
            0, 28
        ) & later["admission_type"].isin(EMERGENCY)
        died = adults.merge(self.deaths[["person", "date_of_death"]], on="person", how="left")
        alive = died[
            died["discharge_date"].notna()
            & died["data_zone"].notna()
            & ~died["discharge_type"].between(40, 49)
            & ~died["date_of_death"].between(died["admission_date"], died["discharge_date"])
        ]
        self.add("NI-14", alive["discharge_date"], alive, alive["readmitted"], of=1)
        every = pd.concat([stays, alone])
        every = every[every["admission_type"].isin(EMERGENCY)]
        every = every.assign(
            partnership=every["first_partnership"], locality=every["first_locality"]
        )
        discharged = every[every["discharge_date"].notna()]
        self.add("MSG-1a", discharged["discharge_date"], discharged)
        end = every["discharge_date"].fillna(self.day_after)
        self.add_days("MSG-2a", every["admission_date"] + DAY, end + DAY, every)

    def falls(self) -> None:
        records = self.episodes
        records = records[
            (records["record_type"] == "SMR01")
            & (records["inpatient_or_day_case"] == "I")
            & (records["age"] >= 65)
            & records["sex"].isin([1, 2])
            & records["data_zone"].notna()
            & records["admission_type"].between(33, 35)
            & records["discharge_date"].notna()
        ]
        fell = records[DIAGNOSES].apply(lambda codes: codes.str[:3].isin(FALLS)).any(axis="columns")
        self.add("NI-16", records.loc[fell, "discharge_date"], records[fell])

    def long_stays(self) -> None:
        unplanned = self.episodes[self.episodes["admission_type"].isin(EMERGENCY | {18})]
        geriatric = unplanned[unplanned["record_type"] == "SMR01E"]
        copies = geriatric.duplicated(["person", "admission_date", "discharge_date"])
        geriatric = geriatric[~copies | geriatric["person"].isna()]
        end = geriatric["discharge_date"].fillna(self.day_after)
        self.add_days("MSG-2b", geriatric["admission_date"] + DAY, end + DAY, geriatric)
        psychiatric = unplanned[unplanned["record_type"] == "SMR04"]
        latest = psychiatric.groupby("person")["admission_date"].transform("max")
        superseded = psychiatric["discharge_date"].isna() & (psychiatric["admission_date"] < latest)
        psychiatric = psychiatric[~superseded]
        alone = psychiatric[psychiatric["person"].isna()]
        stays = pd.concat([linked(psychiatric[psychiatric["person"].notna()]), alone])
        end = stays["discharge_date"].fillna(self.day_after)
        self.add_days("MSG-2c", stays["admission_date"] + DAY, end + DAY, stays)

    def last_six_months(self) -> None:
        codes = self.deaths.filter(like="cause").apply(lambda causes: causes.str[:3])
        external = codes.apply(lambda c: c.between("V01", "Y84")).any(axis="columns")
        fell = codes.isin(FALLS).any(axis="columns")
        known = self.deaths["person"].notna() & self.deaths["data_zone"].notna()
        deaths = self.deaths[known & (~external | fell)]
        kind = {code: setting for setting, codes in self.settings.items() for code in codes}
        records = self.episodes.merge(deaths[["person", "date_of_death"]], on="person")
        records["setting"] = records["location"].map(kind).fillna("large hospital")
        records = records[
            (records["inpatient_or_day_case"] == "I") & (records["setting"] != "care home")
        ]
        death = records["date_of_death"]
        records["begin"] = records["admission_date"].clip(lower=death - 183 * DAY)
        records["end"] = records["discharge_date"].fillna(death).clip(upper=death)
        records = records[records["begin"] < records["end"]]
        days = [
            pd.date_range(begin, end - DAY)
            for begin, end in zip(records["begin"], records["end"], strict=True)
        ]
        daily = records.assign(day=days).explode("day")
        daily = daily.sort_values(["person", "day", "admission_date", "setting"])
        daily = daily.drop_duplicates(["person", "day"], keep="last")
        first = ~daily.duplicated("person")
        whole = daily.groupby("person")["day"].transform("size") == 183
        daily["days"] = 1 - 0.5 * (first & whole)
        spent = daily.pivot_table(
            index="person", columns="setting", values="days", aggfunc="sum", fill_value=0
        )
        spent = deaths[["person"]].merge(spent, on="person", how="left").set_index(deaths.index)
        spent = spent.drop(columns="person").fillna(0)
        community = 182.5 - spent.sum(axis="columns")
        month = deaths["date_of_death"]
        for key in ("NI-15", "MSG-5-community"):
            self.add(key, month, deaths, community, of=182.5)
        for setting in ("community hospital", "hospice", "large hospital"):
            key = f"MSG-5-{setting.replace(' ', '-')}"
            self.add(key, month, deaths, spent.get(setting, 0 * community), of=182.5)

    def accident_and_emergency(self) -> None:
        seen = self.attendances
        seen = seen[seen["attendance_type"].isin(["new", "unplanned return"])]
        day = seen["attendance_date"]
        admitted = seen["discharge_destination"] == "admission"
        self.add("MSG-3", day, seen)
        self.add("MSG-3-within-4-hours", day, seen, seen["minutes_in_department"] <= 240, of=1)
        self.add("MSG-1b", day[admitted], seen[admitted])
        self.add("MSG-1b-conversion", day, seen, admitted, of=1)

    def add(
        self,
        key: str,
        day: pd.Series,
        rows: pd.DataFrame,
        amount: pd.Series | int = 1,
        of: float | None = None,
    ) -> None:
        counted = rows[["partnership", "locality"]].assign(
            month=day.dt.to_period("M"), numerator=amount, denominator=of
        )
        counted = counted[
            (day >= self.first) & (day < self.day_after) & counted["partnership"].notna()
        ]
        summed = counted.groupby(["month", "partnership", "locality"], dropna=False)[
            ["numerator", "denominator"]
        ].sum(min_count=1)
        self.counts.append(summed.reset_index().assign(indicator=key))

    def add_days(self, key: str, begin: pd.Series, end: pd.Series, rows: pd.DataFrame) -> None:
        begin, end = begin.clip(lower=self.first), end.clip(upper=self.day_after)
        inside = begin < end
        begin, end, rows = begin[inside], end[inside], rows[inside]
        months = [
            pd.period_range(first, last, freq="M")
            for first, last in zip(begin, end - DAY, strict=True)
        ]
        split = rows[["partnership", "locality"]].assign(begin=begin, end=end, month=months)
        split = split.explode("month", ignore_index=True)
        start = pd.PeriodIndex(split["month"], freq="M").to_timestamp()
        after = start + pd.offsets.MonthBegin()
        days = split["end"].clip(upper=after) - split["begin"].clip(lower=start)
        self.add(key, pd.Series(start), split, days.dt.days)

    @staticmethod
    def _read(file: Path) -> pd.DataFrame:
        rows = pd.read_parquet(file)
        for column in rows.filter(like="date"):
            rows[column] = pd.to_datetime(rows[column])
        rows["partnership"] = rows["council_area"].map(PARTNERSHIP)
        return rows


def linked(records: pd.DataFrame) -> pd.DataFrame:
    """Records without a break joined into one row: the first's type, the last's residence."""
    records = records.sort_values(
        [*ORDER, "discharge_type", "age", "partnership", "locality", "data_zone"],
        ascending=[True, True, True, False, *[True] * 5],
    )
    end = records["discharge_date"].fillna(FAR)
    latest = end.groupby(records["person"]).cummax().groupby(records["person"]).shift()
    begins = ~(records["admission_date"] <= latest)
    stay = begins.groupby(records["person"]).cumsum()
    grouped = records.assign(stay=stay, end=end).groupby(["person", "stay"], sort=False)
    joined = grouped.agg(
        admission_date=("admission_date", "min"),
        discharge_date=("end", "max"),
        admission_type=("admission_type", "first"),
        age=("age", "first"),
    )
    opening, closing = grouped.head(1), grouped.tail(1)
    joined["first_partnership"] = opening["partnership"].to_numpy()
    joined["first_locality"] = opening["locality"].to_numpy()
    for column in ("partnership", "locality", "data_zone", "discharge_type"):
        joined[column] = closing[column].to_numpy()
    joined["discharge_date"] = joined["discharge_date"].where(joined["discharge_date"] != FAR)
    return joined.reset_index()
