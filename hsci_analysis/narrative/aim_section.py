"""An aim as a section of the annual report: each of its measures in a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from hsci_analysis.findings.aims import AimFindings
from hsci_analysis.findings.finding import Verdict
from hsci_analysis.findings.measured import Measured
from hsci_analysis.measures.catalogue import Basis
from hsci_analysis.narrative.indicator_sentences import joined
from hsci_analysis.narrative.measure_sentences import (
    level_and_changes,
    months_ahead,
    special_causes,
)
from hsci_analysis.narrative.sections import Passage, Section
from hsci_analysis.narrative.sentences import Sentence


def aim_section(stated: AimFindings) -> Section:
    """The measures of an aim; those by board of treatment say so in their headings."""
    passages = (Passage(_heading(each), joined(list(_said(each)))) for each in stated.measured)
    return Section(stated.aim.title, tuple(passages))


def _heading(measured: Measured) -> str:
    title = measured.level.measure_title
    treated = measured.level.basis is Basis.TREATMENT
    return f"{title} ({Basis.TREATMENT})" if treated else title


def _said(measured: Measured) -> Iterator[Sentence]:
    """Level and changes; what stood out, and what lies ahead, only where there is something."""
    yield level_and_changes(measured)
    causes = measured.special_causes
    if causes and causes[0].verdict is not Verdict.AS_EXPECTED:
        yield special_causes(measured)
    if measured.ahead and measured.ahead.value is not None:
        yield months_ahead(measured)
