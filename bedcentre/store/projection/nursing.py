"""The responsible nurses, absences and levels of nursing."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert

from bedcentre.domain.events import NurseAbsent, NurseBack, NursingLevelSaid, RoomsGiven, ShiftBegan
from bedcentre.store.projection.dispatch import show
from bedcentre.store.tables.nursing import (
    ABSENCES,
    LEVELS,
    ROOM_NURSES,
    nurse_absence,
    nursing_level,
    room_nurse,
    shift_begun,
)


@show.register
def rooms_given(event: RoomsGiven, connection: Connection) -> None:
    """The rooms are theirs."""
    for each in event.rooms:
        same = (room_nurse.c.shift == each.shift, room_nurse.c.room_id == each.room_id)
        connection.execute(delete(room_nurse).where(*same))
        connection.execute(insert(room_nurse), ROOM_NURSES.values(each))


@show.register
def nurse_absent(event: NurseAbsent, connection: Connection) -> None:
    """Her rooms have nobody."""
    it = event.absence
    connection.execute(insert(nurse_absence), ABSENCES.values(it))
    hers = (room_nurse.c.shift == it.shift, room_nurse.c.nurse_id == it.nurse_id)
    connection.execute(delete(room_nurse).where(*hers))


@show.register
def nurse_back(event: NurseBack, connection: Connection) -> None:
    """She may be given rooms again."""
    hers = (nurse_absence.c.nurse_id == event.nurse_id, nurse_absence.c.shift == event.shift)
    connection.execute(delete(nurse_absence).where(*hers))


@show.register
def nursing_level_said(event: NursingLevelSaid, connection: Connection) -> None:
    """What was ordered last holds."""
    connection.execute(delete(nursing_level).where(nursing_level.c.encounter_id == event.said.encounter_id))
    connection.execute(insert(nursing_level), LEVELS.values(event.said))


@show.register
def shift_began(event: ShiftBegan, connection: Connection) -> None:
    """The last one that began."""
    connection.execute(delete(shift_begun))
    connection.execute(insert(shift_begun), {"shift": event.shift})
