"""What may be said about a finding: the whole of the workbench's language, on one page.

The reader is a councillor. A sentence says what was counted, of whom, when and how many. It holds
no number but its finding's, no cause, and no praise or blame; words such as higher or lower wait
for findings that have earned them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from hsci_analysis.areas import Nation, find_area
from hsci_analysis.errors import UnknownNameError
from hsci_analysis.findings.evidence import Interval, IntervalKind
from hsci_analysis.findings.finding import Finding, Kind, Verdict
from hsci_analysis.findings.numerals import write_number
from hsci_analysis.findings.quarterly import NOT_SUBMITTED_QUARTERS
from hsci_analysis.findings.rules import ENDED_BEFORE
from hsci_analysis.measures.catalogue import Basis, find_measure
from hsci_analysis.narrative.language import WITHHELD
from hsci_analysis.narrative.measure_words import MEASURE_WORDS, MeasureWords, turn_of
from hsci_analysis.narrative.wording import counted, in_words, month_range
from hsci_analysis.periods import MONTHS_IN_YEAR

SENTENCES: Mapping[tuple[Kind, Verdict], tuple[str, ...]] = {
    (Kind.LEVEL, Verdict.STATED): ("{on_average} in {period}, {amount} {counted}.",),
    (Kind.LEVEL, Verdict.INCOMPLETE): (
        "For {period}, figures are held for {months} only. {on_average} in that time, "
        "{amount} {counted}. That does not stand for the whole year.",
        "Figures of {months} are all that is held of {period}. {on_average} in that time, "
        "{amount} {counted}, which "
        "does not stand for the whole year.",
    ),
    (Kind.LEVEL, Verdict.NOT_AVAILABLE): (
        "For {period}, no figure can be given. The figures held, on {topic}, run from "
        "{series_from} to {series_until}.",
        "No figure can be given for {period}. Figures held on {topic} run from {series_from} to "
        "{series_until}.",
    ),
}
"""Those that mean the same take turns, measure by measure."""
ENDED = "They end {age} before that year does."
NOT_SUBMITTED = "For {period}, no figure can be given on {topic}: none was submitted."

LIMITS = (
    "The {drawn} lines, at {lower} and {upper}, are worked out from how much each month differs "
    "from the next ({first} to {last}, {months})."
)
LIMITS_UPPER_ONLY = (
    "The {drawn} line, at {upper}, is worked out from how much each month differs from the next "
    "({first} to {last}, {months}). A line below it would not lie above zero, and is not drawn."
)
LIMITS_ALIKE = (
    "No such lines can be told: the months from {first} to {last} ({months}) were nearly all alike."
)
LIMITS_PROVISIONAL = "They are provisional: more months may still move them."
LIMITS_CARRIED_FORWARD = "They repeat the lines of those earlier months, as a yardstick only."
NO_LIMITS: Mapping[Verdict, str] = {
    Verdict.STATED: "No such lines are drawn: too few months are held to tell them.",
    Verdict.INCOMPLETE: "No such lines are drawn: too few months are held to tell them.",
    Verdict.NOT_AVAILABLE: "For {period}, no such lines are drawn.",
}

CAPTION = "{Subject}, {held}"
ALT_TEXT = (
    "Line chart of {subject}, each {every} from {series_from} to {series_until}. The horizontal "
    "axis shows {every}s, the vertical axis {things}. {message}"
)
ALT_OTHER = "Another line shows {subject}. {message}"
ALT_MESSAGE: Mapping[Verdict, str] = {
    Verdict.STATED: "The average over {period} was {figure}.",
    Verdict.INCOMPLETE: "For {period}, the average over {months} was {figure}.",
    Verdict.NOT_AVAILABLE: "No {every} of {period} is held.",
}
ALT_LIMITS = "The limits are {lower} and {upper}."


TOLD_RANGE = 0.01
"""How wide a range of what is withheld must be, as a share of it, to be told."""
CITED, BETWEEN_IDS = "data-findings", "; "

BASIS_WORDS: Mapping[Basis, str] = {
    Basis.RESIDENCE: "living in {area}",
    Basis.TREATMENT: "treated by {area}",
    Basis.PRACTICE: "registered with a GP practice in {area}",
}


@dataclass(frozen=True)
class Sentence:
    """Words and the ids of the findings that back them; shown as a paragraph in a notebook."""

    text: str
    findings: tuple[str, ...]

    def __str__(self) -> str:
        return self.text

    def html(self, tag: str = "p") -> str:
        """The words as one element that says which findings back it, for a page to link to."""
        return f"<{tag}{cited(self.findings)}>{escape(self.text)}</{tag}>"

    def _repr_html_(self) -> str:
        return f'<div class="stated">{self.html()}</div>'


def cited(findings: Sequence[str]) -> str:
    """The attribute by which an element of HTML cites findings by their ids; empty for none."""
    return f' {CITED}="{escape(BETWEEN_IDS.join(findings))}"' if any(findings) else ""


def ids_in(attribute: str) -> list[str]:
    """The ids that such an attribute holds."""
    return attribute.split(BETWEEN_IDS)


def sentence(finding: Finding) -> Sentence:
    """What the finding says, for a reader who knows neither the data nor the method."""
    words, blanks = words_of(finding), blanks_in(finding)
    variants = SENTENCES[finding.kind, finding.verdict]
    text = variants[turn_of(finding.measure) % len(variants)]
    if finding.value is None and finding.evidence.settings.get(NOT_SUBMITTED_QUARTERS):
        text = NOT_SUBMITTED
    elif age := finding.evidence.settings.get(ENDED_BEFORE):
        text = f"{text} {ENDED}"
        blanks["age"] = _age(int(age))
    if finding.value is not None:
        blanks["amount"] = _amount(finding.value, words, blanks["whose"])
    if finding.interval and finding.interval.kind is IntervalKind.WITHHELD:
        lower, upper = finding.interval.lower, finding.interval.upper
        blanks |= {"lower": write_number(lower), "upper": write_number(upper)}
        text = f"{text} {WITHHELD}" if upper - lower > TOLD_RANGE * lower else text
    return Sentence(text.format_map(blanks), (finding.id,))


def describe_limits(finding: Finding) -> Sentence:
    """The limits of single months around the finding: a description, never a verdict.

    Moving ranges tell how far neighbouring months lie apart. Where one month leans on the last they
    say nothing of slower swings, so no figure is called ordinary or unusual by them.
    """
    interval, words = finding.interval, words_of(finding)
    if interval is None or not (interval.first_month and interval.last_month):
        return Sentence(NO_LIMITS[finding.verdict].format_map(blanks_in(finding)), (finding.id,))
    blanks = {
        **limits_in_words(interval, words),
        "drawn": "dotted" if interval.carried_forward else "dashed",
        "first": interval.first_month.label,
        "last": interval.last_month.label,
        "months": counted(str(interval.points), "month", "months"),
    }
    if _alike(interval):
        return Sentence(LIMITS_ALIKE.format_map(blanks), (finding.id,))
    lines = LIMITS if interval.lower > 0 else LIMITS_UPPER_ONLY
    texts = [lines.format_map(blanks)]
    texts += [LIMITS_PROVISIONAL] * interval.provisional
    texts += [LIMITS_CARRIED_FORWARD] * interval.carried_forward
    return Sentence(" ".join((*texts, words.caution)), (finding.id,))


def alt_text(finding: Finding, *others: Finding) -> str:
    """A text alternative for the chart of the periods behind the finding: type, subject, message.

    ``others`` are the findings of further lines in the same chart.
    """
    text = ALT_TEXT.format_map({**blanks_in(finding), "message": _message(finding)})
    further = (
        ALT_OTHER.format_map({**blanks_in(other), "message": _message(other)}) for other in others
    )
    return " ".join((text, *further))


def _message(finding: Finding) -> str:
    blanks, words = blanks_in(finding), words_of(finding)
    message = ALT_MESSAGE[finding.verdict]
    if finding.value is not None:
        blanks["figure"] = figure_in_words(finding.value, words)
    limits = finding.interval
    if limits and limits.kind is IntervalKind.PROCESS_LIMITS and not _alike(limits):
        message = f"{message} {ALT_LIMITS}"
        blanks.update(limits_in_words(limits, words))
    return message.format_map(blanks)


def caption(finding: Finding) -> str:
    """The title of the chart of the months behind the finding, as text to stand above it."""
    return CAPTION.format_map(blanks_in(finding))


def words_of(finding: Finding) -> MeasureWords:
    try:
        return MEASURE_WORDS[finding.measure]
    except KeyError:
        raise UnknownNameError("measure in words", finding.measure, MEASURE_WORDS) from None


def blanks_in(finding: Finding) -> dict[str, str]:
    """Everything a template may ask for that does not hang on the value."""
    words, evidence = words_of(finding), finding.evidence
    area = find_area(finding.area_code)
    basis = BASIS_WORDS[finding.basis]
    if isinstance(area, Nation):
        basis = basis.replace("treated by", "treated in")
    living = basis.format(area=area.in_text)
    subject = words.subject.format(living=living)
    said = words.counted.format(people=finding.people, living=living)
    whose = words.whose.format(living=living)
    blanks = {
        "period": finding.period,
        "things": words.plural,
        "every": find_measure(finding.measure).frequency.period,
        "on_average": words.on_average,
        "subject": subject,
        "Subject": subject[0].upper() + subject[1:],
        "counted": said,
        "topic": subject if words.whose else f"{words.plural} {said}",
        "whose": whose,
    }
    if evidence.series_from and evidence.series_until:
        blanks["held"] = month_range(evidence.series_from, evidence.series_until)
        blanks["series_from"] = evidence.series_from.label
        blanks["series_until"] = evidence.series_until.label
    if evidence.first_month and evidence.last_month:
        covered = month_range(evidence.first_month, evidence.last_month)
        whole = evidence.months_used == evidence.last_month - evidence.first_month + 1
        blanks["months"] = covered if whole else f"some of the months from {covered}"
    return blanks


def _amount(value: float, words: MeasureWords, whose: str) -> str:
    """``74.0 hospital beds were``; nothing, and next to nothing, in words that read well."""
    if value == 0:
        return f"not one {words.singular}{whose} {words.was}"
    if _next_to_nothing(value):
        return f"almost no {words.plural}{whose} {words.were}"
    return f"{figure_in_words(value, words)}{whose} {words.were}"


def figure_in_words(value: float, words: MeasureWords) -> str:
    """``74.0 hospital beds``, ``zero``, ``nearly zero``."""
    if value == 0:
        return "zero"
    if _next_to_nothing(value):
        return "nearly zero"
    return counted(write_number(value), words.singular, words.plural)


def _next_to_nothing(value: float) -> bool:
    """Whether it is so small that it is written 0.00."""
    return float(write_number(value).replace(",", "")) == 0


def _age(months: int) -> str:
    years, rest = divmod(months, MONTHS_IN_YEAR)
    if rest:
        return f"{in_words(months)} {'month' if months == 1 else 'months'}"
    return f"{in_words(years)} {'year' if years == 1 else 'years'}"


def _alike(interval: Interval) -> bool:
    """Whether both limits are written alike, so that there is nothing to tell."""
    return write_number(interval.lower) == write_number(interval.upper)


def limits_in_words(interval: Interval, words: MeasureWords) -> dict[str, str]:
    """The limits in words; the unit is said once, with the upper one."""
    lower, upper = (figure_in_words(limit, words) for limit in (interval.lower, interval.upper))
    return {"lower": lower.removesuffix(f" {words.plural}"), "upper": upper}
