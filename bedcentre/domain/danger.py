"""Why a bed will not keep what it was promised for, in the ward's words."""

from __future__ import annotations

from datetime import datetime

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.messages import Message
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import ActualKind

DANGER = "danger."
"""How the keys of these sentences begin."""


def why_late(situation: BedSituation, now: datetime, policy: Policy) -> Message:
    """The sentence for a bed with an endangered claim: what it is now, and until when."""
    bed, actual, encounter = situation.bed.label, situation.actual, situation.encounter
    if actual is not None and actual.kind is ActualKind.BLOCKED:
        return Message("danger.blocked", {"bed": bed, "reason": actual.reason or ""})
    if encounter is None:
        return Message("danger.not_clean", {"bed": bed, "ready": situation.expected_free(now, policy.turnaround)})
    leaves = encounter.expected_discharge
    return Message("danger.leaves" if leaves > now else "danger.overdue", {"bed": bed, "leaves": leaves})
