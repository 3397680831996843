"""The record of those who did not come, and the block that follows from it."""

from __future__ import annotations

from datetime import datetime

from bedcentre.domain.appointments import NoShow, blocked_until
from bedcentre.domain.errors import RefusedError
from bedcentre.domain.events import NoShowNoted
from bedcentre.domain.messages import Message
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import AppointmentKind
from bedcentre.usecases.ports import Reader, UnitOfWork

DID_NOT_COME = "@appointments.did_not_come"
"""Why a demand was cancelled, in whatever language it is read."""


def record_no_show(uow: UnitOfWork, demand: Demand, kind: AppointmentKind, at: datetime) -> None:
    """Put on the record that the patient did not come; several missed tests of one day count once."""
    day = at.astimezone(uow.zone).date()
    for each in uow.no_shows_of([demand.patient_id]):
        if (each.demand_id, each.kind, each.at.astimezone(uow.zone).date()) == (demand.id, kind, day):
            return
    no_show = NoShow(
        id=uow.new_id(),
        patient_id=demand.patient_id,
        demand_id=demand.id,
        kind=kind,
        at=at,
        noted_at=uow.now,
        noted_by=uow.actor.user_id,
        policy_version=uow.policy_version,
    )
    uow.record(NoShowNoted(no_show=no_show))


def block_of(reader: Reader, patient_id: int) -> datetime | None:
    """Until when nothing new may be asked for somebody who often did not come; None = they are not blocked."""
    until = blocked_until(reader.no_shows_of([patient_id]), reader.lifts_of([patient_id]), reader.policy)
    return until if until is not None and until > reader.now else None


def refuse_blocked(reader: Reader, patient_id: int) -> None:
    """Let nothing new be asked for them.

    Raises:
        RefusedError: they are blocked; says until when, and who can lift it.
    """
    until = block_of(reader, patient_id)
    if until is not None:
        raise RefusedError(Message("refusal.often_absent", {"times": reader.policy.no_show_limit, "until": until}))
