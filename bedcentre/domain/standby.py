"""Stand-by (候补): who would come earlier, which slots and beds became free, and to whom each is offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from bedcentre.domain.messages import Message
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import AppointmentKind


class OpeningState(StrEnum):
    """What became of a freed slot or bed."""

    OPEN = "open"
    FILLED = "filled"
    CLOSED = "closed"


class OfferState(StrEnum):
    """What became of an offer."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LATE = "late"
    WITHDRAWN = "withdrawn"


class Urgency(IntEnum):
    """Who is asked first, whatever the waiting time."""

    SEVERE = 0
    CLOCK = 1
    GREEN = 2
    USUAL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class StandbyEntry:
    """A demand whose patient would come earlier than planned, but not before ``ready_from``."""

    demand_id: int
    since: datetime
    by: int
    ready_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A bed that was promised from ``start`` to ``end`` and became free for ``cause``.

    For day surgery with the operation's place in its session. After ``until`` it is of no use to anybody. ``former`` is
    the demand that had it, or that was called in for it.
    """

    id: int
    kind: AppointmentKind
    bed_id: int
    start: datetime
    end: datetime
    until: datetime
    freed_at: datetime
    cause: str
    former: int
    session_id: int | None = None
    theatre: str = ""
    operation_start: datetime | None = None
    operation_end: datetime | None = None
    state: OpeningState = OpeningState.OPEN
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How one demand would use an opening: the bed from ``start``; for day surgery when in which session.

    ``left_over`` says how badly it fits: unused minutes of the theatre, or how far the ward is from the specialty.
    ``days`` are the whole days waited; ``now_at`` is when they would come as things stand (None: nothing promised).
    """

    demand: Demand
    urgency: Urgency
    days: int
    left_over: int
    bed_id: int
    start: datetime
    session_id: int | None = None
    theatre: str = ""
    operation_start: datetime | None = None
    operation_end: datetime | None = None
    now_at: datetime | None = None

    @property
    def order(self) -> tuple[int, int, int, datetime, int]:
        """Urgency, then days waited, then the better fit, then who asked first."""
        return (self.urgency, -self.days, self.left_over, self.demand.raised_at, self.demand.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One opening offered to one demand until ``answer_by``; the bed is held meanwhile. ``why``: one sentence."""

    id: int
    opening_id: int
    demand_id: int
    bed_id: int
    start: datetime
    hold_id: int
    answer_by: datetime
    made_at: datetime
    made_by: int
    policy_version: int
    why: Message
    session_id: int | None = None
    theatre: str = ""
    surgeon: str = ""
    operation_start: datetime | None = None
    operation_end: datetime | None = None
    state: OfferState = OfferState.OPEN
    changed_at: datetime | None = None


def urgency_of(demand: Demand) -> Urgency:
    """Severely ill people first, then those whose insurance clock runs, then those by the green channel."""
    if demand.severe:
        return Urgency.SEVERE
    if demand.expires_at is not None:
        return Urgency.CLOCK
    return Urgency.GREEN if demand.green_channel else Urgency.USUAL


def why_first(ranked: Sequence[Fit]) -> Message:
    """In one sentence, what the first of the ranked has before the second."""
    first = ranked[0]
    others = ranked[1:]
    if not others:
        return Message("standby.why.only")
    second = others[0]
    if first.urgency < second.urgency:
        return Message("standby.why.urgency", {"urgency": f"@standby.urgency.{first.urgency.name.lower()}"})
    if first.days > second.days:
        return Message("standby.why.days", {"days": first.days, "others": len(others)})
    if first.left_over < second.left_over:
        return Message("standby.why.fit", {"others": len(others)})
    return Message("standby.why.asked", {"since": first.demand.raised_at, "others": len(others)})
