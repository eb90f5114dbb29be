"""What holds of any extract, whatever is in it."""

from __future__ import annotations

import datetime
import random
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hsci_analysis.areas import SCOTLAND, Partnership, find_partnership
from hsci_analysis.records.counts import FINANCIAL_YEAR, MONTH, Counts
from hsci_analysis.records.derivations import COUNTED
from tests.records_by_hand import MONTHS, SETTINGS, count, populations
from tests.unit.records.reference import Reference

FIFE, FORTH = map(find_partnership, ("fife", "clackmannanshire-and-stirling"))
POPULATION_YEAR = 2022
COVERED = FIFE, FORTH
PARTNERSHIP_OF = {council: each.code for each in COVERED for council in each.council_areas}
FIRST, LAST = MONTHS[0].first_day, MONTHS[1].last_day
HOMES = (
    ("S01006506", "S12000047", "Levenmouth"),
    ("S01006507", "S12000047", "Kirkcaldy"),
    ("S01006508", "S12000047", None),
    ("S01006509", "S12000005", "Clackmannanshire"),
    ("S01006510", "S12000030", "Rural"),
    (None, "S12000030", "Rural"),
    ("S01006511", "S12000042", "Elsewhere"),
    (None, None, None),
)
ALWAYS = {"deadline": None, "suppress_health_check": list(HealthCheck), "derandomize": True}


def dates(first: datetime.date = datetime.date(2022, 2, 1)) -> st.SearchStrategy[datetime.date]:
    return st.dates(first, datetime.date(2024, 4, 20))


@st.composite
def homes(draw: st.DrawFn) -> dict[str, str | None]:
    zone, council, locality = draw(st.sampled_from(HOMES))
    return {"data_zone": zone, "council_area": council, "locality": locality}


@st.composite
def episodes(draw: st.DrawFn) -> dict[str, Any]:
    begun = draw(dates())
    stayed = draw(st.sampled_from((0, 0, 1, 2, 5, 20, 40, 200, None)))
    open_ended = stayed is None
    return {
        "person": draw(st.sampled_from(("A", "B", "C", "D", None))),
        "record_type": draw(st.sampled_from(("SMR01", "SMR01", "SMR01E", "SMR04"))),
        "inpatient_or_day_case": draw(st.sampled_from("IIID")),
        "admission_date": begun,
        "discharge_date": None if open_ended else begun + datetime.timedelta(days=stayed),
        "admission_type": draw(st.sampled_from((11, 18, 20, 30, 33, 34, 40))),
        "discharge_type": None if open_ended else draw(st.sampled_from((10, 10, 52, 42))),
        "age": draw(st.sampled_from((17, 18, 64, 65, 90))),
        "sex": draw(st.sampled_from((0, 1, 2, 2))),
        "location": draw(st.sampled_from(("F704H", "F708H", "C413V", "G105V", "T113H", None))),
        "diagnosis_1": draw(st.sampled_from(("S720", "W199", "J189"))),
        "diagnosis_4": draw(st.sampled_from((None, "W010", "W20X"))),
        **draw(homes()),
    }


@st.composite
def deaths(draw: st.DrawFn) -> list[dict[str, Any]]:
    people = draw(st.lists(st.sampled_from(("A", "B", "C", "E", None)), unique=True, max_size=4))
    return [
        {
            "person": person,
            "date_of_death": draw(dates(datetime.date(2022, 4, 1))),
            "underlying_cause": draw(st.sampled_from(("I219", "V435", "W199"))),
            "cause_3": draw(st.sampled_from((None, "W050", "Y840"))),
            **draw(homes()),
        }
        for person in people
    ]


@st.composite
def attendances(draw: st.DrawFn) -> dict[str, Any]:
    home = draw(homes())
    return {
        "attendance_date": draw(dates()),
        "attendance_type": draw(st.sampled_from(("new", "unplanned return", "planned return"))),
        "discharge_destination": draw(st.sampled_from(("admission", "home", None))),
        "minutes_in_department": draw(st.sampled_from((0, 240, 241, 999))),
        "council_area": home["council_area"],
        "locality": home["locality"],
    }


def different(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Without copies, which a file is refused for."""
    return [row for place, row in enumerate(rows) if not row["person"] or row not in rows[:place]]


EXTRACTS = st.fixed_dictionaries(
    {
        "episodes": st.lists(episodes(), min_size=1, max_size=24).map(different),
        "deaths": deaths(),
        "attendances": st.lists(attendances(), max_size=8),
    }
)
A_ROW_OF_EACH = {
    "episodes": {"admission_date": "2001-01-01", "discharge_date": "2001-01-02", "person": "X"},
    "deaths": {"date_of_death": "2001-01-03", "person": "Y"},
    "attendances": {"attendance_date": "2001-01-01"},
}


def counted(rows: Mapping[str, Sequence[Any]], covered: Sequence[Partnership] = COVERED) -> Counts:
    """Counts of an extract, with one old row of each partnership's in each input."""
    filled: dict[str, list[Any]] = {
        key: [
            *rows[key],
            *(
                {**old, "council_area": each.council_areas[0], "locality": None}
                | ({"person": f"{old['person']}{each.code}"} if "person" in old else {})
                for each in covered
            ),
        ]
        for key, old in A_ROW_OF_EACH.items()
    }
    filled["populations"] = [
        row
        for each in covered
        for council in each.council_areas
        for row in populations(council)
        if row["year"] == POPULATION_YEAR
    ]
    with tempfile.TemporaryDirectory() as folder:
        return count(Path(folder), filled, covered)


def table(frame: pd.DataFrame) -> dict[tuple[str, ...], tuple[float, float]]:
    """What was counted, by indicator, period, area and locality, where it isn't nothing."""
    counts = frame.assign(of=frame["denominator"].where(frame["divided_by"] == COUNTED, 0))
    counts = counts[(counts["numerator"] != 0) | (counts["of"] != 0)]
    keys = counts[["indicator", "period", "area_code", "locality"]].itertuples(index=False)
    values = counts[["numerator", "of"]].itertuples(index=False)
    return dict(zip(map(tuple, keys), map(tuple, values), strict=True))


@given(EXTRACTS, st.randoms(use_true_random=False))
@settings(max_examples=20, **ALWAYS)
def test_duckdb_counts_as_a_slow_reference_in_any_order_of_rows(
    rows: dict[str, list[Any]], shuffler: random.Random
) -> None:
    reference = Reference(rows, FIRST, LAST, PARTNERSHIP_OF, SETTINGS).figures
    expected = {key: tuple(figure) for key, figure in reference.items() if any(figure)}
    shuffled = {key: shuffler.sample(each, len(each)) for key, each in rows.items()}
    found = table(counted(shuffled).frame)
    assert {key: each for key, each in found.items() if key[2] != SCOTLAND.code} == expected


@given(EXTRACTS)
@settings(max_examples=6, **ALWAYS)
def test_partnerships_apart_add_up_to_both_together(rows: dict[str, list[Any]]) -> None:
    """People who lived in one partnership only: those who moved belong to both extracts."""
    stayed = {key: [r for r in each if not moved(r, rows)] for key, each in rows.items()}
    together = counted(stayed).frame
    apart = pd.concat(
        counted(
            {
                key: [r for r in each if PARTNERSHIP_OF.get(r["council_area"]) == one.code]
                for key, each in stayed.items()
            },
            [one],
        ).frame
        for one in COVERED
    )
    assert table(apart) == table(together)


@given(EXTRACTS, episodes())
@settings(max_examples=6, **ALWAYS)
def test_somebody_else_changes_the_figures_of_their_area_alone(
    rows: dict[str, list[Any]], record: dict[str, Any]
) -> None:
    stranger = {**record, "person": "Z", "council_area": "S12000047", "locality": "Kirkcaldy"}
    before = table(counted(rows).frame)
    after = table(counted({**rows, "episodes": [*rows["episodes"], stranger]}).frame)
    changed = {key for key in before | after if before.get(key) != after.get(key)}
    assert {(area, locality) for *_, area, locality in changed} <= {
        (FIFE.code, ""),
        (FIFE.code, "Kirkcaldy"),
    }


@given(EXTRACTS)
@settings(max_examples=6, **ALWAYS)
def test_journeys_are_no_more_than_records_and_days_add_up_over_months(
    rows: dict[str, list[Any]],
) -> None:
    frame = counted(rows).frame
    areas = frame[frame["locality"] == ""]
    monthly = areas[areas["kind"] == MONTH]
    total = monthly.groupby("indicator")["numerator"].sum()
    assert total["NI-12"] <= len(rows["episodes"])
    # The months asked for are two financial years.
    yearly = areas[areas["kind"] == FINANCIAL_YEAR].groupby("indicator")["numerator"].sum()
    assert total.to_dict() == yearly.to_dict()


def moved(row: Mapping[str, Any], rows: Mapping[str, Sequence[Any]]) -> bool:
    if row.get("person") is None:
        return False
    homes = {
        PARTNERSHIP_OF.get(other["council_area"])
        for key in ("episodes", "deaths")
        for other in rows[key]
        if other["person"] == row["person"]
    }
    return len(homes) > 1
