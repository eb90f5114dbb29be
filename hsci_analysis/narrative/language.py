"""What may be said, and the only ways it is said: the licensed language on one page.

Each kind of statement and its verdict has a few sentences that mean the same; neighbours in a text
take different ones, in turn and never at random. Words for up or down, better or worse stand only
where a test has earned them. There is no word for a cause, for praise or for blame.

What stands in braces is filled from the finding: ``{so}`` what was so (``{So}`` where it begins
the sentence), ``{name}`` the figure's name, ``{figure}`` the figure, ``{area}``, ``{period}``; of
what it is held against ``{other}`` its figure, ``{then}`` its period and ``{difference}`` how far
apart they lie; ``{reading}`` which way that is for people and ``{aim}`` which way is better;
``{missing}`` the sentence of ``MISSING`` for the reason a figure is missing.
"""

from __future__ import annotations

from collections.abc import Mapping

from hsci_analysis.findings.finding import Kind, Verdict
from hsci_analysis.indicators.indicator import Suite
from hsci_analysis.indicators.nothing import Reason
from hsci_analysis.measures.catalogue import Better

Variants = tuple[str, ...]

LEVEL: Mapping[Verdict, Variants] = {
    Verdict.STATED: ("In {period}, {so}.", "{So} in {period}."),
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
        "It is higher than the figure for Scotland, {other}; {aim}.",
        "Scotland as a whole has a lower figure, {other}.",
    ),
    Verdict.LOWER: (
        "It is lower than the figure for Scotland, {other}; {aim}.",
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

LATEST: Variants = (
    "The latest figure held is of {period}: {so}.",
    "In {period}, the last with a figure here, {so}.",
)
BOTH_THEN: Variants = (
    "It was {other} in {then}, and {first} in {first_then}.",
    "Before that, it stood at {other} in {then} and at {first} in {first_then}.",
)
MISSING: Mapping[Reason, Variants] = {
    Reason.NO_SURVEY: ("There was no survey in {period}.", "{period} had no survey."),
    Reason.NOT_COMPARABLE: (
        "No figure for {period} can be compared with the others.",
        "The figure for {period} is on another footing than the others, and not shown.",
    ),
    Reason.NOT_PUBLISHED: ("{words}", "{words}"),
    Reason.NOT_SUPPLIED: (
        "The figure for {period} is published, but not held here.",
        "A figure for {period} has been published, and is missing here.",
    ),
    Reason.SUPPRESSED: (
        "The figure for {period} is withheld, since a number so small could give a person away.",
        "So small a number could give a person away: the figure for {period} is withheld.",
    ),
    Reason.INCOMPLETE: (
        "There is no figure for the whole of {period}: {words}.",
        "{period} is not complete: {words}.",
    ),
    Reason.NOT_YET_AVAILABLE: (
        "The figure for {period} is not held, and may not be out yet.",
        "Nothing is held for {period} yet.",
    ),
    Reason.NOT_AVAILABLE: (
        "No figure is available for {period}.",
        "For {period}, a figure is not available.",
    ),
    Reason.NOT_APPLICABLE: (
        "No figure can be given for {period}.",
        "For {period}, there can be no figure.",
    ),
    Reason.NOT_DERIVABLE: (
        "The figure for {period} cannot be derived from the records supplied.",
        "From the records supplied, no figure for {period} can be derived.",
    ),
    Reason.NOBODY: ("For {period} there was nobody to count.", "{period} had nobody to count."),
}

NO_YEAR = "No figure of these is held for any of the six years. {workbook} has them."
WORKBOOKS: Mapping[Suite, str] = {
    Suite.CORE: "The core suite workbook of Public Health Scotland",
    Suite.MINISTERIAL: "The MSG workbook, which Public Health Scotland gives to partnerships,",
}
NEVER = (
    "These have never been reported in Scotland: there is no nationally agreed definition, or the "
    "data are not available or not robust enough."
)
NO_SURVEY_OF_YEAR = "There was no survey in {year}. The last one held is the {round}."
TOLD_ABOVE = (
    "These indicators speak to this outcome as well. Here are their latest figures; the section on "
    "outcome {outcome} says more."
)
NOTHING_MAPPED = "No national indicator is reported under this outcome."
NO_STAFF_INDICATOR = (
    "The national indicator that asks staff about their work, {key}, has never been reported; the "
    "last section on indicators says why."
)

WITHIN, ACROSS = "in {period}", "between {then} and {period}"
MAIN: Mapping[str, str] = {
    "moved": "In {area}, {name} {moved} {when}: {reading}.",
    "moved and apart": (
        "In {area}, {name} {moved} {when}, {reading}, and it is {apart} than in Scotland."
    ),
    "apart": "In {area}, {name} was {apart} than in Scotland in {period}; {aim}.",
    "untested": (
        "In {area}, the figure that moved most is {name}: from {other} in {then} to {figure} in "
        "{period}. No test says whether that is more than chance."
    ),
    "level": "Of {year}, the figures held for {area} cannot be set against the year before.",
    "nothing": "No figure is held yet for {area} in {year}; the latest ones follow below.",
}
"""The first sentence of the year on one page, by what its most important finding is."""

READINGS: Mapping[str, str] = {
    "better": "an improvement",
    "worse": "a worsening",
    "neither": "more than chance alone would explain",
}
AIMS: Mapping[Better | None, str] = {
    Better.HIGHER: "on this indicator, higher is better",
    Better.LOWER: "on this indicator, lower is better",
    None: "the difference is clear",
}
EASY_CHANGES: Mapping[Verdict, str] = {
    Verdict.INCREASED: "It went up.",
    Verdict.DECREASED: "It went down.",
    Verdict.SIMILAR: "It is about the same.",
    Verdict.NO_CLEAR_CHANGE: "We can not be sure that it changed.",
    Verdict.NOT_ASSESSED: "We can not test this change.",
}
EASY_READINGS: Mapping[str, str] = {
    "better": "That is better.",
    "worse": "That is worse.",
    "neither": "",
}
EASY_SCOTLAND: Mapping[Verdict, str] = {
    Verdict.HIGHER: "In all of Scotland, it was lower: {figure}.",
    Verdict.LOWER: "In all of Scotland, it was higher: {figure}.",
    Verdict.IN_LINE: "In all of Scotland, it was about the same: {figure}.",
    Verdict.NOT_ASSESSED: "In all of Scotland, it was {figure}.",
}
NOT_CAUSES = ("because", "due to", "led to", "as a result of", "thanks to", "success", "failure")
"""Words that no generated sentence holds."""
