"""Operations: in a session of the surgeon, one at a time, within the minutes of session and surgeon."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from optimizer.checker import HardRule
from optimizer.problem import Demand, Problem, Promise, Session, Surgeon, Surgery
from tests.optimizer.builders import MINUTES, NIGHTS, broken, demand, problem, put

SURGEONS = (Surgeon(id="ann"), Surgeon(id="bob"))


def session(name: str = "s", **more: Any) -> Session:
    """Theatre t from tick 2 to 20, 12 minutes in all."""
    return replace(Session(id=name, theatre="t", start=2, end=20, minutes=12), **more)


def operated(name: str = "d", surgeon: str = "ann", minutes: int = 5, offset: int = 1, **more: Any) -> Demand:
    """Somebody operated one tick after admission, for 5 minutes."""
    return demand(name, surgery=Surgery(surgeon=surgeon, minutes=minutes, offset=offset), **more)


def theatre(*demands: Demand, sessions: tuple[Session, ...] = (session(),), **more: Any) -> Problem:
    """Demands with two surgeons and the one session, unless told otherwise."""
    return replace(problem(*demands, sessions=sessions, surgeons=SURGEONS), **more)


@pytest.mark.parametrize(("start", "fine"), [(1, True), (14, True), (0, False), (15, False)])
def test_an_operation_lies_inside_its_session(start: int, *, fine: bool) -> None:
    assert broken(theatre(operated()), put(start=start, session="s")) == (set() if fine else {HardRule.SESSION})


def test_on_the_night_grid_an_operation_is_on_the_sessions_day() -> None:
    asked = theatre(operated(), sessions=(session(start=3, end=4),), horizon=NIGHTS)
    assert broken(asked, put(start=2, session="s")) == set()
    assert broken(asked, put(start=3, session="s")) == {HardRule.SESSION}


def test_an_operation_needs_a_session_and_a_session_an_operation() -> None:
    assert broken(theatre(operated()), put(start=1)) == {HardRule.SESSION}
    assert broken(theatre(demand()), put(start=1, session="s")) == {HardRule.SESSION}
    assert broken(theatre(demand()), put(start=1)) == set()
    assert broken(theatre(operated())) == set()


@pytest.mark.parametrize(("surgeons", "fine"), [(None, True), ({"ann", "bob"}, True), ({"bob"}, False), (set(), False)])
def test_a_session_is_for_its_surgeons(surgeons: set[str] | None, *, fine: bool) -> None:
    own = session(surgeons=None if surgeons is None else frozenset(surgeons))
    placed = put(start=1, session="s")
    assert broken(theatre(operated(), sessions=(own,)), placed) == (set() if fine else {HardRule.SESSION})


def test_a_session_holds_its_minutes() -> None:
    asked = theatre(operated(minutes=6), operated("e", "bob", minutes=6))
    tight = theatre(operated(minutes=6), operated("e", "bob", minutes=7))
    both = (put(start=1, session="s"), put("e", "c", 7, "s"))
    assert broken(asked, *both) == set()
    assert broken(tight, *both) == {HardRule.SESSION_MINUTES}
    assert broken(tight, both[0]) == set()


@pytest.mark.parametrize(("start", "fine"), [(6, True), (5, False), (1, False)])
def test_a_theatre_holds_one_operation_at_a_time(start: int, *, fine: bool) -> None:
    asked = theatre(operated(), operated("e", "bob"))
    found = broken(asked, put(start=1, session="s"), put("e", "c", start, "s"))
    assert found == (set() if fine else {HardRule.THEATRE_OVERLAP})


@pytest.mark.parametrize(("surgeon", "start", "fine"), [("ann", 6, True), ("ann", 5, False), ("bob", 5, True)])
def test_a_surgeon_operates_on_one_at_a_time(surgeon: str, start: int, *, fine: bool) -> None:
    sessions = (session(), session("other", theatre="u"))
    asked = theatre(operated(), operated("e", surgeon), sessions=sessions)
    found = broken(asked, put(start=1, session="s"), put("e", "c", start, "other"))
    assert found == (set() if fine else {HardRule.SURGEON_OVERLAP})


def test_on_the_night_grid_times_of_day_are_unknown() -> None:
    sessions = (session(start=3, end=4),)
    asked = theatre(operated(), operated("e"), sessions=sessions, horizon=NIGHTS)
    assert broken(asked, put(start=2, session="s"), put("e", "c", 2, "s")) == set()


def test_a_surgeon_operates_so_long_a_day() -> None:
    surgeons = (Surgeon(id="ann", minutes=(9, 4)),)
    two_days = (session(end=48, minutes=48),)
    asked = theatre(operated(), operated("e"), sessions=two_days, surgeons=surgeons)
    assert broken(asked, put(start=1, session="s")) == set()
    assert broken(asked, put(start=1, session="s"), put("e", "c", 8, "s")) == {HardRule.SURGEON_MINUTES}
    late = theatre(operated(due=40), sessions=two_days, surgeons=surgeons)
    assert broken(late, put(start=23, session="s")) == {HardRule.SURGEON_MINUTES}


def test_days_without_a_figure_have_no_limit() -> None:
    surgeons = (Surgeon(id="ann", minutes=(0,)),)
    asked = theatre(operated(due=40), sessions=(session(end=48),), surgeons=surgeons)
    assert broken(asked, put(start=23, session="s")) == set()


def test_pinned_operations_are_facts_that_others_must_respect() -> None:
    pins = [
        operated(name, pinned=True, promise=Promise(place=place, start=1, session="s"))
        for name, place in (("d", "b"), ("e", "c"))
    ]
    held = (put(start=1, session="s"), put("e", "c", 1, "s"))
    tight = (session(minutes=9),)
    surgeons = (Surgeon(id="ann", minutes=(9,)),)
    assert broken(theatre(*pins, sessions=tight, surgeons=surgeons), *held) == set()
    asked = theatre(*pins, operated("f", length=1), sessions=tight, surgeons=surgeons, horizon=MINUTES)
    clash = {HardRule.THEATRE_OVERLAP, HardRule.SURGEON_OVERLAP}
    full = {HardRule.SESSION_MINUTES, HardRule.SURGEON_MINUTES}
    assert broken(asked, *held, put("f", "b", 5, "s")) == clash | full
    assert broken(asked, *held, put("f", "b", 6, "s")) == full
