"""Accounting identities between stages, checked by quarter, and what cannot be closed.

Little's law says that beds occupied are stays a day times the days each lasts, whatever the
pattern of arrivals. Published figures come from different returns, so that no identity closes to
the bed; each check keeps what is left over, and each gap says why something is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd

from hsci_analysis.measures.catalogue import Basis
from hsci_analysis.measures.series import Status
from hsci_analysis.models.flow.one_basis import FlowOnOneBasis
from hsci_analysis.models.flow.stages import DELAYED, Coverage

CLOSES_WITHIN = 0.05
"""A quarter closes when no more than this share of its left side is left over. Ours: the residual
of Little's law is within it in 55 % of the quarters of the eleven boards of the mainland, and in
14 % of those of the islands, whose few beds a single long stay fills."""


class Identity(StrEnum):
    """What should equal what."""

    ATTENDANCES = "attendances = those with a record of each + those without"
    EMERGENCY_STAYS = "emergency stays = attendances ending in admission + admitted otherwise"
    LITTLES_LAW = (
        "occupied beds = emergency stays a day x their length + other stays a day x their length"
    )
    STOCK_AND_FLOW = "occupied beds now = occupied beds before + people admitted - people who left"
    DELAYED_AMONG_OCCUPIED = "occupied beds = beds of people whose discharge is delayed + the rest"
    RESIDENCE_AND_TREATMENT = (
        "beds by residence = beds by board - treated from elsewhere + treated elsewhere"
    )


class Why(StrEnum):
    """Why an identity does not close."""

    COVERAGE = "the two come from returns that do not cover the same sites"
    SPECIALTIES = "the two do not cover the same specialties"
    PERIODS = "a stay counts, with all its days, in the quarter it ended in"
    OTHER_WAYS_IN = "people are admitted by other ways than accident and emergency"
    PROVISIONAL = "some quarters are provisional, with records still to come"
    NOT_HELD = "one side is not held"
    BASES = "one counts where people live, the other where they are treated"


@dataclass(frozen=True)
class IdentityCheck:
    """An identity worked out by quarter.

    ``frame`` has one row a quarter that both sides are held for: ``left``, one column a term of the
    right side, ``residual`` (left minus the terms), ``share`` of the left side, ``closes`` (the
    share is at most ``CLOSES_WITHIN`` either way) and ``status``.
    """

    identity: Identity
    unit: str
    why_not: tuple[Why, ...]
    frame: pd.DataFrame = field(repr=False)

    @property
    def closes(self) -> bool:
        """Whether every quarter does."""
        return bool(self.frame["closes"].all())


@dataclass(frozen=True)
class Gap:
    """What cannot be closed, and why.

    For an identity that can be worked out: the mean residual in ``unit``, the lowest and highest
    share of the left side it was, the quarters that do not close out of those held. All are None
    or 0 where it cannot be worked out at all.
    """

    identity: Identity
    why: tuple[Why, ...]
    area: str
    unit: str = ""
    mean_residual: float | None = None
    lowest_share: float | None = None
    highest_share: float | None = None
    open_quarters: int = 0
    quarters: int = 0
    first_period: str = ""
    last_period: str = ""
    not_held: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Rule:
    identity: Identity
    unit: str
    left: str
    terms: Callable[[pd.DataFrame], dict[str, pd.Series[float]]]
    needs: tuple[str, ...]
    why_not: tuple[Why, ...]


def _littles_law(wide: pd.DataFrame) -> dict[str, pd.Series[float]]:
    return {
        "emergency stays": wide["emergency_stays"] * wide["emergency_length_of_stay"],
        "other stays": wide["inpatient_bed_days"] - wide["emergency_bed_days"],
    }


def _alone(stage: str) -> Callable[[pd.DataFrame], dict[str, pd.Series[float]]]:
    return lambda wide: {stage.replace("_", " "): wide[stage]}


RULES = (
    _Rule(
        Identity.ATTENDANCES,
        "attendances a day",
        "accident_and_emergency_attendances",
        _alone("recorded_attendances"),
        ("recorded_attendances",),
        (Why.COVERAGE,),
    ),
    _Rule(
        Identity.EMERGENCY_STAYS,
        "stays a day",
        "emergency_stays",
        _alone("attendances_ending_in_admission"),
        ("attendances_ending_in_admission",),
        (Why.OTHER_WAYS_IN, Why.COVERAGE, Why.PERIODS),
    ),
    _Rule(
        Identity.LITTLES_LAW,
        "beds",
        "occupied_beds",
        _littles_law,
        (
            "emergency_stays",
            "emergency_length_of_stay",
            "emergency_bed_days",
            "inpatient_bed_days",
        ),
        (Why.PERIODS, Why.SPECIALTIES, Why.COVERAGE),
    ),
)
UNCHECKED = (
    # Stays are held by the quarter they ended in, and beds as an average: neither is a count of
    # people at a moment, nor of people who came.
    (Identity.STOCK_AND_FLOW, (Why.NOT_HELD, Why.PERIODS)),
    # Beds are those of acute care; a discharge can be delayed from any bed.
    (Identity.DELAYED_AMONG_OCCUPIED, (Why.SPECIALTIES,)),
)


def check_identities(wide: pd.DataFrame, frame: pd.DataFrame) -> tuple[IdentityCheck, ...]:
    """Each identity whose two sides are held for at least one quarter in common."""
    checks = []
    for rule in RULES:
        if not {rule.left, *rule.needs} <= set(wide):
            continue
        both = wide[[rule.left, *rule.needs]].dropna()
        if both.empty:
            continue
        terms = pd.DataFrame(rule.terms(both))
        residual = both[rule.left] - terms.sum(axis="columns")
        share = residual / both[rule.left].where(both[rule.left] != 0)
        of_rule = frame[frame["stage"].isin([rule.left, *rule.needs])]
        provisional = of_rule[of_rule["status"] == Status.PROVISIONAL.value]["period"]
        checked = terms.assign(
            residual=residual,
            share=share,
            # A left side of nothing closes when the other side is nothing too.
            closes=share.abs().le(CLOSES_WITHIN) | residual.eq(0),
            status=pd.Series(Status.PUBLISHED.value, index=both.index).mask(
                both.index.isin(provisional), Status.PROVISIONAL.value
            ),
        )
        checked.insert(0, "left", both[rule.left])
        checks.append(IdentityCheck(rule.identity, rule.unit, rule.why_not, checked))
    return tuple(checks)


def open_gaps(checks: Sequence[IdentityCheck], flows: Sequence[FlowOnOneBasis]) -> tuple[Gap, ...]:
    """Everything that cannot be closed: identities that leave a residual, then those unchecked."""
    treatment = next(flow for flow in flows if flow.basis is Basis.TREATMENT)
    gaps = [_measured(check, treatment.area.name) for check in checks if not check.closes]
    checked = {check.identity for check in checks}
    for rule in RULES:
        if rule.identity not in checked:
            missing = _not_held(treatment, (rule.left, *rule.needs))
            gaps.append(Gap(rule.identity, (Why.NOT_HELD,), treatment.area.name, not_held=missing))
    gaps += [Gap(identity, why, treatment.area.name) for identity, why in UNCHECKED]
    for flow in flows:
        if flow.basis is Basis.RESIDENCE:
            gaps += _of_residence(flow)
    return tuple(gaps)


def _measured(check: IdentityCheck, area: str) -> Gap:
    frame = check.frame
    provisional = bool((frame["status"] == Status.PROVISIONAL.value).any())
    return Gap(
        identity=check.identity,
        why=(*check.why_not, *[Why.PROVISIONAL] * provisional),
        area=area,
        unit=check.unit,
        mean_residual=float(frame["residual"].mean()),
        lowest_share=float(frame["share"].min()),
        highest_share=float(frame["share"].max()),
        open_quarters=int((~frame["closes"]).sum()),
        quarters=len(frame),
        first_period=str(frame.index[0]),
        last_period=str(frame.index[-1]),
    )


def _of_residence(flow: FlowOnOneBasis) -> list[Gap]:
    """Where people live, no length of stay and no beds are held, so their law cannot be tried."""
    law = next(rule for rule in RULES if rule.identity is Identity.LITTLES_LAW)
    missing = _not_held(flow, (law.left, *law.needs))
    gaps = [Gap(law.identity, (Why.NOT_HELD,), flow.area.name, not_held=missing)] if missing else []
    if flow.of(DELAYED).coverage is not Coverage.NOT_HELD:
        gaps.append(Gap(Identity.RESIDENCE_AND_TREATMENT, (Why.BASES,), flow.area.name))
    return gaps


def _not_held(flow: FlowOnOneBasis, measures: Sequence[str]) -> tuple[str, ...]:
    absent = (Coverage.NOT_HELD, Coverage.BEGINS_AFTER)
    return tuple(measure for measure in measures if flow.of(measure).coverage in absent)
