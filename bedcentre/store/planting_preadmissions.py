"""The pre-admissions that run already when the hospital is taken over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bedcentre.domain.events import Event, MilestonesSet, PreAdmissionOpened
from bedcentre.domain.milestones import Milestone, Step
from bedcentre.domain.preadmission import ELIGIBILITY, PreAdmission, template
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import Checklist, MilestoneState
from bedcentre.store.unit_of_work import SqlUnitOfWork

USUAL = timedelta(days=3)
"""After so long everything on the checklist is done (assumption); what was done before is in proportion."""


def taken_over(uow: SqlUnitOfWork, demand: Demand, expires_at: datetime | None) -> Iterator[Event]:
    """A demand's pre-admission, confirmed and partly worked off, if it began before the hospital was taken over."""
    if expires_at is None:
        return
    opened_at = expires_at - uow.policy.preadmission_clock
    if opened_at > uow.now:
        return
    it = PreAdmission(id=uow.new_id(), demand_id=demand.id, opened_at=opened_at, expires_at=expires_at)
    yield PreAdmissionOpened(pre_admission=it)
    steps = tuple(template(uow.pre_admission_steps(), demand.specialty, demand.procedure))
    done = round(len(steps) * min((uow.now - opened_at) / USUAL, 1.0))
    confirmed = tuple(_milestone(uow, demand, step, opened_at, MilestoneState.DONE) for step in ELIGIBILITY)
    states = [MilestoneState.DONE] * done + [MilestoneState.OPEN] * (len(steps) - done)
    listed = (_milestone(uow, demand, step, opened_at, state) for step, state in zip(steps, states, strict=True))
    yield MilestonesSet(milestones=(*confirmed, *listed))


def _milestone(uow: SqlUnitOfWork, demand: Demand, step: Step, at: datetime, state: MilestoneState) -> Milestone:
    return Milestone(
        id=uow.new_id(),
        checklist=Checklist.PRE_ADMISSION,
        step=step.name,
        owner=step.owner,
        set_at=at,
        changed_at=at,
        changed_by=uow.actor.user_id,
        state=state,
        demand_id=demand.id,
    )
