"""The emergency list: who waits for a bed and how long, ambulances, intensive care's and the recovery room's queues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bedcentre.domain.emergency import Ambulance, EmergencyCare, reserve_at
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import (
    BedKind,
    BedState,
    Centre,
    DemandKind,
    DemandState,
    EscalationLevel,
    EscalationWay,
    MilestoneState,
    Role,
    WardGroup,
    WardKind,
)
from bedcentre.usecases.ahead.groups import groups_of
from bedcentre.usecases.board.moment import day_end
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.picture import Picture, take
from bedcentre.usecases.board.queue import QueueCard, cards
from bedcentre.usecases.emergency.care import OPERATED
from bedcentre.usecases.emergency.escalation import answer_of
from bedcentre.usecases.emergency.ways import Offered, WaysOut
from bedcentre.usecases.ports import Reader

SHOWN_SINCE = timedelta(hours=6)
"""For how long an ambulance that came, lapsed or was called off stays on the list."""

COUNTED_SINCE = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationShown:
    """A long wait carried up. ``mine``: whoever looks was told; ``way`` and ``words`` are the answer."""

    milestone: Milestone
    mine: bool
    late: bool
    way: EscalationWay | None
    words: str

    @property
    def open(self) -> bool:
        """Whether nobody has answered."""
        return self.milestone.state is MilestoneState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody on one of the lists, since ``since`` and no longer than ``limit_at``."""

    card: QueueCard
    care: EmergencyCare
    since: datetime
    limit_at: datetime
    escalations: tuple[EscalationShown, ...] = ()
    ways: tuple[Offered, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """An ambulance on its way; ``label`` is the bed kept for it, empty if none is."""

    ambulance: Ambulance
    label: str
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a group of wards keeps for emergencies now: ``count`` beds to be kept, ``free`` beds there are."""

    group: WardGroup
    count: int
    free: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreBeds:
    """An emergency centre's beds, and how many of them are free."""

    centre: Centre
    beds: int
    free: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencySheet:
    """Everything on the list. ``unpaid`` of ``placed`` emergency patients of the last 30 days paid no deposit."""

    now: datetime
    coming: tuple[Coming, ...]
    past: tuple[Ambulance, ...]
    boarding: tuple[Waiting, ...]
    step_down: tuple[Waiting, ...]
    theatre: tuple[Waiting, ...]
    recovering: tuple[Waiting, ...]
    kept: tuple[Kept, ...]
    centres: tuple[CentreBeds, ...]
    placed: int
    unpaid: int


def sheet(reader: Reader, actor: Actor) -> EmergencySheet:
    """The list as somebody sees it: a director without names, a nurse with those of the own wards' patients."""
    picture = take(reader)
    rows = _Rows(reader, picture, actor)
    placed, paid = reader.deposits(reader.now - COUNTED_SINCE)
    return EmergencySheet(
        now=reader.now,
        coming=tuple(_coming(reader, picture)),
        past=tuple(reversed(reader.ambulances_since(reader.now - SHOWN_SINCE))),
        boarding=tuple(rows.boarding()),
        step_down=tuple(rows.step_down()),
        theatre=tuple(rows.theatre()),
        recovering=tuple(rows.recovering()),
        kept=tuple(kept(picture)),
        centres=tuple(_centres(picture)),
        placed=placed,
        unpaid=placed - paid,
    )


class _Rows:
    """Draws the rows of the four lists, each of them longest over its limit first."""

    def __init__(self, reader: Reader, picture: Picture, actor: Actor) -> None:
        self._reader, self._picture, self._role = reader, picture, actor.role
        self._care = reader.emergency_care(picture.demands.keys())
        wanted = {each.id for each in picture.demands.values() if self._listed(each.id)}
        named = named_to(actor, picture)
        others = Names.NONE if actor.role is Role.DIRECTOR else Names.MASKED
        drawn = {**cards(picture, Names.FULL, wanted & named), **cards(picture, others, wanted - named)}
        self._cards = dict(sorted(drawn.items(), key=lambda pair: pair[1].rank))
        self._escalations: dict[int, list[Milestone]] = {}
        for each in reader.escalations():
            self._escalations.setdefault(each.demand_id or 0, []).append(each)
        self._ways = WaysOut(reader) if self._escalations else None

    def boarding(self) -> Iterator[Waiting]:
        """Emergency patients in the emergency room, or past it into intensive care."""
        rows = []
        for card in self._of(DemandKind.EMERGENCY):
            care = self._care_of(card)
            if care.route not in OPERATED and card.demand.triage is not None:
                limit = self._picture.policy.boarding_limit[card.demand.triage]
                rows.append(self._waiting(card, card.demand.raised_at, limit))
        return _pressing(rows)

    def step_down(self) -> Iterator[Waiting]:
        """Patients who could leave intensive care."""
        limit = self._picture.policy.step_down_limit
        return _pressing(self._waiting(card, card.demand.raised_at, limit) for card in self._of(DemandKind.STEP_DOWN))

    def theatre(self) -> Iterator[Waiting]:
        """Patients who went straight to theatre or the cath lab and are still there."""
        for card in self._of(DemandKind.EMERGENCY):
            care = self._care_of(card)
            if care.route in OPERATED and care.recovering_since is None:
                planned = self._picture.policy.bypass_time[care.route]
                yield self._waiting(card, card.demand.raised_at, planned)

    def recovering(self) -> Iterator[Waiting]:
        """Patients in the recovery room whose bed is not ready."""
        limit = self._picture.policy.pacu_limit
        rows = [
            self._waiting(card, care.recovering_since, limit)
            for card in self._cards.values()
            if (care := self._care_of(card)).recovering_since is not None
        ]
        return _pressing(rows)

    def _listed(self, demand_id: int) -> bool:
        kinds = {DemandKind.EMERGENCY, DemandKind.STEP_DOWN}
        return self._picture.demands[demand_id].kind in kinds or demand_id in self._care

    def _of(self, kind: DemandKind) -> Iterator[QueueCard]:
        for card in self._cards.values():
            if card.demand.kind is kind:
                yield card

    def _care_of(self, card: QueueCard) -> EmergencyCare:
        return self._care.get(card.demand.id, EmergencyCare(demand_id=card.demand.id))

    def _waiting(self, card: QueueCard, since: datetime, limit: timedelta) -> Waiting:
        told = self._escalations.get(card.demand.id, [])
        waits = card.demand.state is DemandState.WAITING
        ways: list[Offered] = []
        if told and waits and self._ways is not None:
            ways = self._ways.offered(card.demand, EscalationLevel(max(each.step for each in told)))
        return Waiting(
            card=card,
            care=self._care_of(card),
            since=since,
            limit_at=since + limit,
            escalations=tuple(self._shown(each) for each in told),
            ways=tuple(ways),
        )

    def _shown(self, milestone: Milestone) -> EscalationShown:
        way, words = answer_of(milestone)
        mine = self._role in {milestone.owner, Role.COORDINATOR}
        late = milestone.is_late(self._reader.now)
        return EscalationShown(milestone=milestone, mine=mine, late=late, way=way, words=words)


def named_to(actor: Actor, picture: Picture) -> frozenset[int]:
    """The demands whose patients' names somebody may read in full.

    A coordinator reads all, a nurse those of who lies in, or is promised a bed of, the own wards; the nurses of the
    emergency room's observation ward also of who waits there for a bed.
    """
    if actor.role is not Role.NURSE:
        return frozenset(picture.demands if actor.role is Role.COORDINATOR else ())
    own = [each for each in picture.beds.values() if each.ward.id in actor.ward_ids]
    lying = {each.encounter.id for each in own if each.encounter is not None}
    coming = {claim.interval.demand_id for each in own for claim in each.claims}
    looks_after = any(each.ward.kind is WardKind.OBSERVATION for each in own)
    return frozenset(
        each.id
        for each in picture.demands.values()
        if each.id in coming
        or each.encounter_id in lying
        or (looks_after and each.kind is DemandKind.EMERGENCY and each.encounter_id is None)
    )


def kept(picture: Picture) -> Iterator[Kept]:
    """What each group of wards keeps for emergencies at this hour."""
    groups, midnight = groups_of(picture), day_end(picture)
    hour = picture.now.astimezone(picture.zone).hour
    for group in WardGroup:
        wards = [ward for ward in picture.wards.values() if groups.get(ward.id) is group]
        count = sum(reserve_at(picture.policy, ward.reserve_beds, group, hour) for ward in wards)
        ids = {ward.id for ward in wards}
        free = sum(each.ward.id in ids and each.state(midnight) is BedState.FREE for each in picture.beds.values())
        if ids:
            yield Kept(group=group, count=count, free=free)


def _pressing(rows: Iterable[Waiting]) -> Iterator[Waiting]:
    """The more severe first, as in the queue; then by how soon somebody waits too long."""
    yield from sorted(rows, key=lambda each: (each.card.demand.triage or "9", each.limit_at, each.card.demand.id))


def _coming(reader: Reader, picture: Picture) -> Iterator[Coming]:
    for each in reader.ambulances_coming():
        bed = picture.beds.get(each.bed_id or 0)
        stands = bed is not None and any(claim.interval.id == each.hold_id for claim in bed.claims)
        label = bed.bed.label if bed is not None and stands else ""
        yield Coming(ambulance=each, label=label, overdue=each.eta < reader.now)


def _centres(picture: Picture) -> Iterator[CentreBeds]:
    midnight = day_end(picture)
    for centre in Centre:
        own = picture.policy.centre_specialties[centre].split()
        beds = [
            each
            for each in picture.beds.values()
            if each.ward.specialty in own and each.bed.kind not in {BedKind.BAY, BedKind.CHAIR}
        ]
        if beds:
            free = sum(each.state(midnight) is BedState.FREE for each in beds)
            yield CentreBeds(centre=centre, beds=len(beds), free=free)
