"""Ways back: which patients in borrowed beds could go home to their own ward, and whether the move is worth it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.borrowing import Loan
from bedcentre.domain.intervals import Span
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Encounter, Patient
from bedcentre.domain.places import Ward
from bedcentre.domain.suitability import Candidate
from bedcentre.domain.vocabulary import ActualKind, BedKind, DemandKind
from bedcentre.usecases.board.choices import House
from bedcentre.usecases.borrowing.ledger import present_loans
from bedcentre.usecases.placement import claims_against, rules_against
from bedcentre.usecases.ports import Reader

HOUR = timedelta(hours=1)
ELECTIVE = frozenset({DemandKind.PLANNED, DemandKind.DAY_SURGERY, DemandKind.REFERRAL_IN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A patient who lies in a borrowed bed now."""

    loan: Loan
    encounter: Encounter
    patient: Patient

    def remaining(self, now: datetime) -> timedelta:
        """How much longer the patient is expected to stay."""
        return self.encounter.expected_discharge - now


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBack:
    """A proposal: the guest goes to ``bed`` when it is free, for what then remains of the stay."""

    guest: Guest
    bed: BedSituation
    free_at: datetime
    remaining: timedelta


def guests(reader: Reader) -> list[Guest]:
    """Who lies in a borrowed bed now, those due back first first."""
    loans = present_loans(reader)
    beds = {each.bed.id: each for each in reader.beds(bed_ids={loan.last.bed_id for loan in loans})}
    found = []
    for loan in loans:
        situation = beds[loan.last.bed_id]
        if situation.encounter is not None and situation.patient is not None:
            found.append(Guest(loan=loan, encounter=situation.encounter, patient=situation.patient))
    return found


def give_backs(reader: Reader) -> list[GiveBack]:
    """The moves that are worth it, each into a bed of its own that nobody else is promised or proposed."""
    refused = refused_lately(reader)
    worthy = [each for each in guests(reader) if not reasons_against_move(reader, each, refused)]
    if not worthy:
        return []
    rooms = Rooms(reader)
    return [found for guest in worthy if (found := rooms.take(guest)) is not None]


def refused_lately(reader: Reader) -> frozenset[int]:
    """The encounters whose way back was refused so lately that the policy does not propose it again."""
    refusals = reader.give_back_refusals(reader.now - reader.policy.give_back_again)
    return frozenset(each.encounter_id for each in refusals)


def reasons_against_move(reader: Reader, guest: Guest, refused: Collection[int]) -> tuple[Message, ...]:
    """Why the policy does not move this patient now; empty = the move is worth it if there is room."""
    policy = reader.policy
    reasons = []
    if guest.encounter.severe:
        reasons.append(Message("refusal.give_back_severe"))
    if guest.remaining(reader.now) < policy.give_back_least_stay:
        hours = policy.give_back_least_stay // HOUR
        reasons.append(Message("refusal.give_back_short", {"hours": hours}))
    if not policy.give_back_from <= reader.now.astimezone(reader.zone).hour < policy.give_back_to:
        hours_of_day = {"start": policy.give_back_from, "end": policy.give_back_to}
        reasons.append(Message("refusal.give_back_night", hours_of_day))
    if any(each.encounter_id == guest.encounter.id for each in reader.open_demands_of(guest.patient.id)):
        reasons.append(Message("refusal.give_back_asked"))
    if guest.encounter.id in refused:
        reasons.append(Message("refusal.give_back_refused"))
    return tuple(reasons)


class Rooms:
    """The room that the specialties' own wards have or will have, after their emergency reserve.

    What the plan proposes for others is not room, but for those whose bed is overdue: they go before elective patients.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._house = House(reader)
        self._given: set[int] = set()
        self._proposed, self._urgent = _proposed(reader)
        self._spare = {ward.id: self._to_spare(ward) for ward in reader.wards()}

    def take(self, guest: Guest) -> GiveBack | None:
        """The soonest bed at home that suits the guest, which nobody else is then offered; None: no room."""
        found = min(self.openings(guest), key=lambda each: (each.free_at, each.bed.bed.id), default=None)
        if found is not None:
            self._given.add(found.bed.bed.id)
            self._spare[found.bed.ward.id] -= 1
        return found

    def openings(self, guest: Guest) -> Iterator[GiveBack]:
        """Every bed at home that would do."""
        spoken_for = self._urgent if guest.loan.is_overdue(self._reader.now) else self._proposed
        for situation in self._house.beds:
            home = situation.ward.specialty == guest.loan.borrower and situation.bed.kind is BedKind.WARD
            if home and self._spare[situation.ward.id] > 0 and self._is_open(situation, spoken_for):
                yield from self._opening(guest, situation)

    def _opening(self, guest: Guest, situation: BedSituation) -> Iterator[GiveBack]:
        free_at = self._free_at(situation)
        remaining = guest.encounter.expected_discharge - free_at
        if remaining < self._reader.policy.give_back_least_stay:
            return
        span = Span(free_at, guest.encounter.expected_discharge)
        candidate = Candidate.of_encounter(guest.encounter, guest.patient)
        taken = claims_against(self._house, situation, None, span)
        if not taken and not rules_against(self._house, candidate, situation, span):
            yield GiveBack(guest=guest, bed=situation, free_at=free_at, remaining=remaining)

    def _is_open(self, situation: BedSituation, spoken_for: Collection[int]) -> bool:
        blocked = situation.actual is not None and situation.actual.kind is ActualKind.BLOCKED
        soon = self._free_at(situation) <= self._reader.now + self._reader.policy.give_back_ahead
        free = situation.bed.id not in self._given and situation.bed.id not in spoken_for
        return soon and not blocked and free and not situation.claims

    def _free_at(self, situation: BedSituation) -> datetime:
        return situation.expected_free(self._reader.now, self._reader.policy.turnaround)

    def _to_spare(self, ward: Ward) -> int:
        coming = sum(self._is_open(each, self._urgent) for each in self._house.beds if each.ward.id == ward.id)
        return coming - ward.reserve_beds


def _proposed(reader: Reader) -> tuple[frozenset[int], frozenset[int]]:
    """The beds that open proposals name: all of them, and those for patients who cannot wait at home."""
    beds = {proposal.demand_id: proposal.bed_id for proposal in reader.proposals()}
    elective = {demand.id for demand in reader.open_demands() if demand.kind in ELECTIVE}
    urgent = frozenset(bed_id for demand_id, bed_id in beds.items() if demand_id not in elective)
    return frozenset(beds.values()), urgent
