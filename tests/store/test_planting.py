"""Planting a seed hospital, and the past stays that come with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest
from sqlalchemy import Engine

from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.pinyin import name_initials
from bedcentre.domain.vocabulary import ActualKind, BedState, CaseState, Certainty, DemandState
from bedcentre.seeding import generate
from bedcentre.store.engine import open_engine
from bedcentre.store.migrate import migrate
from bedcentre.store.past_stays import past_stays
from bedcentre.store.planting import plant
from bedcentre.usecases.day_surgery.sheet import sheet
from tests.store.day_surgery import TODAY
from tests.store.fixtures import Databases, Rewindable
from tests.store.house import COORDINATOR, House
from tests.store.seed import hospital
from tests.store.small import BED_IDS, BEDS, START

PAST = pd.DataFrame(
    {
        "mrn": ["H1", "H2"],
        "sex": ["F", "M"],
        "age": [70, 3],
        "specialty": ["MED", "SUR"],
        "ward": ["M", "S"],
        "level": ["ward", "day"],
        "kind": ["emergency", "day_surgery"],
        "diagnosis": ["I63", ""],
        "procedure": ["", "P1"],
        "admitted_at": pd.to_datetime(["2026-01-01T08:00Z", "2026-01-02T08:00Z"]),
        "discharged_at": pd.to_datetime(["2026-01-09T16:30Z", "2026-01-02T15:00Z"]),
        "expected_minutes": [8640, 420],
    }
)


def test_planted_hospital_is_as_described(house: House) -> None:
    assert {label: house.state(label) for label in BEDS} == {
        "M-1": BedState.OCCUPIED,
        "M-2": BedState.VACATED,
        "M-3": BedState.FREE,
        "S-1": BedState.OCCUPIED,
        "S-2": BedState.BLOCKED,
        "I-1": BedState.FREE,
        "I-2": BedState.FREE,
        "D-1": BedState.FREE,
        "D-2": BedState.FREE,
    }
    with house.reader() as reader:
        blocked = reader.bed(BED_IDS["S-2"]).actual
        lying = reader.bed(BED_IDS["S-1"]).encounter
        assert [each.raised_at <= START for each in reader.open_demands()] == [True, True]
        assert {each.state for each in reader.open_demands()} == {DemandState.WAITING}
    assert blocked is not None
    assert lying is not None
    assert (blocked.kind, blocked.reason) == (ActualKind.BLOCKED, "维修")
    assert lying.certainty is Certainty.GUESSED


def test_hospital_is_planted_once(engine: Engine) -> None:
    with pytest.raises(BadInputError) as refused:
        plant(engine, hospital())
    assert refused.value.reasons[0].key == "input.planted_already"


def test_hospital_that_contradicts_itself_leaves_the_database_empty(blank: Rewindable) -> None:
    blank.rewind()
    described = hospital()
    with pytest.raises(KeyError, match="nowhere"):
        plant(blank.engine, replace(described, occupants=(replace(described.occupants[0], bed="nowhere"),)))
    with House(blank.engine).reader() as reader:
        assert (reader.wards(), reader.sequence()) == ((), 0)
    plant(blank.engine, described)


def test_past_stays_come_back_as_they_were(databases: Databases) -> None:
    engine = open_engine(databases.empty())
    migrate(engine)
    assert past_stays(engine).empty
    plant(engine, replace(hospital(), past_stays=PAST))
    pd.testing.assert_frame_equal(past_stays(engine), PAST, check_dtype=False)
    assert str(past_stays(engine)["admitted_at"].dtype).endswith("UTC]")
    engine.dispose()


def test_generated_hospital_fits_and_replays(blank: Rewindable, tmp_path_factory: pytest.TempPathFactory) -> None:
    generated = generate(beds=100, start=datetime(2026, 11, 23, tzinfo=UTC))
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('generated') / 'hospital.sqlite'}", to_disk=False)
    migrate(engine)
    plant(engine, generated, seed=1)
    house = House(engine)
    house.now = generated.start
    with house.reader() as reader:
        labels = {each.patient.mrn: each.bed.label for each in reader.beds() if each.patient}
        assert labels == {occupant.patient.mrn: occupant.bed for occupant in generated.occupants}
        known = [demand for demand in generated.demands if demand.raised_at <= generated.start]
        assert len(reader.open_demands()) == len(known)
        someone = generated.occupants[0].patient
        typed = name_initials(someone.name)
        assert someone.mrn in {each.mrn for each in reader.search_patients(typed, len(labels))}
    blank.rewind()
    house.check_journal(blank.engine)
    engine.dispose()


@pytest.mark.parametrize("beds", [100, 300])
def test_first_days_cases_are_on_the_centres_list(databases: Databases, beds: int) -> None:
    described = replace(generate(beds=beds, start=datetime(2026, 11, 23, tzinfo=UTC)), past_stays=pd.DataFrame())
    engine = open_engine(databases.empty())
    migrate(engine)
    plant(engine, described)
    house = House(engine)
    house.now = described.start
    with house.reader() as reader:
        found = sheet(reader, COORDINATOR, TODAY)
    booked = {each.patient.mrn: each.booking for each in described.demands if each.booking is not None}
    rows = {row.patient.mrn: row for row in found.rows}
    assert rows.keys() == booked.keys() != set()
    for mrn, booking in booked.items():
        row = rows[mrn]
        assert row.bay is not None
        assert (row.bay.bed.label, row.case.theatre, row.at) == (booking.bay, booking.theatre, booking.start)
        assert {check.milestone.step for check in row.checks if not check.open} == booking.passed
        assert not row.ready
    assert found.counts == {CaseState.BOOKED: len(booked)}
    assert [each.usual for each in found.lists if each.usual] == []
    engine.dispose()


def test_day_case_whose_bay_does_not_suit_is_not_planted(databases: Databases) -> None:
    described = generate(beds=100, start=datetime(2026, 11, 23, tzinfo=UTC))
    ward_bed = next(bed.label for bed in described.beds if "day_bay" not in bed.features)
    spoiled = tuple(
        replace(each, booking=replace(each.booking, bay=ward_bed)) if each.booking else each
        for each in described.demands
    )
    engine = open_engine(databases.empty())
    migrate(engine)
    with pytest.raises(RefusedError):
        plant(engine, replace(described, demands=spoiled, past_stays=pd.DataFrame()))
    with House(engine).reader() as reader:
        assert not reader.open_demands()
    engine.dispose()
