"""What people do on the board and on the wards: one address per command, one notice as the answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from pydantic import AwareDatetime
from starlette.responses import Response

from bedcentre.domain.vocabulary import ActualKind, Role
from bedcentre.usecases.beds import BlockBed, ConfirmBed, FinishCleaning, StartCleaning, UnblockBed
from bedcentre.usecases.proposals import (
    AcceptProposal,
    ChooseBed,
    HoldBed,
    RejectProposal,
    ReleaseClaim,
    RestorePromise,
)
from bedcentre.usecases.requests import CancelDemand, PinDemand
from bedcentre.usecases.stays import PatientLeaves, ReceivePatient, UndoLeaving
from bedcentre.usecases.ward.times import BlockEnd
from web.acting import carry_out, said
from web.auth import require
from web.fields import Id, Text
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Coordinator = Annotated[Visitor, Depends(require(Role.COORDINATOR))]
OnWard = Annotated[Visitor, Depends(require(Role.NURSE, Role.COORDINATOR))]
Cleaning = Annotated[Visitor, Depends(require(Role.NURSE, Role.CLEANER, Role.COORDINATOR))]
Asker = Annotated[Visitor, Depends(require(Role.COORDINATOR, Role.SURGEON))]


@router.post("/proposals/{proposal_id}/accept")
def accept(request: Request, visitor: Coordinator, proposal_id: Id) -> Response:
    """Promise the proposed bed, in place of an earlier promise if it replaces one."""
    with site_of(request).app.reader() as reader:
        proposal = reader.proposal(proposal_id)
        bed = reader.bed(proposal.bed_id).bed
        before = reader.bed(proposal.replaces.bed_id) if proposal.replaces is not None else None
    done = carry_out(request, visitor, AcceptProposal(proposal_id=proposal_id))
    if before is None:
        undo = f"/beds/{bed.id}/claims/{done.made}/release"
        return said(request, "web.said.promised", bed=bed.label, undo_path=undo)
    blocked = before.actual is not None and before.actual.kind is ActualKind.BLOCKED
    return said(
        request,
        "web.said.later" if before.bed.id == bed.id else "web.said.replaced",
        bed=bed.label,
        before=before.bed.label,
        undo_path="" if blocked else f"/proposals/{proposal_id}/restore",
    )


@router.post("/proposals/{proposal_id}/restore")
def restore(request: Request, visitor: Coordinator, proposal_id: Id) -> Response:
    """Undo: what was promised before the proposal was accepted is promised again."""
    carry_out(request, visitor, RestorePromise(proposal_id=proposal_id))
    with site_of(request).app.reader() as reader:
        before = reader.proposal(proposal_id).replaces
    return said(request, "web.said.restored", bed=_label(request, before.bed_id) if before is not None else "")


@router.post("/proposals/{proposal_id}/reject")
def reject(request: Request, visitor: Coordinator, proposal_id: Id, reason: Text = "") -> Response:
    """Turn the proposal down; the plan looks for another bed."""
    carry_out(request, visitor, RejectProposal(proposal_id=proposal_id, reason=reason))
    return said(request, "web.said.rejected")


@router.post("/demands/{demand_id}/choose")
def choose(
    request: Request,
    visitor: Coordinator,
    demand_id: Id,
    bed_id: Annotated[Id, Form()],
    override: Text = "",
    start: Annotated[AwareDatetime | None, Form()] = None,
) -> Response:
    """Promise a bed of the coordinator's own choice, from ``start`` or as soon as it can be had."""
    command = ChooseBed(demand_id=demand_id, bed_id=bed_id, override=override, start=start)
    done = carry_out(request, visitor, command)
    return said(
        request,
        "web.said.promised",
        bed=_label(request, bed_id),
        undo_path=f"/beds/{bed_id}/claims/{done.made}/release",
    )


@router.post("/demands/{demand_id}/pin")
def pin(request: Request, visitor: Coordinator, demand_id: Id, bed_id: Annotated[Id | None, Form()] = None) -> Response:
    """Fix the bed that plans must use, or let them choose again."""
    carry_out(request, visitor, PinDemand(demand_id=demand_id, bed_id=bed_id))
    if bed_id is None:
        return said(request, "web.said.unpinned")
    return said(request, "web.said.pinned", bed=_label(request, bed_id), undo_path=f"/demands/{demand_id}/pin")


@router.post("/demands/{demand_id}/cancel")
def cancel(request: Request, visitor: Asker, demand_id: Id, reason: Text = "") -> Response:
    """The bed is no longer needed."""
    carry_out(request, visitor, CancelDemand(demand_id=demand_id, reason=reason))
    return said(request, "web.said.cancelled")


@router.post("/demands/{demand_id}/receive")
def receive(
    request: Request, visitor: OnWard, demand_id: Id, bed_id: Annotated[Id, Form()], override: Text = ""
) -> Response:
    """The patient has arrived; the clock stops."""
    carry_out(request, visitor, ReceivePatient(demand_id=demand_id, bed_id=bed_id, override=override))
    return said(request, "web.said.received", bed=_label(request, bed_id))


@router.post("/beds/{bed_id}/hold")
def hold(
    request: Request,
    visitor: Coordinator,
    bed_id: Id,
    reason: Text = "",
    demand_id: Annotated[Id | None, Form()] = None,
) -> Response:
    """Keep the bed for a while."""
    done = carry_out(request, visitor, HoldBed(bed_id=bed_id, reason=reason, demand_id=demand_id))
    return said(
        request,
        "web.said.held",
        bed=_label(request, bed_id),
        undo_path=f"/beds/{bed_id}/claims/{done.made}/release",
    )


@router.post("/beds/{bed_id}/claims/{interval_id}/release")
def release(request: Request, visitor: Coordinator, bed_id: Id, interval_id: Id) -> Response:
    """Take a hold or promise back."""
    carry_out(request, visitor, ReleaseClaim(interval_id=interval_id, bed_id=bed_id))
    return said(request, "web.said.released", bed=_label(request, bed_id))


@router.post("/beds/{bed_id}/left")
def left(request: Request, visitor: OnWard, bed_id: Id) -> Response:
    """The patient has physically left."""
    carry_out(request, visitor, PatientLeaves(bed_id=bed_id))
    return said(request, "web.said.left", bed=_label(request, bed_id), undo_path=f"/beds/{bed_id}/not-left")


@router.post("/beds/{bed_id}/not-left")
def not_left(request: Request, visitor: OnWard, bed_id: Id) -> Response:
    """The patient had not left after all."""
    carry_out(request, visitor, UndoLeaving(bed_id=bed_id))
    return said(request, "web.said.not_left", bed=_label(request, bed_id))


@router.post("/beds/{bed_id}/clean")
def clean(request: Request, visitor: Cleaning, bed_id: Id) -> Response:
    """Somebody begins to clean."""
    carry_out(request, visitor, StartCleaning(bed_id=bed_id))
    return said(request, "web.said.cleaning", bed=_label(request, bed_id))


@router.post("/beds/{bed_id}/ready")
def ready(request: Request, visitor: Cleaning, bed_id: Id) -> Response:
    """The bed is ready."""
    carry_out(request, visitor, FinishCleaning(bed_id=bed_id))
    return said(request, "web.said.ready", bed=_label(request, bed_id))


@router.post("/beds/{bed_id}/block")
def block(
    request: Request,
    visitor: OnWard,
    bed_id: Id,
    reason: Text = "",
    lasts: Annotated[BlockEnd, Form()] = BlockEnd.OPEN,
) -> Response:
    """Take an empty bed out of use."""
    with site_of(request).app.reader() as reader:
        until = lasts.at(reader)
    carry_out(request, visitor, BlockBed(bed_id=bed_id, reason=reason, until=until))
    return said(request, "web.said.blocked", bed=_label(request, bed_id), undo_path=f"/beds/{bed_id}/unblock")


@router.post("/beds/{bed_id}/unblock")
def unblock(request: Request, visitor: OnWard, bed_id: Id) -> Response:
    """Put the bed back into use."""
    carry_out(request, visitor, UnblockBed(bed_id=bed_id))
    return said(request, "web.said.unblocked", bed=_label(request, bed_id))


@router.post("/beds/{bed_id}/confirm")
def confirm(request: Request, visitor: OnWard, bed_id: Id) -> Response:
    """What the board says is still so."""
    carry_out(request, visitor, ConfirmBed(bed_id=bed_id))
    return said(request, "web.said.confirmed", bed=_label(request, bed_id))


def _label(request: Request, bed_id: int) -> str:
    with site_of(request).app.reader() as reader:
        return reader.bed(bed_id).bed.label
