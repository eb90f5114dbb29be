"""The parts of a performance report that only the partnership can write, each with its prompt.

What the law asks for is quoted by regulation only where its text was read; the rest is named
without a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hsci_analysis.areas import GovernanceModel, Partnership

PLANNING = "SSI 2014/326, regulation 3"
FINANCE = "SSI 2014/326, regulation 4"
LOCALITIES = (
    "Scottish Government, localities guidance, "
    "https://www.gov.scot/publications/localities-guidance/pages/7/"
)
GUIDANCE = (
    "Scottish Government, annual performance reports: statutory guidance, "
    "https://www.gov.scot/publications/annual-performance-reports-statutory-guidance/pages/3/"
)
CONSULTED_ON = "Scottish Government, consultation on the 2014 regulations"


@dataclass(frozen=True)
class Slot:
    """A part of the report with an owner: what it must tell, and who asks for it."""

    key: str
    title: str
    prompt: str
    asked_by: str
    models: frozenset[GovernanceModel] = frozenset(GovernanceModel)


SLOTS: Mapping[str, Slot] = {
    slot.key: slot
    for slot in (
        Slot(
            "foreword",
            "Foreword",
            "In whose name the report speaks, and what the year was like for people and staff.",
            GUIDANCE,
        ),
        Slot(
            "strategic_plan",
            "How the strategic plan served the outcomes",
            "How far the plan's arrangements, and the money spent under it, achieved or helped "
            "towards each national outcome.",
            PLANNING,
        ),
        Slot(
            "delivery_principles",
            "Integration delivery principles",
            "How the plan's arrangements and spending helped services to keep to the integration "
            "delivery principles.",
            PLANNING,
        ),
        Slot(
            "significant_decisions",
            "Significant decisions",
            "How many significant decisions were made outside the plan under section 36 of the "
            "Act, and the reasons for each; say so if there were none.",
            PLANNING,
        ),
        Slot(
            "finance",
            "Financial performance",
            "What was spent on each of the matters listed in the regulation, its share of the "
            "whole, the under- or overspend against the annual financial statement and why, and "
            "how spending has moved between institutions and the community.",
            FINANCE,
        ),
        Slot(
            "best_value",
            "Best value",
            "How the partnership secured best value: governance, use of resources, what was "
            "reviewed and what came of it.",
            GUIDANCE,
        ),
        Slot(
            "localities",
            "Localities",
            "How people were involved in decisions about their locality, and how planning in "
            "localities contributed.",
            LOCALITIES,
        ),
        Slot(
            "inspection",
            "Inspection of services",
            "What scrutiny bodies recommended in the year, and what was done about it.",
            GUIDANCE,
        ),
        Slot(
            "plan_review",
            "Review of the strategic plan",
            "Whether the plan was reviewed in the year, why, and what changed.",
            CONSULTED_ON,
        ),
        Slot(
            "monitoring_committee",
            "Recommendations of the joint monitoring committee",
            "What the integration joint monitoring committee recommended, and the response.",
            CONSULTED_ON,
            frozenset({GovernanceModel.LEAD_AGENCY}),
        ),
    )
}


def slots_of(partnership: Partnership) -> tuple[Slot, ...]:
    """The parts this partnership writes, in the order of the report."""
    return tuple(slot for slot in SLOTS.values() if partnership.governance_model in slot.models)
