"""The daily review: tomorrow by ward group and hour, proposals to be decided one by one, and a sheet of paper."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from pydantic import BaseModel, ConfigDict, field_validator
from starlette.responses import Response

from bedcentre.domain.policy import Policy
from bedcentre.domain.review import ReviewProposal
from bedcentre.domain.vocabulary import ReviewAction, Role, WardGroup
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.review.decisions import AcceptReviewProposal, DeclineReviewProposal
from bedcentre.usecases.review.sheet import ReviewSheet, sheet
from web.acting import carry_out, said
from web.answers import page
from web.auth import require
from web.fields import LONGEST_TEXT, Id
from web.live.following import line_of
from web.pages.board import Watcher
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Deciding = Annotated[Visitor, Depends(require(Role.COORDINATOR, Role.DIRECTOR))]


class ProposalForm(BaseModel):
    """A proposal as its buttons name it."""

    model_config = ConfigDict(str_max_length=LONGEST_TEXT)

    day: date
    action: ReviewAction
    group: WardGroup
    amount: Annotated[int, Form(ge=1, le=1000)] = 1
    bed_id: Id | None = None
    encounter_id: Id | None = None
    demand_id: Id | None = None
    reason: str = ""

    @field_validator("bed_id", "encounter_id", "demand_id", mode="before")
    @classmethod
    def _nothing(cls, value: object) -> object:
        return value or None

    @property
    def proposal(self) -> ReviewProposal:
        """The proposal it names."""
        return ReviewProposal(
            day=self.day,
            action=self.action,
            group=self.group,
            amount=self.amount,
            bed_id=self.bed_id,
            encounter_id=self.encounter_id,
            demand_id=self.demand_id,
        )


@router.get("/review")
def review(request: Request, visitor: Watcher) -> Response:
    """The review, live."""
    live = line_of(request, visitor, "review")
    it = _sheet(request, visitor)
    decides = visitor.role in {Role.COORDINATOR, Role.DIRECTOR}
    return page(request, "review.html", visitor, live=live, it=it, policy=_policy(request), decides=decides)


@router.get("/review/print")
def on_paper(request: Request, visitor: Watcher) -> Response:
    """The review on paper, for when the network is down."""
    return page(request, "review_sheet.html", visitor, it=_sheet(request, visitor), policy=_policy(request))


@router.post("/review/accept")
def accept(request: Request, visitor: Deciding, form: Annotated[ProposalForm, Form()]) -> Response:
    """Do it."""
    carry_out(request, visitor, AcceptReviewProposal(proposal=form.proposal))
    return said(request, "review.done", what=f"@review_action.{form.action.value}")


@router.post("/review/decline")
def decline(request: Request, visitor: Deciding, form: Annotated[ProposalForm, Form()]) -> Response:
    """Leave it."""
    carry_out(request, visitor, DeclineReviewProposal(proposal=form.proposal, reason=form.reason))
    return said(request, "review.left", what=f"@review_action.{form.action.value}")


def _sheet(request: Request, visitor: Visitor) -> ReviewSheet:
    site = site_of(request)
    names = Names.FULL if visitor.role is Role.COORDINATOR else Names.NONE
    learned = site.outlooks.learned
    with site.app.reader() as reader:
        usual = {}
        if learned is not None:
            usual = {ward.id: float(learned.unasked.usual(ward.code, reader.now, 2)[1]) for ward in reader.wards()}
        return sheet(reader, usual, names)


def _policy(request: Request) -> Policy:
    with site_of(request).app.reader() as reader:
        return reader.policy
