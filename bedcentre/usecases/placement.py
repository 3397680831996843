"""May this patient have this bed, in this interval? All reasons against, and the one way to promise a bed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.errors import BadInputError, NotPermittedError, RefusedError, TakenError
from bedcentre.domain.events import BedReserved, ClaimReleased, RuleOverridden
from bedcentre.domain.intervals import PlannedInterval, Span
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Patient
from bedcentre.domain.places import Bed
from bedcentre.domain.requests import Demand
from bedcentre.domain.suitability import Candidate, Roommate, reasons_against
from bedcentre.domain.vocabulary import ActualKind, PlannedKind, Role
from bedcentre.usecases.ports import Reader, Surroundings, UnitOfWork, Zoned

MAY_OVERRIDE = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})

MIN_REASON = 4
"""Characters that a signed reason has at least: 病情需要 is four."""


def rules_against(
    reader: Surroundings, candidate: Candidate, situation: BedSituation, span: Span
) -> tuple[Message, ...]:
    """Every suitability rule against the candidate lying in the bed for the span, roommates then included."""
    mates = [mate for other in reader.roommates(situation.bed.id) for mate in present(other, candidate.patient, span)]
    tier = reader.tier(candidate.specialty, situation.ward.id)
    today = span.start.astimezone(reader.zone).date()
    return reasons_against(candidate, situation, mates, tier, today)


def earliest_start(reader: Reader, situation: BedSituation, demand: Demand) -> datetime:
    """From when the bed could be the demand's. One blocked with no end in sight counts from now: a rule refuses it."""
    actual = situation.actual
    if actual is not None and actual.kind is ActualKind.BLOCKED and actual.until is None:
        return max(reader.now, demand.wanted_from)
    return max(situation.expected_free(reader.now, reader.policy.turnaround), demand.wanted_from)


def claims_against(reader: Zoned, situation: BedSituation, demand_id: int | None, span: Span) -> tuple[Message, ...]:
    """Who else has the bed in the span, or that it is shut then: the reasons that nobody may override."""
    others = [
        Message(
            "refusal.claimed",
            {
                "bed": situation.bed.label,
                "patient": claim.patient.masked_name if claim.patient else "",
                "start": claim.interval.start,
                "end": claim.interval.end,
            },
        )
        for claim in situation.claims
        if span.overlaps(claim.interval.start, claim.interval.end)
        and (demand_id is None or claim.interval.demand_id != demand_id)
    ]
    return (*others, *_shut(situation.bed, span.start.astimezone(reader.zone), span.end.astimezone(reader.zone)))


def present(other: BedSituation, patient: Patient, span: Span) -> Iterator[Roommate]:
    """Who lies in the other bed of a room, or is promised it, in the span; the patient aside."""
    lying, encounter = other.patient, other.encounter
    stays = encounter is not None and encounter.expected_discharge > span.start
    if encounter is not None and lying is not None and lying.id != patient.id and stays:
        yield Roommate(bed_label=other.bed.label, sex=lying.sex, organism=encounter.organism)
    for claim in other.claims:
        comer, demand = claim.patient, claim.demand
        if comer is None or demand is None or comer.id == patient.id:
            continue
        if span.overlaps(claim.interval.start, claim.interval.end):
            yield Roommate(bed_label=other.bed.label, sex=comer.sex, organism=demand.organism)


def _shut(bed: Bed, start: datetime, end: datetime) -> Iterator[Message]:
    if bed.opens is None or bed.closes is None:
        return
    if start.date() != end.date() or start.time() < bed.opens or end.time() > bed.closes:
        hours = f"{bed.opens:%H:%M}–{bed.closes:%H:%M}"
        yield Message("refusal.outside_hours", {"bed": bed.label, "hours": hours})


def reserve(
    uow: UnitOfWork,
    demand: Demand,
    situation: BedSituation,
    start: datetime,
    *,
    override: str = "",
    proposal_id: int | None = None,
) -> int:
    """Promise the bed to the demand from ``start`` for its expected stay; returns the reservation's id.

    A bed the demand was promised before is given back in the same transaction. The bed may still be occupied:
    should that patient stay longer than expected, the overrun shows as a conflict.

    Raises:
        RefusedError: a rule speaks against it and no reason to override was signed.
        TakenError: somebody else has the bed then.
        NotPermittedError: the actor may not override.
    """
    if not demand.is_open:
        raise RefusedError(closed(demand))
    span = Span(start, start + demand.stay)
    taken = claims_against(uow, situation, demand.id, span)
    if taken:
        raise TakenError(*taken)
    candidate = Candidate.of_demand(demand, uow.patient(demand.patient_id))
    check_rules(uow, candidate, situation, span, override)
    release_claims(uow, demand, "moved")
    reservation = PlannedInterval(
        id=uow.new_id(),
        bed_id=situation.bed.id,
        kind=PlannedKind.RESERVATION,
        start=span.start,
        end=span.end,
        demand_id=demand.id,
        made_by=uow.actor.user_id,
    )
    uow.record(BedReserved(reservation=reservation, proposal_id=proposal_id))
    return reservation.id


def closed(demand: Demand) -> Message:
    """Say that a demand is no longer open and what became of it."""
    return Message("refusal.demand_closed", {"state": f"@demand_state.{demand.state.value}"})


def check_rules(
    uow: UnitOfWork,
    candidate: Candidate,
    situation: BedSituation,
    span: Span,
    override: str,
) -> None:
    """Let no rule be broken but by a person with the right who signs a reason, on the record.

    Raises:
        RefusedError: no reason was signed; carries all rules that speak against it.
        NotPermittedError: the role may not override.
        BadInputError: the reason is too short to mean anything.
    """
    against = rules_against(uow, candidate, situation, span)
    if not against:
        return
    if not override.strip():
        raise RefusedError(*against)
    if uow.actor.role not in MAY_OVERRIDE:
        raise NotPermittedError(Message("refusal.no_override_right", {"role": f"@role.{uow.actor.role.value}"}))
    if len(override.strip()) < MIN_REASON:
        raise BadInputError(Message("input.override_reason", {"least": MIN_REASON}))
    uow.record(
        RuleOverridden(
            patient_id=candidate.patient.id,
            demand_id=candidate.demand_id,
            bed_id=situation.bed.id,
            rules=against,
            reason=override.strip(),
        )
    )


def release_claims(uow: UnitOfWork, demand: Demand, cause: str) -> None:
    """Give back whatever bed is held or reserved for the demand."""
    for claim in uow.claims_of(demand.id):
        uow.record(ClaimReleased(interval_id=claim.id, bed_id=claim.bed_id, demand_id=demand.id, cause=cause))
