"""What a use case may ask of the world. ``store`` implements it; use cases know no database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.borrowing import Correction, GiveBackAgreement, GiveBackRefusal, Lodging, MarkedNight
from bedcentre.domain.discharge import Departure
from bedcentre.domain.emergency import Ambulance, EmergencyCare
from bedcentre.domain.events import Event, Recorded
from bedcentre.domain.exams import Exam, ExamBooking, ExamDevice
from bedcentre.domain.intervals import ActualInterval, PlannedInterval, TheatreBooking
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.people import Actor, Encounter, Patient
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
from bedcentre.usecases.day_surgery.port import DaySurgeryReads
from bedcentre.usecases.home_ports import HomeReader
from bedcentre.usecases.nursing.port import NursingReads
from bedcentre.usecases.referrals.port import ReferralReads


class Zoned(Protocol):
    """Whatever knows the hospital's time zone."""

    @property
    def zone(self) -> ZoneInfo:
        """The hospital's time zone."""


class Surroundings(Protocol):
    """What the rules of one bed ask of the hospital around it."""

    zone: ZoneInfo

    def tier(self, specialty: str, ward_id: int) -> int | None:
        """How near the ward is to the specialty; None = may not be used."""

    def roommates(self, bed_id: int) -> Sequence[BedSituation]:
        """The other beds of the same room."""


class Reader(Surroundings, HomeReader, ReferralReads, DaySurgeryReads, NursingReads, Protocol):
    """What is known of the hospital at one instant. Absent things raise ``NotFoundError``."""

    now: datetime
    policy: Policy
    policy_version: int

    def sequence(self) -> int:
        """The newest journal row this view includes."""

    def wards(self) -> Sequence[Ward]:
        """All wards in board order."""

    def specialties(self) -> Sequence[Specialty]:
        """All specialties by code."""

    def bed(self, bed_id: int) -> BedSituation:
        """One bed as it is now."""

    def beds(
        self, *, bed_ids: Collection[int] | None = None, ward_ids: Collection[int] | None = None
    ) -> Sequence[BedSituation]:
        """Beds as they are now, in board order; both filters None = the whole hospital."""

    def bed_of(self, encounter_id: int) -> BedSituation | None:
        """Where a patient lies now."""

    def bed_of_patient(self, patient_id: int) -> BedSituation | None:
        """Where a person lies now, by whichever encounter."""

    def patient(self, patient_id: int) -> Patient:
        """One person."""

    def patients(self, patient_ids: Collection[int]) -> dict[int, Patient]:
        """Several people by id."""

    def find_patient(self, mrn: str) -> Patient | None:
        """The person with a medical record number, if known."""

    def search_patients(self, text: str, limit: int) -> Sequence[Patient]:
        """People in a bed or with an open demand whose name, pinyin initials or number begins with ``text``."""

    def group_changes(self, patient_id: int) -> Sequence[GroupChange]:
        """What was said of a person's special groups, newest first."""

    def stays_of(self, encounter_id: int) -> Sequence[ActualInterval]:
        """The beds an encounter has lain in, oldest first."""

    def encounter(self, encounter_id: int) -> Encounter:
        """One encounter."""

    def demand(self, demand_id: int) -> Demand:
        """One demand."""

    def open_demands(self) -> Sequence[Demand]:
        """All waiting and promised demands."""

    def open_demands_of(self, patient_id: int) -> Sequence[Demand]:
        """A person's waiting and promised demands."""

    def demands_of_surgeon(self, surgeon: str, since: datetime) -> Sequence[Demand]:
        """A surgeon's demands wanted after ``since``, closed ones too, newest first."""

    def claims_of(self, demand_id: int) -> Sequence[PlannedInterval]:
        """The hold or reservation a demand has, if any."""

    def expired_holds(self) -> Sequence[PlannedInterval]:
        """Holds whose time is over but that still stand."""

    def proposals(self, *, demand_ids: Collection[int] | None = None) -> Sequence[Proposal]:
        """The open proposals of these demands; None = all."""

    def proposal(self, proposal_id: int) -> Proposal:
        """One proposal."""

    def rejections(self) -> frozenset[tuple[int, int]]:
        """(demand, bed) pairs that a coordinator said no to, of open demands."""

    def latest_plan(self) -> PlanRecord | None:
        """The newest plan of the whole hospital, if any was made (a first proposal for one demand is none)."""

    def procedures(self) -> Sequence[Procedure]:
        """The day-surgery catalogue by code."""

    def procedure(self, code: str) -> Procedure:
        """One procedure."""

    def surgeon(self, code: str) -> Surgeon:
        """One surgeon."""

    def sessions(self, start: datetime, end: datetime) -> Sequence[TheatreSession]:
        """Theatre sessions that overlap [start, end), by start."""

    def session(self, session_id: int) -> TheatreSession:
        """One theatre session."""

    def bookings(self, start: datetime, end: datetime) -> Sequence[TheatreBooking]:
        """Theatre bookings that overlap [start, end), by start."""

    def booking_of(self, demand_id: int) -> TheatreBooking | None:
        """The operation's place of a demand, if it has one."""

    def milestone(self, milestone_id: int) -> Milestone:
        """One milestone."""

    def milestones_of_demand(self, demand_id: int) -> Sequence[Milestone]:
        """What is or was to be done for a demand, in the order of its checklist."""

    def milestones_of_encounter(self, encounter_id: int) -> Sequence[Milestone]:
        """What is or was to be done for an encounter, in the order of its checklist."""

    def open_milestones(self, checklist: Checklist) -> Sequence[Milestone]:
        """Everything still to be done on one kind of checklist."""

    def discharges_to_begin(self) -> Sequence[Encounter]:
        """Those in a bed whose discharge is near as said or predicted, and not yet prepared, soonest first."""

    def leaving(self) -> Sequence[Encounter]:
        """Those still here who are being prepared to leave, in a bed or in the lounge."""

    def in_lounge(self) -> Sequence[Encounter]:
        """Those who wait in the discharge lounge, longest first."""

    def encounters(self, encounter_ids: Collection[int]) -> dict[int, Encounter]:
        """Several encounters by id."""

    def milestones_of_encounters(self, encounter_ids: Collection[int]) -> Sequence[Milestone]:
        """What is or was to be done for several encounters, each in the order of its checklist."""

    def last_beds(self, encounter_ids: Collection[int]) -> dict[int, int]:
        """The id of the bed in which each encounter lies, or lay last."""

    def departures(self, start: datetime, end: datetime) -> Sequence[Departure]:
        """Those who left the house in [start, end), in order."""

    def exams(self) -> Sequence[Exam]:
        """The kinds of tests, by code."""

    def exam_devices(self) -> Sequence[ExamDevice]:
        """The devices they are done on, by id."""

    def exam_bookings(self, start: datetime) -> Sequence[ExamBooking]:
        """All slots that end after ``start``, by start."""

    def exam_bookings_of(self, demand_ids: Collection[int]) -> Sequence[ExamBooking]:
        """The slots of some demands, past ones too, by start."""

    def exam_booking_of(self, milestone_id: int) -> ExamBooking | None:
        """The slot of one test, if it has one."""

    def pre_admission_steps(self) -> Sequence[PreAdmissionStep]:
        """The lines of the checklists of pre-admission, in order."""

    def pre_admission_checklists(self) -> Sequence[Milestone]:
        """Everything on the pre-admission checklists of open demands, done or not, in order."""

    def open_pre_admissions(self) -> Sequence[PreAdmission]:
        """Those whose clock runs."""

    def pre_admissions_of(self, demand_ids: Collection[int]) -> Sequence[PreAdmission]:
        """Those of some demands, over ones too, oldest first."""

    def pre_admissions(self, since: datetime) -> Sequence[PreAdmission]:
        """Those opened at or after ``since``, oldest first."""

    def policy_versions(self) -> Sequence[PolicyVersion]:
        """Every version of the policy, newest first."""

    def policy_at(self, at: datetime) -> Policy:
        """The policy that was in force then."""

    def lodgings(self, start: datetime, end: datetime) -> Sequence[Lodging]:
        """Every stay, by encounter and start, of all who were in the house in [start, end)."""

    def give_back_agreements(self, encounter_ids: Collection[int]) -> Sequence[GiveBackAgreement]:
        """What was agreed about these encounters' borrowed beds."""

    def give_back_refusals(self, since: datetime) -> Sequence[GiveBackRefusal]:
        """The ways back from borrowed beds that were refused after ``since``."""

    def marked_nights(self, first: date, last: date) -> Sequence[MarkedNight]:
        """What was last said of the borrowed nights from ``first`` to ``last``."""

    def statement_corrections(self, month: date) -> Sequence[Correction]:
        """The signed corrections of a month (its first day), oldest first."""

    def ambulance(self, ambulance_id: int) -> Ambulance:
        """One announced ambulance."""

    def ambulances_coming(self) -> Sequence[Ambulance]:
        """Those on their way, soonest first."""

    def ambulances_since(self, since: datetime) -> Sequence[Ambulance]:
        """Those that came, lapsed or were called off after ``since``."""

    def hold(self, interval_id: int) -> PlannedInterval | None:
        """A hold, if it still stands."""

    def open_emergencies(self) -> Sequence[Demand]:
        """Emergency patients who wait for a bed or are promised one, longest known first."""

    def emergency_care(self, demand_ids: Collection[int]) -> dict[int, EmergencyCare]:
        """What is known of some demands besides the bed, by their id."""

    def escalations(self) -> Sequence[Milestone]:
        """Every escalation of an open demand, and the unanswered ones of others."""

    def deposits(self, since: datetime) -> tuple[int, int]:
        """Emergency patients raised after ``since`` who got a bed: how many, and how many paid a deposit."""

    def surgeons(self, specialty: str) -> Sequence[Surgeon]:
        """The surgeons of a specialty, by code."""

    def partners(self) -> Sequence[Partner]:
        """The facilities of the network, nearest first."""

    def partner(self, code: str) -> Partner:
        """One facility of the network."""

    def review_decisions(self, day: date) -> Sequence[ReviewDecision]:
        """What the review for a day decided, oldest first."""

    def history(self, bed_id: int, limit: int) -> Sequence[Recorded]:
        """The newest events of one bed, newest first."""


class UnitOfWork(Reader, Protocol):
    """One command's transaction: everything it records is committed together with its journal rows, or not at all.

    Writers are serialised, so what a command reads is still true when it records.
    """

    actor: Actor

    def new_id(self) -> int:
        """A fresh id for a patient, demand, interval, proposal or plan."""

    def record(self, event: Event) -> None:
        """Apply the event to the state and append it to the journal."""
