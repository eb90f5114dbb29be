"""What stands in for the charts of one measure, and above them."""

from __future__ import annotations

from hsci_analysis.findings.measured import Measured
from hsci_analysis.narrative.measure_sentences import months_ahead, special_causes
from hsci_analysis.narrative.sentences import blanks_in, caption

LIMITS_ALT = (
    "Line chart of {subject}, each month from {series_from} to {series_until} with the season "
    "taken out, against the limits of ordinary months. The horizontal axis shows months, the "
    "vertical axis {things}. {message}"
)
AHEAD_ALT = (
    "Line chart of {subject}: the last years by {every}, and the {every}s ahead within two bands. "
    "The horizontal axis shows {every}s, the vertical axis {things}. {message}"
)
LIMITS_CAPTION = "{caption}: limits, with the season taken out"
AHEAD_CAPTION = "{Subject}: the last years, and the {every}s ahead"


def limits_words(measured: Measured) -> dict[str, str]:
    """``alt_text`` and ``caption`` of the months against their limits."""
    return _words(measured, LIMITS_ALT, LIMITS_CAPTION, special_causes(measured).text)


def ahead_words(measured: Measured) -> dict[str, str]:
    """``alt_text`` and ``caption`` of the periods ahead."""
    return _words(measured, AHEAD_ALT, AHEAD_CAPTION, months_ahead(measured).text)


def _words(measured: Measured, alt_text: str, title: str, message: str) -> dict[str, str]:
    blanks = {**blanks_in(measured.level), "message": message, "caption": caption(measured.level)}
    return {"alt_text": alt_text.format_map(blanks), "caption": title.format_map(blanks)}
