"""What somebody says of a milestone, whatever checklist it is on: done, not needed, to be done once more."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from bedcentre.usecases.milestones import ACTING, ReachMilestone, ReopenMilestone, WaiveMilestone, step_word
from web.acting import carry_out, said
from web.auth import require
from web.fields import Id, Text
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Acting = Annotated[Visitor, Depends(require(*ACTING))]


@router.post("/milestones/{milestone_id}/reach")
def reach(request: Request, visitor: Acting, milestone_id: Id, note: Text = "") -> Response:
    """It is done."""
    carry_out(request, visitor, ReachMilestone(milestone_id=milestone_id, note=note))
    return _told(request, "milestone.reached", milestone_id, undo=True)


@router.post("/milestones/{milestone_id}/waive")
def waive(request: Request, visitor: Acting, milestone_id: Id, reason: Text = "") -> Response:
    """This patient does not need it."""
    carry_out(request, visitor, WaiveMilestone(milestone_id=milestone_id, reason=reason))
    return _told(request, "milestone.waived", milestone_id, undo=True)


@router.post("/milestones/{milestone_id}/reopen")
def reopen(request: Request, visitor: Acting, milestone_id: Id) -> Response:
    """It was not done after all."""
    carry_out(request, visitor, ReopenMilestone(milestone_id=milestone_id))
    return _told(request, "milestone.reopened", milestone_id, undo=False)


def _told(request: Request, key: str, milestone_id: int, *, undo: bool) -> Response:
    with site_of(request).app.reader() as reader:
        step = step_word(reader.milestone(milestone_id))
    return said(request, key, step=step, undo_path=f"/milestones/{milestone_id}/reopen" if undo else "")
