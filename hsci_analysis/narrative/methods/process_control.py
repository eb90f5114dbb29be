"""The rules of process control, how often they signal falsely, and where we depart from tools."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final

from hsci_analysis.models.process_control.baseline_limits import LEANS_FROM
from hsci_analysis.models.process_control.false_signals import simulated
from hsci_analysis.models.process_control.result import Charted
from hsci_analysis.models.process_control.rule_sets import PHS_CONTROL_CHART, RULE_SETS, RuleSet
from hsci_analysis.models.spc import LIMITS_PER_MOVING_RANGE, SCREEN_PER_MOVING_RANGE
from hsci_analysis.narrative.tables import Table

NONE: Final = "not asked"
RANGE: Final = f"{LIMITS_PER_MOVING_RANGE} × the mean moving range"
SCREENED: Final = f"left out above {SCREEN_PER_MOVING_RANGE} × their mean"
DEPARTURES: Final = "## Departures"


def rules() -> Table:
    """The three rule sets, a row a rule."""
    sets = RULE_SETS.values()
    rows: tuple[tuple[str, ...], ...] = (
        ("Centre line", *(each.centre.value for each in sets)),
        ("Limits", *(RANGE if each.limits else "none" for each in sets)),
        ("A month outside the limits", *(_asked(each.limits) for each in sets)),
        ("Shift: months in a row on one side of the centre", *(str(each.shift) for each in sets)),
        ("Trend: months in a row, each further on", *(str(each.trend) for each in sets)),
        ("Two of three beyond two thirds of a limit", *(_asked(s.two_of_three) for s in sets)),
        ("Months in a row in the inner third", *(str(s.inner_third or NONE) for s in sets)),
        ("Too few or too many runs in all", *(_asked(each.count_runs) for each in sets)),
        ("Months on the centre, or like the one before", *map(_ties, sets)),
        ("Ranges that stick out", *(SCREENED if s.screen else "kept" for s in sets)),
    )
    names = (each.name for each in sets)
    return Table(
        "Process control: the rules of each set",
        ("Rule", *names),
        rows,
        notes=(f"Unless asked otherwise, the set is {PHS_CONTROL_CHART.name}.",),
        wordy=True,
    )


def false_signals() -> Table:
    """The chance of a signal in twelve months without a change, by rule set, chart and baseline."""
    rows = tuple(
        (
            RULE_SETS[key].name,
            Charted[charted].value,
            str(baseline),
            _range([chance for _, chance in points]),
        )
        for (key, charted), by_baseline in simulated().items()
        for baseline, points in by_baseline.items()
    )
    columns = ("Rule set", "What is charted", "Months of the baseline", "Chance of a signal")
    return Table(
        "The chance of a signal in twelve months in which nothing has changed",
        columns,
        rows,
        notes=(
            "From the least to the most over how far months lean on each other; each chart states "
            "its own. One figure stands where it was simulated at one such strength alone.",
            f"Errors are charted where that is more than {LEANS_FROM}.",
        ),
        wordy=True,
    )


def departures() -> Table:
    """Where our process control departs from the tools whose rules it asks, and why."""
    page = files("hsci_analysis.models.process_control").joinpath("process_control.md")
    lines = page.read_text(encoding="utf-8").partition(DEPARTURES)[2].partition("\n## ")[0]
    cells = [
        tuple(cell.strip().replace("`", "") for cell in re.split(r"(?<!\\)\|", line)[1:-1])
        for line in lines.splitlines()
        if line.startswith("|")
    ]
    columns = ("Tool", "What they do", "What we do", "Why")
    _, _, *rows = cells
    return Table("Departures from reference tools", columns, tuple(rows), wordy=True)


def _asked(asked: bool) -> str:
    return "a signal" if asked else NONE


def _ties(rules: RuleSet) -> str:
    return "passed over" if rules.ties_pass else "end a run"


def _range(chances: list[float]) -> str:
    ends = dict.fromkeys(f"{100 * end:.0f}" for end in (min(chances), max(chances)))
    return f"{' to '.join(ends)} %"
