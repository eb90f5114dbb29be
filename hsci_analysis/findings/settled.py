"""What models estimate, to as many digits as every machine agrees on."""

from __future__ import annotations

from dataclasses import replace

from hsci_analysis.findings.evidence import Setting
from hsci_analysis.findings.finding import Finding

DIGITS = 9
"""Processors add up in other orders, and differ in the last of sixteen; nobody reads so many."""


def settled(finding: Finding) -> Finding:
    """The finding with its estimates at nine digits, so that it is the same bytes anywhere."""
    interval, other = finding.interval, finding.comparator
    if interval:
        interval = replace(interval, lower=_to(interval.lower), upper=_to(interval.upper))
    if other:
        difference = None if other.difference is None else _to(other.difference)
        other = replace(other, value=_to(other.value), difference=difference)
    settings = finding.evidence.settings.items()
    return replace(
        finding,
        value=None if finding.value is None else _to(finding.value),
        interval=interval,
        comparator=other,
        evidence=replace(
            finding.evidence, settings={name: _setting(setting) for name, setting in settings}
        ),
    )


def _setting(setting: Setting) -> Setting:
    return _to(setting) if isinstance(setting, float) else setting


def _to(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
