"""Events as text and back: nothing is lost, the same event gives the same text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy.dialects import sqlite

from bedcentre.domain.events import Event, RuleOverridden
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Patient
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import Sex, Triage
from bedcentre.store.codec import from_text, to_text
from bedcentre.store.types import Instant

INSTANTS = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  hypothesis adds the zone
DIALECT = sqlite.dialect()
TEXTS = st.text(max_size=6)
MESSAGES = st.builds(Message, TEXTS, st.dictionaries(TEXTS, st.one_of(TEXTS, st.integers(), INSTANTS), max_size=2))

st.register_type_strategy(datetime, INSTANTS)
st.register_type_strategy(Message, MESSAGES)
LENGTHS = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=999))
LIMITS = st.fixed_dictionaries(dict.fromkeys(Triage, LENGTHS))
st.register_type_strategy(Policy, st.builds(Policy, hold=LENGTHS, boarding_limit=LIMITS))


@given(st.one_of(*[st.from_type(kind) for kind in get_args(Event)]))
def test_every_event_comes_back_as_it_was(event: Event) -> None:
    text = to_text(type(event), event)
    assert from_text(type(event), text) == event
    assert to_text(type(event), from_text(type(event), text)) == text


def test_same_set_gives_the_same_text() -> None:
    patients = [
        Patient(
            id=1,
            mrn="1",
            name="王五",
            pinyin="ww",
            sex=Sex.MALE,
            birth_date=date(1960, 1, 1),
            flags=frozenset(flags),
        )
        for flags in (["a", "b", "c"], ["c", "b", "a"])
    ]
    first, second = (to_text(Patient, patient) for patient in patients)
    assert first == second
    assert "王五" in first


def test_instant_in_a_message_is_told_from_a_text_that_looks_like_one() -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    message = Message("refusal.claimed", {"start": at, "bed": at.isoformat(), "hours": 3})
    assert from_text(Message, to_text(Message, message)) == message


def test_text_of_something_else_is_refused() -> None:
    with pytest.raises(ValidationError):
        from_text(RuleOverridden, '{"patient_id": 1}')


@given(INSTANTS)
def test_stored_instant_loses_nothing(at: datetime) -> None:
    kind = Instant()
    stored = kind.process_bind_param(at, DIALECT)
    assert kind.process_result_value(stored, DIALECT) == at


def test_instants_of_other_zones_are_the_same_instant_and_naive_ones_refused() -> None:
    kind = Instant()
    east = datetime(2026, 11, 23, 8, tzinfo=timezone(timedelta(hours=8)))
    assert kind.process_bind_param(east, DIALECT) == kind.process_bind_param(east.astimezone(UTC), DIALECT)
    with pytest.raises(TypeError):
        kind.process_bind_param(datetime(2026, 11, 23, 8), DIALECT)  # noqa: DTZ001  on purpose
