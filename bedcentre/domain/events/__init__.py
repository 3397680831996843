"""What happened, past tense. The journal keeps these for ever; replaying them rebuilds the hospital.

Each event carries every value that changed, ids and instants included, so that replay needs nothing else.
A file for every way; whoever needs an event takes it from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime

from bedcentre.domain.events.appointments import (
    BlockLifted,
    ContactNoted,
    NoShowNoted,
    NoShowStruck,
    NoticeChanged,
    NoticeLinked,
    NoticeMade,
)
from bedcentre.domain.events.beds import (
    BedBlocked,
    BedConfirmed,
    BedFound,
    BedUnblocked,
    CleaningFinished,
    CleaningStarted,
)
from bedcentre.domain.events.borrowing import GiveBackAgreed, GiveBackRefused, NightMarked, StatementCorrected
from bedcentre.domain.events.claims import BedHeld, BedReserved, ClaimReleased, RuleOverridden
from bedcentre.domain.events.day_surgery import DayCaseChanged
from bedcentre.domain.events.emergency import AmbulanceAnnounced, AmbulanceChanged, EmergencyCareNoted
from bedcentre.domain.events.lounge import LeavingLoungeUndone, PatientLeftLounge, PatientReturned, PatientToLounge
from bedcentre.domain.events.milestones import MilestoneChanged, MilestonesDropped, MilestonesMoved, MilestonesSet
from bedcentre.domain.events.nursing import NurseAbsent, NurseBack, NursingLevelSaid, RoomsGiven, ShiftBegan
from bedcentre.domain.events.plans import PlanProposed, ProposalRejected
from bedcentre.domain.events.policy import PolicyChanged
from bedcentre.domain.events.preadmission import ExamReleased, ExamsBooked, PreAdmissionChanged, PreAdmissionOpened
from bedcentre.domain.events.referrals import (
    BedsOffered,
    OfferWithdrawn,
    OnwardReferralChanged,
    OnwardReferralMarked,
    ReferralAnswered,
    ReferralAsked,
    ReferralQuotaSet,
)
from bedcentre.domain.events.requests import DemandCancelled, DemandPinned, DemandRaised, PatientRegistered
from bedcentre.domain.events.review import ReviewDecided
from bedcentre.domain.events.special_groups import GroupChanged
from bedcentre.domain.events.standby import (
    OfferClosed,
    OpeningClosed,
    SlotFreed,
    SlotOffered,
    StandbyJoined,
    StandbyLeft,
)
from bedcentre.domain.events.stays import (
    DischargeExpected,
    IsolationSaid,
    LeavingUndone,
    PatientAdmitted,
    PatientLeft,
    PatientMoved,
)
from bedcentre.domain.events.theatres import TheatreBooked, TheatreReleased
from bedcentre.domain.requests import Demand

__all__ = [
    "AmbulanceAnnounced",
    "AmbulanceChanged",
    "BedBlocked",
    "BedConfirmed",
    "BedFound",
    "BedHeld",
    "BedReserved",
    "BedUnblocked",
    "BedsOffered",
    "BlockLifted",
    "ClaimReleased",
    "CleaningFinished",
    "CleaningStarted",
    "ContactNoted",
    "DayCaseChanged",
    "DemandCancelled",
    "DemandPinned",
    "DemandRaised",
    "DischargeExpected",
    "EmergencyCareNoted",
    "Event",
    "ExamReleased",
    "ExamsBooked",
    "GiveBackAgreed",
    "GiveBackRefused",
    "GroupChanged",
    "IsolationSaid",
    "LeavingLoungeUndone",
    "LeavingUndone",
    "MilestoneChanged",
    "MilestonesDropped",
    "MilestonesMoved",
    "MilestonesSet",
    "NightMarked",
    "NoShowNoted",
    "NoShowStruck",
    "NoticeChanged",
    "NoticeLinked",
    "NoticeMade",
    "NurseAbsent",
    "NurseBack",
    "NursingLevelSaid",
    "OfferClosed",
    "OfferWithdrawn",
    "OnwardReferralChanged",
    "OnwardReferralMarked",
    "OpeningClosed",
    "PatientAdmitted",
    "PatientLeft",
    "PatientLeftLounge",
    "PatientMoved",
    "PatientRegistered",
    "PatientReturned",
    "PatientToLounge",
    "PlanProposed",
    "PolicyChanged",
    "PreAdmissionChanged",
    "PreAdmissionOpened",
    "ProposalRejected",
    "Recorded",
    "ReferralAnswered",
    "ReferralAsked",
    "ReferralQuotaSet",
    "ReviewDecided",
    "RoomsGiven",
    "RuleOverridden",
    "ShiftBegan",
    "SlotFreed",
    "SlotOffered",
    "StandbyJoined",
    "StandbyLeft",
    "StatementCorrected",
    "TheatreBooked",
    "TheatreReleased",
    "touched",
]

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
    | IsolationSaid
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
    | ContactNoted
    | NoticeMade
    | NoticeLinked
    | NoticeChanged
    | NoShowNoted
    | NoShowStruck
    | BlockLifted
    | StandbyJoined
    | StandbyLeft
    | SlotFreed
    | OpeningClosed
    | SlotOffered
    | OfferClosed
    | ReferralAsked
    | ReferralAnswered
    | ReferralQuotaSet
    | BedsOffered
    | OfferWithdrawn
    | OnwardReferralMarked
    | OnwardReferralChanged
    | DayCaseChanged
    | RoomsGiven
    | NurseAbsent
    | NurseBack
    | NursingLevelSaid
    | ShiftBegan
    | GroupChanged
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
