"""Tests before an operation, the devices they are done on in half-hour slots, and who has which slot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

SLOT = timedelta(minutes=30)
"""What is booked on a device: people are asked to come for a half-hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """A kind of test; ``code`` is the step of the checklist that it ticks.

    ``result_minutes`` after the slot its result is known; the tests that name it in ``after`` wait for it. Another
    hospital's result is accepted for ``valid_days`` (0 = never, 结果互认). ``fee`` is in yuan.
    """

    code: str
    name_zh: str
    name_en: str
    device_kind: str
    result_minutes: int
    valid_days: int
    fee: int
    after: frozenset[str] = frozenset()

    @property
    def until_result(self) -> timedelta:
        """From the beginning of its slot until what waits for it may begin."""
        return SLOT + timedelta(minutes=self.result_minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamDevice:
    """A device, room or clinic that takes one patient per slot, on its ``days`` ("mon" …) in its local hours.

    From ``pause_from`` to ``pause_to`` it rests.
    """

    id: int
    code: str
    kind: str
    name_zh: str
    name_en: str
    place: str
    days: frozenset[str]
    opens: time
    closes: time
    pause_from: time
    pause_to: time

    def works_at(self, start: datetime, zone: ZoneInfo) -> bool:
        """Whether the slot that begins at ``start`` lies on the half-hour and in its hours."""
        local, end = start.astimezone(zone), (start + SLOT).astimezone(zone)
        on_grid = local.minute % 30 == local.second == local.microsecond == 0
        opened = f"{local:%a}".lower() in self.days and self.opens <= local.time() and end.time() <= self.closes
        rests = local.time() < self.pause_to and self.pause_from < end.time()
        return on_grid and local.date() == end.date() and opened and not rests


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamBooking:
    """A test's slot on a device; bookings of one device never overlap. ``milestone_id`` is what it is to tick."""

    id: int
    demand_id: int
    milestone_id: int
    exam: str
    device_id: int
    start: datetime
    end: datetime
