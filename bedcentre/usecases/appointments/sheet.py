"""The list of people at home: whom to telephone, who is expected, what is free, who stands by, who did not come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bedcentre.domain.appointments import Appointment, Contact, Delivery, NoShow, Notice
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Patient
from bedcentre.domain.places import Specialty, Ward
from bedcentre.domain.requests import Demand
from bedcentre.domain.standby import Fit, Offer, Opening, OpeningState, StandbyEntry, Urgency, urgency_of, why_first
from bedcentre.domain.vocabulary import AppointmentKind, PlannedKind
from bedcentre.usecases.appointments.find import appointments
from bedcentre.usecases.no_shows import block_of
from bedcentre.usecases.ports import Reader
from bedcentre.usecases.standby.order import ranked

COUNTED = timedelta(days=30)
LOOKED_BACK = timedelta(days=1)
"""How long somebody of whom nothing was said stays on the list."""
SHOWN_NEXT = 3
"""How many of those who would be asked next are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A person as the list shows them."""

    patient: Patient
    name: str
    age: int
    specialty: Specialty | None
    surgeon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One appointment. ``notice``: what was asked about it. ``stands_by``: they would come earlier.

    ``over``: its time has come. ``late``: so long ago that somebody should ask; of tests only their results tell.
    """

    appointment: Appointment
    who: Who
    contact: Contact | None
    notice: Notice | None
    over: bool
    late: bool
    stands_by: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Somebody to telephone."""

    notice: Notice
    who: Who
    contact: Contact | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Freed:
    """A freed slot: who is being asked (``offer``), and who would be asked next, the first for the reason ``why``."""

    opening: Opening
    label: str
    ward: Ward
    offer: Offer | None
    notice: Notice | None
    asked: Who | None
    why: Message | None
    next: tuple[Who, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody on the stand-by list. ``now_at``: when they come as things stand; ``days`` they have waited."""

    entry: StandbyEntry
    who: Who
    urgency: Urgency
    days: int
    now_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Somebody who did not come. ``times``: how often in the last 30 days; ``blocked``: until when."""

    no_show: NoShow
    who: Who
    times: int
    blocked: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentSheet:
    """The whole list. ``filled`` of ``freed`` slots of the last 30 days found somebody else."""

    calls: tuple[Call, ...]
    failures: int
    expected: tuple[Expected, ...]
    freed: tuple[Freed, ...]
    waiting: tuple[Waiting, ...]
    missed: tuple[Missed, ...]
    freed_count: int
    filled_count: int


def appointment_sheet(reader: Reader, surgeon: str | None) -> AppointmentSheet:
    """The list, of one ``surgeon``'s patients alone or (None) of all."""
    look = _Look(reader, surgeon)
    expected = tuple(look.expected())
    calls = tuple(look.calls(expected))
    known = [each for each in reader.openings_since(reader.now - COUNTED) if look.is_own(reader.demand(each.former))]
    return AppointmentSheet(
        calls=calls,
        failures=sum(each.notice.delivery is Delivery.FAILED for each in calls),
        expected=expected,
        freed=tuple(look.freed()),
        waiting=tuple(look.waiting()),
        missed=tuple(look.missed()),
        freed_count=len(known),
        filled_count=sum(each.state is OpeningState.FILLED for each in known),
    )


class _Look:
    """What the list is read from, read once."""

    def __init__(self, reader: Reader, surgeon: str | None) -> None:
        self._reader = reader
        self._surgeon = surgeon
        self._today = reader.now.astimezone(reader.zone).date()
        self._specialties = {each.code: each for each in reader.specialties()}
        self._demands: dict[int, Demand] = {each.id: each for each in reader.open_demands()}
        self._standby = reader.standby_list()

    def is_own(self, demand: Demand) -> bool:
        """Whether whoever looks may see the patient."""
        return self._surgeon is None or demand.surgeon == self._surgeon

    def expected(self) -> Iterator[Expected]:
        """Who is expected until tomorrow night, and of whom nothing was said since."""
        reader = self._reader
        end = datetime.combine(self._today + timedelta(days=2), time(), reader.zone).astimezone(reader.now.tzinfo)
        found = appointments(reader, reader.now - LOOKED_BACK, end)
        mine = [each for each in found if self.is_own(self._demand(each.demand_id))]
        patients = reader.patients({each.patient_id for each in mine})
        contacts = reader.contacts(patients)
        notices = {each.key: each for each in reader.notices_from(reader.now - LOOKED_BACK)}
        stand_by = {demand.id for _, demand in self._standby}
        for each in mine:
            yield Expected(
                appointment=each,
                who=self._who(self._demand(each.demand_id), patients[each.patient_id]),
                contact=contacts.get(each.patient_id),
                notice=notices.get(each.key),
                over=each.at <= reader.now,
                late=each.kind is not AppointmentKind.EXAM and each.at + reader.policy.promise_slack <= reader.now,
                stands_by=each.demand_id in stand_by,
            )

    def calls(self, expected: Iterable[Expected]) -> Iterator[Call]:
        """Whom to telephone: offers first, for they end soonest."""
        offers = self._reader.open_offers()
        asked = self._reader.notices_of_offers([each.id for each in offers])
        for offer in offers:
            demand = self._demand(offer.demand_id)
            notice = asked.get(offer.id)
            if notice is not None and notice.to_telephone and self.is_own(demand):
                contact = self._reader.contacts([demand.patient_id]).get(demand.patient_id)
                yield Call(notice=notice, who=self._who(demand), contact=contact)
        for each in expected:
            if each.notice is not None and each.notice.to_telephone and not each.over:
                yield Call(notice=each.notice, who=each.who, contact=each.contact)

    def freed(self) -> Iterator[Freed]:
        """What is free, soonest first."""
        reader = self._reader
        openings = [each for each in reader.openings() if self.is_own(reader.demand(each.former))]
        asking = {each.opening_id: each for each in reader.open_offers()}
        notices = reader.notices_of_offers([each.id for each in asking.values()])
        for opening in openings:
            bed, offer = reader.bed(opening.bed_id), asking.get(opening.id)
            fits = ranked(reader, opening)
            yield Freed(
                opening=opening,
                label=bed.bed.label,
                ward=bed.ward,
                offer=offer,
                notice=notices.get(offer.id) if offer is not None else None,
                asked=self._who(self._demand(offer.demand_id)) if offer is not None else None,
                why=offer.why if offer is not None else _why(fits),
                next=tuple(self._who(fit.demand) for fit in fits[:SHOWN_NEXT]),
            )

    def waiting(self) -> Iterator[Waiting]:
        """The stand-by list, in the order in which people are asked, other things being equal."""
        mine = [(entry, demand) for entry, demand in self._standby if self.is_own(demand)]
        for entry, demand in sorted(mine, key=lambda pair: (urgency_of(pair[1]), pair[1].raised_at, pair[1].id)):
            claims = [each for each in self._reader.claims_of(demand.id) if each.kind is PlannedKind.RESERVATION]
            yield Waiting(
                entry=entry,
                who=self._who(demand),
                urgency=urgency_of(demand),
                days=(self._today - demand.raised_at.astimezone(self._reader.zone).date()).days,
                now_at=min((claim.start for claim in claims), default=None),
            )

    def missed(self) -> Iterator[Missed]:
        """Who did not come in the last 30 days, newest first, each person once."""
        known = self._reader.no_shows_since(self._reader.now - COUNTED)
        times = Counter(each.patient_id for each in known if not each.struck)
        seen: set[int] = set()
        for each in known:
            demand = self._reader.demand(each.demand_id)
            if each.patient_id not in seen and self.is_own(demand):
                seen.add(each.patient_id)
                blocked = block_of(self._reader, each.patient_id)
                yield Missed(no_show=each, who=self._who(demand), times=times[each.patient_id], blocked=blocked)

    def _demand(self, demand_id: int) -> Demand:
        return self._demands.get(demand_id) or self._reader.demand(demand_id)

    def _who(self, demand: Demand, patient: Patient | None = None) -> Who:
        person = patient or self._reader.patient(demand.patient_id)
        return Who(
            patient=person,
            name=person.name if self.is_own(demand) else person.masked_name,
            age=person.age_on(self._today),
            specialty=self._specialties.get(demand.specialty),
            surgeon=demand.surgeon or "",
        )


def _why(fits: list[Fit]) -> Message | None:
    return why_first(fits) if fits else None
