"""Planned admissions: asked for by a surgeon or by the admission centre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.messages import Message
from bedcentre.domain.requests import ADMISSION_FROM, ADMISSION_UNTIL
from bedcentre.domain.vocabulary import DemandKind, Feature, Role
from bedcentre.usecases.commands import handles
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.requests import FARTHEST, RequestBed, organism_of, request_bed, too_far

MINUTES_A_DAY = timedelta(days=1) // timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAdmission:
    """Somebody at home is to come in between two days (both included, the hospital's calendar), for ``stay_days``.

    ``surgeon``: who operates, None if nobody does. ``organism``: what is to be isolated, empty if nothing.
    """

    patient_id: int
    specialty: str
    first_day: date
    last_day: date
    stay_days: int
    surgeon: str | None = None
    severe: bool = False
    needs: frozenset[Feature] = frozenset()
    organism: str = ""
    note: str = ""


@handles(RequestAdmission, Role.SURGEON, Role.COORDINATOR)
def request_admission(uow: UnitOfWork, command: RequestAdmission) -> int:
    """Put the demand into the queue; returns its id.

    Raises:
        BadInputError: days in the past, too far ahead or the wrong way round, no such specialty, or the surgeon is
            another specialty's.
        RefusedError: a surgeon asks in another's name, such a request waits already, or the patient is blocked.
    """
    if uow.actor.role is Role.SURGEON and uow.actor.surgeon != command.surgeon:
        raise RefusedError(Message("refusal.other_surgeon"))
    if command.surgeon is not None and uow.surgeon(command.surgeon).specialty != command.specialty:
        raise BadInputError(Message("input.surgeon_specialty", {"specialty": command.specialty}))
    today = uow.now.astimezone(uow.zone).date()
    if command.last_day < max(command.first_day, today):
        raise BadInputError(Message("input.slot_days"))
    if command.last_day > today + FARTHEST:
        raise BadInputError(too_far(command.last_day))
    first = datetime.combine(max(command.first_day, today), ADMISSION_FROM, uow.zone).astimezone(uow.now.tzinfo)
    last = datetime.combine(command.last_day, ADMISSION_UNTIL, uow.zone).astimezone(uow.now.tzinfo)
    if last <= uow.now:
        raise BadInputError(Message("input.admission_over", {"at": last}))
    asked = RequestBed(
        kind=DemandKind.PLANNED,
        patient_id=command.patient_id,
        specialty=command.specialty,
        wanted_from=max(first, uow.now),
        latest=last,
        stay_minutes=command.stay_days * MINUTES_A_DAY,
        severe=command.severe,
        needs=command.needs,
        organism=organism_of(command.organism),
        surgeon=command.surgeon,
        note=command.note.strip(),
    )
    return request_bed(uow, asked)
