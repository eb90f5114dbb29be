"""The kinds of nothing: why a cell is empty, in one place and in words for the reader.

Zero is not among them: nought readmissions is a figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class KindOfNothing(StrEnum):
    """What an empty cell means."""

    SUPPRESSED = "suppressed"
    MISSING = "missing"
    NOT_APPLICABLE = "not applicable"
    NOT_COMPARABLE = "not comparable"


class Reason(StrEnum):
    """Why a cell is empty."""

    NO_SURVEY = "no survey"
    NOT_COMPARABLE = "not comparable"
    NOT_PUBLISHED = "not published"
    NOT_SUPPLIED = "published but not supplied"
    SUPPRESSED = "suppressed"
    INCOMPLETE = "incomplete"
    NOT_YET_AVAILABLE = "not yet available"
    NOT_AVAILABLE = "not available"
    NOT_APPLICABLE = "not applicable"
    NOT_DERIVABLE = "not derivable"
    NOBODY = "nobody to divide by"


KINDS: Mapping[Reason, KindOfNothing] = {
    Reason.NO_SURVEY: KindOfNothing.NOT_APPLICABLE,
    Reason.NOT_COMPARABLE: KindOfNothing.NOT_COMPARABLE,
    Reason.NOT_PUBLISHED: KindOfNothing.MISSING,
    Reason.NOT_SUPPLIED: KindOfNothing.MISSING,
    Reason.SUPPRESSED: KindOfNothing.SUPPRESSED,
    Reason.INCOMPLETE: KindOfNothing.MISSING,
    Reason.NOT_YET_AVAILABLE: KindOfNothing.MISSING,
    Reason.NOT_AVAILABLE: KindOfNothing.MISSING,
    Reason.NOT_APPLICABLE: KindOfNothing.NOT_APPLICABLE,
    Reason.NOT_DERIVABLE: KindOfNothing.MISSING,
    Reason.NOBODY: KindOfNothing.NOT_APPLICABLE,
}


@dataclass(frozen=True)
class EmptyCell:
    """A cell without a figure, which says why; ``words`` say to the reader what is known of it."""

    reason: Reason
    words: str

    @property
    def kind(self) -> KindOfNothing:
        return KINDS[self.reason]
