"""What people do in the day-surgery centre: confirm, operate, see home; few are called off, few stay overnight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.day_surgery import DayCase
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.people import Actor, Encounter, Patient
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import CaseCause, CaseState, Checklist, MilestoneState, Role
from bedcentre.simulation import roster
from bedcentre.simulation.scene import Scene
from bedcentre.usecases.day_surgery.day import EndOperation, StartOperation
from bedcentre.usecases.day_surgery.ending import CancelCase, ConvertCase
from bedcentre.usecases.milestones import ReachMilestone
from bedcentre.usecases.stays import PatientLeaves

Deed = tuple[Actor, object]

UNFIT_SHARE = 0.015
"""Share of those who came and are not fit for the operation after all (assumption)."""
SHORTEST_RECOVERY = 0.6
"""Nobody goes home before this part of the usual recovery (assumption)."""
HELD_OPEN = timedelta(hours=1)
"""Who would be fit so shortly after the bay closes is sent home when it does; all others stay overnight."""
DECIDED_BEFORE = timedelta(hours=3)
"""How long before the bay closes it is decided who stays overnight."""
OFFICE_MINUTES = 10
"""Surgeons and nurses look through the checks of the coming day in the first minutes of each hour."""
CHECKED_AHEAD = timedelta(hours=12)
STAYS = "术后需留院观察"


def day_surgery(scene: Scene) -> Iterator[Deed]:
    """The commands of one moment."""
    here = {case.demand_id: case for case in scene.day_cases.values()}
    demands = scene.reader.demands(here.keys())
    checks: defaultdict[int | None, list[Milestone]] = defaultdict(list)
    for each in scene.reader.day_checks(here.keys()):
        checks[each.demand_id].append(each)
    in_use = {case.theatre for case in here.values() if case.state is CaseState.IN_THEATRE}
    for situation in scene.beds:
        encounter, patient = situation.encounter, situation.patient
        case = scene.day_cases.get(encounter.id) if encounter is not None else None
        if case is not None and encounter is not None and patient is not None:
            demand = demands[case.demand_id]
            if case.state is CaseState.ARRIVED:
                yield from _before(scene, situation, case, demand, checks[demand.id], in_use)
            else:
                yield from _after(scene, situation, case, demand, encounter, patient)
    if scene.local.minute < OFFICE_MINUTES:
        yield from _ahead(scene)


def _before(
    scene: Scene, situation: BedSituation, case: DayCase, demand: Demand, checks: list[Milestone], in_use: set[str]
) -> Iterator[Deed]:
    nurse = roster.nurse(situation.ward.id)
    still = [each for each in checks if each.state is MilestoneState.OPEN]
    looked_at = (case.arrived_at or scene.now) + scene.chance.minutes(3, 8, 20, "checked", demand.id)
    if scene.now < looked_at:
        return
    if scene.chance.happens(UNFIT_SHARE, "unfit", demand.id):
        yield nurse, CancelCase(demand_id=demand.id, cause=CaseCause.UNFIT)
        return
    for each in still:
        yield _owner(each, demand, situation.ward.id), ReachMilestone(milestone_id=each.id)
    if not still:
        yield from _starting(scene, nurse, case, in_use)


def _starting(scene: Scene, nurse: Actor, case: DayCase, in_use: set[str]) -> Iterator[Deed]:
    """The patient goes to theatre, if the operation before is over there."""
    begins = case.planned_at + scene.chance.minutes(0, 4, 25, "begins", case.demand_id)
    booking = scene.reader.booking_of(case.demand_id) if scene.now >= begins else None
    if booking is not None and booking.theatre not in in_use:
        in_use.add(booking.theatre)
        yield nurse, StartOperation(demand_id=case.demand_id)


def _after(
    scene: Scene, situation: BedSituation, case: DayCase, demand: Demand, encounter: Encounter, patient: Patient
) -> Iterator[Deed]:
    nurse, procedure = roster.nurse(situation.ward.id), scene.picture.procedures[demand.procedure or ""]
    if case.state is CaseState.IN_THEATRE and case.began_at is not None:
        usual = procedure.theatre_minutes
        lasts = scene.chance.minutes(round(usual * 0.7), usual, round(usual * 1.5), "operation", demand.id)
        if scene.now >= case.began_at + lasts:
            yield nurse, EndOperation(demand_id=demand.id)
    elif case.state is CaseState.RECOVERING and case.ended_at is not None:
        least = case.ended_at + timedelta(minutes=procedure.recovery_minutes * SHORTEST_RECOVERY)
        yield from _recovering(scene, situation, case, max(scene.destiny.leaves_at(encounter, patient), least))
    elif case.state is CaseState.CANCELLED and scene.now >= encounter.expected_discharge:
        yield nurse, PatientLeaves(bed_id=situation.bed.id)


def _recovering(scene: Scene, situation: BedSituation, case: DayCase, fit_at: datetime) -> Iterator[Deed]:
    nurse, closes = roster.nurse(situation.ward.id), situation.bed.closes
    shuts = None if closes is None else datetime.combine(scene.local.date(), closes, scene.picture.zone)
    if shuts is not None and fit_at > shuts + HELD_OPEN:
        if scene.now >= shuts - DECIDED_BEFORE:
            yield nurse, ConvertCase(demand_id=case.demand_id, reason=STAYS)
    elif scene.now >= (fit_at if shuts is None else min(fit_at, shuts)):
        yield nurse, PatientLeaves(bed_id=situation.bed.id)


def _ahead(scene: Scene) -> Iterator[Deed]:
    """Consent and fitness of those who come soon; fasting and the escort are asked about when they are here."""
    promised = {demand.id: situation.ward.id for situation, _, demand in scene.picture.promises()}
    for each in scene.reader.open_milestones(Checklist.DAY_SURGERY):
        demand = scene.picture.demands.get(each.demand_id or 0)
        soon = each.due_at is not None and each.due_at <= scene.now + CHECKED_AHEAD
        if demand is None or demand.id not in promised or not soon:
            continue
        since = scene.since("day check", each.id)
        if since + scene.chance.minutes(0, 60, 400, "day check", each.id) <= scene.now:
            yield _owner(each, demand, promised[demand.id]), ReachMilestone(milestone_id=each.id)


def _owner(milestone: Milestone, demand: Demand, ward_id: int) -> Actor:
    if milestone.owner is Role.SURGEON:
        return roster.asking(demand.surgeon)
    return roster.COORDINATOR if milestone.owner is Role.COORDINATOR else roster.nurse(ward_id)
