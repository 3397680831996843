"""The hospital as all live pages see it, held in memory and renewed only where something changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from bedcentre.domain.beds import BedSituation, Claim
from bedcentre.domain.danger import endangered, why_late
from bedcentre.domain.events import NurseAbsent, PlanProposed, Recorded, RoomsGiven, ShiftBegan, touched
from bedcentre.domain.intervals import TheatreBooking
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Patient
from bedcentre.domain.places import Specialty, Ward
from bedcentre.domain.policy import Policy
from bedcentre.domain.proposals import PlanRecord, Proposal
from bedcentre.domain.requests import Demand
from bedcentre.domain.theatres import Procedure
from bedcentre.domain.vocabulary import PlannedKind
from bedcentre.usecases.nursing.house import responsible
from bedcentre.usecases.ports import Reader

OTHER_NURSES = frozenset(each.__name__ for each in (RoomsGiven, NurseAbsent, ShiftBegan))
"""Events after which somebody else may be responsible for a room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What journal rows touched: ids of beds and demands, and whether a new plan came.

    A plan touches no beds or demands: it only speaks of them. Whose proposals it changed, ``offered_anew`` says.
    ``sequence`` is the last of the rows; 0 when there were none. ``last`` is the last row of each type of event.
    """

    sequence: int = 0
    beds: frozenset[int] = frozenset()
    demands: frozenset[int] = frozenset()
    plan: bool = False
    last: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Recorded]) -> Changes:
        """What these journal rows touched together."""
        beds: set[int] = set()
        demands: set[int] = set()
        plan = False
        sequence = 0
        last: dict[str, int] = {}
        for row in rows:
            sequence = last[type(row.event).__name__] = row.sequence
            if isinstance(row.event, PlanProposed):
                plan = True
                continue
            some_beds, some_demands = touched(row.event)
            beds |= some_beds
            demands |= some_demands
        return cls(sequence=sequence, beds=frozenset(beds), demands=frozenset(demands), plan=plan, last=last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """How many beds a ward is expected to have free ``by`` an hour, and how many of these are 80 % sure."""

    by: datetime
    expected: int
    sure: int


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The whole hospital at one instant. ``beds`` is in board order; ``proposals`` are by demand.

    ``sequence`` is the newest journal row it includes. ``closed`` are the demands that the latest changes placed or
    cancelled; ``operations`` are the theatre bookings of the others, by demand. ``outlooks`` are the wards' free beds
    to come, empty while nothing was learned to forecast them from. ``last`` is the last journal row of each type of
    event since the picture was first taken. ``responsible``: the names of the nurses on duty, by the id of their rooms.
    """

    now: datetime
    sequence: int
    zone: ZoneInfo
    policy: Policy
    wards: Mapping[int, Ward]
    specialties: Mapping[str, Specialty]
    procedures: Mapping[str, Procedure]
    beds: Mapping[int, BedSituation]
    demands: Mapping[int, Demand]
    closed: Mapping[int, Demand]
    operations: Mapping[int, TheatreBooking]
    patients: Mapping[int, Patient]
    proposals: Mapping[int, Proposal]
    plan: PlanRecord | None
    outlooks: Mapping[int, Outlook] = field(default_factory=dict)
    last: Mapping[str, int] = field(default_factory=dict)
    responsible: Mapping[int, str] = field(default_factory=dict)

    def promises(self) -> Iterator[tuple[BedSituation, Claim, Demand]]:
        """Every bed promised or held for a demand."""
        for situation in self.beds.values():
            for claim in situation.claims:
                demand = self.demands.get(claim.interval.demand_id or 0)
                if demand is not None:
                    yield situation, claim, demand

    @cached_property
    def rooms(self) -> Mapping[int, Sequence[BedSituation]]:
        """The beds of every room."""
        rooms: dict[int, list[BedSituation]] = {}
        for situation in self.beds.values():
            rooms.setdefault(situation.room.id, []).append(situation)
        return rooms

    @cached_property
    def moves_asked(self) -> Mapping[int, datetime]:
        """Since when another bed is asked for somebody who is in the house, by encounter."""
        return {each.encounter_id: each.raised_at for each in self.demands.values() if each.encounter_id is not None}

    def mates(self, situation: BedSituation) -> list[BedSituation]:
        """The other beds of a bed's room."""
        return [mate for mate in self.rooms[situation.room.id] if mate.bed.id != situation.bed.id]

    def in_danger(self, situation: BedSituation, claim: Claim) -> bool:
        """Whether the bed will not keep one of its claims as things are."""
        return claim in endangered(situation, self.mates(situation), self.now, self.policy)

    def why_late(self, situation: BedSituation, claim: Claim) -> Message:
        """Why the bed will not keep a claim in danger."""
        return why_late(claim, situation, self.mates(situation), self.now, self.policy)

    def endangered(self) -> Iterator[tuple[BedSituation, Claim, Demand]]:
        """The promises in danger: reservations that their bed will not keep as things are."""
        for situation, claim, demand in self.promises():
            if claim.interval.kind is PlannedKind.RESERVATION and self.in_danger(situation, claim):
                yield situation, claim, demand


def take(reader: Reader) -> Picture:
    """The picture of the whole hospital as it is now."""
    demands = reader.open_demands()
    return Picture(
        now=reader.now,
        sequence=reader.sequence(),
        zone=reader.zone,
        policy=reader.policy,
        wards={ward.id: ward for ward in reader.wards()},
        specialties={specialty.code: specialty for specialty in reader.specialties()},
        procedures={procedure.code: procedure for procedure in reader.procedures()},
        beds={situation.bed.id: situation for situation in reader.beds()},
        demands={demand.id: demand for demand in demands},
        closed={},
        operations=_operations(reader, demands),
        patients=reader.patients({demand.patient_id for demand in demands}),
        proposals={proposal.demand_id: proposal for proposal in reader.proposals()},
        plan=reader.latest_plan(),
        responsible=responsible(reader),
    )


def renew(picture: Picture, reader: Reader, changes: Changes) -> Picture:
    """The picture with everything that ``changes`` names read again, at the reader's instant.

    The reader may know of later rows already; they are counted as included only when their changes come.
    """
    touched_demands = [reader.demand(demand_id) for demand_id in changes.demands]
    untouched = {key: demand for key, demand in picture.demands.items() if key not in changes.demands}
    demands = {**untouched, **{demand.id: demand for demand in touched_demands if demand.is_open}}
    operations = {key: booking for key, booking in picture.operations.items() if key in untouched}
    new = {demand.patient_id for demand in demands.values()} - picture.patients.keys()
    new |= {demand.patient_id for demand in touched_demands}
    return Picture(
        now=reader.now,
        sequence=max(picture.sequence, changes.sequence),
        zone=picture.zone,
        policy=reader.policy,
        wards=picture.wards,
        specialties=picture.specialties,
        procedures=picture.procedures,
        beds=_beds(picture, reader, changes),
        demands=demands,
        closed={demand.id: demand for demand in touched_demands if not demand.is_open},
        operations={**operations, **_operations(reader, touched_demands)},
        patients={**picture.patients, **reader.patients(new)} if new else picture.patients,
        proposals=_proposals(picture, reader, changes),
        plan=reader.latest_plan() if changes.plan else picture.plan,
        outlooks=picture.outlooks,
        last={**picture.last, **changes.last},
        responsible=responsible(reader) if OTHER_NURSES & changes.last.keys() else picture.responsible,
    )


def offered_anew(before: Picture, after: Picture) -> set[int]:
    """The demands whose proposal came, went or changed between two pictures."""
    either = before.proposals.keys() | after.proposals.keys()
    return {demand_id for demand_id in either if before.proposals.get(demand_id) != after.proposals.get(demand_id)}


def _operations(reader: Reader, demands: Iterable[Demand]) -> dict[int, TheatreBooking]:
    """The theatre bookings of those demands that need an operation and have one."""
    wanted = {demand.id: demand for demand in demands if demand.is_open and demand.procedure}
    if not wanted:
        return {}
    first = min(demand.raised_at for demand in wanted.values())
    bookings = reader.bookings(first, datetime.max.replace(tzinfo=UTC))
    return {booking.demand_id: booking for booking in bookings if booking.demand_id in wanted}


def _proposals(picture: Picture, reader: Reader, changes: Changes) -> Mapping[int, Proposal]:
    if changes.plan:
        return {each.demand_id: each for each in reader.proposals()}
    if not changes.demands:
        return picture.proposals
    untouched = {key: each for key, each in picture.proposals.items() if key not in changes.demands}
    return {**untouched, **{each.demand_id: each for each in reader.proposals(demand_ids=changes.demands)}}


def _beds(picture: Picture, reader: Reader, changes: Changes) -> Mapping[int, BedSituation]:
    if not changes.beds:
        return picture.beds
    return {**picture.beds, **{each.bed.id: each for each in reader.beds(bed_ids=changes.beds)}}
