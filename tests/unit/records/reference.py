"""The same indicators worked out slowly and otherwise: sets of days, person by person, and no SQL.

Written from the rules in words, to be held against what DuckDB counts.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
Key = tuple[str, str, str, str]

DAY = datetime.timedelta(days=1)
FOREVER = datetime.date(2100, 1, 1)
EMERGENCY = {20, 21, 22, *range(30, 40)}
UNPLANNED = EMERGENCY | {18}
FALLS = tuple(f"W{number:02d}" for number in range(20))
DENTAL = ("T113H", "S206H", "G106H")


class Reference:
    """Figures of an extract by indicator, period, area code and locality."""

    def __init__(
        self,
        rows: Mapping[str, Sequence[Row]],
        first: datetime.date,
        last: datetime.date,
        partnership_of: Mapping[str, str],
        settings: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.rows, self.first, self.last = rows, first, last
        self.partnership_of = partnership_of
        self.setting_of = {code: name for name, codes in settings.items() for code in codes}
        self.figures: dict[Key, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self.journeys()
        self.stays()
        self.falls()
        self.long_stays()
        self.lives()
        self.attendances()

    def journeys(self) -> None:
        records = [
            row
            for row in self.rows["episodes"]
            if row["inpatient_or_day_case"] == "I"
            and row["age"] >= 18
            and row["person"]
            and row["data_zone"]
            and row["location"] not in DENTAL
        ]
        for journey in stays_of(records):
            begin, end = span(journey)
            if journey[0]["admission_type"] not in UNPLANNED:
                continue
            self.add("NI-12", begin, journey[-1])
            if begin == end:
                end = end + DAY
            for day in days(begin, self.still(end) - DAY):
                self.add("NI-13", day, journey[-1])

    def stays(self) -> None:
        acute = [row for row in self.rows["episodes"] if row["record_type"] == "SMR01"]
        died = {row["person"]: row["date_of_death"] for row in self.rows["deaths"] if row["person"]}
        found = list(stays_of(acute))
        for stay in found:
            begin, end = span(stay)
            if stay[0]["admission_type"] in EMERGENCY:
                if end != FOREVER:
                    self.add("MSG-1a", end, stay[0])
                for day in days(begin + DAY, self.still(end)):
                    self.add("MSG-2a", day, stay[0])
            person = stay[0]["person"]
            death = died.get(person)
            if (
                not person
                or stay[0]["age"] < 18
                or end == FOREVER
                or not stay[-1]["data_zone"]
                or (stay[-1]["discharge_type"] or 0) // 10 == 4
                or (death and begin <= death <= end)
            ):
                continue
            after = [
                other
                for other in found
                if other[0]["person"] == person and other[0]["age"] >= 18 and span(other)[0] > end
            ]
            following = min(after, key=lambda other: span(other)[0], default=None)
            readmitted = (
                following is not None
                and (span(following)[0] - end).days <= 28
                and following[0]["admission_type"] in EMERGENCY
            )
            self.add("NI-14", end, stay[-1], float(readmitted), 1)

    def falls(self) -> None:
        for row in self.rows["episodes"]:
            codes = [row.get(f"diagnosis_{position}") or "" for position in range(1, 7)]
            if (
                row["record_type"] == "SMR01"
                and row["inpatient_or_day_case"] == "I"
                and row["discharge_date"]
                and row["age"] >= 65
                and row["sex"] in (1, 2)
                and row["data_zone"]
                and 33 <= row["admission_type"] <= 35
                and any(code.startswith(FALLS) for code in codes)
            ):
                self.add("NI-16", row["discharge_date"], row)

    def long_stays(self) -> None:
        unplanned = [r for r in self.rows["episodes"] if r["admission_type"] in UNPLANNED]
        alike: dict[Any, Row] = {}
        for number, row in enumerate(r for r in unplanned if r["record_type"] == "SMR01E"):
            key = (row["person"] or number, row["admission_date"], row["discharge_date"])
            held = alike.get(key)
            if held is None or self.residence(row) < self.residence(held):
                alike[key] = row
        for row in alike.values():
            for day in days(
                row["admission_date"] + DAY, self.still(row["discharge_date"] or FOREVER)
            ):
                self.add("MSG-2b", day, row)
        psychiatric = [r for r in unplanned if r["record_type"] == "SMR04"]
        kept = [
            row
            for row in psychiatric
            if row["discharge_date"]
            or not row["person"]
            or not any(
                other["person"] == row["person"] and other["admission_date"] > row["admission_date"]
                for other in psychiatric
            )
        ]
        for stay in stays_of(kept):
            begin, end = span(stay)
            for day in days(begin + DAY, self.still(end)):
                self.add("MSG-2c", day, stay[-1])

    def lives(self) -> None:
        for death in self.rows["deaths"]:
            causes = [v for k, v in death.items() if "cause" in k and v]
            external = any("V01" <= code[:3] <= "Y84" for code in causes)
            fell = any(code.startswith(FALLS) for code in causes)
            if not death["person"] or not death["data_zone"] or (external and not fell):
                continue
            last = death["date_of_death"]
            where: dict[datetime.date, tuple[datetime.date, str]] = {}
            for row in self.rows["episodes"]:
                setting = self.setting_of.get(row["location"], "large hospital")
                if (
                    row["person"] == death["person"]
                    and row["inpatient_or_day_case"] == "I"
                    and setting != "care home"
                ):
                    for day in days(row["admission_date"], (row["discharge_date"] or last) - DAY):
                        if last - 183 * DAY <= day < last:
                            here = (row["admission_date"], setting)
                            where[day] = max(where.get(day, here), here)
            spent = defaultdict(float)
            for day, (_, setting) in where.items():
                spent[setting] += 0.5 if len(where) == 183 and day == min(where) else 1.0
            community = 182.5 - sum(spent.values())
            self.add("NI-15", last, death, community, 182.5)
            self.add("MSG-5-community", last, death, community, 182.5)
            for setting in ("community hospital", "hospice", "large hospital"):
                key = f"MSG-5-{setting.replace(' ', '-')}"
                self.add(key, last, death, spent[setting], 182.5)

    def attendances(self) -> None:
        for row in self.rows["attendances"]:
            if row["attendance_type"] == "planned return":
                continue
            day, admitted = row["attendance_date"], row["discharge_destination"] == "admission"
            self.add("MSG-3", day, row)
            self.add(
                "MSG-3-within-4-hours", day, row, float(row["minutes_in_department"] <= 240), 1
            )
            self.add("MSG-1b", day, row, float(admitted))
            self.add("MSG-1b-conversion", day, row, float(admitted), 1)

    def still(self, end: datetime.date) -> datetime.date:
        """The end of a stay that goes on at least until the day after the last."""
        return min(end, self.last + DAY)

    def residence(self, row: Row) -> tuple[bool, str, bool, str]:
        """In order, those of no partnership asked for last."""
        council, locality = row["council_area"], row["locality"]
        outside = council not in self.partnership_of
        return outside, council or "", locality is None, locality or ""

    def add(
        self, key: str, day: datetime.date, row: Row, numerator: float = 1.0, denominator: float = 0
    ) -> None:
        partnership = self.partnership_of.get(row["council_area"])
        if partnership is None or not self.first <= day <= self.last:
            return
        start = day.year - (day.month < 4)
        periods = [f"{day:%Y-%m}"]
        if (
            self.first <= datetime.date(start, 4, 1)
            and datetime.date(start + 1, 3, 31) <= self.last
        ):
            periods.append(f"{start}/{(start + 1) % 100:02d}")
        if (
            self.first <= datetime.date(day.year, 1, 1)
            and datetime.date(day.year, 12, 31) <= self.last
        ):
            periods.append(f"{day.year} (calendar year)")
        for period in periods:
            for place in {"", row["locality"] or ""}:
                figure = self.figures[key, period, partnership, place]
                figure[0] += numerator
                figure[1] += denominator


def days(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    """Every day from first to last, both included."""
    return (first + number * DAY for number in range((last - first).days + 1))


def span(stay: Sequence[Row]) -> tuple[datetime.date, datetime.date]:
    return (
        min(row["admission_date"] for row in stay),
        max(row["discharge_date"] or FOREVER for row in stay),
    )


def stays_of(records: Iterable[Row]) -> Iterator[list[Row]]:
    """Records of a person of which each shares a day with another; the records in order."""
    waiting = list(records)
    while waiting:
        stay, grown = [waiting.pop()], True
        while grown and stay[0]["person"]:
            joining = [row for row in waiting if any(share_a_day(row, other) for other in stay)]
            waiting = [row for row in waiting if not any(row is other for other in joining)]
            stay, grown = stay + joining, bool(joining)
        yield sorted(stay, key=in_order)


def share_a_day(row: Row, other: Row) -> bool:
    return (
        row["person"] == other["person"]
        and row["admission_date"] <= (other["discharge_date"] or FOREVER)
        and other["admission_date"] <= (row["discharge_date"] or FOREVER)
    )


def in_order(row: Row) -> tuple[Any, ...]:
    return (
        row["admission_date"],
        row["discharge_date"] or FOREVER,
        -row["admission_type"],
        row["discharge_type"] or 99,
        row["age"],
        row["council_area"] or "Z",
        row["locality"] or "Z",
        bool(row["data_zone"]),
    )
