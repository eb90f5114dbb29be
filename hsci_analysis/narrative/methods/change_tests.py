"""What the tests of change find where nothing has changed, and where something has."""

from __future__ import annotations

from typing import Final

import pandas as pd

from hsci_analysis.findings.numerals import write_decimals
from hsci_analysis.models.change.answer import SIGNIFICANCE
from hsci_analysis.models.change.error_rates import (
    AUTOREGRESSION,
    NONE,
    RANDOM_WALK,
    SMALLEST,
    error_rates,
)
from hsci_analysis.narrative.fixed_parts import Text
from hsci_analysis.narrative.tables import Table
from hsci_analysis.narrative.wording import in_words

MEANT: Final = (3.0, 7.0)
"""Per cent of series without a change that may be called changed, at a level of 5 %."""
FALSE_ALARMS: Final = (
    "In {fewest} to {most} of a hundred simulated series in which nothing had changed, the tests "
    "found a change; {level} of a hundred is what they are set to, and {least} to {greatest} was "
    "the aim. Of the {asked} rates, {below} lie below it: there the test is more cautious than was "
    "meant. That is for series whose level swings and comes back. Where the level wanders off like "
    "a random walk, it is {walk_fewest} to {walk_most}: a level that wanders has truly moved, and "
    "only what moved it was chance."
)
SEEN: Final = (
    "Of series that rose by the smallest rise said to be seen, which is meant to be found in 80 of "
    "a hundred, {found} of a hundred were found."
)


def nothing_changed(moving: str = AUTOREGRESSION) -> pd.DataFrame:
    """The rates where nothing has changed, in the order of the benchmark."""
    rates = error_rates()
    return rates[(rates["change"] == NONE) & (rates["moving"] == moving)]


def changed() -> pd.DataFrame:
    """The rates where a rise was put in."""
    rates = error_rates()
    return rates[~rates["change"].isin([NONE, SMALLEST])]


def false_alarms_in_words() -> Text:
    """How often a change is found where there is none; how true the smallest change seen is."""
    rates, walks = nothing_changed()["found"], nothing_changed(RANDOM_WALK)["found"]
    every = error_rates()
    found = every.loc[every["change"] == SMALLEST, ["figures", "found"]]
    least, greatest = MEANT
    told = FALSE_ALARMS.format(
        fewest=_one(rates.min()),
        most=_one(rates.max()),
        level=f"{100 * SIGNIFICANCE:g}",
        least=f"{least:g}",
        greatest=f"{greatest:g}",
        below=in_words(int((rates < least).sum())),
        asked=in_words(len(rates)),
        walk_fewest=_one(walks.min()),
        walk_most=_one(walks.max()),
    )
    seen = SEEN.format(
        found=", ".join(f"{figures}: {_one(rate)}" for figures, rate in found.to_numpy())
    )
    return Text(f"{told}\n\n{seen}")


def false_alarms() -> Table:
    """By figures and question, how many were called changed where nothing was."""
    walks = nothing_changed(RANDOM_WALK).set_index(["figures", "question"])["found"]
    rows = tuple(
        (
            row["figures"],
            row["question"],
            write_decimals(row["tested"], 0),
            f"{_one(row['found'])} %",
            f"{_one(walks[row['figures'], row['question']])} %",
        )
        for row in nothing_changed().to_dict("records")
    )
    columns = ("Series like", "Question", "Series", "Called changed", "Level a random walk")
    return Table("Called changed, where nothing has changed", columns, rows)


def power() -> Table:
    """By figures, question and rise put in, how many were found."""
    rows = tuple(
        (
            row["figures"],
            row["question"],
            row["change"],
            f"{_one(row['found'])} %",
            _one(row["smallest_rise"]),
        )
        for row in changed().to_dict("records")
    )
    columns = ("Series like", "Question", "Rise put in", "Found", "Smallest rise seen")
    return Table(
        "Found, where a rise was put in",
        columns,
        rows,
        notes=(
            "The smallest rise seen is the median of what each test says it would have found in "
            "four of five: in per cent, and for shares in percentage points.",
            "A rise put into a share is one of its odds: 5 % more odds of being seen in time is "
            "less than one percentage point where nearly everybody is.",
        ),
    )


def _one(rate: float) -> str:
    return write_decimals(rate, 1)
