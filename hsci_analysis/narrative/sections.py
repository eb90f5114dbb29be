"""Sections of the annual report: an outcome, or the ministerial group, with its indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from hsci_analysis.findings.annual import AnnualFindings, IndicatorFindings
from hsci_analysis.findings.finding import Finding
from hsci_analysis.indicators.indicator import Indicator, ReportingStatus
from hsci_analysis.indicators.nothing import Reason
from hsci_analysis.narrative.indicator_sentences import (
    in_prose,
    indicator_paragraph,
    indicator_sentence,
    latest_figure,
)
from hsci_analysis.narrative.indicator_words import INDICATOR_WORDS
from hsci_analysis.narrative.language import NEVER, NO_SURVEY_OF_YEAR, NO_YEAR, WORKBOOKS
from hsci_analysis.narrative.sentences import Sentence
from hsci_analysis.narrative.six_years import six_years
from hsci_analysis.narrative.tables import Table


@dataclass(frozen=True)
class Passage:
    """A paragraph under a heading of its own, and a list that goes with it.

    ``official`` is the number and title of the indicator it is about. A passage without a heading
    leads its section.
    """

    heading: str
    sentence: Sentence
    official: str = ""
    items: tuple[Sentence, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return (self.sentence, *self.items)

    def __str__(self) -> str:
        items = [f"- {item}" for item in self.items]
        return "\n".join(filter(None, (self.heading, self.official, self.sentence.text, *items)))


@dataclass(frozen=True, repr=False)
class Section:
    """What a section says, in order, and the table behind it; shown as HTML in a notebook."""

    title: str
    passages: tuple[Passage, ...]
    table: Table | None = None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All it says, lists included, in reading order."""
        return tuple(each for passage in self.passages for each in passage.sentences)

    @property
    def findings(self) -> tuple[str, ...]:
        """The ids of all findings that back its words."""
        return tuple(name for each in self.sentences for name in each.findings)

    def __repr__(self) -> str:
        return "\n\n".join(map(str, self.passages))

    @property
    def words(self) -> str:
        """The passages as HTML."""
        return "\n".join(map(_html, self.passages))

    def _repr_html_(self) -> str:
        return f"{self.words}\n{self.table._repr_html_() if self.table else ''}"


def indicator_section(annual: AnnualFindings, title: str, keys: Sequence[str]) -> Section:
    """The indicators of those keys: each with a figure in a passage, like silences together.

    The table has every one of them, six years wide, its rows by their short names.
    """
    table = short_table(annual, keys, title) if keys else None
    return Section(title, tuple(passages_of([annual.of(key) for key in keys])), table)


def passages_of(stated: Sequence[IndicatorFindings]) -> Iterator[Passage]:
    """One passage for each indicator that has something of its own to say, then the others."""
    groups: dict[str, list[IndicatorFindings]] = {}
    for each in stated:
        groups.setdefault(_group(each), []).append(each)
    alone = groups.pop(ALONE, [])
    for variant, each in enumerate(alone):
        official = str(each.indicator)
        yield Passage(short(each.indicator), indicator_paragraph(each, variant), official)
    for kind, passage in GROUPS.items():
        for group, members in groups.items():
            if group.partition(":")[0] == kind:
                yield passage(members)


def short(indicator: Indicator) -> str:
    """What a heading calls an indicator."""
    return INDICATOR_WORDS[indicator.key].short


def short_table(annual: AnnualFindings, keys: Sequence[str], title: str) -> Table:
    """The six years of those indicators, by short names, with its marks explained.

    What else must be known of the figures is told once, in the notes of the report.
    """
    rows = annual.table.only(keys)
    table = six_years(rows, short=True)
    named = tuple(
        (f"{short(row.indicator)} ({row.indicator.key}; {row.indicator.unit})", *cells)
        for row, (_, *cells) in zip(rows.rows, table.rows, strict=True)
    )
    levels = tuple(tuple(level.id for level in annual.of(key).levels) for key in keys)
    marks = table.notes[0]
    caption = f"{title}: {annual.partnership}, {table.columns[1]} to {table.columns[-1]}"
    notes = (marks,) if marks else ()
    return replace(table, caption=caption, rows=named, findings=levels, notes=notes)


def named(indicator: Indicator) -> str:
    """``Falls (NI-16)``."""
    return f"{short(indicator)} ({indicator.key})"


ALONE, SURVEY, SILENT, NEVER_REPORTED = "alone", "survey", "silent", "never"


def _group(stated: IndicatorFindings) -> str:
    indicator = stated.indicator
    if indicator.status is ReportingStatus.NEVER_REPORTED:
        return NEVER_REPORTED
    if stated.latest is None:
        stopped = indicator.status is ReportingStatus.STOPPED
        return ALONE if stopped else f"{SILENT}:{indicator.suite}"
    if stated.of_year.reason.startswith(Reason.NO_SURVEY):
        return f"{SURVEY}:{stated.latest.period}"
    return ALONE


def _surveyed(members: Sequence[IndicatorFindings]) -> Passage:
    held = [each.latest for each in members if each.latest]
    text = NO_SURVEY_OF_YEAR.format(
        year=members[0].of_year.period, round=in_prose(held[0].period).removeprefix("the ")
    )
    items = tuple(
        _entry(each.indicator, indicator_sentence(level, 1), level)
        for each, level in zip(members, held, strict=True)
    )
    return Passage("What people said in the last survey", _backed(text, members), items=items)


def _entry(indicator: Indicator, said: Sentence, level: Finding) -> Sentence:
    """The sentence without its period, which the paragraph above the list has said."""
    text = said.text.removesuffix(f" in {in_prose(level.period)}.")
    return Sentence(f"{named(indicator)}: {text}.", said.findings)


def _silent(members: Sequence[IndicatorFindings]) -> Passage:
    text = NO_YEAR.format(workbook=WORKBOOKS[members[0].indicator.suite])
    return Passage("Figures still to come", _backed(text, members), items=_names(members, named))


def _never(members: Sequence[IndicatorFindings]) -> Passage:
    return Passage("Never reported", _backed(NEVER, members), items=_names(members, str))


def told_above(heading: str, text: str, members: Sequence[IndicatorFindings]) -> Passage:
    """Indicators an earlier section has told: their latest figures, and where to read more."""
    items = tuple(
        Sentence(f"{named(each.indicator)}: {said}", said.findings)
        for each in members
        for said in (latest_figure(each),)
    )
    return Passage(heading, _backed(text, members), items=items)


def _names(
    members: Sequence[IndicatorFindings], name: Callable[[Indicator], str]
) -> tuple[Sentence, ...]:
    return tuple(Sentence(name(each.indicator), (each.of_year.id,)) for each in members)


def _backed(text: str, members: Sequence[IndicatorFindings]) -> Sentence:
    ids = [level.id for each in members for level in (each.of_year, each.latest) if level]
    return Sentence(text, tuple(dict.fromkeys(ids)))


GROUPS: dict[str, Callable[[Sequence[IndicatorFindings]], Passage]] = {
    SURVEY: _surveyed,
    SILENT: _silent,
    NEVER_REPORTED: _never,
}


def _html(passage: Passage) -> str:
    parts = [f"<h3>{escape(passage.heading)}</h3>"] * bool(passage.heading)
    parts += [f'<p class="official">{escape(passage.official)}</p>'] * bool(passage.official)
    parts.append(passage.sentence.html())
    if passage.items:
        items = "\n".join(item.html("li") for item in passage.items)
        parts.append(f"<ul>\n{items}\n</ul>")
    return "\n".join(parts)
