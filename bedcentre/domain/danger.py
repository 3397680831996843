"""Which promises a bed will not keep, for what it is now or for who lies beside it; and why, in the ward's words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from bedcentre.domain.beds import BedSituation, Claim
from bedcentre.domain.messages import Message
from bedcentre.domain.policy import Policy
from bedcentre.domain.suitability import Candidate, Roommate, reasons_beside
from bedcentre.domain.vocabulary import ActualKind

DANGER = "danger."
"""How the keys of these sentences begin."""


def endangered(
    situation: BedSituation, mates: Collection[BedSituation], now: datetime, policy: Policy
) -> tuple[Claim, ...]:
    """The claims that the bed will keep later than the policy lets pass, if at all: to be replanned.

    Either what the bed is now overruns them, or one of the ``mates`` (the other beds of its room) does, beside whom the
    patient may not lie.
    """
    free = situation.expected_free(now, policy.turnaround)
    return tuple(
        claim
        for claim in situation.claims
        if (situation.actual is not None and claim.interval.start + policy.promise_slack < free)
        or any(_in_the_way(claim, situation, mates, now, policy))
    )


def why_late(
    claim: Claim, situation: BedSituation, mates: Collection[BedSituation], now: datetime, policy: Policy
) -> Message:
    """The sentence for an endangered claim: what its bed is now or who lies beside it, and until when."""
    bed, actual, encounter = situation.bed.label, situation.actual, situation.encounter
    free = situation.expected_free(now, policy.turnaround)
    if actual is None or free <= claim.interval.start + policy.promise_slack:
        return next(_in_the_way(claim, situation, mates, now, policy))
    if actual.kind is ActualKind.BLOCKED:
        return Message("danger.blocked", {"bed": bed, "reason": actual.reason or ""})
    if encounter is None:
        return Message("danger.not_clean", {"bed": bed, "ready": free})
    leaves = encounter.expected_discharge
    return Message("danger.leaves" if leaves > now else "danger.overdue", {"bed": bed, "leaves": leaves})


def _in_the_way(
    claim: Claim, situation: BedSituation, mates: Collection[BedSituation], now: datetime, policy: Policy
) -> Iterator[Message]:
    """Who lies in the room too long, and must not lie beside the patient who comes."""
    if claim.demand is None or claim.patient is None:
        return
    candidate = Candidate.of_demand(claim.demand, claim.patient)
    for mate in mates:
        lying, encounter = mate.patient, mate.encounter
        if lying is None or encounter is None or lying.id == claim.patient.id:
            continue
        leaves = encounter.expected_discharge
        beside = Roommate(bed_label=mate.bed.label, sex=lying.sex, organism=encounter.organism)
        too_long = claim.interval.start + policy.promise_slack < max(now, leaves)
        if too_long and any(reasons_beside(candidate, situation, [beside])):
            key = "danger.beside" if leaves > now else "danger.beside_overdue"
            yield Message(key, {"room": situation.room.number, "bed": mate.bed.label, "leaves": leaves})
