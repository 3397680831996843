"""Special groups (特殊群体): served early and in beds that suit them, by policy, with reasons kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bedcentre.domain.people import CHILD_BELOW, Patient
from bedcentre.domain.vocabulary import Feature


class SpecialGroup(StrEnum):
    """The groups; each is also a patient's flag."""

    ELDERLY = "elderly"
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    CHILD = "child"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChange:
    """Somebody said that a patient belongs to a group, or no longer does, and why."""

    id: int
    patient_id: int
    group: SpecialGroup
    belongs: bool
    reason: str
    said_at: datetime
    said_by: int


def default_prefers() -> dict[SpecialGroup, str]:
    """Features of beds that suit each group (assumption)."""
    return {
        SpecialGroup.ELDERLY: "accessible",
        SpecialGroup.DISABLED: "accessible low_bed",
        SpecialGroup.PREGNANT: "high_visibility",
        SpecialGroup.CHILD: "rails",
    }


def unknown_features(prefers: dict[SpecialGroup, str]) -> list[str]:
    """Words in the policy's table that name no feature of a bed."""
    known = {feature.value for feature in Feature}
    return sorted({word for words in prefers.values() for word in words.split()} - known)


def groups_of(patient: Patient, day: date) -> frozenset[SpecialGroup]:
    """The groups a patient belongs to: by flags, children also by age."""
    said = {group for group in SpecialGroup if group.value in patient.flags}
    return frozenset(said | {SpecialGroup.CHILD} if patient.age_on(day) < CHILD_BELOW else said)


def suiting(groups: frozenset[SpecialGroup], prefers: dict[SpecialGroup, str]) -> frozenset[str]:
    """What a bed should have for somebody of these groups."""
    return frozenset(word for group in groups for word in prefers[group].split())


def counted_wait(groups: frozenset[SpecialGroup], waited: timedelta, ahead: timedelta) -> timedelta:
    """The wait that the plan counts: the groups' people as if they had asked so much earlier."""
    return waited + ahead if groups else waited
