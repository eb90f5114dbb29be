"""What is the same in every report but for names and days: what it is, methods, words, access."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hsci_analysis.areas import GovernanceModel, Partnership, find_area
from hsci_analysis.errors import ParametersError
from hsci_analysis.findings.finding import Finding
from hsci_analysis.measures.catalogue import MEASURES
from hsci_analysis.narrative.tables import Table
from hsci_analysis.narrative.wording import listed
from hsci_analysis.periods import FinancialYear

ACT = "Public Bodies (Joint Working) (Scotland) Act 2014, section 42"


class Edition(StrEnum):
    """How far the report has come: a draft is made on the first figures of the year."""

    DRAFT = "draft"
    FINAL = "final"


EDITIONS = {
    Edition.DRAFT: "**Draft.** Figures and words may still change before the report is final.",
    Edition.FINAL: "**Final.**",
}
DUE = "The law asks that it is published by {day} ({act})."
MOVED = (
    "It is to be published by {day}. By law the usual day is {usual} ({act}); the partnership "
    "has set another."
)
COPIES = {
    GovernanceModel.INTEGRATION_JOINT_BOARD: (
        "The integration joint board gives a copy to each of the authorities behind it: the "
        "{council} for {councils}, and {board}."
    ),
    GovernanceModel.LEAD_AGENCY: (
        "The lead agency gives a copy to the integration joint monitoring committee, and to the "
        "other of the two authorities, the {council} for {councils} and {board}."
    ),
}
METHODS = """\
Every figure was published, or is worked out here from published counts. None was typed in.

- **A change** is called a rise or a fall only where a test says that it is more than chance. Of \
twenty changes that are chance alone, one or so is still called a change.
- **Much the same** means that a rate moved by {similar} per cent or less, or that a percentage \
did not move at all.
- **Percentages** change in percentage points, everything else in per cent.
- **Beside Scotland**, a figure is called higher or lower only where its limits leave Scotland's \
out.
- **No test** fits days in hospital: one person can stay for many days. Their figures are given \
without a word for the difference.
- **Better and worse** go by which way each indicator is meant to move, and say nothing of causes.
"""
GLOSSARY = """\
- **Bed day**: one day that one person spends in a hospital bed.
- **Delayed discharge**: a person is ready to leave hospital and has to wait there.
- **Discharge**: leaving hospital.
- **Emergency admission**: going into hospital without it being planned.
- **Health and social care partnership**: a council and a health board that run services together.
- **Indicator**: a figure that everybody works out alike, so that years and areas can be compared.
- **Limits**: the figures between which the true one very likely lies.
- **Outcome**: what the services should bring about in people's lives. There are nine for Scotland.
- **Percentage point**: the step from one whole percentage to the next.
- **Rate**: how many there were for so many people, so that large and small areas can be compared.
- **Readmission**: going back into hospital soon after leaving.
"""
ACCESSIBILITY = """\
Public bodies must see to it that their pages and documents meet the Web Content Accessibility \
Guidelines 2.2 at level AA (Public Sector Bodies (Websites and Mobile Applications) (No. 2) \
Accessibility Regulations 2018). This page is made to meet them: headings in order, tables with \
headers, charts with words in their place and a table beside them, nothing said by colour alone, \
and no script. The same report comes as a Word document that can be edited, a spreadsheet and open \
data.

*Still to be written by the partnership:* whom to ask for another format or language, and how to \
complain.
"""
SOURCES = ("Source", "Publisher", "Release", "Used for")


@dataclass(frozen=True, repr=False)
class Text:
    """Markdown of our own; shown in a notebook as such."""

    markdown: str

    def __repr__(self) -> str:
        return self.markdown

    def _repr_markdown_(self) -> str:
        return self.markdown


def edition_of(text: str) -> Edition:
    """The edition of that name; raises ParametersError for others."""
    try:
        return Edition(text)
    except ValueError:
        raise ParametersError(
            f"the edition is {' or '.join(Edition)}, and {text!r} was given"
        ) from None


def due_day(text: str, year: FinancialYear) -> date:
    """The day of that text, such as ``2020-10-31``; 31 July after the year where it is empty.

    Raises
    ------
    ParametersError
        If it is no day, or lies within the reporting year.
    """
    try:
        day = date.fromisoformat(text) if text else usual_day(year)
    except ValueError:
        raise ParametersError(f"due: {text!r} is not a day such as 2020-10-31") from None
    if day <= year.last_day:
        raise ParametersError(f"due: {text} comes before the end of {year}")
    return day


def usual_day(year: FinancialYear) -> date:
    """Four months from the end of the reporting year: 31 July."""
    return date(year.last_day.year, 7, 31)


def about(partnership: Partnership, year: FinancialYear, edition: Edition, due: date) -> Text:
    """Which edition it is, by when it is due, and who is given a copy."""
    usual = usual_day(year)
    days = {"day": _written(due), "usual": _written(usual), "act": ACT}
    copies = COPIES[partnership.governance_model].format(
        council="council" if len(partnership.council_areas) == 1 else "councils",
        councils=listed([find_area(code).in_text for code in partnership.council_areas]),
        board=find_area(partnership.health_board).name,
    )
    published = (DUE if due == usual else MOVED).format_map(days)
    return Text(f"{EDITIONS[edition]}\n\n{published}\n\n{copies}")


def methods(similar_within: float) -> Text:
    """How figures become words, for a reader who is no statistician."""
    return Text(METHODS.format(similar=f"{similar_within:g}"))


def sources_table(findings: Sequence[Finding]) -> Table:
    """Every table that was read, with its release and what it was used for."""
    rests: dict[tuple[str, str, str], dict[str, None]] = {}
    for finding in findings:
        for cited in finding.evidence.sources:
            key = (cited.title, cited.publisher, cited.release)
            rests.setdefault(key, {})[_named(finding)] = None
    rows = tuple((*cited, ", ".join(measures)) for cited, measures in rests.items())
    return Table("Sources and releases", SOURCES, rows)


def _named(finding: Finding) -> str:
    """``NI-19`` of an indicator; the title of a measure, with or without a breakdown."""
    key = finding.measure.partition(", ")[0]
    return MEASURES[key].title if key in MEASURES else key


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
