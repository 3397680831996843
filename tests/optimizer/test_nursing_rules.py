"""What the checker says on nurses, theatres in use and ages in a room: allowed, refused, nothing, everything."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from optimizer.checker import HardRule, check
from optimizer.plan import Nursing, Placement, Plan
from optimizer.problem import (
    Care,
    Duty,
    Grid,
    Horizon,
    Nurse,
    Problem,
    Session,
    SexRule,
    SoftRule,
    Surgeon,
    Surgery,
)
from optimizer.shifts import shifts_of
from tests.optimizer.builders import MINUTES, amount, bed, broken, demand, occupant, priced, problem, put, room

WARD = Horizon(grid=Grid.NIGHTS, length=2, day=1, shifts=2)


def nurse(name: str = "n", skill: int = 1, load: int = 3, shifts: range = range(4)) -> Nurse:
    """A nurse of skill 1 who works all four shifts, with a load of up to 3 in each."""
    return Nurse(id=name, skill=skill, duties=tuple(Duty(shift=shift, max_load=load) for shift in shifts))


def work(rooms: str = "r", name: str = "n", shifts: range = range(4)) -> tuple[Nursing, ...]:
    """The same rooms, one letter each, in all four shifts."""
    return tuple(Nursing(nurse=name, shift=shift, rooms=tuple(rooms)) for shift in shifts)


def ward(*nurses: Nurse, **more: Any) -> Problem:
    """Two days of two shifts; one demand of two days; room r with two beds and room s with one."""
    plain = problem(
        demand(due=1, length=2, care=Care(workload=(1, 2, 3, 4), skill=(0, 1, 2, 3))),
        horizon=WARD,
        rooms=(room(), room("s")),
        places=(bed(capacity=2), bed("c", room="s")),
        nurses=nurses,
    )
    return replace(plain, **more)


def rules(asked: Problem, *nursing: Nursing, placements: tuple[Placement, ...] = (put(),)) -> set[HardRule]:
    """The hard rules a plan with nurses breaks."""
    return {found.rule for found in check(asked, Plan(placements=placements, nursing=nursing)).violations}


def cost(rule: SoftRule, asked: Problem, *nursing: Nursing, placements: tuple[Placement, ...] = (put(),)) -> int:
    """What a plan with nurses costs if one unit of one rule costs 1."""
    plan = Plan(placements=placements, nursing=nursing)
    return check(replace(asked, prices=priced(rule, amount=1)), plan).cost.total


@pytest.mark.parametrize(
    ("nursing", "fine"),
    [
        (work(), True),
        (work("rs"), True),  # nobody is in s: she may have it, or not
        ((*work(), *work("s", "m")), True),
        ((), False),
        (work(shifts=range(3)), False),
        (work("s"), False),
        ((*work(), *work(name="m", shifts=range(1))), False),  # two in one room
        ((*work(), *work(shifts=range(1))), False),  # the same one twice
        (work("rq"), False),  # no such room
        (work(name="x"), False),  # no such nurse
    ],
)
def test_every_occupied_room_has_exactly_one_nurse(nursing: tuple[Nursing, ...], *, fine: bool) -> None:
    assert rules(ward(nurse(), nurse("m")), *nursing) == (set() if fine else {HardRule.ROOM_NURSE})


def test_a_nurse_is_on_duty() -> None:
    half = nurse(shifts=range(2))
    assert rules(ward(half, nurse("m")), *work(shifts=range(2)), *work(name="m", shifts=range(2, 4))) == set()
    assert rules(ward(half, nurse("m")), *work()) == {HardRule.ROOM_NURSE}
    assert rules(ward(half, nurse("m")), *work(name="m"), *work("", shifts=range(4))) == set()


def test_occupants_need_nurses_too_and_an_empty_house_needs_none() -> None:
    asked = ward(nurse(), demands=(), occupants=(occupant(end=1),))
    assert rules(asked, placements=()) == {HardRule.ROOM_NURSE}
    assert rules(asked, *work(shifts=range(2)), placements=()) == set()
    assert rules(ward(nurse()), placements=()) == set()


def test_without_nurses_in_the_problem_nobody_asks_for_them() -> None:
    assert rules(ward()) == set()
    assert rules(ward(), *work()) == {HardRule.ROOM_NURSE}


def test_missing_skill_counts_per_person_and_shift() -> None:
    assert cost(SoftRule.NURSE_SKILL, ward(nurse(skill=3)), *work()) == 0
    assert cost(SoftRule.NURSE_SKILL, ward(nurse(skill=1)), *work()) == 1 + 2
    assert cost(SoftRule.NURSE_SKILL, ward(nurse(skill=0)), *work()) == 1 + 2 + 3
    assert cost(SoftRule.NURSE_SKILL, ward(nurse(skill=0)), placements=()) == 0


def test_a_later_start_is_cared_for_from_its_own_first_shift() -> None:
    later = put(start=1)
    assert cost(SoftRule.NURSE_SKILL, ward(nurse(skill=0)), *work(), placements=(later,)) == 1


def test_care_that_is_not_told_costs_nothing() -> None:
    asked = ward(nurse(skill=0, load=0), demands=(demand(due=1, length=2),))
    short = ward(nurse(skill=0, load=0), demands=(demand(due=1, length=2, care=Care(workload=(1,), skill=(2,))),))
    assert cost(SoftRule.NURSE_SKILL, asked, *work()) == cost(SoftRule.NURSE_WORKLOAD, asked, *work()) == 0
    assert cost(SoftRule.NURSE_SKILL, short, *work()) == 2
    assert cost(SoftRule.NURSE_WORKLOAD, short, *work()) == 1


def test_load_above_the_limit_counts_per_nurse_and_shift() -> None:
    assert cost(SoftRule.NURSE_WORKLOAD, ward(nurse(load=4)), *work()) == 0
    assert cost(SoftRule.NURSE_WORKLOAD, ward(nurse(load=3)), *work()) == 1
    guest = occupant(end=2, place="c", care=Care(workload=(2, 2, 2, 2), skill=()))
    both = ward(nurse(load=4), nurse("m", load=4), occupants=(guest,))
    assert cost(SoftRule.NURSE_WORKLOAD, both, *work("rs")) == 1 + 2
    assert cost(SoftRule.NURSE_WORKLOAD, both, *work(), *work("s", "m")) == 0
    assert cost(SoftRule.NURSE_WORKLOAD, ward(nurse(load=0)), *work("rs"), placements=()) == 0


def test_continuity_counts_the_distinct_nurses_of_each_person() -> None:
    asked = ward(nurse(), nurse("m"), occupants=(occupant(end=1),))
    shared = (*work(shifts=range(2)), *work(name="m", shifts=range(2, 4)))
    assert cost(SoftRule.CONTINUITY, asked, *work()) == 2
    assert cost(SoftRule.CONTINUITY, asked, *shared) == 1 + 2
    assert cost(SoftRule.CONTINUITY, ward(nurse()), placements=()) == 0


@pytest.mark.parametrize(
    ("horizon", "span", "shifts"),
    [
        (WARD, (0, 1), range(2)),
        (WARD, (1, 2), range(2, 4)),
        (replace(MINUTES, shifts=3), (0, 8), range(1)),
        (replace(MINUTES, shifts=3), (7, 17), range(3)),
        (replace(MINUTES, shifts=3), (16, 24), range(2, 3)),
        (MINUTES, (0, 48), range(0)),
    ],
)
def test_a_stay_touches_its_shifts(horizon: Horizon, span: tuple[int, int], shifts: range) -> None:
    assert shifts_of(horizon, *span) == shifts


@pytest.mark.parametrize(("ages", "units"), [((), 0), ((2,), 0), ((1, 1), 0), ((0, 2), 2 * 3), ((0, 1, 2), 2 * 3)])
def test_mixed_ages_count_the_widest_difference(ages: tuple[int, ...], units: int) -> None:
    people = [demand(f"d{at}", age_group=age, length=3) for at, age in enumerate(ages)]
    shared = problem(
        *people, places=(bed(capacity=3),), rooms=(room(sex=SexRule.ANY),), prices=priced(SoftRule.MIXED_AGE, amount=1)
    )
    assert amount(shared, *(put(one.id) for one in people)) == units


def test_mixed_ages_count_only_while_both_are_there() -> None:
    asked = problem(
        demand(age_group=2, length=4),
        occupants=(occupant(end=6, place="c"),),
        prices=priced(SoftRule.MIXED_AGE, amount=1),
    )
    assert amount(asked, put(start=4)) == 2 * 2
    assert amount(asked, put(start=6)) == 0
    assert amount(asked) == 0


def operating(*surgeons: str) -> Problem:
    """One operation per surgeon named; theatres t and u are open on both days."""
    sessions = [
        Session(id=f"{theatre}{day}", theatre=theatre, start=day, end=day + 1, minutes=60)
        for theatre in "tu"
        for day in range(2)
    ]
    return problem(
        *(demand(f"d{at}", surgery=Surgery(surgeon=name, minutes=10)) for at, name in enumerate(surgeons)),
        horizon=WARD,
        places=(bed(capacity=9),),
        sessions=tuple(sessions),
        surgeons=(Surgeon(id="ann"), Surgeon(id="bob")),
    )


@pytest.mark.parametrize(
    ("sessions", "opened", "moved"),
    [
        ((), 0, 0),
        (("t0",), 1, 0),
        (("t0", "t0", "t0"), 1, 0),
        (("t0", "u0", "t0"), 2, 1),
        (("t0", "t0", "u0"), 2, 0),  # the third one is another surgeon's
        (("t0", "u1", "t0"), 2, 0),  # another day
        (("t0", "u0", "u1"), 3, 1),
    ],
)
def test_theatres_in_use_and_surgeons_on_the_move(sessions: tuple[str, ...], opened: int, moved: int) -> None:
    asked = operating("ann", "ann", "bob")
    plan = [put(f"d{at}", start=int(name[1]), session=name) for at, name in enumerate(sessions)]
    assert broken(asked, *plan) == set()
    assert amount(replace(asked, prices=priced(SoftRule.OPEN_THEATRE, amount=1)), *plan) == opened
    assert amount(replace(asked, prices=priced(SoftRule.SURGEON_TRANSFER, amount=1)), *plan) == moved
