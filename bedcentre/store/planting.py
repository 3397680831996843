"""Planting a seed hospital: places as rows; patients, stays and demands as the journal's first events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from sqlalchemy import Engine

from bedcentre.domain.appointments import KIND_OF, Contact
from bedcentre.domain.errors import BadInputError
from bedcentre.domain.events import (
    BedBlocked,
    BedConfirmed,
    BedFound,
    ContactNoted,
    DemandRaised,
    Event,
    PatientAdmitted,
    PatientRegistered,
    ShiftBegan,
)
from bedcentre.domain.intervals import ActualInterval
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Encounter, Patient
from bedcentre.domain.pinyin import name_initials
from bedcentre.domain.policy import Policy
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import ActualKind, Certainty, DemandKind, DemandState, Feature, Sex, Triage
from bedcentre.seeding import records
from bedcentre.seeding.contacts import contact_of
from bedcentre.seeding.records import Hospital
from bedcentre.seeding.timeline import LOCAL
from bedcentre.store import meta
from bedcentre.store.planting_day_cases import booked_before
from bedcentre.store.planting_places import PlaceIds, plant_places
from bedcentre.store.planting_preadmissions import taken_over
from bedcentre.store.planting_referrals import agreed_before, sent_before
from bedcentre.store.unit_of_work import AlreadyDoneError, SqlUnitOfWork, write
from bedcentre.store.users import SYSTEM

COMMAND_ID = "plant"


def plant(engine: Engine, hospital: Hospital, *, seed: int = 1) -> None:
    """Fill an empty, migrated database in one transaction. Demands that nobody knows of at the start stay out.

    ``seed``: from which the hospital was generated; kept, so that a simulation can generate it again.

    Raises:
        BadInputError: the database has a hospital already.
    """
    try:
        with write(
            engine,
            now=lambda: hospital.start.astimezone(UTC),
            zone=LOCAL,
            policy=Policy(),
            actor=SYSTEM,
            command_id=COMMAND_ID,
        ) as uow:
            meta.set_planted(uow.connection, meta.Planted(beds=len(hospital.beds), seed=seed, start=uow.now))
            ids = plant_places(uow.connection, hospital)
            takeover = _Takeover(uow, ids)
            for event in takeover.events(hospital):
                uow.record(event)
            takeover.book(hospital)
            uow.finish(None)
    except AlreadyDoneError as error:
        raise BadInputError(Message("input.planted_already")) from error


class _Takeover:
    """Turns what lies and waits in the hospital at its start into events, registering each person once."""

    def __init__(self, uow: SqlUnitOfWork, ids: PlaceIds) -> None:
        self._uow = uow
        self._ids = ids
        self._patients: dict[str, int] = {}
        self._encounters: dict[str, int] = {}
        self._demands: dict[str, Demand] = {}

    def events(self, hospital: Hospital) -> Iterator[Event]:
        """All events of the start, in an order in which they can happen."""
        for occupant in hospital.occupants:
            yield from self._register(occupant.patient)
            yield self._admission(occupant)
        for closure in hospital.closures:
            yield self._closure(closure)
        unready = {occupant.bed for occupant in hospital.occupants} | {closure.bed for closure in hospital.closures}
        for bed in hospital.beds:
            if bed.label not in unready:
                yield BedConfirmed(bed_id=self._ids.beds[bed.label], at=hospital.start)
        for demand in hospital.demands:
            if demand.raised_at <= hospital.start:
                yield from self._register(demand.patient)
                raised = self._demands[demand.code] = self._demand(demand)
                if raised.kind in KIND_OF:
                    known = contact_of(demand.patient.mrn)
                    contact = Contact(patient_id=raised.patient_id, email=known.email, phone=known.phone)
                    yield ContactNoted(contact=contact)
                yield DemandRaised(demand=raised)
                yield from taken_over(self._uow, raised, demand.expires_at)
                yield from sent_before(self._uow, hospital, raised, demand)
        yield from agreed_before(self._uow, hospital)
        if hospital.nurses:
            yield ShiftBegan(shift=self._uow.now)

    def book(self, hospital: Hospital) -> None:
        """Promise the day cases of the start's day their bays and operations."""
        for each in hospital.demands:
            if each.booking is not None:
                bay = self._ids.beds[each.booking.bay]
                booked_before(self._uow, self._demands[each.code], each.booking, bay)

    def _register(self, patient: records.Patient) -> Iterator[Event]:
        if patient.mrn not in self._patients:
            self._patients[patient.mrn] = self._uow.new_id()
            yield PatientRegistered(
                patient=Patient(
                    id=self._patients[patient.mrn],
                    mrn=patient.mrn,
                    name=patient.name,
                    pinyin=name_initials(patient.name),
                    sex=Sex(patient.sex),
                    birth_date=patient.birth_date,
                    flags=patient.flags,
                )
            )

    def _admission(self, occupant: records.Occupant) -> PatientAdmitted:
        encounter = Encounter(
            id=self._uow.new_id(),
            patient_id=self._patients[occupant.patient.mrn],
            specialty=occupant.specialty,
            admitted_at=occupant.admitted_at,
            expected_discharge=occupant.expected_discharge,
            certainty=Certainty(occupant.certainty),
            severe=occupant.severe,
            needs=frozenset(map(Feature, occupant.needs)),
            organism=occupant.organism,
        )
        self._encounters[occupant.bed] = encounter.id
        stay = ActualInterval(
            id=self._uow.new_id(),
            bed_id=self._ids.beds[occupant.bed],
            kind=ActualKind.OCCUPIED,
            start=occupant.admitted_at,
            encounter_id=encounter.id,
        )
        return PatientAdmitted(encounter=encounter, stay=stay, demand_id=None)

    def _closure(self, closure: records.Closure) -> Event:
        interval = ActualInterval(
            id=self._uow.new_id(),
            bed_id=self._ids.beds[closure.bed],
            kind=ActualKind(closure.kind),
            start=closure.since,
            until=closure.expected_end,
            reason=closure.reason_zh or None,
        )
        return BedBlocked(block=interval) if interval.kind is ActualKind.BLOCKED else BedFound(found=interval)

    def _demand(self, demand: records.Demand) -> Demand:
        return Demand(
            id=self._uow.new_id(),
            kind=DemandKind(demand.kind),
            patient_id=self._patients[demand.patient.mrn],
            specialty=demand.specialty,
            state=DemandState.WAITING,
            raised_at=demand.raised_at,
            wanted_from=demand.wanted_from,
            latest=demand.latest,
            stay_minutes=demand.expected_minutes,
            triage=Triage(demand.triage) if demand.triage else None,
            severe=demand.severe,
            needs=frozenset(map(Feature, demand.needs)),
            prefers=frozenset(map(Feature, demand.prefers)),
            organism=demand.organism,
            encounter_id=self._encounters[demand.current_bed] if demand.current_bed else None,
            procedure=demand.procedure,
            surgeon=demand.surgeon,
            green_channel=demand.partner is not None and demand.procedure is not None,
        )
