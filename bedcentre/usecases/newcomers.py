"""Asking for somebody the hospital may not know yet: they are registered and asked for together, or neither."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.admissions import RequestAdmission
from bedcentre.usecases.appointments.outbox import NoteContact, note_contact
from bedcentre.usecases.commands import execute, handles
from bedcentre.usecases.day_surgery.requests import RequestSlot
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.requests import RegisterPatient, RequestBed, register_patient


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestForNewcomer:
    """Register ``person`` and carry out ``request`` for them, whatever patient it names.

    ``contact``: how they are reached, likewise; None = nobody said.
    """

    person: RegisterPatient
    request: RequestBed | RequestSlot | RequestAdmission
    contact: NoteContact | None = None


@handles(RequestForNewcomer, Role.COORDINATOR, Role.NURSE, Role.SURGEON)
def request_for_newcomer(uow: UnitOfWork, command: RequestForNewcomer) -> int | None:
    """Return the demand's id. A refused request, or a wrong address, leaves nobody registered."""
    patient_id = register_patient(uow, command.person)
    if command.contact is not None:
        note_contact(uow, replace(command.contact, patient_id=patient_id))
    return execute(uow, replace(command.request, patient_id=patient_id))
