"""What the coordinator's stand-in does: accepts what nobody touched, and takes back what cannot be kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.vocabulary import ActualKind, Certainty, DemandKind
from bedcentre.simulation.scene import Scene
from bedcentre.usecases.borrowing.commands import AcceptGiveBack
from bedcentre.usecases.borrowing.give_backs import give_backs
from bedcentre.usecases.proposals import AcceptProposal, ReleaseClaim

HOUR = timedelta(hours=1)
BLOCKED_PATIENCE = timedelta(minutes=15)
LATE_PATIENCE = timedelta(hours=3)
GIVEN_BACK_PER_HOUR = 0.25
PROMISED_AHEAD = {
    DemandKind.EMERGENCY: timedelta(hours=3),
    DemandKind.STEP_DOWN: timedelta(hours=4),
    DemandKind.TRANSFER: timedelta(hours=4),
    DemandKind.PLANNED: timedelta(hours=8),
    DemandKind.REFERRAL_IN: timedelta(hours=8),
    DemandKind.DAY_SURGERY: timedelta(days=14),
}
"""How long before the stay begins a bed is promised: what lies further ahead the plan may still change for the better.
Who has an operation is told as soon as it is settled."""

IN_THE_HOUSE = frozenset({DemandKind.EMERGENCY, DemandKind.STEP_DOWN, DemandKind.TRANSFER})
"""Who need not set out for a bed: theirs is promised when its patient has left it. Whoever comes from home is promised
a bed that somebody lies in once the ward has confirmed the discharge. Until then the plan keeps it for them."""


def coordinator(scene: Scene, patience: timedelta | None) -> Iterator[object]:
    """The commands of one moment; ``patience`` is how long a visitor has for a demand's proposal (None = for ever)."""
    for situation in scene.beds:
        yield from _give_up(scene, situation)
    if patience is not None:
        yield from _accept(scene, patience)
        yield from _give_back(scene)


def _give_back(scene: Scene) -> Iterator[object]:
    """Look once an hour for ways back from borrowed beds; some go home, the others wait for a visitor."""
    if not scene.looks_at("ways back", HOUR):
        return
    for offer in give_backs(scene.reader):
        encounter = offer.guest.encounter
        if scene.chance.happens(GIVEN_BACK_PER_HOUR, "give back", encounter.id, scene.local.date(), scene.local.hour):
            yield AcceptGiveBack(encounter_id=encounter.id, bed_id=offer.bed.bed.id)


def _give_up(scene: Scene, situation: BedSituation) -> Iterator[object]:
    """Take back a promise that the bed will not keep, so that the patient gets another bed."""
    for claim in situation.claims:
        begins = claim.interval.start
        if claim.demand is None or begins > scene.now:
            continue
        blocked = situation.actual is not None and situation.actual.kind is ActualKind.BLOCKED
        patience = BLOCKED_PATIENCE if blocked else LATE_PATIENCE
        since = max(begins, scene.since("promised in vain", claim.interval.id))
        if since + patience <= scene.now:
            yield ReleaseClaim(interval_id=claim.interval.id, bed_id=situation.bed.id)


def _accept(scene: Scene, patience: timedelta) -> Iterator[object]:
    in_danger = {demand.id for _, _, demand in scene.picture.endangered()}
    for demand_id, proposal in scene.picture.proposals.items():
        demand = scene.picture.demands.get(demand_id)
        if demand is None or proposal.start > scene.now + PROMISED_AHEAD[demand.kind]:
            continue
        lying = scene.picture.beds[proposal.bed_id].encounter
        if lying is not None and (demand.kind in IN_THE_HOUSE or lying.certainty is not Certainty.CONFIRMED):
            continue
        if proposal.replaces is not None and demand_id not in in_danger:
            continue
        if scene.since("proposed", demand_id) + patience <= scene.now:
            yield AcceptProposal(proposal_id=proposal.id)
