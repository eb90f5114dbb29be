"""Disclosure audit: whether all reports of a year together give a suppressed figure away.

It finds three things. A figure that stands, in any file of any report, where a finding says that
it is suppressed: the words around it name the indicator, the period and the area. A mark drawn at
that period in a chart. And a suppressed count that the shown ones bound more narrowly than the
policy's own range, over areas, breakdowns and months, in this release or with the one before.

It cannot find a number without words around it that say what it is, nor one in a picture of
pixels; it does not work counts out from rates; and it knows nothing of other publications, nor of
what a reader knows of the people counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from hsci_analysis.areas import SCOTLAND, health_boards, partnerships, partnerships_by_slug
from hsci_analysis.errors import FindingError, RunError
from hsci_analysis.findings.finding import Finding, Kind
from hsci_analysis.findings.ledger import Ledger
from hsci_analysis.narrative.indicator_words import INDICATOR_WORDS
from hsci_analysis.narrative.lint import NUMERAL, backed
from hsci_analysis.narrative.open_items import Needs, OpenItem
from hsci_analysis.narrative.page_lint import KEY
from hsci_analysis.parameters.disclosure import read_disclosure
from hsci_analysis.review.drawn import marks_in
from hsci_analysis.review.given_away import given_away, is_suppressed
from hsci_analysis.review.shown import Shown, shown_in
from hsci_analysis.runs.manifest import FINDINGS, PREVIOUS

NO_FIGURE = re.compile(
    rf"{KEY.pattern}|\b\d{{4}}[/-]\d{{2,4}}\b|\b(?:19|20)\d{{2}}\b|\b[A-Z]\d{{8}}\b"
)
"""Indicators, periods, years and codes of areas."""
ID = re.compile(r"([\w-]+)(?:, [\w :-]+)?/[A-Z]\d{8}/")
"""A finding's id; its group is the measure."""
CLAUSE = re.compile(r"[.;](?=\s|$)|,(?=\s)|\n")
FIGURE = re.compile(r"[£~<≈]?\d[\d,]*(?:\.\d+)?(?![\d/]|-\d)")
DRAWN = (".html", ".svg")


@dataclass(frozen=True)
class Report:
    """A report of the set: its folder, and the levels it states, now and before."""

    folder: Path
    now: tuple[Finding, ...]
    before: tuple[Finding, ...]


@dataclass(frozen=True)
class Hidden:
    """A suppressed cell, and how anything that is about it can be known.

    ``others`` are the parts of breakdowns of its measure, by their names, that it is not;
    ``explained`` are figures of that area and period which another measure of that name shows.
    """

    finding: Finding
    others: frozenset[str]
    explained: frozenset[str]

    @property
    def part(self) -> str:
        """The part of a breakdown it is of, such as 65-74; empty for all of it."""
        return part_of(self.finding.measure)

    @cached_property
    def _names(self) -> re.Pattern[str]:
        return names_of(self.finding)

    def is_told_of(self, text: str) -> bool:
        """Whether a text is about its measure, and its part of a breakdown."""
        keys = {*KEY.findall(text), *ID.findall(text)}
        if keys and not keys & {_base(self.finding)}:
            return False  # a title within the name of a source, or of another indicator
        return (
            self._names.search(text) is not None
            and self.part in text
            and not any(other in text for other in self.others)
        )

    @cached_property
    def periods(self) -> re.Pattern[str]:
        written = {self.finding.period, self.finding.period.replace("/", "-")}
        return re.compile("|".join(rf"(?<!\d){re.escape(each)}(?!\d)" for each in written))

    @cached_property
    def allowed(self) -> frozenset[str]:
        """Numbers in the words of the finding itself, such as the fewest people it may show."""
        return backed([self.finding])

    def is_shown_by(self, one: Shown, report: str) -> bool:
        """Whether a text in the report of that folder gives a figure of this cell."""
        around = f"{one.about}; {one.text}"
        if not self.is_told_of(around) or not self._is_of_area(around, report):
            return False
        if one.is_figure:
            figure = FIGURE.match(one.text.strip(" (["))
            return (
                figure is not None
                and figure.group() not in self.explained
                and self.periods.search(one.about) is not None
            )
        return any(
            self.periods.search(clause)
            and set(NUMERAL.findall(NO_FIGURE.sub("", clause))) - self.allowed - self.explained
            for clause in CLAUSE.split(one.text)
        )

    def _is_of_area(self, around: str, report: str) -> bool:
        """Whether its area is named, or none is and the report is that area's own."""
        if self.finding.area in around or self.finding.area_code in around:
            return True
        own = partnerships_by_slug().get(report, SCOTLAND).code
        return self.finding.area_code == own and not any(name in around for name in _area_names())


def audit(year: Path) -> tuple[OpenItem, ...]:
    """What the reports in ``reports/<year>`` give away of what they suppress; no item tells it.

    Raises
    ------
    RunError
        If there are no reports of that year.
    ParametersError, FindingError
        If ``disclosure.yaml`` or the findings of a report are refused.
    """
    reports = [report for folder in sorted(year.glob("*/")) if (report := _read(folder))]
    if not reports:
        raise RunError(f"there are no reports in {year.name} to audit; make them with hsci run")
    hidden = _hidden(reports)
    if not hidden:
        return ()
    items = [*_in_files(reports, hidden), *_in_findings(reports, hidden)]
    return tuple(dict.fromkeys(items))


def _read(folder: Path) -> Report | None:
    """A report of the set; a folder without findings is none.

    Findings kept from a run of another version, which cannot be read any more, are left out.
    """
    if not (folder / FINDINGS).is_file():
        return None
    before = folder / PREVIOUS / FINDINGS
    with suppress(FindingError, FileNotFoundError):
        return Report(folder, _levels(folder / FINDINGS), _levels(before))
    return Report(folder, _levels(folder / FINDINGS), ())


def _levels(file: Path) -> tuple[Finding, ...]:
    ledger = Ledger.from_json(file.read_text(encoding="utf-8"))
    return tuple(each for each in ledger.findings if each.kind is Kind.LEVEL)


def _hidden(reports: Iterable[Report]) -> list[Hidden]:
    """What any report of the set suppresses, each cell once."""
    levels = [each for report in reports for each in report.now]
    cells = {each.id: each for each in levels if is_suppressed(each)}
    return [_cell(each, levels) for each in cells.values()]


def _cell(suppressed: Finding, levels: Iterable[Finding]) -> Hidden:
    own, where = _base(suppressed), (suppressed.area_code, suppressed.period)
    parts = {part_of(each.measure) for each in levels if _base(each) == own}
    names = names_of(suppressed)
    alike = [each for each in levels if _base(each) != own and names.search(each.measure_title)]
    return Hidden(
        suppressed,
        frozenset(part for part in parts if part not in part_of(suppressed.measure)),
        backed(each for each in alike if (each.area_code, each.period) == where),
    )


def names_of(finding: Finding) -> re.Pattern[str]:
    """The measure by its key, its title or the words of the report for it."""
    names = [_base(finding), finding.measure_title]
    if words := INDICATOR_WORDS.get(finding.measure):
        names += [words.short, words.name]
    return re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in names), re.I)


def _base(finding: Finding) -> str:
    return finding.measure.partition(", ")[0]


def part_of(measure: str) -> str:
    """The part of a breakdown that a finding's measure names, after the name of the breakdown."""
    return measure.partition(", ")[2].partition(" ")[2]


def _in_files(reports: Sequence[Report], hidden: Sequence[Hidden]) -> Iterator[OpenItem]:
    for report in reports:
        for path in sorted(each for each in report.folder.rglob("*") if each.is_file()):
            if path.parent.name == PREVIOUS and path.name == FINDINGS:
                continue  # compared cell by cell
            file = path.relative_to(report.folder.parent.parent).as_posix()
            for cell, where in (*_written(path, hidden, report), *_drawn(path, hidden, reports)):
                yield _item(f"{cell.finding.id} is shown: {where}", file)


@cache
def _area_names() -> frozenset[str]:
    return frozenset(each.name for each in (*partnerships(), *health_boards(), SCOTLAND))


def _written(path: Path, hidden: Sequence[Hidden], report: Report) -> Iterator[tuple[Hidden, str]]:
    for one in shown_in(path):
        if any(character.isdigit() for character in one.text):
            for cell in hidden:
                if cell.is_shown_by(one, report.folder.name):
                    yield cell, one.where


def _drawn(
    path: Path, hidden: Sequence[Hidden], reports: Sequence[Report]
) -> Iterator[tuple[Hidden, str]]:
    if path.suffix not in DRAWN:
        return
    periods = frozenset(cell.finding.period for cell in hidden)
    marks = list(marks_in(path.read_text(encoding="utf-8"), periods))
    for cell in hidden:
        # A mark that stands for a figure which is shown, such as Scotland's, is explained by it.
        told = [
            drawn
            for report in reports
            for each in report.now
            if (each.measure, each.period) == (cell.finding.measure, cell.finding.period)
            for drawn in (each.value, each.lower, each.upper)
            if drawn is not None
        ]
        for mark in marks:
            is_it = mark.period == cell.finding.period and cell.is_told_of(mark.about)
            if is_it and not any(abs(mark.value - each) <= mark.exact for each in told):
                yield cell, f"a mark of the chart at {mark.period}"


def _in_findings(reports: Sequence[Report], hidden: Sequence[Hidden]) -> Iterator[OpenItem]:
    now = {each.id: each for report in reports for each in report.now if not is_suppressed(each)}
    before = {each.id: each for report in reports for each in report.before}
    for cell in hidden:
        name = cell.finding.id
        for label, findings in (("another report", now), ("the release before", before)):
            if (other := findings.get(name)) and other.value is not None:
                yield _item(f"{name} is shown by {label}", FINDINGS)
    policy = read_disclosure().policy
    shown = now | {cell.finding.id: cell.finding for cell in hidden}
    told = dict(given_away(shown.values(), policy))
    known = before | {name: each for name, each in shown.items() if each.value is not None}
    with_before = dict(given_away((shown | known).values(), policy)) if before else {}
    for name, cells in told.items():
        yield _item(f"{name} can be worked out, or nearly, from {', '.join(cells)}", FINDINGS)
    for name in with_before.keys() - told.keys():
        cells = with_before[name]
        yield _item(
            f"{name} can be worked out, or nearly, with the release before, from "
            f"{', '.join(cells)}",
            FINDINGS,
        )


def _item(what: str, file: str) -> OpenItem:
    return OpenItem(
        Needs.PROTECTION,
        what,
        file,
        "suppress one of these as well, or withdraw the file; then make the reports anew",
    )
