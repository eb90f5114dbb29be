"""What may be said, and the only ways it is said: the licensed language on one page.

Each kind of statement and its verdict has a few sentences that mean the same; neighbours in a text
take different ones, in turn and never at random. Words for up or down, better or worse stand only
where a test has earned them. There is no word for a cause, for praise or for blame.

What stands in braces is filled from the finding: ``{so}`` what was so (``{So}`` where it begins
the sentence), ``{name}`` the figure's name, ``{figure}`` the figure, ``{area}``, ``{period}``; of
what it is held against ``{other}`` its figure, ``{then}`` its period and ``{difference}`` how far
apart they lie; ``{reading}`` which way that is for people and ``{aim}`` which way is better;
``{missing}`` the sentence of ``MISSING`` for the reason a figure is missing; ``{lower}`` and
``{upper}`` the ends of an interval, ``{sign}`` what of a rule a month has met, ``{why}`` a reason.
"""

from __future__ import annotations

from collections.abc import Mapping

from hsci_analysis.findings.finding import Kind, Verdict
from hsci_analysis.indicators.indicator import Suite
from hsci_analysis.indicators.nothing import Reason
from hsci_analysis.measures.catalogue import Better
from hsci_analysis.models.change.result import Caution
from hsci_analysis.models.process_control.result import LimitsCaution
from hsci_analysis.models.process_control.rules import Rule

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
TREND: Mapping[Verdict, Variants] = {
    Verdict.INCREASED: (
        "Over {period}, it rose by {figure} a year: {reading}.",
        "It rose by {figure} a year over {period}, {reading}.",
    ),
    Verdict.DECREASED: (
        "Over {period}, it fell by {figure} a year: {reading}.",
        "It fell by {figure} a year over {period}, {reading}.",
    ),
    Verdict.NO_CLEAR_CHANGE: (
        "Over {period}, no clear trend shows.",
        "There is no clear trend over {period}.",
    ),
}
SPECIAL_CAUSE: Mapping[Verdict, Variants] = {
    Verdict.ABOVE: (
        "Above what was expected, {period} stood out: {sign}.",
        "The figures stood out above what was expected in {period}: {sign}.",
    ),
    Verdict.BELOW: (
        "Below what was expected, {period} stood out: {sign}.",
        "The figures stood out below what was expected in {period}: {sign}.",
    ),
    Verdict.CLOSE: (
        "Unusually close to what was expected, {period} stood out: {sign}.",
        "The figures stood out by how close they came to what was expected in {period}: {sign}.",
    ),
    Verdict.AS_EXPECTED: (
        "No month of {period} differed clearly from what was expected of it.",
        "All months held of {period} were much as expected.",
    ),
}
FORECAST: Mapping[Verdict, Variants] = {
    Verdict.STATED: (
        "If the {every}s ahead are like past ones, the figure for {period} will probably lie "
        "between {lower} and {upper}.",
        "The figure for {period} will probably lie between {lower} and {upper}, if the {every}s "
        "ahead are like past ones.",
    ),
    Verdict.NOT_STATED: (
        "No forecast is given, as one made this way did not prove itself on past {every}s: {why}.",
        "The {every}s ahead are not forecast. Tried on past ones, the forecast failed: {why}.",
    ),
}
FLOW: Mapping[Verdict, Variants] = {
    verdict: (
        f"{{People}} were delayed for {{figure}} days in {{period}}, {said} in {{then}}.",
        f"In {{period}}, the days of {{people}} came to {{figure}}: {said} in {{then}}.",
    )
    for verdict, said in (
        (Verdict.MORE, "{difference} more than"),
        (Verdict.FEWER, "{difference} fewer than"),
        (Verdict.AS_MANY, "the same as"),
    )
}
POSITION: Mapping[Verdict, Variants] = {
    Verdict.STATED: (
        "Among all {of} partnerships, its rank lies between {lower} and {upper}, 1 being best.",
        "Its rank lies between {lower} and {upper} of {of} partnerships, 1 being best.",
    ),
}
LANGUAGE: Mapping[tuple[Kind, Verdict], Variants] = {
    (kind, verdict): variants
    for kind, table in (
        (Kind.LEVEL, LEVEL),
        (Kind.CHANGE, CHANGE),
        (Kind.COMPARISON, COMPARISON),
        (Kind.TREND, TREND),
        (Kind.SPECIAL_CAUSE, SPECIAL_CAUSE),
        (Kind.FORECAST, FORECAST),
        (Kind.FLOW, FLOW),
        (Kind.POSITION, POSITION),
    )
    for verdict, variants in table.items()
}
"""All of it. A month-by-month level has words of its own, in ``sentences``."""

BESIDE_SCOTLAND: Mapping[Verdict, Variants] = {
    Verdict.HIGHER: (
        "Set against Scotland as a whole, it moved up.",
        "It moved up against the figure for Scotland.",
    ),
    Verdict.LOWER: (
        "Set against Scotland as a whole, it moved down.",
        "It moved down against the figure for Scotland.",
    ),
    Verdict.IN_LINE: ("Scotland as a whole moved much alike.", "That does not part from Scotland."),
    Verdict.NOT_ASSESSED: ("", ""),
}
"""How a change over months stands beside that of Scotland over the same months."""
OTHER_MONTHS: Variants = (
    "Over {period}, it was {figure}.",
    "It was {figure} over {period}.",
)
"""What comes before a change whose months are not those of the year."""
SMALLEST: Variants = (
    "A rise of up to {rise}, or a fall of up to {fall}, might not have been seen.",
    "Too small to be seen for certain would be a rise of up to {rise}, or a fall of up to {fall}.",
)
CHANCE = "Of charts like this one, {chance} would single out a month in a year of no change at all."
OF_PARTS: Variants = (
    "By reason, what differs most are the days of {people}: {figure}, {difference} {more} than in "
    "{then}.",
)
WITHHELD = "Small numbers in it are withheld, so that it may be anything from {lower} to {upper}."
NOT_JUDGED = "No month of {period} can be held against limits."
NOT_AHEAD = "No forecast is given: the figures known are too few, or end before {period} begins."
NOT_TAKEN_APART = "The change up to {period} cannot be taken apart with the months held."
SIGNS: Mapping[Rule, str] = {
    Rule.OUTSIDE: "beyond the limits of ordinary months",
    Rule.SHIFT: "a long run on one side",
    Rule.TREND: "a run in which each month went further",
    Rule.TWO_OF_THREE: "two of three months near a limit",
    Rule.INNER_THIRD: "a long run near the middle",
}
CAUTIONS: Mapping[str, str] = {
    Caution.COMPARES_PANDEMIC_MONTHS: "Months of the pandemic are among those compared.",
    Caution.LACKS_MONTHS: "Months without a figure were left out.",
    Caution.PROVISIONAL: "Some of these figures are provisional.",
    Caution.WITHOUT_PANEL: "No other areas were at hand to judge the test by.",
    LimitsCaution.PROVISIONAL_LIMITS: "The limits rest on few months, and are provisional.",
    LimitsCaution.LACKS_MONTHS: "Months without a figure break the line.",
    LimitsCaution.PROVISIONAL_FIGURES: "Some of these figures are provisional.",
}
"""What a reader is told with a finding of months; the other cautions stand in its evidence."""

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
        "Of the figures held for {area}, the one that moved most is {name}: from {other} in {then} "
        "to {figure} in {period}. No test says whether that is more than chance."
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
NOT_CAUSES = ("because", "due to", "led to", "as a result of", "thanks to", "success", "failure")
"""Words that no generated sentence holds."""
