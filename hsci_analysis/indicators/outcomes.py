"""The nine national health and wellbeing outcomes, and which indicators speak to which.

The wording is that of SSI 2014/343. Which indicator serves which outcome is each partnership's own
to say; the mapping used unless one says otherwise is one that a partnership has published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hsci_analysis.errors import ParametersError
from hsci_analysis.indicators.registry import INDICATORS, RELATED, find_indicator


@dataclass(frozen=True)
class Outcome:
    """One of the nine."""

    number: int
    wording: str


OUTCOMES: Mapping[int, Outcome] = {
    number: Outcome(number, wording)
    for number, wording in enumerate(
        (
            "People are able to look after and improve their own health and wellbeing and live in "
            "good health for longer.",
            "People, including those with disabilities or long term conditions, or who are frail, "
            "are able to live, as far as reasonably practicable, independently and at home or in a "
            "homely setting in their community.",
            "People who use health and social care services have positive experiences of those "
            "services, and have their dignity respected.",
            "Health and social care services are centred on helping to maintain or improve the "
            "quality of life of people who use those services.",
            "Health and social care services contribute to reducing health inequalities.",
            "People who provide unpaid care are supported to look after their own health and "
            "wellbeing, including to reduce any negative impact of their caring role on their own "
            "health and wellbeing.",
            "People who use health and social care services are safe from harm.",
            "People who work in health and social care services feel engaged with the work they do "
            "and are supported to continuously improve the information, support, care and "
            "treatment they provide.",
            "Resources are used effectively and efficiently in the provision of health and social "
            "care services.",
        ),
        start=1,
    )
}


@dataclass(frozen=True)
class OutcomeMapping:
    """Which indicators a partnership reports under which outcomes, and who says so.

    Raises
    ------
    ParametersError
        For an outcome that is not one of the nine; UnknownNameError for an unknown indicator.
    """

    name: str
    source: str
    indicators: Mapping[int, Sequence[str]]

    def __post_init__(self) -> None:
        if unknown := sorted(set(self.indicators) - set(OUTCOMES)):
            raise ParametersError(
                f"the mapping {self.name!r} names outcome {', '.join(map(str, unknown))}; outcomes "
                f"go from 1 to {len(OUTCOMES)}"
            )
        for keys in self.indicators.values():
            for key in keys:
                find_indicator(key)

    @cached_property
    def _outcomes(self) -> Mapping[str, tuple[Outcome, ...]]:
        return {
            key: tuple(
                OUTCOMES[number]
                for number in sorted(self.indicators)
                if key in {find_indicator(named).key for named in self.indicators[number]}
            )
            for key in (*INDICATORS, *RELATED)
        }

    def outcomes(self, indicator: str) -> tuple[Outcome, ...]:
        """The outcomes an indicator is reported under; none where the mapping is silent."""
        return self._outcomes[find_indicator(indicator).key]


EDINBURGH_2022_23 = OutcomeMapping(
    name="as Edinburgh reported in 2022/23",
    source=(
        "Edinburgh Integration Joint Board, annual performance report 2022/23, "
        "https://www.edinburghhsc.scot/the-ijb/annual-performance-report-2022-2023-performance/"
    ),
    indicators={
        1: ("NI-1", "NI-7", "NI-12", "NI-16"),
        2: ("NI-2", "NI-8", "NI-13", "NI-15", "NI-18", "NI-19"),
        3: ("NI-3", "NI-4", "NI-5", "NI-9", "NI-17"),
        4: ("NI-1", "NI-7", "NI-12", "NI-16"),
        5: ("NI-11",),
        6: ("NI-2", "NI-8", "NI-13", "NI-15", "NI-18", "NI-19"),
        7: ("NI-3", "NI-4", "NI-5", "NI-9", "NI-17"),
        8: ("NI-6",),
        9: ("NI-14", "NI-20"),
    },
)
"""The mapping used unless a partnership gives its own. It names no indicator that has never been
reported and none of the ministerial group's."""
