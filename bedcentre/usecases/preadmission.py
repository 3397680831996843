"""Pre-admission (预住院): proposed, opened on the insurance's clock, lengthened, and over by one of four ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from bedcentre.domain.errors import BadInputError, NotPermittedError, RefusedError
from bedcentre.domain.events import MilestoneChanged, PreAdmissionChanged, PreAdmissionOpened
from bedcentre.domain.messages import Message
from bedcentre.domain.milestones import Milestone, Step
from bedcentre.domain.preadmission import (
    CRITERIA,
    ELIGIBILITY,
    SETTLE,
    PreAdmission,
    PreAdmissionState,
    charges,
    template,
    unconfirmed,
)
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import Checklist, DemandKind, MilestoneState, Role
from bedcentre.usecases.commands import handles
from bedcentre.usecases.exams import free_exam
from bedcentre.usecases.milestones import ReachMilestone, drop_milestones, reach_milestone, set_milestones
from bedcentre.usecases.placement import closed
from bedcentre.usecases.ports import Reader, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposePreAdmission:
    """This planned operation's tests could be done before the admission; ``confirmed`` are criteria that hold."""

    demand_id: int
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPreAdmission:
    """Begin: the insurance's clock runs, and the checklist is to be worked off."""

    demand_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthenPreAdmission:
    """The insurance approved a longer clock, by the ``approval`` named."""

    demand_id: int
    approval: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPreAdmission:
    """Give it up, for ``reason``; the bed is still wanted."""

    demand_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LapsePreAdmissions:
    """Let every pre-admission end whose clock has run out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptResult:
    """Another hospital's result of ``taken_on`` does for a test (结果互认)."""

    milestone_id: int
    hospital: str
    taken_on: date


@handles(ProposePreAdmission, Role.COORDINATOR, Role.SURGEON)
def propose_pre_admission(uow: UnitOfWork, command: ProposePreAdmission) -> None:
    """Put the criteria on the checklist, and confirm those that the actor says hold.

    Raises:
        BadInputError: something confirmed is no criterion.
        NotPermittedError: it is another surgeon's patient.
        RefusedError: it is closed, no planned operation, or a pre-admission runs already.
    """
    demand = _demand(uow, command.demand_id)
    if not command.confirmed <= set(CRITERIA):
        raise BadInputError(Message("input.criterion"))
    if demand.kind is not DemandKind.PLANNED or demand.surgeon is None:
        raise RefusedError(Message("refusal.not_elective"))
    if running(uow, demand.id) is not None:
        raise RefusedError(Message("refusal.pre_admission_runs"))
    _ask(uow, ELIGIBILITY, demand.id, _last_end(uow, demand.id))
    for each in checklist_of(uow, demand.id):
        if each.step in command.confirmed and each.state is MilestoneState.OPEN:
            reach_milestone(uow, ReachMilestone(milestone_id=each.id))


@handles(OpenPreAdmission, Role.COORDINATOR)
def open_pre_admission(uow: UnitOfWork, command: OpenPreAdmission) -> int:
    """Start the clock and set the checklist of the operation; returns the pre-admission's id.

    Raises:
        RefusedError: it is closed, not all criteria are confirmed, or a pre-admission runs already.
    """
    demand = _demand(uow, command.demand_id)
    if running(uow, demand.id) is not None:
        raise RefusedError(Message("refusal.pre_admission_runs"))
    missing = missing_criteria(uow, demand.id)
    if missing:
        raise RefusedError(*(Message("refusal.unconfirmed", {"criterion": f"@step.{name}"}) for name in missing))
    it = PreAdmission(
        id=uow.new_id(), demand_id=demand.id, opened_at=uow.now, expires_at=uow.now + uow.policy.preadmission_clock
    )
    uow.record(PreAdmissionOpened(pre_admission=it))
    steps = template(uow.pre_admission_steps(), demand.specialty, demand.procedure)
    set_milestones(uow, Checklist.PRE_ADMISSION, steps, demand_id=demand.id)
    return it.id


@handles(LengthenPreAdmission, Role.COORDINATOR)
def lengthen_pre_admission(uow: UnitOfWork, command: LengthenPreAdmission) -> None:
    """Give it the longer clock, once.

    Raises:
        BadInputError: no approval is named.
        RefusedError: none runs, or it was lengthened already.
    """
    it = _running(uow, command.demand_id)
    if not command.approval.strip():
        raise BadInputError(Message("input.approval"))
    if it.approval:
        raise RefusedError(Message("refusal.lengthened", {"expires": it.expires_at}))
    until = it.opened_at + uow.policy.preadmission_lengthened
    uow.record(PreAdmissionChanged(pre_admission=replace(it, expires_at=until, approval=command.approval.strip())))


@handles(EndPreAdmission, Role.COORDINATOR)
def end_pre_admission(uow: UnitOfWork, command: EndPreAdmission) -> None:
    """Running → given up; what was done is settled as an outpatient's.

    Raises:
        BadInputError: no reason.
        RefusedError: none runs.
    """
    it = _running(uow, command.demand_id)
    if not command.reason.strip():
        raise BadInputError(Message("input.cancel_reason"))
    _close(uow, it, PreAdmissionState.ENDED, command.reason.strip())


@handles(LapsePreAdmissions)
def lapse_pre_admissions(uow: UnitOfWork, _command: LapsePreAdmissions) -> None:
    """Running → lapsed where time is up; the patients still want their beds."""
    for it in run_out(uow):
        _close(uow, it, PreAdmissionState.LAPSED, "lapsed")


@handles(AcceptResult, Role.COORDINATOR)
def accept_result(uow: UnitOfWork, command: AcceptResult) -> None:
    """Tick the test; its slot goes to others.

    Raises:
        BadInputError: the hospital is not named, or the day is to come.
        RefusedError: such results are not accepted, this one is too old, or the test is not open.
    """
    milestone = uow.milestone(command.milestone_id)
    exam = next((each for each in uow.exams() if each.code == milestone.step), None)
    today = uow.now.astimezone(uow.zone).date()
    if not command.hospital.strip():
        raise BadInputError(Message("input.other_hospital"))
    if command.taken_on > today:
        raise BadInputError(Message("input.result_to_come"))
    if exam is None or not exam.valid_days:
        raise RefusedError(Message("refusal.result_not_accepted", {"exam": f"@step.{milestone.step}"}))
    if today - command.taken_on > timedelta(days=exam.valid_days):
        raise RefusedError(Message("refusal.result_too_old", {"exam": f"@step.{exam.code}", "days": exam.valid_days}))
    note = f"{command.hospital.strip()} {command.taken_on.isoformat()}"
    reach_milestone(uow, ReachMilestone(milestone_id=milestone.id, note=note))
    free_exam(uow, milestone.id)


def finish_pre_admission(uow: UnitOfWork, demand: Demand, *, admitted: bool) -> None:
    """The patient lies in a bed, or wants none any more: whatever of a pre-admission there is, is over."""
    it = running(uow, demand.id)
    if it is not None and admitted:
        in_time = it.expires_at > uow.now
        _close(uow, it, PreAdmissionState.ADMITTED if in_time else PreAdmissionState.LAPSED, "admitted")
    elif it is not None:
        _close(uow, it, PreAdmissionState.ENDED, "cancelled")
    elif demand.kind is DemandKind.PLANNED:
        drop_milestones(uow, "admitted" if admitted else "cancelled", demand_id=demand.id)


def missing_criteria(reader: Reader, demand_id: int) -> list[str]:
    """The criteria that nobody has confirmed since the demand's last pre-admission was over."""
    since = _last_end(reader, demand_id)
    return unconfirmed(each for each in checklist_of(reader, demand_id) if each.changed_at > since)


def running(reader: Reader, demand_id: int) -> PreAdmission | None:
    """The pre-admission of a demand whose clock runs."""
    known = reader.pre_admissions_of([demand_id])
    return next((each for each in known if each.state is PreAdmissionState.OPEN), None)


def exams_done(reader: Reader) -> dict[int, datetime]:
    """Until when the tests of each running pre-admission take that are not done yet, by demand.

    One without a slot is counted on a policy's time from now. Whose clock runs out first may come then: what is
    missing is done in the house.
    """
    running = {each.demand_id: each for each in reader.open_pre_admissions()}
    exams = {each.code: each for each in reader.exams()}
    booked = {each.milestone_id: each for each in reader.exam_bookings_of(list(running))}
    found: dict[int, datetime] = {}
    for each in reader.open_milestones(Checklist.PRE_ADMISSION):
        it, exam = running.get(each.demand_id or 0), exams.get(each.step)
        if it is None or exam is None:
            continue
        slot = booked.get(each.id)
        done = slot.start + exam.until_result if slot is not None else reader.now + reader.policy.preadmission_tests
        if done > reader.now:
            found[it.demand_id] = max(min(done, it.expires_at), found.get(it.demand_id, reader.now))
    return found


def run_out(reader: Reader) -> list[PreAdmission]:
    """Those whose time is over but that still stand."""
    return [each for each in reader.open_pre_admissions() if each.expires_at <= reader.now]


def checklist_of(reader: Reader, demand_id: int) -> list[Milestone]:
    """What is or was to be done for a pre-admission."""
    return [each for each in reader.milestones_of_demand(demand_id) if each.checklist is Checklist.PRE_ADMISSION]


def _demand(uow: UnitOfWork, demand_id: int) -> Demand:
    demand = uow.demand(demand_id)
    if uow.actor.role is Role.SURGEON and demand.surgeon != uow.actor.surgeon:
        raise NotPermittedError(Message("refusal.other_surgeon"))
    if not demand.is_open:
        raise RefusedError(closed(demand))
    return demand


def _running(uow: UnitOfWork, demand_id: int) -> PreAdmission:
    it = running(uow, demand_id)
    if it is None:
        raise RefusedError(Message("refusal.no_pre_admission"))
    return it


def _close(uow: UnitOfWork, it: PreAdmission, state: PreAdmissionState, cause: str) -> None:
    """Say what was done and must be paid, and by whose bill; nothing stays to be done but that."""
    checklist = checklist_of(uow, it.demand_id)
    taken = [each.milestone_id for each in uow.exam_bookings_of([it.demand_id])]
    owed = charges([each for each in checklist if each.changed_at >= it.opened_at], uow.exams(), taken)
    over = replace(it, state=state, closed_at=uow.now, charges=owed)
    uow.record(PreAdmissionChanged(pre_admission=over))
    drop_milestones(uow, cause, demand_id=it.demand_id)
    if owed and state is not PreAdmissionState.ADMITTED:
        _ask(uow, [SETTLE], it.demand_id, uow.now)


def _ask(uow: UnitOfWork, steps: Sequence[Step], demand_id: int, since: datetime) -> None:
    """Put steps on the checklist; what was said of them until ``since`` belongs to an earlier pre-admission."""
    set_milestones(uow, Checklist.PRE_ADMISSION, steps, demand_id=demand_id)
    names = {step.name for step in steps}
    for each in checklist_of(uow, demand_id):
        if each.step in names and each.state is not MilestoneState.OPEN and each.changed_at <= since:
            again = replace(each, state=MilestoneState.OPEN, set_at=uow.now, changed_at=uow.now, note="")
            uow.record(MilestoneChanged(milestone=again))


def _last_end(reader: Reader, demand_id: int) -> datetime:
    """When the demand's last pre-admission was over; before all time if there was none."""
    ends = [each.closed_at for each in reader.pre_admissions_of([demand_id]) if each.closed_at is not None]
    return max(ends, default=datetime.min.replace(tzinfo=UTC))
