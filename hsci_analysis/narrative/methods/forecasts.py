"""How forecasts did on the benchmark: scores, aims, and where others do better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from hsci_analysis.findings.numerals import write_decimals
from hsci_analysis.models.forecast.aims import Aim, aims
from hsci_analysis.models.forecast.benchmark import (
    ALONE,
    HELD_BACK,
    OURS,
    SETS,
    benchmark_figures,
)
from hsci_analysis.narrative.fixed_parts import Text
from hsci_analysis.narrative.tables import Table
from hsci_analysis.narrative.wording import in_words

DECIMALS: Final = 3
NAMES: Final[Mapping[str, str]] = {OURS: "ours", ALONE: "ours, each series alone"}
FIGURES: Final[Mapping[str, str]] = {
    "wis": "score of median and intervals",
    "mase": "absolute error of the median",
    "rmsse": "squared error of the median",
}
SCORES: Final = (
    "Method",
    "Score",
    "Their score over ours",
    "Absolute error",
    "Squared error",
    "Inside 80 %",
    "Inside 95 %",
    "Score in the pandemic",
)
SCORE_NOTES: Final = (
    "Score: the weighted interval score of median, 80 % and 95 % interval. Score and errors are in "
    "steps of what last year's figures usually miss by; less is better.",
    "Inside: how many of all figures lay inside intervals meant to hold 80 or 95 of a hundred.",
    "Each library was run as it comes, or with the pandemic filled in, on the same histories.",
)


def scores(key: str) -> Table:
    """One set of the benchmark: every method, the best score first."""
    table = benchmark_figures()
    rows = tuple(
        (
            NAMES.get(row["method"], row["method"]),
            *(_number(row[name]) for name in ("wis", "against_ours", "mase", "rmsse")),
            *(f"{write_decimals(100 * row[name], 1)} %" for name in ("covered80", "covered95")),
            _number(row["wis_in_pandemic"]),
        )
        for row in table[table["set"] == key].to_dict("records")
    )
    held_back = "; held back, no setting was chosen on it" * (key == HELD_BACK)
    title = f"Set {key}: {SETS[key]}"
    return Table(
        f"{title}{held_back}", SCORES, rows, folded=f"{title}: all methods", notes=SCORE_NOTES
    )


def not_best() -> Table:
    """Every figure of every set on which another method does better than ours."""
    table = benchmark_figures()
    rows = []
    for key, of_set in table.groupby("set"):
        by_method = of_set.set_index("method")
        for figure, name in FIGURES.items():
            scores = {str(method): float(score) for method, score in by_method[figure].items()}
            better = sorted((score, of) for of, score in scores.items() if score < scores[OURS])
            others = "; ".join(f"{NAMES.get(of, of)} ({_number(score)})" for score, of in better)
            if better:
                rows.append((f"{key}: {SETS[str(key)]}", name, _number(scores[OURS]), others))
    columns = ("Set", "Figure", "Ours", "Better than ours")
    return Table("Where our forecasts are not the best", columns, tuple(rows), wordy=True)


def aims_table() -> Table:
    """What was aimed at, what was reached, and which aims are missed."""
    columns = ("Figure", "Sets", "Reached", "Aim", "Met or missed")
    rows = tuple(
        (
            aim.what,
            aim.sets,
            _of(aim, aim.reached),
            _aim(aim),
            "met" if aim.met else "missed",
        )
        for aim in aims()
    )
    return Table("What forecasts were meant to reach on the benchmark", columns, rows)


def aims_in_words() -> Text:
    """How many aims are missed, and which; each as plainly as those that are met."""
    every = aims()
    missed = [aim for aim in every if not aim.met]
    if not missed:
        return Text(f"All {len(every)} aims are met.")
    lines = "\n".join(
        f"- {aim.what}, {_sets(aim)}: {_of(aim, aim.reached)}, and the aim was {_aim(aim)}."
        for aim in missed
    )
    return Text(f"Of {len(every)} aims, {in_words(len(missed))} are missed:\n\n{lines}")


def alone_in_words() -> Text:
    """What it costs to learn from one series alone."""
    told = "; ".join(
        f"set {key}: {write_decimals(100 * (loss - 1), 1)} %" for key, loss in _alone()
    )
    return Text(
        "Areas are forecast together, since they share their seasons and the size of their errors. "
        f"A series forecast alone has a score that is higher by as much as this: {told}."
    )


def _alone() -> Iterator[tuple[str, float]]:
    table = benchmark_figures()
    rows = table[table["method"] == ALONE]
    yield from zip(rows["set"], rows["against_ours"], strict=True)


def _sets(aim: Aim) -> str:
    return f"set {aim.sets}" if aim.sets in SETS else aim.sets


def _aim(aim: Aim) -> str:
    if aim.least:
        return f"{_of(aim, aim.least)} to {_of(aim, aim.most)}"
    return f"{write_decimals(aim.most, 2)} or less"


def _of(aim: Aim, figure: float) -> str:
    return f"{write_decimals(100 * figure, 1)} %" if aim.share else _number(figure)


def _number(figure: float) -> str:
    return write_decimals(figure, DECIMALS)
