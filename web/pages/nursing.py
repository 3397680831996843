"""Responsible nurses: a ward's two shifts for its nurses, and all wards for who looks after the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from bedcentre.domain.errors import BadInputError, NotFoundError
from bedcentre.domain.messages import Message
from bedcentre.domain.nursing import Nurse
from bedcentre.domain.vocabulary import NursingLevel, Role
from bedcentre.planning.nursing import proposed
from bedcentre.usecases.commands import require_ward
from bedcentre.usecases.nursing.commands import AcceptRooms, GiveRoom, OrderNursing, SayNurseAbsent, SayNurseBack
from bedcentre.usecases.nursing.house import house_shift
from bedcentre.usecases.nursing.reasons import doubts, why
from bedcentre.usecases.nursing.shift import NursedRoom, WardShift, both_shifts
from web.acting import carry_out, said
from web.answers import page
from web.auth import require
from web.fields import LONGEST_TEXT, WRITTEN_ID, Id, Text
from web.live.following import line_of
from web.pages.board import Watcher
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Acting = Annotated[Visitor, Depends(require(Role.NURSE, Role.COORDINATOR))]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomShown:
    """A room on the page. ``nurse``: who is, or (``proposed``) should be, responsible; what speaks for and against."""

    room: NursedRoom
    nurse: Nurse | None
    proposed: bool
    reasons: tuple[Message, ...]
    doubts: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftShown:
    """One shift on the page. ``pairs`` is the whole proposal as its button names it."""

    it: WardShift
    key: str
    rooms: tuple[RoomShown, ...]
    pairs: str
    count: int


@router.get("/ward/{ward_id}/nursing")
def ward_nursing(request: Request, visitor: Acting, ward_id: Id) -> Response:
    """This shift and the next one, live."""
    live = line_of(request, visitor, "nursing")
    with site_of(request).app.reader() as reader:
        require_ward(visitor.actor, ward_id, reader)
        ward = next((each for each in reader.wards() if each.id == ward_id), None)
        if ward is None:
            raise NotFoundError(Message("missing.ward", {"id": ward_id}))
        now, coming = both_shifts(reader, ward)
    shifts = (_shown(now, "now"), _shown(coming, "coming"))
    levels = tuple(NursingLevel)
    return page(request, "nursing.html", visitor, live=live, nursed=ward, shifts=shifts, levels=levels)


@router.get("/nursing")
def house_nursing(request: Request, visitor: Watcher) -> Response:
    """All wards, live."""
    live = line_of(request, visitor, "nursing")
    with site_of(request).app.reader() as reader:
        it = house_shift(reader)
    return page(request, "nursing_house.html", visitor, live=live, it=it, opens=visitor.role is Role.COORDINATOR)


@router.post("/ward/{ward_id}/nursing/accept")
def accept(
    request: Request, visitor: Acting, ward_id: Id, shift: Annotated[datetime, Form()], rooms: Text = ""
) -> Response:
    """Give the rooms as proposed."""
    carry_out(request, visitor, AcceptRooms(ward_id=ward_id, shift=shift, rooms=_pairs(rooms)))
    return said(request, "nursing.told_given")


class RoomForm(BaseModel):
    """One room given by hand."""

    model_config = ConfigDict(str_max_length=LONGEST_TEXT)

    shift: datetime
    room_id: Id
    nurse_id: Id
    reason: str = ""


@router.post("/ward/{ward_id}/nursing/give")
def give(request: Request, visitor: Acting, ward_id: Id, form: Annotated[RoomForm, Form()]) -> Response:
    """Give one room by hand."""
    carry_out(request, visitor, GiveRoom(ward_id=ward_id, **form.model_dump()))
    return said(request, "nursing.told_given")


@router.post("/nurses/{nurse_id}/absent")
def absent(
    request: Request, visitor: Acting, nurse_id: Id, shift: Annotated[datetime, Form()], reason: Text = ""
) -> Response:
    """She does not come."""
    carry_out(request, visitor, SayNurseAbsent(nurse_id=nurse_id, shift=shift, reason=reason))
    return said(request, "nursing.told_absent")


@router.post("/nurses/{nurse_id}/back")
def back(request: Request, visitor: Acting, nurse_id: Id, shift: Annotated[datetime, Form()]) -> Response:
    """She comes after all."""
    carry_out(request, visitor, SayNurseBack(nurse_id=nurse_id, shift=shift))
    return said(request, "nursing.told_back")


@router.post("/encounters/{encounter_id}/nursing")
def order(request: Request, visitor: Acting, encounter_id: Id, level: Annotated[NursingLevel, Form()]) -> Response:
    """Nurse a patient as closely as this."""
    carry_out(request, visitor, OrderNursing(encounter_id=encounter_id, level=level))
    return said(request, "nursing.told_ordered", level=f"@nursing_level.{level.value}")


def _shown(it: WardShift, key: str) -> ShiftShown:
    found = proposed(it)
    return ShiftShown(
        it=it,
        key=key,
        rooms=tuple(_room(it, each, found.get(each.room.id)) for each in it.rooms if each.people or each.given),
        pairs=" ".join(f"{room}:{nurse}" for room, nurse in found.items()),
        count=len(found),
    )


def _room(it: WardShift, room: NursedRoom, found: int | None) -> RoomShown:
    nurse_id = room.given.nurse_id if room.given is not None else found
    nurse = next((each for each in it.nurses if each.id == nurse_id), None)
    return RoomShown(
        room=room,
        nurse=nurse,
        proposed=room.given is None and nurse is not None,
        reasons=why(room, nurse) if nurse else (),
        doubts=doubts(it, room, nurse) if nurse else (),
    )


def _pairs(written: str) -> tuple[tuple[int, int], ...]:
    """The pairs of room and nurse in a form's field: ``12:3 14:5``."""
    parts = [each.split(":") for each in written.split()]
    if any(len(each) != 2 or not all(map(WRITTEN_ID.fullmatch, each)) for each in parts):  # noqa: PLR2004  a pair
        raise BadInputError(Message("input.nursing_rooms"))
    return tuple((int(room), int(nurse)) for room, nurse in parts)
