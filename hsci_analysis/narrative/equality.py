"""The year's totals by age, reason and deprivation, as a table with what cannot be read from it."""

from __future__ import annotations

from collections.abc import Sequence

from hsci_analysis.areas import Partnership
from hsci_analysis.findings.finding import Finding
from hsci_analysis.findings.numerals import Nothing, write_figure
from hsci_analysis.narrative.tables import Table
from hsci_analysis.periods import FinancialYear

CAPTION = "By age, reason and deprivation: {area}, {year}"
COLUMNS = ("Of whom", "What was counted", "Figure")
NOTES = (
    "The groups differ in how many people are in them, so that a larger figure alone says nothing "
    "of how one group fares beside another.",
    "Emergency admissions are those of the weeks that end in the year, from rapid returns that are "
    "not directly comparable with completed hospital records.",
    "A figure is not available where the weeks or months held do not cover the year, or one is "
    "withheld since so small a number could give a person away.",
)


def equality_table(
    partnership: Partnership, year: FinancialYear, findings: Sequence[Finding]
) -> Table:
    """One row a part; none is left out."""
    rows = tuple((_begin(each.people), each.measure_title, _figure(each)) for each in findings)
    caption = CAPTION.format(area=partnership, year=year)
    backing = tuple(("", each.id) for each in findings)
    return Table(caption, COLUMNS, rows, findings=backing, notes=NOTES)


def _figure(finding: Finding) -> str:
    if finding.value is None:
        return Nothing.NOT_AVAILABLE.value
    return f"{write_figure(finding.value, finding.decimals)} {finding.unit}"


def _begin(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
