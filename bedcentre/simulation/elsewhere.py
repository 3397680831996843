"""Those who have waited here in vain for too long are treated elsewhere: nobody waits for ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bedcentre.domain.people import Actor
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import DemandKind, DemandState
from bedcentre.simulation import roster
from bedcentre.simulation.scene import Scene
from bedcentre.usecases.requests import CancelDemand
from bedcentre.usecases.stays import PatientLeaves

GIVES_UP_AFTER = {
    DemandKind.EMERGENCY: timedelta(hours=20),
    DemandKind.PLANNED: timedelta(days=5),
    DemandKind.REFERRAL_IN: timedelta(days=2),
    DemandKind.DAY_SURGERY: timedelta(days=5),
}
"""How long after the latest time for their bed people find another hospital, if none is promised (assumption). Whoever
lies in a ward is cared for, and waits."""
SENT_ON, WENT = "本院无床，转往上级医院", "等待过久，已在他院住院"


def elsewhere(scene: Scene) -> Iterator[tuple[Actor, object]]:
    """Emergency patients are sent to another hospital, people at home look for one."""
    beds = {each.encounter.id: each for each in scene.beds if each.encounter is not None}
    for demand in scene.demands:
        if not _in_vain(scene, demand):
            continue
        lies = beds.get(demand.encounter_id or 0)
        if lies is not None:
            yield roster.nurse(lies.ward.id), PatientLeaves(bed_id=lies.bed.id)
        elif demand.encounter_id is None:
            reason = SENT_ON if demand.kind is DemandKind.EMERGENCY else WENT
            yield roster.COORDINATOR, CancelDemand(demand_id=demand.id, reason=reason)


def _in_vain(scene: Scene, demand: Demand) -> bool:
    patience = GIVES_UP_AFTER.get(demand.kind)
    waits = demand.state is DemandState.WAITING and demand.id not in scene.picture.proposals
    return waits and patience is not None and demand.latest + patience <= scene.now
