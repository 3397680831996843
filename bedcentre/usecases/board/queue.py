"""The queue: who needs a bed in the coming hours, with the plan's proposal for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bedcentre.domain.beds import BedSituation, Claim
from bedcentre.domain.danger import DANGER
from bedcentre.domain.emergency import levels_reached
from bedcentre.domain.messages import Message
from bedcentre.domain.places import Specialty, Ward
from bedcentre.domain.proposals import Proposal
from bedcentre.domain.requests import Demand
from bedcentre.domain.special_groups import SpecialGroup, groups_of
from bedcentre.domain.vocabulary import DemandKind, DemandState, EscalationLevel, Sex
from bedcentre.usecases.board.moment import today
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.namesakes import namesakes
from bedcentre.usecases.board.picture import Picture

IN_HOUSE = frozenset({DemandKind.STEP_DOWN, DemandKind.TRANSFER})


class Group(StrEnum):
    """The parts of the queue, most pressing first."""

    EMERGENCY = "1"
    IN_HOUSE = "2"
    COMING = "3"
    PROMISED = "4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A bed that the plan proposes, or that is promised or held already (then with ``interval_id``).

    ``past``: a proposal's time has come; ``empty``: its bed is free for it. ``reasons`` are the proposal's, ``danger``
    says why a promised bed will not be free in time.
    """

    bed_id: int
    bed_label: str
    ward: Ward
    start: datetime
    proposal: Proposal | None = None
    past: bool = False
    empty: bool = False
    reasons: tuple[Message, ...] = ()
    interval_id: int | None = None
    hold: bool = False
    danger: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCard:
    """One demand in the queue. ``name`` is empty where names are not shown; ``same_name`` tells namesakes apart.

    ``groups`` are the patient's special groups. ``rank`` sorts the queue as text. ``limit_at`` is when an emergency has
    boarded too long, ``escalated`` how far its wait was carried up, ``pressing_at`` when little is left of a
    pre-admission's clock.
    ``now`` is the picture's instant, ``today`` its local day: a page lets clocks run on by itself, so that a card
    is the same card until something else about it changes. Beside a ``promise`` in danger, ``proposal`` is the bed that
    would take its place.
    """

    demand: Demand
    group: Group
    rank: str
    name: str
    same_name: str
    mrn: str
    sex: Sex
    age: int
    groups: tuple[SpecialGroup, ...]
    specialty: Specialty | None
    limit_at: datetime | None
    escalated: EscalationLevel | None
    pressing_at: datetime | None
    proposal: Offer | None
    promise: Offer | None
    pinned_label: str
    from_label: str
    now: datetime = field(compare=False)
    today: date


def cards(picture: Picture, names: Names, only: Iterable[int] | None = None) -> dict[int, QueueCard]:
    """The cards of the named open demands, or of all wanted within the operational plan; most pressing first."""
    horizon = picture.now + timedelta(hours=picture.policy.operational_hours)
    if only is None:
        ids = {demand.id for demand in picture.demands.values() if demand.wanted_from <= horizon}
    else:
        ids = set(only) & picture.demands.keys()
    promised = {demand.id: (situation, claim) for situation, claim, demand in picture.promises()}
    lying = {each.encounter.id: each.bed.label for each in picture.beds.values() if each.encounter is not None}
    alike = namesakes(picture, names)
    drawn = [_card(picture, picture.demands[each], names, promised.get(each), lying, alike) for each in ids]
    return {card.demand.id: card for card in sorted(drawn, key=lambda card: card.rank)}


def group_of(demand: Demand) -> Group:
    """The part of the queue a demand stands in."""
    if demand.state is DemandState.PROMISED:
        return Group.PROMISED
    if demand.kind is DemandKind.EMERGENCY:
        return Group.EMERGENCY
    return Group.IN_HOUSE if demand.kind in IN_HOUSE else Group.COMING


def _card(
    picture: Picture,
    demand: Demand,
    names: Names,
    promised: tuple[BedSituation, Claim] | None,
    lying: dict[int, str],
    alike: Mapping[int, str],
) -> QueueCard:
    patient = picture.patients[demand.patient_id]
    proposal = picture.proposals.get(demand.id)
    group = group_of(demand)
    promise = _promise(picture, *promised) if promised else None
    limits = picture.policy.boarding_limit
    emergency = group is Group.EMERGENCY and demand.triage is not None
    return QueueCard(
        demand=demand,
        group=group,
        rank=_rank(demand, group, promise),
        name=names.of(patient),
        same_name=alike.get(patient.id, ""),
        mrn=patient.mrn if names is Names.FULL else "",
        sex=patient.sex,
        age=patient.age_on(today(picture)),
        groups=tuple(sorted(groups_of(patient, today(picture)))),
        specialty=picture.specialties.get(demand.specialty),
        pressing_at=demand.expires_at - picture.policy.preadmission_warning if demand.expires_at else None,
        limit_at=demand.raised_at + limits[demand.triage] if emergency and demand.triage is not None else None,
        escalated=_escalated(picture, demand) if emergency else None,
        proposal=_proposed(picture, proposal) if proposal and (not promise or promise.danger) else None,
        promise=promise,
        pinned_label=picture.beds[demand.pinned_bed_id].bed.label if demand.pinned_bed_id else "",
        from_label=lying.get(demand.encounter_id or 0, ""),
        now=picture.now,
        today=today(picture),
    )


def _escalated(picture: Picture, demand: Demand) -> EscalationLevel | None:
    """How far the wait was carried up by now."""
    if demand.triage is None:
        return None
    return max(levels_reached(picture.policy, demand.triage, picture.now - demand.raised_at), default=None)


def _rank(demand: Demand, group: Group, promise: Offer | None) -> str:
    clock = demand.raised_at if group is Group.EMERGENCY else demand.wanted_from
    at = promise.start if promise else clock
    pressing = "0" if promise and promise.danger else demand.triage or "9"
    return f"{group}-{pressing}-{at:%Y%m%d%H%M%S}-{demand.id}"


def _proposed(picture: Picture, proposal: Proposal) -> Offer:
    situation = picture.beds[proposal.bed_id]
    return Offer(
        bed_id=proposal.bed_id,
        bed_label=situation.bed.label,
        ward=situation.ward,
        start=proposal.operation_start or proposal.start,
        past=proposal.session_id is None and proposal.start <= picture.now,
        empty=situation.actual is None,
        proposal=proposal,
        reasons=tuple(each for each in proposal.reasons if not each.key.startswith(DANGER)),  # the promise says it live
    )


def _promise(picture: Picture, situation: BedSituation, claim: Claim) -> Offer:
    return Offer(
        bed_id=situation.bed.id,
        bed_label=situation.bed.label,
        ward=situation.ward,
        start=claim.interval.start,
        interval_id=claim.interval.id,
        hold=claim.interval.expires_at is not None,
        danger=picture.why_late(situation, claim) if picture.in_danger(situation, claim) else None,
    )
