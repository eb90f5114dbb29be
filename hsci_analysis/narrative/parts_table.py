"""What a year's change is made of, as a table."""

from __future__ import annotations

from hsci_analysis.findings.finding import Finding, Verdict
from hsci_analysis.findings.measured import Measured
from hsci_analysis.findings.numerals import write_count
from hsci_analysis.narrative.tables import Table

CAPTION = "{title}: {area} ({basis}), {before} and {after}"
NOTES = (
    "Parts by reason add up to the whole, and so do parts by age.",
    "Days are counted, not tested: the difference of two years may be chance.",
)


def parts_table(measured: Measured) -> Table | None:
    """One row a part of the change, the whole first; None where it cannot be taken apart."""
    if not measured.flow:
        return None
    whole, *_ = measured.flow
    before, after = whole.comparator.period if whole.comparator else "", whole.period
    caption = CAPTION.format(
        title=measured.level.measure_title,
        area=whole.area,
        basis=whole.basis,
        before=before,
        after=after,
    )
    columns = ("Of whom", before, after, "Difference")
    return Table(caption, columns, tuple(map(_row, measured.flow)), notes=NOTES)


def _row(part: Finding) -> tuple[str, ...]:
    people = f"{part.people[:1].upper()}{part.people[1:]}"
    before = part.comparator.value if part.comparator else 0.0
    after = part.value or 0.0
    size = write_count(abs(after - before))
    said = "none" if part.verdict is Verdict.AS_MANY else f"{size} {part.verdict}"
    return (people, write_count(before), write_count(after), said)
