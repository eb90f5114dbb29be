"""The page of methods: tables, words and charts, all from code and from what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from hsci_analysis.charts.dot_chart import Dot, dot_chart
from hsci_analysis.charts.figure import Figure
from hsci_analysis.findings.numerals import write_decimals
from hsci_analysis.models.change.answer import SIGNIFICANCE
from hsci_analysis.models.forecast.benchmark import (
    OURS,
    SEASONAL_NAIVE,
    SETS,
    against,
    against_best,
    against_best_other,
    benchmark_figures,
)
from hsci_analysis.models.process_control.false_signals import simulated
from hsci_analysis.models.process_control.result import Charted
from hsci_analysis.models.process_control.rule_sets import RULE_SETS, RuleSet
from hsci_analysis.models.process_control.stretches import BASELINE_MONTHS
from hsci_analysis.narrative.fixed_parts import Text
from hsci_analysis.narrative.methods import change_tests, figures, forecasts, process_control
from hsci_analysis.narrative.methods.licensed_language import licensed_language
from hsci_analysis.narrative.methods.pictures import rows_in_words
from hsci_analysis.narrative.tables import Table
from hsci_analysis.parameters.report import NationalParameters


@dataclass(frozen=True)
class Tables:
    """Several tables in a row; shown in a notebook as HTML."""

    tables: tuple[Table, ...]

    def _repr_html_(self) -> str:
        return "\n".join(table._repr_html_() for table in self.tables)


@dataclass(frozen=True, repr=False)
class Methods:
    """What the page shows, part by part."""

    asked: NationalParameters

    def __repr__(self) -> str:
        return f"Methods({self.asked.reporting_year})"

    @cached_property
    def language(self) -> Table:
        """The licensed language, whole."""
        return licensed_language()

    @property
    def false_alarms(self) -> Text:
        return change_tests.false_alarms_in_words()

    @property
    def false_alarms_chart(self) -> Figure:
        """By figures and question, how many were called changed where nothing was."""
        rates = change_tests.nothing_changed()
        return _chart(
            [
                (f"{row['figures']}, {_short(row['question'])}", row["found"])
                for row in rates.to_dict("records")
            ],
            unit="Per cent of series called changed",
            caption="Called changed, where nothing has changed",
            references={"set to": 100 * SIGNIFICANCE},
            decimals=1,
            after=" %",
        )

    @property
    def false_alarms_table(self) -> Table:
        return change_tests.false_alarms()

    @property
    def power_chart(self) -> Figure:
        """By figures and size, how many rises over the year were found."""
        rates = change_tests.changed()
        rates = rates[rates["question"] == "over the year"]
        return _chart(
            [
                (f"{row['figures']}, up {row['change']}", row["found"])
                for row in rates.to_dict("records")
            ],
            unit="Per cent of rises over the year found",
            caption="Rises over the year that were found",
            decimals=1,
            after=" %",
        )

    @property
    def power_table(self) -> Table:
        return change_tests.power()

    @property
    def rules(self) -> Table:
        return process_control.rules()

    @property
    def false_signals_chart(self) -> Figure:
        """By rule set and chart, from the least to the most over autocorrelations."""
        dots = []
        for (key, charted), by_baseline in simulated().items():
            chances = [100 * chance for _, chance in by_baseline[BASELINE_MONTHS]]
            least, most = min(chances), max(chances)
            name = "months" if charted == Charted.LEVEL.name else "errors"
            dots.append(
                Dot(
                    f"{_brief(RULE_SETS[key])}, {name}",
                    None,
                    f"{least:.0f} to {most:.0f} %",
                    least,
                    most,
                )
            )
        caption = f"Chance of a signal in a year without a change, {BASELINE_MONTHS} months before"
        rows = [(dot.name, dot.written, dot.upper or 0.0) for dot in dots]
        return dot_chart(
            dots,
            unit="Per cent of years",
            alt_text=rows_in_words(f"the {caption[0].lower()}{caption[1:]}", rows),
            caption=caption,
        )

    @property
    def false_signals_table(self) -> Table:
        return process_control.false_signals()

    @property
    def departures(self) -> Table:
        return process_control.departures()

    @property
    def scores_chart(self) -> Figure:
        """Our score over those of the simplest and of the best other forecast, set by set."""
        table = benchmark_figures().set_index(["set", "method"])
        others = {
            "over last year's figures": against(table, SEASONAL_NAIVE),
            "over the best statsforecast": against_best(table),
            "over the best of all others": against_best_other(table),
        }
        return _chart(
            [(f"{key}, {name}", ratio[key]) for key in SETS for name, ratio in others.items()],
            unit="Our score over theirs; less is better",
            caption="Our forecasts held against others, by set of the benchmark",
            references={"as good": 1.0},
            decimals=3,
        )

    @property
    def scores(self) -> Tables:
        """One table a set, every method in it."""
        return Tables(tuple(map(forecasts.scores, SETS)))

    @property
    def not_best(self) -> Table:
        return forecasts.not_best()

    @property
    def coverage_chart(self) -> Figure:
        """Of the figures that came, how many lay inside intervals, against what was meant."""
        ours = benchmark_figures().set_index("method").loc[OURS].set_index("set")
        return _chart(
            [
                (f"{key}, {share} % interval", 100 * ours[f"covered{share}"][key])
                for share in (80, 95)
                for key in SETS
            ],
            unit="Per cent of figures inside the interval",
            caption="Figures inside our intervals, against what intervals are meant to hold",
            references={"80": 80.0, "95": 95.0},
            decimals=1,
            after=" %",
        )

    @property
    def aims(self) -> Text:
        return forecasts.aims_in_words()

    @property
    def aims_table(self) -> Table:
        return forecasts.aims_table()

    @property
    def alone(self) -> Text:
        return forecasts.alone_in_words()

    @property
    def intervals(self) -> Table:
        return figures.intervals()

    @property
    def breaks(self) -> Table:
        return figures.breaks()

    @property
    def disclosure(self) -> Text:
        return figures.disclosure()

    @property
    def settings(self) -> Table:
        return figures.settings(self.asked)


def methods(asked: NationalParameters) -> Methods:
    """The page of methods, with the settings in force."""
    return Methods(asked)


def _brief(rule_set: RuleSet) -> str:
    """Its name, to fit beside a row."""
    return rule_set.name.replace("Public Health Scotland", "PHS").replace("NHS England ", "")


def _short(question: str) -> str:
    """``year``, ``five years``, ``year, against Scotland``."""
    return question.removeprefix("over ").removeprefix("the ").replace(", against", " v")


def _chart(
    rows: Sequence[tuple[str, float]],
    *,
    unit: str,
    caption: str,
    decimals: int,
    after: str = "",
    references: dict[str, float] | None = None,
) -> Figure:
    """A chart of these rows, whose words are made from its own figures."""
    told = [(name, f"{write_decimals(value, decimals)}{after}", value) for name, value in rows]
    return dot_chart(
        [Dot(name, value, written) for name, written, value in told],
        unit=unit,
        alt_text=rows_in_words(f"{caption[0].lower()}{caption[1:]}", told),
        caption=caption,
        references=references,
    )
