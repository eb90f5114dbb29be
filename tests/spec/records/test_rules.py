"""Every rule of the records, by an example a clinician can check, with and without it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from hsci_analysis.records.derivations import DERIVATIONS
from hsci_analysis.records.rules import rules, script
from tests.records_by_hand import HOME, count, populations

PAGES = sorted(path for path in Path(__file__).parent.glob("*.md") if path.stem != "README")
MARKERS = {"stay_marker", "journey_marker"}
NUMBERS = MARKERS | {
    *("admission_type", "discharge_type", "age", "sex", "minutes_in_department", "year", "people")
}
ANSWER, WITHOUT = "answer", "without the rule"
FIFE = "S37000032"
Row = dict[str, object]


@dataclass(frozen=True)
class Example:
    """One section of a page: a rule, its sentence, records, and the two answers."""

    file: str
    rule: str
    sentence: str
    tables: Mapping[str, list[dict[str, str]]]

    @property
    def inputs(self) -> dict[str, list[Row]]:
        """The rows of each input; of populations, every age of those named."""
        rows: dict[str, list[Row]] = {
            name: [{key: _value(key, text) for key, text in row.items()} for row in table]
            for name, table in self.tables.items()
            if name not in (ANSWER, WITHOUT)
        }
        if people := rows.get("populations"):
            rows["populations"] = [
                {**row, **given} for given in people for row in populations() if row["year"] == 2022
            ]
        return rows

    @property
    def alone(self) -> bool:
        """Whether it can't share an extract with others: it says something of all records."""
        columns = {name for table in self.inputs.values() for row in table for name in row}
        return "populations" in self.tables or bool(MARKERS & columns)

    def living_in(self, locality: str) -> dict[str, list[Row]]:
        """The rows, with people and their locality named so that no other example has them."""
        return {name: [_moved(row, locality) for row in rows] for name, rows in self.inputs.items()}

    def needs(self, table: str) -> set[str]:
        """The inputs that the indicators in an answer are made of."""
        asked = {answer["indicator"] for answer in self.tables[table]}
        return {key for each in DERIVATIONS if asked & each.indicators.keys() for key in each.needs}


def _moved(row: Row, locality: str) -> Row:
    person, home = row.get("person", "A"), row.get("locality", HOME["locality"])
    return {
        **row,
        "person": person and f"{person} of {locality}",
        "locality": locality if home == HOME["locality"] else home,
    }


def examples(page: Path) -> list[Example]:
    return [_example(section) for section in page.read_text(encoding="utf-8").split("\n## ")[1:]]


def _example(section: str) -> Example:
    heading, _, body = section.partition("\n")
    file, _, rule = heading.partition(": ")
    blocks = [block.splitlines() for block in body.strip().split("\n\n")]
    tables = [block for block in blocks if block[0].startswith("|")]
    sentence = " ".join(" ".join(block) for block in blocks if not block[0].startswith("|"))
    return Example(file, rule, sentence, dict(map(_table, tables)))


def _table(lines: list[str]) -> tuple[str, list[dict[str, str]]]:
    head, _, *body = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    name, *columns = head
    if name in (ANSWER, WITHOUT):
        return name, [dict(zip(["indicator", *columns], row, strict=True)) for row in body]
    names = [column.replace(" ", "_") for column in columns]
    return name, [dict(zip(names, row[1:], strict=True)) for row in body]


def _value(key: str, text: str) -> object:
    if text == "-":
        return None
    return int(text) if key in NUMBERS else text


def hold(
    frame: pd.DataFrame, locality: str, answers: Iterable[Mapping[str, str]], rule: str
) -> None:
    """Fail unless the figures of that locality are those of the answer."""
    of_locality = frame[(frame["area_code"] == FIFE) & (frame["locality"] == locality)]
    found = of_locality.set_index(["indicator", "period"])
    for answer in answers:
        row = found.loc[(answer["indicator"], answer["period"])]
        for name in answer.keys() - {"indicator", "period"}:
            told = f"{rule}: {name} of {answer['indicator']}, {answer['period']}"
            if answer[name] == "-":
                assert pd.isna(row[name]), told
            else:
                assert row[name] == float(answer[name]), told


EXAMPLES = [example for page in PAGES for example in examples(page)]
TOGETHER: list[Sequence[Example]] = [
    *([each for each in examples(page) if not each.alone] for page in PAGES),
    *([each] for each in EXAMPLES if each.alone),
]


@pytest.mark.parametrize("several", TOGETHER, ids=lambda several: several[0].file)
def test_records_count_up_to_what_the_pages_say(several: Sequence[Example], tmp_path: Path) -> None:
    """Many examples share one extract, each in a locality of its own."""
    rows: dict[str, list[Row]] = {}
    for number, example in enumerate(several):
        for name, table in example.living_in(f"Place {number}").items():
            rows.setdefault(name, []).extend(table)
    if not several[0].alone:
        localities = [f"Place {number}" for number in range(len(several))]
        rows["populations"] = populations(localities=localities)
    needed = {key for each in several for key in each.needs(ANSWER)}
    counts = count(tmp_path, rows, inputs=needed | rows.keys())
    for number, example in enumerate(several):
        where = "" if example.alone else f"Place {number}"
        hold(counts.frame, where, example.tables[ANSWER], example.rule)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: f"{each.file}: {each.rule}")
def test_the_answer_is_another_when_the_rule_goes(example: Example, tmp_path: Path) -> None:
    rows = example.inputs
    inputs = example.needs(WITHOUT) | rows.keys()
    counts = count(tmp_path, rows, inputs=inputs, without=example.rule)
    hold(counts.frame, "", example.tables[WITHOUT], example.rule)
    assert example.tables[ANSWER] != example.tables[WITHOUT]


def test_every_rule_has_its_example_and_every_example_its_rule_and_its_sentence() -> None:
    assert sorted((each.file, each.rule) for each in EXAMPLES) == sorted(rules())
    assert [each.rule for each in EXAMPLES if not each.sentence] == []


def test_a_rule_that_does_not_hold_is_gone_from_the_sql() -> None:
    assert "age >= 18" in script("journeys")
    assert "age >= 18" not in script("journeys", without="adults only")
    assert "month_of(admission_date)" in script("ni_12")
    assert "month_of(discharge_date)" in script("ni_12", without="counted when it begins")
