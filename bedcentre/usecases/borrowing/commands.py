"""What people do about borrowed beds: agree when they are given back, move patients home, settle what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bedcentre.domain.borrowing import BorrowedNight, Correction, GiveBackAgreement, GiveBackRefusal, MarkedNight
from bedcentre.domain.errors import BadInputError, NotPermittedError, RefusedError
from bedcentre.domain.events import GiveBackAgreed, GiveBackRefused, NightMarked, StatementCorrected
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import DemandKind, NightMark, Role
from bedcentre.usecases.borrowing.give_backs import Guest, Rooms, guests, reasons_against_move, refused_lately
from bedcentre.usecases.borrowing.ledger import borrowed_night
from bedcentre.usecases.commands import handles, require_ward
from bedcentre.usecases.placement import MIN_REASON, reserve
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.requests import FARTHEST, RequestBed, request_bed, too_far

MINUTE = timedelta(minutes=1)
MOST_CORRECTED = 100_000
"""Hundredths of a night: a thousand nights between two departments in a month is mistyped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptGiveBack:
    """Move the patient to the proposed bed at home: a transfer is asked for, and promised that bed."""

    encounter_id: int
    bed_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseGiveBack:
    """Leave the patient where they lie for now, for a reason."""

    encounter_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeGiveBack:
    """The two departments agreed that the bed is given back by ``due_at``."""

    encounter_id: int
    due_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkNight:
    """Say of a borrowed night that its credit is waived, disputed, or counts after all."""

    encounter_id: int
    night: date
    mark: NightMark
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectStatement:
    """Sign a change of ``credit`` hundredths to what ``borrower`` owes ``lender`` for a month (its first day)."""

    lender: str
    borrower: str
    month: date
    credit: int
    reason: str


@handles(AcceptGiveBack, Role.COORDINATOR)
def accept_give_back(uow: UnitOfWork, command: AcceptGiveBack) -> int:
    """Put a transfer home into the queue and promise it the bed; returns the demand's id.

    Raises:
        RefusedError: the patient lies in no borrowed bed any more, the policy speaks against the move, or the proposed
            bed is no longer to be had.
    """
    guest = _guest(uow, command.encounter_id)
    against = reasons_against_move(uow, guest, refused_lately(uow))
    if against:
        raise RefusedError(*against)
    opening = next((each for each in Rooms(uow).openings(guest) if each.bed.bed.id == command.bed_id), None)
    if opening is None:
        raise RefusedError(Message("refusal.give_back_no_room", {"bed": uow.bed(command.bed_id).bed.label}))
    demand_id = request_bed(
        uow,
        RequestBed(
            kind=DemandKind.TRANSFER,
            patient_id=guest.patient.id,
            specialty=guest.encounter.specialty,
            wanted_from=uow.now,
            latest=opening.free_at + uow.policy.give_back_ahead,
            stay_minutes=opening.remaining // MINUTE,
            needs=guest.encounter.needs,
            organism=guest.encounter.organism,
            encounter_id=guest.encounter.id,
        ),
    )
    reserve(uow, uow.demand(demand_id), opening.bed, opening.free_at)
    return demand_id


@handles(RefuseGiveBack, Role.COORDINATOR)
def refuse_give_back(uow: UnitOfWork, command: RefuseGiveBack) -> None:
    """No way back is proposed for this patient for a while (policy).

    Raises:
        BadInputError: no reason.
        RefusedError: the patient lies in no borrowed bed any more.
    """
    if not command.reason.strip():
        raise BadInputError(Message("input.give_back_reason"))
    refusal = GiveBackRefusal(
        encounter_id=_guest(uow, command.encounter_id).encounter.id,
        reason=command.reason.strip(),
        refused_at=uow.now,
        refused_by=uow.actor.user_id,
    )
    uow.record(GiveBackRefused(refusal=refusal))


@handles(AgreeGiveBack, Role.COORDINATOR, Role.NURSE)
def agree_give_back(uow: UnitOfWork, command: AgreeGiveBack) -> None:
    """Set until when a borrowed bed is given back; the newest agreement holds.

    Raises:
        BadInputError: the time is past, or too far ahead to be meant.
        NotPermittedError: a nurse's ward is not the one that lends.
        RefusedError: the patient lies in no borrowed bed any more.
    """
    guest = _guest(uow, command.encounter_id)
    require_ward(uow.actor, guest.loan.last.ward_id, uow)
    if command.due_at < uow.now:
        raise BadInputError(Message("input.give_back_past", {"at": command.due_at}))
    if command.due_at > uow.now + FARTHEST:
        raise BadInputError(too_far(command.due_at))
    agreement = GiveBackAgreement(
        encounter_id=guest.encounter.id,
        ward_id=guest.loan.last.ward_id,
        due_at=command.due_at,
        note=command.note.strip(),
        agreed_at=uow.now,
        agreed_by=uow.actor.user_id,
    )
    uow.record(GiveBackAgreed(agreement=agreement))


@handles(MarkNight, Role.COORDINATOR, Role.DIRECTOR, Role.NURSE)
def mark_night(uow: UnitOfWork, command: MarkNight) -> None:
    """Waive, dispute or settle a borrowed night; where the patient lay stays as it is.

    Raises:
        BadInputError: the reason is too short to mean anything.
        NotPermittedError: a nurse's department is not the one that may say so.
        RefusedError: it was no borrowed night, or that was said of it already.
    """
    _require_reason(command.reason)
    past = command.night <= uow.now.astimezone(uow.zone).date()
    night = borrowed_night(uow, command.encounter_id, command.night) if past else None
    if night is None:
        raise RefusedError(Message("refusal.no_borrowed_night", {"night": command.night.isoformat()}))
    if night.mark is command.mark:
        raise RefusedError(Message("refusal.night_marked", {"mark": f"@night_mark.{command.mark.value}"}))
    _require_department(uow, night, command.mark)
    marked = MarkedNight(
        encounter_id=command.encounter_id,
        night=command.night,
        mark=command.mark,
        reason=command.reason.strip(),
        marked_at=uow.now,
        marked_by=uow.actor.user_id,
    )
    uow.record(NightMarked(marked=marked))


@handles(CorrectStatement, Role.COORDINATOR, Role.DIRECTOR)
def correct_statement(uow: UnitOfWork, command: CorrectStatement) -> int:
    """Sign a correction beside the nights; returns its id.

    Raises:
        BadInputError: no such pair of departments, a month to come, no change, one too large to be meant, or the reason
            is too short to mean anything.
    """
    _require_reason(command.reason)
    known = {specialty.code for specialty in uow.specialties()}
    for code in (command.lender, command.borrower):
        if code not in known:
            raise BadInputError(Message("input.specialty", {"specialty": code}))
    if command.lender == command.borrower:
        raise BadInputError(Message("input.same_department"))
    if command.month > uow.now.astimezone(uow.zone).date() or command.month.day != 1:
        raise BadInputError(Message("input.correction_month", {"month": f"{command.month:%Y-%m}"}))
    if not 0 < abs(command.credit) <= MOST_CORRECTED:
        raise BadInputError(Message("input.correction_credit", {"most": MOST_CORRECTED}))
    correction = Correction(
        id=uow.new_id(),
        lender=command.lender,
        borrower=command.borrower,
        month=command.month,
        credit=command.credit,
        reason=command.reason.strip(),
        signed_at=uow.now,
        signed_by=uow.actor.user_id,
    )
    uow.record(StatementCorrected(correction=correction))
    return correction.id


def _guest(uow: UnitOfWork, encounter_id: int) -> Guest:
    found = next((each for each in guests(uow) if each.encounter.id == encounter_id), None)
    if found is None:
        raise RefusedError(Message("refusal.not_borrowed"))
    return found


def _require_reason(reason: str) -> None:
    if len(reason.strip()) < MIN_REASON:
        raise BadInputError(Message("input.signed_reason", {"least": MIN_REASON}))


def _require_department(uow: UnitOfWork, night: BorrowedNight, mark: NightMark) -> None:
    """A lending ward's nurse waives or disputes, a borrowing one disputes; to settle is above the two."""
    if uow.actor.role is not Role.NURSE:
        return
    own = {ward.specialty for ward in uow.wards() if ward.id in uow.actor.ward_ids}
    lends = night.lodging.ward_id in uow.actor.ward_ids
    may = {
        NightMark.WAIVED: lends,
        NightMark.DISPUTED: lends or night.loan.borrower in own,
        NightMark.COUNTED: False,
    }
    if not may[mark]:
        raise NotPermittedError(Message("refusal.night_of_others", {"mark": f"@night_mark.{mark.value}"}))
