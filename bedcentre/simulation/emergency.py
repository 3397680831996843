"""The emergency department's people: ambulances are announced before their patients come, long waits are answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import EscalationWay, Feature, MilestoneState, Role, Sex, Triage
from bedcentre.seeding.records import Demand
from bedcentre.simulation import roster
from bedcentre.simulation.scene import Scene
from bedcentre.usecases.emergency.ambulances import AnnounceAmbulance
from bedcentre.usecases.emergency.escalation import AnswerEscalation

RIDE = timedelta(minutes=20)
"""How long before its patient an ambulance is announced."""

BY_AMBULANCE = frozenset({Triage.DYING.value, Triage.CRITICAL.value})
"""The grades that come announced."""

ANSWERS_AFTER = timedelta(minutes=8)


def escalation(scene: Scene) -> Iterator[tuple[Actor, object]]:
    """The answers of those who were told."""
    for each in scene.reader.escalations():
        if each.state is MilestoneState.OPEN and each.set_at + ANSWERS_AFTER <= scene.now:
            actor = roster.DIRECTOR if each.owner is Role.DIRECTOR else roster.COORDINATOR
            yield actor, AnswerEscalation(milestone_id=each.id, way=EscalationWay.EARLY_DISCHARGE, note="请病区协助")


def comes_announced(demand: Demand, now: datetime) -> bool:
    """Whether an ambulance with this patient is on its way."""
    in_ambulance = demand.triage in BY_AMBULANCE and demand.current_bed is None and demand.follows is None
    return in_ambulance and demand.raised_at - RIDE <= now < demand.raised_at


def announcement(demand: Demand) -> AnnounceAmbulance:
    """What its crew tells."""
    patient = demand.patient
    return AnnounceAmbulance(
        eta=demand.raised_at,
        sex=Sex(patient.sex),
        age=demand.raised_at.year - patient.birth_date.year,
        specialty=demand.specialty,
        triage=Triage(demand.triage or Triage.CRITICAL),
        stay_minutes=demand.expected_minutes,
        severe=demand.severe,
        needs=frozenset(map(Feature, demand.needs)),
    )
