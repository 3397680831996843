"""Why this bed: the few sentences a coordinator would ask for before saying yes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.messages import Message
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import ActualKind, Feature, Sex, SexPolicy
from bedcentre.planning.snapshot import Snapshot
from optimizer.plan import Placement

TIER_WORDS = {0: "own_ward", 1: "sister_ward"}

NAMED_NEEDS = 3
"""How many needs are named before it is too much to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was chosen for a demand, from ``start`` on, and the ``second`` best (None = nothing else suits)."""

    demand: Demand
    placement: Placement
    start: datetime
    second: Placement | None


def reasons_for(snapshot: Snapshot, choice: Choice) -> tuple[Message, ...]:
    """The sentences, most telling first."""
    situation = snapshot.picture.beds[int(choice.placement.place)]
    return (
        *_danger(snapshot, choice, situation),
        *_word_given(snapshot, choice.demand, situation),
        *_waiting(choice),
        *_tests(snapshot, choice.demand),
        *_ward(snapshot, choice.demand, situation),
        *_ready(snapshot, situation),
        *_operation(snapshot, choice),
        *_room(snapshot, choice, situation),
        *_equipment(choice.demand),
        *_otherwise(snapshot, choice),
    )


def _danger(snapshot: Snapshot, choice: Choice, situation: BedSituation) -> Iterator[Message]:
    """Why the promised bed will not do; or that it will, later."""
    told = snapshot.endangered.get(choice.demand.id)
    if told is not None:
        promised = snapshot.picture.beds[told.bed_id]
        claim = next(each for each in promised.claims if each.interval.id == told.id)
        yield snapshot.picture.why_late(promised, claim)
        if promised.bed.id == situation.bed.id:
            yield Message("planning.same_bed_later", {"bed": promised.bed.label, "start": choice.start})


def _word_given(snapshot: Snapshot, demand: Demand, situation: BedSituation) -> Iterator[Message]:
    if demand.id in snapshot.holds:
        yield Message("planning.held", {"bed": situation.bed.label})
    elif demand.pinned_bed_id == situation.bed.id:
        yield Message("planning.pinned", {"bed": situation.bed.label})


def _waiting(choice: Choice) -> Iterator[Message]:
    demand = choice.demand
    if demand.triage is not None:
        yield Message("planning.triage", {"triage": f"@triage.{demand.triage.value}", "since": demand.raised_at})
    if demand.expires_at is not None and choice.start < demand.expires_at:
        yield Message("planning.before_expiry", {"expires": demand.expires_at})


def _tests(snapshot: Snapshot, demand: Demand) -> Iterator[Message]:
    """What keeps somebody at home longer than they wanted."""
    done = snapshot.tests.get(demand.id)
    if done is not None and done > demand.wanted_from:
        yield Message("planning.after_tests", {"done": done})


def _ward(snapshot: Snapshot, demand: Demand, situation: BedSituation) -> Iterator[Message]:
    tier = snapshot.tiers.get((demand.specialty, situation.ward.id))
    if tier is not None:
        yield Message(f"planning.{TIER_WORDS.get(tier, 'pool_ward')}", {"ward": situation.ward.code})


def _ready(snapshot: Snapshot, situation: BedSituation) -> Iterator[Message]:
    ready = snapshot.times.ready(situation)
    if situation.encounter is not None:
        leaves = situation.encounter.expected_discharge
        key = "planning.after_discharge" if leaves > snapshot.picture.now else "planning.after_overdue_discharge"
        certainty = f"@certainty.{situation.encounter.certainty.value}"
        sure = snapshot.picture.policy.bed_free_sure
        by = snapshot.grid.instant(ready)
        yield Message(key, {"leaves": leaves, "certainty": certainty, "ready": by, "sure": sure})
    elif situation.actual is None:
        yield Message("planning.free_now", {"bed": situation.bed.label})
    elif situation.actual.kind is not ActualKind.BLOCKED:
        yield Message("planning.after_cleaning", {"ready": snapshot.grid.instant(ready)})


def _operation(snapshot: Snapshot, choice: Choice) -> Iterator[Message]:
    surgery = snapshot.surgeries.get(choice.demand.id)
    session = choice.placement.session
    if surgery is not None and session is not None:
        start = snapshot.grid.instant(choice.placement.start + surgery.offset)
        yield Message("planning.operation", {"theatre": snapshot.theatres[session], "start": start})


def _room(snapshot: Snapshot, choice: Choice, situation: BedSituation) -> Iterator[Message]:
    params = {"room": situation.room.number}
    if choice.demand.organism is not None:
        yield Message("planning.isolated", params)
    elif situation.room.id not in snapshot.shared:
        yield Message("planning.single_room", params)
    elif situation.room.sex_policy is not SexPolicy.ANY:
        women = snapshot.picture.patients[choice.demand.patient_id].sex is Sex.FEMALE
        yield Message("planning.women_only" if women else "planning.men_only", params)


def _equipment(demand: Demand) -> Iterator[Message]:
    for need in sorted(demand.needs - {Feature.DAY_BAY})[:NAMED_NEEDS]:
        yield Message("planning.has", {"feature": f"@feature.{need.value}"})


def _otherwise(snapshot: Snapshot, choice: Choice) -> Iterator[Message]:
    second, demand = choice.second, choice.demand
    if demand.id in snapshot.holds or demand.pinned_bed_id is not None:
        return
    if second is None:
        yield Message("planning.no_other")
        return
    other = snapshot.picture.beds[int(second.place)]
    params = {"bed": other.bed.label, "ward": other.ward.code}
    later = second.start - choice.placement.start
    here = snapshot.picture.beds[int(choice.placement.place)].ward.id
    steps = (snapshot.tiers.get((demand.specialty, ward), 0) for ward in (other.ward.id, here))
    if later > 0:
        yield Message("planning.second_later", {**params, "hours": later // 60, "minutes": later % 60})
    elif next(steps) > next(steps):
        yield Message("planning.second_further", params)
    else:
        yield Message("planning.second", params)
