"""How a command reaches its use case: who may give it, and the one function that carries it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from bedcentre.domain.errors import NotPermittedError
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Actor
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.ports import Reader, UnitOfWork


@dataclass(frozen=True, slots=True)
class Handler:
    """A use case with the roles that may call for it. What it returns is the id of what it made, if anything."""

    run: Callable[[UnitOfWork, Any], int | None]
    roles: frozenset[Role]


REGISTRY: dict[type, Handler] = {}
"""Every command of the house; filled by the decorators when ``bedcentre.usecases.all_commands`` is imported."""


UseCase = TypeVar("UseCase", bound=Callable[[UnitOfWork, Any], int | None])


def handles(command: type, *roles: Role) -> Callable[[UseCase], UseCase]:
    """Declare the decorated function as the use case of ``command`` for ``roles`` (the system may always)."""

    def register(run: UseCase) -> UseCase:
        REGISTRY[command] = Handler(run, frozenset(roles) | {Role.SYSTEM})
        return run

    return register


def execute(uow: UnitOfWork, command: object) -> int | None:
    """Carry out one command inside the caller's transaction.

    Raises:
        NotPermittedError: the actor's role may not give this command.
    """
    handler = REGISTRY[type(command)]
    if uow.actor.role not in handler.roles:
        raise NotPermittedError(Message("refusal.role", {"role": f"@role.{uow.actor.role.value}"}))
    return handler.run(uow, command)


def require_ward(actor: Actor, ward_id: int, reader: Reader) -> None:
    """Nurses and cleaners act on their own wards only.

    Raises:
        NotPermittedError: the ward is not among the actor's.
    """
    bound = actor.role in {Role.NURSE, Role.CLEANER}
    if bound and ward_id not in actor.ward_ids:
        code = next((ward.code for ward in reader.wards() if ward.id == ward_id), str(ward_id))
        raise NotPermittedError(Message("refusal.other_ward", {"ward": code}))


def require_part(actor: Actor, demand: Demand, reader: Reader) -> None:
    """Nurses act for patients who lie, or are promised a bed, on their wards; surgeons for their own patients.

    Raises:
        NotPermittedError: the patient is somebody else's.
    """
    if actor.role is Role.SURGEON and demand.surgeon != actor.surgeon:
        raise NotPermittedError(Message("refusal.other_surgeon"))
    if actor.role is Role.NURSE:
        lying = reader.bed_of_patient(demand.patient_id)
        promised = [lying] if lying is not None else [reader.bed(each.bed_id) for each in reader.claims_of(demand.id)]
        for situation in promised:
            require_ward(actor, situation.ward.id, reader)
