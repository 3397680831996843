"""Whose names the emergency list shows to whom."""

from __future__ import annotations

from dataclasses import replace

from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import MoveCause, Role, WardKind
from bedcentre.usecases.board.picture import take
from bedcentre.usecases.emergency.sheet import named_to, sheet
from bedcentre.usecases.moves import AskMove
from bedcentre.usecases.proposals import ChooseBed
from tests.store.house import COORDINATOR, NURSE_M, House
from tests.store.small import BED_IDS, WARD_IDS

DIRECTOR = Actor(user_id=9, name="director", role=Role.DIRECTOR)
NURSE_I = replace(NURSE_M, ward_ids=frozenset({WARD_IDS["I"]}))


def names(house: House, actor: Actor) -> dict[int, str]:
    """The names of who waits for a bed, by demand."""
    with house.reader() as reader:
        return {each.card.demand.id: each.card.name for each in sheet(reader, actor).boarding}


def test_a_nurse_reads_the_names_of_the_own_wards_patients_alone(house: House) -> None:
    coming = house.demand_of("N1")
    worse = house.make(AskMove(bed_id=BED_IDS["M-1"], cause=MoveCause.WORSE), NURSE_M)
    house.wait(hours=2)
    assert names(house, NURSE_M)[coming] == "王**"
    house.do(ChooseBed(demand_id=coming, bed_id=BED_IDS["M-3"]))
    everybody = {worse: "王LM-1", coming: "王N1", house.demand_of("N2"): "王N2"}
    assert names(house, COORDINATOR).items() >= everybody.items()
    assert names(house, NURSE_M).items() >= {**everybody, house.demand_of("N2"): "王**"}.items()
    assert (
        names(house, NURSE_I).items() >= {key: "王" + "*" * (len(name) - 1) for key, name in everybody.items()}.items()
    )
    assert set(names(house, DIRECTOR).values()) == {""}
    house.do(ChooseBed(demand_id=worse, bed_id=BED_IDS["I-1"], override="病情危重"))
    assert names(house, NURSE_I)[worse] == "王LM-1"


def test_the_emergency_rooms_nurses_look_after_all_who_wait_there(house: House) -> None:
    waiting, worse = house.demand_of("N1"), house.make(AskMove(bed_id=BED_IDS["M-1"], cause=MoveCause.WORSE), NURSE_M)
    with house.reader() as reader:
        picture = take(reader)
    observation = {
        key: replace(each, ward=replace(each.ward, kind=WardKind.OBSERVATION)) for key, each in picture.beds.items()
    }
    there = named_to(NURSE_I, replace(picture, beds=observation))
    assert waiting in there
    assert worse not in there
    assert named_to(NURSE_I, picture) == frozenset()
