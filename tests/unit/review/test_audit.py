"""Leaks are seeded in every format and across reports; each is found, and none where none is."""

import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.comments import Comment

from hsci_analysis.areas import SCOTLAND, Partnership, find_area, partnerships
from hsci_analysis.cli.review import SOMETHING_OPEN, review
from hsci_analysis.errors import ParametersError, RunError
from hsci_analysis.findings.evidence import Evidence
from hsci_analysis.findings.finding import Finding, Kind, Verdict
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.measures.catalogue import Basis
from hsci_analysis.periods import FinancialYear
from hsci_analysis.reports.open_data import write_open_data
from hsci_analysis.reports.spreadsheet import indicator_workbook
from hsci_analysis.reports.word import write_word
from hsci_analysis.review.audit import audit
from hsci_analysis.runs.manifest import FINDINGS, PREVIOUS
from hsci_analysis.sources import Citation
from tests.unit.review.conftest import Report

YEAR = FinancialYear(2022)
CITED = Citation("t", "Records", "Us", "now", "0" * 64, "Us")
BY_AGE = ("age_group 18-64", "age_group 65-74", "age_group 75+")


def count(
    value: float | None, area: str = "Scottish Borders", part: str = "", period: str = str(YEAR)
) -> Finding:
    place = find_area(area)
    months = 12 * (value is not None)
    return Finding(
        measure="MSG-1" + f", {part}" * bool(part),
        measure_title="Emergency admissions",
        people="people of all ages",
        area_code=place.code,
        area=place.name,
        basis=Basis.RESIDENCE,
        period=period,
        kind=Kind.LEVEL,
        verdict=Verdict.STATED if months else Verdict.NOT_AVAILABLE,
        value=value,
        interval=None,
        unit="admissions",
        decimals=0,
        evidence=Evidence(
            "count",
            YEAR.first_month if months else None,
            YEAR.last_month if months else None,
            months,
            YEAR.first_month,
            YEAR.last_month,
            (CITED,),
        ),
        reason="" if months else "suppressed: this could tell of fewer than 10 people",
    )


def found(folder: Path) -> list[str]:
    return [each.what for each in audit(folder.parent)]


def page(cells: str) -> str:
    return (
        "<h2>Admissions</h2><table><caption>Six years: Scottish Borders</caption>"
        "<tr><th>Indicator</th><th>2021/22</th><th>2022/23</th></tr>"
        f"<tr><th>MSG-1 Emergency admissions</th>{cells}</tr></table>"
    )


def chart(x: int, y: int) -> str:
    """Axis from 0 at 280 to 20 at 0; Scotland's mark, and another one."""
    return (
        '<svg aria-label="Chart of Emergency admissions, Scottish Borders">'
        '<g transform="translate(48,60)"><text transform="translate(-6,284)">0</text>'
        '<text transform="translate(-6,4)">20</text>'
        '<text transform="translate(100,299)">2021/22</text>'
        '<text transform="translate(200,299)">2022/23</text>'
        '<path transform="translate(200,70)" d="M2,0A2,2,0,1,1,-2,0"/>'
        f'<path d="M0,10L{x},{y}"/></g></svg>'
    )


HARMLESS = {
    "page.html": page("<td>12</td><td>suppressed</td>")
    + "<p>MSG-1 of 2022/23 is suppressed: this could tell of fewer than 10 people.</p>"
    + "<p title='MSG-1, 2021/22: 12'>Emergency admissions were 12 in 2021/22.</p>"
    + chart(100, 100),
    "chart.svg": chart(150, 182),
    "one.ipynb": json.dumps({"metadata": {"about": "MSG-1", "decimals": 0, "year": "2021/22"}}),
    "table.csv": "measure,area,period,value\nMSG-1,Scottish Borders,2021/22,12\n"
    "MSG-1,Scottish Borders,2022/23,\nMSG-1,Fife,2022/23,12\nMSG-10,Scottish Borders,2022/23,7\n"
    "NI-19 of Emergency admissions,Scottish Borders,2022/23,7\n",
}
LEAKS = {
    "a cell of the page": ("x.html", page("<td>12</td><td>7</td>")),
    "a sentence": ("x.html", "<h3>MSG-1</h3><p>They rose, to 7 in 2022/23.</p>"),
    "a tooltip": ("x.html", "<i title='Emergency admissions; 2022/23: 7'></i>"),
    "a comment": ("x.html", "<!-- MSG-1 in 2022/23: 7 -->"),
    "a title in a picture": ("x.svg", "<svg><title>MSG-1 2022/23 7</title></svg>"),
    "a point of a line": ("x.svg", chart(200, 182)),
    "a mark on the page": ("x.html", f"<h3>MSG-1</h3>{chart(200, 182)}"),
    "an output of the notebook": (
        "x.ipynb",
        json.dumps(
            {"cells": [{"outputs": [{"data": {"text/html": page("<td>1</td><td>7</td>")}}]}]}
        ),
    ),
    "data of a chart in the notebook": (
        "x.ipynb",
        json.dumps({"title": "MSG-1", "data": [{"year": "2022/23", "value": 7}]}),
    ),
    "metadata of the notebook": (
        "x.ipynb",
        json.dumps({"metadata": {"note": "MSG-1, Scottish Borders, 2022/23: 7"}}),
    ),
    "a row of open data": (
        "x.csv",
        "measure,area,period,value\nMSG-1,Scottish Borders,2022/23,7\n",
    ),
}


@pytest.fixture
def folder(report: Report) -> Path:
    made = report(count(None), count(15, "Scotland"), count(12, period="2021/22"))
    for name, text in HARMLESS.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_nothing_is_found_where_nothing_is(folder: Path) -> None:
    ledger = Ledger((count(None), count(12, period="2021/22")))
    write_open_data(ledger, folder, title="Findings")
    write_word(
        page("<td>12</td><td>x</td>"),
        folder / "x.docx",
        title="A",
        subtitle="B",
        released=date(2025, 7, 1),
    )
    indicator_workbook("Scottish Borders", "2022/23").write(folder / "x.xlsx")
    assert found(folder) == []


@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_in_text_is_found_and_not_told(folder: Path, leak: str) -> None:
    name, text = LEAKS[leak]
    (folder / name).write_text(text, encoding="utf-8")
    items = audit(folder.parent)
    assert {each.file for each in items} == {f"2024-25/scottish-borders/{name}"}
    assert items[0].what.startswith("MSG-1/S37000025/2022-23/level is shown: ")
    assert "7" not in items[0].what.removeprefix("MSG-1/S37000025").replace("S37000025", "")


def test_a_leak_in_word_is_found(folder: Path) -> None:
    def written(html: str) -> list[str]:
        write_word(html, folder / "x.docx", title="A", subtitle="B", released=date(2025, 7, 1))
        return found(folder)

    assert len(written(page("<td>12</td><td>7</td>"))) == 1
    assert len(written("<p>MSG-1: 7 in 2022/23</p>")) == 1
    assert written("<p>MSG-1: 12 in 2021/22</p>") == []
    with zipfile.ZipFile(folder / "x.docx", "a") as parts:
        parts.writestr("customXml/item1.xml", "<x note='MSG-1, 2022/23: 7'/>")
    assert len(found(folder)) == 1


@pytest.mark.parametrize("hiding", ["hidden", "veryHidden", "visible"])
def test_a_leak_in_a_spreadsheet_is_found(folder: Path, hiding: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("old")
    for row in (["measure", "period", "value"], ["MSG-1", "2022/23", "=3+4"]):
        sheet.append(row)
    sheet.sheet_state = hiding
    sheet.row_dimensions[2].hidden = True
    book.save(folder / "x.xlsx")
    assert found(folder)
    sheet["C2"] = None
    book.save(folder / "x.xlsx")
    assert found(folder) == []
    sheet["A1"].comment = Comment("MSG-1, 2022/23: 7", "x")
    book.save(folder / "x.xlsx")
    assert found(folder)


def test_what_the_release_before_or_another_report_shows_is_found(folder: Path, report) -> None:
    (folder / PREVIOUS).mkdir()
    (folder / PREVIOUS / FINDINGS).write_text(Ledger((count(7),)).to_json(), encoding="utf-8")
    assert "is shown by the release before" in found(folder)[0]
    (folder / PREVIOUS / FINDINGS).write_text("no findings", encoding="utf-8")
    assert found(folder) == []
    report(count(7), count(3, "Fife"), area="fife")
    assert any("is shown by another report" in each for each in found(folder))


def test_subtraction_over_a_breakdown_is_found_with_the_cells(folder: Path, report) -> None:
    whole, parts = count(50), [count(20, part=BY_AGE[0]), count(None, part=BY_AGE[1])]
    report(whole, *parts, count(25, part=BY_AGE[2]))
    (told,) = found(folder)
    assert told == (
        "MSG-1, age_group 65-74/S37000025/2022-23/level can be worked out, or nearly, from "
        "MSG-1/S37000025/2022-23/level, MSG-1, age_group 18-64/S37000025/2022-23/level, "
        "MSG-1, age_group 75+/S37000025/2022-23/level"
    )
    report(whole, *parts, count(None, part=BY_AGE[2]))
    assert found(folder) == []  # 30 in two cells: either may be from 1 to 29
    report(count(24), *parts, count(None, part=BY_AGE[2]))
    assert len(found(folder)) == 2  # 4 in two cells: neither can be more than 3


def test_subtraction_over_two_releases_is_found(folder: Path, report) -> None:
    parts = [count(20, part=BY_AGE[0]), count(None, part=BY_AGE[1]), count(25, part=BY_AGE[2])]
    report(count(None), count(15, "Scotland"), *parts)
    assert found(folder) == []
    (folder / PREVIOUS).mkdir()
    (folder / PREVIOUS / FINDINGS).write_text(
        Ledger((count(50), count(25, part=BY_AGE[2]))).to_json(), encoding="utf-8"
    )
    assert any("with the release before" in each for each in found(folder))


def report_all(report: Report, hidden: set[str], total: float | None) -> Path:
    folder = Path()
    for place in partnerships():
        value = None if place.name in hidden else 10
        folder = report(count(value, place.name), count(total, SCOTLAND.name), area=place.slug)
    return folder


def test_subtraction_over_all_partnerships_is_found(report: Report) -> None:
    assert len(found(report_all(report, {"Fife"}, 304))) == 1
    assert found(report_all(report, {"Fife", "Moray"}, 330)) == []
    assert found(report_all(report, {"Fife"}, None)) == []


def test_subtraction_within_a_board_is_found(report: Report) -> None:
    lothian = [each for each in partnerships() if each.health_board == _midlothian().health_board]
    folder = report(*(count(10, each.name) for each in lothian if each != _midlothian()))
    report(count(None, "Midlothian"), count(34, "NHS Lothian"), area="midlothian")
    (told,) = found(folder)
    assert told.startswith(f"MSG-1/{_midlothian().code}/2022-23/level can be worked out")


def _midlothian() -> Partnership:
    return next(each for each in partnerships() if each.name == "Midlothian")


def test_months_give_their_year_away(folder: Path, report) -> None:
    months = [count(5, period=str(YEAR.first_month + each)) for each in range(12)]
    report(count(60), *months[1:], replace(count(None), period=months[0].period))
    (told,) = found(folder)
    assert "MSG-1/S37000025/2022-04/level can be worked out" in told


def test_another_measure_of_that_name_is_not_taken_for_it(folder: Path, report) -> None:
    weekly = replace(count(321), measure="emergency_admissions")
    report(count(None), count(15, "Scotland"), weekly)
    said = "<h2>Emergency admissions</h2><p title='In 2022/23: 321'>There were 321 in 2022/23.</p>"
    (folder / "x.html").write_text(said, encoding="utf-8")
    assert found(folder) == []
    (folder / "x.html").write_text(said.replace("321 in", "322 in"), encoding="utf-8")
    assert len(found(folder)) == 1


def test_averages_and_rates_tell_nothing(folder: Path, report) -> None:
    def rated(finding: Finding) -> Finding:
        return replace(finding, unit="per 100,000 adults")

    report(*map(rated, (count(50), count(20, part=BY_AGE[0]), count(None, part=BY_AGE[1]))))
    assert found(folder) == []


def test_the_command_tells_and_no_edition_is_final(folder: Path) -> None:
    run = CliRunner().invoke
    with pytest.raises(RunError, match="no reports in 2023-24 to audit"):
        audit(folder.parent.with_name("2023-24"))
    assert run(review, ["--audit", "--year", "2024/25"]).output == "2024/25: 0 found\n"
    (folder / "x.csv").write_text(LEAKS["a row of open data"][1], encoding="utf-8")
    told = run(review, ["--audit", "--year", "2024/25"])
    assert told.exit_code == SOMETHING_OPEN
    assert "a suppressed figure is given away: MSG-1/S37000025/2022-23/level" in told.output

    from hsci_analysis.review.final import refuse_unreviewed
    from tests.unit.review.test_final import job

    with pytest.raises(ParametersError, match="a suppressed figure is given away"):
        refuse_unreviewed(job(edition="final"))
