"""What happened, past tense. The journal keeps these for ever; replaying them rebuilds the hospital.

Each event carries every value that changed, ids and instants included, so that replay needs nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime

from bedcentre.domain.borrowing import Correction, GiveBackAgreement, GiveBackRefusal, MarkedNight
from bedcentre.domain.emergency import Ambulance, EmergencyCare
from bedcentre.domain.exams import ExamBooking
from bedcentre.domain.intervals import ActualInterval, PlannedInterval, TheatreBooking
from bedcentre.domain.messages import Message
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.people import Encounter, Patient
from bedcentre.domain.policy import PolicyVersion
from bedcentre.domain.preadmission import PreAdmission
from bedcentre.domain.proposals import PlanRecord, Proposal
from bedcentre.domain.requests import Demand
from bedcentre.domain.review import ReviewDecision
from bedcentre.domain.vocabulary import Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientRegistered:
    """A person became known."""

    patient: Patient


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandRaised:
    """Somebody asked for a bed."""

    demand: Demand


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandCancelled:
    """The bed is no longer needed; its reservation and theatre booking were released before."""

    demand_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandPinned:
    """A coordinator fixed the bed the plan must use (None lifts it)."""

    demand_id: int
    bed_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BedReserved:
    """A bed was promised to a demand; the demand is now promised."""

    reservation: PlannedInterval
    proposal_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BedHeld:
    """A bed is kept for a while; the hold ends by itself."""

    hold: PlannedInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimReleased:
    """A hold or reservation ended: ``cause`` is expired, undone, cancelled, moved or used.

    Unless used, its demand (if any) waits again.
    """

    interval_id: int
    bed_id: int
    demand_id: int | None
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TheatreBooked:
    """An operation got its place in a session."""

    booking: TheatreBooking


@dataclass(frozen=True, slots=True, kw_only=True)
class TheatreReleased:
    """An operation lost its place in a session."""

    booking_id: int
    demand_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOverridden:
    """A person with the right put a patient where a rule spoke against it, and signed why."""

    patient_id: int
    demand_id: int | None
    bed_id: int
    rules: tuple[Message, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientAdmitted:
    """A patient who was not in the house got an encounter and lies in a bed; the boarding clock stops."""

    encounter: Encounter
    stay: ActualInterval
    demand_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientMoved:
    """A patient left one bed for another; the old bed waits for cleaning. ``encounter`` is as it is from now on."""

    encounter: Encounter
    left_stay_id: int
    left_bed_id: int
    vacated: ActualInterval
    stay: ActualInterval
    demand_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientLeft:
    """A patient physically left; the encounter is over, the bed waits for cleaning."""

    encounter_id: int
    stay_id: int
    vacated: ActualInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingUndone:
    """A mistaken "left" was taken back: the patient still lies there."""

    encounter_id: int
    stay_id: int
    vacated_id: int
    bed_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientToLounge:
    """A patient who is about to go home left the bed for the discharge lounge; the bed waits for cleaning."""

    encounter_id: int
    stay_id: int
    vacated: ActualInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientLeftLounge:
    """A patient left the house from the discharge lounge; the encounter is over."""

    encounter_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingLoungeUndone:
    """A mistaken "left the lounge" was taken back: the patient still waits there."""

    encounter_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientReturned:
    """A patient went back from the discharge lounge into a bed. ``encounter`` is as it is from now on."""

    encounter: Encounter
    stay: ActualInterval
    demand_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BedFound:
    """A bed was found vacated or being cleaned when the hospital was taken over; who lay there is not known."""

    found: ActualInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class CleaningStarted:
    """Somebody began to clean a vacated bed."""

    vacated_id: int
    cleaning: ActualInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class CleaningFinished:
    """The bed is ready."""

    cleaning_id: int
    bed_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BedBlocked:
    """A bed cannot be used, for a reason."""

    block: ActualInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class BedUnblocked:
    """A blocked bed may be used again."""

    block_id: int
    bed_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BedConfirmed:
    """Somebody looked: what is known of the bed is still so."""

    bed_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargeExpected:
    """The ward said, or the forecast predicted, when a patient will leave."""

    encounter_id: int
    bed_id: int
    expected: datetime
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProposed:
    """A checked plan was made; ``proposals`` are new, ``withdrawn`` no longer hold."""

    plan: PlanRecord
    proposals: tuple[Proposal, ...]
    withdrawn: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRejected:
    """A coordinator said no, and why; the plan does not offer that bed to that demand again."""

    proposal_id: int
    demand_id: int
    bed_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChanged:
    """An administrator gave the hospital other times and limits; from here on every decision is made under them."""

    version: PolicyVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestonesSet:
    """A demand or encounter got things to be done."""

    milestones: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneChanged:
    """A milestone was reached, waived or opened again; ``milestone`` is as it is from now on."""

    milestone: Milestone


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestonesMoved:
    """Milestones are due at other times: ``due`` by their id."""

    due: dict[int, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestonesDropped:
    """What was to be done is so no longer, for ``cause``: its demand or encounter is over, or it was called off."""

    milestone_ids: tuple[int, ...]
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBackAgreed:
    """Two departments agreed until when a borrowed bed is given back."""

    agreement: GiveBackAgreement


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBackRefused:
    """A coordinator let a patient stay in a borrowed bed, and said why."""

    refusal: GiveBackRefusal


@dataclass(frozen=True, slots=True, kw_only=True)
class NightMarked:
    """A borrowed night was waived, disputed, or settled to count after all."""

    marked: MarkedNight


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementCorrected:
    """Somebody with the right signed a correction of what one department owes another."""

    correction: Correction


@dataclass(frozen=True, slots=True, kw_only=True)
class PreAdmissionOpened:
    """The tests before an operation begin, on the insurance's clock."""

    pre_admission: PreAdmission


@dataclass(frozen=True, slots=True, kw_only=True)
class PreAdmissionChanged:
    """A pre-admission was lengthened, or is over; ``pre_admission`` is as it is from now on."""

    pre_admission: PreAdmission


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamsBooked:
    """Tests of one demand got slots on devices."""

    bookings: tuple[ExamBooking, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamReleased:
    """A test lost its slot: ``cause`` is cancelled, moved, missed or needless."""

    booking_id: int
    milestone_id: int
    demand_id: int
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbulanceAnnounced:
    """A patient is on the way."""

    ambulance: Ambulance


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbulanceChanged:
    """An announced ambulance is late, has another bed kept, has come, lapsed or was called off."""

    ambulance: Ambulance


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyCareNoted:
    """A demand's centre, way, deposit or time in the recovery room became known; ``care`` is as it is from now on."""

    care: EmergencyCare


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDecided:
    """A proposal of the daily review was accepted (what it takes was done with it) or declined."""

    decision: ReviewDecision


Event = (
    PatientRegistered
    | DemandRaised
    | DemandCancelled
    | DemandPinned
    | BedReserved
    | BedHeld
    | ClaimReleased
    | TheatreBooked
    | TheatreReleased
    | RuleOverridden
    | PatientAdmitted
    | PatientMoved
    | PatientLeft
    | LeavingUndone
    | PatientToLounge
    | PatientLeftLounge
    | LeavingLoungeUndone
    | PatientReturned
    | BedFound
    | CleaningStarted
    | CleaningFinished
    | BedBlocked
    | BedUnblocked
    | BedConfirmed
    | DischargeExpected
    | PlanProposed
    | ProposalRejected
    | PolicyChanged
    | MilestonesSet
    | MilestoneChanged
    | MilestonesMoved
    | MilestonesDropped
    | PreAdmissionOpened
    | PreAdmissionChanged
    | ExamsBooked
    | ExamReleased
    | GiveBackAgreed
    | GiveBackRefused
    | NightMarked
    | StatementCorrected
    | AmbulanceAnnounced
    | AmbulanceChanged
    | EmergencyCareNoted
    | ReviewDecided
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event as the journal has it: its sequence, when and by whom, and the command it belongs to."""

    sequence: int
    at: datetime
    user_id: int
    command_id: str
    event: Event


def touched(event: object) -> tuple[frozenset[int], frozenset[int]]:
    """The ids of the beds and of the demands that an event speaks of, for boards to repaint."""
    pairs = list(_ids(event))
    beds = frozenset(value for name, value in pairs if name.endswith("bed_id"))
    demands = frozenset(value for name, value in pairs if name == "demand_id")
    return beds, demands


def _ids(thing: object) -> Iterator[tuple[str, int]]:
    if isinstance(thing, tuple):
        for member in thing:
            yield from _ids(member)
    elif is_dataclass(thing):
        if isinstance(thing, Demand):
            yield "demand_id", thing.id
        for each in fields(thing):
            value = getattr(thing, each.name)
            if isinstance(value, int) and each.name.endswith("_id"):
                yield each.name, value
            else:
                yield from _ids(value)
