"""Every rule of the records, by an example a clinician can check, with and without it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from hsci_analysis.records.derivations import DERIVATIONS
from hsci_analysis.records.rules import rules, script
from tests.records_by_hand import count, populations

PAGES = sorted(path for path in Path(__file__).parent.glob("*.md") if path.stem != "README")
NUMBERS = {
    "admission_type",
    "discharge_type",
    "age",
    "sex",
    "minutes_in_department",
    "year",
    "people",
}
NUMBERS |= {"stay_marker", "journey_marker"}
ANSWERS = "answer", "without the rule"
FIFE = "S37000032"


@dataclass(frozen=True)
class Example:
    """One section of a page: a rule, its sentence, records, and the two answers."""

    file: str
    rule: str
    sentence: str
    tables: Mapping[str, list[dict[str, str]]]

    @property
    def inputs(self) -> dict[str, list[dict[str, object]]]:
        """The rows of each input; of populations, every age of those named."""
        rows = {
            name: [{key: _value(key, text) for key, text in row.items()} for row in table]
            for name, table in self.tables.items()
            if name not in ANSWERS
        }
        if people := rows.get("populations"):
            rows["populations"] = [
                {**row, **given} for given in people for row in populations() if row["year"] == 2022
            ]
        return rows


def examples() -> list[Example]:
    return [
        _example(section)
        for page in PAGES
        for section in page.read_text(encoding="utf-8").split("\n## ")[1:]
    ]


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
    if name in ANSWERS:
        return name, [dict(zip(["indicator", *columns], row, strict=True)) for row in body]
    names = [column.replace(" ", "_") for column in columns]
    return name, [dict(zip(names, row[1:], strict=True)) for row in body]


def _value(key: str, text: str) -> object:
    if text == "-":
        return None
    return int(text) if key in NUMBERS else text


EXAMPLES = examples()


@pytest.mark.parametrize("held", [True, False], ids=["with", "without"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: f"{each.file}: {each.rule}")
def test_records_count_up_to_what_the_page_says(
    example: Example, held: bool, tmp_path: Path
) -> None:
    answers = example.tables[ANSWERS[0] if held else ANSWERS[1]]
    asked = {answer["indicator"] for answer in answers}
    needed = {key for each in DERIVATIONS if asked & each.indicators.keys() for key in each.needs}
    rows = example.inputs
    without = "" if held else example.rule
    counts = count(tmp_path, rows, inputs=needed | rows.keys(), without=without)
    frame = counts.frame[(counts.frame["area_code"] == FIFE) & (counts.frame["locality"] == "")]
    found = frame.set_index(["indicator", "period"])
    for answer in answers:
        row = found.loc[(answer["indicator"], answer["period"])]
        for name in answer.keys() - {"indicator", "period"}:
            expected = float(answer[name]) if answer[name] != "-" else float("nan")
            assert row[name] == expected or pd.isna(row[name]) and pd.isna(expected), (
                f"{answer['indicator']} of {answer['period']}: {name} is {row[name]:g}"
            )


def test_every_rule_has_its_example_and_every_example_its_rule() -> None:
    assert sorted((each.file, each.rule) for each in EXAMPLES) == sorted(rules())


def test_every_example_says_its_rule_in_words_and_flips_when_it_goes() -> None:
    for each in EXAMPLES:
        assert each.sentence, each.rule
        assert each.tables[ANSWERS[0]] != each.tables[ANSWERS[1]], each.rule


def test_a_rule_that_is_not_held_is_gone_from_the_sql() -> None:
    assert "age >= 18" in script("journeys")
    assert "age >= 18" not in script("journeys", without="adults only")
    assert "month_of(admission_date)" in script("ni_12")
    assert "month_of(discharge_date)" in script("ni_12", without="counted when it begins")
