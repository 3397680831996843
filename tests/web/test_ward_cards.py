"""The ward's read models, over the real database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bedcentre.domain.errors import RefusedError
from bedcentre.domain.people import Actor
from bedcentre.domain.suitability import Candidate
from bedcentre.domain.vocabulary import BedState, Certainty, DemandKind, Role, Sex
from bedcentre.store.engine import open_engine
from bedcentre.store.migrate import migrate
from bedcentre.store.planting import plant
from bedcentre.usecases.beds import BlockBed, ConfirmBed, FinishCleaning, StartCleaning
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.picture import Changes, Picture, take
from bedcentre.usecases.proposals import ChooseBed, HoldBed
from bedcentre.usecases.requests import RegisterPatient, RequestBed
from bedcentre.usecases.stays import ExpectDischarge, MovePatient, PatientLeaves, ReceivePatient
from bedcentre.usecases.ward.arrivals import Arrival, arrivals
from bedcentre.usecases.ward.cards import Show, Tap, WardCard, cards, counts
from bedcentre.usecases.ward.entries import Entry, entries
from bedcentre.usecases.ward.times import BlockEnd, discharge_times
from tests.store.house import House
from tests.store.seed import hospital
from tests.store.small import BED_IDS, POLICY, START, WARD_IDS
from web.live.sight import Sight
from web.live.views.ward import CleanerView, WardView, touched_beds

M = WARD_IDS["M"]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[House]:
    """The small hospital on SQLite."""
    engine = open_engine(f"sqlite:///{tmp_path / 'small.sqlite'}", to_disk=False)
    migrate(engine)
    plant(engine, hospital())
    yield House(engine)
    engine.dispose()


def picture(house: House) -> Picture:
    with house.reader() as reader:
        return take(reader)


def card(house: House, label: str, names: Names = Names.FULL) -> WardCard:
    return cards(picture(house), WARD_IDS[label[0]], names)[BED_IDS[label]]


def coming(house: House, names: Names = Names.FULL) -> list[Arrival]:
    return list(arrivals(picture(house), M, names).values())


def test_what_one_tap_does_follows_the_beds_round(small: House) -> None:
    assert card(small, "M-1").first is None  # stays until tomorrow
    assert card(small, "M-2").first is Tap.CLEAN
    small.do(StartCleaning(bed_id=BED_IDS["M-2"]))
    assert card(small, "M-2").first is Tap.READY
    small.do(FinishCleaning(bed_id=BED_IDS["M-2"]))
    assert card(small, "M-2").first is None
    small.do(ExpectDischarge(bed_id=BED_IDS["M-1"], expected=START + timedelta(hours=2)))
    assert card(small, "M-1").first is Tap.LEFT


def test_old_news_asks_to_be_confirmed(small: House) -> None:
    small.now = START + POLICY.stale_after + timedelta(minutes=1)
    assert card(small, "M-3").first is Tap.CONFIRM
    assert Show.STALE in card(small, "M-3").shows
    small.do(ConfirmBed(bed_id=BED_IDS["M-3"]))
    assert card(small, "M-3").first is None
    assert card(small, "M-2").first is Tap.CLEAN  # work comes before confirming


def test_who_lies_there_is_shown_as_the_mask_allows(small: House) -> None:
    names = {mask: card(small, "M-1", mask).lying for mask in Names}
    shown = {mask: lying.name for mask, lying in names.items() if lying}
    assert shown == {Names.FULL: "王LM-1", Names.MASKED: "王****", Names.NONE: ""}
    assert card(small, "M-2").lying is None


def test_a_patient_past_their_time_is_late(small: House) -> None:
    small.do(ExpectDischarge(bed_id=BED_IDS["M-1"], expected=START + timedelta(hours=1)))
    lying = card(small, "M-1").lying
    assert lying is not None
    assert (lying.late, lying.encounter.certainty) == (False, Certainty.CONFIRMED)
    small.wait(hours=2)
    lying = card(small, "M-1").lying
    assert lying is not None
    assert lying.late


def test_left_can_be_taken_back_for_as_long_as_the_policy_says(small: House) -> None:
    assert card(small, "M-2").undo_until is None  # found dirty: nobody to put back
    small.do(PatientLeaves(bed_id=BED_IDS["M-1"]))
    assert card(small, "M-1").undo_until == START + POLICY.undo_within
    small.now = START + POLICY.undo_within
    assert card(small, "M-1").undo_until is None


def test_who_comes_next_and_who_goes_elsewhere(small: House) -> None:
    small.do(ChooseBed(demand_id=small.demand_of("N1"), bed_id=BED_IDS["M-3"]))
    following = card(small, "M-3").next
    assert following is not None
    assert (following.name, following.at) == ("王N1", START)
    small.do(HoldBed(bed_id=BED_IDS["I-1"], reason="院前急救"))
    held = card(small, "I-1").next
    assert held is not None
    assert held.name == ""
    assert card(small, "M-1").next is None


def test_counts_are_of_cards(small: House) -> None:
    small.do(BlockBed(bed_id=BED_IDS["M-3"], reason="维修"))
    drawn = cards(picture(small), M, Names.NONE)
    assert {each.show: each.count for each in counts(drawn.values())} == {
        Show.ALL: 3,
        Show.CLEAN: 1,
        Show.LEAVING: 0,
        Show.FREE: 0,
        Show.STALE: 0,
    }


def test_a_cleaners_work_is_ranked_overdue_then_needed_soonest(small: House) -> None:
    small.do(PatientLeaves(bed_id=BED_IDS["M-1"]))
    small.do(ChooseBed(demand_id=small.demand_of("N1"), bed_id=BED_IDS["M-1"]))
    ranks = {label: card(small, label).rank for label in ("M-1", "M-2")}
    assert ranks["M-1"] < ranks["M-2"]  # needed
    small.wait(minutes=15)
    ranks = {label: card(small, label).rank for label in ("M-1", "M-2")}
    assert ranks["M-2"] < ranks["M-1"]  # 35 minutes dirty: overdue


def test_nobody_is_coming_until_somebody_is_promised_a_bed(small: House) -> None:
    assert coming(small) == []
    small.do(ChooseBed(demand_id=small.demand_of("N1"), bed_id=BED_IDS["M-3"]))
    (arrival,) = coming(small)
    assert (arrival.bed_label, arrival.state, arrival.ready, arrival.late) == ("M-3", BedState.RESERVED, True, False)
    small.wait(minutes=5)
    assert coming(small)[0].late


def test_an_arrival_waits_for_a_bed_that_is_not_ready(small: House) -> None:
    small.do(ChooseBed(demand_id=small.demand_of("N1"), bed_id=BED_IDS["M-2"]))
    (arrival,) = coming(small, Names.MASKED)
    assert (arrival.state, arrival.ready, arrival.name) == (BedState.VACATED, False, "王**")


def test_those_expected_after_tomorrow_noon_are_not_listed(small: House) -> None:
    late = START + timedelta(hours=29)
    small.do(ChooseBed(demand_id=small.demand_of("N1"), bed_id=BED_IDS["M-3"], start=late))
    assert coming(small) == []
    small.wait(hours=17)
    assert [each.at for each in coming(small)] == [late]


def offered(house: House, mrn: str) -> list[Entry]:
    with house.reader() as reader:
        demand = reader.demand(house.demand_of(mrn))
        candidate = Candidate.of_demand(demand, reader.patient(demand.patient_id))
        return entries(reader, candidate, M, reader.now + demand.stay)


def test_what_is_offered_is_what_the_hospital_accepts(small: House) -> None:
    found = {each.label: each for each in offered(small, "N1")}
    assert found.keys() == {"M-2", "M-3"}  # nobody is offered an occupied bed
    assert [message.key for message in found["M-2"].against] == ["refusal.bed_is_vacated"]
    assert found["M-3"].suitable
    small.do(ReceivePatient(demand_id=small.demand_of("N1"), bed_id=BED_IDS["M-3"]))
    assert all(not each.suitable for each in offered(small, "N2"))


def test_a_promised_bed_is_offered_to_nobody_else(small: House) -> None:
    small.do(ChooseBed(demand_id=small.demand_of("N1"), bed_id=BED_IDS["M-3"]))
    (kept,) = [each for each in offered(small, "N2") if each.label == "M-3"]
    assert [message.key for message in kept.against] == ["refusal.claimed"]
    (own,) = [each for each in offered(small, "N1") if each.label == "M-3"]
    assert own.suitable


def test_times_offered_are_never_past(small: House) -> None:
    with small.reader() as reader:
        morning = discharge_times(reader)
    small.wait(hours=11)  # 19:00
    with small.reader() as reader:
        evening = discharge_times(reader)
    assert (len(morning.today), len(evening.today)) == (6, 1)
    small.wait(hours=2)
    with small.reader() as reader:
        night = discharge_times(reader)
        assert night.today == ()
        assert min(night.tomorrow + night.later) > reader.now
        assert BlockEnd.OPEN.at(reader) is None
        ends = [end.at(reader) for end in (BlockEnd.TWO_HOURS, BlockEnd.MORNING, BlockEnd.WEEK)]
    assert all(end is not None and end > small.now for end in ends)


def test_only_rooms_in_which_something_changed_are_drawn_again(small: House) -> None:
    shown = picture(small)
    beds = {label: BED_IDS[label] for label in ("M-1", "M-2", "M-3")}
    assert touched_beds(shown, M, None) == frozenset(beds.values())
    assert touched_beds(shown, M, Changes()) == frozenset()
    assert touched_beds(shown, M, Changes(beds=frozenset({BED_IDS["S-1"]}))) == frozenset()
    assert touched_beds(shown, M, Changes(beds=frozenset({beds["M-1"]}))) == {beds["M-1"], beds["M-2"]}


def test_an_arrival_that_came_goes_from_the_list(small: House) -> None:
    demand_id = small.demand_of("N1")
    view = WardView(language="en", ward_id=M)
    small.do(ChooseBed(demand_id=demand_id, bed_id=BED_IDS["M-3"]))
    drawn = {each.target: each.it for each in view.fragments(Sight(picture=picture(small), changes=None))}
    assert isinstance(drawn[f"a{demand_id}"], Arrival)
    small.do(ReceivePatient(demand_id=demand_id, bed_id=BED_IDS["M-3"]))
    changes = Changes(beds=frozenset({BED_IDS["M-3"]}), demands=frozenset({demand_id}))
    drawn = {each.target: each.it for each in view.fragments(Sight(picture=picture(small), changes=changes))}
    assert drawn[f"a{demand_id}"] is None
    assert f"bed-{BED_IDS['M-3']}" in drawn
    assert f"bed-{BED_IDS['M-1']}" not in drawn


def test_a_cleaner_is_shown_dirty_beds_only_and_no_names(small: House) -> None:
    view = CleanerView(language="en", ward_id=M)
    drawn = {each.target: each.it for each in view.fragments(Sight(picture=picture(small), changes=None))}
    assert {target for target, it in drawn.items() if it} == {f"job-{BED_IDS['M-2']}"}
    small.do(MovePatient(encounter_id=_encounter(small, "M-1"), bed_id=BED_IDS["M-3"]), NURSE)
    drawn = {each.target: each.it for each in view.fragments(Sight(picture=picture(small), changes=None))}
    jobs = [it for it in drawn.values() if isinstance(it, WardCard)]
    assert {job.tile.label for job in jobs} == {"M-1", "M-2"}
    assert all(job.lying is None for job in jobs)


NURSE = Actor(user_id=2, name="nurse", role=Role.NURSE, ward_ids=frozenset({M}))


def _encounter(house: House, label: str) -> int:
    with house.reader() as reader:
        encounter = reader.bed(BED_IDS[label]).encounter
    assert encounter is not None
    return encounter.id


def test_receiving_waits_for_a_roommate_who_is_late_and_for_a_hold_and_says_so(small: House) -> None:
    """A woman is promised the bed beside a man who should have left by then."""
    small.do(StartCleaning(bed_id=BED_IDS["M-2"]))
    small.do(FinishCleaning(bed_id=BED_IDS["M-2"]))
    small.do(ExpectDischarge(bed_id=BED_IDS["M-1"], expected=START + timedelta(hours=2)))
    person = RegisterPatient(mrn="W1", name="孙某", pinyin="sm", sex=Sex.FEMALE, birth_date=date(1970, 1, 1))
    asked = RequestBed(
        kind=DemandKind.PLANNED,
        patient_id=small.make(person),
        specialty="MED",
        wanted_from=START + timedelta(hours=3),
        latest=START + timedelta(hours=9),
        stay_minutes=600,
    )
    demand_id = small.make(asked)
    small.do(ChooseBed(demand_id=demand_id, bed_id=BED_IDS["M-2"], start=START + timedelta(hours=3)))
    (arrival,) = coming(small)
    assert [reason.key for reason in arrival.against] == ["refusal.shared_with_m"]
    with pytest.raises(RefusedError, match="shared_with_m"):
        small.do(ReceivePatient(demand_id=demand_id, bed_id=BED_IDS["M-2"]))
    small.do(PatientLeaves(bed_id=BED_IDS["M-1"]))
    assert coming(small)[0].against == ()
    small.do(HoldBed(bed_id=BED_IDS["M-2"], reason="抢救备用"))
    assert [reason.key for reason in coming(small)[0].against] == ["refusal.claimed"]


def test_a_bed_that_is_not_ready_says_what_it_is_and_nothing_else(small: House) -> None:
    demand_id = small.demand_of("N1")
    small.do(ChooseBed(demand_id=demand_id, bed_id=BED_IDS["M-2"]))
    (arrival,) = coming(small)
    assert (arrival.ready, arrival.against) == (False, ())
