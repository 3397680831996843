"""Giving rooms to nurses for a shift: as proposed or by hand, once, while the shift is not over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.errors import BadInputError, NotFoundError, RefusedError
from bedcentre.domain.events import NurseAbsent, NurseBack, NursingLevelSaid, RoomsGiven, ShiftBegan
from bedcentre.domain.messages import Message
from bedcentre.domain.nursing import Absence, Nurse, RoomNurse, SaidLevel, shifts_at
from bedcentre.domain.vocabulary import NursingLevel, Role
from bedcentre.usecases.commands import handles, require_ward
from bedcentre.usecases.nursing.reasons import against, doubts
from bedcentre.usecases.nursing.shift import NursedRoom, WardShift, ward_shift
from bedcentre.usecases.ports import Reader, UnitOfWork

MAY = (Role.NURSE, Role.COORDINATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptRooms:
    """Give rooms as they were proposed: pairs of room and nurse, for the shift that begins at ``shift``."""

    ward_id: int
    shift: datetime
    rooms: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveRoom:
    """Give one room to a nurse by hand; ``reason`` where a rule speaks against her."""

    ward_id: int
    shift: datetime
    room_id: int
    nurse_id: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SayNurseAbsent:
    """She does not come to her shift."""

    nurse_id: int
    shift: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SayNurseBack:
    """She comes after all."""

    nurse_id: int
    shift: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderNursing:
    """Nurse a patient as closely as this."""

    encounter_id: int
    level: NursingLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginShift:
    """The clock has come to the next shift."""


@handles(AcceptRooms, *MAY)
def accept_rooms(uow: UnitOfWork, command: AcceptRooms) -> None:
    """All of them, or none.

    Raises:
        BadInputError: no rooms.
        RefusedError: the shift is over, a room was given meanwhile, or a nurse cannot come.
    """
    if not command.rooms:
        raise BadInputError(Message("input.nursing_rooms"))
    it = _shift(uow, command.ward_id, command.shift)
    pairs = [(_room(it, room_id), uow.nurse(nurse_id)) for room_id, nurse_id in command.rooms]
    given = [
        Message("refusal.room_given", {"room": room.room.number, "nurse": uow.nurse(room.given.nurse_id).name})
        for room, _ in pairs
        if room.given is not None
    ]
    reasons = (
        *given,
        *(reason for nurse in dict.fromkeys(nurse for _, nurse in pairs) for reason in against(it, nurse)),
    )
    if reasons:
        raise RefusedError(*reasons)
    _give(uow, it, pairs, proposed=True)


@handles(GiveRoom, *MAY)
def give_room(uow: UnitOfWork, command: GiveRoom) -> None:
    """The room is hers from now on.

    Raises:
        RefusedError: the shift is over, the room is hers already, she cannot come; or skill or load speak against
            her and no reason was given.
    """
    it = _shift(uow, command.ward_id, command.shift)
    room, nurse = _room(it, command.room_id), uow.nurse(command.nurse_id)
    reason = command.reason.strip()
    if room.given is not None and room.given.nurse_id == nurse.id:
        raise RefusedError(Message("refusal.room_given", {"room": room.room.number, "nurse": nurse.name}))
    impossible, doubtful = against(it, nurse), doubts(it, room, nurse)
    if impossible or (doubtful and not reason):
        told = () if impossible else (Message("refusal.nurse_reason"),)
        raise RefusedError(*impossible, *doubtful, *told)
    _give(uow, it, [(room, nurse)], proposed=False, reason=reason)


@handles(SayNurseAbsent, *MAY)
def say_nurse_absent(uow: UnitOfWork, command: SayNurseAbsent) -> None:
    """Her rooms have nobody and are to be given anew.

    Raises:
        BadInputError: no reason.
        RefusedError: the shift is over or not hers, or it is known already.
    """
    reason = command.reason.strip()
    if not reason:
        raise BadInputError(Message("input.reject_reason"))
    nurse = uow.nurse(command.nurse_id)
    it = _shift(uow, nurse.ward_id, command.shift)
    reasons = against(it, nurse)
    if reasons:
        raise RefusedError(*reasons)
    absence = Absence(
        nurse_id=nurse.id, shift=it.shift.start, reason=reason, said_at=uow.now, said_by=uow.actor.user_id
    )
    uow.record(NurseAbsent(absence=absence))


@handles(SayNurseBack, *MAY)
def say_nurse_back(uow: UnitOfWork, command: SayNurseBack) -> None:
    """She may be given rooms again.

    Raises:
        RefusedError: the shift is over, or nobody said that she does not come.
    """
    nurse = uow.nurse(command.nurse_id)
    it = _shift(uow, nurse.ward_id, command.shift)
    if nurse.id not in it.absences:
        raise RefusedError(Message("refusal.nurse_not_absent", {"nurse": nurse.name}))
    uow.record(NurseBack(nurse_id=nurse.id, shift=it.shift.start))


@handles(OrderNursing, *MAY)
def order_nursing(uow: UnitOfWork, command: OrderNursing) -> None:
    """From now on.

    Raises:
        RefusedError: the patient lies in no bed, or the level was ordered already.
    """
    encounter = uow.encounter(command.encounter_id)
    situation = uow.bed_of(encounter.id)
    if situation is None:
        raise RefusedError(Message("missing.stay", {"encounter": encounter.id}))
    require_ward(uow.actor, situation.ward.id, uow)
    if uow.nursing_levels([encounter.id]).get(encounter.id) is command.level:
        raise RefusedError(Message("refusal.nursing_same", {"level": f"@nursing_level.{command.level.value}"}))
    said = SaidLevel(encounter_id=encounter.id, level=command.level, said_at=uow.now, said_by=uow.actor.user_id)
    uow.record(NursingLevelSaid(said=said))


@handles(BeginShift)
def begin_shift(uow: UnitOfWork, _command: BeginShift) -> None:
    """From now on the next nurses' names stand on the beds."""
    if due(uow):
        uow.record(ShiftBegan(shift=shifts_at(uow.now, uow.zone, uow.policy)[0].start))


def due(reader: Reader) -> bool:
    """Whether the shift has changed since it was last noticed; never in a hospital without nurses."""
    begun = reader.shift_begun()
    return begun is not None and begun < shifts_at(reader.now, reader.zone, reader.policy)[0].start


def _shift(uow: UnitOfWork, ward_id: int, start: datetime) -> WardShift:
    """The ward's present or next shift that begins then."""
    require_ward(uow.actor, ward_id, uow)
    ward = next((each for each in uow.wards() if each.id == ward_id), None)
    if ward is None:
        raise NotFoundError(Message("missing.ward", {"id": ward_id}))
    shift = next((each for each in shifts_at(uow.now, uow.zone, uow.policy) if each.start == start), None)
    if shift is None:
        raise RefusedError(Message("refusal.shift_over"))
    return ward_shift(uow, ward, shift)


def _room(it: WardShift, room_id: int) -> NursedRoom:
    room = next((each for each in it.rooms if each.room.id == room_id), None)
    if room is None:
        raise NotFoundError(Message("missing.room", {"id": room_id, "ward": it.ward.code}))
    return room


def _give(
    uow: UnitOfWork, it: WardShift, pairs: Sequence[tuple[NursedRoom, Nurse]], *, proposed: bool, reason: str = ""
) -> None:
    rooms = tuple(
        RoomNurse(
            shift=it.shift.start,
            ward_id=it.ward.id,
            room_id=room.room.id,
            nurse_id=nurse.id,
            proposed=proposed,
            reason=reason,
            given_at=uow.now,
            given_by=uow.actor.user_id,
            policy_version=uow.policy_version,
        )
        for room, nurse in pairs
    )
    uow.record(RoomsGiven(rooms=rooms))
