"""Who asks for a bed when: the seed hospital's demands, raised one after another as their time comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from bedcentre.domain.appointments import KIND_OF
from bedcentre.domain.beds import BedSituation
from bedcentre.domain.people import Actor
from bedcentre.domain.pinyin import name_initials
from bedcentre.domain.vocabulary import BedKind, DemandKind, Feature, Sex, Triage
from bedcentre.seeding.contacts import contact_of
from bedcentre.seeding.records import Demand, Hospital
from bedcentre.simulation import roster
from bedcentre.simulation.destiny import AGAIN
from bedcentre.simulation.emergency import comes_announced
from bedcentre.simulation.scene import Scene
from bedcentre.usecases.appointments.outbox import NoteContact
from bedcentre.usecases.day_surgery.requests import RequestSlot
from bedcentre.usecases.requests import RegisterPatient, RequestBed

OBSERVATION = "急诊留观"
"""Note of the demand by which an emergency patient gets a bed in the observation ward."""
OBSERVED = timedelta(hours=6)
"""How long an emergency patient is expected to lie in the observation ward."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Couch:
    """A free bed of the observation ward, whose patients are ``specialty``'s, and a nurse there."""

    bed_id: int
    specialty: str
    nurse: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A demand to be raised now, by whom.

    ``encounter_id`` when the patient already lies in the house. ``couch`` is a free bed of the observation ward in
    which an emergency patient may lie until there is one in the ward, and who puts the patient there.
    """

    demand: Demand
    actor: Actor
    encounter_id: int | None = None
    couch: Couch | None = None

    @property
    def registration(self) -> RegisterPatient:
        """The command that makes the patient known."""
        patient = self.demand.patient
        return RegisterPatient(
            mrn=patient.mrn,
            name=patient.name,
            pinyin=name_initials(patient.name),
            sex=Sex(patient.sex),
            birth_date=patient.birth_date,
            flags=patient.flags,
        )

    @property
    def from_home(self) -> bool:
        """Whether the patient waits at home to be called in."""
        return self.demand.kind in KIND_OF

    def contact(self, patient_id: int) -> NoteContact:
        """The command that notes how the patient is reached."""
        known = contact_of(self.demand.patient.mrn)
        return NoteContact(patient_id=patient_id, email=known.email, phone=known.phone)

    def observation(self, couch: Couch, patient_id: int, now: datetime) -> RequestBed:
        """The command that asks for the bed in the observation ward."""
        return RequestBed(
            kind=DemandKind.EMERGENCY,
            patient_id=patient_id,
            specialty=couch.specialty,
            wanted_from=now,
            latest=now + OBSERVED,
            stay_minutes=OBSERVED // timedelta(minutes=1),
            triage=Triage(self.demand.triage) if self.demand.triage else Triage.ACUTE,
            organism=self.demand.organism,
            note=OBSERVATION,
        )

    def request(
        self, patient_id: int, encounter_id: int | None, now: datetime, zone: ZoneInfo
    ) -> RequestBed | RequestSlot:
        """The command that asks for the bed; what comes late is wanted as much later."""
        demand = self.demand
        late = max(now - demand.raised_at, timedelta(0))
        if demand.kind == DemandKind.DAY_SURGERY and demand.procedure and demand.surgeon:
            return RequestSlot(
                patient_id=patient_id,
                procedure=demand.procedure,
                surgeon=demand.surgeon,
                first_day=(demand.wanted_from + late).astimezone(zone).date(),
                last_day=(demand.latest + late).astimezone(zone).date(),
            )
        return RequestBed(
            kind=DemandKind(demand.kind),
            patient_id=patient_id,
            specialty=demand.specialty,
            wanted_from=demand.wanted_from + late,
            latest=demand.latest + late,
            stay_minutes=demand.expected_minutes,
            triage=Triage(demand.triage) if demand.triage else None,
            severe=demand.severe,
            needs=frozenset(map(Feature, demand.needs)),
            prefers=frozenset(map(Feature, demand.prefers)),
            organism=demand.organism,
            encounter_id=encounter_id,
            procedure=demand.procedure,
            surgeon=demand.surgeon,
        )


class Arrivals:
    """The seed's demands that were not yet raised; ``raised`` are the codes of those that were since the start.

    When the seed's days are over the same people come again under new numbers: the demo never runs dry.
    """

    def __init__(self, hospital: Hospital, raised: frozenset[str]) -> None:
        self._start = hospital.start
        self._round = timedelta(days=hospital.days)
        self._written = tuple(each for each in hospital.demands if each.raised_at > hospital.start)
        self._raised = set(raised) | {each.code for each in hospital.demands if each.raised_at <= hospital.start}
        self._begins = {each.code: max(each.wanted_from, hospital.start) for each in hospital.demands}
        self._rounds = 0
        self._pending: list[Demand] = []

    def due(self, scene: Scene) -> Iterator[Arrival]:
        """The demands whose time has come, oldest first; each stays due until it is ``done``."""
        self._turn_pages(scene.now)
        lying = {each.patient.mrn: each for each in scene.beds if each.patient is not None}
        couches = self._couches(scene)
        for demand in takewhile(lambda each: each.raised_at <= scene.now, self._pending):
            if demand.current_bed is None and demand.follows is None:
                couch = next(couches, None) if demand.kind == DemandKind.EMERGENCY else None
                yield Arrival(demand=demand, actor=roster.asking(demand.surgeon), couch=couch)
                continue
            situation = lying.get(demand.patient.mrn)
            if situation is not None and situation.encounter is not None and self._ready(demand, situation, scene):
                actor = roster.nurse(situation.ward.id)
                yield Arrival(demand=demand, actor=actor, encounter_id=situation.encounter.id)

    def announced(self, now: datetime) -> list[Demand]:
        """Whose ambulance is on its way."""
        self._turn_pages(now)
        return [each for each in self._pending if comes_announced(each, now)]

    def done(self, demand: Demand) -> None:
        """The demand was raised, or was refused for good."""
        self._raised.add(demand.code)
        self._pending = [each for each in self._pending if each.code != demand.code]

    def _couches(self, scene: Scene) -> Iterator[Couch]:
        for each in scene.beds:
            if each.bed.kind is BedKind.OBSERVATION and each.actual is None and not each.claims:
                yield Couch(bed_id=each.bed.id, specialty=each.ward.specialty, nurse=roster.nurse(each.ward.id))

    def _ready(self, demand: Demand, situation: BedSituation, scene: Scene) -> bool:
        """Whether somebody in the house may go on to the next bed: the part of the way before it is over."""
        actual, encounter = situation.actual, situation.encounter
        if actual is None or encounter is None or encounter.id in scene.moving:
            return False
        if demand.follows is None:
            return True
        return demand.follows in self._raised and (
            actual.start + (demand.wanted_from - self._begins[demand.follows]) <= scene.now
        )

    def _turn_pages(self, now: datetime) -> None:
        """Bring up the people of the rounds that have begun, and forget moves that never became possible."""
        while self._start + self._round * self._rounds <= now:
            comers = [
                _again(each, self._rounds, self._round * self._rounds)
                for each in self._written
                if not (self._rounds and each.current_bed)
            ]
            self._begins |= {each.code: each.wanted_from for each in comers}
            kept = [each for each in self._pending if each.raised_at + self._round > now]
            fresh = [each for each in comers if each.code not in self._raised]
            self._pending = sorted(kept + fresh, key=lambda each: each.raised_at)
            self._rounds += 1


def _again(demand: Demand, rounds: int, later: timedelta) -> Demand:
    """The same demand ``rounds`` rounds later, of somebody with a new number."""
    if not rounds:
        return demand
    mark = f"{AGAIN}{rounds}"
    return replace(
        demand,
        code=demand.code + mark,
        patient=replace(demand.patient, mrn=demand.patient.mrn + mark),
        raised_at=demand.raised_at + later,
        wanted_from=demand.wanted_from + later,
        latest=demand.latest + later,
        expires_at=demand.expires_at + later if demand.expires_at else None,
        follows=demand.follows + mark if demand.follows else None,
    )
