"""The catalogue of measures, by family, in the order of a patient's way."""

from __future__ import annotations

from collections.abc import Mapping

from hsci_analysis.errors import UnknownNameError
from hsci_analysis.measures.catalogue import accident_and_emergency, hospital, social_care
from hsci_analysis.measures.measure import Basis, Better, Figures, Frequency, Measure

__all__ = ["MEASURES", "Basis", "Better", "Figures", "Frequency", "Measure", "find_measure"]

MEASURES: Mapping[str, Measure] = {
    measure.key: measure
    for family in (accident_and_emergency, hospital, social_care)
    for measure in family.MEASURES
}


def find_measure(key: str) -> Measure:
    """The measure of that key; raises UnknownNameError with the nearest keys."""
    try:
        return MEASURES[key]
    except KeyError:
        raise UnknownNameError("measure", key, MEASURES) from None
