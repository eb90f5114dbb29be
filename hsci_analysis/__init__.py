"""Figures of Scotland's health and social care partnerships, modelled and told.

What a notebook needs lies here; each name is imported when it is first used, so that
``import hsci_analysis`` and ``hsci --help`` answer at once.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hsci_analysis.areas import find_area, find_partnership, partnerships
    from hsci_analysis.charts.limits_chart import limits_chart
    from hsci_analysis.charts.process_chart import process_chart
    from hsci_analysis.errors import HsciError
    from hsci_analysis.findings.ledger import Ledger
    from hsci_analysis.findings.rules import state_level
    from hsci_analysis.measures.catalogue import MEASURES, find_measure
    from hsci_analysis.measures.series import series
    from hsci_analysis.models.change.change import change, panel_change
    from hsci_analysis.models.estimation_window import EstimationWindow
    from hsci_analysis.models.process_control.limits import limits
    from hsci_analysis.models.process_control.stretches import Rebasing
    from hsci_analysis.models.spc import describe_process
    from hsci_analysis.narrative.sentences import alt_text, caption, describe_limits, sentence
    from hsci_analysis.narrative.tables import month_table
    from hsci_analysis.parameters.report import report_parameters

__all__ = [
    "MEASURES",
    "EstimationWindow",
    "HsciError",
    "Ledger",
    "Rebasing",
    "alt_text",
    "caption",
    "change",
    "describe_limits",
    "describe_process",
    "find_area",
    "find_measure",
    "find_partnership",
    "limits",
    "limits_chart",
    "month_table",
    "panel_change",
    "partnerships",
    "process_chart",
    "report_parameters",
    "sentence",
    "series",
    "state_level",
]

_HOMES = {
    "areas": ("find_area", "find_partnership", "partnerships"),
    "charts.limits_chart": ("limits_chart",),
    "charts.process_chart": ("process_chart",),
    "errors": ("HsciError",),
    "findings.ledger": ("Ledger",),
    "findings.rules": ("state_level",),
    "measures.catalogue": ("MEASURES", "find_measure"),
    "measures.series": ("series",),
    "models.change.change": ("change", "panel_change"),
    "models.estimation_window": ("EstimationWindow",),
    "models.process_control.limits": ("limits",),
    "models.process_control.stretches": ("Rebasing",),
    "models.spc": ("describe_process",),
    "narrative.sentences": ("alt_text", "caption", "describe_limits", "sentence"),
    "narrative.tables": ("month_table",),
    "parameters.report": ("report_parameters",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        # With name and object, Python itself offers the nearest name.
        raise AttributeError(f"hsci_analysis has no {name!r}", name=name, obj=sys.modules[__name__])
    found: object = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
