"""Special groups: who belongs to one and why, and leaflets in large type for patients."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from bedcentre.domain.special_groups import SpecialGroup, groups_of
from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.leaflet import of_demand, of_stay
from bedcentre.usecases.special_groups import ChangeGroup, require_patient
from web.acting import carry_out, said
from web.answers import page
from web.auth import require
from web.fields import Id, Text
from web.live.following import line_of
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Acting = Annotated[Visitor, Depends(require(Role.NURSE, Role.COORDINATOR))]
Coordinator = Annotated[Visitor, Depends(require(Role.COORDINATOR))]


@router.get("/patients/{patient_id}/groups")
def groups(request: Request, visitor: Acting, patient_id: Id) -> Response:
    """One patient's groups and what was said of them, live."""
    live = line_of(request, visitor, "groups")
    with site_of(request).app.reader() as reader:
        patient = reader.patient(patient_id)
        if visitor.role is Role.NURSE:
            require_patient(reader, visitor.actor.ward_ids, patient.id)
        found = groups_of(patient, reader.now.astimezone(reader.zone).date())
        changes = reader.group_changes(patient.id)
        situation = reader.bed_of_patient(patient.id)
        demands = reader.open_demands_of(patient.id) if visitor.role is Role.COORDINATOR else ()
    return page(
        request,
        "special_groups.html",
        visitor,
        live=live,
        patient=patient,
        belongs=found,
        groups=tuple(SpecialGroup),
        changes=changes,
        situation=situation,
        demands=demands,
    )


@router.post("/patients/{patient_id}/groups")
def change(
    request: Request,
    visitor: Acting,
    patient_id: Id,
    group: Annotated[SpecialGroup, Form()],
    belongs: Annotated[bool, Form()],
    reason: Text = "",
) -> Response:
    """Say that the patient belongs to a group, or no longer does."""
    command = ChangeGroup(patient_id=patient_id, group=group, belongs=belongs, reason=reason)
    carry_out(request, visitor, command)
    return said(request, "groups.told")


@router.get("/leaflet/demand/{demand_id}")
def demand_leaflet(request: Request, visitor: Coordinator, demand_id: Id) -> Response:
    """For somebody who waits for a bed."""
    with site_of(request).app.reader() as reader:
        it = of_demand(reader, demand_id)
    return page(request, "leaflet.html", visitor, it=it)


@router.get("/leaflet/stay/{encounter_id}")
def stay_leaflet(request: Request, visitor: Acting, encounter_id: Id) -> Response:
    """For somebody who lies in the house."""
    with site_of(request).app.reader() as reader:
        if visitor.role is Role.NURSE:
            require_patient(reader, visitor.actor.ward_ids, reader.encounter(encounter_id).patient_id)
        it = of_stay(reader, encounter_id)
    return page(request, "leaflet.html", visitor, it=it)
