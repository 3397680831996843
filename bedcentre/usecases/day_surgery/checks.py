"""The checks before a day-surgery operation: consent, fitness, fasting, escort; who confirmed them is on the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bedcentre.domain.day_surgery import checks
from bedcentre.domain.discharge import due_at
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.vocabulary import Checklist, DayCheck, MilestoneState
from bedcentre.usecases.milestones import move_milestones, set_milestones
from bedcentre.usecases.ports import Reader, UnitOfWork


def checks_of(reader: Reader, demand_id: int) -> Sequence[Milestone]:
    """A demand's checks, passed or not."""
    return [each for each in reader.milestones_of_demand(demand_id) if each.checklist is Checklist.DAY_SURGERY]


def set_checks(uow: UnitOfWork, demand_id: int, start: datetime) -> None:
    """Let the checks be due before an operation that begins at ``start``; what was confirmed stays confirmed."""
    set_milestones(uow, Checklist.DAY_SURGERY, checks(uow.policy), demand_id=demand_id)
    lead = uow.policy.day_check_lead
    still = (each for each in checks_of(uow, demand_id) if each.state is MilestoneState.OPEN)
    move_milestones(uow, [(each, due_at(start, uow.now, lead[DayCheck(each.step)])) for each in still])
