"""Finds the times at which a theatre session, the surgeon and a bay are all free, and says why a day has none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.day_surgery import is_open_to
from bedcentre.domain.intervals import Span, TheatreBooking
from bedcentre.domain.messages import Message
from bedcentre.domain.theatres import Procedure, TheatreSession
from bedcentre.domain.vocabulary import Feature
from bedcentre.usecases.placement import claims_against
from bedcentre.usecases.ports import Reader

GRID = timedelta(minutes=15)
"""Grid on which free slots are offered."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A free slot: theatre session, start and end of the operation, and the bay from arrival to leaving."""

    session_id: int
    theatre: str
    start: datetime
    end: datetime
    bed_id: int
    bed_label: str
    bay_start: datetime
    bay_end: datetime

    @property
    def key(self) -> str:
        """How a form names it: session and start of the operation."""
        return f"{self.session_id}:{self.start.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotDay:
    """One day's free slots by start; ``why``: what is full or missing when there are none."""

    day: date
    slots: tuple[Slot, ...]
    why: Message | None


def free_slots(reader: Reader, surgeon: str, procedure: Procedure, first: date, last: date) -> list[Slot]:
    """All slots from ``first`` to ``last`` (both included) in which theatre session, surgeon and a bay are free."""
    return [slot for day in slot_days(reader, surgeon, procedure, first, last) for slot in day.slots]


def slot_days(reader: Reader, surgeon: str, procedure: Procedure, first: date, last: date) -> list[SlotDay]:
    """Every day from ``first`` to ``last`` (both included, none before today) with its free slots or the reason."""
    today = reader.now.astimezone(reader.zone).date()
    first = max(first, today)
    days = [first + number * DAY for number in range((last - first).days + 1)]
    if not days:
        return []
    search = _Search(reader, surgeon, procedure, days)
    return [search.on(day) for day in days]


class _Search:
    """What is taken in a stretch of days, read once and kept by day."""

    def __init__(self, reader: Reader, surgeon: str, procedure: Procedure, days: Sequence[date]) -> None:
        self._reader = reader
        self._surgeon = surgeon
        self._procedure = procedure
        start, end = self._midnight(days[0]), self._midnight(days[-1] + DAY)
        self._sessions = [each for each in reader.sessions(start, end) if self._is_open(each)]
        self._bookings = [*reader.bookings(start, end), *reader.offered_operations(start, end)]
        self._bays = [each for each in reader.beds() if Feature.DAY_BAY in each.bed.features]

    def on(self, day: date) -> SlotDay:
        """One day's slots: the grid over every session, each slot with the first bay free for the whole stay."""
        span = Span(self._midnight(day), self._midnight(day + DAY))
        sessions = [each for each in self._sessions if span.overlaps(each.start, each.end)]
        starts = [(each, start) for each in sessions for start in self._starts(each, span)]
        unbooked = [(session, start) for session, start in starts if self._is_unbooked(session, start)]
        bays = [_on(each, span) for each in self._bays]
        bay_at = {start: self._bay(bays, start) for start in {start for _, start in unbooked}}
        found = (self._slot(session, start, bay_at[start]) for session, start in unbooked)
        slots = tuple(sorted((slot for slot in found if slot is not None), key=lambda slot: slot.start))
        why = None if slots else self._why(sessions, has_starts=bool(starts), has_theatre=bool(unbooked))
        return SlotDay(day=day, slots=slots, why=why)

    def _why(self, sessions: Sequence[TheatreSession], *, has_starts: bool, has_theatre: bool) -> Message:
        theatres = ", ".join(sorted({each.theatre for each in sessions}))
        if not sessions:
            return Message("surgeon.why.no_session")
        if not has_starts:
            return Message("surgeon.why.too_late")
        if not has_theatre:
            return Message("surgeon.why.theatre_full", {"theatres": theatres})
        return Message("surgeon.why.no_bay")

    def _is_open(self, session: TheatreSession) -> bool:
        """Own, open to everybody of the procedure's specialty, or given back."""
        reader = self._reader
        return is_open_to(session, self._surgeon, self._procedure.specialty, reader.now, reader.policy)

    def _starts(self, session: TheatreSession, day: Span) -> Iterator[datetime]:
        length = timedelta(minutes=self._procedure.theatre_minutes)
        earliest = max(self._reader.now + timedelta(minutes=self._procedure.preparation_minutes), day.start)
        operation = session.start
        while operation + length <= session.end and operation < day.end:
            if operation >= earliest:
                yield operation
            operation += GRID

    def _is_unbooked(self, session: TheatreSession, start: datetime) -> bool:
        operation = Span(start, start + timedelta(minutes=self._procedure.theatre_minutes))
        return not any(
            operation.overlaps(each.start, each.end) for each in self._bookings if self._stands_in_way(each, session)
        )

    def _stands_in_way(self, booking: TheatreBooking, session: TheatreSession) -> bool:
        return booking.theatre == session.theatre or booking.surgeon == self._surgeon

    def _stay(self, start: datetime) -> Span:
        """From when to when the bay is the patient's for an operation that begins at ``start``."""
        arrives = start - timedelta(minutes=self._procedure.preparation_minutes)
        return Span(arrives, arrives + timedelta(minutes=self._procedure.bay_minutes))

    def _bay(self, bays: Sequence[BedSituation], start: datetime) -> BedSituation | None:
        stay, reader = self._stay(start), self._reader
        for bay in bays:
            free_from = bay.expected_free(reader.now, reader.policy.turnaround)
            if free_from <= stay.start and not claims_against(reader, bay, None, stay):
                return bay
        return None

    def _slot(self, session: TheatreSession, start: datetime, bay: BedSituation | None) -> Slot | None:
        if bay is None:
            return None
        stay = self._stay(start)
        return Slot(
            session_id=session.id,
            theatre=session.theatre,
            start=start,
            end=start + timedelta(minutes=self._procedure.theatre_minutes),
            bed_id=bay.bed.id,
            bed_label=bay.bed.label,
            bay_start=stay.start,
            bay_end=stay.end,
        )

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._reader.zone).astimezone(self._reader.now.tzinfo)


def _on(bay: BedSituation, day: Span) -> BedSituation:
    """The bay with the claims of one day only, so that asking about it is quick."""
    claims = tuple(each for each in bay.claims if day.overlaps(each.interval.start, each.interval.end))
    return replace(bay, claims=claims)
