"""The daily review at 16:00: what was proposed for tomorrow, and what was decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bedcentre.domain.vocabulary import ReviewAction, WardGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewProposal:
    """Something that would help ``group`` on ``day``: for one bed, encounter or demand, or ``amount`` of something."""

    day: date
    action: ReviewAction
    group: WardGroup
    amount: int = 1
    bed_id: int | None = None
    encounter_id: int | None = None
    demand_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDecision:
    """What was decided about a proposal of the review for ``day``, under which version of the policy."""

    id: int
    day: date
    action: ReviewAction
    group: WardGroup
    amount: int
    bed_id: int | None
    encounter_id: int | None
    demand_id: int | None
    accepted: bool
    reason: str
    decided_at: datetime
    decided_by: int
    policy_version: int

    @property
    def proposal(self) -> ReviewProposal:
        """What it is about."""
        return ReviewProposal(
            day=self.day,
            action=self.action,
            group=self.group,
            amount=self.amount,
            bed_id=self.bed_id,
            encounter_id=self.encounter_id,
            demand_id=self.demand_id,
        )
