"""The auditor of beds notices whoever lies where they cannot."""

from __future__ import annotations

from bedcentre.domain.events import (
    BedBlocked,
    CleaningFinished,
    Event,
    LeavingUndone,
    PatientLeftLounge,
    PatientToLounge,
)
from bedcentre.simulation.audit.places import Places
from tests.simulation.audit.story import (
    HEART,
    HOUR,
    LUNG,
    NOON,
    block,
    fabric,
    leaves,
    lies,
    moves,
    stay,
)


def after(*events: Event) -> Places:
    places = Places(fabric())
    for each in events:
        places.enter(each)
    return places


def wrong(*events: Event) -> list[str]:
    return [each.key for each in after(*events).violations]


def test_where_nothing_happens_nothing_is_wrong() -> None:
    assert wrong() == []


def test_somebody_comes_moves_and_leaves() -> None:
    first, second = stay(HEART, NOON), stay(LUNG, NOON + HOUR)
    came = lies(first)
    places = after(came, moves(came, second), leaves(second, NOON + 2 * HOUR))
    assert places.violations == []
    assert places.gone == {1}
    assert [each.end for each in places.of_bed[HEART]] == [NOON + HOUR, None]
    assert places.treats[second.id] == "CARD"


def test_leaving_may_be_taken_back() -> None:
    place = stay(HEART, NOON)
    left = leaves(place, NOON + HOUR)
    back = LeavingUndone(
        encounter_id=1, stay_id=place.id, vacated_id=left.vacated.id, bed_id=HEART, at=NOON + 1.1 * HOUR
    )
    places = after(lies(place), left, back)
    assert places.violations == []
    assert places.gone == set()
    assert places.now(HEART) == place


def test_a_bed_does_not_hold_two() -> None:
    assert wrong(lies(stay(HEART, NOON)), lies(stay(HEART, NOON + HOUR, 2), patient=2)) == ["month.bed_not_empty"]
    assert wrong(lies(stay(HEART, NOON)), lies(stay(LUNG, NOON, 2), patient=2)) == []


def test_two_may_not_overlap_in_time_either() -> None:
    place = stay(HEART, NOON)
    left = leaves(place, NOON + 5 * HOUR)
    cleaned = CleaningFinished(cleaning_id=left.vacated.id, bed_id=HEART, at=NOON + 6 * HOUR)
    assert wrong(lies(place), left, cleaned, lies(stay(HEART, NOON + 6 * HOUR, 2), patient=2)) == []
    assert wrong(lies(place), left, cleaned, lies(stay(HEART, NOON + 4 * HOUR, 2), patient=2)) == [
        "month.bed_not_empty"
    ]


def test_nobody_lies_in_two_beds_or_in_a_closed_one() -> None:
    assert wrong(lies(stay(HEART, NOON)), lies(stay(LUNG, NOON, 2))) == ["month.twice"]
    assert wrong(lies(stay(HEART, NOON)), lies(stay(LUNG, NOON), patient=2)) == ["month.two_beds"]
    assert wrong(BedBlocked(block=block(HEART, NOON)), lies(stay(HEART, NOON))) == ["month.bed_not_empty"]


def test_nobody_leaves_a_bed_or_the_lounge_who_is_not_there() -> None:
    place = stay(HEART, NOON)
    assert wrong(lies(place), leaves(stay(LUNG, NOON), NOON + HOUR)) == ["month.not_there", "month.ends_otherwise"]
    vacated = leaves(place, NOON + HOUR).vacated
    to_lounge = PatientToLounge(encounter_id=1, stay_id=place.id, vacated=vacated)
    home = PatientLeftLounge(encounter_id=1, at=NOON + 2 * HOUR)
    assert wrong(lies(place), to_lounge, home) == []
    assert wrong(lies(place), to_lounge, home, home) == ["month.not_in_lounge"]
    assert after(lies(place), to_lounge).lounge == {1}
