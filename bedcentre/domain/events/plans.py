"""The planner proposes; people reject."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.proposals import PlanRecord, Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProposed:
    """A checked plan was made; ``proposals`` are new, ``withdrawn`` no longer hold."""

    plan: PlanRecord
    proposals: tuple[Proposal, ...]
    withdrawn: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRejected:
    """A coordinator said no, and why; the plan does not offer that bed to that demand again."""

    proposal_id: int
    demand_id: int
    bed_id: int
    reason: str
