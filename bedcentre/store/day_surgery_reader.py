"""What is read of day surgery."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.day_surgery import DayCase, ElectiveOperation
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import WardKind
from bedcentre.store.queries import beds, day_surgery
from bedcentre.store.reference import reference


class SqlDaySurgeryReader:
    """``usecases.day_surgery.port.DaySurgeryReads`` over one transaction."""

    connection: Connection
    now: datetime

    def demands(self, demand_ids: Collection[int]) -> dict[int, Demand]:
        """Several demands by id."""
        return day_surgery.demands(self.connection, demand_ids)

    def day_bays(self) -> Sequence[BedSituation]:
        """The bays and chairs of the day-surgery centres, in board order."""
        known = reference(self.connection)
        wards = {each.id for each in known.wards.values() if each.kind is WardKind.DAY_SURGERY}
        bed_ids = {bed_id for ward_id in wards for bed_id in known.bed_ids_by_ward.get(ward_id, ())}
        return beds.situations(self.connection, known, self.now, bed_ids)

    def day_checks(self, demand_ids: Collection[int]) -> Sequence[Milestone]:
        """The checks before some demands' operations, passed or not, each in the order of its checklist."""
        return day_surgery.checks(self.connection, demand_ids)

    def day_cases(self, start: datetime, end: datetime) -> Sequence[DayCase]:
        """How the days went of those whose operation was planned in [start, end), by time."""
        return day_surgery.cases(self.connection, start, end)

    def day_cases_of(self, demand_ids: Collection[int]) -> dict[int, DayCase]:
        """The same for some demands, by demand; nothing of those that are only booked."""
        return day_surgery.cases_of(self.connection, demand_ids)

    def day_cases_here(self) -> Sequence[DayCase]:
        """Those whose patients are in the day-surgery centre."""
        return day_surgery.here(self.connection)

    def day_case_of(self, encounter_id: int) -> DayCase | None:
        """The day case of an encounter, if it is one."""
        return day_surgery.of_encounter(self.connection, encounter_id)

    def day_case_converted(self, demand_id: int) -> DayCase | None:
        """The day case that became this demand for a bed overnight, if one did."""
        return day_surgery.converted_into(self.connection, demand_id)

    def elective_operations(self, start: datetime, end: datetime) -> Sequence[ElectiveOperation]:
        """The planned operations in [start, end), by time."""
        return day_surgery.elective_operations(self.connection, start, end)
