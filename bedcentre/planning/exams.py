"""One action books all tests: the hospital's checklists as a problem of slots, and its answer as commands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bedcentre.domain.errors import RefusedError
from bedcentre.domain.exams import SLOT, Exam, ExamBooking, ExamDevice
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.people import Actor
from bedcentre.domain.preadmission import PreAdmission
from bedcentre.domain.vocabulary import MilestoneState
from bedcentre.planning.house import House
from bedcentre.usecases.exams import BookExams, ExamSlot
from bedcentre.usecases.ports import Reader
from bedcentre.usecases.preadmission import checklist_of
from optimizer.bookings import problem as asked
from optimizer.bookings.solve import solve

NOTICE = timedelta(hours=1)
"""How long before a slot a patient must know of it (assumption)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be booked now; ``left_out`` are the tests without a slot before the bed or the clock's end."""

    commands: tuple[BookExams, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """How many tests got a slot, of how many patients, and how many found none."""

    tests: int = 0
    patients: int = 0
    left_out: int = 0


def book(house: House, actor: Actor, demand_ids: Collection[int] | None, *, seconds: float) -> Booked:
    """Book all tests without a slot; where somebody was faster, look for another slot once."""
    tests = patients = left_out = 0
    for _ in range(2):
        with house.reader() as reader:
            found = offer(reader, demand_ids, seconds=seconds)
        lost = 0
        for command in found.commands:
            try:
                house.execute(command, actor)
            except RefusedError:
                lost += len(command.slots)
            else:
                tests, patients = tests + len(command.slots), patients + 1
        left_out = found.left_out + lost
        if not lost:
            break
    return Booked(tests=tests, patients=patients, left_out=left_out)


def offer(reader: Reader, demand_ids: Collection[int] | None, *, seconds: float, deterministic: bool = False) -> Offer:
    """The best slots for all tests without one, of some pre-admissions that run or (None) of all, soonest end first."""
    desk = _Desk(reader)
    running = [each for each in reader.open_pre_admissions() if demand_ids is None or each.demand_id in demand_ids]
    patients = [desk.patient(each) for each in sorted(running, key=lambda each: each.expires_at)]
    wanted = asked.Problem(devices=tuple(desk.devices()), patients=tuple(each for each in patients if each.tests))
    answer = solve(wanted, seconds=seconds, deterministic=deterministic)
    slots: dict[int, list[ExamSlot]] = {}
    for booking in answer.bookings:
        slot = ExamSlot(milestone_id=int(booking.test), device_id=int(booking.device), start=desk.instant(booking.slot))
        slots.setdefault(int(wanted.tests[booking.test][0].id), []).append(slot)
    commands = tuple(BookExams(demand_id=demand_id, slots=tuple(each)) for demand_id, each in slots.items())
    return Offer(commands=commands, left_out=answer.cost.unbooked)


def device_at(reader: Reader, code: str, start: datetime) -> ExamDevice | None:
    """A device for a test that works and is free in the half-hour from ``start``."""
    kinds = {exam.code: exam.device_kind for exam in reader.exams()}
    taken = {each.device_id for each in reader.exam_bookings(start) if each.start < start + SLOT}
    return next(
        (
            device
            for device in reader.exam_devices()
            if device.kind == kinds.get(code) and device.id not in taken and device.works_at(start, reader.zone)
        ),
        None,
    )


class _Desk:
    """The hospital's half-hours as numbers from the local midnight before now, and who has which."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        local = reader.now.astimezone(reader.zone)
        self._origin = datetime.combine(local.date(), time(), reader.zone).astimezone(reader.now.tzinfo)
        self._first = self.slot(reader.now + NOTICE - timedelta(microseconds=1)) + 1
        self._exams = {exam.code: exam for exam in reader.exams()}
        running = reader.open_pre_admissions()
        self._last = max((self.slot(each.expires_at) for each in running), default=0)

    def slot(self, at: datetime) -> int:
        """The half-hour in which an instant lies."""
        return (at - self._origin) // SLOT

    def instant(self, slot: int) -> datetime:
        """When a half-hour begins."""
        return self._origin + slot * SLOT

    def devices(self) -> Iterator[asked.Device]:
        """Every device with the slots nobody has."""
        taken = {(each.device_id, self.slot(each.start)) for each in self._reader.exam_bookings(self._reader.now)}
        for device in self._reader.exam_devices():
            works = (
                slot
                for slot in range(self._first, self._last + 1)
                if (device.id, slot) not in taken and device.works_at(self.instant(slot), self._reader.zone)
            )
            yield asked.Device(id=str(device.id), kind=device.kind, free=frozenset(works))

    def patient(self, it: PreAdmission) -> asked.Patient:
        """Somebody's tests without a slot, around those that have one; all before the bed is theirs."""
        checklist = [each for each in checklist_of(self._reader, it.demand_id) if each.state is MilestoneState.OPEN]
        tests = {each.step: each for each in checklist if each.step in self._exams}
        slots = {each.exam: each for each in self._reader.exam_bookings_of([it.demand_id])}
        booked = {step: slots[step] for step, each in tests.items() if step in slots}
        promised = [claim.start for claim in self._reader.claims_of(it.demand_id)]
        last = self.slot(min([it.expires_at, *promised])) - 1
        taken = frozenset(self.slot(each.start) for each in booked.values())
        return asked.Patient(
            id=str(it.demand_id),
            tests=tuple(self._exam(each, tests, booked, last) for step, each in tests.items() if step not in booked),
            taken=taken,
            coming=frozenset(slot // asked.PER_DAY for slot in taken if slot >= self._first),
        )

    def _exam(
        self, test: Milestone, tests: Mapping[str, Milestone], booked: Mapping[str, ExamBooking], last: int
    ) -> asked.Exam:
        """One test, after the results it waits for and before the tests with a slot that wait for its own."""
        exam = self._exams[test.step]
        before = exam.after & tests.keys()
        ready = [self.slot(booked[step].start) + _slots(self._exams[step]) for step in before & booked.keys()]
        behind = [
            self.slot(each.start) - _slots(exam)
            for step, each in booked.items()
            if exam.code in self._exams[step].after
        ]
        return asked.Exam(
            id=str(test.id),
            kind=exam.device_kind,
            first=max([self._first, *ready]),
            last=min([last, *behind]),
            after=tuple(asked.After(str(tests[step].id), _slots(self._exams[step])) for step in before - booked.keys()),
        )


def _slots(exam: Exam) -> int:
    """Half-hours from the beginning of a test until what waits for its result may begin."""
    return -(-exam.until_result // SLOT)
