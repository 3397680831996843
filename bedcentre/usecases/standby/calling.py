"""Calling somebody in who waits at home for a later day: a free bed is offered to them, and then to others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bedcentre.domain.appointments import KIND_OF
from bedcentre.domain.errors import RefusedError
from bedcentre.domain.events import SlotFreed, StandbyJoined
from bedcentre.domain.intervals import Span
from bedcentre.domain.messages import Message
from bedcentre.domain.requests import Demand
from bedcentre.domain.standby import Fit, Opening, StandbyEntry
from bedcentre.domain.vocabulary import DemandKind
from bedcentre.usecases.no_shows import refuse_blocked
from bedcentre.usecases.placement import claims_against, closed
from bedcentre.usecases.ports import UnitOfWork
from bedcentre.usecases.preadmission import exams_done
from bedcentre.usecases.standby.offers import offer_to
from bedcentre.usecases.standby.openings import BED_KEPT
from bedcentre.usecases.standby.order import fit_of

CALLED_IN = "@review_action.call_standby"
"""Why the bed is offered, in whatever language it is read."""


def call_in(uow: UnitOfWork, demand: Demand, at: datetime) -> int:
    """Offer the nearest bed that suits from ``at`` on; whoever declines stays on the stand-by list. The offer's id.

    Raises:
        RefusedError: it is closed, no planned admission, the patient is blocked or being asked, the tests take
            longer, or no bed suits.
    """
    if not demand.is_open:
        raise RefusedError(closed(demand))
    if demand.kind is not DemandKind.PLANNED:
        raise RefusedError(Message("refusal.not_from_home"))
    refuse_blocked(uow, demand.patient_id)
    asked = next((each for each in uow.open_offers() if each.demand_id == demand.id), None)
    if asked is not None:
        raise RefusedError(Message("refusal.asked_now", {"until": asked.answer_by}))
    tests = exams_done(uow).get(demand.id)
    if tests is not None and tests >= at + min(demand.stay, BED_KEPT):
        raise RefusedError(Message("refusal.tests_first", {"done": tests}))
    entry = uow.standby_entry(demand.id)
    if entry is None:
        entry = StandbyEntry(demand_id=demand.id, since=uow.now, by=uow.actor.user_id, ready_from=uow.now)
        uow.record(StandbyJoined(entry=entry))
    found = next(_fits(uow, demand, entry, at), None)
    if found is None:
        raise RefusedError(Message("refusal.no_bed_then", {"at": at}))
    opening, fit = found
    uow.record(SlotFreed(opening=opening))
    return offer_to(uow, opening, fit, Message("standby.why.called"))


def _fits(uow: UnitOfWork, demand: Demand, entry: StandbyEntry, at: datetime) -> Iterator[tuple[Opening, Fit]]:
    """The beds that suit, those of the nearest wards first, there the empty ones."""
    end = at + demand.stay
    near = [(tier, each) for each in uow.beds() if (tier := uow.tier(demand.specialty, each.ward.id)) is not None]
    opening = Opening(
        id=uow.new_id(),
        kind=KIND_OF[demand.kind],
        bed_id=0,
        start=at,
        end=end,
        until=at + min(demand.stay, BED_KEPT),
        freed_at=uow.now,
        cause=CALLED_IN,
        former=demand.id,
    )
    for _, situation in sorted(near, key=lambda pair: (pair[0], pair[1].actual is not None, pair[1].bed.id)):
        ready = situation.expected_free(uow.now, uow.policy.turnaround) <= at
        if ready and not claims_against(uow, situation, None, Span(at, end)):
            here = replace(opening, bed_id=situation.bed.id)
            fit = fit_of(uow, here, entry, demand)
            if fit is not None:
                yield here, fit
