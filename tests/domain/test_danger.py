"""Promises that a bed will not keep: it is not free in time, or somebody in the room is in the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bedcentre.domain.beds import BedSituation, Claim
from bedcentre.domain.danger import endangered, why_late
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import ActualKind, Sex, SexPolicy
from tests.domain.examples import (
    NOW,
    TURNAROUND,
    actual,
    bed,
    claim,
    encounter,
    hours,
    occupied,
    patient,
    room,
    situation,
)

POLICY = Policy(turnaround=TURNAROUND)
COMES = claim(5, 20)
"""The woman of 46 comes in five hours."""
EMPTY = situation(claims=(COMES,))


def mate(leaves: float, *, sex: Sex = Sex.MALE, organism: str | None = None, number: int = 9) -> BedSituation:
    """Somebody else in the other bed of the room, who leaves in so many hours."""
    return situation(
        bed=bed(id=31, label="7-03-2"),
        actual=actual(ActualKind.OCCUPIED, encounter_id=9),
        encounter=encounter(id=9, patient_id=number, expected_discharge=hours(leaves), organism=organism),
        patient=patient(id=number, sex=sex),
    )


def in_danger(it: BedSituation, *mates: BedSituation) -> tuple[Claim, ...]:
    return endangered(it, mates, NOW, POLICY)


def test_an_overrun_endangers_and_a_fitting_claim_is_safe() -> None:
    late = occupied(expected_discharge=hours(6))
    assert in_danger(late) == ()
    assert in_danger(replace(late, claims=(claim(6.5, 20),))) == ()
    clashes = claim(6.4, 20)
    assert in_danger(replace(late, claims=(clashes,))) == (clashes,)


def test_every_claim_on_a_bed_blocked_for_good_is_endangered_and_none_on_an_empty_one() -> None:
    claims = (claim(1, 3), claim(4, 20))
    assert in_danger(situation(actual=actual(ActualKind.BLOCKED), claims=claims)) == claims
    until = situation(actual=actual(ActualKind.BLOCKED, until=hours(4)), claims=claims)
    assert in_danger(until) == claims[:1]
    assert in_danger(situation(claims=claims)) == ()


def test_a_man_who_stays_longer_endangers_the_bed_beside_him_and_one_who_leaves_in_time_does_not() -> None:
    assert in_danger(EMPTY, mate(5.5)) == ()
    assert in_danger(EMPTY, mate(5.6)) == (COMES,)
    assert in_danger(EMPTY, mate(4), mate(30)) == (COMES,)


@pytest.mark.parametrize(
    ("beside", "bed_of_it"),
    [
        (mate(30, sex=Sex.FEMALE), EMPTY),
        (mate(30), replace(EMPTY, room=room(sex_policy=SexPolicy.ANY))),
        (mate(30, number=1), EMPTY),
        (mate(30), situation(claims=(Claim(interval=COMES.interval, demand=None, patient=None),))),
    ],
    ids=["another woman", "a room for all", "she herself, to be moved", "a hold without a name"],
)
def test_whoever_may_lie_beside_her_is_not_in_the_way(beside: BedSituation, bed_of_it: BedSituation) -> None:
    assert in_danger(bed_of_it, beside) == ()


def test_somebody_in_isolation_is_in_the_way_whatever_the_sex() -> None:
    carrier = mate(30, sex=Sex.FEMALE, organism="MRSA")
    assert in_danger(EMPTY, carrier) == (COMES,)


def test_the_sentence_names_what_is_in_the_way() -> None:
    def why(it: BedSituation, *mates: BedSituation) -> tuple[str, object]:
        said = why_late(COMES, it, mates, NOW, POLICY)
        return said.key, said.params.get("leaves")

    overrun = replace(occupied(expected_discharge=hours(6)), claims=(COMES,))
    assert why(overrun, mate(30)) == ("danger.leaves", hours(6))
    leaves_in_time = replace(occupied(expected_discharge=hours(2)), claims=(COMES,))
    assert why(leaves_in_time, mate(30)) == ("danger.beside", hours(30))
    assert why(EMPTY, mate(4), mate(30)) == ("danger.beside", hours(30))


def test_an_overdue_room_mate_is_said_to_be_overdue() -> None:
    comes_now = claim(-1, 20)
    it, overdue = situation(claims=(comes_now,)), mate(-2)
    assert in_danger(it, overdue) == (comes_now,)
    assert why_late(comes_now, it, [overdue], NOW, POLICY).key == "danger.beside_overdue"
