"""Those who may sign in, and facts about the database as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bedcentre.domain.errors import BadInputError, NotFoundError
from bedcentre.domain.vocabulary import Role
from bedcentre.store import meta
from bedcentre.store.engine import open_engine, reading
from bedcentre.store.migrate import migrate
from bedcentre.store.users import NewUser, Users
from tests.store.fixtures import Databases
from tests.store.small import BEDS, START, WARD_IDS

NURSE = NewUser(
    username="nurse",
    name="护士",
    role=Role.NURSE,
    password_hash="hash-1",  # noqa: S106  nobody's password
    ward_ids=frozenset({WARD_IDS["M"], WARD_IDS["S"]}),
)
SURGEON = NewUser(username="doctor", name="医生", role=Role.SURGEON, password_hash="hash-2", surgeon="W1")  # noqa: S106  the same


def test_nobody_is_there_at_first(engine: Engine) -> None:
    users = Users(engine)
    assert users.all() == []
    assert users.find("nurse") is None
    assert users.get(1) is None


def test_user_is_found_with_wards_and_becomes_an_actor(engine: Engine) -> None:
    users = Users(engine)
    nurse_id, surgeon_id = users.add(NURSE), users.add(SURGEON)
    assert [user.username for user in users.all()] == ["doctor", "nurse"]
    nurse, surgeon = users.find("nurse"), users.get(surgeon_id)
    assert nurse is not None
    assert surgeon is not None
    assert (nurse.id, nurse.password_hash, nurse.active) == (nurse_id, "hash-1", True)
    assert (nurse.actor.role, nurse.actor.ward_ids, nurse.actor.surgeon) == (Role.NURSE, NURSE.ward_ids, None)
    assert (surgeon.actor.user_id, surgeon.actor.ward_ids, surgeon.actor.surgeon) == (surgeon_id, frozenset(), "W1")


def test_username_is_given_once(engine: Engine) -> None:
    users = Users(engine)
    users.add(NURSE)
    with pytest.raises(BadInputError) as wrong:
        users.add(replace(SURGEON, username="nurse"))
    assert wrong.value.reasons[0].params == {"username": "nurse"}
    assert len(users.all()) == 1


def test_unknown_ward_is_refused_and_nobody_added(engine: Engine) -> None:
    users = Users(engine)
    with pytest.raises(BadInputError) as wrong:
        users.add(replace(NURSE, ward_ids=frozenset({WARD_IDS["M"], 99})))
    assert wrong.value.reasons[0].key == "input.user_ward"
    assert users.all() == []


def test_user_is_deactivated_and_gets_a_new_password(engine: Engine) -> None:
    users = Users(engine)
    users.add(NURSE)
    users.set_password("nurse", "hash-3")
    users.deactivate("nurse")
    nurse = users.find("nurse")
    assert nurse is not None
    assert (nurse.active, nurse.password_hash) == (False, "hash-3")
    for change in (users.deactivate, lambda name: users.set_password(name, "hash-4")):
        with pytest.raises(NotFoundError):
            change("nobody")


def test_planted_database_remembers_its_seed_and_when_something_last_happened(engine: Engine) -> None:
    with reading(engine) as connection:
        assert meta.planted(connection) == meta.Planted(beds=len(BEDS), seed=1, start=START)
        assert meta.stopped_at(connection) == START
    assert meta.demo_clock(engine) is None


def test_demo_clock_is_kept_for_all_processes(engine: Engine) -> None:
    meta.set_demo_clock(engine, START, START + timedelta(days=1, microseconds=7), 60.5)
    assert meta.demo_clock(engine) == (START, START + timedelta(days=1, microseconds=7), 60.5)
    meta.set_demo_clock(engine, START, START, 1.0)
    assert meta.demo_clock(engine) == (START, START, 1.0)


def test_empty_database_knows_of_no_seed_and_no_demo(databases: Databases) -> None:
    engine = open_engine(databases.empty())
    assert meta.demo_clock(engine) is None
    migrate(engine)
    with reading(engine) as connection:
        assert meta.planted(connection) is None
        assert meta.stopped_at(connection) is None
    engine.dispose()
