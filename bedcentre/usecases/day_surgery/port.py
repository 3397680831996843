"""What day surgery asks of the store; part of ``usecases.ports.Reader``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.day_surgery import DayCase, ElectiveOperation
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.requests import Demand


class DaySurgeryReads(Protocol):
    """The days of day-surgery patients, and elective operations."""

    def demands(self, demand_ids: Collection[int]) -> dict[int, Demand]:
        """Several demands by id."""

    def day_bays(self) -> Sequence[BedSituation]:
        """The bays and chairs of the day-surgery centres, in board order."""

    def day_checks(self, demand_ids: Collection[int]) -> Sequence[Milestone]:
        """The checks before some demands' operations, passed or not, each in the order of its checklist."""

    def day_cases(self, start: datetime, end: datetime) -> Sequence[DayCase]:
        """How the days went of those whose operation was planned in [start, end), by time."""

    def day_cases_of(self, demand_ids: Collection[int]) -> dict[int, DayCase]:
        """The same for some demands, by demand; nothing of those that are only booked."""

    def day_cases_here(self) -> Sequence[DayCase]:
        """Those whose patients are in the day-surgery centre."""

    def day_case_of(self, encounter_id: int) -> DayCase | None:
        """The day case of an encounter, if it is one."""

    def day_case_converted(self, demand_id: int) -> DayCase | None:
        """The day case that became this demand for a bed overnight, if one did."""

    def elective_operations(self, start: datetime, end: datetime) -> Sequence[ElectiveOperation]:
        """The planned operations in [start, end), by time."""
