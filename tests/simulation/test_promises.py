"""What the rehearsal says of promises, and that its plans are made as the planner makes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bedcentre.domain.events import BedReserved, Recorded
from bedcentre.domain.intervals import PlannedInterval
from bedcentre.domain.vocabulary import PlannedKind
from bedcentre.simulation.promises import Kept, Promises

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def told(number: int, *, demand: int = 1, bed: int = 7, start: datetime = NOON) -> PlannedInterval:
    """A promise to ``demand``."""
    return PlannedInterval(
        id=number,
        bed_id=bed,
        kind=PlannedKind.RESERVATION,
        start=start,
        end=start + HOUR,
        demand_id=demand,
        made_by=1,
    )


def after(*promises: PlannedInterval, warned: tuple[int, ...] = ()) -> Kept:
    counting = Promises()
    counting.warn(warned)
    counting.follow(
        Recorded(sequence=each.id, at=NOON, user_id=1, command_id="", event=BedReserved(reservation=each))
        for each in promises
    )
    return counting.counted()


def test_where_nothing_was_promised_nothing_was_changed() -> None:
    assert after() == Kept(given=0, another_bed=0, later=0, needless=0)
    assert after().share_changed == 0


def test_every_person_counts_once() -> None:
    assert after(told(1), told(2, demand=2, bed=8)).given == 2


def test_another_bed_is_a_change_and_needless_unless_the_promise_was_in_danger() -> None:
    moved = told(1), told(2, bed=8)
    assert after(*moved) == Kept(given=1, another_bed=1, later=0, needless=1)
    assert after(*moved, warned=(1,)) == Kept(given=1, another_bed=1, later=0, needless=0)
    assert after(*moved).share_changed == 1


def test_the_same_bed_later_is_a_change_sooner_is_none() -> None:
    assert after(told(1), told(2, start=NOON + HOUR), warned=(1,)).later == 1
    assert after(told(1), told(2, start=NOON - HOUR)) == Kept(given=1, another_bed=0, later=0, needless=0)


def test_every_change_is_measured_against_what_was_said_last() -> None:
    assert after(told(1), told(2, bed=8), told(3), told(4)).another_bed == 2
