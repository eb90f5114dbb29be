"""Notes on large revisions: which nobody has explained, and what is not final without them."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from hsci_analysis.errors import ParametersError, UnknownNameError
from hsci_analysis.indicators.imports.importing import import_figures
from hsci_analysis.indicators.imports.understood import understand
from hsci_analysis.narrative.annual_report import annual_report
from hsci_analysis.parameters.report import report_parameters
from hsci_analysis.parameters.revision_notes import wanting_note, without_note
from hsci_analysis.sources import releases, source
from hsci_analysis.sources.releases import forget
from hsci_analysis.tables.revisions import Revised, revisions
from tests.workbooks import core_suite, core_suite_row

TABLE = "population_by_council_area"
IMPORTED = "imported_indicators"
BORDERS, FIFE = "S12000026", "S12000047"


@pytest.fixture
def revised() -> Revised:
    """Two areas that moved by more than 5 %, and one that did not."""
    rows = pd.DataFrame(
        {"year": 2021, "area_code": [BORDERS, FIFE, "S12000020"], "people": [100, 100, 100]}
    )
    later = rows.assign(people=[110, 90, 101])
    figures = revisions(rows, later, ["year", "area_code"]).assign(reason="not known")
    committed = source(TABLE)
    return Revised(committed, committed, figures, 0, 0)


def notes(parameters: Path, *written: str) -> None:
    lines = "".join(f"  - {each}\n" for each in written)
    (parameters / "revisions.yaml").write_text(f"notes:\n{lines}" if written else "notes: []\n")


def note(area: str = "", table: str = TABLE, before: str = "", **other: str) -> str:
    day = source(TABLE).released.isoformat()
    said = {"table": table, "before": before or day, "after": day, "note": "Census.", "by": "A."}
    said |= {"area": area} if area else {}
    return "{" + ", ".join(f'{key}: "{value}"' for key, value in (said | other).items()) + "}"


def test_without_notes_all_large_ones_lack_one(parameters: Path, revised: Revised) -> None:
    notes(parameters)
    assert without_note(revised)["area_code"].to_list() == [BORDERS, FIFE]


def test_a_note_covers_its_releases_and_its_area(parameters: Path, revised: Revised) -> None:
    notes(
        parameters, note("Scottish Borders"), note(table="hospital_beds"), note(before="2019-01-01")
    )
    assert without_note(revised)["area_code"].to_list() == [FIFE]
    notes(parameters, note())
    assert without_note(revised).empty


def test_a_note_that_says_too_little_or_of_nowhere_is_refused(
    parameters: Path, revised: Revised
) -> None:
    notes(parameters, note(why="x"))
    with pytest.raises(ParametersError, match=r"notes\[1\]\.why: no key called 'why'"):
        without_note(revised)
    notes(parameters, note("Fief"))
    with pytest.raises(UnknownNameError, match="did you mean 'Fife'"):
        without_note(revised)


def test_the_day_of_a_release_is_the_start_of_its_name() -> None:
    assert source(TABLE).release_name.startswith(str(date(2025, 3, 27)))


@pytest.fixture
def imported(parameters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three files: a first cut, one of other figures, and a release that moved two of the first."""
    monkeypatch.setenv("HSCI_STORE", str(tmp_path / "store"))
    forget()
    cuts = {
        date(2025, 5, 20): [("NI14", "Scottish Borders", 100.0), ("NI14", "Fife", 100.0)],
        date(2025, 6, 3): [("NI17", "Scottish Borders", 80.0)],
        date(2025, 7, 8): [("NI14", "Scottish Borders", 106.0), ("NI14", "Fife", 94.0)],
    }
    for day, rows in cuts.items():
        year = [core_suite_row(key, "2023/24", area, rate) for key, area, rate in rows]
        book = core_suite(tmp_path / f"{day}.xlsx", *year)
        import_figures(understand(book), day)
    return parameters


def test_the_last_release_before_it_with_the_figure_is_what_moved(imported: Path) -> None:
    first, _, last = (each.release_name for each in releases(IMPORTED))
    (wanting,) = wanting_note("Scottish Borders")
    assert (wanting.table, wanting.before, wanting.after) == (IMPORTED, first, last)
    assert (wanting.area, wanting.periods, wanting.figures) == (
        "Scottish Borders",
        ("2023/24", "2023/24"),
        1,
    )
    assert wanting_note("Moray") == wanting_note("Scottish Borders", [TABLE]) == ()


def test_an_import_that_says_otherwise_than_the_project_needs_a_note(
    imported: Path, tmp_path: Path
) -> None:
    before = len(wanting_note("Moray"))
    for day, rate in ((date(2025, 8, 1), 90.0), (date(2025, 9, 1), 91.0)):
        row = core_suite_row("NI14", "2022/23", "Moray", rate)
        import_figures(understand(core_suite(tmp_path / f"{day}.xlsx", row)), day)
    (wanting,) = wanting_note("Moray")[before:]
    assert wanting.before == "committed"
    assert wanting.after.startswith("2025-08-01")
    assert wanting.periods == ("2022/23", "2022/23")
    (imported / "revisions.yaml").write_text(f"notes:\n{wanting.example}\n")
    assert wanting_note("Moray") == ()


def why_not_final(year: str) -> str:
    with pytest.raises(ParametersError) as refused:
        annual_report(report_parameters("scottish-borders", year), edition="final")
    return str(refused.value)


def test_no_report_is_final_until_somebody_said_why(imported: Path) -> None:
    (wanting,) = wanting_note("Scottish Borders")
    assert f"  - revised without a note: {wanting}\n" in why_not_final("2023/24")
    assert "imported_indicators, Scottish Borders, 2023/24: 1 moved" in str(wanting)
    (imported / "revisions.yaml").write_text(f"notes:\n{wanting.example}\n")
    assert "revised without a note" not in why_not_final("2023/24")
    assert wanting_note("Fife")


def test_what_no_figure_of_the_report_rests_on_needs_no_note(imported: Path) -> None:
    assert "revised without a note" not in why_not_final("2018/19")
