"""The nine outcomes by a partnership's own mapping, and the indicators it names under none."""

from __future__ import annotations

from hsci_analysis.findings.annual import AnnualFindings, IndicatorFindings
from hsci_analysis.indicators.indicator import Suite
from hsci_analysis.indicators.outcomes import OUTCOMES, OutcomeMapping
from hsci_analysis.indicators.registry import INDICATORS, find_indicator
from hsci_analysis.narrative.language import NO_STAFF_INDICATOR, NOTHING_MAPPED, TOLD_ABOVE
from hsci_analysis.narrative.sections import (
    Passage,
    Section,
    indicator_section,
    passages_of,
    short_table,
    told_above,
)
from hsci_analysis.narrative.sentences import Sentence
from hsci_analysis.narrative.wording import in_words

STAFF_OUTCOME, STAFF_INDICATOR = 8, "NI-10"
"""The outcome about people who work in the services, and the indicator that would ask them."""
TABLE_OF = "Indicators of outcome {outcome}"
TOLD_BEFORE = "Also told under outcome {outcome}"
NAMED_NOWHERE = "Indicators under no outcome"
ALL_NAMED = "Every core indicator is reported under one outcome or more."


def outcome_section(annual: AnnualFindings, mapping: OutcomeMapping, number: int) -> Section:
    """An outcome: what is told here first, then what an earlier outcome has told."""
    keys = keys_of(mapping, number)
    told = {key: earlier for key in keys if (earlier := _first(mapping, key)) != number}
    passages = [*passages_of([annual.of(key) for key in keys if key not in told])]
    for earlier in sorted(set(told.values())):
        members = [annual.of(key) for key in keys if told.get(key) == earlier]
        passages.append(_told(earlier, members))
    if not keys:
        passages.append(Passage("", Sentence(NOTHING_MAPPED, ())))
    if number == STAFF_OUTCOME and not mapping.outcomes(STAFF_INDICATOR):
        passages.append(_of_staff(annual))
    here = [key for key in keys if key not in told]
    title = TABLE_OF.format(outcome=in_words(number))
    table = short_table(annual, here, title) if here else None
    return Section(OUTCOMES[number].wording, tuple(passages), table)


def unmapped_section(annual: AnnualFindings, mapping: OutcomeMapping) -> Section:
    """The core indicators no outcome of the mapping names, each with its figures or its reason."""
    keys = [
        key
        for key, indicator in INDICATORS.items()
        if indicator.suite is Suite.CORE and not mapping.outcomes(key)
    ]
    if not keys:
        return Section(NAMED_NOWHERE, (Passage("", Sentence(ALL_NAMED, ())),))
    return indicator_section(annual, NAMED_NOWHERE, keys)


def keys_of(mapping: OutcomeMapping, number: int) -> tuple[str, ...]:
    """The indicators of an outcome, each once; related figures have no section of their own."""
    named = (find_indicator(key).key for key in mapping.indicators.get(number, ()))
    return tuple(dict.fromkeys(key for key in named if key in INDICATORS))


def told_first(mapping: OutcomeMapping, number: int) -> tuple[str, ...]:
    """The indicators that no outcome before this one has told."""
    return tuple(key for key in keys_of(mapping, number) if _first(mapping, key) == number)


def _first(mapping: OutcomeMapping, key: str) -> int:
    return mapping.outcomes(key)[0].number


def _told(earlier: int, members: list[IndicatorFindings]) -> Passage:
    outcome = in_words(earlier)
    heading, text = TOLD_BEFORE.format(outcome=outcome), TOLD_ABOVE.format(outcome=outcome)
    return told_above(heading, text, members)


def _of_staff(annual: AnnualFindings) -> Passage:
    of_year = annual.of(STAFF_INDICATOR).of_year
    text = NO_STAFF_INDICATOR.format(key=STAFF_INDICATOR)
    return Passage(
        "What staff say", Sentence(text, (of_year.id,)), str(INDICATORS[STAFF_INDICATOR])
    )
