"""A tap that waited in a lift without network must not meet another patient: it counts only if the bed is as seen."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.errors import RefusedError
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.beds import not_now
from bedcentre.usecases.commands import execute, handles, require_ward
from bedcentre.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class AsSeen:
    """Carry out ``command`` if the bed's actual interval is still the one that was on the screen (None: empty)."""

    bed_id: int
    interval_id: int | None
    command: object


@handles(AsSeen, Role.NURSE, Role.CLEANER, Role.COORDINATOR)
def as_seen(uow: UnitOfWork, command: AsSeen) -> int | None:
    """Do what was tapped, or say what the bed has become meanwhile. The inner command has its own roles.

    Raises:
        RefusedError: the world has moved on since the tap.
    """
    situation = uow.bed(command.bed_id)
    require_ward(uow.actor, situation.ward.id, uow)
    interval_id = situation.actual.id if situation.actual is not None else None
    if interval_id != command.interval_id:
        raise RefusedError(Message("refusal.moved_on"), not_now(situation))
    return execute(uow, command.command)
