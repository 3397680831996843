"""The bed's own round: vacated → cleaning → ready, blocked and unblocked, and "still so"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.events import BedBlocked, BedConfirmed, BedUnblocked, CleaningFinished, CleaningStarted
from bedcentre.domain.intervals import ActualInterval
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import ActualKind, Role
from bedcentre.usecases.commands import handles, require_ward
from bedcentre.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCleaning:
    """Somebody begins to clean a vacated bed."""

    bed_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishCleaning:
    """The bed is clean and made: ready."""

    bed_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockBed:
    """An empty bed cannot be used, for ``reason``, perhaps ``until`` a known time."""

    bed_id: int
    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnblockBed:
    """A blocked bed may be used again."""

    bed_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmBed:
    """Somebody looked: what the board says of the bed is still so."""

    bed_id: int


@handles(StartCleaning, Role.NURSE, Role.CLEANER, Role.COORDINATOR)
def start_cleaning(uow: UnitOfWork, command: StartCleaning) -> None:
    """Vacated → cleaning.

    Raises:
        RefusedError: the bed is not waiting for cleaning.
    """
    situation, vacated = _in_own_ward(uow, command.bed_id, ActualKind.VACATED)
    cleaning = ActualInterval(id=uow.new_id(), bed_id=situation.bed.id, kind=ActualKind.CLEANING, start=uow.now)
    uow.record(CleaningStarted(vacated_id=vacated.id, cleaning=cleaning))


@handles(FinishCleaning, Role.NURSE, Role.CLEANER, Role.COORDINATOR)
def finish_cleaning(uow: UnitOfWork, command: FinishCleaning) -> None:
    """Cleaning → ready.

    Raises:
        RefusedError: nobody is cleaning the bed.
    """
    situation, cleaning = _in_own_ward(uow, command.bed_id, ActualKind.CLEANING)
    uow.record(CleaningFinished(cleaning_id=cleaning.id, bed_id=situation.bed.id, at=uow.now))


@handles(BlockBed, Role.NURSE, Role.COORDINATOR)
def block_bed(uow: UnitOfWork, command: BlockBed) -> None:
    """Take an empty bed out of use; what was promised on it shows as a conflict to replan.

    Raises:
        BadInputError: no reason, or ``until`` is past.
        RefusedError: somebody lies in it, or it is not ready.
    """
    situation = uow.bed(command.bed_id)
    require_ward(uow.actor, situation.ward.id, uow)
    if not command.reason.strip():
        raise BadInputError(Message("input.block_reason"))
    if command.until is not None and command.until <= uow.now:
        raise BadInputError(Message("input.block_until_past", {"until": command.until}))
    if situation.actual is not None:
        raise RefusedError(not_now(situation))
    block = ActualInterval(
        id=uow.new_id(),
        bed_id=situation.bed.id,
        kind=ActualKind.BLOCKED,
        start=uow.now,
        until=command.until,
        reason=command.reason.strip(),
    )
    uow.record(BedBlocked(block=block))


@handles(UnblockBed, Role.NURSE, Role.COORDINATOR)
def unblock_bed(uow: UnitOfWork, command: UnblockBed) -> None:
    """Put a blocked bed back into use.

    Raises:
        RefusedError: the bed is not blocked.
    """
    situation, block = _in_own_ward(uow, command.bed_id, ActualKind.BLOCKED)
    uow.record(BedUnblocked(block_id=block.id, bed_id=situation.bed.id, at=uow.now))


@handles(ConfirmBed, Role.NURSE, Role.COORDINATOR)
def confirm_bed(uow: UnitOfWork, command: ConfirmBed) -> None:
    """Renew the age of what is known of a bed."""
    situation = uow.bed(command.bed_id)
    require_ward(uow.actor, situation.ward.id, uow)
    uow.record(BedConfirmed(bed_id=situation.bed.id, at=uow.now))


def not_now(situation: BedSituation) -> Message:
    """Say what the bed is at present, and who is in it: "Bed 3 is occupied (王**)"."""
    actual = situation.actual
    if actual is None:
        return Message("refusal.bed_is_free", {"bed": situation.bed.label})
    if situation.patient is not None:
        return Message(
            "refusal.bed_is_occupied", {"bed": situation.bed.label, "patient": situation.patient.masked_name}
        )
    return Message(f"refusal.bed_is_{actual.kind.value}", {"bed": situation.bed.label})


def _in_own_ward(uow: UnitOfWork, bed_id: int, kind: ActualKind) -> tuple[BedSituation, ActualInterval]:
    situation = uow.bed(bed_id)
    require_ward(uow.actor, situation.ward.id, uow)
    if situation.actual is None or situation.actual.kind is not kind:
        raise RefusedError(not_now(situation))
    return situation, situation.actual
