"""A ward's rooms for one shift: against brute force, and each rule by itself."""

from __future__ import annotations

import random
from itertools import product

import pytest

from optimizer.cpsat.nursing import give_rooms
from optimizer.nursing.ward_shift import OnDuty, Person, RoomCare, WardShift, cost

ANN, BEA, CAT = (OnDuty(id=name, skill=skill, max_load=8) for name, skill in (("ann", 3), ("bea", 2), ("cat", 1)))


def room(name: str, *people: Person, nurse: str | None = None) -> RoomCare:
    return RoomCare(id=name, people=people, nurse=nurse)


def easy(load: int = 2, *known_to: str) -> Person:
    return Person(load=load, skill=1, known_to=frozenset(known_to))


def best(asked: WardShift) -> int:
    """The least cost of all answers, tried one by one."""
    choices = [[each.nurse] if each.nurse else [nurse.id for nurse in asked.nurses] for each in asked.rooms]
    names = [each.id for each in asked.rooms]
    return min(cost(asked, dict(zip(names, map(str, answer), strict=True))).total for answer in product(*choices))


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_better(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    nurses = (ANN, BEA, CAT)
    rooms = tuple(
        room(
            str(number),
            *(
                Person(
                    load=chance.choice([1, 2, 4, 6]),
                    skill=chance.choice([1, 1, 2, 3]),
                    known_to=frozenset(nurse.id for nurse in nurses if chance.random() < 0.3),
                )
                for _ in range(chance.randint(0, 3))
            ),
            nurse=chance.choice([None, None, None, "ann", "cat"]),
        )
        for number in range(6)
    )
    asked = WardShift(rooms, nurses)
    assert cost(asked, give_rooms(asked)).total == best(asked)


def test_a_room_goes_to_whoever_has_the_skill() -> None:
    asked = WardShift((room("1", Person(load=2, skill=3, known_to=frozenset({"cat"}))), room("2")), (CAT, ANN))
    assert give_rooms(asked)["1"] == "ann"


def test_people_keep_the_nurse_who_knows_them() -> None:
    asked = WardShift((room("1", easy(2, "bea")), room("2", easy(2, "ann"))), (ANN, BEA))
    assert give_rooms(asked) == {"1": "bea", "2": "ann"}


def test_nobody_carries_more_than_her_limit_while_another_is_idle() -> None:
    asked = WardShift(tuple(room(str(each), easy(4, "ann")) for each in range(4)), (ANN, BEA))
    assert sorted(give_rooms(asked).values()) == ["ann", "ann", "bea", "bea"]


def test_a_room_that_has_a_nurse_keeps_her() -> None:
    asked = WardShift((room("1", Person(load=2, skill=3), nurse="cat"), room("2", easy())), (ANN, CAT))
    given = give_rooms(asked)
    assert given == {"1": "cat", "2": "ann"}
    assert cost(asked, given).skill == 2


def test_without_nurses_or_rooms_there_is_nothing_to_give() -> None:
    assert give_rooms(WardShift((room("1", easy()),), ())) == {}
    assert give_rooms(WardShift((), (ANN,))) == {}


def test_who_is_not_on_duty_has_no_room() -> None:
    with pytest.raises(ValueError, match="cat"):
        WardShift((room("1", nurse="cat"),), (ANN,))
    with pytest.raises(ValueError, match="no nurse"):
        cost(WardShift((room("1"),), (ANN,)), {})
