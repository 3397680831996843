"""Nurses and the rooms they are responsible for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from bedcentre.domain.nursing import Absence, Nurse, RoomNurse
from bedcentre.domain.vocabulary import NursingLevel
from bedcentre.store.found import found
from bedcentre.store.reference import reference
from bedcentre.store.tables.nursing import (
    ABSENCES,
    ROOM_NURSES,
    nurse_absence,
    nursing_level,
    room_nurse,
    shift_begun,
)


class NursingReads:
    """``usecases.nursing.port.NursingReads`` over one transaction."""

    connection: Connection

    def nurses(self, ward_id: int) -> Sequence[Nurse]:
        """A ward's nurses, by code."""
        return [each for each in reference(self.connection).nurses.values() if each.ward_id == ward_id]

    def nurse(self, nurse_id: int) -> Nurse:
        """One nurse."""
        return found(reference(self.connection).nurses.get(nurse_id), "nurse", id=nurse_id)

    def room_nurses(self, start: datetime, end: datetime, ward_id: int | None = None) -> Sequence[RoomNurse]:
        """Whose the rooms of a ward (None: of all) are in the shifts that begin in [start, end), by shift and room."""
        rows = select(*ROOM_NURSES.columns).where(room_nurse.c.shift >= start, room_nurse.c.shift < end)
        if ward_id is not None:
            rows = rows.where(room_nurse.c.ward_id == ward_id)
        rows = rows.order_by(room_nurse.c.shift, room_nurse.c.room_id)
        return ROOM_NURSES.things(self.connection.execute(rows).all())

    def nurse_absences(self, shift: datetime) -> Sequence[Absence]:
        """Who does not come to a shift."""
        rows = select(*ABSENCES.columns).where(nurse_absence.c.shift == shift).order_by(nurse_absence.c.nurse_id)
        return ABSENCES.things(self.connection.execute(rows).all())

    def nursing_levels(self, encounter_ids: Collection[int]) -> dict[int, NursingLevel]:
        """The levels of nursing that were ordered, by encounter."""
        columns = (nursing_level.c.encounter_id, nursing_level.c.level)
        rows = select(*columns).where(nursing_level.c.encounter_id.in_(encounter_ids))
        return {row.encounter_id: row.level for row in self.connection.execute(rows)}

    def shift_begun(self) -> datetime | None:
        """The shift that began last, as far as it was noticed."""
        begun: datetime | None = self.connection.scalar(select(shift_begun.c.shift))
        return begun
