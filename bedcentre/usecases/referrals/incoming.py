"""Partners ask for beds here (上转): asked, then accepted into the queue, declined, or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.events import ReferralAnswered, ReferralAsked
from bedcentre.domain.messages import Message
from bedcentre.domain.pinyin import name_initials
from bedcentre.domain.referrals import Referral, ReferralState
from bedcentre.domain.vocabulary import CareSetting, DemandKind, Feature, ReferralUrgency, Role
from bedcentre.usecases.ahead.groups import homes_among
from bedcentre.usecases.commands import handles
from bedcentre.usecases.day_surgery.requests import RequestSlot, request_slot
from bedcentre.usecases.placement import closed
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.referrals.common import reason_of, require_partner
from bedcentre.usecases.referrals.quotas import has_room
from bedcentre.usecases.requests import (
    FARTHEST,
    RegisterPatient,
    RequestBed,
    check_person,
    close_demand,
    register_patient,
    request_bed,
    too_far,
)

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskReferral:
    """A partner asks for a bed from ``wanted_from`` on (None: now), or for a day-surgery ``procedure``."""

    partner: str
    person: RegisterPatient
    specialty: str
    urgency: ReferralUrgency
    setting: CareSetting
    report: str
    stay_minutes: int
    wanted_from: datetime | None = None
    severe: bool = False
    needs: frozenset[Feature] = frozenset()
    procedure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptReferral:
    """The patient may come; for day surgery, ``surgeon`` operates."""

    referral_id: int
    surgeon: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineReferral:
    """The patient cannot come, for a reason."""

    referral_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawReferral:
    """The partner no longer needs the bed, for a reason."""

    referral_id: int
    reason: str


@handles(AskReferral, Role.PARTNER, Role.COORDINATOR)
def ask_referral(uow: UnitOfWork, command: AskReferral) -> int:
    """Put it on the list of those to be answered, by policy and urgency in time; returns its id.

    Raises:
        BadInputError: a field is missing, or cannot be meant.
        NotPermittedError: it is another partner's.
        RefusedError: the partner has asked for this patient already.
    """
    partner = uow.partner(command.partner)
    require_partner(uow.actor, partner.code)
    specialty = _specialty(uow, command)
    wanted = max(command.wanted_from or uow.now, uow.now)
    _check(uow, command, wanted)
    referral = Referral(
        id=uow.new_id(),
        partner=partner.code,
        asked_at=uow.now,
        asked_by=uow.actor.user_id,
        answer_by=uow.now + uow.policy.referral_answer[command.urgency],
        mrn=command.person.mrn.strip(),
        name=command.person.name.strip(),
        sex=command.person.sex,
        birth_date=command.person.birth_date,
        specialty=specialty,
        urgency=command.urgency,
        setting=command.setting,
        report=command.report.strip(),
        wanted_from=wanted,
        stay_minutes=command.stay_minutes,
        by_telephone=uow.actor.role is not Role.PARTNER,
        severe=command.severe,
        needs=command.needs,
        procedure=command.procedure,
        changed_at=uow.now,
        changed_by=uow.actor.user_id,
        group=homes_among(uow.wards(), uow.specialties()).get(specialty),
        policy_version=uow.policy_version,
    )
    uow.record(ReferralAsked(referral=referral))
    return referral.id


@handles(AcceptReferral, Role.COORDINATOR)
def accept_referral(uow: UnitOfWork, command: AcceptReferral) -> int:
    """Register the patient and put the demand into the queue, with priority within the quota and for day surgery.

    Returns the demand's id.

    Raises:
        BadInputError: the patient's number is somebody else's, or no surgeon who does this operation is named.
        RefusedError: it is answered already, or the patient waits for a bed already.
    """
    referral = _unanswered(uow, command.referral_id)
    person = RegisterPatient(
        mrn=referral.mrn,
        name=referral.name,
        pinyin=name_initials(referral.name),
        sex=referral.sex,
        birth_date=referral.birth_date,
    )
    patient_id = register_patient(uow, person)
    within = referral.procedure is None and has_room(uow, referral.partner, referral.group)
    if referral.procedure is None:
        demand_id = request_bed(uow, _bed(uow, referral, patient_id, within=within))
    else:
        demand_id = request_slot(uow, _slot(uow, referral, patient_id, command.surgeon))
    _answer(uow, replace(referral, state=ReferralState.ACCEPTED, within_quota=within, demand_id=demand_id))
    return demand_id


@handles(DeclineReferral, Role.COORDINATOR)
def decline_referral(uow: UnitOfWork, command: DeclineReferral) -> None:
    """Say no; nobody was registered.

    Raises:
        BadInputError: no reason.
        RefusedError: it is answered already.
    """
    referral = _unanswered(uow, command.referral_id)
    _answer(uow, replace(referral, state=ReferralState.DECLINED, reason=reason_of(command.reason)))


@handles(WithdrawReferral, Role.PARTNER, Role.COORDINATOR)
def withdraw_referral(uow: UnitOfWork, command: WithdrawReferral) -> None:
    """Take it back; what was accepted leaves the queue, and its bed goes to others.

    Raises:
        BadInputError: no reason.
        NotPermittedError: it is another partner's.
        RefusedError: it was declined or withdrawn, or the patient lies here already.
    """
    referral = uow.referral(command.referral_id)
    require_partner(uow.actor, referral.partner)
    reason = reason_of(command.reason)
    if referral.demand_id is None:
        referral = _unanswered(uow, command.referral_id)
    else:
        demand = uow.demand(referral.demand_id)
        if not demand.is_open:
            raise RefusedError(closed(demand))
        close_demand(uow, demand, reason)
    _answer(uow, replace(referral, state=ReferralState.WITHDRAWN, reason=reason))


def _specialty(uow: UnitOfWork, command: AskReferral) -> str:
    specialty = command.specialty if command.procedure is None else uow.procedure(command.procedure).specialty
    if specialty not in {each.code for each in uow.specialties()}:
        raise BadInputError(Message("input.specialty", {"specialty": specialty}))
    return specialty


def _check(uow: UnitOfWork, command: AskReferral, wanted: datetime) -> None:
    check_person(uow, command.person)
    if not command.report.strip():
        raise BadInputError(Message("input.referral_report"))
    if wanted > uow.now + FARTHEST - max(uow.policy.referral_within.values()):
        raise BadInputError(too_far(wanted))
    if not 0 < command.stay_minutes <= FARTHEST // MINUTE:
        raise BadInputError(Message("input.stay_minutes", {"minutes": command.stay_minutes}))
    for each in (*uow.referrals_unanswered(), *uow.referrals_coming()):
        if (each.partner, each.mrn) == (command.partner, command.person.mrn.strip()):
            raise RefusedError(Message("refusal.referral_asked", {"since": each.asked_at}))


def _unanswered(uow: UnitOfWork, referral_id: int) -> Referral:
    referral = uow.referral(referral_id)
    if referral.state is not ReferralState.ASKED:
        state = f"@referral_state.{referral.state.value}"
        raise RefusedError(Message("refusal.referral_closed", {"state": state, "at": referral.changed_at}))
    return referral


def _answer(uow: UnitOfWork, referral: Referral) -> None:
    answered = replace(referral, changed_at=uow.now, changed_by=uow.actor.user_id, policy_version=uow.policy_version)
    uow.record(ReferralAnswered(referral=answered))


def _bed(uow: UnitOfWork, referral: Referral, patient_id: int, *, within: bool) -> RequestBed:
    wanted = max(referral.wanted_from, uow.now)
    return RequestBed(
        kind=DemandKind.REFERRAL_IN,
        patient_id=patient_id,
        specialty=referral.specialty,
        wanted_from=wanted,
        latest=wanted + uow.policy.referral_within[referral.urgency],
        stay_minutes=referral.stay_minutes,
        severe=referral.severe,
        needs=referral.needs,
        note=referral.report,
        green_channel=within,
    )


def _slot(uow: UnitOfWork, referral: Referral, patient_id: int, surgeon: str | None) -> RequestSlot:
    own = {each.code for each in uow.surgeons(referral.specialty)}
    if surgeon not in own or surgeon is None:
        raise BadInputError(Message("input.referral_surgeon"))
    first = max(referral.wanted_from, uow.now)
    last = first + uow.policy.referral_within[referral.urgency]
    return RequestSlot(
        patient_id=patient_id,
        procedure=referral.procedure or "",
        surgeon=surgeon,
        first_day=first.astimezone(uow.zone).date(),
        last_day=last.astimezone(uow.zone).date(),
        note=referral.report,
        green_channel=True,
    )
