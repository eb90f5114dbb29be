"""All that may be said, as one table: kind of statement, verdict, sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from hsci_analysis.findings.finding import Kind, Verdict
from hsci_analysis.narrative.language import LANGUAGE, NOT_CAUSES
from hsci_analysis.narrative.sentences import SENTENCES
from hsci_analysis.narrative.tables import Table
from hsci_analysis.narrative.wording import listed

BLANKS: Final[Mapping[str, str]] = {
    "so": "what was so",
    "other": "the figure it is held against",
    "then": "its period",
    "difference": "how far apart they lie",
    "reading": "improvement or worsening",
    "aim": "which way is better",
    "missing": "why there is no figure",
    "on_average": "how many on average",
    "amount": "the figure",
    "counted": "who is counted",
    "sign": "what of the rule was met",
    "every": "month or week",
    "people": "whose days",
    "of": "how many",
    "why": "the reason",
    "lower": "the lower end",
    "upper": "the upper end",
}
"""What fills a blank whose name alone does not tell."""
COLUMNS: Final = ("Kind of statement", "Verdict", "What may be said, and nothing else")


def licensed_language() -> Table:
    """One row a kind and verdict, with every sentence licensed for it; blanks in brackets."""
    licensed: dict[tuple[Kind, Verdict], tuple[str, ...]] = dict(LANGUAGE)
    for key, sentences in SENTENCES.items():
        licensed[key] = (*licensed.get(key, ()), *sentences)
    order = {key: place for place, key in enumerate(licensed)}
    rows = tuple(
        (kind.value, verdict.value, " Or: ".join(map(_written, licensed[kind, verdict])))
        for kind, verdict in sorted(
            licensed, key=lambda key: (list(Kind).index(key[0]), order[key])
        )
    )
    return Table(
        "The licensed language: each kind of statement and verdict, and its sentences",
        COLUMNS,
        rows,
        notes=(
            "What stands in brackets is filled in from the finding.",
            f"No sentence holds any of these: {listed(NOT_CAUSES)}.",
        ),
        wordy=True,
    )


def _written(template: str) -> str:
    """The template with its blanks in words: "In [period], [what was so]"."""

    def blank(name: re.Match[str]) -> str:
        key = name.group(1).casefold()
        return f"[{BLANKS.get(key, key.replace('_', ' '))}]"

    return re.sub(r"\{(\w+)\}", blank, template)
