"""Draws depend on what they are about, and memory on what was noticed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from statistics import median

from bedcentre.simulation.chance import Chance, Memory

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)


def test_the_same_question_gets_the_same_answer() -> None:
    assert Chance(1).share("cleaning", 12) == Chance(1).share("cleaning", 12)


def test_another_seed_purpose_or_id_gets_another_answer() -> None:
    asked = [Chance(1).share("cleaning", 12), Chance(2).share("cleaning", 12), Chance(1).share("response", 12)]
    assert len({*asked, Chance(1).share("cleaning", 13), Chance(1).share("cleaning", 1, 2)}) == 5


def test_shares_fill_the_unit_interval() -> None:
    shares = sorted(Chance(3).share("x", number) for number in range(2000))
    assert 0 <= shares[0] < 0.01
    assert 0.99 < shares[-1] < 1
    assert 0.45 < median(shares) < 0.55


def test_what_never_happens_never_does_and_what_always_happens_does() -> None:
    assert not any(Chance(1).happens(0, number) for number in range(200))
    assert all(Chance(1).happens(1, number) for number in range(200))


def test_minutes_keep_their_limits_and_cluster_at_the_usual() -> None:
    drawn = [Chance(1).minutes(10, 20, 90, number) / timedelta(minutes=1) for number in range(2000)]
    assert 10 <= min(drawn) < 12
    assert 80 < max(drawn) <= 90
    around_usual = sum(15 <= each < 25 for each in drawn)
    assert around_usual > 3 * sum(75 <= each < 85 for each in drawn)


def test_no_spread_is_no_chance() -> None:
    assert Chance(1).minutes(0, 0, 0, "any") == timedelta(0)


def test_memory_keeps_what_is_noticed_in_each_round() -> None:
    memory = Memory()
    memory.since("ready", NOON)
    memory.end_round()
    assert memory.since("ready", LATER) == NOON


def test_memory_forgets_what_was_not_noticed_for_a_round() -> None:
    memory = Memory()
    memory.since("ready", NOON)
    memory.end_round()
    memory.end_round()
    assert memory.since("ready", LATER) == LATER


def test_memory_tells_things_apart() -> None:
    memory = Memory()
    memory.since("ready", NOON)
    memory.end_round()
    assert memory.since("vain", LATER) == LATER
