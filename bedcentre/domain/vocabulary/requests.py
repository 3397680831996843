"""Ways to a bed, where they stand, and what becomes of proposals."""

from __future__ import annotations

from enum import StrEnum


class DemandKind(StrEnum):
    """The six ways to a bed."""

    PLANNED = "planned"
    DAY_SURGERY = "day_surgery"
    EMERGENCY = "emergency"
    STEP_DOWN = "step_down"
    TRANSFER = "transfer"
    REFERRAL_IN = "referral_in"


class DemandState(StrEnum):
    """Where a demand stands: waiting → promised (a bed is reserved) → placed, or cancelled."""

    WAITING = "waiting"
    PROMISED = "promised"
    PLACED = "placed"
    CANCELLED = "cancelled"


class Triage(StrEnum):
    """Emergency grades 濒危 / 危重 / 急症 / 非急症, most urgent first."""

    DYING = "1"
    CRITICAL = "2"
    ACUTE = "3"
    NON_ACUTE = "4"


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
