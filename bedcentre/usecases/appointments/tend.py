"""What the clock alone brings about for people at home: reminders, no-shows, late answers, the next offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bedcentre.domain.appointments import Appointment
from bedcentre.domain.standby import Offer, OfferState, Opening, OpeningState
from bedcentre.domain.vocabulary import Refill
from bedcentre.usecases.appointments.find import appointments, stays
from bedcentre.usecases.appointments.no_shows import did_not_come
from bedcentre.usecases.appointments.outbox import make_notice
from bedcentre.usecases.commands import handles
from bedcentre.usecases.ports import Reader, UnitOfWork
from bedcentre.usecases.standby.offers import offer_next
from bedcentre.usecases.standby.openings import close_offer, close_opening
from bedcentre.usecases.standby.order import suits_somebody

AWAKE = range(7, 22)
"""Local hours at which people are offered something: nobody loses a place for being asleep."""

LOOKED_BACK = timedelta(days=31)
"""How far back the machine looks for people who did not come: further than it can stand still unnoticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TendAppointments:
    """Do whatever is due now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is due.

    Who is to be reminded, who did not come, which offers are too late, which freed slots are over and which are to be
    offered.
    """

    reminders: tuple[Appointment, ...]
    missed: tuple[Appointment, ...]
    late: tuple[Offer, ...]
    over: tuple[Opening, ...]
    to_offer: tuple[Opening, ...]

    def __bool__(self) -> bool:
        return bool(self.reminders or self.missed or self.late or self.over or self.to_offer)


@handles(TendAppointments)
def tend_appointments(uow: UnitOfWork, _command: TendAppointments) -> None:
    """Remind, note who did not come, close what is over, and ask the next on the stand-by list."""
    it = due(uow)
    for appointment in it.reminders:
        demand = uow.demand(appointment.demand_id)
        make_notice(uow, key=appointment.key, kind=appointment.kind, demand=demand, at=appointment.at)
    for appointment in it.missed:
        did_not_come(uow, appointment)
    for offer in it.late:
        close_offer(uow, offer, OfferState.LATE)
    for opening in it.over:
        close_opening(uow, opening, OpeningState.CLOSED)
    for opening in to_offer(uow):
        offer_next(uow, opening)


def due(reader: Reader) -> Due:
    """What is due at the reader's instant."""
    return Due(
        reminders=tuple(_reminders(reader)),
        missed=tuple(_missed(reader)),
        late=tuple(each for each in reader.open_offers() if each.answer_by <= reader.now),
        over=tuple(each for each in reader.openings() if each.until <= reader.now),
        to_offer=tuple(to_offer(reader)),
    )


def to_offer(reader: Reader) -> list[Opening]:
    """The freed slots that are to be offered by the machine now, and suit somebody who is not being asked."""
    awake = reader.now.astimezone(reader.zone).hour in AWAKE
    if reader.policy.standby_refill is not Refill.AUTOMATIC or not awake or not reader.standby_list():
        return []
    asked = {each.opening_id for each in reader.open_offers()}
    waiting = [each for each in reader.openings() if each.id not in asked and each.until > reader.now]
    return [each for each in waiting if suits_somebody(reader, each)]


def _reminders(reader: Reader) -> list[Appointment]:
    """Whose appointment is near, and who was not asked about it."""
    ahead = reader.policy.remind_ahead
    coming = appointments(reader, reader.now, reader.now + max(ahead.values()))
    known = {notice.key for notice in reader.notices_from(reader.now)}
    return [each for each in coming if reader.now < each.at < reader.now + ahead[each.kind] and each.key not in known]


def _missed(reader: Reader) -> list[Appointment]:
    """Whose bed has stood ready for them so long that they did not come. Who waits for a bed is not at fault."""
    grace = reader.policy.no_show_grace
    begun = [each for each in stays(reader, reader.now - LOOKED_BACK, reader.now) if grace[each.kind]]
    return [each for each in begun if each.at + grace[each.kind] <= reader.now and _stands_ready(reader, each)]


def _stands_ready(reader: Reader, appointment: Appointment) -> bool:
    claim = next(iter(reader.claims_of(appointment.demand_id)), None)
    if claim is None:
        return False
    bed, grace = reader.bed(claim.bed_id), reader.policy.no_show_grace[appointment.kind]
    return bed.actual is None and bed.said_at + grace <= reader.now
