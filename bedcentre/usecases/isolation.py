"""What is found about a patient in a bed that must be isolated, or need not be any more."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.errors import RefusedError
from bedcentre.domain.events import IsolationSaid
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Encounter
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.commands import handles
from bedcentre.usecases.ports import Reader, UnitOfWork
from bedcentre.usecases.requests import organism_of
from bedcentre.usecases.stays import occupied


@dataclass(frozen=True, slots=True, kw_only=True)
class SayIsolation:
    """The patient in the bed is to be isolated for ``organism`` (empty: for nothing any more)."""

    bed_id: int
    organism: str


@handles(SayIsolation, Role.NURSE, Role.COORDINATOR)
def say_isolation(uow: UnitOfWork, command: SayIsolation) -> None:
    """Record it at once: nobody who may not lie beside the patient is planned into the room from now on.

    Raises:
        NotPermittedError: a nurse's ward is another.
        RefusedError: nobody lies there, or that is known already.
    """
    _, _, encounter = occupied(uow, command.bed_id)
    organism = organism_of(command.organism)
    if organism == encounter.organism:
        raise RefusedError(Message("refusal.isolation_same", {"organism": organism or "–"}))
    asked = move_asked(uow, encounter)
    uow.record(
        IsolationSaid(
            encounter_id=encounter.id,
            bed_id=command.bed_id,
            demand_id=asked.id if asked is not None else None,
            organism=organism,
        )
    )


def move_asked(reader: Reader, encounter: Encounter) -> Demand | None:
    """The open demand for another bed of somebody who lies in one."""
    asked = reader.open_demands_of(encounter.patient_id)
    return next((each for each in asked if each.encounter_id == encounter.id), None)
