"""How extracts may be written, and what is refused of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hsci_analysis.areas import find_partnership
from hsci_analysis.errors import ParametersError, TableError, UnknownNameError
from hsci_analysis.periods import Month
from hsci_analysis.records.counts import Counts, derive_counts
from hsci_analysis.records.values import SourceColumn
from tests.records_by_hand import DECLARED, HOME, count, populations, write

FIFE = find_partnership("fife")
MAY = Month(2023, 5), Month(2023, 5)
STAYS = [
    {"person": f"{n:010d}", "admission_date": "2023-05-01", "discharge_date": "2023-05-04"}
    for n in range(7)
]


def derived(path: Path, declared=DECLARED, key: str = "episodes", **settings) -> Counts:  # type: ignore[no-untyped-def]
    return derive_counts({key: [path]}, declared, MAY, [FIFE], threads=1, **settings)


def admissions(counts: Counts) -> float:
    frame = counts.frame.set_index(["indicator", "period", "area_code", "locality"])
    return float(frame.loc[("MSG-1a", "2023-05", FIFE.code, ""), "numerator"])


def broken(path: Path, key: str = "episodes", declared=DECLARED) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(TableError) as refused:
        derived(path, declared, key)
    return str(refused.value)


def test_csv_and_parquet_of_whatever_types_count_the_same(tmp_path: Path) -> None:
    parquet = write(tmp_path, "episodes", STAYS)
    rows = pd.read_parquet(parquet)
    assert admissions(derived(parquet)) == 7
    rows.to_csv(tmp_path / "episodes.csv", index=False)
    assert admissions(derived(tmp_path / "episodes.csv")) == 7
    as_pandas_leaves_them = rows.assign(
        admission_date=pd.to_datetime(rows["admission_date"]),
        discharge_date=pd.to_datetime(rows["discharge_date"]),
        age=rows["age"].astype("float64"),
        discharge_type=rows["discharge_type"].astype("float64").mask(rows.index == 3),
        locality=rows["locality"] + "  ",
    )
    as_pandas_leaves_them.to_parquet(tmp_path / "pandas.parquet")
    assert admissions(derived(tmp_path / "pandas.parquet")) == 7
    all_text = rows.astype("str").replace({"None": "", "nan": ""})
    all_text.to_parquet(tmp_path / "text.parquet")
    assert admissions(derived(tmp_path / "text.parquet")) == 7


def test_columns_and_values_may_be_called_otherwise(tmp_path: Path) -> None:
    rows = pd.read_parquet(write(tmp_path, "episodes", STAYS))
    theirs = rows.rename(columns={"person": "link no", "record_type": 'the "recid"'})
    theirs['the "recid"'] = "01B"
    theirs.to_parquet(tmp_path / "theirs.parquet")
    columns = dict(DECLARED.columns["episodes"])
    columns["person"] = SourceColumn("link no")
    columns["record_type"] = SourceColumn('the "recid"', {"01B": "SMR01", "it's": "SMR04"})
    declared = replace(DECLARED, columns={**DECLARED.columns, "episodes": columns})
    assert admissions(derived(tmp_path / "theirs.parquet", declared)) == 7
    assert "has no column 'link no', which should hold person" in broken(
        tmp_path / "episodes.parquet", declared=declared
    )


def test_several_files_are_one_input(tmp_path: Path) -> None:
    files = [write(tmp_path / str(n), "episodes", STAYS[n::2]) for n in range(2)]
    counts = derive_counts({"episodes": files}, DECLARED, MAY, [FIFE])
    assert admissions(counts) == 7
    assert counts.rows == {"episodes": 7}


def test_people_a_group_at_a_time_count_the_same(tmp_path: Path) -> None:
    rows = {"episodes": [*STAYS, {**STAYS[0], "person": None}]}
    whole = count(tmp_path / "whole", rows)
    by_groups = count(tmp_path / "groups", rows, rows_at_a_time=2)
    pd.testing.assert_frame_equal(whole.frame, by_groups.frame)


def test_retired_codes_are_those_of_the_area(tmp_path: Path) -> None:
    old = [{**row, "council_area": "S12000015"} for row in STAYS]
    assert admissions(derived(write(tmp_path, "episodes", old))) == 7


def test_one_row_is_one_record(tmp_path: Path) -> None:
    told = broken(write(tmp_path, "episodes", [*STAYS, STAYS[3], STAYS[3]]))
    assert "episodes: 2 rows are there already" in told
    assert "one row is one record of a hospital episode" in told
    unknown = [{**STAYS[0], "person": None}] * 3
    assert admissions(derived(write(tmp_path, "episodes", [*STAYS, *unknown]))) == 10


def test_nobody_dies_twice(tmp_path: Path) -> None:
    deaths = [{"person": "A", "date_of_death": f"2023-05-0{n}"} for n in (1, 2)]
    assert "deaths: 1 row is there already, by person" in broken(
        write(tmp_path, "deaths", deaths), "deaths"
    )


def test_every_age_of_a_locality_is_there_once(tmp_path: Path) -> None:
    people = populations()
    told = broken(write(tmp_path, "populations", people[:-3]), "populations")
    assert "populations: 1 localities and years lack ages from 0 to 90" in told
    twice = broken(write(tmp_path, "populations", [*people, people[0]]), "populations")
    assert "1 row is there already, by year, council_area, locality, age" in twice


def test_markers_are_on_all_records_or_none(tmp_path: Path) -> None:
    marked = [{**row, "stay_marker": n or None} for n, row in enumerate(STAYS)]
    assert "1 row is not marked as part of a stay" in broken(write(tmp_path, "episodes", marked))


@pytest.mark.parametrize(("first", "last"), [("2023-04", "2023-05"), ("2023-05", "2023-06")])
def test_months_that_an_extract_does_not_reach_are_not_counted_as_none(
    tmp_path: Path, first: str, last: str
) -> None:
    path = write(tmp_path, "episodes", STAYS)
    months = Month.parse(first), Month.parse(last)
    told = f"episodes: they reach from 2023-05 to 2023-05, and {first} to {last} is asked for"
    with pytest.raises(TableError, match=told):
        derive_counts({"episodes": [path]}, DECLARED, months, [FIFE])


def test_what_looks_further_back_or_on_than_the_extract_is_not_derived(tmp_path: Path) -> None:
    deaths = write(tmp_path, "deaths", [{"person": "A", "date_of_death": "2023-05-01"}])
    files = {"episodes": [write(tmp_path, "episodes", STAYS)], "deaths": [deaths]}
    counts = derive_counts(files, DECLARED, MAY, [FIFE])
    assert counts.missing["NI-14"] == ("records of the 28 days after 2023-05",)
    assert counts.missing["NI-15"] == ("records of the 183 days before 2023-05",)
    assert "MSG-1a" not in counts.missing
    enough = [
        {**STAYS[0], "admission_date": "2022-10-30"},
        {**STAYS[0], "admission_date": "2023-06-28", "discharge_date": "2023-06-28"},
    ]
    files["episodes"] = [write(tmp_path, "episodes", [*STAYS, *enough])]
    assert not {"NI-14", "NI-15"} & derive_counts(files, DECLARED, MAY, [FIFE]).missing.keys()


def test_a_partnership_of_which_there_is_nobody_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, "episodes", STAYS)
    with pytest.raises(TableError, match="there is no row of Angus, Moray; ask for"):
        derive_counts(
            {"episodes": [path]},
            DECLARED,
            MAY,
            [FIFE, find_partnership("angus"), find_partnership("moray")],
        )


def test_people_named_differently_in_two_files_are_noticed(tmp_path: Path) -> None:
    rows = [{**STAYS[0], "person": f"{n:010d}"} for n in range(150)]
    episodes = write(tmp_path, "episodes", rows)
    deaths = [{"person": f"{n:010d}", "date_of_death": "2023-06-01"} for n in range(150)]
    written = pq.read_table(write(tmp_path, "deaths", deaths))
    person = written["person"].cast(pa.int64())
    pq.write_table(written.set_column(0, "person", person), tmp_path / "deaths.parquet")
    files = {"episodes": [episodes], "deaths": [tmp_path / "deaths.parquet"]}
    with pytest.raises(TableError, match="none of the people who died has an episode"):
        derive_counts(files, DECLARED, MAY, [FIFE])


def test_what_cannot_be_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path, "episodes", STAYS)
    with pytest.raises(ParametersError, match="no file is given"):
        derive_counts({"episodes": []}, DECLARED, MAY, [FIFE])
    with pytest.raises(
        UnknownNameError, match="no input called 'episode'; did you mean 'episodes'"
    ):
        derive_counts({"episode": [path]}, DECLARED, MAY, [FIFE])
    with pytest.raises(ParametersError, match="2023-01 comes before 2023-02"):
        derive_counts({"episodes": [path]}, DECLARED, (Month(2023, 2), Month(2023, 1)), [FIFE])
    with pytest.raises(ParametersError, match=r"there is no file gone\.parquet"):
        derived(tmp_path / "gone.parquet")
    other = path.rename(tmp_path / "episodes.sav")
    with pytest.raises(ParametersError, match=r"episodes\.sav is neither \.parquet nor \.csv"):
        derived(other)
    pattern = other.rename(tmp_path / "episodes[1].parquet")
    with pytest.raises(ParametersError, match="would be read as a pattern"):
        derived(pattern)


def test_a_quote_in_a_path_or_place_is_only_a_quote(tmp_path: Path) -> None:
    rows = [{**row, **HOME, "locality": "St Andrew's; DROP TABLE counts"} for row in STAYS]
    folder = tmp_path / "o'clock"
    assert admissions(derived(write(folder, "episodes", rows))) == 7
