"""Saying that a patient belongs to a special group, or no longer does."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.errors import BadInputError, NotPermittedError, RefusedError
from bedcentre.domain.events import GroupChanged
from bedcentre.domain.messages import Message
from bedcentre.domain.special_groups import GroupChange, SpecialGroup, groups_of
from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.commands import handles
from bedcentre.usecases.ports import Reader, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGroup:
    """The patient ``belongs`` to the group, or no longer does, for a reason."""

    patient_id: int
    group: SpecialGroup
    belongs: bool
    reason: str


@handles(ChangeGroup, Role.NURSE, Role.COORDINATOR)
def change_group(uow: UnitOfWork, command: ChangeGroup) -> int:
    """Keep who said it and why; returns the change's id.

    Raises:
        BadInputError: no reason.
        NotPermittedError: the patient lies on none of the nurse's wards.
        RefusedError: it is so already, or a child by age cannot be none.
    """
    reason = command.reason.strip()
    if not reason:
        raise BadInputError(Message("input.reject_reason"))
    patient = uow.patient(command.patient_id)
    may_speak_of(uow, patient.id)
    there = command.group in groups_of(patient, uow.now.astimezone(uow.zone).date())
    word = {"group": f"@flag.{command.group.value}"}
    if there is command.belongs:
        raise RefusedError(Message("refusal.group_already" if there else "refusal.group_not", word))
    if not command.belongs and command.group.value not in patient.flags:
        raise RefusedError(Message("refusal.group_by_age", word))
    situation = uow.bed_of_patient(patient.id)
    change = GroupChange(
        id=uow.new_id(),
        patient_id=patient.id,
        group=command.group,
        belongs=command.belongs,
        reason=reason,
        said_at=uow.now,
        said_by=uow.actor.user_id,
    )
    demands = uow.open_demands_of(patient.id)
    uow.record(
        GroupChanged(
            change=change,
            bed_id=situation.bed.id if situation is not None else None,
            demand_id=demands[0].id if demands else None,
        )
    )
    return change.id


def may_speak_of(uow: UnitOfWork, patient_id: int) -> None:
    """Nurses speak of the patients on their wards.

    Raises:
        NotPermittedError: the patient lies on none of them.
    """
    if uow.actor.role is Role.NURSE:
        require_patient(uow, uow.actor.ward_ids, patient_id)


def require_patient(reader: Reader, ward_ids: frozenset[int], patient_id: int) -> None:
    """The patient lies on one of these wards.

    Raises:
        NotPermittedError: on none of them.
    """
    situation = reader.bed_of_patient(patient_id)
    if situation is None or situation.ward.id not in ward_ids:
        raise NotPermittedError(Message("refusal.not_on_ward"))
