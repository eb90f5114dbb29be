"""What a test of change found, or why there is none: numbers and verdicts, no prose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType

import pandas as pd

from hsci_analysis.areas import Area
from hsci_analysis.measures.series import MeasureSeries
from hsci_analysis.models.drawable import Drawable
from hsci_analysis.models.monthly import Scale
from hsci_analysis.periods import Month

Setting = str | int | float


class Question(StrEnum):
    """What is asked of a series."""

    YEAR = "over the year"
    FIVE_YEARS = "over five years"
    YEAR_AGAINST_SCOTLAND = "over the year, against Scotland"
    FIVE_YEARS_AGAINST_SCOTLAND = "over five years, against Scotland"

    @property
    def against_scotland(self) -> bool:
        return self in (Question.YEAR_AGAINST_SCOTLAND, Question.FIVE_YEARS_AGAINST_SCOTLAND)

    @property
    def of_the_year(self) -> bool:
        return self in (Question.YEAR, Question.YEAR_AGAINST_SCOTLAND)


class Form(StrEnum):
    """How the question was put to the figures."""

    YEARS = "the last twelve months against the twelve before"
    SLOPE = "the slope of all months"
    LEVELS = "the last twelve months against the first twelve"
    """Where months lean on each other so much that a slope would be read into chance."""


class ChangeVerdict(StrEnum):
    """What the figures allow to be said; against Scotland, more or less than Scotland."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NO_CLEAR_CHANGE = "no clear change"


class ChangeUnit(StrEnum):
    """What a change is counted in; of a slope, each of them a year."""

    PER_CENT = "%"
    PERCENTAGE_POINTS = "percentage points"


class Caution(StrEnum):
    """What a reader of a verdict must be told."""

    COMPARES_PANDEMIC_MONTHS = "months that calibration leaves out are among those compared"
    LEAVES_MONTHS_OUT = "months in between or before were left out"
    LACKS_MONTHS = "months without a figure were left out"
    PROVISIONAL = "provisional figures were used"
    LEVELS_ONLY = "months lean on each other so much that no slope is claimed"
    WITHOUT_PANEL = "judged by itself alone; false alarms are more frequent than the level says"


@dataclass(frozen=True)
class Stretch:
    """The first and the last of some months, and how many of those between have a figure used."""

    first: Month
    last: Month
    months: int

    def __str__(self) -> str:
        return f"{self.first.label} to {self.last.label}"


@dataclass(frozen=True)
class ChangeTest:
    """The answer to one question.

    ``change``, ``lower`` and ``upper`` (the ends of a 95 % confidence interval) are in ``unit``; of
    a slope, a year. ``ratio`` is the ratio of levels (of odds for a share; of a slope, a year), and
    its two ends. ``smallest_rise`` and ``smallest_fall`` are the smallest changes that would have
    been found in four of five such series. Of the three autocorrelations, ``pooled`` is None where
    there was no panel. ``before`` and ``after`` are the months compared; of a slope, the first and
    the last twelve.
    """

    question: Question
    form: Form
    verdict: ChangeVerdict
    unit: ChangeUnit
    change: float
    lower: float
    upper: float
    ratio: float
    ratio_lower: float
    ratio_upper: float
    p_value: float
    degrees_of_freedom: float
    own_autocorrelation: float
    pooled_autocorrelation: float | None
    autocorrelation: float
    dispersion: float
    smallest_rise: float
    smallest_fall: float
    before: Stretch
    after: Stretch
    months_used: int
    method: str = field(repr=False)
    cautions: tuple[Caution, ...] = ()
    settings: Mapping[str, Setting] = field(default_factory=dict, hash=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", MappingProxyType(dict(self.settings)))

    @property
    def significant(self) -> bool:
        return self.verdict is not ChangeVerdict.NO_CLEAR_CHANGE


@dataclass(frozen=True)
class NotTested:
    """A question the figures cannot answer, and why."""

    question: Question
    reason: str


Answer = ChangeTest | NotTested

_COLUMNS = tuple(
    one.name
    for one in fields(ChangeTest)
    if one.name not in ("question", "before", "after", "method", "cautions", "settings")
)


@dataclass(frozen=True, eq=False)
class Change(Drawable):
    """What changed in one series, question by question.

    ``series`` is what was asked about. ``frame`` has one row a question, indexed by question: the
    columns of ``ChangeTest`` that are numbers, ``form``, ``verdict`` ("not tested" where there is
    none), ``reason`` for not testing, and ``cautions`` in one text.
    """

    measure: str
    title: str
    area: Area
    scale: Scale
    year: Answer
    five_years: Answer
    year_against_scotland: Answer
    five_years_against_scotland: Answer
    series: MeasureSeries = field(repr=False)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The four answers, in the order of ``Question``."""
        against = (self.year_against_scotland, self.five_years_against_scotland)
        return (self.year, self.five_years, *against)

    @property
    def frame(self) -> pd.DataFrame:
        rows = [_row(answer) for answer in self.answers]
        return pd.DataFrame(rows).set_index("question")

    @property
    def summary(self) -> pd.DataFrame:
        """One row a question: the verdict, the change with its interval, and what it compares."""
        return pd.DataFrame([_told(answer) for answer in self.answers]).set_index("question")


def _told(answer: Answer) -> dict[str, object]:
    question = {"question": answer.question.value}
    if isinstance(answer, NotTested):
        return {**question, "verdict": "not tested", "reason": answer.reason}
    return {
        **question,
        "verdict": answer.verdict.value,
        "change": answer.change,
        "lower": answer.lower,
        "upper": answer.upper,
        "unit": f"{answer.unit} a year" if answer.form is Form.SLOPE else answer.unit.value,
        "smallest_rise": answer.smallest_rise,
        "smallest_fall": answer.smallest_fall,
        "before": str(answer.before),
        "after": str(answer.after),
        "reason": "",
    }


def _row(answer: Answer) -> dict[str, object]:
    question = {"question": answer.question.value}
    if isinstance(answer, NotTested):
        empty = dict.fromkeys(_COLUMNS)
        refused = {"verdict": "not tested", "reason": answer.reason, "cautions": ""}
        return {**question, **empty, **refused}
    tested = {name: getattr(answer, name) for name in _COLUMNS}
    return {**question, **tested, "reason": None, "cautions": "; ".join(answer.cautions)}
