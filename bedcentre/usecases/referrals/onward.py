"""Patients who go on to a partner (下转): ready, a partner asked, accepted or declined, gone, or called off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bedcentre.domain.discharge import due_at
from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.events import DischargeExpected, OnwardReferralChanged, OnwardReferralMarked
from bedcentre.domain.messages import Message
from bedcentre.domain.milestones import Step
from bedcentre.domain.people import Encounter
from bedcentre.domain.referrals import HANDOVER, Declined, OnwardReferral, OnwardState
from bedcentre.domain.vocabulary import CareSetting, Certainty, Checklist, Destination, Role, WardKind
from bedcentre.usecases.commands import handles, require_ward
from bedcentre.usecases.discharge import call_off_transport, follow_expectation
from bedcentre.usecases.milestones import drop_milestones, set_milestones
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.referrals.common import reason_of, require_partner
from bedcentre.usecases.referrals.matching import Traveller, against
from bedcentre.usecases.referrals.offers import left_of
from bedcentre.usecases.requests import FARTHEST, RegisterPatient, register_patient, too_far

SLACK = timedelta(minutes=5)
"""A time of taking over that is just past is meant as now: somebody typed meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkReadyToGoOn:
    """A patient here can go on to a partner; ``physician`` decided it, for ``reason``."""

    encounter_id: int
    destination: Destination
    reason: str
    physician: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPartner:
    """Ask the partner for one of the beds it offers."""

    onward_id: int
    offer_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptOnward:
    """The partner takes the patient over at ``comes_at``."""

    onward_id: int
    comes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineOnward:
    """The partner cannot take the patient over, or no longer, for a reason."""

    onward_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOffOnward:
    """The patient does not go on to a partner after all, for a reason."""

    onward_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferOutpatient:
    """An outpatient, who never lay here, was sent on to a partner."""

    partner: str
    destination: Destination
    person: RegisterPatient
    reason: str
    physician: str


@handles(MarkReadyToGoOn, Role.NURSE, Role.COORDINATOR)
def mark_ready_to_go_on(uow: UnitOfWork, command: MarkReadyToGoOn) -> int:
    """Put the patient on the list of those for whom a partner's bed is looked for; returns the referral's id.

    Raises:
        BadInputError: no reason, or nobody who decided it.
        NotPermittedError: a nurse's ward is another.
        RefusedError: the patient has left, or is on that list already.
    """
    encounter = uow.encounter(command.encounter_id)
    ward = uow.bed(uow.stays_of(encounter.id)[-1].bed_id).ward
    require_ward(uow.actor, ward.id, uow)
    if encounter.left_at is not None:
        raise RefusedError(Message("refusal.patient_gone", {"at": encounter.left_at}))
    known = uow.onward_of(encounter.id)
    if known is not None and known.is_on_the_way:
        raise RefusedError(Message("refusal.onward_already", {"state": f"@onward_state.{known.state.value}"}))
    observed = ward.kind is WardKind.OBSERVATION
    onward = OnwardReferral(
        id=uow.new_id(),
        patient_id=encounter.patient_id,
        encounter_id=encounter.id,
        setting=CareSetting.OUTPATIENT if observed else CareSetting.INPATIENT,
        destination=command.destination,
        reason=reason_of(command.reason),
        physician=_physician(command.physician),
        marked_at=uow.now,
        marked_by=uow.actor.user_id,
        changed_at=uow.now,
        changed_by=uow.actor.user_id,
        policy_version=uow.policy_version,
    )
    uow.record(OnwardReferralMarked(onward=onward))
    return onward.id


@handles(AskPartner, Role.COORDINATOR)
def ask_partner(uow: UnitOfWork, command: AskPartner) -> None:
    """Keep one of the offer's beds for the patient until the partner answers, by policy in time.

    Raises:
        RefusedError: the patient is not ready, or the offer does not suit; every reason is said.
    """
    onward = _in_state(uow, command.onward_id, OnwardState.READY)
    offer = uow.offered_beds(command.offer_id)
    traveller = Traveller(
        onward=onward, patient=uow.patient(onward.patient_id), encounter=uow.encounter(onward.encounter_id or 0)
    )
    reasons = against(uow, traveller, offer, left_of(uow, [offer])[offer.id])
    if reasons:
        raise RefusedError(*reasons)
    asked = replace(
        onward,
        state=OnwardState.ASKED,
        partner=offer.partner,
        offer_id=offer.id,
        answer_by=uow.now + uow.policy.onward_answer,
    )
    _change(uow, asked)


@handles(AcceptOnward, Role.PARTNER, Role.COORDINATOR)
def accept_onward(uow: UnitOfWork, command: AcceptOnward) -> None:
    """The patient leaves then; transport and the hand-over summary are to be seen to.

    Raises:
        BadInputError: the time cannot be meant.
        NotPermittedError: another partner is asked.
        RefusedError: nobody is asked for the patient.
    """
    onward = _in_state(uow, command.onward_id, OnwardState.ASKED)
    if command.comes_at < uow.now - SLACK:
        raise BadInputError(Message("input.onward_past", {"at": command.comes_at}))
    if command.comes_at > uow.now + FARTHEST:
        raise BadInputError(too_far(command.comes_at))
    comes_at = max(command.comes_at, uow.now)
    _change(uow, replace(onward, state=OnwardState.ACCEPTED, comes_at=comes_at, answer_by=None))
    encounter = uow.encounter(onward.encounter_id or 0)
    due = due_at(comes_at, uow.now, uow.policy.handover_lead)
    summary = Step(name=HANDOVER, owner=Role.NURSE, within=due - uow.now)
    set_milestones(uow, Checklist.REFERRAL_OUT, (summary,), encounter_id=encounter.id)
    _leaves_at(uow, encounter, comes_at)


@handles(DeclineOnward, Role.PARTNER, Role.COORDINATOR)
def decline_onward(uow: UnitOfWork, command: DeclineOnward) -> None:
    """Ready again, for another partner; the declined one is not suggested any more.

    Raises:
        BadInputError: no reason.
        NotPermittedError: another partner is asked.
        RefusedError: no partner is asked.
    """
    onward = _in_state(uow, command.onward_id, OnwardState.ASKED, OnwardState.ACCEPTED)
    said_no = Declined(partner=onward.partner or "", reason=reason_of(command.reason), at=uow.now)
    _unexpected(uow, onward)
    ready = replace(
        onward,
        state=OnwardState.READY,
        partner=None,
        offer_id=None,
        answer_by=None,
        comes_at=None,
        declined=(*onward.declined, said_no),
    )
    _change(uow, ready)


@handles(CallOffOnward, Role.NURSE, Role.COORDINATOR)
def call_off_onward(uow: UnitOfWork, command: CallOffOnward) -> None:
    """Take the patient off the list; a partner's bed is free for others.

    Raises:
        BadInputError: no reason.
        NotPermittedError: a nurse's ward is another.
        RefusedError: the patient has gone, or it was called off before.
    """
    onward = _in_state(uow, command.onward_id, OnwardState.READY, OnwardState.ASKED, OnwardState.ACCEPTED)
    require_ward(uow.actor, uow.bed(uow.stays_of(onward.encounter_id or 0)[-1].bed_id).ward.id, uow)
    reason = reason_of(command.reason)
    _unexpected(uow, onward)
    _change(uow, replace(onward, state=OnwardState.CALLED_OFF, reason_off=reason, answer_by=None))


@handles(ReferOutpatient, Role.COORDINATOR)
def refer_outpatient(uow: UnitOfWork, command: ReferOutpatient) -> int:
    """Count somebody who was sent on from outpatients or the emergency department; returns the referral's id.

    Raises:
        BadInputError: the person, reason or physician is missing, or the partner has no such beds.
    """
    partner = uow.partner(command.partner)
    if command.destination not in partner.offers:
        raise BadInputError(Message("input.offer_kind", {"kind": f"@destination.{command.destination.value}"}))
    onward = OnwardReferral(
        id=uow.new_id(),
        patient_id=register_patient(uow, command.person),
        encounter_id=None,
        setting=CareSetting.OUTPATIENT,
        destination=command.destination,
        reason=reason_of(command.reason),
        physician=_physician(command.physician),
        marked_at=uow.now,
        marked_by=uow.actor.user_id,
        state=OnwardState.GONE,
        changed_at=uow.now,
        changed_by=uow.actor.user_id,
        partner=partner.code,
        policy_version=uow.policy_version,
    )
    uow.record(OnwardReferralMarked(onward=onward))
    return onward.id


def _leaves_at(uow: UnitOfWork, encounter: Encounter, at: datetime) -> None:
    """Expect the patient to leave then, until the ward confirms it; the checklist, with transport, follows."""
    situation = uow.bed_of(encounter.id)
    if situation is not None:
        expected = DischargeExpected(
            encounter_id=encounter.id, bed_id=situation.bed.id, expected=at, certainty=Certainty.PREDICTED
        )
        uow.record(expected)
    follow_expectation(uow, uow.encounter(encounter.id))


def _unexpected(uow: UnitOfWork, onward: OnwardReferral) -> None:
    """The partner no longer expects the patient: neither summary nor transport is needed for it."""
    if onward.state is OnwardState.ACCEPTED and onward.encounter_id is not None:
        drop_milestones(uow, "called_off", encounter_id=onward.encounter_id, checklist=Checklist.REFERRAL_OUT)
        call_off_transport(uow, uow.encounter(onward.encounter_id))


def _in_state(uow: UnitOfWork, onward_id: int, *states: OnwardState) -> OnwardReferral:
    onward = uow.onward_referral(onward_id)
    require_partner(uow.actor, onward.partner or "")
    if onward.state not in states:
        state = f"@onward_state.{onward.state.value}"
        raise RefusedError(Message("refusal.onward_state", {"state": state, "at": onward.changed_at}))
    return onward


def _change(uow: UnitOfWork, onward: OnwardReferral) -> None:
    changed = replace(onward, changed_at=uow.now, changed_by=uow.actor.user_id, policy_version=uow.policy_version)
    uow.record(OnwardReferralChanged(onward=changed))


def _physician(name: str) -> str:
    if not name.strip():
        raise BadInputError(Message("input.physician"))
    return name.strip()
