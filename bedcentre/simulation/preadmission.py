"""What people do in pre-admission: surgeons propose, the centre opens and books, patients come or do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bedcentre.domain.exams import Exam, ExamBooking
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.people import Actor
from bedcentre.domain.preadmission import CRITERIA, SETTLE, PreAdmission
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import Checklist, DemandKind, MilestoneState, Role
from bedcentre.planning.exams import offer
from bedcentre.simulation import roster
from bedcentre.simulation.scene import Scene
from bedcentre.usecases.exams import MissExam
from bedcentre.usecases.milestones import ReachMilestone
from bedcentre.usecases.preadmission import (
    LengthenPreAdmission,
    OpenPreAdmission,
    ProposePreAdmission,
    missing_criteria,
)

Deed = tuple[Actor, object]

PROPOSED_SHARE = 0.75
"""Share of planned operations whose surgeon proposes pre-admission (assumption)."""
PROPOSED_AHEAD = timedelta(days=3)
"""How long before the wanted day (assumption)."""
MISSED_SHARE = 0.05
"""Share of tests to which the patient does not come (assumption)."""
NOTICED_AFTER = timedelta(minutes=10)
"""How long after a slot the device's room notes that nobody came."""
OFFICE_HOURS = range(8, 18)
"""What is begun is done within the day: at night the office forgets since when it has known of something."""
TRIED_AGAIN, TRIED_FOR = timedelta(hours=6), timedelta(minutes=30)
"""Tests that found no slot are tried again every so often, for so long."""
APPROVAL = "医保审批（演示）"
STEPS = 0.1
"""Seconds' worth of solver steps for one round of bookings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One demand with what is still open on its checklist, and its slots."""

    demand: Demand
    it: PreAdmission | None
    open: Sequence[Milestone]
    slots: dict[int, ExamBooking]


def preadmission(scene: Scene) -> Iterator[Deed]:
    """The commands of one moment."""
    reader = scene.reader
    if scene.local.hour not in OFFICE_HOURS:
        return
    exams = {exam.code: exam for exam in reader.exams()}
    cases = list(_cases(scene))
    for case in cases:
        yield from _working_off(scene, case, exams)
    yield from _booking(scene, cases, exams)
    yield from _proposing(scene, {case.demand.id for case in cases})
    for each in reader.open_milestones(Checklist.PRE_ADMISSION):
        if each.step == SETTLE.name and _after(scene, 60, 240, 480, "settles", each.id):
            yield roster.COORDINATOR, ReachMilestone(milestone_id=each.id)


def _cases(scene: Scene) -> Iterator[_Case]:
    checklists: defaultdict[int, list[Milestone]] = defaultdict(list)
    for each in scene.reader.pre_admission_checklists():
        if each.demand_id is not None and each.step != SETTLE.name:
            checklists[each.demand_id].append(each)
    running = {each.demand_id: each for each in scene.reader.open_pre_admissions()}
    slots: defaultdict[int, dict[int, ExamBooking]] = defaultdict(dict)
    for booking in scene.reader.exam_bookings_of(list(running)):
        slots[booking.demand_id][booking.milestone_id] = booking
    for demand in scene.demands:
        if demand.id in checklists:
            still = [each for each in checklists[demand.id] if each.state is MilestoneState.OPEN]
            yield _Case(demand=demand, it=running.get(demand.id), open=still, slots=slots[demand.id])


def _working_off(scene: Scene, case: _Case, exams: dict[str, Exam]) -> Iterator[Deed]:
    """What comes of one demand's checklist."""
    for each in case.open:
        booking = case.slots.get(each.id)
        if booking is not None and each.step in exams:
            yield from _came(scene, each, booking, exams[each.step])
        elif each.step not in exams and _after(scene, 20, 90, 400, "does", each.id):
            yield _owner(each, case.demand), ReachMilestone(milestone_id=each.id)
    demand_id, it = case.demand.id, case.it
    if it is None:
        if not missing_criteria(scene.reader, demand_id) and _after(scene, 5, 15, 60, "opens", demand_id):
            yield roster.COORDINATOR, OpenPreAdmission(demand_id=demand_id)
    elif not it.approval and _presses(scene, it):
        yield roster.COORDINATOR, LengthenPreAdmission(demand_id=demand_id, approval=APPROVAL)


def _presses(scene: Scene, it: PreAdmission) -> bool:
    """Whether little is left of the clock and no bed is promised."""
    little = it.expires_at - scene.now <= scene.picture.policy.preadmission_warning
    return little and it.demand_id not in {demand.id for _, _, demand in scene.picture.promises()}


def _came(scene: Scene, milestone: Milestone, booking: ExamBooking, exam: Exam) -> Iterator[Deed]:
    """A patient's slot is over: the result comes, unless nobody came."""
    if scene.chance.happens(MISSED_SHARE, "misses", booking.id):
        if scene.now >= booking.end + NOTICED_AFTER:
            yield roster.COORDINATOR, MissExam(booking_id=booking.id, milestone_id=milestone.id)
    elif scene.now >= booking.start + exam.until_result:
        yield roster.COORDINATOR, ReachMilestone(milestone_id=milestone.id)


def _booking(scene: Scene, cases: Sequence[_Case], exams: dict[str, Exam]) -> Iterator[Deed]:
    """The centre books all tests at once of everybody who has some without a slot."""
    waiting = []
    for case in cases:
        unbooked = tuple(each.id for each in case.open if each.step in exams and each.id not in case.slots)
        if case.it is not None and unbooked:
            waited = scene.now - scene.since("books", unbooked)
            if waited % TRIED_AGAIN <= TRIED_FOR:
                waiting.append(case.demand.id)
    if waiting:
        for command in offer(scene.reader, waiting, seconds=STEPS, deterministic=True).commands:
            yield roster.COORDINATOR, command


def _proposing(scene: Scene, known: set[int]) -> Iterator[Deed]:
    """Surgeons say of their coming operations that all criteria hold."""
    for demand in scene.demands:
        operation = demand.kind is DemandKind.PLANNED and demand.surgeon is not None and demand.id not in known
        soon = scene.now < demand.wanted_from <= scene.now + PROPOSED_AHEAD
        wanted = operation and soon and scene.chance.happens(PROPOSED_SHARE, "proposes", demand.id)
        if wanted and _after(scene, 5, 60, 240, "proposes", demand.id):
            proposal = ProposePreAdmission(demand_id=demand.id, confirmed=frozenset(CRITERIA))
            yield roster.asking(demand.surgeon), proposal


def _owner(milestone: Milestone, demand: Demand) -> Actor:
    return roster.asking(demand.surgeon) if milestone.owner is Role.SURGEON else roster.COORDINATOR


def _after(scene: Scene, low: float, usual: float, high: float, *about: object) -> bool:
    """Whether so many minutes have passed since the thing was first noticed."""
    return scene.since(*about) + scene.chance.minutes(low, usual, high, *about) <= scene.now
