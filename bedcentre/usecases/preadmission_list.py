"""The worklist of pre-admissions: what is missing for each, who must act, how long the clock still runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bedcentre.domain.exams import Exam, ExamBooking
from bedcentre.domain.intervals import PlannedInterval
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.people import Patient
from bedcentre.domain.places import Specialty
from bedcentre.domain.preadmission import CRITERIA, SETTLE, PreAdmission, PreAdmissionState, count, unconfirmed
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import Checklist, DemandKind, MilestoneState
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.ports import Reader

AHEAD = timedelta(days=5)
"""Operations wanted within this time can be proposed."""

COUNTED = timedelta(days=30)


class Next(StrEnum):
    """What must happen next: the surgeon confirms, the coordinator opens, books …, the patient comes."""

    CONFIRM = "confirm"
    OPEN = "open"
    LENGTHEN = "lengthen"
    BOOK = "book"
    RESULT = "result"
    DO = "do"
    COME = "come"
    WAIT = "wait"
    PROMISE = "promise"
    ADMIT = "admit"


ACTS = {
    Next.CONFIRM: "surgeon",
    Next.COME: "patient",
    Next.WAIT: "laboratory",
    Next.ADMIT: "patient",
}
"""Who must act, where it is not the coordinator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing on a checklist: its slot, if it is a test that has one.

    ``over``: the slot is past, the result still open; ``due``: the result should be there by now.
    """

    milestone: Milestone
    exam: Exam | None
    booking: ExamBooking | None
    device: str
    over: bool
    due: bool

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.milestone.state is MilestoneState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One patient. ``bed_from``: from when a bed is promised; ``late``: a test's slot is after that.

    ``pressing``: little is left of the clock. ``who`` must act next.
    """

    demand: Demand
    name: str
    patient: Patient
    specialty: Specialty | None
    it: PreAdmission | None
    lines: tuple[Line, ...]
    next: Next
    who: str
    bed_from: datetime | None
    late: bool
    pressing: bool

    @property
    def missing(self) -> tuple[Line, ...]:
        """What is still open."""
        return tuple(line for line in self.lines if line.is_open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A pre-admission that ended without an admission, and the milestone that its bill waits for."""

    it: PreAdmission
    demand: Demand
    name: str
    patient: Patient
    milestone: Milestone


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A planned operation that could be pre-admitted."""

    demand: Demand
    name: str
    patient: Patient
    specialty: Specialty | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreAdmissionList:
    """The whole list, soonest end first. ``to_book``: tests without a slot; ``counts``: the last 30 days by state."""

    rows: tuple[Row, ...]
    candidates: tuple[Candidate, ...]
    owed: tuple[Owed, ...]
    to_book: int
    pressing: int
    counts: Mapping[PreAdmissionState, int]


def pre_admission_list(reader: Reader, names: Names, surgeon: str | None) -> PreAdmissionList:
    """The worklist, of one ``surgeon``'s patients alone or (None) of all."""
    look = _Look(reader, names)
    demands = [each for each in reader.open_demands() if surgeon is None or each.surgeon == surgeon]
    rows = [row for demand in demands if (row := look.row(demand)) is not None]
    rows.sort(key=lambda row: (row.it is None, row.it.expires_at if row.it else row.demand.wanted_from, row.demand.id))
    listed = {row.demand.id for row in rows}
    waiting = [each for each in demands if _could(reader, each) and each.id not in listed]
    return PreAdmissionList(
        rows=tuple(rows),
        candidates=tuple(look.candidate(each) for each in sorted(waiting, key=lambda each: each.wanted_from)),
        owed=tuple(look.owed(surgeon)),
        to_book=sum(_unbooked(line) for row in rows if row.it for line in row.lines),
        pressing=sum(row.pressing for row in rows),
        counts=count(reader.pre_admissions(reader.now - COUNTED)),
    )


class _Look:
    """What the rows are read from, read once."""

    def __init__(self, reader: Reader, names: Names) -> None:
        self._reader = reader
        self._names = names
        self._running = {each.demand_id: each for each in reader.open_pre_admissions()}
        self._checklists: dict[int, list[Milestone]] = {}
        for each in reader.pre_admission_checklists():
            self._checklists.setdefault(each.demand_id or 0, []).append(each)
        self._ended = _ends(reader.pre_admissions_of(list(self._checklists)))
        self._patients = reader.patients({each.patient_id for each in reader.open_demands()})
        self._specialties = {each.code: each for each in reader.specialties()}
        self._exams = {each.code: each for each in reader.exams()}
        self._devices = {each.id: each.code for each in reader.exam_devices()}
        slots = reader.exam_bookings_of(list(self._checklists))
        self._slots = {each.milestone_id: each for each in slots}
        self._beds = _promised(reader, self._checklists)

    def row(self, demand: Demand) -> Row | None:
        """A demand's row, if it is proposed or runs."""
        it = self._running.get(demand.id)
        ended = self._ended.get(demand.id)
        listed = [each for each in self._checklists.get(demand.id, []) if each.step != SETTLE.name]
        current = [each for each in listed if it or ended is None or each.changed_at > ended]
        if it is None and not any(each.step in CRITERIA for each in current):
            return None
        lines = tuple(self._line(each) for each in current)
        bed = self._beds.get(demand.id)
        now, warning = self._reader.now, self._reader.policy.preadmission_warning
        pressing = it is not None and it.expires_at - now <= warning
        step = _next(it, lines, bed, pressing=pressing)
        patient = self._patients[demand.patient_id]
        slots = [line.booking.end for line in lines if line.is_open and line.booking]
        return Row(
            demand=demand,
            name=self._names.of(patient),
            patient=patient,
            specialty=self._specialties.get(demand.specialty),
            it=it,
            lines=lines,
            next=step,
            who=_who(step, lines),
            bed_from=bed.start if bed else None,
            late=bed is not None and any(end > bed.start for end in slots),
            pressing=pressing,
        )

    def candidate(self, demand: Demand) -> Candidate:
        """An operation that could be pre-admitted."""
        patient = self._patients[demand.patient_id]
        specialty = self._specialties.get(demand.specialty)
        return Candidate(demand=demand, name=self._names.of(patient), patient=patient, specialty=specialty)

    def owed(self, surgeon: str | None) -> Iterable[Owed]:
        """What is to be settled, longest waiting first."""
        open_now = self._reader.open_milestones(Checklist.PRE_ADMISSION)
        bills = {each.demand_id: each for each in open_now if each.demand_id and each.step == SETTLE.name}
        last = {
            each.demand_id: each
            for each in self._reader.pre_admissions_of([key for key in bills if key])
            if each.charges
        }
        for demand_id, it in last.items():
            demand = self._reader.demand(demand_id)
            patient = self._reader.patient(demand.patient_id)
            if surgeon is None or demand.surgeon == surgeon:
                name = self._names.of(patient)
                yield Owed(it=it, demand=demand, name=name, patient=patient, milestone=bills[demand_id])

    def _line(self, milestone: Milestone) -> Line:
        booking, exam, now = self._slots.get(milestone.id), self._exams.get(milestone.step), self._reader.now
        over = booking is not None and booking.end <= now and milestone.state is MilestoneState.OPEN
        return Line(
            milestone=milestone,
            exam=exam,
            booking=booking,
            device=self._devices[booking.device_id] if booking else "",
            over=over,
            due=over and booking is not None and exam is not None and booking.start + exam.until_result <= now,
        )


def _next(it: PreAdmission | None, lines: Sequence[Line], bed: PlannedInterval | None, *, pressing: bool) -> Next:
    """The one thing to be done next: what keeps everything else from going on comes first."""
    if it is None:
        return Next.CONFIRM if unconfirmed(line.milestone for line in lines) else Next.OPEN
    open_lines = [line for line in lines if line.is_open]
    steps = (
        (Next.CONFIRM, any(line.milestone.step in CRITERIA for line in open_lines)),
        (Next.LENGTHEN, pressing and not it.approval and (bed is None or bed.start >= it.expires_at)),
        (Next.BOOK, any(map(_unbooked, lines))),
        (Next.RESULT, any(line.due for line in lines)),
        (Next.DO, any(line.exam is None for line in open_lines)),
        (Next.COME, any(not line.over for line in open_lines)),
        (Next.WAIT, bool(open_lines)),
        (Next.PROMISE, bed is None),
    )
    return next((step for step, holds in steps if holds), Next.ADMIT)


def _who(step: Next, lines: Iterable[Line]) -> str:
    if step is Next.DO:
        return next(line.milestone.owner.value for line in lines if line.is_open and line.exam is None)
    return ACTS.get(step, "coordinator")


def _unbooked(line: Line) -> bool:
    return line.is_open and line.exam is not None and line.booking is None


def _could(reader: Reader, demand: Demand) -> bool:
    return (
        demand.kind is DemandKind.PLANNED
        and demand.surgeon is not None
        and reader.now < demand.wanted_from <= reader.now + AHEAD
    )


def _ends(known: Iterable[PreAdmission]) -> dict[int, datetime]:
    return {each.demand_id: each.closed_at for each in known if each.closed_at is not None}


def _promised(reader: Reader, demand_ids: Iterable[int]) -> dict[int, PlannedInterval]:
    return {demand_id: claims[0] for demand_id in demand_ids if (claims := reader.claims_of(demand_id))}
