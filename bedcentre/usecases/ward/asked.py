"""What the coordinator asks a ward: whether a patient can leave earlier, because somebody waits for the bed."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.vocabulary import Checklist
from bedcentre.usecases.ports import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedEarlier:
    """One question, and the bed whose patient it is about."""

    milestone: Milestone
    situation: BedSituation


def asked_earlier(reader: Reader, ward_id: int) -> tuple[AskedEarlier, ...]:
    """The ward's unanswered questions, the soonest time first."""
    found = [
        AskedEarlier(milestone=each, situation=situation)
        for each in reader.open_milestones(Checklist.EARLIER)
        if (situation := reader.bed_of(each.encounter_id or 0)) is not None and situation.ward.id == ward_id
    ]
    return tuple(sorted(found, key=lambda each: (each.milestone.due_at or reader.now, each.situation.bed.label)))
