"""What nursing asks of the store; part of ``usecases.ports.Reader``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bedcentre.domain.nursing import Absence, Nurse, RoomNurse
from bedcentre.domain.vocabulary import NursingLevel


class NursingReads(Protocol):
    """Nurses, the rooms they are responsible for, and how closely patients are nursed."""

    def nurses(self, ward_id: int) -> Sequence[Nurse]:
        """A ward's nurses, by code."""

    def nurse(self, nurse_id: int) -> Nurse:
        """One nurse."""

    def room_nurses(self, start: datetime, end: datetime, ward_id: int | None = None) -> Sequence[RoomNurse]:
        """Whose the rooms of a ward (None: of all) are in the shifts that begin in [start, end), by shift and room."""

    def nurse_absences(self, shift: datetime) -> Sequence[Absence]:
        """Who does not come to a shift."""

    def nursing_levels(self, encounter_ids: Collection[int]) -> dict[int, NursingLevel]:
        """The levels of nursing that were ordered, by encounter."""

    def shift_begun(self) -> datetime | None:
        """The shift that began last, as far as it was noticed."""
