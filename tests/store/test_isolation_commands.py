"""Isolation is found, said, lifted; who may not lie beside is refused from then on: through the real database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bedcentre.domain.errors import NotPermittedError, RefusedError
from bedcentre.domain.vocabulary import MoveCause
from bedcentre.usecases.beds import FinishCleaning, StartCleaning
from bedcentre.usecases.isolation import SayIsolation
from bedcentre.usecases.moves import AskMove
from bedcentre.usecases.proposals import ChooseBed
from bedcentre.usecases.stays import ReceivePatient
from tests.store.house import NURSE_M, House
from tests.store.small import BED_IDS, WARD_IDS

FOUND = SayIsolation(bed_id=BED_IDS["M-1"], organism=" mrsa")
OVER = replace(FOUND, organism=" ")


def organism(house: House, label: str) -> str | None:
    with house.reader() as reader:
        encounter = reader.bed(BED_IDS[label]).encounter
    assert encounter is not None
    return encounter.organism


def beside_ready(house: House) -> int:
    """The bed beside M-1 is clean; the demand of somebody who waits."""
    house.do(StartCleaning(bed_id=BED_IDS["M-2"]))
    house.do(FinishCleaning(bed_id=BED_IDS["M-2"]))
    return house.demand_of("N1")


def test_nobody_else_gets_the_bed_beside_until_it_is_over(house: House) -> None:
    demand_id = beside_ready(house)
    house.do(FOUND, NURSE_M)
    assert organism(house, "M-1") == "MRSA"
    with pytest.raises(RefusedError, match="room_isolated"):
        house.do(ChooseBed(demand_id=demand_id, bed_id=BED_IDS["M-2"]))
    house.do(OVER, NURSE_M)
    assert organism(house, "M-1") is None
    house.do(ChooseBed(demand_id=demand_id, bed_id=BED_IDS["M-2"]))


def test_a_bed_promised_beside_before_is_not_entered(house: House) -> None:
    demand_id = beside_ready(house)
    house.do(ChooseBed(demand_id=demand_id, bed_id=BED_IDS["M-2"]))
    house.do(FOUND, NURSE_M)
    with pytest.raises(RefusedError, match="room_isolated"):
        house.do(ReceivePatient(demand_id=demand_id, bed_id=BED_IDS["M-2"]), NURSE_M)


def test_what_is_known_already_nobody_and_other_wards_are_refused(house: House) -> None:
    with pytest.raises(RefusedError, match="isolation_same"):
        house.do(OVER, NURSE_M)
    house.do(FOUND, NURSE_M)
    with pytest.raises(RefusedError, match="isolation_same"):
        house.do(FOUND, NURSE_M)
    with pytest.raises(RefusedError):
        house.do(replace(FOUND, bed_id=BED_IDS["M-3"]), NURSE_M)
    with pytest.raises(NotPermittedError):
        house.do(FOUND, replace(NURSE_M, ward_ids=frozenset({WARD_IDS["S"]})))


def test_the_bed_that_is_asked_for_is_isolated_too(house: House) -> None:
    demand_id = house.make(AskMove(bed_id=BED_IDS["M-1"], cause=MoveCause.OTHER_WARD, specialty="SUR"), NURSE_M)
    house.do(FOUND, NURSE_M)
    with house.reader() as reader:
        assert reader.demand(demand_id).organism == "MRSA"
    house.do(OVER, NURSE_M)
    with house.reader() as reader:
        assert reader.demand(demand_id).organism is None


def test_asking_for_a_room_of_ones_own_isolates_at_once(house: House) -> None:
    asked = AskMove(bed_id=BED_IDS["M-1"], cause=MoveCause.ISOLATION, organism="CRE")
    demand_id = house.make(asked, NURSE_M)
    assert organism(house, "M-1") == "CRE"
    with house.reader() as reader:
        assert reader.demand(demand_id).organism == "CRE"
