"""What may be said, and the only ways it is said: the licensed language on one page.

Each kind of statement and its verdict has a few sentences that mean the same; neighbours in a text
take different ones, in turn and never at random. Words for up or down, better or worse stand only
where a test has earned them. There is no word for a cause, for praise or for blame.

What stands in braces is filled from the finding: ``{so}`` what was so, ``{name}`` the figure's
name, ``{amount}`` the figure, ``{period}``; of what it is held against ``{other}`` its figure,
``{then}`` its period and ``{difference}`` how far apart they lie; ``{reading}`` which way that is
for people; ``{missing}`` the sentence of ``MISSING`` for the reason a figure is missing.
"""

from __future__ import annotations

from collections.abc import Mapping

from hsci_analysis.findings.finding import ComparatorKind, Kind, Verdict
from hsci_analysis.indicators.indicator import Suite
from hsci_analysis.indicators.nothing import Reason

Variants = tuple[str, ...]

LEVEL: Mapping[Verdict, Variants] = {
    Verdict.STATED: ("In {period}, {so}.",),
    Verdict.NOT_AVAILABLE: ("{missing}",),
}
CHANGE: Mapping[Verdict, Variants] = {
    Verdict.INCREASED: (
        "That is {difference} more than in {then}, when it was {other}: {reading}.",
        "It rose by {difference} from {other} in {then}, {reading}.",
    ),
    Verdict.DECREASED: (
        "That is {difference} less than in {then}, when it was {other}: {reading}.",
        "It fell by {difference} from {other} in {then}, {reading}.",
    ),
    Verdict.SIMILAR: (
        "That is much the same as in {then} ({other}).",
        "In {then} it was nearly the same: {other}.",
    ),
    Verdict.NO_CLEAR_CHANGE: (
        "In {then} it was {other}; a difference of that size may be chance.",
        "Held against {other} in {then}, there is no clear change.",
    ),
    Verdict.NOT_ASSESSED: (
        "In {then} it was {other}.",
        "The figure for {then} was {other}.",
    ),
}
COMPARISON: Mapping[Verdict, Variants] = {
    Verdict.HIGHER: (
        "It is higher than the figure for Scotland, {other}: {reading}.",
        "Scotland as a whole has a lower figure, {other}.",
    ),
    Verdict.LOWER: (
        "It is lower than the figure for Scotland, {other}: {reading}.",
        "Scotland as a whole has a higher figure, {other}.",
    ),
    Verdict.IN_LINE: (
        "It is in line with Scotland ({other}).",
        "That does not differ clearly from Scotland, at {other}.",
    ),
    Verdict.NOT_ASSESSED: (
        "For Scotland it was {other}.",
        "The figure for Scotland was {other}.",
    ),
}
LANGUAGE: Mapping[tuple[Kind, Verdict], Variants] = {
    (kind, verdict): variants
    for kind, table in (
        (Kind.LEVEL, LEVEL),
        (Kind.CHANGE, CHANGE),
        (Kind.COMPARISON, COMPARISON),
    )
    for verdict, variants in table.items()
}
"""All of it. A month-by-month level has words of its own, in ``sentences``."""

LATEST = "The latest figure held is of {period}: {so}."
BOTH_THEN = "It was {other} in {then}, and {first} in {first_then}."
NO_YEAR = {
    Suite.CORE: "No figure of {keys} is held for any of these years. The core suite workbook of "
    "Public Health Scotland has {them}.",
    Suite.MINISTERIAL: "No figure of {keys} is held for any of these years. Partnerships are given "
    "{them} in the MSG workbook of Public Health Scotland.",
}
MISSING: Mapping[Reason, str] = {
    Reason.NO_SURVEY: "There was no survey in {period}.",
    Reason.NOT_COMPARABLE: "No figure for {period} can be compared with the others.",
    Reason.NOT_PUBLISHED: "{words}",
    Reason.NOT_SUPPLIED: "The figure for {period} is published, but not held here.",
    Reason.SUPPRESSED: (
        "The figure for {period} is withheld, since a number so small could give a person away."
    ),
    Reason.INCOMPLETE: "There is no figure for the whole of {period}: {words}.",
    Reason.NOT_AVAILABLE: "The figure for {period} is marked as not available.",
    Reason.NOT_APPLICABLE: "For {period} the figure does not apply.",
    Reason.NOT_DERIVABLE: "The figure for {period} cannot be derived from the records supplied.",
    Reason.NOBODY: "For {period} there was nobody to count.",
    Reason.NOT_YET_AVAILABLE: "The figure for {period} is not held, and may not be out yet.",
}

READINGS: Mapping[str, str] = {
    "better": "an improvement",
    "worse": "a worsening",
    "neither": "more than chance alone would explain",
}
BESIDE_SCOTLAND: Mapping[str, str] = {
    "better": "here, that is the better side",
    "worse": "here, that is the worse side",
    "neither": "a clear difference",
}
MOVES: Mapping[ComparatorKind, Mapping[str, str]] = {
    ComparatorKind.YEAR_BEFORE: READINGS,
    ComparatorKind.FIRST_YEAR: READINGS,
    ComparatorKind.SCOTLAND: BESIDE_SCOTLAND,
}
NOT_CAUSES = ("because", "due to", "led to", "as a result of", "thanks to", "success", "failure")
"""Words that no generated sentence holds."""
