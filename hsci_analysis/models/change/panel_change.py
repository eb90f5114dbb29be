"""The changes of several areas together, and how many of them chance alone would give."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import pandas as pd
from scipy.stats import false_discovery_control  # type: ignore[import-untyped]  # ships no types

from hsci_analysis.models.change.answer import SIGNIFICANCE
from hsci_analysis.models.change.result import Change, ChangeTest, Question

FALSE_DISCOVERIES: Final = 0.05


@dataclass(frozen=True, eq=False)
class PanelChange:
    """The change of each area of a panel, in the order given.

    ``frame`` has one row an area and question, indexed by ``area_code`` and ``question``: the
    columns of ``Change.frame`` and ``stands_out``, whether it stays significant when false
    discoveries among the areas are held to 5 % (Benjamini and Hochberg, 1995).
    """

    changes: tuple[Change, ...] = field(repr=False)

    def tests(self, question: Question) -> tuple[ChangeTest, ...]:
        """The areas' tests of that question, without those that could not be tested."""
        answers = (one.answers[list(Question).index(question)] for one in self.changes)
        return tuple(answer for answer in answers if isinstance(answer, ChangeTest))

    def significant(self, question: Question) -> int:
        """How many areas changed, by themselves."""
        return sum(test.significant for test in self.tests(question))

    def expected_by_chance(self, question: Question) -> float:
        """How many would be called changed if none had."""
        return SIGNIFICANCE * len(self.tests(question))

    @cached_property
    def frame(self) -> pd.DataFrame:
        frames = {one.area.code: one.frame for one in self.changes}
        together = pd.concat(frames, names=["area_code", "question"])
        together["stands_out"] = False
        for question in Question:
            p_values = together.xs(question.value, level="question")["p_value"].dropna()
            if p_values.empty:
                continue
            found = false_discovery_control(p_values.astype("float64")) <= FALSE_DISCOVERIES
            rows = [(code, question.value) for code in p_values.index[found]]
            together.loc[rows, "stands_out"] = True
        return together
