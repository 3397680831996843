"""The day cases that are booked already for the day on which the hospital is taken over."""

from __future__ import annotations

from datetime import timedelta

from bedcentre.domain.requests import Demand
from bedcentre.seeding.records import Booking
from bedcentre.store.unit_of_work import SqlUnitOfWork
from bedcentre.usecases.day_surgery.checks import checks_of
from bedcentre.usecases.day_surgery.theatre import book_theatre
from bedcentre.usecases.milestones import ReachMilestone, reach_milestone
from bedcentre.usecases.placement import reserve


def booked_before(uow: SqlUnitOfWork, demand: Demand, booking: Booking, bay: int) -> None:
    """Promise the bay and the place in the theatre, and confirm the checks that are passed.

    Raises:
        HospitalError: somebody else has the bay, the theatre or the surgeon then, or a rule speaks against it.
    """
    preparation = timedelta(minutes=uow.procedure(demand.procedure or "").preparation_minutes)
    reserve(uow, demand, uow.bed(bay), booking.start - preparation)
    sessions = uow.sessions(booking.start, booking.start + timedelta(minutes=demand.stay_minutes))
    session = next(each for each in sessions if each.theatre == booking.theatre and each.start <= booking.start)
    book_theatre(uow, demand, session.id, booking.start)
    for check in checks_of(uow, demand.id):
        if check.step in booking.passed:
            reach_milestone(uow, ReachMilestone(milestone_id=check.id))
