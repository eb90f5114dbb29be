"""What a partnership declares of its extract."""

from pathlib import Path

import pytest

from hsci_analysis.errors import ParametersError
from hsci_analysis.parameters.records import read_declaration, records_file
from hsci_analysis.records.layouts import LAYOUTS
from hsci_analysis.records.values import SourceColumn


def test_the_file_of_our_own_names_every_column_as_we_do() -> None:
    declared = read_declaration()
    for key, layout in LAYOUTS.items():
        names = {column.name: SourceColumn(column.name) for column in layout.columns}
        assert declared.columns[key] == names
        written = (
            records_file().read_text(encoding="utf-8").split(f"\n{key}:\n")[1].split("\n\n")[0]
        )
        assert [line.split(":")[0].strip() for line in written.splitlines()] == list(names)
    assert len(declared.settings["care home"]) == 22
    assert declared.settings["community hospital"] == ()
    assert declared.none_occurred == ()


def declared_in(folder: Path, text: str) -> Path:
    path = folder / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    return path


LOCATIONS = "locations: {care_homes: [], hospices: [], community_hospitals: [F708H]}\n"


def test_a_column_may_have_another_name_and_other_values(tmp_path: Path) -> None:
    path = declared_in(
        tmp_path,
        LOCATIONS + "none_occurred: [SMR01E]\nepisodes:\n  person: link_no\n"
        '  record_type: {column: recid, values: {"01B": SMR01, "04B": SMR04}}\n',
    )
    declared = read_declaration(path)
    episodes = declared.columns["episodes"]
    assert episodes["person"] == SourceColumn("link_no")
    assert episodes["record_type"] == SourceColumn("recid", {"01B": "SMR01", "04B": "SMR04"})
    assert episodes["age"] == SourceColumn("age")
    assert declared.settings["community hospital"] == ("F708H",)
    assert declared.none_occurred == ("SMR01E",)


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    path = declared_in(
        tmp_path,
        "locations: {care_homes: G105V, hospices: []}\nnone_occurred: [SMR02]\nepisode: {}\n"
        "deaths: {persn: chi, date_of_death: 7}\n"
        "episodes:\n  record_type: {column: recid, value: {}}\n",
    )
    with pytest.raises(ParametersError) as refused:
        read_declaration(path)
    for promise in (
        "parameters/ours.yaml is refused",
        "  - locations.care_homes: expected a list of location codes; ",
        "  - locations.community_hospitals: expected a list of location codes; ",
        "  - none_occurred: expected a list of record types",
        "  - episode: no key called 'episode'; did you mean 'episodes'",
        "  - deaths.persn: no key called 'persn'; did you mean 'person'",
        "  - deaths.date_of_death: expected the column that holds a date such as 2023-04-01",
        "  - episodes.record_type: expected the column that holds one of 'SMR01', 'SMR01E'",
    ):
        assert promise in str(refused.value)


def test_a_place_is_of_one_kind(tmp_path: Path) -> None:
    twice = "locations: {care_homes: [G105V], hospices: [G105V], community_hospitals: []}\n"
    with pytest.raises(ParametersError, match="locations: G105V is listed 2 times; keep one"):
        read_declaration(declared_in(tmp_path, twice))
