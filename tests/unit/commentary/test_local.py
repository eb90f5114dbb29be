"""Local texts survive every run, say when the figure beneath them moved, and are refused whole."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from hsci_analysis.areas import find_partnership
from hsci_analysis.commentary.local import anchor, commentary_folder, figure_of, read_commentary
from hsci_analysis.commentary.slots import SLOTS, slots_of
from hsci_analysis.errors import ParametersError, UnknownNameError
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.findings.recomputed import finding
from hsci_analysis.findings.rules import state_level
from hsci_analysis.folders import ROOT
from hsci_analysis.models.spc import describe_process
from hsci_analysis.periods import FinancialYear
from tests.monthly import SEGMENTS, monthly_series
from tests.spec.borders import FIRST_MONTH, borders_bed_days

BORDERS = find_partnership("Scottish Borders")
YEAR = FinancialYear(2024)
LEVEL = "delayed_discharge_bed_days/S37000025/2024-25/level"
HEAD = 'about: {about}\nauthor: Chief Officer\nwritten: "2025-06-30"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "parameters", tmp_path / "parameters")
    monkeypatch.setenv("HSCI_PARAMETERS", str(tmp_path / "parameters"))
    made = commentary_folder(BORDERS, YEAR)
    made.mkdir(parents=True, exist_ok=True)
    return made


@pytest.fixture
def ledger() -> Ledger:
    beds = monthly_series(FIRST_MONTH, borders_bed_days()).daily_average()
    return Ledger((state_level(beds, describe_process(beds, SEGMENTS), YEAR),))


def write(folder: Path, name: str, text: str, about: str = LEVEL, more: str = "") -> None:
    head = HEAD.format(about=about) + more
    (folder / f"{name}.md").write_text(f"---\n{head}---\n{text}\n", encoding="utf-8")


def test_a_text_about_a_finding_stands_beside_it(folder, ledger):
    write(folder, "delays", "Two wards closed in winter.", more='figure: "74.0"\n')
    (anchored,) = anchor(read_commentary(BORDERS, YEAR), ledger, YEAR)

    assert anchored.finding == ledger.findings[0]
    assert anchored.commentary.text == "Two wards closed in winter."
    assert anchored.commentary.file == (
        "parameters/partnerships/scottish-borders/commentary/2024-25/delays.md"
    )
    assert not anchored.stale


def test_a_text_is_stale_when_its_figure_moved_and_tells_both(folder, ledger):
    write(folder, "delays", "Two wards closed in winter.", more='figure: "72.1"\n')
    (anchored,) = anchor(read_commentary(BORDERS, YEAR), ledger, YEAR)

    assert anchored.stale
    assert (anchored.commentary.figure, anchored.figure_now) == ("72.1", "74.0")


def test_a_move_that_the_report_does_not_show_leaves_it_fresh(folder, ledger):
    write(folder, "delays", "Two wards closed in winter.", more='figure: "74.0"\n')
    moved = Ledger((replace(ledger.findings[0], value=74.04),))
    (anchored,) = anchor(read_commentary(BORDERS, YEAR), moved, YEAR)
    assert not anchored.stale


def test_a_finding_that_only_another_page_states_is_made_again(folder):
    about = "care_home_emergency_bed_days/S37000025/2024-25/level"
    now = figure_of(finding(about, str(YEAR)))
    write(folder, "homes", "A home opened.", about=about, more=f'figure: "{now}"\n')
    (anchored,) = anchor(read_commentary(BORDERS, YEAR), Ledger(()), YEAR)
    assert (anchored.figure_now, anchored.stale) == (now, False)


def test_a_text_outlives_its_finding_and_is_stale(folder):
    about = "delayed_discharge_bed_days/S37000025/2024-25/gone"
    write(folder, "delays", "Two wards closed in winter.", about=about, more='figure: "74.0"\n')
    (anchored,) = anchor(read_commentary(BORDERS, YEAR), Ledger(()), YEAR)
    assert anchored.stale
    assert anchored.figure_now is None


def test_a_part_of_the_report_is_never_stale(folder, ledger):
    write(folder, "money", "We spent less than planned.", about="finance")
    (anchored,) = anchor(read_commentary(BORDERS, YEAR), ledger, YEAR)
    assert anchored.slot is SLOTS["finance"]
    assert not anchored.stale


def test_no_texts_are_no_fault(folder):
    assert read_commentary(BORDERS, FinancialYear(2022)) == ()


def test_what_a_text_is_about_must_exist(folder, ledger):
    write(folder, "money", "We spent less than planned.", about="finances")
    with pytest.raises(UnknownNameError, match="did you mean 'finance'"):
        anchor(read_commentary(BORDERS, YEAR), ledger, YEAR)


def test_all_that_is_wrong_in_all_files_is_told_at_once(folder):
    write(folder, "a", "", about="finance")
    write(folder, "b", "Text ![x](https://example.org/x.png)", more="colour: red\n")
    write(folder, "c", "Text")
    write(folder, "d", "One.", about="foreword")
    write(folder, "e", "Two.", about="foreword")
    (folder / "f.md").write_text("No head at all.\n")
    (folder / "g.md").write_text('---\nabout: finance\nwritten: "30 June"\nauthor: Chair\n---\nx\n')

    with pytest.raises(ParametersError) as refused:
        read_commentary(BORDERS, YEAR)

    for said in (
        "a.md is refused:\n  - there is no text",
        "b.md is refused:\n  - colour: no key called 'colour'",
        "c.md is refused:\n  - figure: is missing",
        "d.md and parameters/partnerships/scottish-borders/commentary/2024-25/e.md are both about",
        "f.md is refused:\n  - it should begin with settings",
        "g.md is refused:\n  - written: '30 June' is not a day",
    ):
        assert said in str(refused.value)


def test_pictures_are_refused_and_html_is_only_text(folder):
    write(folder, "a", "See ![x](https://example.org/x.png)", about="finance")
    with pytest.raises(ParametersError, match="pictures are not taken in"):
        read_commentary(BORDERS, YEAR)


def test_a_figure_is_written_as_the_report_writes_it(ledger):
    assert figure_of(ledger.findings[0]) == "74.0"
    assert figure_of(replace(ledger.findings[0], decimals=0)) == "74"


def test_only_the_lead_agency_answers_to_a_monitoring_committee():
    assert "monitoring_committee" in [slot.key for slot in slots_of(find_partnership("Highland"))]
    assert "monitoring_committee" not in [slot.key for slot in slots_of(BORDERS)]
