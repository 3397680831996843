"""Whom a freed slot or bed suits, and in which order they are asked: urgency, waiting time, fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.intervals import Span, TheatreBooking
from bedcentre.domain.people import Patient
from bedcentre.domain.requests import Demand
from bedcentre.domain.standby import Fit, Opening, StandbyEntry, urgency_of
from bedcentre.domain.suitability import Candidate
from bedcentre.domain.theatres import TheatreSession
from bedcentre.domain.vocabulary import DemandKind, DemandState, PlannedKind
from bedcentre.usecases.board.choices import House
from bedcentre.usecases.no_shows import block_of
from bedcentre.usecases.placement import claims_against, rules_against
from bedcentre.usecases.ports import Reader
from bedcentre.usecases.preadmission import exams_done

MINUTE = timedelta(minutes=1)
QUARTER = timedelta(minutes=15)
GO_FIRST = frozenset({DemandKind.EMERGENCY, DemandKind.STEP_DOWN})
"""Who is never kept waiting for the sake of somebody at home."""


def ranked(reader: Reader, opening: Opening) -> list[Fit]:
    """Everybody on the stand-by list whom the opening suits, in the order in which they are asked.

    Nobody is asked who has an open offer, was asked about this opening before, or is blocked for not having come.
    """
    return sorted(_Search(reader, opening).fits(), key=lambda fit: fit.order)


def suits_somebody(reader: Reader, opening: Opening) -> bool:
    """Whether there is anybody who would be asked."""
    return next(_Search(reader, opening).fits(), None) is not None


def fit_of(reader: Reader, opening: Opening, entry: StandbyEntry, demand: Demand) -> Fit | None:
    """How one demand on the list would use an opening; None = it does not suit."""
    return _Search(reader, opening).fit(entry, demand)


class _Search:
    """One opening and what is needed to see whom it suits, read once."""

    def __init__(self, reader: Reader, opening: Opening) -> None:
        self._reader = reader
        self._opening = opening
        asked = {each.demand_id for each in reader.offers_of([opening.id])}
        self._out = asked | {each.demand_id for each in reader.open_offers()} | {opening.former}
        self._bed = reader.bed(opening.bed_id)
        self._earliest = max(opening.start, reader.now + reader.policy.standby_notice)
        self._patients: dict[int, Patient] = {}
        self._tests = exams_done(reader)

    def fits(self) -> Iterator[Fit]:
        """Each demand that could use it and would come earlier by it."""
        listed = [(entry, demand) for entry, demand in self._reader.standby_list() if demand.id not in self._out]
        self._patients.update(self._reader.patients({demand.patient_id for _, demand in listed}))
        for entry, demand in listed:
            fit = self.fit(entry, demand)
            if fit is not None:
                yield fit

    def fit(self, entry: StandbyEntry, demand: Demand) -> Fit | None:
        """How one demand would use it, if it suits, comes earlier by it and is not blocked."""
        fit = self._slot(demand, entry) if self._opening.session_id is not None else self._stay(demand, entry)
        earlier = fit is not None and (fit.now_at is None or fit.start < fit.now_at)
        return fit if earlier and block_of(self._reader, demand.patient_id) is None else None

    def _stay(self, demand: Demand, entry: StandbyEntry) -> Fit | None:
        """A freed bed, for a planned admission; emergencies whom it would suit go first."""
        if demand.kind is not DemandKind.PLANNED:
            return None
        reader, bed = self._reader, self._bed
        tier = reader.tier(demand.specialty, bed.ward.id)
        free = bed.expected_free(reader.now, reader.policy.turnaround)
        start = max(self._earliest, entry.ready_from, free, self._tests.get(demand.id, free))
        if (
            tier is None
            or start >= self._opening.until
            or not self._suits(demand, bed, start)
            or self._goes_first(start)
        ):
            return None
        return self._fit(demand, bed, start, tier)

    def _slot(self, demand: Demand, entry: StandbyEntry) -> Fit | None:
        """A freed place in a session, with the freed bay or another of its ward."""
        opening, reader = self._opening, self._reader
        session, begins, ends = self._session, opening.operation_start, opening.operation_end
        if demand.kind is not DemandKind.DAY_SURGERY or demand.procedure is None:
            return None
        if session is None or begins is None or ends is None or not _may_use(session, demand):
            return None
        procedure = reader.procedure(demand.procedure)
        preparing = timedelta(minutes=procedure.preparation_minutes)
        at = _on_grid(begins, max(reader.now + reader.policy.standby_notice, entry.ready_from) + preparing)
        end = at + timedelta(minutes=procedure.theatre_minutes)
        if end > ends or self._busy(session, demand, Span(at, end)):
            return None
        bay = next((each for each in self._bays if self._suits(demand, each, at - preparing)), None)
        if bay is None:
            return None
        fit = self._fit(demand, bay, at - preparing, (ends - begins - (end - at)) // MINUTE)
        return _operated(fit, session, at, end)

    def _fit(self, demand: Demand, bed: BedSituation, start: datetime, left_over: int) -> Fit:
        claims = self._reader.claims_of(demand.id)
        promised = [claim.start for claim in claims if claim.kind is PlannedKind.RESERVATION]
        today, asked = (at.astimezone(self._reader.zone).date() for at in (self._reader.now, demand.raised_at))
        return Fit(
            demand=demand,
            urgency=urgency_of(demand),
            days=(today - asked).days,
            left_over=left_over,
            bed_id=bed.bed.id,
            start=start,
            now_at=min(promised, default=None),
        )

    @cached_property
    def _session(self) -> TheatreSession | None:
        sessions = self._reader.sessions(self._opening.start, self._opening.end)
        return next((each for each in sessions if each.id == self._opening.session_id), None)

    @cached_property
    def _ward(self) -> House:
        """The freed bed's ward."""
        return House(self._reader, [self._bed.ward.id])

    @cached_property
    def _bays(self) -> Sequence[BedSituation]:
        """The freed bay first, then the others of its ward."""
        return [self._bed, *(each for each in self._ward.beds if each.bed.id != self._bed.bed.id)]

    @cached_property
    def _pressing(self) -> Sequence[Demand]:
        """Who waits for a bed and cannot wait at home."""
        waiting = (each for each in self._reader.open_demands() if each.state is DemandState.WAITING)
        return [each for each in waiting if each.kind in GO_FIRST]

    def _busy(self, session: TheatreSession, demand: Demand, span: Span) -> bool:
        taken: list[TheatreBooking] = [
            *self._reader.bookings(span.start, span.end),
            *self._reader.offered_operations(span.start, span.end),
        ]
        return any(
            each.demand_id != demand.id and (each.theatre == session.theatre or each.surgeon == demand.surgeon)
            for each in taken
        )

    def _goes_first(self, start: datetime) -> bool:
        """Whether somebody who cannot wait at home waits for such a bed."""
        return any(self._suits(each, self._bed, start) for each in self._pressing)

    def _suits(self, demand: Demand, bed: BedSituation, start: datetime) -> bool:
        """Whether nothing and nobody speaks against the demand in the bed from then on."""
        reader, span = self._reader, Span(start, start + demand.stay)
        if bed.expected_free(reader.now, reader.policy.turnaround) > start or claims_against(reader, bed, None, span):
            return False
        if demand.patient_id not in self._patients:
            self._patients[demand.patient_id] = reader.patient(demand.patient_id)
        candidate = Candidate.of_demand(demand, self._patients[demand.patient_id])
        return not rules_against(self._ward, candidate, bed, span)


def _may_use(session: TheatreSession, demand: Demand) -> bool:
    """The surgeon's own session, or one that is open to the specialty."""
    return session.specialty == demand.specialty if session.surgeon is None else session.surgeon == demand.surgeon


def _on_grid(begins: datetime, earliest: datetime) -> datetime:
    """The first quarter of an hour after ``begins`` that is not before ``earliest``."""
    late = max(earliest - begins, timedelta(0))
    return begins + -(-late // QUARTER) * QUARTER


def _operated(fit: Fit, session: TheatreSession, at: datetime, end: datetime) -> Fit:
    return replace(fit, session_id=session.id, theatre=session.theatre, operation_start=at, operation_end=end)
