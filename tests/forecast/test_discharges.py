"""How many beds one can count on by an hour, in a hospital small enough to count by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from bedcentre.domain.vocabulary import Certainty
from bedcentre.forecast.discharges import Odds, free_by, odds
from bedcentre.forecast.stays import Departures, learn
from bedcentre.store.engine import open_engine
from bedcentre.store.migrate import migrate
from bedcentre.store.planting import plant
from bedcentre.usecases.board.picture import Picture, take
from bedcentre.usecases.proposals import ChooseBed, HoldBed
from bedcentre.usecases.stays import ExpectDischarge
from tests.store.house import House
from tests.store.seed import hospital
from tests.store.small import BED_IDS, START, WARD_IDS, ZONE

AFTERNOON = START + timedelta(hours=6)
"""14:00 in the hospital's zone, six hours from the start."""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    engine = open_engine(f"sqlite:///{tmp_path / 'house.sqlite'}", to_disk=False)
    migrate(engine)
    plant(engine, hospital())
    yield House(engine)
    engine.dispose()


@pytest.fixture(scope="module")
def nobody_leaves() -> Departures:
    """Learned from people who all stayed for three months."""
    return _learned(90)


@pytest.fixture(scope="module")
def all_leave() -> Departures:
    """Learned from people who all left after two nights, like those who lie in the small hospital."""
    return _learned(2)


def _learned(nights: int) -> Departures:
    rows = {
        "level": ["ward"] * 9000,
        "specialty": "MED",
        "age": 66,
        "admitted_at": pd.Timestamp(START),
        "discharged_at": pd.Timestamp(START + timedelta(days=nights, hours=1)),
    }
    return learn(pd.DataFrame(rows), ZONE)


def picture(house: House) -> Picture:
    with house.reader() as reader:
        return take(reader)


def chance(departures: Departures, house: House, label: str, by: datetime = AFTERNOON) -> float:
    now = picture(house)
    return free_by(departures, now, now.beds[BED_IDS[label]], by)


def test_free_bed_is_sure_and_closed_bed_only_once_it_opens(house: House, nobody_leaves: Departures) -> None:
    assert chance(nobody_leaves, house, "M-3") == 1.0
    assert chance(nobody_leaves, house, "S-2", START + timedelta(minutes=30)) == 0.0
    assert chance(nobody_leaves, house, "S-2") == 1.0


def test_dirty_bed_is_sure_once_there_was_time_to_clean_it(house: House, nobody_leaves: Departures) -> None:
    assert chance(nobody_leaves, house, "M-2", START + timedelta(minutes=5)) == 0.0
    assert chance(nobody_leaves, house, "M-2") == 1.0


def test_patient_leaves_as_likely_as_those_before(
    house: House, nobody_leaves: Departures, all_leave: Departures
) -> None:
    assert chance(nobody_leaves, house, "M-1") < 0.05
    assert chance(all_leave, house, "M-1") > 0.6
    assert chance(all_leave, house, "M-1", START + timedelta(minutes=30)) == 0.0  # nobody cleans that fast


def test_word_of_the_ward_counts_the_more_the_surer_it_is(house: House, nobody_leaves: Departures) -> None:
    chances = []
    for certainty in (Certainty.GUESSED, Certainty.CONFIRMED):
        command = ExpectDischarge(bed_id=BED_IDS["M-1"], expected=START + timedelta(hours=2), certainty=certainty)
        house.do(command)
        chances.append(chance(nobody_leaves, house, "M-1"))
    assert 0.1 < chances[0] < chances[1] < 1


def test_promised_bed_is_nobody_elses(house: House, nobody_leaves: Departures) -> None:
    house.make(ChooseBed(demand_id=house.demand_of("N1"), bed_id=BED_IDS["M-3"]))
    assert chance(nobody_leaves, house, "M-3") == 0.0


def test_hold_that_ends_before_takes_nothing_away(house: House, nobody_leaves: Departures) -> None:
    house.make(HoldBed(bed_id=BED_IDS["M-3"], reason="消毒"))
    assert chance(nobody_leaves, house, "M-3", START + timedelta(minutes=10)) == 0.0
    assert chance(nobody_leaves, house, "M-3") == 1.0


def test_ward_adds_up_and_rooms_bind_beds_to_a_sex(house: House, nobody_leaves: Departures) -> None:
    found = _of(odds(nobody_leaves, picture(house), AFTERNOON), "M")
    assert (found.beds.expected, found.beds.sure) == (2, 2)
    assert found.men.sure == 2  # M-2 is in a man's room, M-3 in an empty one
    assert found.women.sure == 1


def test_full_ward_and_empty_ward(house: House, nobody_leaves: Departures) -> None:
    found = odds(nobody_leaves, picture(house), START + timedelta(minutes=30))
    assert _of(found, "S").beds.sure == 0
    assert _of(found, "I").beds.sure == 2
    assert set(found) == set(WARD_IDS.values())


def test_sure_is_fewer_than_expected_where_everything_is_uncertain(house: House) -> None:
    now = picture(house)
    bed = now.beds[BED_IDS["M-1"]]
    beds = {number: replace(bed, bed=replace(bed.bed, id=number)) for number in range(1, 21)}
    half = _learned(2)
    found = _of(odds(half, replace(now, beds=beds), AFTERNOON), "M")
    assert 0 < found.beds.sure < found.beds.expected


def _of(found: dict[int, Odds], ward: str) -> Odds:
    return found[WARD_IDS[ward]]
