"""All partnerships and boards beside each other, in words and tables."""

from __future__ import annotations

from statistics import median
from typing import Final

from hsci_analysis.areas import find_area
from hsci_analysis.findings.across_scotland import BoardFunnel, Stands
from hsci_analysis.findings.numerals import Nothing, write_decimals
from hsci_analysis.indicators.change import NO_LIMITS
from hsci_analysis.indicators.ranks import METHOD
from hsci_analysis.measures.funnel import Position
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.models.change.panel_change import PanelChange
from hsci_analysis.models.change.result import ChangeTest, Question
from hsci_analysis.narrative.changes import signed
from hsci_analysis.narrative.fixed_parts import Text
from hsci_analysis.narrative.tables import Table
from hsci_analysis.narrative.wording import in_words, listed, month_range
from hsci_analysis.periods import FinancialYear, months_between

CHANGED: Final = (
    "Of {tested} partnerships, the test calls {called} changed over the year{names}. Were none of "
    "them changed, it would call {chance} so by chance. {apart}"
)
NONE_APART: Final = "Allowing for so many tests at once, none stands out."
SOME_APART: Final = "Allowing for so many tests at once, {names} stand out."
WITHIN: Final = (
    "From {months}, {outside} of {boards} boards lie outside the limits in which boards differ. "
    "They differ by {widened} times what chance alone would do, and the limits are as much wider: "
    "most of the difference between boards is no chance, and a place outside the limits would be "
    "one unlike all the others."
)


def changes_in_words(changes: PanelChange) -> Text:
    """How many partnerships changed over the year, beside how many chance alone would call so."""
    tests = changes.tests(Question.YEAR)
    rows = changes.frame.xs(Question.YEAR.value, level="question")
    called = [
        find_area(one.area.code).name
        for one in changes.changes
        if isinstance(one.year, ChangeTest) and one.year.significant
    ]
    apart = [find_area(str(code)).name for code in rows.index[rows["stands_out"]]]
    return Text(
        CHANGED.format(
            tested=len(tests),
            called=in_words(len(called)) if called else "none",
            names=f" ({listed(called)})" if called else "",
            chance=f"about {write_decimals(changes.expected_by_chance(Question.YEAR), 1)}",
            apart=SOME_APART.format(names=listed(apart)) if apart else NONE_APART,
        )
    )


def changes_table(changes: PanelChange) -> Table:
    """Each partnership by name: the change, its limits, the verdict, and what would not be seen."""
    rows = []
    for one in changes.changes:
        test = one.year
        if not isinstance(test, ChangeTest):
            rows.append((one.area.name, "–", "–", test.reason, "–"))
            continue
        limits = f"{signed(test.lower)} to {signed(test.upper)} %"
        said, seen = test.verdict.value, f"{write_decimals(test.smallest_rise, 0)} %"
        rows.append((one.area.name, f"{signed(test.change)} %", limits, said, seen))
    columns = ("Partnership", "Change", "Limits at 95 %", "Verdict", "Smallest rise seen")
    return Table(
        "Delayed discharge bed days: the year held against the year before",
        columns,
        tuple(rows),
        notes=("In order of their names: most of these differences are within chance.",),
    )


def stands_table(stands: tuple[Stands, ...]) -> Table:
    """Each indicator of the year: Scotland, how far partnerships spread, and who can be ranked."""
    rows = tuple(
        (
            str(each.scotland.indicator),
            each.scotland.column.label,
            _figure(each, each.scotland.value),
            _figure(each, median(each.held)),
            f"{_figure(each, min(each.held))} to {_figure(each, max(each.held))}",
            str(len(each.held)),
            _ranked(each),
        )
        for each in stands
    )
    columns = ("Indicator", "Period", "Scotland", "Median", "Least to most", "Held", "Ranks")
    notes = (f"A rank is told only as the range it could honestly be. {METHOD}",)
    return Table("Where partnerships stand", columns, rows, notes=notes, wordy=True)


def board_words(funnel: BoardFunnel) -> Text:
    """How many boards lie outside the limits, and how wide these are."""
    outside = int((funnel.limits.frame["position"] != Position.WITHIN.value).sum())
    return Text(
        WITHIN.format(
            months=month_range(funnel.first, funnel.last),
            outside=in_words(outside) if outside else "none",
            boards=len(funnel.limits.frame),
            widened=write_decimals(max(1.0, funnel.limits.overdispersion), 0),
        )
    )


def board_table(funnel: BoardFunnel) -> Table:
    """Each board by name: its share, its limits, and where it lies."""
    rows = tuple(
        (
            find_area(str(code)).name,
            f"{write_decimals(row['value'], 1)} %",
            " to ".join(write_decimals(row[f"control_{end}"], 1) for end in ("lower", "upper")),
            str(row["position"]),
        )
        for code, row in funnel.limits.frame.iterrows()
    )
    columns = ("Board of treatment", "Within four hours", "Control limits, %", "Position")
    covered = month_range(funnel.first, funnel.last)
    return Table(f"Attendances that ended within four hours, {covered}", columns, rows)


def share_table(shares: MeasureSeries, year: FinancialYear) -> Table:
    """The months of a year of a percentage."""
    held = shares.values
    rows = tuple(
        (
            month.label,
            f"{write_decimals(held[str(month)], 1)} %"
            if str(month) in held.index
            else Nothing.NOT_AVAILABLE.value,
        )
        for month in months_between(year.first_month, year.last_month)
    )
    title = shares.measure.title
    return Table(f"{title}: {shares.area} ({shares.basis}), {year}", ("Month", title), rows)


def _figure(stands: Stands, value: float | None) -> str:
    if value is None:
        return "–"
    return write_decimals(value, stands.scotland.indicator.decimals)


def _ranked(stands: Stands) -> str:
    """The ranges that tell anything, or why there are none."""
    told = [
        f"{find_area(code).name} {rank.best} to {rank.worst} of {rank.of}"
        for code, rank in stands.ranks.items()
        if not rank.tells_nothing
    ]
    if told:
        return "; ".join(told)
    note = stands.scotland.indicator.interval_note.removeprefix(NO_LIMITS)
    return f"none: {note or 'limits that would part one place from another are not held'}"
