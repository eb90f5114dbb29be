"""A statement is made again from its id alone, or read from the run that made it."""

import json
import re
from pathlib import Path

import nbformat
import pytest

from hsci_analysis.errors import FindingError, UnknownNameError
from hsci_analysis.findings.finding import Finding
from hsci_analysis.findings.ledger import MEDIA_TYPE, Ledger
from hsci_analysis.findings.recomputed import finding
from hsci_analysis.runs.notebook import shown_values
from tests.notebooks.reference import CASES, Case

ID = "NI-14/S37000025/2020-21/change/year_before"


def ledger_of(case: Case) -> Ledger:
    """What the reference of that case stated."""
    (record,) = shown_values(nbformat.read(case.path, as_version=4), MEDIA_TYPE)
    return Ledger.from_json(json.dumps(record))


def written(one: Finding) -> str:
    """As ``findings.json`` has it, but for the last digits, which differ between processors."""
    long = re.compile(r"-?\d+\.\d{9,}(?:e-?\d+)?")
    return long.sub(lambda number: f"{float(number.group()):.9g}", Ledger((one,)).to_json())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.stem)
def test_each_statement_of_each_page_can_be_made_again(case: Case) -> None:
    """One of each measure, period apart from others, and kind: the whole ledger takes minutes."""
    year = case.parameters["reporting_year"]
    seen = {(one.measure.partition(",")[0], one.kind): one for one in ledger_of(case).findings}
    for one in seen.values():
        assert written(finding(one.id, year)) == written(one)


def test_without_a_year_the_one_it_names_is_tried_after_the_usual_one() -> None:
    assert finding(ID).comparator.period == "2019/20"


def test_a_run_is_read_and_nothing_made(tmp_path: Path) -> None:
    ledger = ledger_of(CASES[0])
    (tmp_path / "findings.json").write_text(ledger.to_json(), encoding="utf-8")
    (level,) = (one for one in ledger.findings if one.id.endswith("2024-25/level"))
    name = level.id
    assert finding(name, folder=tmp_path) == level
    with pytest.raises(UnknownNameError, match="did you mean"):
        finding(name.replace("level", "levle"), folder=tmp_path)


def test_a_folder_without_findings_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(FindingError, match=r"holds no findings\.json") as refused:
        finding(ID, folder=tmp_path)
    assert str(tmp_path) not in str(refused.value)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("NI-14", "is no finding's id"),
        ("NI-14/S37000025/2020-21/levle", "did you mean .*level'"),
        ("NI-41/S37000025/2020-21/level", "no measure or indicator called 'NI-41'"),
        ("NI-14/S37000099/2020-21/level", "no area code called"),
        ("delayed_discharge_bed_day/S37000025/2020-21/level", "'delayed_discharge_bed_days'"),
    ],
)
def test_a_wrong_id_is_refused_with_the_nearest(wrong: str, told: str) -> None:
    with pytest.raises((UnknownNameError, FindingError), match=told):
        finding(wrong)
