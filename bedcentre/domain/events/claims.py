"""A bed is promised, held or given up, and the rules set aside for it."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.intervals import PlannedInterval
from bedcentre.domain.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class BedReserved:
    """A bed was promised to a demand; the demand is now promised."""

    reservation: PlannedInterval
    proposal_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BedHeld:
    """A bed is kept for a while; the hold ends by itself."""

    hold: PlannedInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimReleased:
    """A hold or reservation ended: ``cause`` is expired, undone, cancelled, moved or used.

    Unless used, its demand (if any) waits again.
    """

    interval_id: int
    bed_id: int
    demand_id: int | None
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOverridden:
    """A person with the right put a patient where a rule spoke against it, and signed why."""

    patient_id: int
    demand_id: int | None
    bed_id: int
    rules: tuple[Message, ...]
    reason: str
