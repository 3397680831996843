"""Accepting many proposals with one confirmation: a summary in the board's drawer, then one notice of what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from pydantic import Field
from starlette.responses import Response

from bedcentre.domain.errors import HospitalError
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.board.picture import take
from bedcentre.usecases.board.together import MOST, together
from bedcentre.usecases.ports import Reader
from bedcentre.usecases.proposals import AcceptProposal
from web.acting import carry_out_each
from web.answers import fragment, is_fragment_request
from web.auth import require
from web.fields import Id
from web.pages.board import board_with
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Coordinator = Annotated[Visitor, Depends(require(Role.COORDINATOR))]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAccepted:
    """A proposal that was refused meanwhile: for whom, which bed, and every reason."""

    demand_id: int
    name: str
    bed_label: str
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedTogether:
    """What became of one confirmation: ``accepted`` stand, the others were refused."""

    accepted: int
    refused: tuple[NotAccepted, ...]


@router.get("/board/together")
def summary(request: Request, visitor: Coordinator) -> Response:
    """How many proposals would be accepted, ward by ward."""
    with site_of(request).app.reader() as reader:
        it = together(take(reader))
    if is_fragment_request(request):
        return fragment(request, "together.html", it)
    return board_with(request, visitor, "together.html", it)


@router.post("/proposals/together")
def accept(
    request: Request,
    visitor: Coordinator,
    proposal_ids: Annotated[list[Id], Form(), Field(min_length=1, max_length=MOST)],
) -> Response:
    """Accept each of the proposals that the summary named, as its own button would."""
    with site_of(request).app.reader() as reader:
        proposals = [reader.proposal(each) for each in dict.fromkeys(proposal_ids)]
    outcomes = carry_out_each(request, visitor, [AcceptProposal(proposal_id=each.id) for each in proposals])
    refused = [(each, why) for each, why in zip(proposals, outcomes, strict=True) if isinstance(why, HospitalError)]
    with site_of(request).app.reader() as reader:
        said = tuple(_not_accepted(reader, each.demand_id, each.bed_id, why.reasons) for each, why in refused)
    return fragment(request, "accepted.html", AcceptedTogether(accepted=len(proposals) - len(said), refused=said))


def _not_accepted(reader: Reader, demand_id: int, bed_id: int, reasons: Sequence[Message]) -> NotAccepted:
    return NotAccepted(
        demand_id=demand_id,
        name=reader.patient(reader.demand(demand_id).patient_id).name,
        bed_label=reader.bed(bed_id).bed.label,
        reasons=tuple(reasons),
    )
