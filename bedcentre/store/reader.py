"""What the pages, the planner and the use cases read: one consistent view of the hospital."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.borrowing import Correction, GiveBackAgreement, GiveBackRefusal, Lodging, MarkedNight
from bedcentre.domain.discharge import Departure
from bedcentre.domain.emergency import Ambulance, EmergencyCare
from bedcentre.domain.events import Recorded
from bedcentre.domain.exams import Exam, ExamBooking, ExamDevice
from bedcentre.domain.intervals import ActualInterval, PlannedInterval, TheatreBooking, overlap
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.people import Encounter, Patient
from bedcentre.domain.places import Specialty, Ward
from bedcentre.domain.policy import Policy, PolicyVersion
from bedcentre.domain.preadmission import PreAdmission, PreAdmissionStep
from bedcentre.domain.proposals import PlanRecord, Proposal
from bedcentre.domain.referrals import Partner
from bedcentre.domain.requests import Demand
from bedcentre.domain.review import ReviewDecision
from bedcentre.domain.special_groups import GroupChange
from bedcentre.domain.theatres import Procedure, Surgeon, TheatreSession
from bedcentre.domain.vocabulary import Checklist
from bedcentre.store import journal
from bedcentre.store.day_surgery_reader import SqlDaySurgeryReader
from bedcentre.store.engine import reading
from bedcentre.store.found import found
from bedcentre.store.home_reader import SqlHomeReader
from bedcentre.store.queries import beds, borrowing, emergency, milestones, people, preadmission, requests
from bedcentre.store.queries import discharge as discharges
from bedcentre.store.queries import policy as policies
from bedcentre.store.queries import review as reviews
from bedcentre.store.queries.nursing import NursingReads
from bedcentre.store.queries.referrals import ReferralReads
from bedcentre.store.reference import Reference, reference


class SqlReader(SqlHomeReader, SqlDaySurgeryReader, ReferralReads, NursingReads):
    """``usecases.ports.Reader`` over one transaction; ``policy`` is in force while the hospital has no own version."""

    def __init__(self, connection: Connection, *, now: datetime, zone: ZoneInfo, policy: Policy) -> None:
        self.connection = connection
        self.now = now
        self.zone = zone
        self.first_policy = policy
        self.policy_version, self.policy = policies.newest(connection) or (0, policy)

    @cached_property
    def reference(self) -> Reference:
        """Wards, rooms, beds and the rest that no command changes."""
        return reference(self.connection)

    def sequence(self) -> int:
        """The newest journal row this view includes."""
        return journal.head(self.connection).sequence

    def wards(self) -> Sequence[Ward]:
        """All wards in board order."""
        return tuple(self.reference.wards.values())

    def specialties(self) -> Sequence[Specialty]:
        """All specialties by code."""
        return self.reference.specialties

    def tier(self, specialty: str, ward_id: int) -> int | None:
        """How near the ward is to the specialty; None = may not be used."""
        return self.reference.tiers.get((specialty, ward_id))

    def bed(self, bed_id: int) -> BedSituation:
        """One bed as it is now."""
        return found(next(iter(self.beds(bed_ids=[bed_id])), None), "bed", id=bed_id)

    def beds(
        self, *, bed_ids: Collection[int] | None = None, ward_ids: Collection[int] | None = None
    ) -> Sequence[BedSituation]:
        """Beds as they are now, in board order; both filters None = the whole hospital."""
        wanted = None if bed_ids is None else set(bed_ids)
        if ward_ids is not None:
            groups = self.reference.bed_ids_by_ward
            of_wards = {bed_id for ward_id in ward_ids for bed_id in groups.get(ward_id, ())}
            wanted = of_wards if wanted is None else wanted & of_wards
        return beds.situations(self.connection, self.reference, self.now, wanted)

    def roommates(self, bed_id: int) -> Sequence[BedSituation]:
        """The other beds of the same room."""
        bed = found(self.reference.beds.get(bed_id), "bed", id=bed_id)
        others = set(self.reference.bed_ids_by_room[bed.room_id]) - {bed_id}
        return self.beds(bed_ids=others)

    def bed_of(self, encounter_id: int) -> BedSituation | None:
        """Where a patient lies now."""
        bed_id = beds.bed_id_of(self.connection, encounter_id)
        return None if bed_id is None else self.bed(bed_id)

    def bed_of_patient(self, patient_id: int) -> BedSituation | None:
        """Where a person lies now, by whichever encounter."""
        encounter_id = people.present_encounter(self.connection, patient_id)
        return None if encounter_id is None else self.bed_of(encounter_id)

    def patient(self, patient_id: int) -> Patient:
        """One person."""
        return found(self.patients([patient_id]).get(patient_id), "patient", id=patient_id)

    def patients(self, patient_ids: Collection[int]) -> dict[int, Patient]:
        """Several people by id."""
        return people.patients(self.connection, patient_ids)

    def find_patient(self, mrn: str) -> Patient | None:
        """The person with a medical record number, if known."""
        return people.by_mrn(self.connection, mrn)

    def search_patients(self, text: str, limit: int) -> Sequence[Patient]:
        """People in a bed or with an open demand whose name, pinyin initials or number begins with ``text``."""
        return people.search(self.connection, text, limit)

    def group_changes(self, patient_id: int) -> Sequence[GroupChange]:
        """What was said of a person's special groups, newest first."""
        return people.group_changes(self.connection, patient_id)

    def stays_of(self, encounter_id: int) -> Sequence[ActualInterval]:
        """The beds an encounter has lain in, oldest first."""
        return beds.stays_of(self.connection, encounter_id)

    def encounter(self, encounter_id: int) -> Encounter:
        """One encounter."""
        return found(people.by_encounter(self.connection, encounter_id), "encounter", id=encounter_id)

    def demand(self, demand_id: int) -> Demand:
        """One demand."""
        return found(requests.demand_by_id(self.connection, demand_id), "demand", id=demand_id)

    def open_demands(self) -> Sequence[Demand]:
        """All waiting and promised demands."""
        return requests.open_demands(self.connection)

    def open_demands_of(self, patient_id: int) -> Sequence[Demand]:
        """A person's waiting and promised demands."""
        return requests.open_demands_of(self.connection, patient_id)

    def demands_of_surgeon(self, surgeon: str, since: datetime) -> Sequence[Demand]:
        """A surgeon's demands wanted after ``since``, closed ones too, newest first."""
        return requests.demands_of_surgeon(self.connection, surgeon, since)

    def claims_of(self, demand_id: int) -> Sequence[PlannedInterval]:
        """The hold or reservation a demand has, if any."""
        return requests.claims_of(self.connection, demand_id)

    def expired_holds(self) -> Sequence[PlannedInterval]:
        """Holds whose time is over but that still stand."""
        return requests.expired_holds(self.connection, self.now)

    def proposals(self, *, demand_ids: Collection[int] | None = None) -> Sequence[Proposal]:
        """The open proposals of these demands; None = all."""
        return requests.open_proposals(self.connection, demand_ids)

    def proposal(self, proposal_id: int) -> Proposal:
        """One proposal."""
        return found(requests.proposal_by_id(self.connection, proposal_id), "proposal", id=proposal_id)

    def rejections(self) -> frozenset[tuple[int, int]]:
        """(demand, bed) pairs that a coordinator said no to, of open demands."""
        return requests.rejections(self.connection)

    def latest_plan(self) -> PlanRecord | None:
        """The newest plan of the whole hospital, if any was made (a first proposal for one demand is none)."""
        return requests.latest_plan(self.connection)

    def procedures(self) -> Sequence[Procedure]:
        """The day-surgery catalogue by code."""
        return tuple(self.reference.procedures.values())

    def procedure(self, code: str) -> Procedure:
        """One procedure."""
        return found(self.reference.procedures.get(code), "procedure", code=code)

    def surgeon(self, code: str) -> Surgeon:
        """One surgeon."""
        return found(self.reference.surgeons.get(code), "surgeon", code=code)

    def sessions(self, start: datetime, end: datetime) -> Sequence[TheatreSession]:
        """Theatre sessions that overlap [start, end), by start."""
        return [each for each in self.reference.sessions if overlap(each.start, each.end, start, end)]

    def session(self, session_id: int) -> TheatreSession:
        """One theatre session."""
        wanted = (each for each in self.reference.sessions if each.id == session_id)
        return found(next(wanted, None), "session", id=session_id)

    def bookings(self, start: datetime, end: datetime) -> Sequence[TheatreBooking]:
        """Theatre bookings that overlap [start, end), by start."""
        return requests.bookings(self.connection, start, end)

    def booking_of(self, demand_id: int) -> TheatreBooking | None:
        """The operation's place of a demand, if it has one."""
        return requests.booking_of(self.connection, demand_id)

    def milestone(self, milestone_id: int) -> Milestone:
        """One milestone."""
        return found(milestones.by_id(self.connection, milestone_id), "milestone", id=milestone_id)

    def milestones_of_demand(self, demand_id: int) -> Sequence[Milestone]:
        """What is or was to be done for a demand, in the order of its checklist."""
        return milestones.of_demand(self.connection, demand_id)

    def milestones_of_encounter(self, encounter_id: int) -> Sequence[Milestone]:
        """What is or was to be done for an encounter, in the order of its checklist."""
        return milestones.of_encounter(self.connection, encounter_id)

    def open_milestones(self, checklist: Checklist) -> Sequence[Milestone]:
        """Everything still to be done on one kind of checklist."""
        return milestones.open_of(self.connection, checklist)

    def discharges_to_begin(self) -> Sequence[Encounter]:
        """Those in a bed whose discharge is near as said or predicted, and not yet prepared, soonest first."""
        return discharges.to_begin(self.connection, self.now + self.policy.discharge_ahead)

    def leaving(self) -> Sequence[Encounter]:
        """Those still here who are being prepared to leave, in a bed or in the lounge."""
        return discharges.leaving(self.connection)

    def in_lounge(self) -> Sequence[Encounter]:
        """Those who wait in the discharge lounge, longest first."""
        return discharges.in_lounge(self.connection)

    def encounters(self, encounter_ids: Collection[int]) -> dict[int, Encounter]:
        """Several encounters by id."""
        return {each.id: each for each in discharges.encounters(self.connection, encounter_ids)}

    def milestones_of_encounters(self, encounter_ids: Collection[int]) -> Sequence[Milestone]:
        """What is or was to be done for several encounters, each in the order of its checklist."""
        return discharges.milestones(self.connection, encounter_ids)

    def last_beds(self, encounter_ids: Collection[int]) -> dict[int, int]:
        """The id of the bed in which each encounter lies, or lay last."""
        return discharges.last_beds(self.connection, encounter_ids)

    def departures(self, start: datetime, end: datetime) -> Sequence[Departure]:
        """Those who left the house in [start, end), in order."""
        return discharges.departures(self.connection, start, end)

    def exams(self) -> Sequence[Exam]:
        """The kinds of tests, by code."""
        return self.reference.exams

    def exam_devices(self) -> Sequence[ExamDevice]:
        """The devices they are done on, by id."""
        return self.reference.exam_devices

    def exam_bookings(self, start: datetime) -> Sequence[ExamBooking]:
        """All slots that end after ``start``, by start."""
        return preadmission.exam_bookings(self.connection, start)

    def exam_bookings_of(self, demand_ids: Collection[int]) -> Sequence[ExamBooking]:
        """The slots of some demands, past ones too, by start."""
        return preadmission.exam_bookings_of(self.connection, demand_ids)

    def exam_booking_of(self, milestone_id: int) -> ExamBooking | None:
        """The slot of one test, if it has one."""
        return preadmission.exam_booking_of(self.connection, milestone_id)

    def pre_admission_steps(self) -> Sequence[PreAdmissionStep]:
        """The lines of the checklists of pre-admission, in order."""
        return self.reference.pre_admission_steps

    def pre_admission_checklists(self) -> Sequence[Milestone]:
        """Everything on the pre-admission checklists of open demands, done or not, in order."""
        return preadmission.checklists(self.connection)

    def open_pre_admissions(self) -> Sequence[PreAdmission]:
        """Those whose clock runs."""
        return preadmission.open_pre_admissions(self.connection)

    def pre_admissions_of(self, demand_ids: Collection[int]) -> Sequence[PreAdmission]:
        """Those of some demands, over ones too, oldest first."""
        return preadmission.pre_admissions_of(self.connection, demand_ids)

    def pre_admissions(self, since: datetime) -> Sequence[PreAdmission]:
        """Those opened at or after ``since``, oldest first."""
        return preadmission.pre_admissions(self.connection, since)

    def policy_versions(self) -> Sequence[PolicyVersion]:
        """Every version of the policy, newest first."""
        return policies.versions(self.connection)

    def policy_at(self, at: datetime) -> Policy:
        """The policy that was in force then."""
        return next((each.policy for each in self._versions if each.since <= at), self.first_policy)

    def lodgings(self, start: datetime, end: datetime) -> Sequence[Lodging]:
        """Every stay, by encounter and start, of all who were in the house in [start, end)."""
        return borrowing.lodgings(self.connection, self.reference, start, end)

    def give_back_agreements(self, encounter_ids: Collection[int]) -> Sequence[GiveBackAgreement]:
        """What was agreed about these encounters' borrowed beds."""
        return borrowing.agreements(self.connection, encounter_ids)

    def give_back_refusals(self, since: datetime) -> Sequence[GiveBackRefusal]:
        """The ways back from borrowed beds that were refused after ``since``."""
        return borrowing.refusals(self.connection, since)

    def marked_nights(self, first: date, last: date) -> Sequence[MarkedNight]:
        """What was last said of the borrowed nights from ``first`` to ``last``."""
        return borrowing.marks(self.connection, first, last)

    def statement_corrections(self, month: date) -> Sequence[Correction]:
        """The signed corrections of a month (its first day), oldest first."""
        return borrowing.corrections(self.connection, month)

    def ambulance(self, ambulance_id: int) -> Ambulance:
        """One announced ambulance."""
        return found(emergency.ambulance_by_id(self.connection, ambulance_id), "ambulance", id=ambulance_id)

    def ambulances_coming(self) -> Sequence[Ambulance]:
        """Those on their way, soonest first."""
        return emergency.ambulances_coming(self.connection)

    def ambulances_since(self, since: datetime) -> Sequence[Ambulance]:
        """Those that came, lapsed or were called off after ``since``."""
        return emergency.ambulances_since(self.connection, since)

    def hold(self, interval_id: int) -> PlannedInterval | None:
        """A hold, if it still stands."""
        return emergency.hold(self.connection, interval_id)

    def open_emergencies(self) -> Sequence[Demand]:
        """Emergency patients who wait for a bed or are promised one, longest known first."""
        return emergency.open_emergencies(self.connection)

    def emergency_care(self, demand_ids: Collection[int]) -> dict[int, EmergencyCare]:
        """What is known of some demands besides the bed, by their id."""
        return emergency.care(self.connection, demand_ids)

    def escalations(self) -> Sequence[Milestone]:
        """Every escalation of an open demand, and the unanswered ones of others."""
        return emergency.escalations(self.connection)

    def deposits(self, since: datetime) -> tuple[int, int]:
        """Emergency patients raised after ``since`` who got a bed: how many, and how many paid a deposit."""
        return emergency.deposits(self.connection, since)

    def surgeons(self, specialty: str) -> Sequence[Surgeon]:
        """The surgeons of a specialty, by code."""
        own = (each for each in self.reference.surgeons.values() if each.specialty == specialty)
        return sorted(own, key=lambda each: each.code)

    def partners(self) -> Sequence[Partner]:
        """The facilities of the network, nearest first."""
        return tuple(self.reference.partners.values())

    def partner(self, code: str) -> Partner:
        """One facility of the network."""
        return found(self.reference.partners.get(code), "partner", code=code)

    def review_decisions(self, day: date) -> Sequence[ReviewDecision]:
        """What the review for a day decided, oldest first."""
        return reviews.decisions(self.connection, day)

    @cached_property
    def _versions(self) -> Sequence[PolicyVersion]:
        return self.policy_versions()

    def history(self, bed_id: int, limit: int) -> Sequence[Recorded]:
        """The newest events of one bed, newest first."""
        return journal.of_bed(self.connection, bed_id, limit)


@contextmanager
def read(engine: Engine, *, now: datetime, zone: ZoneInfo, policy: Policy) -> Iterator[SqlReader]:
    """A consistent view of the hospital; writers go on meanwhile and are not seen."""
    with reading(engine) as connection:
        yield SqlReader(connection, now=now, zone=zone, policy=policy)
