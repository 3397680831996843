"""What is done for patients on their way out, by the ward and by the centre, in the lounge and after they have left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.people import Actor, Encounter
from bedcentre.domain.vocabulary import Checklist, DischargeStep, MilestoneState, Role, SettlementWay
from bedcentre.simulation import roster
from bedcentre.simulation.scene import Scene
from bedcentre.usecases.discharge import AskTransport, BookTransport, Settle
from bedcentre.usecases.lounge import GoToLounge, LeaveLounge
from bedcentre.usecases.milestones import ReachMilestone, WaiveMilestone

Thing = TypeVar("Thing")

HALF_AN_HOUR = timedelta(minutes=30)
AROUND_DUE = (-90, -20, 60)
"""Minutes (least, usual, most) from when a step is due until it is done (assumption)."""
AFTER_LEAVING = (5, 45, 240)
"""Minutes from leaving until what was left open then is done (assumption)."""
SETTLED_LATER = 0.06
"""Share of the bills that are settled days after leaving (assumption)."""
DAYS_LATER = (1200, 2900, 5800)
AROUND_CALL = (-7200, -4300, 600)
"""Minutes from when a follow-up is due until it is made, in office hours (assumption)."""
UNREACHED = 0.04
"""Share of the patients whom nobody reaches by telephone (assumption)."""
OFFICE = range(8, 18)
DRIVEN = 0.08
"""Share of the leaving patients who need transport (assumption)."""
BOOKING = (3, 15, 45)
"""Minutes from asking for transport until it is booked (assumption)."""
TO_LOUNGE = 0.3
"""Share of those fit for the lounge who wait there (assumption)."""
LOUNGE_BEFORE = (25, 60, 150)
"""Minutes before they go home that they move there (assumption)."""
SAID = ("恢复良好", "伤口愈合好，按时服药", "已预约复诊", "血压平稳")
DRIVERS = ("安途转运 → 家中", "市急救中心非急救车 → 社区医院", "康达转运 → 康复医院")


def leaving(scene: Scene) -> Iterator[tuple[Actor, object]]:
    """What everybody concerned does now for those on their way out."""
    checklists: defaultdict[int, list[Milestone]] = defaultdict(list)
    for each in scene.reader.milestones_of_encounters({each.id for each in scene.reader.leaving()}):
        checklists[each.encounter_id or 0].append(each)
    for situation in scene.beds:
        for command in _in_bed(scene, situation, checklists):
            yield roster.nurse(situation.ward.id), command
    for command in _from_lounge(scene):
        yield roster.COORDINATOR, command
    yield from _milestones(scene)


def _in_bed(scene: Scene, situation: BedSituation, checklists: Mapping[int, list[Milestone]]) -> Iterator[object]:
    encounter, patient = situation.encounter, situation.patient
    if encounter is None or patient is None or encounter.id not in checklists:
        return
    leaves = scene.destiny.leaves_at(encounter, patient)
    steps = {each.step: each.state for each in checklists[encounter.id]}
    if leaves <= scene.now:
        return
    if scene.chance.happens(DRIVEN, "driven", encounter.id) and DischargeStep.TRANSPORT not in steps:
        yield AskTransport(encounter_id=encounter.id)
    ordered = steps.get(DischargeStep.ORDERS, MilestoneState.OPEN) is not MilestoneState.OPEN
    fit = ordered and not encounter.severe and encounter.organism is None and encounter.id not in scene.moving
    goes = scene.local.hour in OFFICE and scene.chance.happens(TO_LOUNGE, "lounge", encounter.id)
    if fit and goes and leaves - scene.chance.minutes(*LOUNGE_BEFORE, "lounge before", encounter.id) <= scene.now:
        yield GoToLounge(bed_id=situation.bed.id)


def _from_lounge(scene: Scene) -> Iterator[object]:
    waiting = scene.reader.in_lounge()
    patients = scene.reader.patients({each.patient_id for each in waiting})
    for each in waiting:
        if scene.destiny.leaves_at(each, patients[each.patient_id]) <= scene.now:
            yield LeaveLounge(encounter_id=each.id)


def _milestones(scene: Scene) -> Iterator[tuple[Actor, object]]:
    due = scene.reader.open_milestones(Checklist.DISCHARGE)
    encounters = scene.reader.encounters({each.encounter_id for each in due if each.encounter_id is not None})
    beds = scene.reader.last_beds(encounters)
    for each in due:
        encounter = encounters[each.encounter_id or 0]
        ward = scene.picture.beds[beds[encounter.id]].ward.id
        for command in _said(scene, each, encounter):
            yield roster.COORDINATOR if each.owner is Role.COORDINATOR else roster.nurse(ward), command


def _said(scene: Scene, milestone: Milestone, encounter: Encounter) -> Iterator[object]:
    """What is said of a milestone now, if its time has come."""
    if milestone.step == DischargeStep.TRANSPORT and not milestone.note:
        if milestone.set_at + scene.chance.minutes(*BOOKING, "booking", milestone.id) <= scene.now:
            eta = max(encounter.expected_discharge, scene.now + HALF_AN_HOUR)
            yield BookTransport(encounter_id=encounter.id, eta=eta, booking=_one_of(scene, DRIVERS, milestone))
    elif _done_at(scene, milestone, encounter) > scene.now:
        return
    elif milestone.step == DischargeStep.SETTLEMENT:
        yield Settle(milestone_id=milestone.id, way=_one_of(scene, tuple(SettlementWay), milestone))
    elif milestone.step != DischargeStep.FOLLOW_UP:
        yield ReachMilestone(milestone_id=milestone.id)
    elif scene.local.hour in OFFICE and scene.chance.happens(UNREACHED, "unreached", milestone.id):
        yield WaiveMilestone(milestone_id=milestone.id, reason="三次电话未接通")
    elif scene.local.hour in OFFICE:
        yield ReachMilestone(milestone_id=milestone.id, note=_one_of(scene, SAID, milestone))


def _done_at(scene: Scene, milestone: Milestone, encounter: Encounter) -> datetime:
    spread, begins = AROUND_DUE, milestone.due_at or milestone.set_at
    if milestone.step == DischargeStep.FOLLOW_UP:
        spread = AROUND_CALL
    elif milestone.step == DischargeStep.SETTLEMENT and scene.chance.happens(SETTLED_LATER, "later", milestone.id):
        spread, begins = DAYS_LATER, encounter.left_at or encounter.expected_discharge
    elif encounter.left_at is not None:
        spread, begins = AFTER_LEAVING, encounter.left_at
    return begins + scene.chance.minutes(*spread, "done", milestone.id)


def _one_of(scene: Scene, things: Sequence[Thing], milestone: Milestone) -> Thing:
    return things[int(scene.chance.share("which", milestone.id) * len(things))]
