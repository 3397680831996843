"""Special groups: said with a reason, refused, twice; what the plan makes of them; and leaflets in every state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bedcentre.domain.errors import BadInputError, NotPermittedError, RefusedError
from bedcentre.domain.people import Patient
from bedcentre.domain.policy import Policy
from bedcentre.domain.special_groups import SpecialGroup, counted_wait, groups_of, suiting
from bedcentre.domain.vocabulary import Certainty, Role, Sex
from bedcentre.usecases.leaflet import Leaflet, of_demand, of_stay
from bedcentre.usecases.nursing.commands import GiveRoom
from bedcentre.usecases.requests import CancelDemand
from bedcentre.usecases.special_groups import ChangeGroup
from bedcentre.usecases.stays import ExpectDischarge, PatientLeaves
from tests.store.house import COORDINATOR, NURSE_M, SURGEON_1, House
from tests.store.small import BED_IDS, START, WARD_IDS

DAY = timedelta(days=1)


def lying(house: House, label: str) -> tuple[int, int]:
    """The ids of the patient in a bed and of the encounter."""
    with house.reader() as reader:
        situation = reader.bed(BED_IDS[label])
    assert situation.patient is not None
    assert situation.encounter is not None
    return situation.patient.id, situation.encounter.id


def change(patient_id: int, *, belongs: bool = True, reason: str = "轮椅") -> ChangeGroup:
    return ChangeGroup(patient_id=patient_id, group=SpecialGroup.DISABLED, belongs=belongs, reason=reason)


def flags(house: House, patient_id: int) -> frozenset[str]:
    with house.reader() as reader:
        return reader.patient(patient_id).flags


def test_a_mark_is_set_and_removed_with_reasons_on_the_record(house: House) -> None:
    who, _ = lying(house, "M-1")
    house.do(change(who), NURSE_M)
    assert flags(house, who) == {"elderly", "disabled"}
    with pytest.raises(RefusedError):
        house.do(change(who), NURSE_M)
    house.do(change(who, belongs=False, reason="登记错误"), COORDINATOR)
    assert flags(house, who) == {"elderly"}
    with pytest.raises(RefusedError):
        house.do(change(who, belongs=False), NURSE_M)
    with house.reader() as reader:
        said = [(each.belongs, each.reason, each.said_by) for each in reader.group_changes(who)]
    assert said == [(False, "登记错误", COORDINATOR.user_id), (True, "轮椅", NURSE_M.user_id)]


def test_without_a_reason_or_the_right_nothing_is_marked(house: House) -> None:
    who, _ = lying(house, "M-1")
    other, _ = lying(house, "S-1")
    with pytest.raises(BadInputError):
        house.do(change(who, reason="  "), NURSE_M)
    for command, actor in ((change(other), NURSE_M), (change(who), SURGEON_1)):
        with pytest.raises(NotPermittedError):
            house.do(command, actor)
    house.do(PatientLeaves(bed_id=BED_IDS["M-1"]))
    with pytest.raises(NotPermittedError):
        house.do(change(who), NURSE_M)
    assert flags(house, who) == flags(house, other) == {"elderly"}


def test_children_are_children_by_age() -> None:
    child = Patient(id=1, mrn="K", name="小明", pinyin="xm", sex=Sex.MALE, birth_date=date(2020, 1, 1))
    assert groups_of(child, date(2026, 1, 1)) == {SpecialGroup.CHILD}
    assert groups_of(child, date(2034, 1, 1)) == set()
    assert groups_of(replace(child, flags=frozenset({"child", "dementia"})), date(2034, 1, 1)) == {SpecialGroup.CHILD}


def test_the_plan_wishes_for_what_suits_and_counts_a_day_more() -> None:
    policy = Policy()
    both = frozenset({SpecialGroup.DISABLED, SpecialGroup.CHILD})
    assert suiting(both, policy.group_prefers) == {"accessible", "low_bed", "rails"}
    assert suiting(frozenset(), policy.group_prefers) == frozenset()
    assert counted_wait(both, DAY, policy.group_ahead) == 2 * DAY
    assert counted_wait(frozenset(), DAY, policy.group_ahead) == DAY
    with pytest.raises(ValueError, match="trampoline"):
        Policy(group_prefers={**policy.group_prefers, SpecialGroup.CHILD: "trampoline"})


def leaflet(house: House, encounter_id: int) -> Leaflet:
    with house.reader() as reader:
        return of_stay(reader, encounter_id)


def test_a_stays_leaflet_follows_the_stay_and_names_the_nurse(house: House) -> None:
    _, encounter = lying(house, "M-1")
    it = leaflet(house, encounter)
    assert (it.state, [each.key for each in it.lines], it.ask.key) == ("stay", ["stay"], "ask_ward")
    with house.reader() as reader:
        room = reader.bed(BED_IDS["M-1"]).room.id
    house.do(GiveRoom(ward_id=WARD_IDS["M"], shift=START, room_id=room, nurse_id=1), NURSE_M)
    assert (leaflet(house, encounter).ask.key, leaflet(house, encounter).ask.place) == ("ask_nurse", "护士甲")
    house.do(ExpectDischarge(bed_id=BED_IDS["M-1"], expected=house.now + DAY, certainty=Certainty.CONFIRMED))
    it = leaflet(house, encounter)
    assert it.state == "discharge"
    assert {"home", "still_take_home_drugs", "still_settlement"} <= {each.key for each in it.lines}
    house.do(PatientLeaves(bed_id=BED_IDS["M-1"]))
    it = leaflet(house, encounter)
    assert (it.state, it.ask.key) == ("gone", "ask_centre")


def test_a_demands_leaflet_says_waiting_and_cancelled(house: House) -> None:
    demand = house.demand_of("N1")
    with house.reader() as reader:
        it = of_demand(reader, demand)
    assert (it.state, [each.key for each in it.lines]) == ("admission", ["waiting", "waiting_stay"])
    house.do(CancelDemand(demand_id=demand, reason="不来了"))
    with house.reader() as reader:
        assert of_demand(reader, demand).state == "cancelled"


def test_a_director_marks_nobody(house: House) -> None:
    who, _ = lying(house, "M-1")
    with pytest.raises(NotPermittedError):
        house.do(change(who), replace(COORDINATOR, role=Role.DIRECTOR))
