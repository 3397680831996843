"""What a reader sees: all, some, nothing; and one instant only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bedcentre.domain.errors import NotFoundError
from bedcentre.domain.events import PatientAdmitted
from bedcentre.domain.vocabulary import BedState, Feature
from bedcentre.store.engine import open_engine
from bedcentre.store.migrate import migrate
from bedcentre.store.unit_of_work import AlreadyDoneError
from bedcentre.usecases.beds import ConfirmBed, StartCleaning
from bedcentre.usecases.ports import Reader, UnitOfWork
from bedcentre.usecases.proposals import ChooseBed, HoldBed
from tests.store.fixtures import Databases
from tests.store.house import House
from tests.store.small import BED_IDS, BEDS, START, WARD_IDS


def test_store_offers_what_the_use_cases_ask_for(house: House) -> None:
    with house.reader() as reader:
        port: Reader = reader
        assert port.sequence() > 0
    with house.writing() as uow:
        both: UnitOfWork = uow
        assert both.actor.user_id == 1


def test_beds_come_in_board_order_with_all_that_is_known(house: House) -> None:
    with house.reader() as reader:
        beds = reader.beds()
        assert [each.bed.label for each in beds] == list(BEDS)
        assert [reader.bed(each.bed.id) for each in beds] == list(beds)
    lying = beds[0]
    assert lying.encounter is not None
    assert lying.patient is not None
    assert lying.actual is not None
    assert (lying.patient.mrn, lying.actual.start) == ("LM-1", START - timedelta(days=2))
    assert lying.encounter.needs == frozenset({Feature.OXYGEN})
    assert (lying.said_at, lying.claims) == (START, ())
    assert (lying.room.number, lying.ward.code) == ("1", "M")


def test_filters_narrow_the_beds(house: House) -> None:
    with house.reader() as reader:
        assert [each.bed.label for each in reader.beds(ward_ids=[WARD_IDS["S"]])] == ["S-1", "S-2"]
        assert [each.bed.label for each in reader.beds(bed_ids=[BED_IDS["D-1"], 999])] == ["D-1"]
        assert reader.beds(bed_ids=[BED_IDS["D-1"]], ward_ids=[WARD_IDS["S"]]) == []
        assert reader.beds(bed_ids=[]) == []
        assert reader.beds(ward_ids=[]) == []
        assert [each.bed.label for each in reader.roommates(BED_IDS["M-1"])] == ["M-2"]
        assert reader.roommates(BED_IDS["M-3"]) == []


def test_claims_come_by_start_and_expired_holds_are_gone(house: House) -> None:
    house.do(HoldBed(bed_id=BED_IDS["M-3"], reason="等家属"))
    later = START + timedelta(hours=5)
    house.do(ChooseBed(demand_id=house.demand_of("N1"), bed_id=BED_IDS["M-3"], start=later))
    with house.reader() as reader:
        claims = reader.bed(BED_IDS["M-3"]).claims
    assert [claim.interval.start for claim in claims] == [START, later]
    assert [claim.patient.mrn if claim.patient else None for claim in claims] == [None, "N1"]
    house.wait(minutes=31)
    with house.reader() as reader:
        assert [claim.interval.start for claim in reader.bed(BED_IDS["M-3"]).claims] == [later]


def test_reader_sees_one_instant_while_others_write(house: House) -> None:
    with house.reader() as reader:
        before = reader.sequence()
        house.do(StartCleaning(bed_id=BED_IDS["M-2"]))
        assert reader.sequence() == before
        assert reader.bed(BED_IDS["M-2"]).state(START) is BedState.VACATED
    assert house.state("M-2") is BedState.CLEANING


def test_history_names_the_beds_own_events_newest_first(house: House) -> None:
    with house.reader() as reader:
        (admitted,) = reader.history(BED_IDS["M-1"], 10)
    assert isinstance(admitted.event, PatientAdmitted)
    house.do(ConfirmBed(bed_id=BED_IDS["M-1"]))
    with house.reader() as reader:
        assert [type(row.event).__name__ for row in reader.history(BED_IDS["M-1"], 10)] == [
            "BedConfirmed",
            "PatientAdmitted",
        ]
        assert len(reader.history(BED_IDS["M-1"], 1)) == 1


@pytest.mark.parametrize(("text", "found"), [("王n", ["N1", "N2"]), ("WN1", ["N1"]), ("lm", ["LM-1"]), ("%", [])])
def test_people_are_found_by_the_beginning_of_name_pinyin_or_number(house: House, text: str, found: list[str]) -> None:
    with house.reader() as reader:
        assert [each.mrn for each in reader.search_patients(text, 9)] == found
        assert len(reader.search_patients(text, 1)) == min(1, len(found))


def test_catalogue_and_tiers(house: House) -> None:
    with house.reader() as reader:
        assert [ward.code for ward in reader.wards()] == list(WARD_IDS)
        assert [each.code for each in reader.specialties()] == ["ICU", "MED", "SUR"]
        assert [reader.tier("MED", ward_id) for ward_id in WARD_IDS.values()] == [0, 1, None, None]
        assert [each.code for each in reader.procedures()] == ["P1"]
        assert reader.surgeon("W1").specialty == "SUR"
        assert [each.theatre for each in reader.sessions(START, START + timedelta(hours=2))] == ["T1", "T2"]
        assert reader.sessions(START, START + timedelta(hours=1)) == []


def test_what_is_not_there_is_said_by_name(house: House) -> None:
    with house.reader() as reader:
        asked: dict[str, Callable[[], object]] = {
            "bed": lambda: reader.bed(0),
            "patient": lambda: reader.patient(0),
            "encounter": lambda: reader.encounter(0),
            "demand": lambda: reader.demand(0),
            "proposal": lambda: reader.proposal(0),
            "procedure": lambda: reader.procedure("?"),
            "surgeon": lambda: reader.surgeon("?"),
        }
        for what, ask in asked.items():
            with pytest.raises(NotFoundError) as missing:
                ask()
            assert missing.value.reasons[0].key == f"missing.{what}"
        assert reader.bed_of(0) is None
        assert reader.find_patient("?") is None
        assert reader.booking_of(0) is None
        assert reader.stays_of(0) == []


def test_hospital_without_anything_reads_as_empty(databases: Databases) -> None:
    engine = open_engine(databases.empty())
    migrate(engine)
    with House(engine).reader() as reader:
        assert reader.sequence() == 0
        assert (reader.beds(), reader.wards(), reader.open_demands(), reader.proposals()) == ([], (), [], [])
        assert reader.latest_plan() is None
    engine.dispose()


def test_command_sent_twice_is_carried_out_once_and_answered_alike(house: House) -> None:
    hold = house.do(HoldBed(bed_id=BED_IDS["M-3"], reason="等家属"), command_id="tap-1")
    with pytest.raises(AlreadyDoneError) as already:
        house.do(HoldBed(bed_id=BED_IDS["M-3"], reason="等家属"), command_id="tap-1")
    with house.reader() as reader:
        assert (already.value.sequence, already.value.made) == (reader.sequence(), hold)


def test_refused_command_leaves_nothing_and_may_be_sent_again(house: House) -> None:
    with house.reader() as reader:
        before = reader.sequence()
    with pytest.raises(NotFoundError):
        house.do(HoldBed(bed_id=999, reason="等家属"), command_id="tap-2")
    house.do(HoldBed(bed_id=BED_IDS["M-3"], reason="等家属"), command_id="tap-2")
    with house.reader() as reader:
        assert reader.sequence() == before + 1
