"""Notes on large revisions: which revisions nobody has explained."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from hsci_analysis.errors import ParametersError, UnknownNameError
from hsci_analysis.parameters.revision_notes import without_note
from hsci_analysis.sources import source
from hsci_analysis.tables.revisions import Revised, revisions

TABLE = "population_by_council_area"
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
