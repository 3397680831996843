"""Who is coming to a ward, into which bed, and whether that bed is ready for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bedcentre.domain.beds import BedSituation, Claim
from bedcentre.domain.intervals import Span
from bedcentre.domain.messages import Message
from bedcentre.domain.places import Specialty
from bedcentre.domain.requests import Demand
from bedcentre.domain.suitability import Candidate, reasons_beside
from bedcentre.domain.vocabulary import BedState, Sex
from bedcentre.usecases.board.moment import day_end, today
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.namesakes import namesakes
from bedcentre.usecases.board.picture import Picture
from bedcentre.usecases.placement import claims_against, present
from bedcentre.usecases.ward.entries import MOMENT

AHEAD = timedelta(hours=12)
"""How far past midnight a ward looks for who is coming."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Somebody with a promised bed on the ward.

    ``state``: what that bed is now. ``ready``: it can be used at once. ``against``: why the patient can not lie in the
    ready bed yet: somebody else has it, or lies in the room. ``at``: from when it is promised. ``late``:
    that time is past. ``endangered``: the bed will not be free in time. ``from_label``: the bed they lie in now, if
    they are in the house. ``same_name`` tells namesakes apart. ``rank`` sorts as text.
    """

    demand: Demand
    bed_id: int
    bed_label: str
    number: str
    state: BedState
    ready: bool
    against: tuple[Message, ...]
    name: str
    same_name: str
    sex: Sex
    age: int
    specialty: Specialty | None
    at: datetime
    late: bool
    endangered: bool
    from_label: str
    rank: str
    now: datetime = field(compare=False)


def arrivals(picture: Picture, ward_id: int, names: Names) -> dict[int, Arrival]:
    """Who is coming to the ward until tomorrow noon, by demand, soonest first."""
    horizon = day_end(picture) + AHEAD
    alike = namesakes(picture, names)
    found = [
        _arrival(picture, situation, claim, demand, names, alike)
        for situation, claim, demand in picture.promises()
        if situation.ward.id == ward_id and claim.interval.start < horizon
    ]
    return {arrival.demand.id: arrival for arrival in sorted(found, key=lambda arrival: arrival.rank)}


def _arrival(
    picture: Picture,
    situation: BedSituation,
    claim: Claim,
    demand: Demand,
    names: Names,
    alike: Mapping[int, str],
) -> Arrival:
    patient = picture.patients[demand.patient_id]
    at = claim.interval.start
    return Arrival(
        demand=demand,
        bed_id=situation.bed.id,
        bed_label=situation.bed.label,
        number=situation.bed.label.removeprefix(f"{situation.ward.code}-"),
        state=situation.state(day_end(picture)),
        ready=situation.actual is None,
        against=_against(picture, situation, demand) if situation.actual is None else (),
        name=names.of(patient),
        same_name=alike.get(patient.id, ""),
        sex=patient.sex,
        age=patient.age_on(today(picture)),
        specialty=picture.specialties.get(demand.specialty),
        at=at,
        late=at < picture.now,
        endangered=picture.in_danger(situation, claim),
        from_label=_lies_in(picture, demand.encounter_id),
        rank=f"{at:%Y%m%d%H%M%S}-{demand.id}",
        now=picture.now,
    )


def _against(picture: Picture, situation: BedSituation, demand: Demand) -> tuple[Message, ...]:
    """What has come between the promise and the patient's arrival; everything else was asked when it was made."""
    patient, now = picture.patients[demand.patient_id], picture.now
    mates = [
        mate for other in picture.mates(situation) for mate in present(other, patient, Span(now, now + demand.stay))
    ]
    beside = reasons_beside(Candidate.of_demand(demand, patient), situation, mates)
    return (*claims_against(picture, situation, demand.id, Span(now, now + MOMENT)), *beside)


def _lies_in(picture: Picture, encounter_id: int | None) -> str:
    if encounter_id is None:
        return ""
    labels = (
        situation.bed.label
        for situation in picture.beds.values()
        if situation.encounter is not None and situation.encounter.id == encounter_id
    )
    return next(labels, "")
