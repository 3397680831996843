"""Coming onto the stand-by list, and leaving it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.appointments import KIND_OF
from bedcentre.domain.errors import NotPermittedError, RefusedError
from bedcentre.domain.events import StandbyJoined
from bedcentre.domain.messages import Message
from bedcentre.domain.requests import Demand
from bedcentre.domain.standby import StandbyEntry
from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.commands import handles
from bedcentre.usecases.no_shows import refuse_blocked
from bedcentre.usecases.placement import closed
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.standby.openings import leave_standby


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinStandby:
    """The patient would come earlier, from ``ready_from`` on (None: any time)."""

    demand_id: int
    ready_from: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveStandby:
    """The patient would rather keep to what is planned."""

    demand_id: int


@handles(JoinStandby, Role.COORDINATOR, Role.SURGEON)
def join_standby(uow: UnitOfWork, command: JoinStandby) -> None:
    """Put the demand on the list.

    Raises:
        NotPermittedError: it is another surgeon's patient.
        RefusedError: it is closed, on the list already, nobody who comes from home, or the patient is blocked.
    """
    demand = _own(uow, command.demand_id)
    if not demand.is_open:
        raise RefusedError(closed(demand))
    if demand.kind not in KIND_OF:
        raise RefusedError(Message("refusal.not_from_home"))
    if uow.standby_entry(demand.id) is not None:
        raise RefusedError(Message("refusal.on_standby"))
    refuse_blocked(uow, demand.patient_id)
    ready = max(command.ready_from or uow.now, uow.now)
    entry = StandbyEntry(demand_id=demand.id, since=uow.now, by=uow.actor.user_id, ready_from=ready)
    uow.record(StandbyJoined(entry=entry))


@handles(LeaveStandby, Role.COORDINATOR, Role.SURGEON)
def leave_list(uow: UnitOfWork, command: LeaveStandby) -> None:
    """Take the demand off the list; an offer it has not answered goes to others.

    Raises:
        NotPermittedError: it is another surgeon's patient.
        RefusedError: it is not on the list.
    """
    demand = _own(uow, command.demand_id)
    if uow.standby_entry(demand.id) is None:
        raise RefusedError(Message("refusal.not_on_standby"))
    leave_standby(uow, demand)


def _own(uow: UnitOfWork, demand_id: int) -> Demand:
    demand = uow.demand(demand_id)
    if uow.actor.role is Role.SURGEON and demand.surgeon != uow.actor.surgeon:
        raise NotPermittedError(Message("refusal.other_surgeon"))
    return demand
