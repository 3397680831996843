"""The closed lists of the ward's vocabulary; the glossary in README explains each in both languages.

A file for every way; whoever needs a word takes it from here.
"""

from bedcentre.domain.vocabulary.appointments import AppointmentKind, Refill
from bedcentre.domain.vocabulary.beds import ActualKind, BedState, PlannedKind
from bedcentre.domain.vocabulary.borrowing import CreditPart, NightMark
from bedcentre.domain.vocabulary.day_surgery import CaseCause, CaseState, DayCheck, ListGroup
from bedcentre.domain.vocabulary.discharge import DischargeStep, SettlementWay
from bedcentre.domain.vocabulary.emergency import AmbulanceState, Centre, Deposit, EscalationLevel, EscalationWay, Route
from bedcentre.domain.vocabulary.milestones import Checklist, MilestoneState
from bedcentre.domain.vocabulary.moves import MoveCause
from bedcentre.domain.vocabulary.nursing import NursingLevel, Shift
from bedcentre.domain.vocabulary.people import Certainty, Role, Sex
from bedcentre.domain.vocabulary.places import BedKind, Feature, SexPolicy, WardGroup, WardKind
from bedcentre.domain.vocabulary.referrals import CareSetting, Destination, ReferralUrgency
from bedcentre.domain.vocabulary.requests import DemandKind, DemandState, ProposalState, Triage
from bedcentre.domain.vocabulary.review import DayPart, ReviewAction

__all__ = [
    "ActualKind",
    "AmbulanceState",
    "AppointmentKind",
    "BedKind",
    "BedState",
    "CareSetting",
    "CaseCause",
    "CaseState",
    "Centre",
    "Certainty",
    "Checklist",
    "CreditPart",
    "DayCheck",
    "DayPart",
    "DemandKind",
    "DemandState",
    "Deposit",
    "Destination",
    "DischargeStep",
    "EscalationLevel",
    "EscalationWay",
    "Feature",
    "ListGroup",
    "MilestoneState",
    "MoveCause",
    "NightMark",
    "NursingLevel",
    "PlannedKind",
    "ProposalState",
    "ReferralUrgency",
    "Refill",
    "ReviewAction",
    "Role",
    "Route",
    "SettlementWay",
    "Sex",
    "SexPolicy",
    "Shift",
    "Triage",
    "WardGroup",
    "WardKind",
]
