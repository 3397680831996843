"""What the plan offers a person to accept: one demand, one bed, one interval, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import ProposalState

SOLVER = "solver"
"""The method of a plan that the solver made or improved."""

GREEDY = "greedy"
"""The method of an instant plan that stands because no solver answered in time."""

REPAIRED = "repaired"
"""The method of the last plan with what happened since worked in, while the solver looks for a better one."""

FIRST = "first"
"""The method of a proposal for one demand alone; not a plan of the hospital."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """The promise in danger that a proposal would take the place of."""

    interval_id: int
    bed_id: int
    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One line of a plan. ``reasons`` are sentences; ``session_id``/``operation_start`` for an operation.

    ``replaces`` is None for a demand that waits. Otherwise the demand was promised a bed already, and accepting
    changes what was promised.
    """

    id: int
    plan_id: int
    demand_id: int
    bed_id: int
    start: datetime
    end: datetime
    state: ProposalState
    reasons: tuple[Message, ...] = ()
    session_id: int | None = None
    operation_start: datetime | None = None
    replaces: Replaced | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """How a plan came about: solver or greedy, in how many milliseconds, at what cost per level and bound.

    ``sequence`` is the journal row up to which the hospital was known. ``items`` is the cost by rule,
    ``greedy_levels`` what the instant plan would have cost.
    """

    id: int
    made_at: datetime
    sequence: int
    method: str
    milliseconds: int
    placed: int
    unplaced: int
    levels: tuple[int, ...]
    bound: tuple[int, ...] | None = None
    greedy_levels: tuple[int, ...] | None = None
    items: dict[str, int] = field(default_factory=dict)
