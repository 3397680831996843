"""Whose the rooms of a ward should be in a shift: the ward's shift as a question to the engine, and its answer."""

from __future__ import annotations

from bedcentre.usecases.nursing.shift import NursedRoom, WardShift
from optimizer.cpsat.nursing import give_rooms
from optimizer.nursing import ward_shift as asked


def proposed(it: WardShift) -> dict[int, int]:
    """A nurse's id for each room with people in it that has none, around the rooms that have one."""
    if not it.uncovered:
        return {}
    rooms = [each for each in it.rooms if each.people]
    here = {each.id for each in it.present}
    question = asked.WardShift(
        rooms=tuple(_room(each, here) for each in rooms),
        nurses=tuple(asked.OnDuty(id=str(each.id), skill=each.level, max_load=it.limit) for each in it.present),
    )
    given = give_rooms(question)
    return {each.room.id: int(given[str(each.room.id)]) for each in it.uncovered if str(each.room.id) in given}


def _room(room: NursedRoom, here: set[int]) -> asked.RoomCare:
    """A room whose nurse is not on duty any more (the policy's hours changed) stays hers, and is nobody's question."""
    return asked.RoomCare(
        id=str(room.room.id),
        people=tuple(
            asked.Person(load=each.load, skill=each.skill, known_to=frozenset(map(str, each.known_to)))
            for each in room.people
        ),
        nurse=str(room.given.nurse_id) if room.given is not None and room.given.nurse_id in here else None,
    )
