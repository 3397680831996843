"""The auditor of borrowed nights counts them twice, and notices a statement that says otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bedcentre.domain.borrowing import MarkedNight
from bedcentre.domain.events import Event, NightMarked
from bedcentre.domain.vocabulary import NightMark
from bedcentre.simulation.audit.nights import Nights
from bedcentre.simulation.audit.places import Places
from bedcentre.usecases.borrowing.statement import PairStatement
from tests.simulation.audit.story import HEART, LUNG, NOON, OTHER_LUNG, fabric, leaves, lies, moves, stay

NIGHT = timedelta(days=1)
FIRST, LAST = date(2026, 11, 23), date(2026, 11, 30)
LATER = NOON + 10 * NIGHT
GUEST = lies(stay(LUNG, NOON))
IN_FLOATING = stay(OTHER_LUNG, NOON + 2 * NIGHT)
STORY = (GUEST, moves(GUEST, IN_FLOATING), leaves(IN_FLOATING, NOON + 3 * NIGHT))
"""Two nights in a bed of the respiratory ward, one in its floating bed."""
SAID = PairStatement(lender="RESP", borrower="CARD", nights=3, floating=1, counted=260, to_house=40)


def after(*events: Event) -> Nights:
    places = Places(fabric())
    nights = Nights(fabric(), places)
    for each in events:
        places.enter(each)
        nights.enter(each, NOON)
    return nights


def wrong(said: list[PairStatement], *events: Event) -> set[object]:
    found = after(*events).compare(FIRST, LAST, said, LATER)
    return {each.params["line"] for each in found}


def test_lent_is_borrowed() -> None:
    balance = after(*STORY).balance(FIRST, LAST, LATER)
    assert (balance.lent, balance.borrowed) == ({"RESP": 3}, {"CARD": 3})


def test_at_home_nothing_is_borrowed() -> None:
    balance = after(lies(stay(HEART, NOON))).balance(FIRST, LAST, LATER)
    assert (balance.lent.total(), balance.borrowed.total()) == (0, 0)


def test_a_night_counts_when_it_is_over() -> None:
    before_midnight = datetime(2026, 11, 23, 15, 59, tzinfo=UTC)
    assert after(GUEST).balance(FIRST, LAST, before_midnight).lent.total() == 0
    assert after(GUEST).balance(FIRST, LAST, before_midnight + timedelta(minutes=1)).lent.total() == 1


def test_a_patient_in_two_beds_unbalances_the_books() -> None:
    twice = after(GUEST, lies(stay(OTHER_LUNG, NOON, 2))).balance(FIRST, LAST, NOON + NIGHT)
    assert (twice.lent.total(), twice.borrowed.total()) == (2, 1)


def test_the_statement_agrees_line_by_line() -> None:
    assert wrong([SAID], *STORY) == set()
    assert wrong([], GUEST) == {"nights", "counted"}
    assert wrong([SAID]) == {"nights", "floating", "counted", "to_house"}


@pytest.mark.parametrize("line", ["nights", "floating", "outside_pool", "waived", "disputed", "counted", "to_house"])
def test_any_line_that_says_otherwise_is_noticed(line: str) -> None:
    tampered = replace(SAID, **{line: getattr(SAID, line) + 1})
    assert wrong([tampered], *STORY) == {line}


def test_a_waived_night_is_worth_nothing() -> None:
    waived = NightMarked(
        marked=MarkedNight(encounter_id=1, night=FIRST, mark=NightMark.WAIVED, reason="", marked_at=NOON, marked_by=1)
    )
    said = replace(SAID, waived=1, counted=160)
    assert wrong([said], *STORY, waived) == set()
    assert wrong([said], *STORY) == {"waived", "counted"}
