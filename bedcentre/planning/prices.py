"""What matters how much to the plan: the five levels, and the prices within a level.

Level 1 emergencies placed in time · 2 promises in danger, clocks that run out · 3 the others' waiting ·
4 placement quality · 5 stability. The first level on which two plans differ decides, so prices only weigh rules of one
level against each other. A promise that can be kept is no price here: the plan takes it as a constant. One in danger is
kept as far as it can be. All figures are the project's own judgement, to be replayed on a hospital's past before they
are trusted.
"""

from __future__ import annotations

from datetime import timedelta

from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import DemandKind, Triage
from optimizer.problem import Price, SoftRule

EMERGENCY_LEVEL = 1
PROMISE_LEVEL = 2

DAY_MINUTES = 24 * 60

OPERATIONAL: dict[SoftRule, Price] = {
    # Left out of the window weighs more than the longest wait inside it (two days, per unit of urgency).
    SoftRule.UNPLACED: Price(level=3, amount=2 * DAY_MINUTES),
    # Per minute after the patience below, times the urgency.
    SoftRule.WAITING: Price(level=3, amount=1),
    # Per insurance clock that runs out before the stay starts: as bad as a promise kept a day late.
    SoftRule.EXPIRY: Price(level=PROMISE_LEVEL, amount=DAY_MINUTES),
    # A promise in danger: per minute that it is kept late, and another bed is worth an hour sooner.
    SoftRule.PROMISE_START: Price(level=PROMISE_LEVEL, amount=1),
    SoftRule.PROMISE_PLACE: Price(level=PROMISE_LEVEL, amount=60),
    # Per minute in a bed, per step away from the own ward.
    SoftRule.TIER: Price(level=4, amount=1),
    # A missing wish (or a scarce bed given without need) is worth one day in a sister ward.
    SoftRule.PREFERENCE: Price(level=4, amount=DAY_MINUTES),
    # Per demand whose open proposal names another bed.
    SoftRule.STABILITY: Price(level=5, amount=1),
}

TACTICAL: dict[SoftRule, Price] = {
    # The same in days and nights: the plan looks two weeks ahead, and nobody was told anything of it yet.
    SoftRule.UNPLACED: Price(level=3, amount=2 * 14),
    SoftRule.WAITING: Price(level=3, amount=1),
    SoftRule.EXPIRY: Price(level=PROMISE_LEVEL, amount=1),
    SoftRule.TIER: Price(level=4, amount=1),
    SoftRule.PREFERENCE: Price(level=4, amount=1),
}

TRIAGE_URGENCY: dict[Triage, int] = {
    Triage.DYING: 64,
    Triage.CRITICAL: 16,
    Triage.ACUTE: 4,
    Triage.NON_ACUTE: 1,
}

OVERDUE_FACTOR = 4
"""An emergency that has waited beyond its boarding limit counts so many times as urgent."""

KIND_URGENCY: dict[DemandKind, int] = {
    DemandKind.STEP_DOWN: 4,  # frees an intensive-care bed
    DemandKind.DAY_SURGERY: 3,  # raises the day-surgery share; theatre time does not come back
    DemandKind.REFERRAL_IN: 1,  # like others, unless by the green channel
    DemandKind.TRANSFER: 1,
    DemandKind.PLANNED: 1,
}

GREEN_CHANNEL = 2
"""A patient whom a partner hospital sent with priority counts so many times as urgent."""

LONGEST_COUNTED_WAIT = 14
"""Days of waiting beyond which an elective patient's urgency grows no more."""

TRIAGE_PATIENCE: dict[Triage, timedelta] = {
    Triage.DYING: timedelta(),
    Triage.CRITICAL: timedelta(),
    Triage.ACUTE: timedelta(minutes=30),
    Triage.NON_ACUTE: timedelta(hours=1),
}
"""How long a better bed may be waited for at no cost, counted from the decision to admit."""

KIND_PATIENCE: dict[DemandKind, timedelta] = {
    DemandKind.STEP_DOWN: timedelta(hours=2),
    DemandKind.DAY_SURGERY: timedelta(),
    DemandKind.REFERRAL_IN: timedelta(hours=2),
    DemandKind.TRANSFER: timedelta(hours=4),
    DemandKind.PLANNED: timedelta(hours=4),
}
"""The same for everybody else, counted from when the bed is first wanted."""


def urgency(demand: Demand, waited: timedelta, limit: timedelta | None) -> int:
    """How much a minute of this demand's waiting weighs; ``limit`` is an emergency's boarding limit."""
    if demand.triage is not None and limit is not None:
        return TRIAGE_URGENCY[demand.triage] * (OVERDUE_FACTOR if waited > limit else 1)
    days = min(max(waited.days, 0), LONGEST_COUNTED_WAIT)
    of_kind = KIND_URGENCY.get(demand.kind, 1) * (GREEN_CHANNEL if demand.green_channel else 1)
    return of_kind * (1 + days) * (2 if demand.severe else 1)


def patience(demand: Demand) -> timedelta:
    """How long the demand may wait for a better bed at no cost."""
    if demand.triage is not None:
        return TRIAGE_PATIENCE[demand.triage]
    return KIND_PATIENCE.get(demand.kind, timedelta())
