"""The annual performance report of one partnership and year, section by section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hsci_analysis.commentary.local import Anchored, anchor, read_commentary
from hsci_analysis.findings.aims import AimFindings, aim_findings
from hsci_analysis.findings.annual import AnnualFindings, annual_findings
from hsci_analysis.findings.breakdowns import breakdown_findings
from hsci_analysis.findings.finding import Finding
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.indicators.indicator import Suite
from hsci_analysis.indicators.outcomes import OutcomeMapping
from hsci_analysis.narrative.aim_section import aim_section
from hsci_analysis.narrative.checklist import checklist
from hsci_analysis.narrative.easy_read import EasyRead, easy_read
from hsci_analysis.narrative.equality import equality_table
from hsci_analysis.narrative.fixed_parts import (
    ACCESSIBILITY,
    GLOSSARY,
    Edition,
    Text,
    about,
    due_day,
    edition_of,
    methods,
    sources_table,
    usual_day,
)
from hsci_analysis.narrative.notes import Notes, indicator_list, notes_on_figures
from hsci_analysis.narrative.open_items import open_items, refuse_while_open
from hsci_analysis.narrative.outcome_sections import outcome_section, unmapped_section
from hsci_analysis.narrative.own_words import OwnWords, beside_figures, parts
from hsci_analysis.narrative.sections import Section, indicator_section
from hsci_analysis.narrative.summary import summary
from hsci_analysis.narrative.tables import Table
from hsci_analysis.parameters.report import ReportParameters


@dataclass(frozen=True, repr=False)
class AnnualReport:
    """What a year's report says; each attribute shows itself in a notebook."""

    parameters: ReportParameters
    findings: AnnualFindings
    texts: tuple[Anchored, ...]
    breakdowns: tuple[Finding, ...] = ()
    edition: Edition = Edition.DRAFT
    due: date | None = None

    def __repr__(self) -> str:
        return f"AnnualReport({self.parameters.subtitle!r})"

    @property
    def summary(self) -> Section:
        """The year on one page."""
        return summary(self.findings)

    @property
    def mapping(self) -> OutcomeMapping:
        """Which indicators the partnership reports under which outcome."""
        return self.parameters.outcome_mapping

    @property
    def about(self) -> Text:
        """Which edition this is, by when the report is due, and who is given a copy."""
        due = self.due or usual_day(self.findings.year)
        return about(self.findings.partnership, self.findings.year, self.edition, due)

    @property
    def easy_read(self) -> EasyRead:
        """The year in easy words, each with a picture."""
        return easy_read(self.findings)

    @cached_property
    def aims(self) -> Mapping[int, AimFindings]:
        """What is stated of the three strategic aims, by their numbers."""
        return aim_findings(self.parameters)

    def aim(self, number: int) -> Section:
        """One of the three strategic aims with the measures that speak to it."""
        return aim_section(self.aims[number])

    @property
    def methods(self) -> Text:
        """How figures become words."""
        return methods(self.parameters.similar_within_per_cent)

    @property
    def glossary(self) -> Text:
        """Words that a reader may not know."""
        return Text(GLOSSARY)

    @property
    def accessibility(self) -> Text:
        """What is done so that everybody can read it."""
        return Text(ACCESSIBILITY)

    @property
    def sources(self) -> Table:
        """The tables that were read, and their releases."""
        return sources_table(self.stated)

    def outcome(self, number: int) -> Section:
        """One of the nine national outcomes with the indicators reported under it."""
        return outcome_section(self.findings, self.mapping, number)

    @property
    def unmapped(self) -> Section:
        """The core indicators that the mapping names under no outcome; none is dropped."""
        return unmapped_section(self.findings, self.mapping)

    @property
    def ministerial(self) -> Section:
        """The six indicators of the Ministerial Strategic Group."""
        return indicator_section(
            self.findings, "Ministerial Strategic Group", self.ministerial_keys
        )

    @property
    def ministerial_keys(self) -> tuple[str, ...]:
        return tuple(
            each.indicator.key
            for each in self.findings.indicators
            if each.indicator.suite is Suite.MINISTERIAL
        )

    @property
    def notes(self) -> Notes:
        """What a reader must know of the figures, once for all tables."""
        return notes_on_figures(self.findings)

    @property
    def indicators(self) -> Table:
        """Every indicator by number and official title, and where it is reported."""
        return indicator_list(self.findings, self.mapping)

    @property
    def equality(self) -> Table:
        """The year's totals by age, reason and deprivation, where they are held."""
        return equality_table(self.findings.partnership, self.findings.year, self.breakdowns)

    @property
    def own_words(self) -> OwnWords:
        """The parts only the partnership can write, with prompts for those it has not."""
        return parts(self.findings.partnership, self.findings.year, self.texts)

    @property
    def beside_figures(self) -> OwnWords:
        """What the partnership says of single figures."""
        return beside_figures(self.texts)

    @property
    def checklist(self) -> Table:
        """What the law asks for, and the state of each item."""
        return checklist(self.findings, self.texts)

    @property
    def stated(self) -> tuple[Finding, ...]:
        """Everything the report states."""
        aims = (finding for aim in self.aims.values() for finding in aim.findings)
        return (*self.findings.ledger.findings, *self.breakdowns, *aims)


def annual_report(
    parameters: ReportParameters, *, edition: str = Edition.DRAFT, due: str = ""
) -> AnnualReport:
    """The annual performance report for a partnership and year.

    Parameters
    ----------
    edition
        ``draft`` or ``final``.
    due
        A day such as ``2020-10-31``, where another than 31 July was set.

    Raises
    ------
    ParametersError, UnknownNameError
        If one of the partnership's own texts is refused, or is about nothing in the report, or for
        another edition or no such day; and ParametersError, with all of it, if the edition is final
        while anything needs a human (``open_items``).
    """
    partnership, year = parameters.partnership, parameters.reporting_year
    findings = annual_findings(partnership, year, similar_within=parameters.similar_within_per_cent)
    breakdowns = breakdown_findings(partnership, year)
    own = read_commentary(partnership, year)
    aims = aim_findings(parameters) if own else {}
    of_aims = (finding for aim in aims.values() for finding in aim.findings)
    ledger = Ledger((*findings.ledger.findings, *breakdowns, *of_aims))
    texts = tuple(anchor(own, ledger, year))
    which = edition_of(edition)
    if which is Edition.FINAL:
        items = open_items(ledger, texts, partnership, year)
        refuse_while_open(items, what=f"the report of {parameters.subtitle}")
    return AnnualReport(parameters, findings, texts, breakdowns, which, due_day(due, year))
