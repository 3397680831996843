"""Why a nurse has, should have or cannot have a room."""

from __future__ import annotations

from collections.abc import Iterator

from bedcentre.domain.messages import Message
from bedcentre.domain.nursing import Nurse
from bedcentre.usecases.nursing.shift import NursedRoom, WardShift


def against(it: WardShift, nurse: Nurse) -> tuple[Message, ...]:
    """Everything that rules a nurse out for the shift; empty = she may have its rooms."""
    return tuple(_against(it, nurse))


def _against(it: WardShift, nurse: Nurse) -> Iterator[Message]:
    if nurse.ward_id != it.ward.id:
        yield Message("refusal.nurse_other_ward", {"nurse": nurse.name, "ward": it.ward.code})
    elif nurse not in it.nurses:
        yield Message("refusal.nurse_off_duty", {"nurse": nurse.name, "shift": f"@shift.{it.shift.kind.value}"})
    if nurse.id in it.absences:
        yield Message("refusal.nurse_absent", {"nurse": nurse.name, "reason": it.absences[nurse.id].reason})


def doubts(it: WardShift, room: NursedRoom, nurse: Nurse) -> tuple[Message, ...]:
    """The rules that somebody may break with a reason: skill, and load with this room."""
    return tuple(_doubts(it, room, nurse))


def _doubts(it: WardShift, room: NursedRoom, nurse: Nurse) -> Iterator[Message]:
    needed = max((each.skill for each in room.people), default=0)
    if nurse.level < needed:
        closest = max(room.people, key=lambda each: each.skill)
        yield Message(
            "refusal.nurse_skill",
            {
                "nurse": nurse.name,
                "has": nurse.level,
                "needs": needed,
                "level": f"@nursing_level.{closest.level.value}",
            },
        )
    others = sum(each.load for each in it.rooms_of(nurse.id) if each.room.id != room.room.id)
    if others + room.load > it.limit:
        yield Message("refusal.nurse_load", {"nurse": nurse.name, "load": others + room.load, "limit": it.limit})


def why(room: NursedRoom, nurse: Nurse) -> tuple[Message, ...]:
    """What speaks for her: whom she knows, and that she may nurse them."""
    known = sum(nurse.id in each.known_to for each in room.people)
    needed = max((each.skill for each in room.people), default=0)
    return (
        *((Message("nursing.why_knows", {"count": known, "all": len(room.people)}),) if known else ()),
        *((Message("nursing.why_skill", {"has": nurse.level, "needs": needed}),) if nurse.level >= needed > 1 else ()),
    )
