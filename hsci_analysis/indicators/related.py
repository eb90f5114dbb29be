"""Published figures beside the 29 indicators that speak to the same ends and are none of them.

Their keys are our own: no publisher numbers them so.
"""

from __future__ import annotations

from collections.abc import Sequence

from hsci_analysis.indicators.breaks import NOT_THE_CORE_RATE, PANDEMIC
from hsci_analysis.indicators.indicator import Indicator, Suite
from hsci_analysis.measures.catalogue import Better

RELATED_FIGURES: Sequence[Indicator] = (
    Indicator(
        suite=Suite.RELATED,
        number=1,
        title="Emergency admission rate of people aged 65 and over",
        unit="per 100,000 aged 65 and over",
        per=100_000,
        population="people aged 65 and over",
        source="Improvement Service, Community Planning Outcomes Profile",
        better=Better.LOWER,
        interval_note="No limits are given: the profile gives neither limits nor counts.",
        breaks=(PANDEMIC,),
        notes=(NOT_THE_CORE_RATE,),
    ),
)
