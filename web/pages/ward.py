"""A ward's own page: for its nurse the beds and who is coming, for its cleaner the beds to clean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from bedcentre.domain.errors import NotFoundError, RefusedError
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Actor
from bedcentre.domain.places import Specialty, Ward
from bedcentre.domain.suitability import Candidate
from bedcentre.domain.vocabulary import MoveCause, Role
from bedcentre.usecases.beds import not_now
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.picture import Picture, take
from bedcentre.usecases.centre.leaving import Leaver, leavers
from bedcentre.usecases.commands import require_ward
from bedcentre.usecases.nursing.shift import uncovered
from bedcentre.usecases.ports import Reader
from bedcentre.usecases.ward.arrivals import arrivals
from bedcentre.usecases.ward.asked import AskedEarlier, asked_earlier
from bedcentre.usecases.ward.cards import ShowCount, cards, counts
from bedcentre.usecases.ward.entries import EntryChoices, entries
from bedcentre.usecases.ward.times import BlockEnd, DischargeTimes, discharge_times
from web.answers import fragment, page
from web.auth import require
from web.fields import Id
from web.live.view import Fragment
from web.live.views.ward import WARD_ROLES, arrival_fragment, card_fragment, job_fragment, ward_view
from web.looks import looks_of
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

OnWard = Annotated[Visitor, Depends(require(*WARD_ROLES))]
Nurse = Annotated[Visitor, Depends(require(Role.NURSE, Role.COORDINATOR))]

REASONS = ("repair", "disinfection", "equipment", "isolation", "staff", "room")
"""The usual reasons for blocking a bed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """The part of the nurse's page about who leaves; ``uncovered``: rooms that have no responsible nurse now."""

    ward_id: int
    leavers: tuple[Leaver, ...]
    asked: tuple[AskedEarlier, ...]
    now: datetime
    uncovered: int

    @property
    def mine(self) -> int:
        """How many things are to be done by whoever looks."""
        return sum(len(each.mine) for each in self.leavers)


@dataclass(frozen=True, slots=True, kw_only=True)
class BedsShown:
    """What the nurse's page consists of besides its head. ``reasons`` are words of ``ward.reason``."""

    cards: tuple[Fragment, ...]
    arrivals: tuple[Fragment, ...]
    counts: tuple[ShowCount, ...]
    times: DischargeTimes
    reasons: tuple[str, ...]
    ends: tuple[BlockEnd, ...]
    leaving: Leaving
    specialties: tuple[Specialty, ...]
    causes: tuple[MoveCause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobsShown:
    """What the cleaner's page consists of besides its head, most urgent first."""

    jobs: tuple[Fragment, ...]


@router.get("/ward")
def own_ward(request: Request, visitor: OnWard) -> Response:
    """The first of the visitor's wards."""
    with site_of(request).app.reader() as reader:
        wards = wards_of(reader, visitor.actor)
    if not wards:
        raise NotFoundError(Message("ward.no_ward"))
    return RedirectResponse(f"/ward/{wards[0].id}", HTTPStatus.SEE_OTHER)


@router.get("/ward/{ward_id}")
def ward(request: Request, visitor: OnWard, ward_id: Id) -> Response:
    """One ward, live."""
    site = site_of(request)
    with site.app.reader() as reader:
        require_ward(visitor.actor, ward_id, reader)
        wards = {each.id: each for each in wards_of(reader, visitor.actor)}
        if ward_id not in wards:
            raise NotFoundError(Message("missing.ward", {"id": ward_id}))
    channel = site.hub.channel_id(ward_view(visitor, looks_of(request), {"ward": str(ward_id)}))
    with site.app.reader() as reader:
        picture = take(reader)
        leaving = _leaving(reader, visitor, ward_id)
    live = {"kind": "ward", "channel": channel, "sequence": picture.sequence, "query": f"&ward={ward_id}"}
    template, shown = _jobs(picture, ward_id) if visitor.role is Role.CLEANER else _beds(picture, leaving)
    return page(request, template, visitor, ward=wards[ward_id], wards=tuple(wards.values()), live=live, shown=shown)


@router.get("/ward/{ward_id}/leaving")
def leaving(request: Request, visitor: Nurse, ward_id: Id) -> Response:
    """The ward's leaving patients with what is still to be done: the part of the page that is read again."""
    with site_of(request).app.reader() as reader:
        require_ward(visitor.actor, ward_id, reader)
        it = _leaving(reader, visitor, ward_id)
    return fragment(request, "ward/leaving.html", it)


@router.get("/ward/beds/{bed_id}/move")
def move_choices(request: Request, visitor: Nurse, bed_id: Id) -> Response:
    """The ward's other beds for the patient in this one: those that would do first, the others with why not."""
    with site_of(request).app.reader() as reader:
        situation = reader.bed(bed_id)
        require_ward(visitor.actor, situation.ward.id, reader)
        if situation.encounter is None or situation.patient is None:
            raise RefusedError(not_now(situation))
        candidate = Candidate.of_encounter(situation.encounter, situation.patient)
        end = max(situation.encounter.expected_discharge, reader.now)
        found = entries(reader, candidate, situation.ward.id, end)
    it = EntryChoices(
        name=situation.patient.name,
        path=f"/beds/{bed_id}/move",
        seen=f"{bed_id}:{situation.actual.id if situation.actual else ''}",
        entries=tuple(each for each in found if each.bed_id != bed_id),
    )
    return fragment(request, "ward/moves.html", it)


@router.get("/ward/{ward_id}/arrivals/{demand_id}")
def receive_choices(request: Request, visitor: Nurse, ward_id: Id, demand_id: Id) -> Response:
    """The ward's beds for somebody promised one there: those that would do now first, the others with why not."""
    with site_of(request).app.reader() as reader:
        require_ward(visitor.actor, ward_id, reader)
        demand = reader.demand(demand_id)
        if ward_id not in {reader.bed(claim.bed_id).ward.id for claim in reader.claims_of(demand_id)}:
            raise NotFoundError(Message("missing.arrival"))
        patient = reader.patient(demand.patient_id)
        found = entries(reader, Candidate.of_demand(demand, patient), ward_id, reader.now + demand.stay)
    it = EntryChoices(name=patient.name, path=f"/demands/{demand_id}/receive", seen="", entries=tuple(found))
    return fragment(request, "ward/moves.html", it)


def wards_of(reader: Reader, actor: Actor) -> list[Ward]:
    """The wards somebody may open, in board order."""
    return [each for each in reader.wards() if actor.role is Role.COORDINATOR or each.id in actor.ward_ids]


def _leaving(reader: Reader, visitor: Visitor, ward_id: int) -> Leaving:
    return Leaving(
        ward_id=ward_id,
        leavers=tuple(leavers(reader, visitor.role, ward_id)),
        asked=asked_earlier(reader, ward_id),
        now=reader.now,
        uncovered=uncovered(reader, ward_id),
    )


def _beds(picture: Picture, leaving: Leaving) -> tuple[str, BedsShown]:
    """The nurse's page."""
    ward_id = leaving.ward_id
    drawn = cards(picture, ward_id, Names.FULL)
    shown = BedsShown(
        cards=tuple(card_fragment(each) for each in drawn.values()),
        arrivals=tuple(arrival_fragment(each) for each in arrivals(picture, ward_id, Names.FULL).values()),
        counts=counts(drawn.values()),
        times=discharge_times(picture),
        reasons=REASONS,
        ends=tuple(BlockEnd),
        leaving=leaving,
        specialties=tuple(picture.specialties.values()),
        causes=tuple(MoveCause),
    )
    return "ward.html", shown


def _jobs(picture: Picture, ward_id: int) -> tuple[str, JobsShown]:
    """The cleaner's page."""
    drawn = sorted(cards(picture, ward_id, Names.NONE).values(), key=lambda card: card.rank)
    jobs = (job_fragment(card) for card in drawn)
    return "cleaner.html", JobsShown(jobs=tuple(each for each in jobs if each.it is not None))
