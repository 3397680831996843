"""Years mistyped and wards mistaken: refused before they stand in the journal, where every later look would stumble."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bedcentre.domain.errors import BadInputError, NotPermittedError, TakenError
from bedcentre.usecases.as_seen import AsSeen
from bedcentre.usecases.beds import ConfirmBed
from bedcentre.usecases.proposals import ChooseBed
from bedcentre.usecases.requests import FARTHEST
from bedcentre.usecases.stays import ExpectDischarge, ReceivePatient
from tests.store.house import NURSE_M, House
from tests.store.small import BED_IDS
from tests.store.test_day_surgery_commands import ask, chosen, person, slots
from tests.store.test_stay_commands import emergency

LAST = datetime.max.replace(tzinfo=UTC)


def test_discharge_is_expected_within_a_year(house: House) -> None:
    bed_id = BED_IDS["M-1"]
    for expected in (house.now + FARTHEST + timedelta(minutes=1), LAST):
        with pytest.raises(BadInputError) as refused:
            house.do(ExpectDischarge(bed_id=bed_id, expected=expected), NURSE_M)
        assert refused.value.reasons[0].params["at"] == f"{expected:%Y-%m-%d}"
    house.do(ExpectDischarge(bed_id=bed_id, expected=house.now + FARTHEST), NURSE_M)


@pytest.mark.parametrize("minutes", [FARTHEST // timedelta(minutes=1) + 1, 10**30])
def test_stay_is_asked_for_a_year_at_most(house: House, minutes: int) -> None:
    asked = emergency(house, house.make(person("X1")))
    with pytest.raises(BadInputError):
        house.do(replace(asked, stay_minutes=minutes))
    house.do(replace(asked, stay_minutes=FARTHEST // timedelta(minutes=1)))


def test_bed_is_asked_for_within_a_year(house: House) -> None:
    with pytest.raises(BadInputError):
        house.do(replace(emergency(house, house.make(person("X1"))), latest=LAST))


def test_slot_is_asked_for_within_a_year_and_chosen_among_the_wanted_days(house: House) -> None:
    asked, slot = ask(house), slots(house)[0]
    with pytest.raises(BadInputError):
        house.do(replace(asked, last_day=LAST.date()))
    tomorrow = asked.first_day + timedelta(days=1)
    with pytest.raises(TakenError):
        house.do(chosen(replace(asked, first_day=tomorrow, last_day=tomorrow), slot))
    with pytest.raises(TakenError):
        house.do(replace(asked, operation_start=LAST, session_id=slot.session_id))
    house.do(chosen(asked, slot))


def test_a_nurse_takes_nobody_who_is_promised_to_another_ward(house: House) -> None:
    demand = house.demand_of("N1")
    house.do(ChooseBed(demand_id=demand, bed_id=BED_IDS["I-1"], override="病情需要"))
    with pytest.raises(NotPermittedError):
        house.do(ReceivePatient(demand_id=demand, bed_id=BED_IDS["M-3"]), NURSE_M)
    house.do(ReceivePatient(demand_id=demand, bed_id=BED_IDS["M-3"]))


def test_another_wards_bed_is_not_told_of_by_way_of_what_was_seen(house: House) -> None:
    tap = AsSeen(bed_id=BED_IDS["I-1"], interval_id=1, command=ConfirmBed(bed_id=BED_IDS["M-1"]))
    with pytest.raises(NotPermittedError):
        house.do(tap, NURSE_M)
