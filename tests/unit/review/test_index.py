"""The index of a year: made from what is on disk alone, failures first, every partnership there."""

import json
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from hsci_analysis.areas import find_partnership, partnerships
from hsci_analysis.commentary.local import commentary_folder
from hsci_analysis.errors import RunError
from hsci_analysis.folders import ROOT
from hsci_analysis.indicators.registry import INDICATORS
from hsci_analysis.parameters.sign_off import sign_off_file
from hsci_analysis.periods import FinancialYear
from hsci_analysis.review.pages import write_index
from hsci_analysis.review.sign_off import sign
from hsci_analysis.review.tiles import tiles
from tests.made_reports import level, make_report

YEAR = FinancialYear(2024)


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a year's reports, with a report of Fife in it that was made twice."""
    monkeypatch.setenv("HSCI_REPORTS", str(tmp_path))
    folder = tmp_path / YEAR.slug
    make_report(
        folder / "fife", {"patient_flow": [level(120.0)], "annual": [level(1.0, measure="NI-17")]}
    )
    make_report(folder / "fife" / "previous", {"patient_flow": [level(115.3)]})
    moray = {"partnership": "moray"}
    make_report(folder / "moray", {"patient_flow": [level(None, "moray")]}, parameters=moray)
    return folder


def read(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def rows(page: Path) -> dict[tuple[str, str], list[str]]:
    """The cells of the table, whose tags are left open, as HTML allows."""
    body = page.read_text(encoding="utf-8").split("<tbody>")[1].split("</tbody>")[0]
    lines = (re.split("<t[hd][^>]*>", row)[1:] for row in body.split("<tr>")[1:])
    cells = [[re.sub("<[^>]+>", "", cell).strip() for cell in line] for line in lines]
    return {(name, report): rest for name, report, *rest in cells}


def test_each_tile_is_a_partnership_and_no_two_share_a_place() -> None:
    assert {tile.partnership for tile in tiles()} == set(partnerships())
    assert len({(tile.row, tile.column) for tile in tiles()}) == len(tiles()) == 31


def test_every_partnership_is_there_with_every_notebook(year: Path) -> None:
    found = rows(write_index(YEAR))
    assert len(found) == 31 * 2
    made, day, until, verdicts, changed, caveats, missing, review = found["Fife", "Patient flow"]
    assert (made, day, until, verdicts) == ("made", "2026-01-13", "2025-03", "1 stated")
    assert (changed, caveats, missing, review) == ("1 revised figure", "0", "", "not signed")
    assert found["Fife", "Annual"][4] == "made for the first time"
    assert found["Moray", "Annual"][0] == "not made"
    assert found["Moray", "Patient flow"][3] == "1 not available"


def test_failures_stand_first_with_cell_words_and_log(year: Path) -> None:
    said = "patient_flow stopped at cell In [3], which begins 'flow':\n  TableError: x is refused"
    failure = {"job": "2024-25/moray/patient_flow", "said": said, "run": "2026-01-14T0000-1"}
    (year / "moray.patient_flow.failed.json").write_text(json.dumps(failure))
    (year / "moray.patient_flow.failed.ipynb").write_text("{}")
    (year / "angus.patient_flow.failed.json").write_text("torn")
    index = write_index(YEAR)
    page = read(index)
    first = page.main.find(["h2", "table"])
    assert first.get_text() == "2 failed"
    told = page.select_one(".failure")
    assert [each.get_text() for each in told.find_all("h3")] == [
        "Angus: Patient flow",
        "Moray: Patient flow",
    ]
    assert "its record is damaged" in told.get_text()
    assert "In [3]" in told.get_text()
    links = [link["href"] for link in told.find_all("a")]
    assert links == ["moray.patient_flow.failed.ipynb", "../.runs/2026-01-14T0000-1.jsonl"]
    assert rows(index)["Moray", "Patient flow"][0] == "failed"


def test_a_report_that_is_not_as_its_manifest_says_is_damaged(year: Path) -> None:
    (year / "moray" / "patient_flow.html").write_text("altered")
    assert rows(write_index(YEAR))["Moray", "Patient flow"][0] == "damaged"


def test_a_record_of_another_version_is_damaged_and_nothing_else_suffers(year: Path) -> None:
    path = year / "moray" / "manifest.json"
    manifest = json.loads(path.read_text())
    del manifest["notebooks"]["patient_flow"]["started"]
    path.write_text(json.dumps(manifest))
    found = rows(write_index(YEAR))
    assert found["Moray", "Patient flow"][0] == "damaged"
    assert found["Fife", "Patient flow"][0] == "made"


def test_every_link_leads_to_a_file(year: Path) -> None:
    make_report(year / "scotland", {"national_overview": [level(1.0, "Scotland")]})
    index = write_index(YEAR)
    for page in (index, year / "fife.changes.html", year / "scotland.changes.html"):
        links = [link["href"] for link in read(page).find_all("a") if link["href"][0] != "#"]
        assert links
        assert [link for link in links if not (year / link).is_file()] == []
    assert read(index).find("a", href="scotland.changes.html").get_text() == "Scotland"


def test_nothing_is_written_where_there_is_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HSCI_REPORTS", str(tmp_path / "none"))
    assert write_index(YEAR) is None
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_cannot_be_written_is_told(year: Path) -> None:
    (year / "index.html").mkdir()
    with pytest.raises(RunError, match=r"index\.html cannot be written"):
        write_index(YEAR)
    assert not [path for path in year.iterdir() if path.name.endswith(".aside")]


@pytest.fixture
def parameters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HSCI_PARAMETERS", str(shutil.copytree(ROOT / "parameters", tmp_path / "p")))


@pytest.mark.usefixtures("parameters")
def test_what_is_signed_is_counted_until_it_changes(year: Path) -> None:
    fife = year / "fife"
    assert sign(fife, "Chief Finance Officer", ["NI-14"])
    assert rows(write_index(YEAR))["Fife", "Patient flow"][-1] == "1 of 1 signed"
    assert rows(write_index(YEAR))["Fife", "Annual"][-1] == "not signed"
    shutil.rmtree(fife)
    make_report(fife, {"patient_flow": [level(121.0)]})
    assert rows(write_index(YEAR))["Fife", "Patient flow"][-1] == "not signed"
    sign_off_file(find_partnership("fife")).write_text("signatures: [torn")
    assert rows(write_index(YEAR))["Fife", "Patient flow"][-1] == "cannot be reviewed"
    said = read(year / "fife.changes.html").get_text()
    assert "parameters/partnerships/fife/sign_off.yaml is not YAML" in said


@pytest.mark.usefixtures("parameters")
def test_what_needs_a_human_is_counted_and_listed(year: Path) -> None:
    shutil.rmtree(year / "fife")
    stated = [level(120.0), *(level(1.0, measure=key) for key in INDICATORS if key != "NI-14")]
    make_report(year / "fife", {"annual": stated})
    index = write_index(YEAR)
    assert rows(index)["Fife", "Annual"][-2:] == ["9", "not signed"]
    assert "; 10 open" in read(index).find("a", href="fife.changes.html").parent.get_text()

    folder = commentary_folder(find_partnership("fife"), YEAR)
    folder.mkdir(parents=True)
    about = 'about: {}\nauthor: Chief Officer\nwritten: "2025-06-30"\n'
    written = {
        "delays.md": about.format(stated[0].id) + 'figure: "115.3"\n',
        "finance.md": about.format("finance"),
    }
    for name, head in written.items():
        (folder / name).write_text(f"---\n{head}---\nText.\n")
    assert rows(write_index(YEAR))["Fife", "Annual"][-2:] == [
        "8",
        "not signed, 1 stale commentary",
    ]
    said = read(year / "fife.changes.html").get_text()
    assert f"{stated[0].id} was 115.3 when it was written, and is now 120.0" in said
    assert "commentary/2024-25/foreword.md: In whose name" in said
