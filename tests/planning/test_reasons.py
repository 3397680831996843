"""Why this bed: what is said of a proposal, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bedcentre.domain.vocabulary import Certainty, DemandKind, Feature, Sex, Triage
from bedcentre.seeding import records
from bedcentre.usecases.proposals import HoldBed
from bedcentre.usecases.requests import PinDemand
from bedcentre.usecases.stays import ExpectDischarge
from bedcentre.words import LANGUAGES, words_for
from tests.planning.house import COORDINATOR, HOUR, House
from tests.store.seed import hospital
from tests.store.small import BED_IDS

Opened = Callable[[records.Hospital], House]

QUIET = replace(hospital(), demands=())
EMPTY = replace(QUIET, occupants=(), closures=())


def keys(house: House, demand: int) -> list[str]:
    """The names of the sentences said of the demand's proposal."""
    return [reason.key.removeprefix("planning.") for reason in house.plan()[demand].reasons]


def test_emergency_in_the_own_ward(open_house: Opened) -> None:
    house = open_house(EMPTY)
    demand = house.ask("A", triage=Triage.CRITICAL, needs=frozenset({Feature.OXYGEN}))
    said = keys(house, demand)
    assert said[:3] == ["triage", "own_ward", "free_now"]
    assert "has" in said


def test_sister_ward_and_who_leaves_first(open_house: Opened) -> None:
    house = open_house(replace(QUIET, closures=()))
    demand = house.ask("A", sex=Sex.FEMALE)
    tomorrow = house.clock.now() + 24 * HOUR
    said = ExpectDischarge(bed_id=BED_IDS["S-1"], expected=tomorrow, certainty=Certainty.CONFIRMED)
    house.app.execute(said, COORDINATOR)
    house.app.execute(PinDemand(demand_id=demand, bed_id=BED_IDS["S-1"]), COORDINATOR)
    assert keys(house, demand) == ["pinned", "triage", "sister_ward", "after_discharge", "women_only"]
    house.clock.at += timedelta(days=1, hours=1)
    assert "after_overdue_discharge" in keys(house, demand)


def test_dirty_bed_and_men_together(open_house: Opened) -> None:
    house = open_house(QUIET)
    demand = house.ask("A", sex=Sex.MALE)
    house.app.execute(PinDemand(demand_id=demand, bed_id=BED_IDS["M-2"]), COORDINATOR)
    assert keys(house, demand) == ["pinned", "triage", "own_ward", "after_cleaning", "men_only"]


def test_held_bed_and_clock_that_runs_out(open_house: Opened) -> None:
    house = open_house(EMPTY)
    now = house.clock.now()
    demand = house.ask("A", kind=DemandKind.PLANNED, expires_at=now + 20 * HOUR, latest=now + 99 * HOUR)
    house.make(HoldBed(bed_id=BED_IDS["M-3"], reason="等家属", demand_id=demand))
    assert keys(house, demand)[:2] == ["held", "before_expiry"]


def test_next_best_bed_is_named_with_what_is_worse_about_it(open_house: Opened) -> None:
    house = open_house(EMPTY)
    severe = [house.ask(f"A{number}", severe=True) for number in range(3)]
    assert all(keys(house, demand)[-1] == "no_other" for demand in severe)
    house = open_house(replace(QUIET, closures=()))
    man = house.ask("B", sex=Sex.MALE, severe=True)
    assert keys(house, man)[-1] == "second"
    house.app.execute(PinDemand(demand_id=house.ask("C", sex=Sex.MALE), bed_id=BED_IDS["M-2"]), COORDINATOR)
    assert keys(house, man)[-1] in {"second_later", "second_further", "no_other"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_can_be_said(open_house: Opened, language: str) -> None:
    house = open_house(hospital())
    house.ask("A", needs=frozenset({Feature.OXYGEN}), organism="MRSA")
    words = words_for(language)
    said = [words.say(reason.key, reason.params) for proposal in house.plan().values() for reason in proposal.reasons]
    assert len(said) > 5
    assert all(said)


def test_patients_are_not_named_in_reasons(open_house: Opened) -> None:
    house = open_house(hospital())
    house.ask("A", sex=Sex.MALE)
    params = [value for each in house.plan().values() for reason in each.reasons for value in reason.params.values()]
    assert params
    assert not [value for value in params if isinstance(value, str) and value.startswith(("王", "李"))]
