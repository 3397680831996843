"""A ward asks for another bed for its patient: into intensive care, out of it, elsewhere; refused, taken back, done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bedcentre.domain.errors import BadInputError, HospitalError, NotPermittedError, RefusedError
from bedcentre.domain.moves import causes_from
from bedcentre.domain.people import Actor, Encounter
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import BedKind, BedState, DemandKind, DemandState, Feature, MoveCause, Role, Triage
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.picture import take
from bedcentre.usecases.moves import AskMove, TakeMoveBack
from bedcentre.usecases.proposals import ChooseBed
from bedcentre.usecases.stays import PatientLeaves, ReceivePatient
from bedcentre.usecases.ward.cards import cards
from tests.store.house import COORDINATOR, NURSE_M, House
from tests.store.small import BED_IDS, START, WARD_IDS

NURSE_I = Actor(user_id=7, name="intensive", role=Role.NURSE, ward_ids=frozenset({WARD_IDS["I"]}))
WORSE = AskMove(bed_id=BED_IDS["M-1"], cause=MoveCause.WORSE, note="血压下降")
DOWN = AskMove(bed_id=BED_IDS["I-1"], cause=MoveCause.STEP_DOWN, specialty="MED")


def demand_of(house: House, demand_id: int) -> Demand:
    with house.reader() as reader:
        return reader.demand(demand_id)


def lying(house: House, label: str) -> Encounter:
    with house.reader() as reader:
        encounter = reader.bed(BED_IDS[label]).encounter
    assert encounter is not None
    return encounter


def in_intensive_care(house: House) -> Encounter:
    """The patient of M-1 has become worse and lies in I-1."""
    demand_id = house.make(WORSE, NURSE_M)
    house.do(ChooseBed(demand_id=demand_id, bed_id=BED_IDS["I-1"], override="床位需要，主任同意"))
    house.do(ReceivePatient(demand_id=demand_id, bed_id=BED_IDS["I-1"], override="病情危重"))
    return lying(house, "I-1")


def test_who_is_worse_is_an_emergency_for_intensive_care(house: House) -> None:
    before = lying(house, "M-1")
    demand = demand_of(house, house.make(WORSE, NURSE_M))
    assert (demand.kind, demand.triage, demand.severe) == (DemandKind.EMERGENCY, Triage.CRITICAL, True)
    assert demand.needs == before.needs | {Feature.ICU}
    assert (demand.encounter_id, demand.raised_at, demand.note) == (before.id, house.now, "血压下降")
    assert demand.stay == before.expected_discharge - house.now


def test_into_intensive_care_and_out_again_by_the_same_stay(house: House) -> None:
    before = lying(house, "M-1")
    there = in_intensive_care(house)
    assert there.id == before.id
    assert there.severe
    assert house.state("M-1") is BedState.VACATED
    demand = demand_of(house, house.make(DOWN, NURSE_I))
    assert (demand.kind, demand.triage, demand.severe) == (DemandKind.STEP_DOWN, None, False)
    assert demand.needs == before.needs
    house.do(ChooseBed(demand_id=demand.id, bed_id=BED_IDS["M-3"]))
    house.do(ReceivePatient(demand_id=demand.id, bed_id=BED_IDS["M-3"]), NURSE_M)
    assert lying(house, "M-3").id == before.id
    assert not lying(house, "M-3").severe


def test_another_specialty_treats_from_the_other_bed_on(house: House) -> None:
    asked = AskMove(bed_id=BED_IDS["M-1"], cause=MoveCause.OTHER_WARD, specialty="SUR")
    demand = demand_of(house, house.make(asked, NURSE_M))
    assert (demand.kind, demand.specialty) == (DemandKind.TRANSFER, "SUR")
    assert lying(house, "M-1").specialty == "MED"


def test_isolation_is_asked_for_one_organism_however_it_is_written(house: House) -> None:
    asked = AskMove(bed_id=BED_IDS["M-1"], cause=MoveCause.ISOLATION, organism="  mrsa ")
    demand = demand_of(house, house.make(asked, NURSE_M))
    assert (demand.kind, demand.organism, demand.specialty) == (DemandKind.TRANSFER, "MRSA", "MED")


@pytest.mark.parametrize(
    ("wrong", "actor", "refusal"),
    [
        (replace(WORSE, cause=MoveCause.STEP_DOWN), NURSE_M, RefusedError),
        (replace(WORSE, cause=MoveCause.OTHER_WARD), NURSE_M, BadInputError),
        (replace(WORSE, cause=MoveCause.OTHER_WARD, specialty="MED"), NURSE_M, BadInputError),
        (replace(WORSE, cause=MoveCause.OTHER_WARD, specialty="XYZ"), NURSE_M, BadInputError),
        (replace(WORSE, cause=MoveCause.ISOLATION, organism=" "), NURSE_M, BadInputError),
        (replace(WORSE, bed_id=BED_IDS["M-3"]), NURSE_M, RefusedError),
        (replace(WORSE, bed_id=BED_IDS["S-1"]), NURSE_M, NotPermittedError),
        (replace(WORSE, bed_id=BED_IDS["D-1"]), COORDINATOR, RefusedError),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_asked(
    house: House, wrong: AskMove, actor: Actor, refusal: type[HospitalError]
) -> None:
    with house.reader() as reader:
        before = reader.sequence()
    with pytest.raises(refusal):
        house.do(wrong, actor)
    with house.reader() as reader:
        assert reader.sequence() == before


def test_asked_twice_is_refused_whatever_the_cause(house: House) -> None:
    house.do(WORSE, NURSE_M)
    with pytest.raises(RefusedError):
        house.do(AskMove(bed_id=BED_IDS["M-1"], cause=MoveCause.OTHER_WARD, specialty="SUR"), NURSE_M)


def test_taken_back_gives_the_bed_to_others_and_can_be_asked_again(house: House) -> None:
    demand_id = house.make(AskMove(bed_id=BED_IDS["M-1"], cause=MoveCause.ISOLATION, organism="MRSA"), NURSE_M)
    house.do(ChooseBed(demand_id=demand_id, bed_id=BED_IDS["M-3"]))
    back = TakeMoveBack(bed_id=BED_IDS["M-1"], reason="复查阴性")
    with pytest.raises(BadInputError):
        house.do(replace(back, reason=" "), NURSE_M)
    house.do(back, NURSE_M)
    assert demand_of(house, demand_id).state is DemandState.CANCELLED
    assert house.state("M-3") is BedState.FREE
    with pytest.raises(RefusedError):
        house.do(back, NURSE_M)
    house.do(WORSE, NURSE_M)


def test_nobody_takes_back_for_another_ward(house: House) -> None:
    house.do(WORSE, NURSE_M)
    with pytest.raises(NotPermittedError):
        house.do(TakeMoveBack(bed_id=BED_IDS["M-1"], reason="误报"), NURSE_I)


def test_who_leaves_is_not_waited_for(house: House) -> None:
    demand_id = house.make(WORSE, NURSE_M)
    house.do(PatientLeaves(bed_id=BED_IDS["M-1"]), NURSE_M)
    assert demand_of(house, demand_id).state is DemandState.CANCELLED


def test_a_bed_is_asked_for_six_hours_at_least(house: House) -> None:
    house.now = START + timedelta(hours=23)
    assert demand_of(house, house.make(WORSE, NURSE_M)).stay == timedelta(hours=6)


def test_the_wards_card_says_that_another_bed_is_asked_for(house: House) -> None:
    def card() -> tuple[object, tuple[MoveCause, ...]]:
        with house.reader() as reader:
            shown = cards(take(reader), WARD_IDS["M"], Names.FULL)[BED_IDS["M-1"]].lying
        assert shown is not None
        return shown.asked_at, shown.causes

    assert card() == (None, (MoveCause.WORSE, MoveCause.ISOLATION, MoveCause.OTHER_WARD))
    house.do(WORSE, NURSE_M)
    assert card()[0] == house.now


def test_every_kind_of_bed_is_left_for_something_but_a_day_bed() -> None:
    assert causes_from(BedKind.BAY) == causes_from(BedKind.CHAIR) == ()
    assert MoveCause.WORSE not in causes_from(BedKind.ICU)
    assert {MoveCause.WORSE, MoveCause.STEP_DOWN} < set(causes_from(BedKind.HDU))
    assert MoveCause.STEP_DOWN not in causes_from(BedKind.OBSERVATION)
