"""Why a demand gets its bed or none, and what would help: each way out, once taken, does what was said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bedcentre.domain.errors import RefusedError
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import Checklist, DemandKind, Feature, Sex, Triage
from bedcentre.planning.shown import shown
from bedcentre.planning.snapshot import operational
from bedcentre.planning.why.answer import WayOut, Why
from bedcentre.planning.why.service import Explainer, explained
from bedcentre.planning.why.telling import told, undecided
from bedcentre.seeding import records
from bedcentre.usecases.beds import BlockBed
from bedcentre.usecases.proposals import AcceptProposal, ChooseBed, HoldBed
from bedcentre.usecases.requests import CancelDemand, PinDemand
from bedcentre.usecases.stays import ExpectDischarge
from bedcentre.usecases.ways_out import AgreeToLeaveEarlier, AskToLeaveEarlier
from bedcentre.words import LANGUAGES, words_for
from tests.planning.house import COORDINATOR, HOUR, House
from tests.store.seed import hospital
from tests.store.small import BED_IDS

Opened = Callable[[records.Hospital], House]

QUIET = replace(hospital(), demands=(), closures=())
EMPTY = replace(QUIET, occupants=())


def why(house: House, demand_id: int) -> Why:
    """The answer, as the process of its own would give it."""
    with house.app.reader() as reader:
        snapshot = operational(reader, whole=True)
    plain = undecided(snapshot, demand_id)
    return plain or told(snapshot, demand_id, explained(snapshot.problem, shown(snapshot), str(demand_id)))


def keys(messages: tuple[Message, ...]) -> set[str]:
    return {each.key.split(".")[-1] for each in messages}


def way(house: House, demand_id: int, kind: str) -> WayOut:
    """The way out of that kind."""
    found = why(house, demand_id).ways
    assert kind in {each.kind for each in found}, found
    return next(each for each in found if each.kind == kind)


def block(house: House, *labels: str) -> None:
    for label in labels:
        house.app.execute(BlockBed(bed_id=BED_IDS[label], reason="漏水"), COORDINATOR)


def fill(house: House, *labels: str, sex: Sex = Sex.MALE) -> None:
    """Promise the beds to others from now on."""
    for label in labels:
        other = house.ask(f"F{label}", sex=sex)
        house.make(ChooseBed(demand_id=other, bed_id=BED_IDS[label]))


def leaves(house: House, label: str, hours: float) -> None:
    """The patient in the bed is expected to leave in so many hours."""
    house.app.execute(ExpectDischarge(bed_id=BED_IDS[label], expected=house.clock.now() + hours * HOUR), COORDINATOR)


def claim_of(house: House, demand_id: int) -> tuple[int, datetime]:
    """The bed promised to the demand, and from when."""
    with house.app.reader() as reader:
        (claim,) = reader.claims_of(demand_id)
    return claim.bed_id, claim.start


def starts(house: House, demand_id: int) -> datetime:
    """When the plan lets the demand start now."""
    return house.plan()[demand_id].start


def test_a_placed_demand_says_why_and_the_next_best_beds(open_house: Opened) -> None:
    house = open_house(EMPTY)
    demand = house.ask("A", triage=Triage.CRITICAL)
    house.plan()
    answer = why(house, demand)
    assert answer.verdict.key == "why.bed"
    assert {"triage", "own_ward", "free_now"} <= keys(answer.reasons)
    assert not answer.ways
    assert len(answer.others) == 3
    worse = {each.place.ward.code: keys(each.worse) for each in answer.others}
    assert worse["M"] == set()
    assert "tier" in worse["S"]


def test_nothing_suits_and_nothing_helps(open_house: Opened) -> None:
    house = open_house(EMPTY)
    answer = why(house, house.ask("A", needs=frozenset({Feature.VENTILATOR})))
    assert answer.verdict.key == "why.none"
    assert "lacks" in keys(answer.in_the_way)
    assert not answer.ways
    assert not answer.others


def test_a_patient_who_leaves_earlier(open_house: Opened) -> None:
    house = open_house(QUIET)
    leaves(house, "M-1", 6)
    block(house, "M-2", "M-3", "S-2")
    demand = house.ask("A", sex=Sex.MALE)
    before = starts(house, demand)
    answer = why(house, demand)
    assert answer.verdict.key == "why.late"
    assert {"occupied", "blocked"} <= keys(answer.in_the_way)
    out = way(house, demand, "LeavesEarlier")
    assert isinstance(out.deed, AskToLeaveEarlier)
    assert out.deed.by >= house.clock.now() + timedelta(minutes=30)
    house.app.execute(out.deed, COORDINATOR)
    with house.app.reader() as reader:
        (asked,) = reader.open_milestones(Checklist.EARLIER)
    house.app.execute(AgreeToLeaveEarlier(milestone_id=asked.id), COORDINATOR)
    assert out.place.start < before
    assert house.plan()[demand].bed_id == out.place.bed_id
    assert starts(house, demand) < before


def test_a_patient_who_should_be_gone_is_asked_about_by_telephone(open_house: Opened) -> None:
    house = open_house(QUIET)
    leaves(house, "M-1", 0.25)
    block(house, "M-2", "M-3", "S-2")
    house.clock.at += HOUR
    out = way(house, house.ask("A", sex=Sex.MALE, triage=Triage.DYING), "LeavesEarlier")
    assert (out.what.key, out.deed) == ("why.way.leaves_at_last", None)


def test_a_blocked_bed_is_opened(open_house: Opened) -> None:
    house = open_house(QUIET)
    block(house, "M-2", "M-3", "S-2")
    demand = house.ask("A", sex=Sex.MALE)
    out = way(house, demand, "OpenPlace")
    assert out.what.key == "why.way.unblocks"
    assert out.deed is not None
    house.app.execute(out.deed, COORDINATOR)
    assert house.plan()[demand].bed_id == out.place.bed_id
    assert starts(house, demand) <= out.place.start


def test_a_hold_for_nobody_is_given_up(open_house: Opened) -> None:
    house = open_house(QUIET)
    fill(house, "M-2")
    house.make(HoldBed(bed_id=BED_IDS["M-3"], reason="检查"))
    demand = house.ask("A", sex=Sex.MALE, triage=Triage.DYING)
    out = way(house, demand, "OpenPlace")
    assert out.what.key == "why.way.released"
    assert out.deed is not None
    house.app.execute(out.deed, COORDINATOR)
    assert (house.plan()[demand].bed_id, starts(house, demand)) == (BED_IDS["M-3"], house.clock.now())


def test_a_room_is_shared_by_women_and_men(open_house: Opened) -> None:
    house = open_house(QUIET)
    block(house, "M-3", "S-2")
    demand = house.ask("A", sex=Sex.FEMALE)
    out = way(house, demand, "MixSexes")
    assert (out.place.label, out.signed) == ("M-2", True)
    assert "mates" in keys(why(house, demand).in_the_way)
    assert isinstance(out.deed, ChooseBed)
    house.make(replace(out.deed, override="家属同意同室"))
    assert claim_of(house, demand) == (out.place.bed_id, out.place.start)


def test_another_ward_lends_a_bed(open_house: Opened) -> None:
    house = open_house(EMPTY)
    block(house, "S-1", "S-2")
    demand = house.ask("A", specialty="SUR", kind=DemandKind.PLANNED)
    assert "other_wards" in keys(why(house, demand).in_the_way)
    out = way(house, demand, "Lend")
    assert (out.place.ward.code, out.signed) == ("M", True)
    assert isinstance(out.deed, ChooseBed)
    with pytest.raises(RefusedError):
        house.make(out.deed)
    house.make(replace(out.deed, override="外科满床，内科同意"))
    assert claim_of(house, demand) == (out.place.bed_id, out.place.start)


@pytest.mark.parametrize(("kind", "besides"), [("Elsewhere", "S-2"), ("Postpone", "M-3")])
def test_who_is_only_proposed_the_bed_gives_way(open_house: Opened, kind: str, besides: str) -> None:
    house = open_house(EMPTY)
    block(house, *sorted({"M-1", "M-2", "S-1", "S-2"} - {besides}))
    latest = house.clock.now() + 20 * HOUR
    other = house.ask("B", kind=DemandKind.PLANNED, latest=latest)
    assert house.plan()[other].bed_id == BED_IDS["M-3"]
    demand = house.ask("A", kind=DemandKind.PLANNED, latest=latest, severe=True)
    assert why(house, demand).verdict.key == "why.none"
    out = way(house, demand, kind)
    assert keys(out.costs) == {"moved" if kind == "Elsewhere" else "left_out"}
    assert out.deed is not None
    house.make(out.deed)
    assert claim_of(house, demand) == (BED_IDS["M-3"], house.clock.now())
    assert [each.bed_id for each in house.plan().values()] == ([BED_IDS["S-2"]] if kind == "Elsewhere" else [])


def test_a_reserve_is_used(open_house: Opened) -> None:
    wards = tuple(replace(each, reserve_beds=3) if each.code == "M" else each for each in QUIET.wards)
    house = open_house(replace(EMPTY, wards=wards))
    block(house, "S-1", "S-2")
    demand = house.ask("A", kind=DemandKind.PLANNED, latest=house.clock.now() + 20 * HOUR)
    answer = why(house, demand)
    assert answer.verdict.key == "why.none"
    assert "reserve" in keys(answer.in_the_way)
    out = way(house, demand, "UseReserve")
    assert out.deed is not None
    house.make(out.deed)
    assert claim_of(house, demand) == (out.place.bed_id, out.place.start)


def test_waiting_longer_than_asked_for(open_house: Opened) -> None:
    house = open_house(QUIET)
    leaves(house, "M-1", 6)
    block(house, "M-2", "M-3", "S-2")
    demand = house.ask("A", sex=Sex.MALE, kind=DemandKind.PLANNED, latest=house.clock.now() + 2 * HOUR)
    answer = why(house, demand)
    assert answer.verdict.key == "why.none"
    out = way(house, demand, "WaitLonger")
    assert out.deed is not None
    house.make(out.deed)
    assert claim_of(house, demand) == (out.place.bed_id, out.place.start)


def test_where_the_plan_decides_nothing(open_house: Opened) -> None:
    house = open_house(EMPTY)
    demand = house.ask("A")
    house.make(AcceptProposal(proposal_id=house.plan()[demand].id))
    assert why(house, demand).verdict.key == "why.promised"
    held = house.ask("B", sex=Sex.MALE)
    house.make(HoldBed(bed_id=BED_IDS["S-1"], reason="等家属", demand_id=held))
    assert why(house, held).verdict.key == "why.held"
    now = house.clock.now()
    later = house.ask("C", kind=DemandKind.PLANNED, wanted_from=now + 99 * HOUR, latest=now + 120 * HOUR)
    assert why(house, later).verdict.key == "why.not_yet"


def test_a_pin_is_named_as_what_keeps_the_others_out(open_house: Opened) -> None:
    house = open_house(QUIET)
    block(house, "M-3")
    demand = house.ask("A", sex=Sex.MALE)
    house.app.execute(PinDemand(demand_id=demand, bed_id=BED_IDS["M-3"]), COORDINATOR)
    assert "pinned" in keys(why(house, demand).in_the_way)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_in_an_overfull_house_can_be_said_and_names_nobody(open_house: Opened, language: str) -> None:
    house = open_house(hospital())
    house.ask("A", needs=frozenset({Feature.OXYGEN}), organism="MRSA")
    house.ask("B", sex=Sex.FEMALE, severe=True)
    house.plan()
    words = words_for(language)
    with house.app.reader() as reader:
        demands = [each.id for each in reader.open_demands()]
        names = {
            each.name for each in reader.patients({demand.patient_id for demand in reader.open_demands()}).values()
        }
    said: list[str] = []
    for demand in demands:
        answer = why(house, demand)
        others = [each for other in answer.others for each in other.worse]
        ways = [each for out in answer.ways for each in (out.what, *out.costs)]
        messages = (answer.verdict, *answer.reasons, *answer.in_the_way, *others, *ways)
        said += [words.say(each.key, each.params) for each in messages]
    assert len(said) > 10
    assert not [sentence for sentence in said if any(name in sentence for name in names)]


def test_the_service_answers_and_remembers_until_the_demand_changes(open_house: Opened) -> None:
    house = open_house(EMPTY)
    demand = house.ask("A")
    house.plan()
    explainer = Explainer(house.app)
    explainer.start()
    try:
        first = explainer.why(demand)
        assert first.verdict.key == "why.bed"
        assert explainer.why(demand) is first
        house.make(AcceptProposal(proposal_id=house.proposals()[demand].id))
        assert explainer.why(demand).verdict.key == "why.promised"
        house.app.execute(CancelDemand(demand_id=demand, reason="转院"), COORDINATOR)
        assert explainer.why(demand).verdict.key != "why.promised"
    finally:
        explainer.stop()
