"""Figures of Scotland's health and social care partnerships, modelled and told.

What a notebook needs lies here; each name is imported when it is first used, so that
``import hsci_analysis`` and ``hsci --help`` answer at once.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from hsci_analysis.models.drawable import Chart, Drawable

if TYPE_CHECKING:
    from hsci_analysis.areas import PARTNERSHIPS, find_area, find_partnership, partnerships
    from hsci_analysis.charts.explorer import explore
    from hsci_analysis.charts.flow_chart import flow_chart
    from hsci_analysis.charts.forecast_chart import forecast_chart
    from hsci_analysis.charts.limits_chart import limits_chart
    from hsci_analysis.charts.line_chart import line_chart
    from hsci_analysis.charts.process_chart import process_chart
    from hsci_analysis.errors import HsciError
    from hsci_analysis.findings.ledger import Ledger
    from hsci_analysis.findings.measured import measured
    from hsci_analysis.findings.quarterly import state_quarterly_levels
    from hsci_analysis.findings.recomputed import finding
    from hsci_analysis.findings.rules import state_level
    from hsci_analysis.indicators.change import changes
    from hsci_analysis.indicators.comparison import compare
    from hsci_analysis.indicators.registry import INDICATORS, find_indicator
    from hsci_analysis.indicators.six_year_table import six_year_table
    from hsci_analysis.indicators.values import indicator_value, tidy_indicators
    from hsci_analysis.measures.catalogue import MEASURES, find_measure
    from hsci_analysis.measures.disclosure import protect
    from hsci_analysis.measures.own_series import own_series
    from hsci_analysis.measures.series import series
    from hsci_analysis.models.change.change import change, panel_change
    from hsci_analysis.models.estimation_window import EstimationWindow, LeftOut
    from hsci_analysis.models.flow.decomposition import decompose
    from hsci_analysis.models.flow.patient_flow import flow
    from hsci_analysis.models.flow.scenario import scenario
    from hsci_analysis.models.flow.scenarios import BackToYear, GrownWithPopulation, ReducedBy
    from hsci_analysis.models.forecast.benchmark import benchmark_figures
    from hsci_analysis.models.forecast.forecast import forecast
    from hsci_analysis.models.interrupted.interrupted_series import interrupted_series
    from hsci_analysis.models.interrupted.known_change import KnownChange
    from hsci_analysis.models.process_control.limits import limits
    from hsci_analysis.models.process_control.stretches import Rebasing
    from hsci_analysis.models.spc import describe_process
    from hsci_analysis.narrative.annual_report import annual_report
    from hsci_analysis.narrative.changes import change_table
    from hsci_analysis.narrative.comparisons import comparison_table
    from hsci_analysis.narrative.measure_sentences import level_and_changes
    from hsci_analysis.narrative.paragraphs import paragraph
    from hsci_analysis.narrative.quarter_table import quarter_table
    from hsci_analysis.narrative.sentences import alt_text, caption, describe_limits, sentence
    from hsci_analysis.narrative.six_years import six_years
    from hsci_analysis.narrative.stage_table import stage_table
    from hsci_analysis.narrative.tables import month_table
    from hsci_analysis.parameters.disclosure import read_disclosure
    from hsci_analysis.parameters.report import national_parameters, report_parameters
    from hsci_analysis.reports.annual_sections import aim, ministerial, outcome, unmapped
    from hsci_analysis.reports.measure_sections import (
        measure_section,
        months_ahead,
        parts_of_change,
        special_causes,
    )
    from hsci_analysis.reports.methods import methods
    from hsci_analysis.reports.national import national_overview

__all__ = [
    "INDICATORS",
    "MEASURES",
    "PARTNERSHIPS",
    "BackToYear",
    "EstimationWindow",
    "GrownWithPopulation",
    "HsciError",
    "KnownChange",
    "Ledger",
    "LeftOut",
    "Rebasing",
    "ReducedBy",
    "aim",
    "alt_text",
    "annual_report",
    "benchmark_figures",
    "caption",
    "change",
    "change_table",
    "changes",
    "compare",
    "comparison_table",
    "decompose",
    "describe_limits",
    "describe_process",
    "explore",
    "find_area",
    "find_indicator",
    "find_measure",
    "find_partnership",
    "finding",
    "flow",
    "flow_chart",
    "forecast",
    "forecast_chart",
    "indicator_value",
    "interrupted_series",
    "level_and_changes",
    "limits",
    "limits_chart",
    "line_chart",
    "measure_section",
    "measured",
    "methods",
    "ministerial",
    "month_table",
    "months_ahead",
    "national_overview",
    "national_parameters",
    "outcome",
    "own_series",
    "panel_change",
    "paragraph",
    "partnerships",
    "parts_of_change",
    "process_chart",
    "protect",
    "quarter_table",
    "read_disclosure",
    "report_parameters",
    "scenario",
    "sentence",
    "series",
    "six_year_table",
    "six_years",
    "special_causes",
    "stage_table",
    "state_level",
    "state_quarterly_levels",
    "tidy_indicators",
    "unmapped",
]

_HOMES = {
    "areas": (
        "PARTNERSHIPS",
        "find_area",
        "find_partnership",
        "partnerships",
    ),
    "charts.explorer": ("explore",),
    "charts.flow_chart": ("flow_chart",),
    "charts.forecast_chart": ("forecast_chart",),
    "charts.limits_chart": ("limits_chart",),
    "charts.line_chart": ("line_chart",),
    "charts.process_chart": ("process_chart",),
    "errors": ("HsciError",),
    "findings.ledger": ("Ledger",),
    "findings.measured": ("measured",),
    "findings.quarterly": ("state_quarterly_levels",),
    "findings.recomputed": ("finding",),
    "findings.rules": ("state_level",),
    "indicators.change": ("changes",),
    "indicators.comparison": ("compare",),
    "indicators.registry": (
        "INDICATORS",
        "find_indicator",
    ),
    "indicators.six_year_table": ("six_year_table",),
    "indicators.values": (
        "indicator_value",
        "tidy_indicators",
    ),
    "measures.catalogue": (
        "MEASURES",
        "find_measure",
    ),
    "measures.disclosure": ("protect",),
    "measures.own_series": ("own_series",),
    "measures.series": ("series",),
    "models.change.change": (
        "change",
        "panel_change",
    ),
    "models.estimation_window": (
        "EstimationWindow",
        "LeftOut",
    ),
    "models.flow.decomposition": ("decompose",),
    "models.flow.patient_flow": ("flow",),
    "models.flow.scenario": ("scenario",),
    "models.flow.scenarios": (
        "BackToYear",
        "GrownWithPopulation",
        "ReducedBy",
    ),
    "models.forecast.benchmark": ("benchmark_figures",),
    "models.forecast.forecast": ("forecast",),
    "models.interrupted.interrupted_series": ("interrupted_series",),
    "models.interrupted.known_change": ("KnownChange",),
    "models.process_control.limits": ("limits",),
    "models.process_control.stretches": ("Rebasing",),
    "models.spc": ("describe_process",),
    "narrative.annual_report": ("annual_report",),
    "narrative.changes": ("change_table",),
    "narrative.comparisons": ("comparison_table",),
    "narrative.measure_sentences": ("level_and_changes",),
    "narrative.paragraphs": ("paragraph",),
    "narrative.quarter_table": ("quarter_table",),
    "narrative.sentences": (
        "alt_text",
        "caption",
        "describe_limits",
        "sentence",
    ),
    "narrative.six_years": ("six_years",),
    "narrative.stage_table": ("stage_table",),
    "narrative.tables": ("month_table",),
    "parameters.disclosure": ("read_disclosure",),
    "parameters.report": (
        "national_parameters",
        "report_parameters",
    ),
    "reports.annual_sections": (
        "aim",
        "ministerial",
        "outcome",
        "unmapped",
    ),
    "reports.measure_sections": (
        "measure_section",
        "months_ahead",
        "parts_of_change",
        "special_causes",
    ),
    "reports.methods": ("methods",),
    "reports.national": ("national_overview",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        # With name and object, Python itself offers the nearest name.
        raise AttributeError(f"hsci_analysis has no {name!r}", name=name, obj=sys.modules[__name__])
    found: object = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = found
    return found


def _drawn(result: Drawable) -> Chart:
    from hsci_analysis.charts.result_chart import result_chart

    return result_chart(result)


# Models know no charts; the one place that knows both tells a result how it is drawn.
Drawable.draw = _drawn


def __dir__() -> list[str]:
    return sorted(__all__)
