"""A ward asks for another bed for its patient: out of intensive care, into it, or to another department."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.messages import Message
from bedcentre.domain.moves import ONLY_THERE, causes_from
from bedcentre.domain.people import Encounter
from bedcentre.domain.vocabulary import DemandKind, Feature, MoveCause, Role, Triage
from bedcentre.usecases.commands import handles
from bedcentre.usecases.isolation import SayIsolation, move_asked, say_isolation
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.requests import RequestBed, close_demand, organism_of, request_bed
from bedcentre.usecases.stays import occupied

LEAST_STAY = timedelta(hours=6)
"""For so long another bed is asked for, however soon the patient was expected to leave."""

WITHIN = timedelta(hours=12)
"""Until when a patient who is not worse should have the other bed (assumption)."""

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskMove:
    """The patient in the bed needs another one.

    ``specialty`` treats from then on (empty: who treats now). Of a patient to be isolated ``organism`` says for what.
    """

    bed_id: int
    cause: MoveCause
    specialty: str = ""
    organism: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeMoveBack:
    """The patient in the bed stays there after all, for ``reason``."""

    bed_id: int
    reason: str


@handles(AskMove, Role.NURSE, Role.COORDINATOR)
def ask_move(uow: UnitOfWork, command: AskMove) -> int:
    """Put the demand into the queue; its clock starts now. Returns its id.

    Somebody who has become worse is an emergency for intensive care; who is to be isolated counts as it at once.

    Raises:
        BadInputError: another specialty or isolation is wanted, and it is not said which or for what.
        NotPermittedError: a nurse's ward is another.
        RefusedError: nobody lies there, such a bed is not left for that, or another bed is asked for already.
    """
    situation, _, encounter = occupied(uow, command.bed_id)
    if command.cause not in causes_from(situation.bed.kind):
        raise RefusedError(_not_from_here(situation, command.cause))
    if command.cause is MoveCause.OTHER_WARD and command.specialty in {"", encounter.specialty}:
        raise BadInputError(Message("input.other_specialty"))
    if command.cause is MoveCause.ISOLATION and organism_of(command.organism) is None:
        raise BadInputError(Message("input.organism_missing"))
    asked = move_asked(uow, encounter)
    if asked is not None:
        raise RefusedError(Message("refusal.asked_already", {"since": asked.raised_at}))
    if command.cause is MoveCause.ISOLATION and organism_of(command.organism) != encounter.organism:
        say_isolation(uow, SayIsolation(bed_id=command.bed_id, organism=command.organism))
    return request_bed(uow, _request(uow, uow.encounter(encounter.id), command))


@handles(TakeMoveBack, Role.NURSE, Role.COORDINATOR)
def take_move_back(uow: UnitOfWork, command: TakeMoveBack) -> None:
    """Take the demand out of the queue; a bed that was promised goes to others.

    Raises:
        BadInputError: no reason.
        NotPermittedError: a nurse's ward is another.
        RefusedError: nobody lies there, or no other bed is asked for.
    """
    situation, _, encounter = occupied(uow, command.bed_id)
    asked = move_asked(uow, encounter)
    if asked is None or not causes_from(situation.bed.kind):
        raise RefusedError(Message("refusal.no_move_asked"))
    if not command.reason.strip():
        raise BadInputError(Message("input.cancel_reason"))
    close_demand(uow, asked, command.reason.strip())


def _request(uow: UnitOfWork, encounter: Encounter, command: AskMove) -> RequestBed:
    worse = command.cause is MoveCause.WORSE
    kind = {MoveCause.STEP_DOWN: DemandKind.STEP_DOWN, MoveCause.WORSE: DemandKind.EMERGENCY}
    return RequestBed(
        kind=kind.get(command.cause, DemandKind.TRANSFER),
        patient_id=encounter.patient_id,
        specialty=command.specialty or encounter.specialty,
        wanted_from=uow.now,
        latest=uow.now + (uow.policy.boarding_limit[Triage.CRITICAL] if worse else WITHIN),
        stay_minutes=max(encounter.expected_discharge - uow.now, LEAST_STAY) // MINUTE,
        triage=Triage.CRITICAL if worse else None,
        severe=worse or (encounter.severe and command.cause is not MoveCause.STEP_DOWN),
        needs=_needs(encounter, command.cause),
        organism=encounter.organism,
        encounter_id=encounter.id,
        note=command.note.strip(),
    )


def _needs(encounter: Encounter, cause: MoveCause) -> frozenset[Feature]:
    if cause is MoveCause.STEP_DOWN:
        return encounter.needs - ONLY_THERE
    return encounter.needs | {Feature.ICU} if cause is MoveCause.WORSE else encounter.needs


def _not_from_here(situation: BedSituation, cause: MoveCause) -> Message:
    if not causes_from(situation.bed.kind):
        return Message("refusal.day_case_converts", {"bed": situation.bed.label})
    return Message("refusal.move_cause", {"bed": situation.bed.label, "cause": f"@move_cause.{cause.value}"})
