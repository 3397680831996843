"""Rooms and their responsible nurses: proposed, accepted, changed, refused, late, twice; and a shift's change."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bedcentre.domain.errors import BadInputError, HospitalError, NotFoundError, NotPermittedError, RefusedError
from bedcentre.domain.nursing import NursingShift, shifts_at
from bedcentre.domain.people import Actor
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import NursingLevel, Role, Shift
from bedcentre.planning.nursing import proposed
from bedcentre.usecases import chores
from bedcentre.usecases.nursing.commands import (
    AcceptRooms,
    BeginShift,
    GiveRoom,
    OrderNursing,
    SayNurseAbsent,
    SayNurseBack,
)
from bedcentre.usecases.nursing.reasons import doubts
from bedcentre.usecases.nursing.shift import WardShift, ward_shift
from bedcentre.usecases.stays import PatientLeaves
from tests.store.house import COORDINATOR, NURSE_M, SYSTEM, House
from tests.store.small import BED_IDS, START, WARD_IDS, ZONE

WARD = WARD_IDS["M"]
DAY_1, DAY_2, EVENING, NIGHT = 1, 2, 3, 4
"""Ids of the ward's nurses; the second is an N1."""
NURSE_S = Actor(user_id=8, name="nurse", role=Role.NURSE, ward_ids=frozenset({WARD_IDS["S"]}))


def shift_of(house: House, *, coming: bool = False) -> WardShift:
    with house.reader() as reader:
        ward = next(each for each in reader.wards() if each.id == WARD)
        return ward_shift(reader, ward, shifts_at(reader.now, reader.zone, reader.policy)[coming])


def room(house: House) -> int:
    """The room of the ward's one patient."""
    (only,) = [each for each in shift_of(house).rooms if each.people]
    return only.room.id


def encounter(house: House) -> int:
    with house.reader() as reader:
        lying = reader.bed(BED_IDS["M-1"]).encounter
    assert lying is not None
    return lying.id


def give(house: House, nurse: int, reason: str = "", actor: Actor = NURSE_M, at: datetime = START) -> None:
    house.do(GiveRoom(ward_id=WARD, shift=at, room_id=room(house), nurse_id=nurse, reason=reason), actor)


def nurse_of(house: House) -> int | None:
    given = next(each.given for each in shift_of(house).rooms if each.people)
    return given.nurse_id if given else None


def keys(error: HospitalError) -> list[str]:
    return [reason.key for reason in error.reasons]


def test_the_engines_proposal_is_accepted_once(house: House) -> None:
    before = shift_of(house)
    assert [each.room.id for each in before.uncovered] == [room(house)]
    pairs = tuple(proposed(before).items())
    assert [nurse for _, nurse in pairs] in ([DAY_1], [DAY_2])
    command = AcceptRooms(ward_id=WARD, shift=START, rooms=pairs)
    house.do(command, NURSE_M)
    after = shift_of(house)
    assert after.uncovered == ()
    assert proposed(after) == {}
    (given,) = [each.given for each in after.rooms if each.given]
    assert (given.proposed, given.given_by, given.policy_version) == (True, NURSE_M.user_id, 0)
    with pytest.raises(RefusedError) as refused:
        house.do(command, NURSE_M)
    assert keys(refused.value) == ["refusal.room_given"]


def test_another_ward_another_role_and_nothing_at_all_are_refused(house: House) -> None:
    pairs = tuple(proposed(shift_of(house)).items())
    for actor in (NURSE_S, Actor(user_id=9, name="director", role=Role.DIRECTOR)):
        with pytest.raises(NotPermittedError):
            house.do(AcceptRooms(ward_id=WARD, shift=START, rooms=pairs), actor)
    with pytest.raises(BadInputError):
        house.do(AcceptRooms(ward_id=WARD, shift=START, rooms=()))
    with pytest.raises(NotFoundError):
        house.do(AcceptRooms(ward_id=WARD, shift=START, rooms=((99, DAY_1),)))
    with pytest.raises(NotFoundError):
        house.do(AcceptRooms(ward_id=99, shift=START, rooms=pairs))
    assert nurse_of(house) is None


def test_a_nurse_who_cannot_come_is_refused_with_all_reasons(house: House) -> None:
    with pytest.raises(RefusedError) as refused:
        give(house, EVENING)
    assert keys(refused.value) == ["refusal.nurse_off_duty"]
    house.do(OrderNursing(encounter_id=encounter(house), level=NursingLevel.SPECIAL), NURSE_M)
    house.do(SayNurseAbsent(nurse_id=DAY_2, shift=START, reason="病假"), NURSE_M)
    with pytest.raises(RefusedError) as refused:
        give(house, DAY_2, "没有别人")
    assert keys(refused.value) == ["refusal.nurse_absent", "refusal.nurse_skill"]
    assert nurse_of(house) is None


def test_a_missing_skill_is_overridden_with_a_reason(house: House) -> None:
    house.do(OrderNursing(encounter_id=encounter(house), level=NursingLevel.SPECIAL), NURSE_M)
    with pytest.raises(RefusedError) as refused:
        give(house, DAY_2, " ")
    assert keys(refused.value) == ["refusal.nurse_skill", "refusal.nurse_reason"]
    give(house, DAY_2, "护士长带教")
    (given,) = [each.given for each in shift_of(house).rooms if each.given]
    assert (given.nurse_id, given.proposed, given.reason) == (DAY_2, False, "护士长带教")
    with pytest.raises(RefusedError):
        give(house, DAY_2, "再来一次")


def test_a_load_above_the_limit_asks_for_a_reason(house: House) -> None:
    it = shift_of(house)
    assert it.limit == 20
    small = Policy(nursing_limit=dict.fromkeys(Shift, 1))
    with house.writing(NURSE_M) as uow:
        uow.policy = small
        heavy = ward_shift(uow, it.ward, it.shift)
        (there,) = [each for each in heavy.rooms if each.people]
        assert [each.key for each in doubts(heavy, there, uow.nurse(DAY_1))] == ["refusal.nurse_load"]
        uow.finish(None)


def test_an_absent_nurses_rooms_stand_open_and_are_proposed_to_another(house: House) -> None:
    give(house, DAY_1)
    house.do(SayNurseAbsent(nurse_id=DAY_1, shift=START, reason="病假"), NURSE_M)
    it = shift_of(house)
    assert [each.room.id for each in it.uncovered] == [room(house)]
    assert proposed(it) == {room(house): DAY_2}
    with pytest.raises(RefusedError):
        house.do(SayNurseAbsent(nurse_id=DAY_1, shift=START, reason="病假"), NURSE_M)
    house.do(SayNurseBack(nurse_id=DAY_1, shift=START), NURSE_M)
    with pytest.raises(RefusedError):
        house.do(SayNurseBack(nurse_id=DAY_1, shift=START), NURSE_M)
    give(house, DAY_1)
    with pytest.raises(BadInputError):
        house.do(SayNurseAbsent(nurse_id=DAY_2, shift=START, reason=""), NURSE_M)


def test_a_shift_that_is_over_or_too_far_is_refused(house: House) -> None:
    for hours in (-8, 16):
        with pytest.raises(RefusedError) as refused:
            give(house, DAY_1, at=START + timedelta(hours=hours))
        assert keys(refused.value) == ["refusal.shift_over"]
    evening = START + timedelta(hours=8)
    give(house, EVENING, at=evening)
    assert nurse_of(house) is None
    house.wait(hours=8)
    assert nurse_of(house) == EVENING
    with pytest.raises(RefusedError):
        give(house, DAY_1, at=START)


def test_who_had_the_room_yesterday_is_proposed_again(house: House) -> None:
    give(house, DAY_2)
    house.wait(hours=24)
    it = shift_of(house)
    assert proposed(it) == {room(house): DAY_2}


def test_who_leaves_before_the_next_shift_is_not_counted_there(house: House) -> None:
    assert len([each for each in shift_of(house, coming=True).rooms if each.people]) == 1
    house.wait(hours=23)
    assert [each for each in shift_of(house, coming=True).rooms if each.people] == []


def test_a_level_is_ordered_once_and_only_for_somebody_in_a_bed(house: House) -> None:
    who = encounter(house)
    house.do(OrderNursing(encounter_id=who, level=NursingLevel.FIRST), NURSE_M)
    (lying,) = [each for room in shift_of(house).rooms for each in room.people]
    assert (lying.level, lying.ordered, lying.load) == (NursingLevel.FIRST, True, 4)
    with pytest.raises(RefusedError):
        house.do(OrderNursing(encounter_id=who, level=NursingLevel.FIRST), NURSE_M)
    with pytest.raises(NotPermittedError):
        house.do(OrderNursing(encounter_id=who, level=NursingLevel.THIRD), NURSE_S)
    house.do(PatientLeaves(bed_id=BED_IDS["M-1"]))
    with pytest.raises(RefusedError):
        house.do(OrderNursing(encounter_id=who, level=NursingLevel.THIRD))


def test_the_clock_begins_a_shift_once(house: House) -> None:
    def due() -> bool:
        with house.reader() as reader:
            return any(isinstance(each, BeginShift) for each in chores.due(reader))

    assert not due()
    house.wait(hours=8)
    assert due()
    house.do(BeginShift(), SYSTEM)
    assert not due()
    house.do(BeginShift(), SYSTEM)
    with pytest.raises(NotPermittedError):
        house.do(BeginShift(), COORDINATOR)


def test_shifts_follow_each_other_by_the_policys_hours() -> None:
    def kinds(hour: float) -> tuple[NursingShift, NursingShift]:
        return shifts_at(START + timedelta(hours=hour), ZONE, Policy())

    current, coming = kinds(0)
    assert (current.kind, current.start, coming.kind) == (Shift.DAY, START, Shift.EVENING)
    assert current.end == coming.start == START + timedelta(hours=8)
    night, day = kinds(16.5)
    assert (night.kind, day.kind, night.day) == (Shift.NIGHT, Shift.DAY, current.day + 1)
    assert kinds(-0.1)[0].kind is Shift.NIGHT
