"""A patient left the house, or did not after all: what that means for the way on to a partner."""

from __future__ import annotations

from dataclasses import replace

from bedcentre.domain.events import OnwardReferralChanged
from bedcentre.domain.people import Encounter
from bedcentre.domain.referrals import OnwardState
from bedcentre.domain.vocabulary import Checklist, MilestoneState
from bedcentre.usecases.board.moment import day_end
from bedcentre.usecases.milestones import move_milestones
from bedcentre.usecases.ports import Reader, UnitOfWork

LEFT = "@history.PatientLeft"
"""Why a way on was called off when its patient left otherwise, in whatever language it is read."""


def is_expected(reader: Reader, encounter: Encounter) -> bool:
    """Whether a partner has accepted the patient, who therefore needs transport."""
    onward = reader.onward_of(encounter.id)
    return onward is not None and onward.state is OnwardState.ACCEPTED


def follow_departure(uow: UnitOfWork, encounter: Encounter) -> None:
    """Whom a partner accepted has gone on to it; anybody else left otherwise. The summary still matters today."""
    onward = uow.onward_of(encounter.id)
    if onward is None or not onward.is_on_the_way:
        return
    gone = onward.state is OnwardState.ACCEPTED
    changed = replace(
        onward,
        state=OnwardState.GONE if gone else OnwardState.CALLED_OFF,
        reason_off="" if gone else LEFT,
        changed_at=uow.now,
        changed_by=uow.actor.user_id,
    )
    uow.record(OnwardReferralChanged(onward=changed))
    open_still = (each for each in uow.milestones_of_encounter(encounter.id) if each.state is MilestoneState.OPEN)
    move_milestones(uow, [(each, day_end(uow)) for each in open_still if each.checklist is Checklist.REFERRAL_OUT])


def undo_departure(uow: UnitOfWork, encounter: Encounter) -> None:
    """The patient is still here: expected by the partner as before, or ready to go on again."""
    onward = uow.onward_of(encounter.id)
    if onward is None:
        return
    if onward.state is OnwardState.GONE:
        back = replace(onward, state=OnwardState.ACCEPTED)
    elif onward.reason_off == LEFT:
        back = replace(onward, state=OnwardState.READY, reason_off="", partner=None, offer_id=None, answer_by=None)
    else:
        return
    uow.record(OnwardReferralChanged(onward=replace(back, changed_at=uow.now, changed_by=uow.actor.user_id)))
