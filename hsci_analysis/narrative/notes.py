"""What stands once at the end of the report: notes on the figures, and the indicators by title."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from hsci_analysis.findings.annual import AnnualFindings
from hsci_analysis.indicators.outcomes import OutcomeMapping
from hsci_analysis.narrative.sections import short
from hsci_analysis.narrative.six_years import SHORT_PERIODS, notes_of
from hsci_analysis.narrative.tables import Table

LIST_CAPTION = "The indicators by number and official title"
COLUMNS = ("Number", "Official title", "Called here", "Outcomes", "Unit", "Source of the figures")
NO_OUTCOME = "none"


@dataclass(frozen=True, repr=False)
class Notes:
    """Notes as a list; shown in a notebook as HTML."""

    notes: tuple[str, ...]

    def __repr__(self) -> str:
        return "\n".join(self.notes)

    def _repr_html_(self) -> str:
        items = "\n".join(f"<li>{escape(note)}</li>" for note in self.notes)
        return f"<ul>\n{items}\n</ul>"


def notes_on_figures(annual: AnnualFindings) -> Notes:
    """Each note once, with the numbers of the indicators it is about."""
    return Notes((SHORT_PERIODS, *notes_of(annual.table.rows)))


def indicator_list(annual: AnnualFindings, mapping: OutcomeMapping) -> Table:
    """Number, official title, short name, outcomes, unit and source of all indicators."""
    indicators = [stated.indicator for stated in annual.indicators]
    return Table(
        caption=LIST_CAPTION,
        columns=COLUMNS,
        rows=tuple(
            (
                each.key,
                each.title,
                short(each),
                ", ".join(str(outcome.number) for outcome in mapping.outcomes(each.key))
                or NO_OUTCOME,
                each.unit,
                each.source,
            )
            for each in indicators
        ),
        notes=(f"Outcomes are numbered {mapping.name} ({mapping.source}).",),
    )
