"""All 29 indicators by key: the 23 of the core suite and the six of the ministerial group."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hsci_analysis.errors import UnknownNameError
from hsci_analysis.indicators.core_suite import CORE_SUITE
from hsci_analysis.indicators.indicator import Indicator
from hsci_analysis.indicators.ministerial import MINISTERIAL
from hsci_analysis.indicators.related import RELATED_FIGURES

INDICATORS: Mapping[str, Indicator] = {each.key: each for each in (*CORE_SUITE, *MINISTERIAL)}
RELATED: Mapping[str, Indicator] = {each.key: each for each in RELATED_FIGURES}
"""Not among the 29, and never in their tables; asked for by name."""


def find_indicator(key: str) -> Indicator:
    """The indicator of that key, however written: ``NI-19``, ``ni 19``, ``NI19``.

    Raises
    ------
    UnknownNameError
        With the nearest keys.
    """
    written = re.fullmatch(
        r"\s*(NI|MSG|RELATED)[\s-]*0*(\d+)\s*", key, flags=re.IGNORECASE | re.ASCII
    )
    known = {**INDICATORS, **RELATED}
    found = known.get(f"{written[1].upper()}-{written[2]}") if written else None
    if found is None:
        raise UnknownNameError("indicator", key, known)
    return found
