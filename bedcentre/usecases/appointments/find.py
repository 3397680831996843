"""Who is expected from home when, worked out from promised beds and booked tests: nothing of it is stored twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time

from bedcentre.domain.appointments import KIND_OF, Appointment, Notice, Subject
from bedcentre.domain.exams import ExamBooking
from bedcentre.domain.intervals import PlannedInterval
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import AppointmentKind, Checklist, MilestoneState, PlannedKind
from bedcentre.usecases.ports import Reader


def appointments(reader: Reader, start: datetime, end: datetime) -> list[Appointment]:
    """Everybody who is expected from home at a time in [start, end), by that time."""
    midnight = _midnight(reader, start.astimezone(reader.zone).date())
    booked = [each for each in reader.exam_bookings(midnight) if each.start < end]
    found = [*stays(reader, start, end), *(visit for visit in visits(reader, booked) if start <= visit.at < end)]
    return sorted(found, key=lambda each: (each.at, each.key))


def stays(reader: Reader, start: datetime, end: datetime) -> list[Appointment]:
    """Everybody from home whose promised bed is theirs from a time in [start, end) on."""
    promised = reader.promised_from_home(start, end)
    labels = _labels(reader, {claim.bed_id for _, claim in promised})
    return [_stay(demand, claim, labels) for demand, claim in promised]


def appointments_of(reader: Reader, demand: Demand) -> list[Appointment]:
    """When one demand's patient is expected, by time; past ones as long as nobody has said what became of them."""
    found = list(visits(reader, reader.exam_bookings_of([demand.id])))
    if demand.is_open and demand.kind in KIND_OF:
        claims = [each for each in reader.claims_of(demand.id) if each.kind is PlannedKind.RESERVATION]
        labels = _labels(reader, {claim.bed_id for claim in claims})
        found += [_stay(demand, claim, labels) for claim in claims]
    return sorted(found, key=lambda each: (each.at, each.key))


def visits(reader: Reader, bookings: Iterable[ExamBooking]) -> Iterator[Appointment]:
    """The days on which somebody comes for tests that are still to be done."""
    days: dict[tuple[int, date], list[ExamBooking]] = {}
    still = {each.id for each in reader.open_milestones(Checklist.PRE_ADMISSION)}
    for each in bookings:
        if each.milestone_id in still:
            days.setdefault((each.demand_id, each.start.astimezone(reader.zone).date()), []).append(each)
    devices = {device.id: device.place for device in reader.exam_devices()}
    demands = reader.demands({demand_id for demand_id, _ in days})
    for (demand_id, _), slots in days.items():
        first = min(slots, key=lambda slot: slot.start)
        yield Appointment(
            kind=AppointmentKind.EXAM,
            demand_id=demand_id,
            patient_id=demands[demand_id].patient_id,
            at=first.start,
            place=devices[first.device_id],
        )


def slots_of_visit(reader: Reader, visit: Appointment) -> list[ExamBooking]:
    """The slots of a day's visit whose tests are still to be done."""
    day = visit.at.astimezone(reader.zone).date()
    return [
        each
        for each in reader.exam_bookings_of([visit.demand_id])
        if each.start.astimezone(reader.zone).date() == day
        and reader.milestone(each.milestone_id).state is MilestoneState.OPEN
    ]


def standing(reader: Reader, notice: Notice) -> Appointment | None:
    """The appointment that a reminder speaks of, if it still is as it was."""
    if notice.subject is not Subject.REMINDER:
        return None
    found = appointments_of(reader, reader.demand(notice.demand_id))
    return next((each for each in found if each.key == notice.key), None)


def _stay(demand: Demand, claim: PlannedInterval, labels: Mapping[int, str]) -> Appointment:
    return Appointment(
        kind=KIND_OF[demand.kind],
        demand_id=demand.id,
        patient_id=demand.patient_id,
        at=claim.start,
        place=labels[claim.bed_id],
        bed_id=claim.bed_id,
    )


def _labels(reader: Reader, bed_ids: set[int]) -> dict[int, str]:
    return {each.bed.id: each.bed.label for each in reader.beds(bed_ids=bed_ids)} if bed_ids else {}


def _midnight(reader: Reader, day: date) -> datetime:
    return datetime.combine(day, time(), reader.zone).astimezone(reader.now.tzinfo)
