"""Series tested together: how far months lean on each other is learnt from all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from hsci_analysis.models.change.answer import Lean, answer, lean
from hsci_analysis.models.change.fit import Fit, fit
from hsci_analysis.models.change.result import Answer, Caution, Form, NotTested, Question
from hsci_analysis.models.change.window import NO_SLOPE_FROM, window
from hsci_analysis.models.estimation_window import EstimationWindow
from hsci_analysis.models.monthly import Monthly

FEWEST_TO_POOL: Final = 5


class Pool:
    """Figures of the areas of a panel, up to the same month.

    Parameters
    ----------
    figures
        One an area.
    scotland
        Scotland's, or why there are none.
    left_out
        The months that calibration leaves out.
    """

    def __init__(
        self, figures: Sequence[Monthly], scotland: Monthly | str, left_out: EstimationWindow
    ) -> None:
        self._figures, self._scotland, self._left_out = tuple(figures), scotland, left_out
        self._members = set(self._figures)
        self._fits: dict[tuple[Monthly, Form, bool], Fit | str] = {}
        self._pooled: dict[tuple[Form, bool], float | None] = {}

    def answer(self, question: Question, figures: Monthly) -> Answer:
        """What these figures, of the panel or like it, answer to the question."""
        if question.of_the_year:
            return self._test(question, Form.YEARS, figures)
        slope = self._test(question, Form.SLOPE, figures)
        if isinstance(slope, NotTested) or slope.autocorrelation < NO_SLOPE_FROM:
            return slope
        return self._test(question, Form.LEVELS, figures)

    def _test(self, question: Question, form: Form, figures: Monthly) -> Answer:
        found = self._fit(figures, form, against=question.against_scotland)
        if isinstance(found, str):
            return NotTested(question, found)
        leaning = lean(found, self._autocorrelation(form, against=question.against_scotland))
        cautions = tuple(self._cautions(found, figures, leaning))
        return answer(question, found, leaning, self._left_out, cautions)

    def _fit(self, figures: Monthly, form: Form, *, against: bool) -> Fit | str:
        key = (figures, form, against)
        if figures not in self._members:
            return self._fitted(figures, form, against=against)
        if key not in self._fits:
            self._fits[key] = self._fitted(figures, form, against=against)
        return self._fits[key]

    def _fitted(self, figures: Monthly, form: Form, *, against: bool) -> Fit | str:
        if against and isinstance(self._scotland, str):
            return self._scotland
        asked = window(figures.months, form, self._left_out)
        if isinstance(asked, str):
            return asked
        scotland = self._scotland if against and isinstance(self._scotland, Monthly) else None
        return fit(figures, asked, scotland)

    def _autocorrelation(self, form: Form, *, against: bool) -> float | None:
        """The mean of the panel, uncorrected; None where too few can be fitted."""
        key = (form, against)
        if key not in self._pooled:
            fits = [self._fit(figures, form, against=against) for figures in self._figures]
            each = [found.autocorrelation for found in fits if isinstance(found, Fit)]
            self._pooled[key] = float(np.mean(each)) if len(each) >= FEWEST_TO_POOL else None
        return self._pooled[key]

    def _cautions(self, found: Fit, figures: Monthly, leaning: Lean) -> Iterator[Caution]:
        asked = found.window
        inside = figures.months >= asked.months[0]
        if self._left_out.covers_months(asked.months[asked.before | asked.after]).any():
            yield Caution.COMPARES_PANDEMIC_MONTHS
        if not asked.used[inside].all():
            yield Caution.LEAVES_MONTHS_OUT
        if figures.months[-1] - asked.months[0] + 1 > inside.sum():
            yield Caution.LACKS_MONTHS
        if figures.provisional[asked.used].any():
            yield Caution.PROVISIONAL
        if asked.form is Form.LEVELS:
            yield Caution.LEVELS_ONLY
        if leaning.pooled is None:
            yield Caution.WITHOUT_PANEL
