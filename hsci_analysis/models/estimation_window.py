"""The months that calibration leaves out, which is not what a chart shows apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hsci_analysis.errors import ParametersError
from hsci_analysis.models.monthly import Mask, Whole, number_of
from hsci_analysis.periods import Month


@dataclass(frozen=True)
class EstimationWindow:
    """A stretch of months that no season, spread or slope is estimated from, both ends included.

    Raises
    ------
    ParametersError
        If it ends before it begins.
    """

    first: Month
    last: Month

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ParametersError(
                f"the estimation window ends ({self.last}) before it begins ({self.first}); "
                "exchange the two months"
            )

    def covers(self, months: Whole) -> Mask:
        """Which of these months lie in it."""
        return (months >= number_of(self.first)) & (months <= number_of(self.last))

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


PANDEMIC: Final = EstimationWindow(Month(2020, 3), Month(2021, 5))
"""The months in which figures were least like themselves: attendances had not come back before."""
