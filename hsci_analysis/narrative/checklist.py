"""What the law asks of the report, item by item: present, written by the partnership, or missing.

Regulations are numbered only where their text was read; what is known of the others goes by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hsci_analysis.areas import Partnership
from hsci_analysis.commentary.local import Anchored, commentary_folder
from hsci_analysis.commentary.slots import PLANNING, Slot, slots_of
from hsci_analysis.findings.annual import AnnualFindings
from hsci_analysis.narrative.tables import Table
from hsci_analysis.parameters.yaml_file import label
from hsci_analysis.periods import FinancialYear

PRESENT = "present"
IN_PART = "in part: {held} of {all} indicators have a figure for the year"
WRITTEN = "written by the partnership"
MISSING = "still missing: write {file}"
COLUMNS = ("Item", "Asked for by", "State")


def checklist(annual: AnnualFindings, texts: Sequence[Anchored]) -> Table:
    """The statutory items of a partnership's report and the state of each."""
    return Table(
        caption=f"What the law and the guidance ask for: {annual.partnership}, {annual.year}",
        columns=COLUMNS,
        rows=(*_of_figures(annual), *_of_texts(annual, texts)),
    )


def _of_figures(annual: AnnualFindings) -> Iterator[tuple[str, str, str]]:
    held = [each for each in annual.indicators if each.of_year.value is not None]
    state = IN_PART.format(held=len(held), all=len(annual.indicators))
    if len(held) == len(annual.indicators):
        state = PRESENT
    yield ("Performance against key indicators or measures", f"{PLANNING}(a)(ii)", state)
    yield (
        "Comparison of the reporting year with the five before",
        f"{PLANNING}(a)(iii)",
        f"{PRESENT}; every empty cell says why",
    )


def _of_texts(annual: AnnualFindings, texts: Sequence[Anchored]) -> Iterator[tuple[str, str, str]]:
    missing = dict(missing_parts(annual.partnership, annual.year, texts))
    for slot in slots_of(annual.partnership):
        state = MISSING.format(file=missing[slot]) if slot in missing else WRITTEN
        yield (slot.title, slot.asked_by, state)


def missing_parts(
    partnership: Partnership, year: FinancialYear, texts: Sequence[Anchored]
) -> tuple[tuple[Slot, str], ...]:
    """The parts the partnership has still to write, and the file each goes into."""
    written = {each.slot.key for each in texts if each.slot}
    folder = label(commentary_folder(partnership, year))
    return tuple(
        (slot, f"{folder}/{slot.key}.md")
        for slot in slots_of(partnership)
        if slot.key not in written
    )
