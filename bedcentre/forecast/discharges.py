"""How many beds will be free by an hour, and how many of them one can count on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.people import Patient
from bedcentre.domain.vocabulary import ActualKind, BedKind, Certainty, Sex, SexPolicy
from bedcentre.forecast.stays import Departures, Group, age_band
from bedcentre.usecases.board.picture import Outlook, Picture

SURE = 0.8
"""The probability from which on a number of beds is called sure."""

WORD: Mapping[Certainty, float] = {Certainty.CONFIRMED: 0.5, Certainty.PREDICTED: 0.3, Certainty.GUESSED: 0.3}
"""How much the ward's word on a discharge weighs against what past stays say. An assumption, to be replaced by the
hospital's own figures on how often such words came true."""

LEVELS: Mapping[BedKind, str] = {BedKind.BAY: "day", BedKind.CHAIR: "day"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """The outlook of a ward: all beds, and those open to women and to men (a bed in an empty room is open to both)."""

    beds: Outlook
    women: Outlook
    men: Outlook


def odds(departures: Departures, picture: Picture, by: datetime) -> dict[int, Odds]:
    """Per ward, the beds that are ready and promised to nobody by then."""
    rooms: dict[int, list[BedSituation]] = {}
    for each in picture.beds.values():
        rooms.setdefault(each.room.id, []).append(each)
    chances: dict[int, list[tuple[float, Sex | None]]] = {ward: [] for ward in picture.wards}
    for each in picture.beds.values():
        chance = free_by(departures, picture, each, by)
        if chance > 0:
            mates = (mate for mate in rooms[each.room.id] if mate is not each)
            chances[each.ward.id].append((chance, _bound_to(each, mates)))
    return {ward: _odds(beds, by) for ward, beds in chances.items()}


def free_by(departures: Departures, picture: Picture, situation: BedSituation, by: datetime) -> float:
    """The probability that a bed is ready by then and promised to nobody before."""
    now, turnaround = picture.now, picture.policy.turnaround
    actual, encounter, patient = situation.actual, situation.encounter, situation.patient
    if any(claim.interval.start < by < claim.interval.end for claim in situation.claims):
        return 0.0
    if encounter is not None and patient is not None:
        leaves = by - turnaround
        if leaves <= now:
            return 0.0
        group = group_of(picture, situation, patient, encounter.specialty)
        learned = departures.left_by(group, admitted=encounter.admitted_at, now=now, by=leaves)
        weight = WORD[encounter.certainty]
        return weight * (encounter.expected_discharge <= leaves) + (1 - weight) * learned
    if actual is not None and actual.kind is ActualKind.BLOCKED and actual.until is None:
        return 0.0
    return float(situation.expected_free(now, turnaround) <= by)


def group_of(picture: Picture, situation: BedSituation, patient: Patient, specialty: str) -> Group:
    """The group of past patients that somebody of the specialty in the bed is likened to."""
    age = patient.age_on(picture.now.astimezone(picture.zone).date())
    return (LEVELS.get(situation.bed.kind, situation.bed.kind.value), specialty, age_band(age))


def _bound_to(situation: BedSituation, mates: Iterable[BedSituation]) -> Sex | None:
    """The sex that a bed's room is bound to by its rule or by who else is in it; None = either."""
    policy = situation.room.sex_policy
    if policy is SexPolicy.ANY:
        return None
    if policy is not SexPolicy.SAME:
        return Sex(policy.value)
    return next((mate.patient.sex for mate in mates if mate.patient is not None), None)


def _odds(beds: list[tuple[float, Sex | None]], by: datetime) -> Odds:
    return Odds(
        beds=_outlook([chance for chance, _ in beds], by),
        women=_outlook([chance for chance, sex in beds if sex is not Sex.MALE], by),
        men=_outlook([chance for chance, sex in beds if sex is not Sex.FEMALE], by),
    )


def _outlook(chances: list[float], by: datetime) -> Outlook:
    """The expected number, rounded, and the largest one that is reached with the sure probability."""
    exactly = np.ones(1)
    for chance in chances:
        exactly = np.convolve(exactly, [1 - chance, chance])
    at_least = exactly[::-1].cumsum()[::-1]
    return Outlook(by=by, expected=round(sum(chances)), sure=int(np.flatnonzero(at_least >= SURE).max()))
